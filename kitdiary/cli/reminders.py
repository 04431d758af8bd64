"""``remind``: the heartbeat without a window."""

import signal
import threading
from typing import TYPE_CHECKING

import click

from kitdiary.cli.output import say, tell
from kitdiary.cli.session import DiaryCommand, Session, in_session
from kitdiary.cli.text import one_line

if TYPE_CHECKING:
    from kitdiary.services.reminders.heartbeat import Announced, Heartbeat
    from kitdiary.services.reminders.notifier import Message

_PRINTED = "printed"
_LAST_BEAT_SECONDS = 15


class _Printed:
    """The last link of the chain: whatever is announced is printed anyway, so this always works."""

    name = _PRINTED

    def show(self, message: "Message") -> None:
        """Print it before it is recorded as shown: printed twice after a kill, never not at all."""
        say(one_line(f"{message.title}: {message.body}" if message.body else message.title))

    def ready(self) -> None:
        """Always."""


@click.command(cls=DiaryCommand)
@click.option("--once", is_flag=True, help="Announce what is due now, and end.")
@in_session
def remind(session: Session, once: bool) -> None:
    """Announce what is due, each thing once.

    What was announced is also printed. Without --once it goes on, looking once a minute,
    until it is stopped with Ctrl+C.
    """
    from kitdiary.bootstrap import heartbeat_of

    with session.open() as diary:
        heart = heartbeat_of(diary, [_Printed()])
        if once:
            _print(heart.sweep())
        else:
            _keep_beating(heart)


def _print(announced: "list[Announced]") -> None:
    for one in announced:
        if one.shown_by != _PRINTED:
            say(one_line(f"{one.title}: {one.body}" if one.body else one.title))


def _keep_beating(heart: "Heartbeat") -> None:
    from kitdiary.services.reminders.scheduler import run_forever

    stop, beating = threading.Event(), threading.Lock()

    def beat() -> None:
        with beating:
            if not stop.is_set():
                _print(heart.sweep())

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
        # The diary is closed next: a beat under way ends first, but one that hangs holds nobody.
        beating.acquire(timeout=_LAST_BEAT_SECONDS)
    tell("Reminders ended.")
