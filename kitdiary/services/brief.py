"""The brief before a call: what was said, what is known and how old it is, what there is to give.

PRODUCT §4. Nothing in it is a pitch: a reason to talk is something of theirs, or something given before.
"""

from dataclasses import dataclass
from datetime import date, datetime

from kitdiary.domain.content import Suggestion
from kitdiary.domain.touches import Counts, Direction, Insight, InsightKind, Touch
from kitdiary.services.agenda import AgendaService, local_time
from kitdiary.services.cards import Cards, ContactCard
from kitdiary.services.context import Context

_RECENT = 60
_MOST_REASONS = 3


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one kind: the newest insight first."""

    kind: InsightKind
    insights: tuple[Insight, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """Something they got, or said, that is worth asking about."""

    what: str
    on: date
    touch_id: int


@dataclass(frozen=True, slots=True)
class Brief:
    """All a rep wants before a call, on one screen."""

    card: ContactCard
    local_time: str | None
    last: Touch | None
    """The last conversation."""
    known: tuple[Known, ...]
    sent: tuple[Given, ...]
    """What they got since, newest first: to ask what they thought of it."""
    heard: tuple[Given, ...]
    """What came in from them since the last conversation."""
    worth_sending: Suggestion | None
    touches: int
    conversations: int


class Briefs:
    """Makes briefs."""

    def __init__(self, context: Context, cards: Cards, agenda: AgendaService) -> None:
        self._context = context
        self._cards = cards
        self._agenda = agenda

    def of(self, contact_id: int) -> Brief:
        """The brief of a contact, as of now. DiaryError for an unknown id."""
        with self._context.store.read():
            card = self._cards.one(contact_id, _RECENT)
            counts = self._context.touches.counts(contact_id)
            suggestion = self._agenda.suggestion_for(contact_id)
            now: datetime = self._context.now()
        last = next((touch for touch in card.touches if touch.conversation), None)
        known: dict[InsightKind, list[Insight]] = {}
        for insight in card.insights:
            known.setdefault(insight.kind, []).append(insight)
        since = [touch for touch in card.touches if last is None or touch.at > last.at]
        return Brief(
            card,
            local_time(now, card.contact.time_zone),
            last,
            tuple(Known(kind, tuple(known[kind])) for kind in InsightKind if kind in known),
            tuple(_given(touch) for touch in card.touches if touch.counts & Counts.VALUE_ADD)[:_MOST_REASONS],
            tuple(_given(touch) for touch in since if touch.direction is Direction.IN)[:_MOST_REASONS],
            suggestion,
            *counts,
        )


def _given(touch: Touch) -> Given:
    what = touch.content_title or touch.why or touch.note or touch.channel
    return Given(" ".join(what.split()), touch.on, touch.id)
