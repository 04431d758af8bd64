"""What can have happened, by channel: the chips of "Log a touch" and what each of them means."""

from dataclasses import dataclass
from enum import Enum, auto

from kitdiary.domain.touches import (
    POSSIBLE,
    TALK_CHANNELS,
    VALUE_CHANNELS,
    Channel,
    Counts,
    Direction,
    Outcome,
    counts_as,
    default_direction,
)
from kitdiary.ui.text import tr

CHANNELS = (
    Channel.CALL,
    Channel.EMAIL,
    Channel.MEETING,
    Channel.VISIT,
    Channel.VIDEO,
    Channel.CHAT,
    Channel.SOCIAL,
    Channel.TRADE_SHOW,
    Channel.LETTER,
    Channel.WEB,
)
"""In the order of the chips."""
_ORDER = (
    Outcome.SPOKE,
    Outcome.SENT,
    Outcome.RECEIVED,
    Outcome.REPLIED,
    Outcome.NO_ANSWER,
    Outcome.LEFT_MESSAGE,
    Outcome.BOUNCED,
)


class Asked(Enum):
    """What they asked for, besides."""

    NOTHING = auto()
    CALL_BACK = auto()
    NO_CALLS = auto()
    NO_EMAIL = auto()


@dataclass(frozen=True, slots=True)
class Happened:
    """One chip: the outcome, and what they asked for."""

    outcome: Outcome
    asked: Asked = Asked.NOTHING


@dataclass(frozen=True, slots=True)
class LogStart:
    """How "Log a touch" is opened: with whom, and what is known of it already."""

    contact_ids: tuple[int, ...] = ()
    purpose: str = ""


def choices(channel: Channel) -> list[tuple[object, str]]:
    """The chips of a channel; the first is what mostly happens."""
    possible = POSSIBLE[channel]
    found: list[tuple[object, str]] = [
        (Happened(outcome), outcome_chip(channel, outcome)) for outcome in _ORDER if outcome in possible
    ]
    if Outcome.SPOKE in possible and channel in TALK_CHANNELS | {Channel.TRADE_SHOW}:
        found.append((Happened(Outcome.SPOKE, Asked.CALL_BACK), tr("Asked to call back")))
        found.append((Happened(Outcome.SPOKE, Asked.NO_CALLS), tr("No more calls")))
    if channel is Channel.EMAIL:
        found.append((Happened(Outcome.RECEIVED, Asked.CALL_BACK), tr("Asked to call back")))
        found.append((Happened(Outcome.RECEIVED, Asked.NO_EMAIL), tr("No more email")))
    rare = [one for one in (Outcome.BUSY, Outcome.WRONG_NUMBER) if one in possible]
    found += [(Happened(outcome), outcome_chip(channel, outcome)) for outcome in rare]
    return found


def outcome_chip(channel: Channel, outcome: Outcome) -> str:
    """An outcome as a chip of its channel says it."""
    if outcome is Outcome.NO_ANSWER and channel in (Channel.VISIT, Channel.MEETING):
        return tr("Nobody there")
    return {
        Outcome.SPOKE: tr("Spoke"),
        Outcome.SENT: tr("Sent"),
        Outcome.RECEIVED: tr("Received"),
        Outcome.REPLIED: tr("They replied"),
        Outcome.NO_ANSWER: tr("No answer"),
        Outcome.LEFT_MESSAGE: tr("Left a message"),
        Outcome.BUSY: tr("Busy"),
        Outcome.BOUNCED: tr("Bounced"),
        Outcome.WRONG_NUMBER: tr("Wrong number"),
    }[outcome]


def channel_chip(channel: Channel) -> str:
    """A channel as a chip."""
    return {
        Channel.CALL: tr("Call"),
        Channel.EMAIL: tr("Email"),
        Channel.MEETING: tr("Meeting"),
        Channel.VISIT: tr("Visit"),
        Channel.VIDEO: tr("Video"),
        Channel.CHAT: tr("Chat"),
        Channel.SOCIAL: tr("Social"),
        Channel.TRADE_SHOW: tr("Trade show"),
        Channel.LETTER: tr("Letter"),
        Channel.WEB: tr("Web"),
    }[channel]


def either_way(outcome: Outcome) -> bool:
    """Whether both can have reached out: the outcome alone does not say who."""
    return outcome in (Outcome.SPOKE, Outcome.NO_ANSWER, Outcome.LEFT_MESSAGE, Outcome.BUSY)


def direction_of(outcome: Outcome, *, they: bool) -> Direction:
    """Who reached out; ``they`` counts where the outcome leaves it open."""
    if either_way(outcome):
        return Direction.IN if they else Direction.OUT
    return default_direction(outcome)


def heard(outcome: Outcome) -> bool:
    """Whether they said something."""
    return outcome in (Outcome.SPOKE, Outcome.REPLIED, Outcome.RECEIVED)


def answers(channel: Channel, direction: Direction, outcome: Outcome) -> bool:
    """Whether a reply that is owed is answered by it (PRODUCT §1)."""
    return bool(counts_as(channel, direction, outcome, False) & (Counts.REACHED | Counts.CONVERSATION))


def can_give(channel: Channel, direction: Direction, outcome: Outcome) -> bool:
    """Whether something was sent with it that may count as a value-add."""
    return (
        channel in VALUE_CHANNELS and direction is Direction.OUT and outcome in (Outcome.SENT, Outcome.SPOKE)
    )
