"""Small questions: one text or one day. What was typed stays when it cannot be taken, with the reason."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QCompleter, QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from kitdiary.ui import theme
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.labels import button, plain, wrapped
from kitdiary.ui.widgets.tick import DayEdit

_WIDTH = 360


class Ask(QDialog):
    """One field and two buttons. ``taken`` gets the answer and the dialog: `accept` it, or `refuse`."""

    def __init__(self, parent: QWidget, heading: str, do: str, field: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(heading)
        self.setMinimumWidth(_WIDTH)
        self.field = field
        self.wrong = wrapped("", "error")
        self.wrong.hide()
        self.do = button(do, "main")
        self.do.setDefault(True)
        cancel = button(tr("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        field.setAccessibleName(heading)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.do)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(theme.GAP)
        layout.addWidget(plain(heading, role="name", bold=True))
        layout.addWidget(field)
        layout.addWidget(self.wrong)
        layout.addLayout(buttons)
        field.setFocus()

    def refuse(self, sentence: str) -> None:
        """Say why the answer cannot be taken."""
        self.wrong.setText(sentence)
        self.wrong.show()
        self.field.setProperty("wrong", "true")
        self.field.style().polish(self.field)
        self.field.setFocus()
        grown = self.layout()
        if grown is not None:
            grown.activate()
            self.resize(self.width(), grown.totalHeightForWidth(self.width()))


def ask_text(
    parent: QWidget,
    heading: str,
    do: str,
    taken: Callable[[str, Ask], None],
    known: Sequence[str] = (),
) -> Ask:
    """Ask for a line of text; ``known`` ones are offered while typing."""
    field = QLineEdit()
    if known:
        offered = QCompleter(list(known), field)
        offered.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        offered.setFilterMode(Qt.MatchFlag.MatchContains)
        field.setCompleter(offered)
    asked = Ask(parent, heading, do, field)
    asked.do.clicked.connect(lambda: taken(field.text(), asked))
    asked.open()
    return asked


def ask_day(
    parent: QWidget, heading: str, do: str, *, first: date, start: date, taken: Callable[[date, Ask], None]
) -> Ask:
    """Ask for a day, ``first`` the earliest, beginning at ``start``."""
    field = DayEdit()
    field.setCalendarPopup(True)
    field.setDisplayFormat("ddd d MMM yyyy")
    field.setMinimumDate(QDate(first.year, first.month, first.day))
    field.setDate(QDate(start.year, start.month, start.day))
    asked = Ask(parent, heading, do, field)

    def take() -> None:
        day = field.date()
        taken(date(day.year(), day.month(), day.day()), asked)

    asked.do.clicked.connect(take)
    asked.open()
    return asked
