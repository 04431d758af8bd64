"""The heart of an open window: it announces what is due and makes the daily backup."""

import threading
from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, QTimer

from kitdiary.services.diary import Diary
from kitdiary.services.reminders.heartbeat import Heartbeat
from kitdiary.services.reminders.notifier import Message, Notifier
from kitdiary.ui.desk import Desk

HeartMaker = Callable[[Diary, Sequence[Notifier]], Heartbeat]
"""Makes the heartbeat of a diary, given the notifiers that are asked last."""

_AFTER_FIRST_PAINT_MS = 1_500
_LAST_BEAT_SECONDS = 5.0


class BarNotifier:
    """The last link of the chain: the bar at the foot of the window, which always works."""

    name = "bar"

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def show(self, message: Message) -> None:
        """Say it in the window."""
        text = f"{message.title}: {message.body}" if message.body else message.title
        self._desk.bridge.post(lambda: self._desk.said.emit(text, None))

    def ready(self) -> None:
        """Always."""


class Heart(QObject):
    """Beats once a minute, in threads of its own, from shortly after the first paint until `stop`."""

    def __init__(self, desk: Desk, make: HeartMaker) -> None:
        super().__init__(desk)
        self._desk = desk
        self._make = make
        self._stopped = threading.Event()
        self._beating = threading.Lock()
        self._starting: threading.Thread | None = None
        self._stop_scheduler: Callable[[], None] | None = None
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.timeout.connect(self.start)

    def start_soon(self) -> None:
        """Start once the window has been painted."""
        self._wait.start(_AFTER_FIRST_PAINT_MS)

    def start(self) -> None:
        """Start now. The scheduler's library is loaded in a thread: that takes longer than a frame."""
        self._starting = threading.Thread(target=self._begin, name="heart", daemon=True)
        self._starting.start()

    def stop(self, seconds: float = _LAST_BEAT_SECONDS) -> bool:
        """Beat no more; whether a beat under way ended in time. One that hangs holds nobody."""
        self._wait.stop()
        self._stopped.set()
        if self._starting is not None:
            self._starting.join(seconds)
        if self._stop_scheduler is not None:
            self._stop_scheduler()
        ended = self._beating.acquire(timeout=seconds)
        if ended:
            self._beating.release()
        return ended

    def _begin(self) -> None:
        from kitdiary.services.reminders.scheduler import HeartbeatScheduler

        heartbeat = self._make(self._desk.diary, [BarNotifier(self._desk)])

        def beat() -> None:
            with self._beating:
                if not self._stopped.is_set():
                    heartbeat.sweep()

        def failed(sentence: str) -> None:
            self._desk.bridge.post(lambda: self._desk.failed.emit(sentence))

        scheduler = HeartbeatScheduler(beat, failed)
        self._stop_scheduler = scheduler.stop
        if not self._stopped.is_set():
            scheduler.start()
