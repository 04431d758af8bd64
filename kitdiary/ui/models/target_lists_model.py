"""Target lists as a table: what came of a show, a territory, a campaign."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from kitdiary.domain.list_figures import TargetList
from kitdiary.ui.text import tr

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class TargetListsModel(QAbstractTableModel):
    """The lists of one kind, the largest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lists: tuple[TargetList, ...] = ()
        self.headings = (
            tr("List"), tr("People"), tr("Reached"), tr("On cadence"), tr("Left behind"), tr("Conversations"),
            tr("Opportunities"),
        )  # fmt: skip

    def show(self, lists: Sequence[TargetList]) -> None:
        """Show other lists."""
        self.beginResetModel()
        self._lists = tuple(lists)
        self.endResetModel()

    def list_at(self, row: int) -> TargetList | None:
        """The list of a row."""
        return self._lists[row] if 0 <= row < len(self._lists) else None

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many lists."""
        return 0 if parent.isValid() else len(self._lists)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """How many figures."""
        return 0 if parent.isValid() else len(self.headings)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The headings."""
        if orientation is Qt.Orientation.Horizontal and section < len(self.headings):
            if role == Qt.ItemDataRole.DisplayRole:
                return self.headings[section]
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return _side(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A figure as text; to a screen reader with its heading."""
        found = self.list_at(index.row()) if index.isValid() else None
        if found is None:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(index.column())
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        text = cells(found)[index.column()]
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column():
            return f"{self.headings[index.column()]}: {text}"
        return text


def cells(found: TargetList) -> tuple[str, ...]:
    """The figures of a list as text."""
    share = f"{found.on_cadence * 100 // found.cadence_of} %" if found.cadence_of else "–"
    return (
        found.key,
        f"{found.people:,}",
        f"{found.reached:,}",
        share,
        f"{found.left_behind:,}",
        f"{found.conversations:,}",
        f"{found.opportunities:,}",
    )


def _side(column: int) -> Qt.AlignmentFlag:
    return Qt.AlignmentFlag.AlignVCenter | (
        Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
    )
