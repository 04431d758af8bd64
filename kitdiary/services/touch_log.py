"""Logging what passed between the rep and people, with the insights it brought."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from kitdiary.domain.errors import DiaryError, InvalidInput
from kitdiary.domain.names import clean_name, clean_text
from kitdiary.domain.people import Labelled
from kitdiary.domain.touches import (
    Channel,
    Counts,
    Direction,
    InsightKind,
    Outcome,
    Touch,
    check_pair,
    counts_as,
    default_direction,
)
from kitdiary.services.changes import Change, Kind
from kitdiary.services.context import Context
from kitdiary.services.contacts import FIRST_DAY
from kitdiary.services.planning import Planning

WRONG_NUMBER = "wrong number"
"""The label a number gets when a call to it reached somebody else."""
_CLOCK_SLACK = timedelta(minutes=2)
"""How far in the future a touch may lie: two machines' clocks never agree to the second."""
_VERBS = {
    Channel.CALL: "a call",
    Channel.EMAIL: "an email",
    Channel.MEETING: "a meeting",
    Channel.VISIT: "a visit",
    Channel.VIDEO: "a video call",
    Channel.CHAT: "a chat",
    Channel.SOCIAL: "a social message",
    Channel.TRADE_SHOW: "a trade show meeting",
    Channel.LETTER: "a letter",
    Channel.WEB: "a web touch",
}


@dataclass(frozen=True, slots=True)
class TouchDraft:
    """A touch to be logged. ``at`` is aware (its offset is stored), None means now.

    ``content`` is the title of an item in the library; ``why`` a written reason why it helps them.
    """

    contact_ids: tuple[int, ...]
    channel: Channel
    outcome: Outcome
    direction: Direction | None = None
    at: datetime | None = None
    purpose: str = ""
    note: str = ""
    insights: tuple[tuple[InsightKind, str], ...] = ()
    content: str = ""
    why: str = ""
    wants_reply: bool = False


class TouchLog:
    """The log of touches."""

    def __init__(self, context: Context, planning: Planning) -> None:
        self._context = context
        self._planning = planning

    def record(self, draft: TouchDraft) -> Change:
        """Log a touch: its people's plans, and those of colleagues it concerns, follow at once.

        Raises InvalidInput for a pair of channel and outcome that cannot be, for a time in the future
        and for a reply wanted by nobody; DiaryError for unknown content.
        """
        context = self._context
        now = context.now()
        direction, at = self._checked(draft, now)
        note, why = clean_text(draft.note), clean_text(draft.why)
        people = tuple(dict.fromkeys(draft.contact_ids))
        with context.store.operation("", now) as operation:
            policy = context.policy
            names = context.people.names(people)
            what = operation.what = self._sentence(draft, [names[i] for i in people if i in names])
            content_id = self._content(draft.content)
            counts = counts_as(draft.channel, direction, draft.outcome, bool(content_id or why))
            touch = Touch(
                0,
                at,
                draft.channel,
                direction,
                draft.outcome,
                people,
                clean_name(draft.purpose),
                note,
                content_id,
                None,
                why,
                draft.wants_reply,
            )
            context.touches.add(touch, self._insights(draft))
            affected = set(people)
            if draft.outcome is Outcome.WRONG_NUMBER:
                self._mark_wrong(people)
            if counts & Counts.OUTGOING:
                affected.update(self._planning.held_colleagues(people, touch.on, policy))
            replanned = self._planning.replan(affected, policy)
        return Change(operation.id, what, frozenset({Kind.TOUCHES, Kind.STEPS}), people, replanned)

    def _checked(self, draft: TouchDraft, now: datetime) -> tuple[Direction, datetime]:
        if not draft.contact_ids:
            raise InvalidInput("A touch needs at least one contact.")
        direction = draft.direction or default_direction(draft.outcome)
        if draft.channel is Channel.WEB and draft.direction is None:
            direction = Direction.IN
        check_pair(draft.channel, direction, draft.outcome)
        if draft.wants_reply and direction is Direction.OUT:
            raise InvalidInput("Only an incoming touch can ask for a reply: leave that out, or log it as incoming.")
        at = draft.at or now
        if at - now > _CLOCK_SLACK:
            raise InvalidInput(f"{at:%Y-%m-%d %H:%M} is in the future: a touch is logged once it has taken place.")
        if at.date() < FIRST_DAY:
            raise InvalidInput(f"{at.date()} is too long ago for a touch: check the year.")
        return direction, at.replace(microsecond=0)

    def _content(self, title: str) -> int | None:
        if not title:
            return None
        item = self._context.library.find(title)
        if item is None:
            raise DiaryError(
                f"There is no “{title}” in the library: add it first (kitdiary content add --title …), "
                "or give a written reason with --why."
            )
        return item.id

    def _insights(self, draft: TouchDraft) -> Sequence[tuple[InsightKind, str]]:
        return [(kind, clean_text(text)) for kind, text in draft.insights if clean_text(text)]

    def _mark_wrong(self, people: Sequence[int]) -> None:
        """Mark the number that was called: the first of each not known to be wrong already."""
        for contact in self._context.people.contacts(people).values():
            for place, phone in enumerate(contact.phones):
                if phone.label != WRONG_NUMBER:
                    marked = Labelled(phone.value, WRONG_NUMBER)
                    phones = (*contact.phones[:place], marked, *contact.phones[place + 1 :])
                    self._context.people.set_phones(contact.id, phones)
                    break

    def _sentence(self, draft: TouchDraft, names: Sequence[str]) -> str:
        if not names:
            raise DiaryError("None of these contacts is in the diary: it may have been removed or undone meanwhile.")
        whom = names[0] if len(names) == 1 else f"{len(names)} people"
        return f"Logged {_VERBS[draft.channel]} with {whom} ({draft.outcome})"


