"""The sheet of keys (F1): everything the keyboard does."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from kitdiary.ui import theme
from kitdiary.ui.desk import Desk
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.labels import button, label, plain, title


def keys() -> list[tuple[str, list[tuple[str, str]]]]:
    """All keys, by where they work."""
    return [
        (
            tr("Everywhere"),
            [
                ("Ctrl+K", tr("Find anything, do anything")),
                ("Ctrl+1 … 6", tr("Today, Contacts, Companies, Library, Reports, Settings")),
                ("Ctrl+L  Ctrl+Shift+M", tr("Log a touch, the week’s emails")),
                ("Ctrl+N", tr("Add a person")),
                ("Ctrl+I  Ctrl+D", tr("Import contacts, duplicates")),
                ("Ctrl+U  Ctrl+T", tr("Somebody came to you, trade show")),
                ("Ctrl+Z", tr("Undo, again further back")),
                ("Ctrl+Shift+Z  Ctrl+Y", tr("Do it again")),
                ("Ctrl+H", tr("History of changes")),
                ("Alt+Left", tr("To the page before")),
                ("F5", tr("Read everything again")),
                ("F1", tr("This sheet")),
                ("Ctrl+Q", tr("Quit")),
            ],
        ),
        (
            tr("Today"),
            [
                ("Enter", tr("What the line’s button says")),
                ("L", tr("Log a touch")),
                ("W  A", tr("Write, answer")),
                ("C", tr("Call")),
                ("S", tr("Snooze")),
                ("K", tr("Skip")),
                ("P  H", tr("Promise something, raised a hand")),
                ("D", tr("The promise is kept")),
                ("O", tr("Open the person’s page")),
            ],
        ),
        (
            tr("A person’s page"),
            [
                ("Ctrl+Enter", tr("Log a touch")),
                ("Ctrl+E  M", tr("Edit, write")),
                ("Ctrl+P  O", tr("Promise something, opportunity")),
                ("Ctrl+Shift+I  H", tr("What we know, raised a hand")),
                ("Ctrl+Shift+A", tr("Attach files")),
                ("F10", tr("More")),
                ("F2  Delete", tr("Correct or remove the chosen touch")),
            ],
        ),
        (
            tr("Duplicates"),
            [
                ("M", tr("Merge the two")),
                ("N", tr("Not the same")),
                ("X", tr("Keep the other entry")),
            ],
        ),
        (
            tr("Lists and forms"),
            [
                ("Enter", tr("Open")),
                ("A … D", tr("Rate the selected people")),
                ("Ctrl+A, Shift", tr("Select several")),
                ("Ctrl+V", tr("Library: add the link or file copied")),
                ("F2  Delete", tr("Library: edit, put away")),
                ("Ctrl+Enter", tr("Save a form")),
                ("Escape", tr("Leave it")),
                ("Alt+1 … 5  F4", tr("Log: what they said, accept")),
            ],
        ),
    ]


def open_shortcuts(desk: Desk, parent: QWidget, what: object) -> None:  # noqa: ARG001 - as every opener
    """Open the sheet."""
    dialog = QDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(tr("Keys"))
    outer = QVBoxLayout(dialog)
    outer.setContentsMargins(theme.MARGIN, 20, theme.MARGIN, 18)
    outer.setSpacing(theme.GAP)
    outer.setSizeConstraint(QVBoxLayout.SizeConstraint.SetFixedSize)
    outer.addWidget(title(tr("Keys")))
    columns = QHBoxLayout()
    columns.setSpacing(40)
    outer.addLayout(columns)
    for pair in (keys()[:1] + keys()[2:3], keys()[1:2] + keys()[3:]):
        column = QVBoxLayout()
        column.setSpacing(6)
        for heading, rows in pair:
            column.addWidget(label(heading))
            grid = QGridLayout()
            grid.setHorizontalSpacing(18)
            grid.setVerticalSpacing(2)
            for row, (pressed, does) in enumerate(rows):
                grid.addWidget(plain(pressed, bold=True), row, 0)
                grid.addWidget(plain(does), row, 1)
            grid.setColumnStretch(1, 1)
            column.addLayout(grid)
            column.addSpacing(theme.GAP)
        column.addStretch(1)
        columns.addLayout(column)
    close = button(tr("Close"), "main")
    close.clicked.connect(dialog.close)
    outer.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
    dialog.open()
