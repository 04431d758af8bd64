"""Finding a person or a company while typing their name."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit

from kitdiary.services.lists import ContactQuery
from kitdiary.ui.desk import Desk
from kitdiary.ui.text import tr

_OFFERED = 8
Found = tuple[int, str, str]
"""An id, the name, and what tells it from others of that name."""


class WhoField(QLineEdit):
    """A name with its completer. ``picked`` tells who was chosen from it: an id and the name."""

    picked = Signal(int, str)

    def __init__(self, find: Callable[[str], list[Found]], placeholder: str = "") -> None:
        super().__init__()
        self._find = find
        self.chosen_id: int | None = None
        """Who was chosen; None once something else was typed."""
        self._chosen_name = ""
        self.setPlaceholderText(placeholder)
        self._offered = QStandardItemModel(self)
        completer = QCompleter(self._offered, self)
        completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        completer.setCompletionRole(Qt.ItemDataRole.UserRole + 1)
        completer.setMaxVisibleItems(_OFFERED)
        completer.activated[QModelIndex].connect(self._take)  # type: ignore[index]
        self.setCompleter(completer)
        self.textEdited.connect(self._offer)
        self.textChanged.connect(self._forget)

    def show_known(self, who: int | None, name: str) -> None:
        """Show somebody who is chosen already."""
        self.setText(name)
        self.setCursorPosition(0)
        self.chosen_id, self._chosen_name = who, name

    def _forget(self, text: str) -> None:
        if text != self._chosen_name:
            self.chosen_id = None

    def _offer(self, text: str) -> None:
        found = self._find(text) if text.strip() else []
        self._offered.clear()
        for who, name, about in found:
            item = QStandardItem(f"{name}  ·  {about}" if about else name)
            item.setData(who, Qt.ItemDataRole.UserRole)
            item.setData(name, Qt.ItemDataRole.UserRole + 1)
            self._offered.appendRow(item)

    def _take(self, index: QModelIndex) -> None:
        who = index.data(Qt.ItemDataRole.UserRole)
        name = index.data(Qt.ItemDataRole.UserRole + 1)
        if who is not None:
            self.show_known(int(who), str(name))
            self.picked.emit(int(who), str(name))


def person_field(desk: Desk, placeholder: str = "") -> WhoField:
    """Finds people."""

    def find(text: str) -> list[Found]:
        lists = desk.diary.lists
        rows = lists.contact_rows(lists.contact_ids(ContactQuery(text), limit=_OFFERED))
        return [(row.contact_id, row.name, row.company or row.job_title) for row in rows]

    return WhoField(find, placeholder or tr("Type a name"))


def company_field(desk: Desk) -> WhoField:
    """Finds companies."""

    def find(text: str) -> list[Found]:
        lists = desk.diary.lists
        rows = lists.company_rows(lists.company_ids(text, limit=_OFFERED))
        return [(row.company_id, row.name, row.city) for row in rows]

    return WhoField(find)
