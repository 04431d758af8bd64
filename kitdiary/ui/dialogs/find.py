"""Quick find: any person, company, note or content item, and every command, by a few letters."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListView, QVBoxLayout, QWidget

from kitdiary.domain.names import name_key
from kitdiary.services.finder import BEGINNINGS, Hit, HitKind
from kitdiary.ui import theme
from kitdiary.ui.delegates.find_delegate import FindDelegate
from kitdiary.ui.desk import Desk
from kitdiary.ui.models.find_model import Command, FindModel
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.labels import wrapped

_WIDTH, _HEIGHT = 620, 420
_UP_DOWN = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


def commands(desk: Desk) -> list[Command]:
    """What quick find can do, with the keys that do it too."""
    return [
        Command(tr("Today"), "Ctrl+1", lambda: desk.go("today")),
        Command(tr("Contacts"), "Ctrl+2", lambda: desk.go("contacts")),
        Command(tr("Companies"), "Ctrl+3", lambda: desk.go("companies")),
        Command(tr("Library"), "Ctrl+4", lambda: desk.go("library")),
        Command(tr("Reports"), "Ctrl+5", lambda: desk.go("reports")),
        Command(tr("Settings"), "Ctrl+6", lambda: desk.go("settings")),
        Command(tr("Add a person"), "Ctrl+N", lambda: desk.go("add-contact")),
        Command(tr("Import…"), "Ctrl+I", lambda: desk.go("import")),
        Command(tr("Export all contacts…"), "", lambda: desk.go("export")),
        Command(tr("Duplicates: who is here twice"), "Ctrl+D", lambda: desk.go("duplicates")),
        Command(tr("Take over contacts of a colleague …"), "", lambda: desk.go("territory-take")),
        Command(tr("Log a touch"), "Ctrl+L", lambda: desk.go("log", ())),
        Command(tr("Prepare the week’s emails"), "Ctrl+Shift+M", lambda: desk.go("week-mails")),
        Command(tr("Newsletter or invitation to many"), "", lambda: desk.go("newsletter")),
        Command(tr("Somebody came to you: an inquiry, a mail …"), "Ctrl+U", lambda: desk.go("inquiry")),
        Command(tr("Trade show: capture person after person …"), "Ctrl+T", lambda: desk.go("trade-show")),
        Command(tr("Questions and purposes …"), "", lambda: desk.go("prompts")),
        Command(tr("Undo the last change"), "Ctrl+Z", desk.undo),
        Command(tr("Do again what was undone"), "Ctrl+Shift+Z", desk.redo),
        Command(tr("History of changes"), "Ctrl+H", lambda: desk.go("history")),
        Command(tr("Put a backup back"), "", lambda: desk.go("restore")),
        Command(tr("Near and due: whom to see there this week"), "", lambda: desk.go("contacts", "near")),
        Command(tr("Hand off to a manager…"), "", lambda: desk.go("handoff")),
        Command(tr("Team: many hand-offs together…"), "", lambda: desk.go("team")),
        Command(tr("Sweep: go through who is left behind"), "", lambda: desk.go("sweep")),
        Command(tr("Who is left behind"), "", lambda: desk.go("contacts", {"left_behind": True})),
        Command(
            tr("Spread what is overdue over the coming days"),
            "",
            lambda: desk.write(desk.diary.agenda.spread),
        ),
        Command(tr("Keys"), "F1", lambda: desk.go("shortcuts")),
    ]


class FindDialog(QDialog):
    """A field and what fits it, while one types. Enter opens, Escape goes back."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("Find"))
        self.setProperty("look", "popup")
        self._desk = desk
        self._commands = commands(desk)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 14, 14, 10)
        layout.setSpacing(theme.TIGHT)
        self.field = QLineEdit()
        self.field.setPlaceholderText(tr("A person, a company, a note, or what to do"))
        self.field.setAccessibleName(tr("Find"))
        self.field.textChanged.connect(self._look)
        self.field.installEventFilter(self)
        layout.addWidget(self.field)
        self.model = FindModel(self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(FindDelegate(self.model))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setAccessibleName(tr("What was found"))
        self.list.clicked.connect(lambda _index: self._open())
        layout.addWidget(self.list, 1)
        self.nothing = wrapped("", "soft")
        self.nothing.setContentsMargins(12, 4, 0, 4)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.nothing, 1)
        room = parent.size()
        self.resize(min(_WIDTH, room.width() - 40), min(_HEIGHT, room.height() - 80))
        place = parent.mapToGlobal(parent.rect().topLeft())
        self.move(place.x() + (room.width() - self.width()) // 2, place.y() + 70)
        self._look("")

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrows move in the list while the field keeps the focus; Enter opens."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            if event.key() in _UP_DOWN:
                self.list.event(event)
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._open()
                return True
        return super().eventFilter(watched, event)

    def _look(self, text: str) -> None:
        words = name_key(text).split()
        fitting = [c for c in self._commands if all(word in name_key(c.text) for word in words)]
        hits = self._desk.diary.finder.find(text) if words else ()
        named = [hit for hit in hits if _is_named(hit, words)]
        others = [hit for hit in hits if not _is_named(hit, words)]
        self.model.show([*named, *fitting, *others])
        self.list.setCurrentIndex(self.model.index(0))
        some = self.model.rowCount() > 0
        self.list.setVisible(some)
        self.nothing.setVisible(not some)
        short = len(text.strip()) <= BEGINNINGS
        self.nothing.setText(
            tr("Nobody’s name begins so; another letter looks everywhere.")
            if short
            else tr("Nothing in the diary fits.")
        )

    def _open(self) -> None:
        found = self.model.found(self.list.currentIndex())
        if found is None:
            return
        if isinstance(found, Command):
            self.close()
            found.act()
        else:
            self._go(found)  # first: a key pressed meanwhile finds the page ready when the keyboard is back
            self.close()

    def _go(self, hit: Hit) -> None:
        if hit.kind is HitKind.COMPANY:
            self._desk.open_company(hit.id)
        elif hit.kind is HitKind.CONTENT:
            self._desk.go("content", hit.id)
        elif hit.kind is HitKind.NOTE:
            self._desk.go("contact", (hit.contact_id, hit.id))
        elif hit.contact_id is not None:
            self._desk.open_contact(hit.contact_id)


def _is_named(hit: Hit, words: Sequence[str]) -> bool:
    """Whether it is what the words name, not only somebody of that company or a note that has them."""
    if hit.kind in (HitKind.NOTE, HitKind.INSIGHT):
        return False
    title = name_key(hit.title)
    return all(word in title for word in words)


def open_find(desk: Desk, parent: QWidget, what: object) -> None:  # noqa: ARG001 - as every opener
    """Open quick find."""
    dialog = FindDialog(desk, parent)
    dialog.open()
    dialog.field.setFocus()
