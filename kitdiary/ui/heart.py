"""The heart of an open window: it announces what is due and makes the daily backup."""

import threading
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from kitdiary.services.changes import Change, Kind
from kitdiary.services.diary import Diary
from kitdiary.ui.desk import Desk
from kitdiary.ui.guard import Guard, Resume, listen_to_login, load_bus
from kitdiary.ui.text import tr

if TYPE_CHECKING:
    from kitdiary.services.reminders.heartbeat import Heartbeat
    from kitdiary.services.reminders.notifier import Acted, Message, Notifier

HeartMaker = Callable[[Diary, Sequence["Notifier"], "Acted"], "Heartbeat"]
"""Makes the heartbeat of a diary, given the notifiers that are asked last, and who is told of what the rep
chose on a notification."""

_AFTER_FIRST_PAINT_MS = 1_500
_CALENDAR_MS = 3_000
"""So long after a change the calendar file is brought up to date: mostly more follow. By a beat, which takes
turns with the others and which an end waits for: in a large diary it takes a second or two."""
_LAST_BEAT_SECONDS = 30.0
"""How long an end waits for a backup, the window being gone by then: it takes 1.7 s with 100,000 contacts
(171 MB), and a diary must not be closed under a thread that is inside it."""
_HANGING_SECONDS = 0.2
"""How long an end waits for a notifier: it may hang, and what it shows is announced again if it did not."""


class BarNotifier:
    """The last link of the chain: the bar at the foot of the window, which always works."""

    name = "bar"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def show(self, message: "Message") -> None:
        """Say it in the window."""
        text = f"{message.title}: {message.body}" if message.body else message.title
        self._desk.bridge.post(lambda: self._desk.said.emit(text, None))

    def ready(self) -> None:
        """Always."""


class Heart(QObject):
    """Beats once a minute, in threads of its own, from shortly after the first paint until `stop`.

    ``links`` are notifiers of the window, asked after the native ones and before the bar. A clock that
    jumped is answered with a beat.
    """

    def __init__(
        self,
        desk: Desk,
        make: HeartMaker,
        links: "Sequence[Notifier]" = (),
        acted: "Acted" = lambda _action, _message: None,
    ) -> None:
        super().__init__(desk)
        self._desk = desk
        self._make = make
        self._links = (*links, BarNotifier(desk))
        self._acted = acted
        self._stopped = threading.Event()
        self._beating = threading.Lock()
        self._starting: threading.Thread | None = None
        self._stop_scheduler: Callable[[], None] | None = None
        self._poke: Callable[[], None] | None = None
        self.guard = Guard(self)
        self.guard.jumped.connect(self._jumped)
        self.resume = Resume(self)
        self.resume.resumed.connect(self._jumped)
        self._wait = _once(self, _AFTER_FIRST_PAINT_MS, self.start)
        self._calendar = _once(self, _CALENDAR_MS, self.beat_now)
        desk.changed.connect(self._changed)

    def start_soon(self) -> None:
        """Start once the window has been painted."""
        self._wait.start()

    def start(self) -> None:
        """Start now. The scheduler's library is loaded in a thread: that takes longer than a frame."""
        self.guard.start()
        self._starting = threading.Thread(target=self._begin, name="heart", daemon=True)
        self._starting.start()

    def stop(self, seconds: float = _LAST_BEAT_SECONDS) -> bool:
        """Beat no more; whether a beat under way ended in time.

        A backup is waited for, a notifier hardly: one that hangs holds nobody.
        """
        until = time.monotonic() + seconds
        self._wait.stop()
        self._calendar.stop()
        self.guard.stop()
        self._stopped.set()
        if self._starting is not None:
            self._starting.join(seconds)
        if self._stop_scheduler is not None:
            self._stop_scheduler()
        ended = self._beat_ended(until)
        self._close_chain()
        # A closed chain lets go of a beat that waited in it, which then writes down that nothing was shown:
        # the diary, closed next, must not be closed under it.
        return ended or self._beat_ended(until)

    def beat_now(self) -> None:
        """Have it beat at once; nothing before it has started."""
        if self._poke is not None:
            self._poke()

    def _jumped(self) -> None:
        self.beat_now()
        # Another day may have begun, elsewhere: all that is shown is read anew.
        everything = Change(None, tr("The clock changed"), frozenset(Kind), everyone=True)
        self._desk.changed.emit(everything)

    def _changed(self, change: Change) -> None:
        """Where a calendar file is kept, or was until now, a beat brings it up to date."""
        if Kind.SETTINGS in change.kinds or self._desk.diary.context.preferences.calendar_folder:
            self._calendar.start()

    def _beat_ended(self, until: float) -> bool:
        hanging = time.monotonic() + _HANGING_SECONDS
        while not self._beating.acquire(timeout=0.05):
            chain, now = self._desk.chain, time.monotonic()
            if now > until or (chain is not None and chain.showing and now > hanging):
                return False
        self._beating.release()
        return True

    def _close_chain(self) -> None:
        """Let go of what the notifiers hold, in a thread: one that hangs holds nobody."""
        chain = self._desk.chain
        if chain is not None:
            closing = threading.Thread(target=chain.close, name="close notifiers", daemon=True)
            closing.start()
            closing.join(_HANGING_SECONDS)

    def _begin(self) -> None:
        from kitdiary.services.reminders.scheduler import HeartbeatScheduler

        desk = self._desk
        heartbeat = self._make(desk.diary, self._links, self._acted)
        desk.chain = heartbeat.chain

        def beat() -> None:
            with self._beating:
                if not self._stopped.is_set():
                    heartbeat.sweep()
            desk.bridge.post(desk.beaten.emit)

        def failed(sentence: str) -> None:
            desk.bridge.post(lambda: desk.failed.emit(sentence))
            desk.bridge.post(desk.beaten.emit)

        scheduler = HeartbeatScheduler(beat, failed)
        self._stop_scheduler = scheduler.stop
        if not self._stopped.is_set():
            scheduler.start()
            self._poke = scheduler.poke
        if load_bus():
            desk.bridge.post(self._listen)

    def _listen(self) -> None:
        if not self._stopped.is_set():
            listen_to_login(self.resume)


def _once(parent: QObject, milliseconds: int, act: Callable[[], None]) -> QTimer:
    made = QTimer(parent)
    made.setSingleShot(True)
    made.setInterval(milliseconds)
    made.timeout.connect(act)
    return made
