"""Cards of facts: a heading, then names at the left and values at the right."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from kitdiary.ui import theme
from kitdiary.ui.widgets.labels import Elided, button, card, label, plain, plain_tip, wrapped

Act = Callable[[], object]
_NAME_WIDTH = 92
_SHORT, _LONG = 13, 28
"""Letters of a value in a strip, by which its cells share the room."""


class Link(Elided):
    """A value that opens something: by click, or by Enter and Space when it has the focus."""

    def __init__(self, text: str, act: Act) -> None:
        super().__init__(text, "linked")
        self._act = act
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(text)
        self.setToolTip(plain_tip(text))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens it."""
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._act()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """So do Enter and Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._act()
        else:
            super().keyPressEvent(event)


class FactsCard(QWidget):
    """A heading over a card of facts; made anew each time it is shown."""

    def __init__(self, heading: str, act: str = "", on_act: Act | None = None) -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(label(heading))
        head.addStretch(1)
        if act and on_act is not None:
            made = button(act, "link")
            made.clicked.connect(lambda _checked=False: on_act())
            head.addWidget(made)
        outer.addLayout(head)
        self._frame, inner = card()
        self._grid = QGridLayout()
        self._grid.setColumnMinimumWidth(0, _NAME_WIDTH)
        self._grid.setColumnStretch(1, 1)
        self._grid.setVerticalSpacing(6)
        inner.addLayout(self._grid)
        outer.addWidget(self._frame)
        self._rows = 0

    def add(self, name: str, value: str, on_act: Act | None = None, tip: str = "") -> None:
        """One fact; with ``on_act`` its value is a link."""
        self._grid.addWidget(plain(name, "soft"), self._rows, 0, Qt.AlignmentFlag.AlignTop)
        if on_act is None:
            shown: QWidget = wrapped(value)
        else:
            shown = Link(value, on_act)
        if tip:
            shown.setToolTip(plain_tip(tip))
        self._grid.addWidget(shown, self._rows, 1)
        self._rows += 1

    def add_text(self, text: str) -> None:
        """A sentence over both columns."""
        self._grid.addWidget(wrapped(text, "soft"), self._rows, 0, 1, 2)
        self._rows += 1


class Strip(QFrame):
    """The strip of the most important facts: for each a name, a value in bold, and where it is from."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)

    def show_cells(self, cells: Sequence[tuple[str, str, str, Act | None, bool]]) -> None:
        """Show cells: name, value, where from, what a click opens, and whether it is late."""
        while (item := self._layout.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.deleteLater()
        for place, (name, value, source, act, late) in enumerate(cells):
            cell = QWidget()
            inner = QVBoxLayout(cell)
            inner.setContentsMargins(16, 12, 12, 12)
            inner.setSpacing(1)
            inner.addWidget(Elided(name, "soft", "small"))
            if act is None:
                inner.addWidget(Elided(value, "late" if late else "", "name", bold=True))
            else:
                made = Link(value, act)
                made.setProperty("look", "late" if late else "linked")
                made.setFont(theme.font("name", bold=True))
                inner.addWidget(made)
            lower = wrapped(source, "soft")
            lower.setFont(theme.font("small"))
            inner.addWidget(lower, 1, Qt.AlignmentFlag.AlignTop)
            if place:
                line = QFrame()
                line.setProperty("look", "line")
                line.setFixedWidth(1)
                self._layout.addWidget(line)
            self._layout.addWidget(cell, min(max(len(value), _SHORT), _LONG))
