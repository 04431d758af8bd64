"""Paints the lines of Today: badge, who and why at the left, when and two buttons at the right."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from kitdiary.domain.steps import StepKind
from kitdiary.services.agenda import Line
from kitdiary.ui import theme
from kitdiary.ui.delegates.agenda_shapes import in_lines, paint_button, paint_card
from kitdiary.ui.models.agenda_model import AgendaModel, DoneEntry, Entry, Heading
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.badge import paint_badge
from kitdiary.ui.words import channel_words, outcome_words

HEADING_HEIGHT = 42
DONE_HEIGHT = 34
_PAD = 14
_TEXT_LEFT = _PAD + theme.BADGE + 12
_BUTTON_GAP = 11
_WHEN_WIDTH = 96
_ROOM_FOR_SNOOZE, _ROOM_FOR_TIME = 560, 820
"""From these widths of a line on it has both buttons, and a column for the time beside the texts.

In a narrower one the time stands in the upper line; without the second button the reason has two lines."""
_NARROW_HEIGHT = 68
_LINE = 16
Index = QModelIndex | QPersistentModelIndex


class Act(StrEnum):
    """What a line's buttons do."""

    SNOOZE = "snooze"
    MAIN = "main"


@dataclass(frozen=True, slots=True)
class When:
    """What stands before the buttons: one or two lines, and whether it is late."""

    top: str
    below: str = ""
    late: bool = False


def main_text(line: Line) -> str:
    """What the main button of a line says."""
    step = line.item.step
    if step.kind is StepKind.REPLY:
        return tr("Answer")
    if step.kind is StepKind.TALK or (step.kind is StepKind.PROMISE and step.to_talk):
        return tr("Log call")
    return tr("Done") if step.kind is StepKind.PROMISE else tr("Write")


def when(line: Line) -> When:
    """When a line is due: its hour, how late it is, or the time where the person is."""
    item = line.item
    if item.days_late:
        text = tr("1 day late") if item.days_late == 1 else tr("{0} days late", item.days_late)
        return When(text, late=True)
    if item.step.due_at is not None:
        return When(f"{item.step.due_at:%H:%M}", tr("here"))
    if line.local_time is not None:
        return When(line.local_time, item.step.time_zone.rsplit("/", 1)[-1].replace("_", " "))
    return When(tr("due today"))


class AgendaDelegate(QStyledItemDelegate):
    """Paints headings, lines and what is done; says where a line's buttons are."""

    def __init__(self, model: AgendaModel) -> None:
        super().__init__(model)
        self._model = model
        self.hover: tuple[tuple[int, str], Act | None] | None = None
        """The line under the mouse, and the button of it."""

    # -- sizes --------------------------------------------------------------------------------

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """The height of a row by what it is."""
        row = self._model.row(index)
        if isinstance(row, Heading):
            return QSize(option.rect.width(), HEADING_HEIGHT)
        if not isinstance(row, Entry):
            return QSize(option.rect.width(), DONE_HEIGHT)
        view = option.widget
        width = view.viewport().width() if isinstance(view, QAbstractItemView) else option.rect.width()
        return QSize(option.rect.width(), _NARROW_HEIGHT if _narrow(width) else theme.ROW_HEIGHT)

    def buttons(self, rect: QRect) -> dict[Act, QRect]:
        """Where the buttons of a line that takes ``rect`` are, in its coordinates.

        A narrow list has only the main one; snoozing is a key and in the menu.
        """
        metrics = QFontMetrics(theme.font("small", bold=True))
        # One width for all, so that the buttons of a day stand in columns.
        texts = (tr("Answer"), tr("Log call"), tr("Done"), tr("Write"))
        main = max(metrics.horizontalAdvance(text) for text in texts) + 24
        snooze = metrics.horizontalAdvance(tr("Snooze")) + 22
        top = rect.top() + (rect.height() - theme.BUTTON_HEIGHT) // 2
        right = rect.right() - _PAD
        found = {Act.MAIN: QRect(right - main, top, main, theme.BUTTON_HEIGHT)}
        if not _narrow(rect.width()):
            left = right - main - _BUTTON_GAP - snooze
            found[Act.SNOOZE] = QRect(left, top, snooze, theme.BUTTON_HEIGHT)
        return found

    # -- painting -----------------------------------------------------------------------------

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        row = self._model.row(index)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(row, Heading):
            self._heading(painter, option.rect, row)
        elif isinstance(row, Entry):
            self._entry(painter, option, row)
        else:
            self._done(painter, option.rect, row)
        painter.restore()

    def _heading(self, painter: QPainter, rect: QRect, row: Heading) -> None:
        painter.setFont(theme.font("label"))
        painter.setPen(theme.colour(theme.colours().soft))
        where = rect.adjusted(1, 0, 0, -9)
        painter.drawText(
            where,
            int(Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft),
            f"{row.text.upper()}   {row.count}",
        )

    def _entry(self, painter: QPainter, option: QStyleOptionViewItem, row: Entry) -> None:
        colours, rect = theme.colours(), option.rect
        line = self._model.line(row)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        hovered = self.hover is not None and self.hover[0] == row.key
        fill = colours.selected if selected else colours.hover if hovered else colours.card
        paint_card(painter, rect, fill, first=row.first, last=row.last)
        if selected:
            bar = QRect(rect.left(), rect.top() + 1, 3, rect.height() - 2)
            painter.fillRect(bar, theme.colour(colours.accent))
        if focused:
            painter.setPen(QPen(theme.colour(colours.accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(4.5, 2.5, -2.5, -2.5), 6, 6)
        step = line.item.step
        codes = self._model.codes
        rank = codes.index(step.effective_rating) if step.effective_rating in codes else len(codes) - 1
        top = rect.top() + (rect.height() - theme.BADGE) // 2
        where = QRectF(rect.left() + _PAD, top, theme.BADGE, theme.BADGE)
        paint_badge(painter, where, step.effective_rating, rank)
        buttons = self.buttons(rect)
        act = self.hover[1] if hovered and self.hover is not None else None
        if Act.SNOOZE in buttons:
            paint_button(painter, buttons[Act.SNOOZE], tr("Snooze"), main=False, hovered=act is Act.SNOOZE)
        paint_button(painter, buttons[Act.MAIN], main_text(line), main=True, hovered=act is Act.MAIN)
        right = min(found.left() for found in buttons.values()) - 12
        left = rect.left() + _TEXT_LEFT
        if rect.width() < _ROOM_FOR_TIME:
            lines = in_lines(_why(line), right - left, 2 if _narrow(rect.width()) else 1)
            top = rect.top() + (rect.height() - 20 - _LINE * len(lines)) // 2
            used = self._when_in_line(painter, QRect(left, top, right - left, 20), when(line))
            self._who(painter, QRect(left, top, right - left - used, 20), line)
            self._reason(painter, QRect(left, top + 20, right - left, _LINE), lines)
            return
        self._when(painter, QRect(right - _WHEN_WIDTH, rect.top(), _WHEN_WIDTH, rect.height()), when(line))
        width = right - _WHEN_WIDTH - 10 - left
        self._who(painter, QRect(left, rect.top() + 8, width, 20), line)
        reason = QFontMetrics(theme.font("small")).elidedText(_why(line), Qt.TextElideMode.ElideRight, width)
        self._reason(painter, QRect(left, rect.top() + 28, width, 18), [reason])

    def _who(self, painter: QPainter, upper: QRect, line: Line) -> None:
        colours, step, width = theme.colours(), line.item.step, upper.width()
        name_font = theme.font(bold=True)
        metrics = QFontMetrics(name_font)
        name = metrics.elidedText(step.name, Qt.TextElideMode.ElideRight, width)
        align = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.setFont(name_font)
        painter.setPen(theme.colour(colours.text))
        painter.drawText(upper, align, name)
        used = metrics.horizontalAdvance(name) + 9
        about = ", ".join(part for part in (line.job_title, step.company or "") if part)
        if about and used < width - 30:
            painter.setFont(theme.font())
            about = QFontMetrics(theme.font()).elidedText(about, Qt.TextElideMode.ElideRight, width - used)
            painter.drawText(upper.adjusted(used, 0, 0, 0), align, about)

    def _reason(self, painter: QPainter, where: QRect, lines: Sequence[str]) -> None:
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour(theme.colours().soft))
        for text in lines:
            painter.drawText(where, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), text)
            where = where.translated(0, where.height())

    def _when_in_line(self, painter: QPainter, rect: QRect, found: When) -> int:
        """When it is due at the end of the upper line; how much of the line that takes."""
        colours = theme.colours()
        font = theme.font("small", bold=found.late)
        painter.setFont(font)
        painter.setPen(theme.colour(colours.late if found.late else colours.soft))
        metrics = QFontMetrics(font)
        text = f"{found.top} {found.below}".strip()
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width() // 2)
        painter.drawText(rect, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), text)
        return metrics.horizontalAdvance(text) + 10

    def _when(self, painter: QPainter, rect: QRect, found: When) -> None:
        colours = theme.colours()
        painter.setFont(theme.font("small", bold=found.late))
        painter.setPen(theme.colour(colours.late if found.late else colours.soft))
        right = Qt.AlignmentFlag.AlignRight
        if not found.below:
            painter.drawText(rect, int(right | Qt.AlignmentFlag.AlignVCenter), found.top)
            return
        half = rect.height() // 2
        painter.drawText(rect.adjusted(0, 0, 0, -half), int(right | Qt.AlignmentFlag.AlignBottom), found.top)
        below = QFontMetrics(painter.font()).elidedText(
            found.below, Qt.TextElideMode.ElideRight, rect.width()
        )
        painter.drawText(rect.adjusted(0, half, 0, 0), int(right | Qt.AlignmentFlag.AlignTop), below)

    def _done(self, painter: QPainter, rect: QRect, row: DoneEntry) -> None:
        colours = theme.colours()
        paint_card(painter, rect, colours.card, first=row.first, last=row.last)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour(colours.soft))
        inner = rect.adjusted(_PAD, 0, -_PAD, 0)
        align = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        painter.drawText(inner, align, f"{row.touch.at:%H:%M}")
        text = f"{row.names} · {channel_words(row.touch.channel)}, {outcome_words(row.touch.outcome)}"
        if row.touch.note:
            text += f" · {' '.join(row.touch.note.split())}"
        inner = inner.adjusted(_TEXT_LEFT - _PAD, 0, 0, 0)
        text = QFontMetrics(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, align, text)


def _narrow(width: int) -> bool:
    return width < _ROOM_FOR_SNOOZE


def _why(line: Line) -> str:
    """The reason, or what is worth sending."""
    if line.suggestion is None:
        return line.reason
    return tr("Not yet sent: “{0}” ({1})", line.suggestion.item.title, line.suggestion.reason)
