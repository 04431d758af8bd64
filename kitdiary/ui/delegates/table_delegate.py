"""Paints the rows of a table, each from the model's own line: no cell asks `data()`, none is a call of Qt's.

A view that paints cell by cell makes an index and an option for each of them. Laying out a text and drawing
a badge cost more than all the rest of a repaint (M): both are kept.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPixmap, QStaticText
from PySide6.QtWidgets import QStyledItemDelegate

from kitdiary.ui import theme
from kitdiary.ui.models.table_model import Cell, Look, TableModel
from kitdiary.ui.widgets.badge import paint_badge

PAD = 10
_BADGE = 22
_BADGE_DROP = (theme.TABLE_ROW - _BADGE) // 2
_MOST_KEPT = 6_000


class TableDelegate(QStyledItemDelegate):
    """Paints rows; the view says which row the mouse is over and which has the focus."""

    def __init__(self, model: TableModel) -> None:
        super().__init__(model)
        self._model = model
        self.hover_row = -1
        self.focus_row = -1
        """The row the keyboard acts on, -1 while the table has no focus."""
        self._colours = theme.LIGHT
        self._inks: dict[Look, QColor] = {}
        self._fills: dict[str, QColor] = {}
        self._fonts = {bold: theme.font(bold=bold) for bold in (False, True)}
        self._metrics = {bold: QFontMetricsF(font) for bold, font in self._fonts.items()}
        self._texts: dict[tuple[str, int, bool], tuple[QStaticText, float]] = {}
        self._badges: dict[tuple[str, int, bool], QPixmap] = {}

    def begin(self) -> None:
        """Before a repaint: look once which colours are in force."""
        colours = theme.colours()
        if colours is self._colours and self._inks:
            return
        self._colours = colours
        self._badges.clear()
        self._inks = dict.fromkeys(Look, theme.colour(colours.text))
        self._inks |= {Look.SOFT: theme.colour(colours.soft), Look.LATE: theme.colour(colours.late)}
        names = ("selected", "accent", "hover", "line")
        self._fills = {name: theme.colour(getattr(colours, name)) for name in names}

    def paint_rows(
        self,
        painter: QPainter,
        rows: range,
        top: int,
        columns: Sequence[tuple[int, int, int]],
        selected: Callable[[int], bool],
    ) -> None:
        """Paint rows from ``top`` down; ``columns`` are column, left edge and width, as seen."""
        if not columns:
            return
        height = theme.TABLE_ROW
        left, right = columns[0][1], columns[-1][1] + columns[-1][2]
        for place, row in enumerate(rows):
            ground = QRect(left, top + place * height, right - left, height)
            self._ground(painter, row, ground, selected=selected(row))
        lines = [self._model.line(row) for row in rows]
        for column, x, width in columns:
            self._column(painter, [line[column] for line in lines], x, width, top)

    def _ground(self, painter: QPainter, row: int, rect: QRect, *, selected: bool) -> None:
        fills = self._fills
        left, top, width, height = rect.x(), rect.y(), rect.width(), rect.height()
        if selected:
            painter.fillRect(rect, fills["selected"])
            painter.fillRect(left, top, 3, height, fills["accent"])
        elif row == self.hover_row:
            painter.fillRect(rect, fills["hover"])
        edge = "line"
        if row == self.focus_row:
            edge = "accent"
            painter.fillRect(left, top, width, 1, fills["accent"])
        painter.fillRect(left, top + height - 1, width, 1, fills[edge])

    def _column(self, painter: QPainter, cells: Sequence[Cell], x: int, width: int, top: int) -> None:
        """Paint the cells of one column, which mostly share a font and an ink."""
        inks, room, present = self._inks, width - 2 * PAD, None
        bold, drop = False, 0.0
        for cell in cells:
            text, look = cell.text, cell.look
            if not text:
                pass
            elif look is Look.BADGE:
                painter.drawPixmap(QPointF(x + PAD, top + _BADGE_DROP), self._badge(painter, cell))
            else:
                if look is not present:
                    present, bold = look, look is Look.BOLD or look is Look.LATE
                    painter.setFont(self._fonts[bold])
                    painter.setPen(inks[look])
                    drop = (theme.TABLE_ROW - self._metrics[bold].height()) / 2
                laid, wide = self._laid(text, room, bold=bold)
                place = x + width - PAD - wide if look is Look.NUMBER else x + PAD
                painter.drawStaticText(QPointF(place, top + drop), laid)
            top += theme.TABLE_ROW

    def _laid(self, text: str, width: int, *, bold: bool) -> tuple[QStaticText, float]:
        """The text on one line, with an ellipsis where it has no room, and how wide it is."""
        key = (text, width, bold)
        found = self._texts.get(key)
        if found is None:
            if len(self._texts) > _MOST_KEPT:
                self._texts.clear()
            metrics = self._metrics[bold]
            wide = metrics.horizontalAdvance(text)
            if wide > width:
                text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
                wide = width
            laid = QStaticText(text)
            laid.setTextFormat(Qt.TextFormat.PlainText)
            laid.setPerformanceHint(QStaticText.PerformanceHint.AggressiveCaching)
            found = self._texts[key] = (laid, wide)
        return found

    def _badge(self, painter: QPainter, cell: Cell) -> QPixmap:
        key = (cell.text, cell.rank, cell.own)
        found = self._badges.get(key)
        ratio = painter.device().devicePixelRatio()
        if found is None or found.devicePixelRatio() != ratio:
            found = QPixmap(round(_BADGE * ratio), round(_BADGE * ratio))
            found.setDevicePixelRatio(ratio)
            found.fill(Qt.GlobalColor.transparent)
            inner = QPainter(found)
            paint_badge(inner, QRectF(0, 0, _BADGE, _BADGE), cell.text, cell.rank, own=cell.own)
            inner.end()
            self._badges[key] = found
        return found
