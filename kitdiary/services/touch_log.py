"""Logging what passed between the rep and people, with the insights it brought."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from kitdiary.domain.errors import DiaryError, InvalidInput
from kitdiary.domain.names import clean_name, clean_text
from kitdiary.domain.people import Contact, Labelled
from kitdiary.domain.touches import (
    Channel,
    Counts,
    Direction,
    InsightKind,
    Outcome,
    Touch,
    check_pair,
    default_direction,
)
from kitdiary.services.changes import Change, Kind
from kitdiary.services.contact_lists import e164_of
from kitdiary.services.context import Context
from kitdiary.services.limits import FIRST_DAY
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
    """A touch to be logged. The offset of ``at`` is stored (none given: the rep's); None means now.

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
        and for a reply wanted by nobody; DiaryError for unknown people and unknown content.
        """
        context = self._context
        now = context.now()
        direction = draft.direction or default_direction(draft.outcome)
        people = tuple(dict.fromkeys(draft.contact_ids))
        touch = Touch(
            0,
            draft.at or now,
            draft.channel,
            direction,
            draft.outcome,
            people,
            clean_name(draft.purpose, "purpose"),
            clean_text(draft.note),
            why=clean_text(draft.why, "reason"),
            wants_reply=draft.wants_reply,
        )
        touch = replace(touch, at=check_touch(touch, now))
        with context.store.operation("", now) as operation:
            policy = context.policy
            names = context.people.names(people)
            for unknown in set(people) - names.keys():
                context.people.contact(unknown)  # raises its sentence
            operation.what = what = _sentence(draft, [names[i] for i in people])
            touch = replace(touch, content_id=self._content(draft.content))
            context.touches.add(touch, _insights(draft))
            if draft.outcome is Outcome.WRONG_NUMBER:
                self._mark_wrong(context.people.contacts(people).values(), policy.country)
            outgoing = bool(touch.counts & Counts.OUTGOING)
            replanned = self._planning.replan_after_touch(people, policy, outgoing=outgoing)
        return Change(operation.id, what, frozenset({Kind.TOUCHES, Kind.STEPS}), people, replanned)

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

    def _mark_wrong(self, people: Iterable[Contact], country: str) -> None:
        """Mark the number that was called: the first of each not known to be wrong already."""
        for contact in people:
            for place, phone in enumerate(contact.phones):
                if phone.label != WRONG_NUMBER:
                    marked = Labelled(phone.value, WRONG_NUMBER)
                    phones = (*contact.phones[:place], marked, *contact.phones[place + 1 :])
                    self._context.people.set_phones(contact.id, phones, e164_of(contact, country))
                    break


def check_touch(touch: Touch, now: datetime) -> datetime:
    """The time of a touch, to the second. InvalidInput for one that cannot be.

    That is one with nobody, a pair of channel and outcome that does not go together, a reply wanted by
    nobody, a time in the future or out of reach. A time without an offset is the rep's.
    """
    if not touch.contact_ids:
        raise InvalidInput("A touch needs at least one contact.")
    check_pair(touch.channel, touch.direction, touch.outcome)
    if touch.wants_reply and touch.direction is Direction.OUT:
        raise InvalidInput(
            "Only an incoming touch can ask for a reply: leave that out, or log it as incoming."
        )
    at = touch.at if touch.at.tzinfo is not None else touch.at.replace(tzinfo=now.tzinfo)
    # In UTC: within one zone Python compares wall clocks, which lie in the hour that comes twice.
    if at.astimezone(UTC) - now.astimezone(UTC) > _CLOCK_SLACK:
        raise InvalidInput(
            f"{at:%Y-%m-%d %H:%M} is in the future: a touch is logged once it has taken place."
        )
    if at.date() < FIRST_DAY:
        raise InvalidInput(f"{at.date()} is too long ago for a touch: check the year.")
    return at.replace(microsecond=0)


def _insights(draft: TouchDraft) -> Sequence[tuple[InsightKind, str]]:
    cleaned = [(kind, clean_text(text, "insight")) for kind, text in draft.insights]
    return [(kind, text) for kind, text in cleaned if text]


def _sentence(draft: TouchDraft, names: Sequence[str]) -> str:
    whom = names[0] if len(names) == 1 else f"{len(names)} people"
    return f"Logged {_VERBS[draft.channel]} with {whom} ({draft.outcome})"
