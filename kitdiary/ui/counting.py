"""The counts the window always shows, read once for all who show them and never in the window's thread."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from kitdiary.services.changes import Change

if TYPE_CHECKING:
    from kitdiary.services.overview import Counts
    from kitdiary.ui.desk import Desk


class Counting(QObject):
    """Reads the counts after every change. ``latest`` is None until they are read for the first time."""

    counted = Signal(object)
    """The `Counts`, read anew."""

    def __init__(self, desk: "Desk") -> None:
        super().__init__(desk)
        self.latest: Counts | None = None
        self._desk = desk
        self.busy = False
        """Whether they are being read."""
        self._again = False
        desk.changed.connect(self.ask)

    def ask(self, _change: Change | None = None) -> None:
        """Read them soon: while a reading is under way, once more after it."""
        if self.busy:
            self._again = True
            return
        self.busy = True
        self._desk.look(lambda _task: self._desk.diary.overview.counts(), self._read, self._failed)

    def _read(self, counts: "Counts") -> None:
        self.latest = counts
        self._ended()
        self.counted.emit(counts)

    def _failed(self, sentence: str) -> None:
        self._ended()
        self._desk.failed.emit(sentence)

    def _ended(self) -> None:
        self.busy = False
        if self._again:
            self._again = False
            self.ask()
