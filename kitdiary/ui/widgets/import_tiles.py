"""The four counts of an import, each of which opens its list."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QWidget

from kitdiary.ui import theme
from kitdiary.ui.models.import_rows_model import Rows

_HEIGHT = 92
_PAD = 16


class Tile(QAbstractButton):
    """A number with what it counts; pressed while its list is shown."""

    def __init__(self) -> None:
        super().__init__()
        self._words = ""
        self.setCheckable(True)
        self.setFixedHeight(_HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def say(self, count: int | None, words: str) -> None:
        """Show a number, or that it is not known yet."""
        self.setText("…" if count is None else f"{count:,}")
        self._words = words
        self.setEnabled(bool(count))
        self.setAccessibleName(f"{self.text()} {words}")
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as there is room."""
        return QSize(140, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's
        """Draw the card, the number and the words."""
        colours = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        marked = self.isChecked() or self.hasFocus()
        painter.setPen(QPen(theme.colour(colours.accent if marked else colours.line), 2 if marked else 1))
        over = self.underMouse() and self.isEnabled()
        fill = colours.selected if self.isChecked() else colours.hover if over else colours.card
        painter.setBrush(theme.colour(fill))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)
        painter.setFont(theme.font("number"))
        painter.setPen(theme.colour(colours.text if self.isEnabled() else colours.soft))
        painter.drawText(
            QRect(_PAD, 10, self.width() - 2 * _PAD, 38), Qt.AlignmentFlag.AlignVCenter, self.text()
        )
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour(colours.soft))
        below = QRect(_PAD, 48, self.width() - 2 * _PAD, _HEIGHT - 54)
        painter.drawText(below, int(Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap), self._words)
        painter.end()


class Tiles(QWidget):
    """The four. ``chosen``: the list to show, None for the columns."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP)
        self.tiles = {kind: Tile() for kind in Rows}
        for kind, tile in self.tiles.items():
            tile.clicked.connect(lambda on, kind=kind: self.choose(kind if on else None))
            row.addWidget(tile, 1)

    def choose(self, kind: Rows | None) -> None:
        """Mark a tile and tell."""
        self.mark(kind)
        self.chosen.emit(kind)

    def mark(self, kind: Rows | None) -> None:
        """Mark the tile whose list is shown."""
        for each, tile in self.tiles.items():
            tile.setChecked(each is kind)
