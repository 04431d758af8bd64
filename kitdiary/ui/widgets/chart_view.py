"""What every chart of Reports is: painted bars that the keyboard, the mouse and a screen reader reach.

Painted by QPainter, not by a library: pyqtgraph brings numpy along (57 MB installed, 0.6 s to load) and its
bars take neither the keyboard nor a screen reader; Qt Charts is GPL and given up. A list view underneath
gives each bar its place in the list that assistive programs read, and the arrow keys.
"""

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView

from kitdiary.ui import theme
from kitdiary.ui.models.bars_model import BarsModel, ChartBar

Index = QModelIndex | QPersistentModelIndex
Action = QAbstractItemView.CursorAction
_BACK = (Action.MoveLeft, Action.MoveUp, Action.MovePrevious)
_ON = (Action.MoveRight, Action.MoveDown, Action.MoveNext)
_PAGE = 4


class ChartView(QListView):
    """A chart: one stop of the Tab key, the arrows go from bar to bar, Enter or a click opens one.

    Subclasses say where each bar lies (`place_of`) and paint them all (`paint_bars`).
    """

    opened = Signal(object)
    """The key of the bar that was clicked, or on which Enter was pressed."""
    told = Signal(str)
    """The words of the bar that the keyboard or the mouse is on; empty for none."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._bars = BarsModel(self)
        self._hovered = -1
        self.setModel(self._bars)
        self.setAccessibleName(name)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)

    def bars(self) -> tuple[ChartBar, ...]:
        """What is shown."""
        return self._bars.bars

    def show_bars(self, bars: tuple[ChartBar, ...]) -> None:
        """Show other bars."""
        self._bars.show(bars)
        self._tell()
        self.viewport().update()

    # -- where the bars are -------------------------------------------------------------------

    def place_of(self, row: int) -> QRect:
        """The whole place of a bar, in which a click means it."""
        raise NotImplementedError

    def paint_bars(self, painter: QPainter) -> None:
        """Paint them all."""
        raise NotImplementedError

    def visualRect(self, index: Index) -> QRect:
        """Where a bar is: for the mouse, and for assistive programs."""
        return self.place_of(index.row()) if index.isValid() else QRect()

    def indexAt(self, point: QPoint) -> QModelIndex:
        """The bar there."""
        for row in range(len(self.bars())):
            if self.place_of(row).contains(point):
                return self._bars.index(row)
        return QModelIndex()

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QListView.ScrollHint.EnsureVisible
    ) -> None:
        """All bars are seen always."""

    # -- painting -----------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's
        """The bars, and a ring round the one with the keyboard."""
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_bars(painter)
        row = self.currentIndex().row()
        if self.hasFocus() and row >= 0:
            painter.setPen(QPen(theme.colour(theme.colours().accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.place_of(row).adjusted(1, 1, -1, -1), 4, 4)
        painter.end()

    def is_lit(self, row: int) -> bool:
        """Whether the mouse is on a bar."""
        return row == self._hovered

    # -- keyboard and mouse -------------------------------------------------------------------

    def moveCursor(self, action: Action, modifiers: Qt.KeyboardModifier) -> QModelIndex:  # noqa: ARG002 - Qt's
        """Along the bars, whichever way they lie."""
        last, row = len(self.bars()) - 1, self.currentIndex().row()
        if last < 0:
            return QModelIndex()
        if action in _BACK:
            row -= 1
        elif action in _ON:
            row += 1
        elif action == Action.MoveHome:
            row = 0
        elif action == Action.MoveEnd:
            row = last
        else:
            row += _PAGE if action == Action.MovePageDown else -_PAGE
        return self._bars.index(min(max(row, 0), last))

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell the value of the bar; assistive programs hear of it from Qt."""
        super().currentChanged(current, previous)
        self._tell()
        self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space open the bar."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open(self.currentIndex())
        elif event.text().strip():
            event.ignore()  # no search by letters here: they are the page's
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard is on a bar from the first moment: the newest."""
        if not self.currentIndex().isValid() and self.bars():
            self.setCurrentIndex(self._bars.index(self.first_row()))
        super().focusInEvent(event)
        self._tell()

    def first_row(self) -> int:
        """Where the keyboard begins."""
        return 0

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Nothing is told any more."""
        super().focusOutEvent(event)
        self._tell()
        self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Tell the bar under the mouse."""
        self._hover(self.indexAt(event.position().toPoint()).row())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens the bar."""
        super().mouseReleaseEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._open(self.indexAt(event.position().toPoint()))

    def viewportEvent(self, event: QEvent) -> bool:
        """The mouse has left."""
        if event.type() is QEvent.Type.Leave:
            self._hover(-1)
        return super().viewportEvent(event)

    def _hover(self, row: int) -> None:
        if row != self._hovered:
            self._hovered = row
            hand = Qt.CursorShape.PointingHandCursor if row >= 0 else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(hand)
            self._tell()
            self.viewport().update()

    def _tell(self) -> None:
        row = self._hovered
        if row < 0 and self.hasFocus():
            row = self.currentIndex().row()
        bars = self.bars()
        self.told.emit(bars[row].words if 0 <= row < len(bars) else "")

    def _open(self, index: Index) -> None:
        bar = self._bars.bar(index)
        if bar is not None and any(bar.parts):
            self.opened.emit(bar.key)
