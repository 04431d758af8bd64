"""Paints a timeline: the date at the left, what passed in bold, what was said below."""

from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from kitdiary.domain.day_names import short_day
from kitdiary.domain.touches import Counts, Direction, Touch
from kitdiary.ui import theme
from kitdiary.ui.models.timeline_model import TimelineModel
from kitdiary.ui.text import tr
from kitdiary.ui.words import channel_words, outcome_words

_LEFT = 102
_PAD = 15
_LINE = 19
_MOST_LINES = 6
Index = QModelIndex | QPersistentModelIndex
_WRAP = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop) | int(Qt.TextFlag.TextWordWrap)


def headline(touch: Touch, names: dict[int, str]) -> tuple[str, str]:
    """What passed, in bold, and what goes beside it: ``Article sent``, its title."""
    who = ", ".join(names[i] for i in touch.contact_ids if i in names)
    if touch.counts & Counts.VALUE_ADD and touch.direction is Direction.OUT:
        what = tr("Sent something useful")
        beside = touch.content_title or ""
    else:
        what = f"{channel_words(touch.channel)}, {outcome_words(touch.outcome)}"
        beside = touch.content_title or touch.purpose
    return what, " · ".join(part for part in (who, beside) if part)


def below(touch: Touch) -> str:
    """What was said: the note, else the reason it was sent."""
    return touch.note or touch.why


class TimelineDelegate(QStyledItemDelegate):
    """Paints the touches of a `TimelineModel`; a long note takes up to six lines."""

    def __init__(self, view: QListView, model: TimelineModel) -> None:
        super().__init__(view)
        self._view = view
        self._model = model
        self.today = date.today  # replaced by the page: a clock is handed in

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - Qt's
        """One line, or as many more as the note takes."""
        text = below(self._model.touch(index))
        height = 2 * 9 + _LINE
        if text:
            height += min(_MOST_LINES * 16, self._text_rect(text).height()) + 1
        return QSize(0, height)

    def _text_rect(self, text: str) -> QRect:
        width = max(120, self._view.viewport().width() - _LEFT - _PAD)
        return QFontMetrics(theme.font("small")).boundingRect(QRect(0, 0, width, 2000), _WRAP, text)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one touch."""
        touch, colours, rect = self._model.touch(index), theme.colours(), option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, theme.colour(colours.selected))
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour(colours.soft))
        top = rect.top() + 9
        painter.drawText(QRect(rect.left() + _PAD, top, _LEFT - _PAD, _LINE), 0, self._day(touch.on))
        inner = QRect(rect.left() + _LEFT, top, rect.width() - _LEFT - _PAD, _LINE)
        what, beside = headline(touch, self._model.names)
        painter.setFont(theme.font(bold=True))
        painter.setPen(theme.colour(colours.text))
        metrics = QFontMetrics(painter.font())
        what = metrics.elidedText(what, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, 0, what)
        used = metrics.horizontalAdvance(what) + 9
        if beside and used < inner.width() - 30:
            painter.setFont(theme.font())
            room = inner.width() - used
            shown = QFontMetrics(painter.font()).elidedText(beside, Qt.TextElideMode.ElideRight, room)
            painter.drawText(inner.adjusted(used, 0, 0, 0), 0, shown)
        text = below(touch)
        if text:
            painter.setFont(theme.font("small"))
            painter.setPen(theme.colour(colours.soft))
            space = QRect(inner.left(), inner.bottom() + 2, inner.width(), rect.bottom() - inner.bottom() - 8)
            painter.setClipRect(space)
            painter.drawText(space, _WRAP, text)
            painter.setClipping(False)
        if index.row() < self._model.rowCount() - 1:
            painter.setPen(QPen(theme.colour(colours.line), 1))
            painter.drawLine(rect.left(), rect.bottom(), rect.right(), rect.bottom())
        painter.restore()

    def _day(self, day: date) -> str:
        text = short_day(day)
        return text if day.year == self.today().year else f"{text} {day.year}"
