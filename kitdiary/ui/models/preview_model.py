"""The first rows of a file as whoever gets it will see them."""

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from kitdiary.services.exchange.handoff import FilePreview

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class PreviewModel(QAbstractTableModel):
    """One file's columns and first rows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._file: FilePreview | None = None

    def show(self, file: FilePreview | None) -> None:
        """Show another file."""
        self.beginResetModel()
        self._file = file
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many of its rows are shown."""
        return 0 if parent.isValid() or self._file is None else len(self._file.first)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """All its columns."""
        return 0 if parent.isValid() or self._file is None else len(self._file.columns)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The names of the columns, and the numbers of the rows."""
        if role != Qt.ItemDataRole.DisplayRole or self._file is None:
            return None
        if orientation is Qt.Orientation.Vertical:
            return str(section + 1)
        return self._file.columns[section] if section < len(self._file.columns) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A cell as it is written."""
        if not index.isValid() or self._file is None or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._file.first[index.row()][index.column()]
