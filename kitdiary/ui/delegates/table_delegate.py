"""Paints the cells of a table from the model's own line: no cell asks `data()`."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from kitdiary.ui import theme
from kitdiary.ui.models.table_model import Look, TableModel
from kitdiary.ui.widgets.badge import paint_badge

Index = QModelIndex | QPersistentModelIndex
PAD = 12
_BADGE = 22
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_MOST_CUT = 4_000


class TableDelegate(QStyledItemDelegate):
    """Paints one cell at a time; the view says which row the mouse is over and which has the focus."""

    def __init__(self, model: TableModel) -> None:
        super().__init__(model)
        self._model = model
        self.hover_row = -1
        self.focus_row = -1
        """The row the keyboard acts on, -1 while the table has no focus."""
        self.first_column = 0
        """The column that stands first, with the mark of what is selected."""
        self._metrics = {bold: QFontMetrics(theme.font(bold=bold)) for bold in (False, True)}
        self._cut: dict[tuple[str, int, bool], str] = {}

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a cell."""
        row, column = index.row(), index.column()
        cell = self._model.line(row)[column]
        colours, rect = theme.colours(), option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour(colours.selected))
            if column == self.first_column:
                painter.fillRect(rect.left(), rect.top(), 3, rect.height(), theme.colour(colours.accent))
        elif row == self.hover_row:
            painter.fillRect(rect, theme.colour(colours.hover))
        if row == self.focus_row:
            accent = theme.colour(colours.accent)
            painter.fillRect(rect.left(), rect.top(), rect.width(), 1, accent)
            painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, accent)
        else:
            painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.colour(colours.line))
        look = cell.look
        if look is Look.BADGE:
            if cell.text:
                top = rect.top() + (rect.height() - _BADGE) / 2
                where = QRectF(rect.left() + PAD, top, _BADGE, _BADGE)
                paint_badge(painter, where, cell.text, cell.rank, own=cell.own)
            return
        if not cell.text:
            return
        bold = look is Look.BOLD or look is Look.LATE
        painter.setFont(theme.font(bold=bold))
        ink = colours.late if look is Look.LATE else colours.soft if look is Look.SOFT else colours.text
        painter.setPen(theme.colour(ink))
        inner = rect.adjusted(PAD, 0, -PAD, 0)
        align = _RIGHT if look is Look.NUMBER else _LEFT
        painter.drawText(inner, int(align), self._fitting(cell.text, inner.width(), bold=bold))

    def _fitting(self, text: str, width: int, *, bold: bool) -> str:
        """The text on one line, with an ellipsis where it has no room."""
        key = (text, width, bold)
        found = self._cut.get(key)
        if found is None:
            if len(self._cut) > _MOST_CUT:
                self._cut.clear()
            found = self._metrics[bold].elidedText(text, Qt.TextElideMode.ElideRight, width)
            self._cut[key] = found
        return found
