"""The figures over a timeline: how much passed, and the last conversation; each shows what it counts."""

from datetime import date
from functools import partial

from kitdiary.services.cards import Totals
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.facts import Act
from kitdiary.ui.widgets.timeline import CONVERSATIONS, EVERYTHING, VALUE_ADDS, Timeline
from kitdiary.ui.words import inside_words


def show_totals(timeline: Timeline, totals: Totals, today: date) -> None:
    """Show them; nothing where nothing has passed."""
    found: list[tuple[str, Act]] = []
    for count, one, many, kind in (
        (totals.touches, tr("1 touch"), tr("{0} touches", totals.touches), EVERYTHING),
        (
            totals.conversations,
            tr("1 conversation"),
            tr("{0} conversations", totals.conversations),
            CONVERSATIONS,
        ),
        (totals.value_adds, tr("1 value-add"), tr("{0} value-adds", totals.value_adds), VALUE_ADDS),
    ):
        if count:
            found.append((one if count == 1 else many, partial(timeline.show_only, kind)))
    last = totals.last_conversation
    if last is not None and totals.last_conversation_on is not None:
        words = tr("last spoke {0}", inside_words(totals.last_conversation_on, today))
        found.append((words, partial(timeline.show_touch, last)))
    timeline.show_figures(found)
