"""What passed between the rep and people, and what each touch counts as (PRODUCT §1)."""

from dataclasses import dataclass
from datetime import date, datetime, time
from enum import IntFlag, StrEnum
from functools import cache
from typing import NamedTuple

from kitdiary.domain.errors import InvalidInput
from kitdiary.domain.people import Moment


class Channel(StrEnum):
    """How it passed."""

    CALL = "call"
    EMAIL = "email"
    MEETING = "meeting"
    VISIT = "visit"
    VIDEO = "video"
    CHAT = "chat"
    SOCIAL = "social"
    TRADE_SHOW = "trade-show"
    LETTER = "letter"
    WEB = "web"


class Direction(StrEnum):
    """Who reached out."""

    OUT = "out"
    IN = "in"


class Outcome(StrEnum):
    """What came of it."""

    SPOKE = "spoke"
    NO_ANSWER = "no-answer"
    LEFT_MESSAGE = "left-message"
    BUSY = "busy"
    WRONG_NUMBER = "wrong-number"
    SENT = "sent"
    RECEIVED = "received"
    REPLIED = "replied"
    BOUNCED = "bounced"


class InsightKind(StrEnum):
    """What a conversation revealed; the last three say has, has not or unknown."""

    NEED = "need"
    FRUSTRATION = "frustration"
    CAN = "can"
    CANNOT = "cannot"
    WHEN = "when"
    PROJECT = "project"
    BUDGET = "budget"
    TIMELINE = "timeline"


class Counts(IntFlag):
    """What a touch counts as; see `counts_as`. The bits are stored, so they never change."""

    NOTHING = 0
    CONVERSATION = 1
    ATTEMPT = 2
    VALUE_ADD = 4
    OUTGOING = 8
    """Went out and was no attempt: opens the nuisance gap (PRODUCT §2.11)."""
    REACHED = 16
    """Went out, was no attempt and got there: answers a reply owed, keeps a thanks."""


TALK_CHANNELS = frozenset({Channel.CALL, Channel.VIDEO, Channel.MEETING, Channel.VISIT})
"""The channels of an attempt, and of a promise to talk (PRODUCT §1, §2.7)."""
VALUE_CHANNELS = frozenset({Channel.EMAIL, Channel.LETTER, Channel.CHAT, Channel.SOCIAL})
ATTEMPT_OUTCOMES = frozenset({Outcome.NO_ANSWER, Outcome.LEFT_MESSAGE, Outcome.BUSY})

_MISSED = frozenset({Outcome.SPOKE, *ATTEMPT_OUTCOMES})
_WRITTEN = frozenset({Outcome.SENT, Outcome.RECEIVED, Outcome.REPLIED, Outcome.BOUNCED})
POSSIBLE: dict[Channel, frozenset[Outcome]] = {
    Channel.CALL: _MISSED | {Outcome.WRONG_NUMBER},
    Channel.EMAIL: _WRITTEN,
    Channel.MEETING: _MISSED,
    Channel.VISIT: _MISSED,
    Channel.VIDEO: _MISSED,
    Channel.CHAT: _WRITTEN | {Outcome.SPOKE, Outcome.NO_ANSWER},
    Channel.SOCIAL: _WRITTEN | {Outcome.SPOKE, Outcome.NO_ANSWER},
    Channel.TRADE_SHOW: _MISSED | {Outcome.SENT, Outcome.RECEIVED},
    Channel.LETTER: _WRITTEN,
    Channel.WEB: frozenset({Outcome.RECEIVED}),
}
"""The outcomes each channel can have; anything else is refused (PRODUCT §5 ``log``)."""

_ONLY_IN = frozenset({Outcome.RECEIVED, Outcome.REPLIED})
_ONLY_OUT = frozenset({Outcome.SENT, Outcome.BOUNCED, Outcome.WRONG_NUMBER})


def default_direction(outcome: Outcome) -> Direction:
    """In for received and replied, else out."""
    return Direction.IN if outcome in _ONLY_IN else Direction.OUT


def check_pair(channel: Channel, direction: Direction, outcome: Outcome) -> None:
    """Raise InvalidInput for a channel, direction and outcome that cannot be together."""
    if outcome not in POSSIBLE[channel]:
        options = ", ".join(sorted(POSSIBLE[channel]))
        raise InvalidInput(f"A touch by {channel} cannot have the outcome {outcome}: it can be {options}.")
    if outcome in _ONLY_IN and direction is Direction.OUT:
        raise InvalidInput(f"An outgoing touch cannot have the outcome {outcome}: that is an incoming one.")
    if outcome in _ONLY_OUT and direction is Direction.IN:
        raise InvalidInput(f"An incoming touch cannot have the outcome {outcome}: that is an outgoing one.")


@cache
def counts_as(channel: Channel, direction: Direction, outcome: Outcome, gave: bool) -> Counts:
    """What a touch counts as; ``gave`` says it carried a content item or a written reason.

    Corners decided here: a bounced message opens the nuisance gap (PRODUCT §2.11 leaves out attempts
    alone) but gives nothing, answers nothing and thanks nobody, since it did not arrive; the same for
    a call to a wrong number. A chat that turned into a conversation may also be a value-add.
    """
    result = Counts.NOTHING
    outgoing = direction is Direction.OUT
    if outcome is Outcome.SPOKE and channel is not Channel.EMAIL:
        result |= Counts.CONVERSATION
    attempt = outgoing and channel in TALK_CHANNELS and outcome in ATTEMPT_OUTCOMES
    if attempt:
        result |= Counts.ATTEMPT
    arrived = outcome not in (Outcome.BOUNCED, Outcome.WRONG_NUMBER)
    if outgoing and not attempt:
        result |= Counts.OUTGOING
        if arrived:
            result |= Counts.REACHED
            if gave and channel in VALUE_CHANNELS:
                result |= Counts.VALUE_ADD
    if not outgoing and channel is Channel.WEB:
        result |= Counts.VALUE_ADD
    return result


class TouchFact(NamedTuple):
    """What `plan` needs of a touch; slim, for a million of them are read when a policy changes.

    ``on`` is the local date of its stored offset, ``counts`` the bits of `Counts`, ``asks`` says it
    is incoming and wants a reply.
    """

    id: int
    moment: Moment
    on: date
    counts: int
    asks: bool


@dataclass(frozen=True, slots=True)
class Insight:
    """One thing a conversation revealed, dated, belonging to the touch it came from."""

    id: int
    contact_id: int
    touch_id: int | None
    kind: InsightKind
    text: str
    on: date


@dataclass(frozen=True, slots=True)
class Touch:
    """A touch, whole, as shown to a person. ``at`` carries the offset it was made in."""

    id: int
    at: datetime
    channel: Channel
    direction: Direction
    outcome: Outcome
    contact_ids: tuple[int, ...]
    purpose: str = ""
    note: str = ""
    content_id: int | None = None
    content_title: str | None = None
    why: str = ""
    wants_reply: bool = False

    @property
    def on(self) -> date:
        """The local date of its stored offset."""
        return self.at.date()

    @property
    def counts(self) -> Counts:
        """What it counts as."""
        gave = self.content_id is not None or bool(self.why)
        return counts_as(self.channel, self.direction, self.outcome, gave)

    @property
    def conversation(self) -> bool:
        """Whether it was a conversation."""
        return bool(self.counts & Counts.CONVERSATION)


@dataclass(frozen=True, slots=True)
class Promise:
    """A follow-up the rep agreed to: a date, perhaps a time, a sentence.

    ``at`` is the instant of the promise with its offset, or None for a date only. ``ticked`` says the
    rep marked it kept, ``dropped`` that it was let go (a skip).
    """

    id: int
    on: date
    at: datetime | None
    channel: Channel
    what: str
    made: Moment
    ticked: bool = False
    dropped: bool = False

    @property
    def to_talk(self) -> bool:
        """Whether it stands in place of the talk step (PRODUCT §2.7)."""
        return self.channel in TALK_CHANNELS


def time_words(moment: datetime) -> str:
    """A time of day as people write it, ``14:30``."""
    return time(moment.hour, moment.minute).strftime("%H:%M")
