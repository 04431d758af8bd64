"""The Qt application: one instance for each diary, the look, and the loop."""

import hashlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLocale, QLockFile, QObject, QSettings, Qt, QThread, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from kitdiary import paths
from kitdiary.domain.errors import DiaryError
from kitdiary.ui import theme
from kitdiary.ui.icons import program_icon
from kitdiary.ui.style_sheet import palette, style_sheet

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

_SWITCH_SECONDS = 0.0005
"""How long one thread may keep Python to itself while another waits: with Python's own 5 ms, an import of
100,000 people in the worker makes the window stall for 100 to 250 ms on a busy machine, with this for 80."""
_KNOCK_MS = 1_500
_KNOCKS, _KNOCK_PAUSE_MS = 100, 150
_LISTEN_AFTER_MS = 300


class Application(QApplication):
    """The application. ``ending`` says that the system wants it to end: a logout, the dock's Quit.

    Qt then closes every window, and does not end where one stays: so windows must hear of it before.
    """

    ending = Signal()

    def event(self, event: QEvent) -> bool:
        """Tell of a wish to end before Qt follows it."""
        if event.type() is QEvent.Type.Quit:
            self.ending.emit()
        return super().event(event)


def application(arguments: list[str] | None = None) -> Application:
    """The one application of this process, with the theme on; light and dark follow the system."""
    sys.setswitchinterval(_SWITCH_SECONDS)
    found = QApplication.instance()
    made = found if isinstance(found, Application) else Application(arguments or sys.argv[:1])
    speak()
    made.setApplicationName("KitDiary")
    made.setApplicationDisplayName("KitDiary")
    made.setDesktopFileName("kitdiary")
    made.setWindowIcon(program_icon())
    made.setStyle("Fusion")
    made.setFont(theme.font())
    dress(made)
    hints = QGuiApplication.styleHints()
    hints.colorSchemeChanged.connect(lambda _scheme: dress(made))
    if hasattr(hints, "accessibility"):  # from Qt 6.10 on
        hints.accessibility().contrastPreferenceChanged.connect(lambda _preference: dress(made))
    return made


def speak() -> None:
    """Name months and days in fields and calendars as the texts around them do; where a week begins stays.

    The texts are English so far; a translation would set its language here.
    """
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.system().territory()))


def dress(app: QApplication) -> None:
    """Put on the colours in force."""
    colours = theme.colours()
    app.setPalette(palette(colours))
    app.setStyleSheet(style_sheet(colours))


def window_settings() -> QSettings:
    """What belongs to this computer, not to the diary: the window's place, columns."""
    folder = paths.config_folder()
    return QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)


class SingleInstance(QObject):
    """One window for each diary: a second start asks the first to come forward and ends.

    The lock decides (its stale time is 0, so that a killed program leaves no lock behind), the local
    server carries the message.
    """

    asked = Signal()
    """Another start asks this window to come forward."""

    def __init__(self, diary: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        name = hashlib.sha256(str(diary.resolve()).encode()).hexdigest()[:16]
        self._name = f"kitdiary-{name}"
        folder = paths.config_folder()
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _no_place(folder, error.strerror or "") from error
        self._folder = folder
        self._lock = QLockFile(str(folder / f"{self._name}.lock"))
        self._lock.setStaleLockTime(0)
        self._server: QLocalServer | None = None

    def first(self, *, knock: bool = True) -> bool:
        """Whether this is the first; if not, the first was asked to come forward. The first has to `listen`.

        ``knock`` off leaves the first where it is: a start at login wants nobody's attention. DiaryError
        where the first does not answer, or where no lock can be made.
        """
        if not self._lock.tryLock(0):
            if self._lock.error() is not QLockFile.LockError.LockFailedError:
                raise _no_place(self._folder, "no file can be made there")
            if knock and not self._knock():
                raise DiaryError(
                    "This diary is open in a window that does not answer: close it, or end that program, "
                    "then start again."
                )
            return False
        return True

    def listen_soon(self) -> None:
        """Listen once the window is painted: the network library takes its time. Who knocks earlier waits."""
        QTimer.singleShot(_LISTEN_AFTER_MS, self, self.listen)

    def listen(self) -> None:
        """Hear from now on who starts this diary once more."""
        from PySide6.QtNetwork import QLocalServer

        QLocalServer.removeServer(self._name)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._answer)
        self._server.listen(self._name)

    def close(self) -> None:
        """Give the place free."""
        if self._server is not None:
            self._server.close()
        self._lock.unlock()

    def _knock(self) -> bool:
        """Ask the first to come forward; whether it heard. It may just be about to listen."""
        from PySide6.QtNetwork import QLocalSocket

        for _ in range(_KNOCKS):
            socket = QLocalSocket()
            socket.connectToServer(self._name)
            if socket.waitForConnected(_KNOCK_MS):
                socket.write(b"show\n")
                heard = socket.waitForBytesWritten(_KNOCK_MS)
                socket.disconnectFromServer()
                return heard
            QThread.msleep(_KNOCK_PAUSE_MS)
        return False

    def _answer(self) -> None:
        if self._server is None:
            return
        while (socket := self._server.nextPendingConnection()) is not None:
            socket.readyRead.connect(self.asked.emit)
            socket.disconnected.connect(socket.deleteLater)


def _no_place(folder: Path, why: str) -> DiaryError:
    return DiaryError(
        f"The folder {folder} cannot be written ({why}), so the window cannot remember its place: "
        f"make it writable, or name another with {paths.CONFIG_VARIABLE}."
    )


def come_forward(window: QWidget) -> None:
    """Bring a window to the front, also when it was minimised or hidden."""
    state = window.windowState() & ~Qt.WindowState.WindowMinimized
    window.setWindowState(state | Qt.WindowState.WindowActive)
    window.show()
    window.raise_()
    window.activateWindow()
