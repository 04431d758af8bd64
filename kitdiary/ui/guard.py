"""Notices in the window's process that time jumped: a sleep, a clock set, a flight. Then the heart beats.

A timer compares the wall clock of two looks; logind's signal tells of the end of a sleep at once, where there
is a logind. Either may be missing: the timer bounds the delay.
"""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import SLOT, QObject, QTimer, Signal, Slot

from kitdiary.services.reminders.clock_guard import LOOK, ClockGuard

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection

_LOGIN, _PATH = "org.freedesktop.login1", "/org/freedesktop/login1"


class Guard(QObject):
    """Looks at the clock every few seconds, from `start` to `stop`."""

    jumped = Signal()
    """The clock or the zone is not where it would be had time gone on as ever; or the machine woke up."""

    def __init__(self, parent: QObject, make: Callable[[], ClockGuard] = ClockGuard) -> None:
        super().__init__(parent)
        self._make = make
        self._clock: ClockGuard | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(int(LOOK.total_seconds() * 1000))
        self._timer.timeout.connect(self._look)

    def start(self) -> None:
        """Begin to look."""
        self._clock = self._make()
        self._timer.start()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def _look(self) -> None:
        if self._clock is not None and self._clock.jumped():
            self.jumped.emit()


class Resume(QObject):
    """Hears logind say that a sleep is over."""

    resumed = Signal()

    def listen(self, bus: "QDBusConnection") -> bool:
        """Listen on a bus; whether that is possible (there need be no logind yet)."""
        if not bus.isConnected():
            return False
        # Its stubs want bytes here, it itself takes only text (6.11.3).
        slot: Any = SLOT("prepare(bool)")
        manager = f"{_LOGIN}.Manager"
        return bool(bus.connect(_LOGIN, _PATH, manager, "PrepareForSleep", self, slot))

    @Slot(bool)
    def prepare(self, sleeping: bool) -> None:
        """Logind's signal: true before a sleep, false after it."""
        if not sleeping:
            self.resumed.emit()


def load_bus() -> bool:
    """Load Qt's D-Bus, which takes longer than a frame: to be called in a thread. Whether it is there."""
    if not sys.platform.startswith("linux"):
        return False
    try:
        import PySide6.QtDBus  # noqa: F401  # loaded, not used here
    except ImportError:
        return False
    return True


def listen_to_login(resume: Resume) -> bool:
    """Listen on the system's bus, once `load_bus` has loaded what that takes."""
    from PySide6.QtDBus import QDBusConnection

    return resume.listen(QDBusConnection.systemBus())
