"""The charts of the printed page: bars with their numbers beside them, readable in grey as well."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QRectF, Qt

from kitdiary.domain.summary_page import Bar, LoadBar, WeekBar
from kitdiary.ui import theme
from kitdiary.ui.summary_pen import Pen

_RIGHT, _CENTRE = Qt.AlignmentFlag.AlignRight, Qt.AlignmentFlag.AlignHCenter
_AXIS, _LEGEND, _SCALE = 13.0, 14.0, 20.0


def draw_weeks(pen: Pen, place: QRectF, weeks: Sequence[WeekBar]) -> None:
    """Conversations with value-adds on top of them, week by week.

    A week far above all others (a newsletter to everybody) is cut and says its number, so that the others
    can still be told apart.
    """
    _legend(pen, QRectF(place.left(), place.top(), place.width(), _LEGEND))
    chart = place.adjusted(_SCALE, _LEGEND + 8, 0, -_AXIS)
    sums = sorted((week.conversations + week.value_adds for week in weeks), reverse=True)
    most = _most(sums)
    for number in range(1, 4):
        level = chart.bottom() - chart.height() * number / 3
        pen.line(chart.left(), level, chart.right(), level)
        words = str(round(most * number / 3))
        pen.text(QRectF(place.left(), level - 5, _SCALE - 4, 10), words, 7, theme.LIGHT.faint, side=_RIGHT)
    each = chart.width() / max(1, len(weeks))
    every = max(1, round(30 / each))
    for number, week in enumerate(weeks):
        left, thick = chart.left() + number * each, each * 0.76
        talks = chart.height() * min(week.conversations, most) / most
        both = chart.height() * min(week.conversations + week.value_adds, most) / most
        pen.box(QRectF(left, chart.bottom() - both, thick, both - talks), theme.SECOND_BAR)
        pen.box(QRectF(left, chart.bottom() - talks, thick, talks), theme.LIGHT.accent)
        if week.conversations + week.value_adds > most:
            words = f"{week.conversations + week.value_adds}"
            over = QRectF(left - 10, chart.top() - 9, thick + 20, 9)
            pen.text(over, words, 7, theme.LIGHT.soft, bold=True, side=_CENTRE)
        if (len(weeks) - 1 - number) % every == 0:
            under = QRectF(left - 20, chart.bottom() + 3, thick + 40, 9)
            pen.text(under, week.words, 6.8, theme.LIGHT.faint, side=_CENTRE)
    pen.line(chart.left(), chart.bottom(), chart.right(), chart.bottom(), theme.LIGHT.field_line)


def draw_places(pen: Pen, place: QRectF, places: Sequence[Bar], words: str) -> None:
    """When opportunities came, and the sentence below."""
    label, line = 56.0, 19.0
    most = max((bar.number for bar in places), default=0) or 1
    for number, bar in enumerate(places):
        top = place.top() + number * line
        pen.text(QRectF(place.left(), top, label, line), bar.words, 8, theme.LIGHT.soft)
        long = (place.width() - label - 18) * bar.number / most
        if bar.number:
            pen.box(QRectF(place.left() + label, top + 4, long, line - 8), theme.LIGHT.accent, radius=1.5)
        shown = QRectF(place.left() + label + long + 5, top, 20, line)
        pen.text(shown, str(bar.number), 8.5, theme.LIGHT.text, bold=True)
    rest = place.top() + len(places) * line + 8
    below = QRectF(place.left(), rest, place.width(), place.bottom() - rest)
    pen.text(below, words, 8, theme.LIGHT.soft, wrap=True)


def draw_cadence(pen: Pen, place: QRectF, ratings: Sequence[tuple[str, int, int]]) -> None:
    """On cadence by rating: what is, of all."""
    line = min(24.0, place.height() / max(1, len(ratings)))
    label, numbers = 16.0, 92.0
    for number, (rating, good, of) in enumerate(ratings):
        top = place.top() + number * line
        pen.text(QRectF(place.left(), top, label, line), rating, 9, theme.LIGHT.text, bold=True)
        whole = QRectF(place.left() + label, top + line * 0.26, place.width() - label - numbers, line * 0.48)
        pen.box(whole, theme.LIGHT.side, radius=1.5)
        if of:
            part = QRectF(whole.left(), whole.top(), whole.width() * good / of, whole.height())
            pen.box(part, theme.LIGHT.accent, radius=1.5)
        words = f"{good * 100 // of} %, {good:,} of {of:,}" if of else "nobody"
        pen.text(QRectF(whole.right() + 6, top, numbers - 6, line), words, 8, theme.LIGHT.soft, side=_RIGHT)


def draw_load(pen: Pen, place: QRectF, weeks: Sequence[LoadBar]) -> None:
    """What the coming weeks ask for, against what they hold; what is over says so."""
    line = min(18.0, (place.height() - 12) / max(1, len(weeks)))
    label, column = 40.0, (place.width() - 40.0) / 2
    for number, words in enumerate(("talks", "value-adds")):
        head = QRectF(place.left() + label + number * column, place.top() - 2, column - 8, 10)
        pen.text(head, words, 7, theme.LIGHT.faint)
    for number, week in enumerate(weeks):
        top = place.top() + 11 + number * line
        pen.text(QRectF(place.left(), top, label, line), week.words, 8, theme.LIGHT.soft)
        pairs = ((week.talks, week.talk_capacity), (week.value_adds, week.value_add_capacity))
        for side, (asked, room) in enumerate(pairs):
            left = place.left() + label + side * column
            _against(pen, QRectF(left, top, column - 8, line), asked, room)


def _against(pen: Pen, place: QRectF, asked: int, room: int) -> None:
    over = asked > room
    numbers = 38.0
    high = place.height()
    whole = QRectF(place.left(), place.top() + high * 0.28, place.width() - numbers, high * 0.44)
    pen.box(whole, theme.LIGHT.side, radius=1.5)
    share = 1.0 if over else asked / room if room else 0.0
    if share:
        part = QRectF(whole.left(), whole.top(), whole.width() * share, whole.height())
        pen.box(part, theme.LIGHT.late if over else theme.LIGHT.accent, radius=1.5)
    words = f"{asked}/{room}" + ("!" if over else "")
    ink = theme.LIGHT.late if over else theme.LIGHT.soft
    beside = QRectF(whole.right() + 3, place.top(), numbers - 3, place.height())
    pen.text(beside, words, 7.2, ink, bold=over, side=_RIGHT)


def _legend(pen: Pen, place: QRectF) -> None:
    left = place.left()
    for colour, words in ((theme.LIGHT.accent, "conversations"), (theme.SECOND_BAR, "value-adds")):
        pen.box(QRectF(left, place.center().y() - 3.5, 7, 7), colour, radius=1)
        pen.text(QRectF(left + 11, place.top(), 90, place.height()), words, 7.8, theme.LIGHT.soft)
        left += 11 + pen.width(words, 7.8) + 16


def _most(sums: Sequence[int]) -> int:
    """The top of the scale, which three divides: the highest bar, or the next where it towers over all."""
    if not sums or not sums[0]:
        return 3
    top = sums[0]
    for above, below in pairwise(sums[:4]):
        if above > 2.2 * below > 0:
            top = below
    return -(-max(top, 1) // 3) * 3
