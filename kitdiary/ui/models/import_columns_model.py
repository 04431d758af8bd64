"""The columns of a file that is imported: heading, what it goes to, and what it holds."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from kitdiary.services.exchange.import_preview import PreviewColumn
from kitdiary.ui.import_words import target_words
from kitdiary.ui.text import tr

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
HEADING, TARGET, SAMPLE = range(3)


class ImportColumnsModel(QAbstractTableModel):
    """Columns that hold something first, in the file's order. ``mapped``: the rep chose another target."""

    mapped = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._columns: list[PreviewColumn] = []
        self._chosen: dict[int, str] = {}

    def show(self, columns: Sequence[PreviewColumn]) -> None:
        """Show these. Where only targets and samples differ, the place and the selection stay."""
        ordered = sorted(columns, key=lambda column: (not column.sample, column.index))
        if [c.index for c in ordered] == [c.index for c in self._columns] and ordered:
            self._columns = ordered
            self.dataChanged.emit(self.index(0, 0), self.index(len(ordered) - 1, SAMPLE))
            return
        self.beginResetModel()
        self._columns = ordered
        self.endResetModel()

    def forget(self) -> None:
        """Another file: nothing is chosen yet."""
        self._chosen = {}
        self.show(())

    def mapping(self) -> tuple[str, ...]:
        """What the rep chose, as `ImportRequest.mapping` takes it."""
        return tuple(f"#{index + 1}={target or 'none'}" for index, target in sorted(self._chosen.items()))

    def column_at(self, row: int) -> PreviewColumn:
        """The column of a row."""
        return self._columns[row]

    def target(self, row: int) -> str:
        """What the column of a row goes to."""
        column = self._columns[row]
        return self._chosen.get(column.index, column.target)

    def filled(self) -> int:
        """How many columns hold something."""
        return sum(bool(column.sample) for column in self._columns)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many columns the file has."""
        return 0 if parent.isValid() else len(self._columns)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Heading, target, sample."""
        return 0 if parent.isValid() else 3

    def flags(self, index: Index) -> Qt.ItemFlag:
        """The target can be chosen."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() == TARGET else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell as text."""
        if not index.isValid():
            return None
        column, place = self._columns[index.row()], index.column()
        if role == Qt.ItemDataRole.EditRole and place == TARGET:
            return self.target(index.row())
        if role == Qt.ItemDataRole.AccessibleTextRole and place == TARGET:
            return tr("{0} goes to {1}", heading_of(column), target_words(self.target(index.row())))
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if place == HEADING:
            return heading_of(column)
        if place == TARGET:
            return target_words(self.target(index.row()))
        return f"{column.sample} → {column.read_as}" if column.read_as else column.sample

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Choose what a column goes to."""
        if role != Qt.ItemDataRole.EditRole or index.column() != TARGET or not index.isValid():
            return False
        target = str(value or "")
        if target == self.target(index.row()):
            return True
        self._chosen[self._columns[index.row()].index] = target
        self.dataChanged.emit(self.index(index.row(), HEADING), self.index(index.row(), SAMPLE))
        self.mapped.emit()
        return True


def heading_of(column: PreviewColumn) -> str:
    """The heading of a column, or its number where it has none."""
    return column.heading or tr("Column {0}", column.index + 1)
