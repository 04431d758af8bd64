"""Cards of facts: a heading, then names at the left and values at the right."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QMenu, QVBoxLayout, QWidget

from kitdiary.ui.text import tr
from kitdiary.ui.widgets.labels import Elided, button, card, label, plain, plain_tip, wrapped
from kitdiary.ui.widgets.lines import Lines

Act = Callable[[], object]
More = Callable[[QMenu], object]
"""Fills the menu of a fact."""
_NAME_WIDTH = 92
_MORE_WIDTH = 22
_LONGEST = 26
"""Letters of a word that may not fit into a line of a card."""


if TYPE_CHECKING:
    _Base = QLabel
else:
    _Base = object  # a label that is one twice over is painted twice at a time


class _Opens(_Base):
    """What a value does that opens something: by click, or by Enter and Space when it has the focus."""

    def opens(self, act: Act) -> None:
        """Say what it opens."""
        self._act = act
        self._more: More | None = None
        self._delete: Act | None = None
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.text())
        self.setToolTip(plain_tip(self.text()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens it."""
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._act()

    def offer(self, more: More, delete: Act | None = None) -> None:
        """A menu besides, by the right button or the menu key; ``delete`` is what the Delete key does."""
        self._more, self._delete = more, delete

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """So do Enter and Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._act()
        elif event.key() == Qt.Key.Key_Delete and self._delete is not None:
            self._delete()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Its menu, where it has one."""
        if self._more is not None:
            popup_menu(self, self._more, event.globalPos())


class Link(_Opens, Elided):
    """A value of one line that opens something."""

    def __init__(self, text: str, act: Act) -> None:
        super().__init__(text, "linked")
        self.opens(act)


class LongLink(_Opens, Lines):
    """A value of as many lines as it needs that opens something."""

    def __init__(self, text: str, act: Act) -> None:
        super().__init__(text, "linked")
        self.opens(act)


def popup_menu(owner: QWidget, fill: More, at: QPoint | None = None) -> QMenu:
    """Open a menu at a point of the screen, else under its owner."""
    menu = QMenu(owner)
    menu.aboutToHide.connect(menu.deleteLater)
    fill(menu)
    menu.popup(owner.mapToGlobal(QPoint(0, owner.height())) if at is None else at)
    return menu


class FactsCard(QWidget):
    """A heading over a card of facts; made anew each time it is shown."""

    def __init__(
        self, heading: str, act: str = "", on_act: Act | None = None, name_width: int = _NAME_WIDTH
    ) -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(6)
        head = QHBoxLayout()
        head.addWidget(label(heading))
        head.addStretch(1)
        if act and on_act is not None:
            made = button(act, "link")
            made.setAccessibleName(f"{act}: {heading}")  # a page has several to add to
            made.clicked.connect(lambda _checked=False: on_act())
            head.addWidget(made)
        outer.addLayout(head)
        self._frame, inner = card()
        self._grid = QGridLayout()
        self._grid.setColumnMinimumWidth(0, name_width)
        self._grid.setColumnStretch(1, 1)
        self._grid.setVerticalSpacing(6)
        inner.addLayout(self._grid)
        outer.addWidget(self._frame)
        self._rows = 0

    def add(
        self,
        name: str,
        value: str,
        on_act: Act | None = None,
        tip: str = "",
        *,
        long: bool = False,
        under: str = "",
        more: More | None = None,
        delete: Act | None = None,
    ) -> None:
        """One fact; with ``on_act`` its value is a link, ``long`` one of several lines.

        ``under`` is a small line below it, ``more`` fills the menu beside it.
        """
        self._grid.addWidget(plain(name, "soft"), self._rows, 0, Qt.AlignmentFlag.AlignTop)
        if on_act is None:
            shown: QLabel = wrapped(value) if _breaks(value) else Lines(value)
        else:
            shown = LongLink(value, on_act) if long else Link(value, on_act)
            shown.setAccessibleDescription(" ".join(part for part in (name, under) if part))
            if more is not None:
                shown.offer(more, delete)
        if tip:
            shown.setToolTip(plain_tip(tip))
        if under:
            column = QVBoxLayout()
            column.setSpacing(0)
            column.addWidget(shown)
            column.addWidget(Lines(under, "soft", "small"))
            self._grid.addLayout(column, self._rows, 1)
        else:
            self._grid.addWidget(shown, self._rows, 1)
        if more is not None:
            self._add_more(value, more)
        self._rows += 1

    def _add_more(self, value: str, more: More) -> None:
        made = button("⋯", "link", tr("More"))
        made.setAccessibleName(tr("More about {0}", value))
        made.setFixedWidth(_MORE_WIDTH)
        made.clicked.connect(lambda _checked=False: popup_menu(made, more))
        self._grid.addWidget(made, self._rows, 2)

    def add_text(self, text: str) -> None:
        """A sentence over both columns."""
        self._grid.addWidget(wrapped(text, "soft"), self._rows, 0, 1, 3)
        self._rows += 1


def _breaks(text: str) -> bool:
    """Whether it has no word too long for its place."""
    return all(len(word) < _LONGEST for word in text.split())
