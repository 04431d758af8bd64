"""Pairs of people who may be one, the most certain first."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from kitdiary.services.merging import Pair
from kitdiary.ui.merge_words import because_words
from kitdiary.ui.text import tr

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class PairsModel(QAbstractListModel):
    """The pairs of one search, less those decided since."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pairs: list[Pair] = []
        self._names: Mapping[int, tuple[str, str]] = {}

    def show(self, pairs: Sequence[Pair], names: Mapping[int, tuple[str, str]]) -> None:
        """Show other pairs, with name and company of everybody in them."""
        self.beginResetModel()
        self._pairs = [pair for pair in pairs if pair.one in names and pair.other in names]
        self._names = names
        self.endResetModel()

    def pair(self, index: Index) -> Pair | None:
        """The pair of a row."""
        return self._pairs[index.row()] if index.isValid() and index.row() < len(self._pairs) else None

    def place(self, pair: Pair) -> int:
        """The row of a pair, 0 where it is not there."""
        return self._pairs.index(pair) if pair in self._pairs else 0

    def whom(self, pair: Pair) -> tuple[tuple[str, str], tuple[str, str]]:
        """Name and company of both."""
        return self._names[pair.one], self._names[pair.other]

    def drop(self, gone: int | None, pair: Pair) -> None:
        """Take out a pair that was decided, and every other in which ``gone`` is."""
        for row in reversed(range(len(self._pairs))):
            found = self._pairs[row]
            if found == pair or gone in (found.one, found.other):
                self.beginRemoveRows(_ROOT, row, row)
                del self._pairs[row]
                self.endRemoveRows()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many pairs."""
        return 0 if parent.isValid() else len(self._pairs)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A pair in one line, for screen readers."""
        pair = self.pair(index)
        if pair is None or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        one, other = (", ".join(part for part in who if part) for who in self.whom(pair))
        return tr("{0} and {1}: {2}", one, other, self.why(pair))

    def why(self, pair: Pair) -> str:
        """How certain and why."""
        return tr("{0} % · {1}", pair.certainty, because_words(pair.because))
