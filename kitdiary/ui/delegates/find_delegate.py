"""Paints a result of quick find: what it is called, a line about it, and what sort of thing it is."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from kitdiary.ui import theme
from kitdiary.ui.models.find_model import Command, FindModel, kind_words

_KIND_WIDTH = 90
_PAD = 12
Index = QModelIndex | QPersistentModelIndex


class FindDelegate(QStyledItemDelegate):
    """Paints the rows of a `FindModel`."""

    def __init__(self, model: FindModel) -> None:
        super().__init__(model)
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Two lines where there is something to say about it."""
        found = self._model.found(index)
        two = found is not None and not isinstance(found, Command) and bool(found.snippet)
        return QSize(option.rect.width(), 48 if two else 34)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one result."""
        found = self._model.found(index)
        if found is None:
            return
        colours, rect = theme.colours(), option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(colours.selected))
            painter.drawRoundedRect(QRectF(rect).adjusted(4, 1, -4, -1), 7, 7)
        title = found.text if isinstance(found, Command) else found.title
        below = "" if isinstance(found, Command) else found.snippet
        right = found.keys if isinstance(found, Command) and found.keys else kind_words(found)
        inner = rect.adjusted(_PAD + 4, 6, -_PAD - 4, -6)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour(colours.soft))
        align = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(inner, int(align | Qt.AlignmentFlag.AlignRight), right)
        width = inner.width() - _KIND_WIDTH
        height = inner.height() // 2 if below else inner.height()
        painter.setFont(theme.font(bold=True))
        painter.setPen(theme.colour(colours.text))
        upper = QRect(inner.left(), inner.top(), width, height)
        title = QFontMetrics(painter.font()).elidedText(title, Qt.TextElideMode.ElideRight, width)
        painter.drawText(upper, int(align | Qt.AlignmentFlag.AlignLeft), title)
        if below:
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour(colours.soft))
            below = " ".join(below.split())
            below = QFontMetrics(painter.font()).elidedText(below, Qt.TextElideMode.ElideRight, width)
            lower = upper.translated(0, height)
            painter.drawText(lower, int(align | Qt.AlignmentFlag.AlignLeft), below)
        painter.restore()
