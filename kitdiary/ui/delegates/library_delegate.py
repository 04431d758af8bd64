"""Paints an item of the library: its kind, title and topics at the left, what became of it at the right."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from kitdiary.domain.content import ContentItem
from kitdiary.ui import theme
from kitdiary.ui.content_words import came_words, kind_words, sent_words, topics_words, until_words
from kitdiary.ui.models.library_model import LibraryModel

Index = QModelIndex | QPersistentModelIndex
_PAD, _BETWEEN, _LINE = 15, 12, 18
_KIND_WIDTH, _REACH_WIDTH = 124, 150
_ROOM_FOR_KIND = 560
"""From this width of a line on its kind has a column of its own; in a narrower one it stands below."""
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_RIGHT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)


class LibraryDelegate(QStyledItemDelegate):
    """Paints the rows of a `LibraryModel`."""

    def __init__(self, model: LibraryModel) -> None:
        super().__init__(model)
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - all alike
        """Two lines."""
        return QSize(option.rect.width(), theme.ROW_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one item."""
        item = self._model.item_of(index)
        if item is None:
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
            painter.drawLine(rect.left() + 1, rect.bottom(), rect.right() - 1, rect.bottom())
        self._paint_texts(painter, rect.adjusted(_PAD, 0, -_PAD, 0), item)
        painter.restore()

    def _paint_texts(self, painter: QPainter, inner: QRect, item: ContentItem) -> None:
        colours = theme.colours()
        faint = colours.text if item.offered(self._model.today) else colours.soft
        upper = QRect(inner.left(), inner.center().y() - _LINE, inner.width(), _LINE)
        lower = upper.translated(0, _LINE)
        small, bold = theme.font("small"), theme.font(bold=True)
        reach = self._model.reach_of(item.id)
        sent = sent_words(reach) if self._model.is_counted else ""
        right = max(self._right(painter, upper, sent), self._right(painter, lower, came_words(reach)))
        if right:
            right = max(right, _REACH_WIDTH)
        wide = inner.width() >= _ROOM_FOR_KIND
        if wide:
            kind = QRect(inner.left(), upper.top(), _KIND_WIDTH - _BETWEEN, 2 * _LINE)
            self._text(painter, kind, kind_words(item.kind), small, colours.soft)
        left = _KIND_WIDTH if wide else 0
        upper = upper.adjusted(left, 0, -right - _BETWEEN, 0)
        lower = lower.adjusted(left, 0, -right - _BETWEEN, 0)
        self._text(painter, upper, item.title, bold, faint)
        below = (
            "" if wide else kind_words(item.kind),
            until_words(item, self._model.today),
            topics_words(item),
        )
        self._text(painter, lower, " · ".join(part for part in below if part), small, colours.soft)

    @staticmethod
    def _right(painter: QPainter, line: QRect, text: str) -> int:
        """Paint a text at the right end of a line; how wide it is."""
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour(theme.colours().soft))
        painter.drawText(line, _RIGHT, text)
        return painter.fontMetrics().horizontalAdvance(text)

    @staticmethod
    def _text(painter: QPainter, line: QRect, text: str, font: QFont, colour: str) -> None:
        painter.setFont(font)
        painter.setPen(theme.colour(colour))
        painter.drawText(
            line, _LEFT, QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, line.width())
        )
