"""The strip of the most important facts: in one row where there is room, else in as many as it takes."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from kitdiary.ui import theme
from kitdiary.ui.widgets.facts import Act, Link
from kitdiary.ui.widgets.flow import in_tab_order
from kitdiary.ui.widgets.labels import Elided
from kitdiary.ui.widgets.lines import Lines

_NARROWEST, _AROUND = 142, 24
"""Pixels a cell needs at least, and those beside its value: where they are missing there is a further row."""
_LINES = 3
"""Lines of a reason at most; what is beyond is in the tooltip, and read out."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One fact: its name, its value, where that is from, what it opens, and whether it is late."""

    name: str
    value: str
    source: str
    act: Act
    late: bool = False


class Strip(QFrame):
    """The strip. Every value opens where it is from, by click or by Enter."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._cells: list[tuple[Cell, QWidget]] = []
        self._across = 0

    def show_cells(self, cells: Sequence[Cell]) -> None:
        """Show these cells; the one that had the keyboard keeps it."""
        kept = next((n for n, (_, made) in enumerate(self._cells) if _focused(made)), None)
        for _, made in self._cells:
            made.deleteLater()
        self._cells = [(cell, _widget(cell)) for cell in cells]
        self._lay(self._room())
        in_tab_order(self, [link for _, made in self._cells for link in made.findChildren(Link)])
        if kept is not None and kept < len(self._cells):
            link = self._cells[kept][1].findChild(Link)
            if link is not None:
                link.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, perhaps another number of cells in a row."""
        super().resizeEvent(event)
        if self._across != self._room():
            self._lay(self._room())
        else:
            self._share()

    def _room(self) -> int:
        """How many cells go in a row, so that no value is cut: as even rows as can be."""
        count = len(self._cells)
        for rows in range(1, count):
            across = -(-count // rows)
            if sum(self._widths(across)) <= self.width():
                return across
        return 1

    def _widths(self, across: int) -> list[int]:
        """What each column needs; a value of half the strip's width may be cut."""
        most = max(_NARROWEST, self.width() // 2)
        needed = [0] * min(across, len(self._cells))
        for place, (_, made) in enumerate(self._cells):
            link = made.findChild(Link)
            wanted = 0 if link is None else link.fontMetrics().horizontalAdvance(link.text()) + _AROUND
            needed[place % across] = max(needed[place % across], _NARROWEST, min(wanted, most))
        return needed

    def _lay(self, across: int) -> None:
        self._across = across
        while (item := self._layout.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None and widget.property("look") == "line":
                widget.hide()
                widget.deleteLater()
        for column in range(self._layout.columnCount()):
            self._layout.setColumnStretch(column, 0)
        for place, (_, made) in enumerate(self._cells):
            row, column = divmod(place, across)
            if column:
                self._layout.addWidget(_line(upright=True), 2 * row, 2 * column - 1)
            elif row:
                self._layout.addWidget(_line(upright=False), 2 * row - 1, 0, 1, 2 * across - 1)
            self._layout.addWidget(made, 2 * row, 2 * column)
        self._share()

    def _share(self) -> None:
        """Each column gets what its values need, and of what is left the more the longer its reasons are."""
        across = self._across
        needed = self._widths(across)
        left = max(0, self.width() - sum(needed))
        words = [1] * len(needed)
        for place, (cell, _) in enumerate(self._cells):
            words[place % across] = max(words[place % across], len(cell.source))
        for column, width in enumerate(needed):
            self._layout.setColumnStretch(2 * column, width + left * words[column] // sum(words))


def _focused(made: QWidget) -> bool:
    link = made.findChild(Link)
    return link is not None and link.hasFocus()


def _widget(cell: Cell) -> QWidget:
    made = QWidget()
    made.setMinimumWidth(_NARROWEST // 2)
    inner = QVBoxLayout(made)
    inner.setContentsMargins(16, 11, 8, 11)
    inner.setSpacing(1)
    inner.addWidget(Elided(cell.name, "soft", "small"))
    link = Link(cell.value, cell.act)
    link.setProperty("look", "late" if cell.late else "linked")
    link.setFont(theme.font("name", bold=True))
    link.setAccessibleName(f"{cell.name}: {cell.value}")
    link.setAccessibleDescription(cell.source)
    inner.addWidget(link)
    inner.addWidget(Lines(cell.source, "soft", "small", most=_LINES))
    inner.addStretch(1)
    return made


def _line(*, upright: bool) -> QFrame:
    made = QFrame()
    made.setProperty("look", "line")
    if upright:
        made.setFixedWidth(1)
    else:
        made.setFixedHeight(1)
    return made
