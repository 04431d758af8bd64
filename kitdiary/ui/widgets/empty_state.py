"""What a list says when there is nothing in it: why, and what to do."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kitdiary.ui import theme
from kitdiary.ui.widgets.labels import button, plain, wrapped

_WIDTH = 460


class EmptyState(QWidget):
    """A heading, a sentence or two, one button, and perhaps a quieter one."""

    acted = Signal()
    acted_otherwise = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.heading = plain("", role="name", bold=True)
        self.text = wrapped("", "soft")
        for words in (self.heading, self.text):
            words.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.text.setFixedWidth(_WIDTH)
        self.button: QPushButton = button("", "main")
        self.button.clicked.connect(self.acted)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.text)
        middle.addStretch(1)
        self.other: QPushButton = button("")
        self.other.clicked.connect(self.acted_otherwise)
        foot = QHBoxLayout()
        foot.setSpacing(theme.TIGHT)
        foot.addStretch(1)
        foot.addWidget(self.button)
        foot.addWidget(self.other)
        foot.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.TIGHT)
        layout.addStretch(2)
        layout.addWidget(self.heading)
        layout.addLayout(middle)
        layout.addSpacing(theme.TIGHT)
        layout.addLayout(foot)
        layout.addStretch(3)

    def say(self, heading: str, text: str, do: str, other: str = "") -> None:
        """Say it; a button without a text is not there."""
        self.heading.setText(heading)
        self.text.setText(text)
        self.button.setText(do)
        self.button.setVisible(bool(do))
        self.other.setText(other)
        self.other.setVisible(bool(other))
