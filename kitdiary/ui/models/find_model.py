"""What quick find shows: commands that fit the words, then people, companies, notes and content."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from kitdiary.services.finder import Hit, HitKind
from kitdiary.ui.text import tr

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Command:
    """Something the window can do, by its words."""

    text: str
    keys: str
    act: Callable[[], object]


Found = Hit | Command


def kind_words(found: Found) -> str:
    """What sort of thing was found."""
    if isinstance(found, Command):
        return tr("Command")
    return {
        HitKind.CONTACT: tr("Person"),
        HitKind.COMPANY: tr("Company"),
        HitKind.NOTE: tr("Note"),
        HitKind.INSIGHT: tr("Insight"),
        HitKind.CONTENT: tr("Library"),
    }[found.kind]


class FindModel(QAbstractListModel):
    """The results of one search."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._found: list[Found] = []

    def show(self, found: Sequence[Found]) -> None:
        """Show other results."""
        self.beginResetModel()
        self._found = list(found)
        self.endResetModel()

    def found(self, index: Index) -> Found | None:
        """The result of an index."""
        return self._found[index.row()] if index.isValid() else None

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many results."""
        return 0 if parent.isValid() else len(self._found)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A result as text, for screen readers."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        found = self.found(index)
        if found is None:
            return None
        if isinstance(found, Command):
            return f"{kind_words(found)}: {found.text} {found.keys}".strip()
        return ", ".join(part for part in (found.title, found.snippet, kind_words(found)) if part)
