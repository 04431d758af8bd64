"""The cards of Reports: a tile with one figure, and a card with a chart and the words of its bars."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from kitdiary.ui import theme
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.chart_view import ChartView
from kitdiary.ui.widgets.labels import Elided, plain, wrapped

TILE_HEIGHT = 102
_WAITING = "…"
_LINES = 3
"""There is always room for so many lines of words, so that the chart never changes its height."""


class FigureTile(QFrame):
    """A figure, large, with its words below it. It opens something by a click or Enter where ``opens``."""

    opened = Signal()

    def __init__(self, name: str, *, opens: bool = False) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.setFixedHeight(TILE_HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._name, self._opens = name, opens
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 14, 10)
        layout.setSpacing(2)
        self.figure = plain(_WAITING, role="number")
        self.words = plain(name, "soft", "small")
        self.words.setWordWrap(True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self.figure)
        layout.addWidget(self.words, 1)
        self.setAccessibleName(name)
        if opens:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_figure(self, figure: str, words: str, *, warns: bool = False) -> None:
        """Show it; one that warns is in the colour of what is late."""
        self.figure.setText(figure)
        self.words.setText(words)
        self.setAccessibleName(f"{figure} {words}")
        if (self.figure.property("look") == "late") != warns:
            self.figure.setProperty("look", "late" if warns else None)
            self.figure.style().unpolish(self.figure)
            self.figure.style().polish(self.figure)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens it."""
        if self._opens and event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.pos()):
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space open it."""
        if self._opens and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take it away."""
        super().focusOutEvent(event)
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        """The mouse is over it."""
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        """It has left."""
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The card, with a ring where it has the keyboard."""
        super().paintEvent(event)
        if not self._opens or not (self.hasFocus() or self.underMouse()):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour(theme.colours().accent), 2 if self.hasFocus() else 1))
        painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), theme.RADIUS, theme.RADIUS)
        painter.end()


class ReportCard(QFrame):
    """A card with its heading; ``head`` takes buttons beside it, ``body`` what is shown."""

    def __init__(self, heading: str, *, titled: bool = True) -> None:
        """Where the heading stands above the card it is not ``titled``."""
        super().__init__()
        self.heading = heading
        self.setProperty("look", "card")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(16, 13, 16, 13)
        outer.setSpacing(6)
        self.head = QHBoxLayout()
        self.head.setSpacing(theme.TIGHT)
        if titled:
            self.head.addWidget(Elided(heading.upper(), "label", "label"), 1)
            outer.addLayout(self.head)
        else:
            outer.setContentsMargins(16, 1, 16, 1)
        self.body = QVBoxLayout()
        self.body.setSpacing(6)
        outer.addLayout(self.body, 1)


class ChartCard(ReportCard):
    """A chart. Below it stand the words of the bar one is on, else what the chart says as a whole."""

    def __init__(self, heading: str, chart: ChartView, height: int, waiting: str = "") -> None:
        super().__init__(heading)
        self.chart = chart
        self._whole = waiting
        self.setFixedHeight(height)
        self.body.addWidget(chart, 1)
        self.words = wrapped(waiting, "soft")
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self.words.setFixedHeight(_LINES * self.words.fontMetrics().height() + 2)
        self.body.addWidget(self.words)
        chart.told.connect(self._tell)

    def say(self, whole: str) -> None:
        """What the chart says as a whole."""
        self._whole = whole
        self.words.setText(whole)

    def _tell(self, bar: str) -> None:
        self.words.setText(tr("{0}. Enter shows who.", bar) if bar else self._whole)


def side_by_side(*cards: tuple[QWidget, int]) -> QWidget:
    """Cards beside each other, each with its share of the width."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.GAP)
    for card, share in cards:
        row.addWidget(card, share)
    return made
