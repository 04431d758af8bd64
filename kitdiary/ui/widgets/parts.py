"""The parts of a form: a heading over a field, two of them beside each other, a field that is wrong."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from kitdiary.ui import theme
from kitdiary.ui.widgets.labels import label
from kitdiary.ui.widgets.tick import Choice, DayEdit


class Part(QWidget):
    """A heading over what it is the heading of."""

    def __init__(self, heading: str, field: QWidget, beside: QWidget | None = None) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        self.heading = label(heading)
        if beside is None:
            layout.addWidget(self.heading)
        else:
            row = QHBoxLayout()
            row.setSpacing(theme.TIGHT)
            row.addWidget(self.heading, 1)
            row.addWidget(beside)
            layout.addLayout(row)
        layout.addWidget(field)
        if not field.accessibleName():
            field.setAccessibleName(heading)

    def say(self, heading: str) -> None:
        """Change the heading."""
        self.heading.setText(heading.upper())


def beside(*widgets: QWidget, stretch: Sequence[int] = (), spacing: int = 16) -> QWidget:
    """Widgets beside each other, aligned at their tops; of one width unless ``stretch`` says otherwise."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(spacing)
    for place, widget in enumerate(widgets):
        row.addWidget(widget, stretch[place] if stretch else 1, Qt.AlignmentFlag.AlignTop)
    return made


def line(text: str = "", placeholder: str = "") -> QLineEdit:
    """A field for one line."""
    made = QLineEdit(text)
    made.setCursorPosition(0)
    made.setPlaceholderText(placeholder)
    return made


def lines(text: str = "", placeholder: str = "", height: int = 58) -> QPlainTextEdit:
    """A field for a few lines; Tab goes on to the next field."""
    made = QPlainTextEdit(text)
    made.setPlaceholderText(placeholder)
    made.setTabChangesFocus(True)
    made.setFixedHeight(height)
    return made


def combo(choices: Sequence[tuple[object, str]], value: object = None) -> Choice:
    """One of several, by the value of its choice."""
    made = Choice()
    for place, (key, text) in enumerate(choices):
        made.addItem(text, key)
        if key == value:
            made.setCurrentIndex(place)
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(8)
    return made


def day_edit(day: date, first: date | None = None) -> DayEdit:
    """A day with its calendar; ``first`` is the earliest."""
    made = DayEdit()
    made.setDisplayFormat("ddd d MMM yyyy")
    made.setCalendarPopup(True)
    made.setFixedHeight(theme.FIELD_HEIGHT - 2)
    if first is not None:
        made.setMinimumDate(QDate(first.year, first.month, first.day))
    made.show_day(day)
    return made


def mark(field: QWidget, *, wrong: bool) -> None:
    """Show that what is in a field cannot be, or that it can."""
    if bool(field.property("wrong")) != wrong:
        field.setProperty("wrong", "true" if wrong else None)
        field.style().unpolish(field)
        field.style().polish(field)
