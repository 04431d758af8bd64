"""``remind``: the heartbeat without a window."""

import os
import signal
import subprocess
import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from kitdiary.cli.output import say, tell
from kitdiary.cli.session import DiaryCommand, Session, in_session
from kitdiary.cli.text import one_line
from kitdiary.domain.errors import DiaryError

if TYPE_CHECKING:
    from kitdiary.services.diary import Diary
    from kitdiary.services.reminders.heartbeat import Announced, Heartbeat
    from kitdiary.services.reminders.notifier import Acted, Action, Message

_LAST_BEAT_SECONDS = 15


@click.command(cls=DiaryCommand)
@click.option("--once", is_flag=True, help="Announce what is due now, and end.")
@in_session
def remind(session: Session, once: bool) -> None:
    """Announce what is due, each thing once.

    What was announced is also printed. Without --once it goes on, looking once a minute,
    until it is stopped with Ctrl+C.
    """
    from kitdiary.bootstrap import heartbeat_of
    from kitdiary.services.reminders.notifier import PrintNotifier

    # The last link of the chain, which always works. It prints before it is recorded as shown: printed
    # twice after a kill, never not at all.
    last = PrintNotifier(lambda line: say(one_line(line)))
    with session.open() as diary:
        # With --once nobody is left to hear a click: no buttons then.
        heart = heartbeat_of(diary, [last], None if once else _acted(session, diary))
        try:
            sweep = _Sweep(diary, heart)
            if once:
                sweep()
            else:
                _keep_beating(heart, sweep)
        finally:
            heart.chain.close()


class _Sweep:
    """One beat: prints what was announced, and tells once of a weekly hand-off that failed."""

    def __init__(self, diary: "Diary", heart: "Heartbeat") -> None:
        self._diary = diary
        self._heart = heart
        self._told = ""

    def __call__(self) -> None:
        _print(self._heart.sweep())
        failure = self._diary.weekly_handoff.status().failure
        if failure and failure != self._told:
            tell(failure)
        self._told = failure


def _print(announced: "list[Announced]") -> None:
    from kitdiary.services.reminders.notifier import PrintNotifier

    for one in announced:
        if one.shown_by != PrintNotifier.name:
            say(one_line(f"{one.title}: {one.body}" if one.body else one.title))


def _acted(session: Session, diary: "Diary") -> "Acted":
    """What a click on a notification does here: a snooze at once, all else in the window, which is opened."""
    from kitdiary.services.start_at_login import program_command

    def act(action: "Action", message: "Message") -> None:
        try:
            if action.is_snooze:
                tell(diary.reminders.act(action, message).what)
                return
            command = [*program_command(), "--diary", str(session.path.absolute())]
            subprocess.Popen(command, start_new_session=True, stdin=subprocess.DEVNULL)
        except (DiaryError, OSError) as error:
            tell(str(error))

    return act


def _keep_beating(heart: "Heartbeat", sweep: Callable[[], None]) -> None:
    from kitdiary.services.reminders.scheduler import run_forever

    stop, beating = threading.Event(), threading.Lock()

    def beat() -> None:
        with beating:
            if not stop.is_set():
                sweep()

    def failed(sentence: str) -> None:
        if not stop.is_set():
            tell(sentence)

    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    try:
        tell("Reminding until you press Ctrl+C.")
        run_forever(beat, stop, failed)
    except KeyboardInterrupt:
        pass
    finally:
        stop.set()
        # The diary is closed next. A notifier that hangs is let go at once, and what it did not show
        # is announced by the next start; a backup under way may end.
        heart.chain.close()
        rests = beating.acquire(timeout=_LAST_BEAT_SECONDS)
    tell("Reminders ended.")
    if not rests:  # closing the diary under a thread that is inside it would crash; ending does no harm
        os._exit(0)
