"""Opening the window on a diary: one for each diary, until it is closed."""

import logging
import signal
import socket
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, QSocketNotifier, Qt, QTimer
from PySide6.QtWidgets import QMessageBox

from kitdiary.domain.errors import DiaryError
from kitdiary.services.diary import Diary
from kitdiary.ui.application import (
    Application,
    SingleInstance,
    application,
    come_forward,
    window_settings,
)
from kitdiary.ui.desk import Desk
from kitdiary.ui.main_window import MainWindow
from kitdiary.ui.restoring import Restored, put_away, put_back
from kitdiary.ui.shell import make_window
from kitdiary.ui.text import tr
from kitdiary.ui.worker import UNEXPECTED

if TYPE_CHECKING:
    from kitdiary.ui.heart import HeartMaker
    from kitdiary.ui.life import Life

_PAINTED_MS = 150
"""The window is painted by then; what it lives on is loaded after that."""
_LOG = logging.getLogger(__name__)


def run_window(
    path: Path,
    opened: Callable[[], AbstractContextManager[Diary]],
    heart: "HeartMaker | None" = None,
    *,
    hidden: bool = False,
) -> int:
    """Open the window on the diary at ``path`` and run it; the exit code.

    ``heart`` makes what announces and backs up while it runs, and closing the window only puts it away;
    without one nothing is announced and closing ends. ``hidden`` starts in the tray, as at login.

    The lock comes first, the diary second: two starts at once on a new file must not both make it. A
    second start brings the first window forward and ends with 0. Raises DiaryError where the diary cannot
    be opened, after a message that says so: whoever started it from a menu sees no terminal.
    """
    app = application()
    try:
        instance = SingleInstance(path)
        if not instance.first(knock=not hidden):
            return 0
        instance.listen_soon()
        try:
            return _until_closed(app, instance, path, opened, heart, hidden=hidden)
        finally:
            instance.close()
    except DiaryError as error:
        _say(str(error))
        raise


@dataclass(frozen=True, slots=True)
class _End:
    """How the window ended: with an exit code, or to put a backup in the diary's place."""

    code: int
    now: datetime
    backup: Path | None = None


def _until_closed(
    app: Application,
    instance: SingleInstance,
    path: Path,
    opened: Callable[[], AbstractContextManager[Diary]],
    maker: "HeartMaker | None",
    *,
    hidden: bool,
) -> int:
    """The window, again and again where backups are put back, until it is closed; the exit code.

    A restored diary that cannot be opened is put aside again for the one before it.
    """
    news: Restored | None = None
    end: _End | None = None
    while True:
        try:
            with opened() as diary:
                end = _run(app, instance, diary, maker, news, hidden=hidden)
        except DiaryError as error:
            if end is None or news is None or news.kept is None:
                raise
            back = put_back(news.kept, path, end.now)
            if back.wrong:
                raise
            news = Restored(None, back.name, str(error))
            continue
        hidden = False  # whoever put a backup back wants to see it
        if end.backup is None:
            return end.code
        news = put_back(end.backup, path, end.now)


def _run(
    app: Application,
    instance: SingleInstance,
    diary: Diary,
    maker: "HeartMaker | None",
    news: Restored | None = None,
    *,
    hidden: bool = False,
) -> _End:
    settings = window_settings()
    window, desk = make_window(diary, settings)
    app.setQuitOnLastWindowClosed(False)  # a dialog of a hidden window is the last one open
    # Not quit: that asks every window, and a form with something typed in it says no.
    window.closed.connect(lambda: app.exit(0))
    app.ending.connect(window.quit)
    life = _Later(window, maker, settings)
    wanted: list[Path] = []

    def restore(backup: Path) -> None:
        wanted.append(backup)
        app.exit(0)

    def forward() -> None:
        come_forward(window)

    desk.restoring.connect(restore)
    instance.asked.connect(forward)
    hook, sys.excepthook = sys.excepthook, _teller(desk)
    signals = _Signals(window.quit)
    try:
        if not hidden:
            window.show()
        window.start()
        life.begin(hidden=hidden)
        if news is not None:
            news.tell(desk)
        code = int(app.exec())
        return _End(code, diary.context.now(), wanted[-1] if wanted else None)
    finally:
        instance.asked.disconnect(forward)
        app.ending.disconnect(window.quit)
        signals.close()
        sys.excepthook = hook
        life.stop()
        desk.close()
        if wanted:
            put_away(window)


class _Later:
    """What a window lives on, loaded once it is painted; nothing where it does not remind."""

    def __init__(self, window: MainWindow, maker: "HeartMaker | None", settings: QSettings) -> None:
        self._window = window
        self._maker = maker
        self._settings = settings
        self._life: Life | None = None

    def begin(self, *, hidden: bool) -> None:
        """Begin at once in the tray, else shortly after the first paint."""
        if self._maker is None:
            return
        if hidden:
            self._live(hidden=True)
        else:
            self._window.stays = self._stays
            QTimer.singleShot(_PAINTED_MS, self._window, self._live)

    def stop(self) -> None:
        """End it, if it began."""
        if self._life is not None:
            self._life.stop()

    def _stays(self) -> bool:
        """Whoever closes the window before it has come to life gets the same answer as later."""
        self._live()
        return self._window.stays()

    def _live(self, *, hidden: bool = False) -> None:
        if self._life is not None or self._maker is None:
            return
        from kitdiary.ui.life import Life

        self._life = Life(self._window, self._maker, self._settings)
        if hidden:
            self._life.start_hidden()
        self._life.start()


def _teller(desk: Desk) -> Callable[[type[BaseException], BaseException, TracebackType | None], None]:
    """What is done with an error in a slot: the window says so and goes on, the log has where it was."""

    def tell(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, DiaryError):
            desk.failed.emit(str(error))
            return
        _LOG.error("window", exc_info=(kind, error, trace))
        desk.failed.emit(tr(UNEXPECTED, kind.__name__))

    return tell


def _say(sentence: str) -> None:
    box = QMessageBox(QMessageBox.Icon.Warning, "KitDiary", sentence)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.exec()


class _Signals(QObject):
    """Ctrl+C in the terminal and the system's wish to end close the window at once, not at its next event."""

    def __init__(self, close: Callable[[], object]) -> None:
        super().__init__()
        self._ours, self._theirs = socket.socketpair()
        self._ours.setblocking(False)
        self._theirs.setblocking(False)
        self._before = signal.set_wakeup_fd(self._theirs.fileno(), warn_on_full_buffer=False)
        self._handlers = {
            # Not at once: closed before the loop runs, the window would leave it running without one.
            number: signal.signal(number, lambda _number, _frame: QTimer.singleShot(0, self, close))
            for number in (signal.SIGINT, signal.SIGTERM)
        }
        self._notifier = QSocketNotifier(self._ours.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._woken)

    def _woken(self) -> None:
        """Python runs the handler as soon as it runs anything: this."""
        self._ours.recv(4096)

    def close(self) -> None:
        """Leave the signals to who had them."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._before)
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        self._ours.close()
        self._theirs.close()
