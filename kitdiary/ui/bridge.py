"""The one place where another thread meets Qt: what is posted here runs in the window's thread."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal


class Bridge(QObject):
    """Runs callables in the thread it was made in, whichever thread posts them, in their order."""

    _posted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._posted.connect(self._run, Qt.ConnectionType.QueuedConnection)
        self._closed = False

    def post(self, call: Callable[[], None]) -> bool:
        """Have ``call`` run in the window's thread, soon; False where the window is going. Thread-safe."""
        if self._closed:
            return False
        self._posted.emit(call)
        return True

    def close(self) -> None:
        """Run nothing any more: the window is going."""
        self._closed = True

    def _run(self, call: Callable[[], None]) -> None:
        if not self._closed:
            call()
