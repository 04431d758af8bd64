"""The brief before a call: what was said, what is known and how old it is, what there is to give.

PRODUCT §4. Nothing in it is a pitch: a reason to talk is something of theirs, or something given before.
"""

from dataclasses import dataclass
from datetime import date, datetime

from kitdiary.domain.answers import answer_of, incumbent
from kitdiary.domain.content import Suggestion
from kitdiary.domain.knowing import next_questions
from kitdiary.domain.prompts import Prompts, Topic
from kitdiary.domain.touches import Counts, Direction, Insight, InsightKind, Touch
from kitdiary.services.agenda import AgendaService, local_time
from kitdiary.services.cards import Cards, ContactCard
from kitdiary.services.context import Context
from kitdiary.services.prompts import PromptService

_RECENT = 60
_MOST_REASONS = 3
_ANSWER_DAYS = 365
"""An answer as "not a priority" asks for its question for so long."""


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
class Question:
    """Something to ask, and what it is about."""

    topic: Topic
    text: str


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
    questions: tuple[Question, ...]
    """What is still unknown, the next to ask first; what they said last comes before all."""
    own_words: Insight | None
    """What they need or suffer from in their own words, the newest."""
    cannot: tuple[Insight, ...]
    """What is not to be brought up, newest first."""
    opinion: str
    """A question for what they think; "" where the rep keeps none."""
    easy_out: str
    """A way out to offer them; "" where the rep keeps none."""


class Briefs:
    """Makes briefs."""

    def __init__(self, context: Context, cards: Cards, agenda: AgendaService, prompts: PromptService) -> None:
        self._context = context
        self._cards = cards
        self._agenda = agenda
        self._prompts = prompts

    def of(self, contact_id: int) -> Brief:
        """The brief of a contact, as of now. DiaryError for an unknown id."""
        with self._context.store.read():
            card = self._cards.one(contact_id, _RECENT)
            counts = self._context.touches.counts(contact_id)
            suggestion = self._agenda.suggestion_for(contact_id)
            now: datetime = self._context.now()
            prompts = self._prompts.all()
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
            _questions(card, prompts, now.date()),
            next((one for one in card.insights if one.kind in _OWN_WORDS), None),
            tuple(one for one in card.insights if one.kind is InsightKind.CANNOT)[:_MOST_REASONS],
            _one_of(prompts[Topic.OPINION], contact_id),
            _one_of(prompts[Topic.EASY_OUT], contact_id),
        )


_OWN_WORDS = (InsightKind.NEED, InsightKind.FRUSTRATION)


def _questions(card: ContactCard, prompts: Prompts, today: date) -> tuple[Question, ...]:
    """The question of what they said last, then those of what is unknown; none without a text."""
    newest = card.insights[0].on if card.insights else today
    answers = [answer_of(one) for one in card.insights if one.on == newest and _fresh(one, today)]
    topics = [answer.question for answer in answers if answer is not None]
    topics += next_questions(card.insights, card.contact.timing, incumbent(card.insights), today)
    return tuple(Question(topic, prompts[topic][0]) for topic in dict.fromkeys(topics) if prompts[topic])


def _fresh(insight: Insight, today: date) -> bool:
    return (today - insight.on).days <= _ANSWER_DAYS


def _one_of(texts: tuple[str, ...], contact_id: int) -> str:
    """One of the texts: always the same for a person, not the same for everybody."""
    return texts[contact_id % len(texts)] if texts else ""


def _given(touch: Touch) -> Given:
    what = touch.content_title or touch.why or touch.note or touch.channel
    return Given(" ".join(what.split()), touch.on, touch.id)
