"""Paints a pair: the two names, one under the other, and how certain it is that they are one."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from kitdiary.ui import theme
from kitdiary.ui.models.pairs_model import PairsModel

Index = QModelIndex | QPersistentModelIndex
ROW_HEIGHT = 74
_PAD = 14
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class PairsDelegate(QStyledItemDelegate):
    """Paints the rows of a `PairsModel`."""

    def __init__(self, model: PairsModel) -> None:
        super().__init__(model)
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - Qt's
        """All of one height."""
        return QSize(option.rect.width(), ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one pair."""
        pair = self._model.pair(index)
        if pair is None:
            return
        colours, rect = theme.colours(), option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
            painter.setPen(QPen(theme.colour(colours.accent), 1) if focused else Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(colours.selected))
            painter.drawRoundedRect(QRectF(rect).adjusted(3.5, 2.5, -3.5, -2.5), 7, 7)
        elif index.row() + 1 < self._model.rowCount():
            painter.setPen(theme.colour(colours.line))
            painter.drawLine(rect.left() + _PAD, rect.bottom(), rect.right() - _PAD, rect.bottom())
        line = QRect(rect.left() + _PAD, rect.top() + 7, rect.width() - 2 * _PAD, 20)
        for name, company in self._model.whom(pair):
            self._paint_person(painter, line, name, company)
            line.translate(0, 20)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour(colours.soft))
        why = painter.fontMetrics().elidedText(
            self._model.why(pair), Qt.TextElideMode.ElideRight, line.width()
        )
        painter.drawText(line, _LEFT, why)
        painter.restore()

    def _paint_person(self, painter: QPainter, line: QRect, name: str, company: str) -> None:
        font = theme.font(bold=True)
        metrics, colours = QFontMetrics(font), theme.colours()
        painter.setFont(font)
        painter.setPen(theme.colour(colours.text))
        shown = metrics.elidedText(name, Qt.TextElideMode.ElideRight, line.width())
        painter.drawText(line, _LEFT, shown)
        used = metrics.horizontalAdvance(shown) + 8
        if company and used < line.width() - 24:
            rest = line.adjusted(used, 0, 0, 0)
            painter.setFont(theme.font())
            painter.setPen(theme.colour(colours.soft))
            painter.drawText(
                rest,
                _LEFT,
                painter.fontMetrics().elidedText(company, Qt.TextElideMode.ElideRight, rest.width()),
            )
