"""The two shapes of chart on Reports: columns along time, and rows with their number."""

from itertools import pairwise

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen

from kitdiary.ui import theme
from kitdiary.ui.models.bars_model import ChartBar
from kitdiary.ui.widgets.chart_view import ChartView

_AXIS, _SCALE, _ABOVE, _LEGEND = 18, 26, 14, 18
_LABEL_EVERY = 62
_ROW = 26
_TOWERS = 2.2
"""A bar so many times as high as the next is cut, with its number over it."""


class ColumnChart(ChartView):
    """Columns of two parts, one on the other, oldest first: conversations, and value-adds on top."""

    def __init__(self, name: str, legend: tuple[str, str]) -> None:
        super().__init__(name)
        self._legend = legend

    def first_row(self) -> int:
        """The newest."""
        return len(self.bars()) - 1

    def _plot(self) -> QRect:
        return self.viewport().rect().adjusted(_SCALE, _LEGEND + _ABOVE, -2, -_AXIS)

    def place_of(self, row: int) -> QRect:
        """From the legend down to the axis: a low bar is as easy to hit as a high one."""
        plot, count = self._plot(), max(1, len(self.bars()))
        left = plot.left() + plot.width() * row // count
        right = plot.left() + plot.width() * (row + 1) // count
        return QRect(left, plot.top() - _ABOVE, max(1, right - left), plot.height() + _ABOVE + 2)

    def paint_bars(self, painter: QPainter) -> None:
        """Grid, columns, axis."""
        colours, plot, bars = theme.colours(), self._plot(), self.bars()
        self._paint_legend(painter)
        most = top_of([sum(bar.parts) for bar in bars])
        painter.setFont(theme.font("small"))
        for third in range(4):
            level = plot.bottom() - plot.height() * third // 3
            painter.setPen(QPen(theme.colour(colours.line if third else colours.field_line), 1))
            painter.drawLine(plot.left(), level, plot.right(), level)
            painter.setPen(theme.colour(colours.faint))
            where = QRect(0, level - 8, _SCALE - 6, 16)
            painter.drawText(
                where, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, str(most * third // 3)
            )
        for row in range(len(bars)):
            self._paint_column(painter, row, most)
        self._paint_axis(painter)

    def _paint_column(self, painter: QPainter, row: int, most: int) -> None:
        colours, plot, place, bar = theme.colours(), self._plot(), self.place_of(row), self.bars()[row]
        gap = 2 if place.width() > 12 else 1 if place.width() > 3 else 0
        left, width = place.left() + gap, place.width() - 2 * gap
        talks = plot.height() * min(bar.parts[0], most) / most
        both = plot.height() * min(sum(bar.parts), most) / most
        painter.setPen(Qt.PenStyle.NoPen)
        if self.is_lit(row):
            painter.fillRect(place, theme.colour(colours.hover))
        painter.fillRect(
            QRectF(left, plot.bottom() - both, width, both - talks), theme.colour(colours.chart_second)
        )
        painter.fillRect(QRectF(left, plot.bottom() - talks, width, talks), theme.colour(colours.accent))
        if sum(bar.parts) > most:
            painter.setPen(theme.colour(colours.soft))
            over = QRect(place.center().x() - 24, plot.top() - _ABOVE, 48, _ABOVE)
            painter.drawText(over, Qt.AlignmentFlag.AlignCenter, f"{sum(bar.parts):,}")

    def _paint_axis(self, painter: QPainter) -> None:
        plot, bars = self._plot(), self.bars()
        if not bars:
            return
        every = max(1, -(-_LABEL_EVERY * len(bars) // max(1, plot.width())))
        painter.setPen(theme.colour(theme.colours().faint))
        for row in range(len(bars) - 1, -1, -every):
            middle = self.place_of(row).center().x()
            where = QRect(middle - 40, plot.bottom() + 4, 80, _AXIS - 4)
            where.moveRight(min(where.right(), self.viewport().width() - 1))
            painter.drawText(
                where,
                Qt.AlignmentFlag.AlignRight
                if where.right() == self.viewport().width() - 1
                else Qt.AlignmentFlag.AlignHCenter,
                bars[row].label,
            )

    def _paint_legend(self, painter: QPainter) -> None:
        colours, left = theme.colours(), _SCALE
        painter.setFont(theme.font("small"))
        metrics = QFontMetrics(theme.font("small"))
        for fill, words in zip((colours.accent, colours.chart_second), self._legend, strict=True):
            painter.fillRect(QRect(left, 5, 9, 9), theme.colour(fill))
            painter.setPen(theme.colour(colours.soft))
            painter.drawText(QRect(left + 14, 0, 300, _LEGEND), Qt.AlignmentFlag.AlignVCenter, words)
            left += 14 + metrics.horizontalAdvance(words) + 18


class RowChart(ChartView):
    """Rows: what it is, one or two bars, the number.

    With ``room`` a bar stands on the track of what would be whole; what is over it is in the colour of what
    is late, and its number has an exclamation mark.
    """

    def __init__(self, name: str, label_width: int, headings: tuple[str, ...] = ()) -> None:
        super().__init__(name)
        self._number = 0
        self._label, self._headings = label_width, headings

    def place_of(self, row: int) -> QRect:
        """The whole row."""
        return QRect(0, (16 if self._headings else 0) + row * _ROW, self.viewport().width(), _ROW)

    def paint_bars(self, painter: QPainter) -> None:
        """Row by row."""
        colours, bars = theme.colours(), self.bars()
        columns = max((len(bar.parts) for bar in bars), default=1)
        most = max((part for bar in bars for part in bar.parts), default=0) or 1
        width = (self.viewport().width() - self._label) // columns
        texts = [_shown(bar, place) for bar in bars for place in range(len(bar.parts))]
        bold = QFontMetrics(theme.font(bold=True))
        self._number = max((bold.horizontalAdvance(text) for text in texts), default=0)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour(colours.faint))
        for place, heading in enumerate(self._headings):
            where = QRect(self._label + place * width, 0, width, 16)
            painter.drawText(where, Qt.AlignmentFlag.AlignVCenter, heading)
        for row, bar in enumerate(bars):
            whole = self.place_of(row)
            if self.is_lit(row):
                painter.fillRect(whole, theme.colour(colours.hover))
            painter.setPen(theme.colour(colours.soft))
            painter.setFont(theme.font())
            painter.drawText(whole.adjusted(2, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, bar.label)
            for place, part in enumerate(bar.parts):
                field = QRect(self._label + place * width, whole.top(), width - 8, _ROW)
                room = bar.room[place] if bar.room else None
                share = part / most if room is None else min(1.0, part / room if room else float(part > 0))
                over = room is not None and part > room
                track = QRectF(field.left(), field.center().y() - 7, field.width() - self._number - 13, 15)
                end = self._paint_bar(painter, track, share, over=over, on_track=room is not None)
                painter.setPen(theme.colour(colours.late if over else colours.text))
                painter.setFont(theme.font(bold=room is None or over))
                beside = QRectF(end, field.top(), field.right() - end + 1, field.height())
                painter.drawText(beside, Qt.AlignmentFlag.AlignVCenter, _shown(bar, place))

    def _paint_bar(
        self, painter: QPainter, track: QRectF, share: float, *, over: bool, on_track: bool
    ) -> float:
        """Paint one bar; where its number begins."""
        colours = theme.colours()
        if on_track:  # with an outline, for high contrast
            painter.setPen(QPen(theme.colour(colours.field_line), 1))
            painter.setBrush(theme.colour(colours.hover))
            painter.drawRoundedRect(track.adjusted(0.5, 0.5, -0.5, -0.5), 2, 2)
        painter.setPen(Qt.PenStyle.NoPen)
        filled = QRectF(track.left(), track.top(), 0, 0)
        if share:
            filled = QRectF(track.left(), track.top(), max(2.0, track.width() * share), track.height())
            painter.setBrush(theme.colour(colours.late if over else colours.accent))
            painter.drawRoundedRect(filled, 2, 2)
        if on_track:
            return track.right() + 8
        return filled.right() + 10 if share else track.left() + 2


def _shown(bar: ChartBar, place: int) -> str:
    """The number beside a bar; one over its room says so without its colour too."""
    if not bar.room or bar.shown:
        return bar.shown
    part, room = bar.parts[place], bar.room[place]
    return f"{part}/{room}" + ("!" if part > room else "")


def top_of(sums: list[int]) -> int:
    """The top of a scale, which three divides: the highest, or the next where it towers over all others.

    A newsletter to everybody in one week must not make specks of all the others.
    """
    highest = sorted(sums, reverse=True)[:4]
    top = highest[0] if highest else 0
    for above, below in pairwise(highest):
        if above > _TOWERS * below > 0:
            top = below
    return -(-max(top, 1) // 3) * 3
