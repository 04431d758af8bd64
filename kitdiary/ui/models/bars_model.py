"""The bars of a chart as a list: each has its words, so that a screen reader reads a chart like a list."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class ChartBar:
    """A bar, or a few that belong together: what stands beside it, the counts, and all of it in words.

    ``room`` are the counts that would be whole (a capacity, everybody), as many as there are ``parts``, or
    none. ``key`` is what leads to the people behind it.
    """

    label: str
    words: str
    parts: tuple[int, ...]
    shown: str = ""
    room: tuple[int, ...] = ()
    key: object = None


class BarsModel(QAbstractListModel):
    """The bars of one chart in their order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.bars: tuple[ChartBar, ...] = ()

    def show(self, bars: Sequence[ChartBar]) -> None:
        """Show other bars; as many as before keep the place of the keyboard."""
        if len(bars) == len(self.bars) and bars:
            self.bars = tuple(bars)
            self.dataChanged.emit(self.index(0), self.index(len(bars) - 1))
            return
        self.beginResetModel()
        self.bars = tuple(bars)
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many bars."""
        return 0 if parent.isValid() else len(self.bars)

    def bar(self, index: Index) -> ChartBar | None:
        """The bar of a row."""
        return self.bars[index.row()] if index.isValid() and index.row() < len(self.bars) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A bar in words."""
        bar = self.bar(index)
        if bar is None or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        return bar.words
