"""A window that goes on when it is closed: its heart, its tray, and what closing does."""

import sys

from PySide6.QtCore import QObject, QSettings, QTimer

from kitdiary.ui.acting import Acting
from kitdiary.ui.application import come_forward
from kitdiary.ui.closing import Closing
from kitdiary.ui.heart import Heart, HeartMaker
from kitdiary.ui.main_window import MainWindow
from kitdiary.ui.tray import Tray, TrayNotifier

_LOOK_MS = 1_000
_LOOKS = 60
_ONLY_BUS = 10
"""So many looks only the bus is asked for a tray. Qt remembers for good what it finds when first asked,
and at login a panel may come up after this program: asked too early it would never see that panel's tray."""
_PAINTED_MS = 300
_WATCHER = "org.kde.StatusNotifierWatcher"
_CHECK_MS = 60_000


class Life(QObject):
    """Starts and stops what a window needs to remind while nobody looks."""

    def __init__(self, window: MainWindow, maker: HeartMaker, settings: QSettings) -> None:
        super().__init__(window)
        self._window = window
        desk = window.desk
        desk.reminding = True
        acting = Acting(desk, self._forward)
        self.tray = Tray(desk, self._forward, self._quit, acting.do)
        self.closing = Closing(window, self.tray, settings)
        self.heart = Heart(desk, maker, (TrayNotifier(desk, self.tray),), acting.acted)
        self._looks = 0
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_MS)
        self._look.timeout.connect(self._look_for_tray)
        self._check = QTimer(self)
        self._check.setInterval(_CHECK_MS)
        self._check.timeout.connect(self._still_to_be_reached)

    def start(self) -> None:
        """Start the heart once the window is painted; show the tray icon."""
        self.heart.start_soon()
        self._check.start()
        if not self._look.isActive():
            QTimer.singleShot(_PAINTED_MS, self, self.tray.appear)

    def start_hidden(self) -> None:
        """Wait in the tray, as soon as there is one; minimised where none comes up within a minute."""
        self._window.desk.rest(True)
        self._look.start()

    def stop(self) -> None:
        """End everything; takes well under a second unless a backup is being written."""
        self._look.stop()
        self._check.stop()
        self.heart.stop()
        self.tray.close()

    def _look_for_tray(self) -> None:
        self._looks += 1
        # Somebody may have asked for it meanwhile.
        if self._window.isVisible() or (
            (self._looks > _ONLY_BUS or watcher_is_there()) and self.tray.appear()
        ):
            self._look.stop()
        elif self._looks >= _LOOKS:
            self._look.stop()
            self._window.showMinimized()

    def _still_to_be_reached(self) -> None:
        """A window whose tray has gone could not be reached any more."""
        hidden = not self._window.isVisible() and not self._look.isActive()
        if hidden and not self.tray.appear():
            self._window.showMinimized()

    def _forward(self) -> None:
        come_forward(self._window)

    def _quit(self) -> None:
        self.closing.quit()


def watcher_is_there() -> bool:
    """Whether a panel that takes tray icons over the bus is up; True where there is no such bus."""
    if not sys.platform.startswith("linux"):
        return True
    try:
        from PySide6.QtDBus import QDBusConnection
    except ImportError:
        return True
    bus = QDBusConnection.sessionBus()
    interface = bus.interface() if bus.isConnected() else None
    return interface is None or bool(interface.isServiceRegistered(_WATCHER).value())
