"""Paints lists of plain lines: what it is at the left, when or how much at the right."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from kitdiary.ui import theme

RIGHT = Qt.ItemDataRole.UserRole
"""The text at the right."""
FAINT = Qt.ItemDataRole.UserRole + 1
"""Whether the line steps back."""
_PAD, _BETWEEN = 12, 16
Index = QModelIndex | QPersistentModelIndex


class LineDelegate(QStyledItemDelegate):
    """Paints the display text of a row, and the texts of the roles above."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - all alike
        """One line."""
        return QSize(option.rect.width(), theme.TABLE_ROW)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one line."""
        colours = theme.colours()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
            painter.setPen(QPen(theme.colour(colours.accent), 1) if focused else Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(colours.selected))
            painter.drawRoundedRect(QRectF(option.rect).adjusted(1.5, 1.5, -1.5, -1.5), 7, 7)
        inner = option.rect.adjusted(_PAD, 0, -_PAD, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        small, right = theme.font("small"), str(index.data(RIGHT) or "")
        painter.setFont(small)
        painter.setPen(theme.colour(colours.soft))
        painter.drawText(inner, int(middle | Qt.AlignmentFlag.AlignRight), right)
        inner.setRight(inner.right() - QFontMetrics(small).horizontalAdvance(right) - _BETWEEN)
        font = theme.font()
        painter.setFont(font)
        painter.setPen(theme.colour(colours.faint if index.data(FAINT) else colours.text))
        left = str(index.data(Qt.ItemDataRole.DisplayRole))
        left = QFontMetrics(font).elidedText(left, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, int(middle | Qt.AlignmentFlag.AlignLeft), left)
        painter.restore()
