"""Contacts, histories and policies in one line each, for tables of cases.

Facts are given in the order they were entered, each with the day it took place:

    plan_of(contact("A"), spoke("2026-01-05"), no_answer("2026-02-17"), colleague="2026-02-16")

Everything takes place at noon unless a time is given; the order of entering is the order of writing.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from kitdiary.domain.agenda import DueStep
from kitdiary.domain.intervals import Interval, parse_interval
from kitdiary.domain.people import (
    DEFAULT,
    Consent,
    Fit,
    Inherit,
    Moment,
    Precision,
    Standing,
    Timing,
    TimingKind,
)
from kitdiary.domain.plan import plan
from kitdiary.domain.policy import Policy, RatingLevel
from kitdiary.domain.reasons import Reason, Rule
from kitdiary.domain.setting_keys import change
from kitdiary.domain.steps import History, NextSteps, Skip, Snooze, Step, StepKind, ThanksCause
from kitdiary.domain.touches import (
    Channel,
    Direction,
    Outcome,
    Promise,
    TouchFact,
    counts_as,
    default_direction,
)

TALK, VALUE_ADD, REPLY, PROMISE, THANKS = StepKind
DELIVERED = Policy()

Entry = Callable[[int], Any]
"""A fact that still waits for its place in the order of entering."""


def day(text: str | None) -> date | None:
    """``2026-01-05``."""
    return None if text is None else date.fromisoformat(text)


def instant(text: str) -> datetime:
    """``2026-01-05`` (at noon) or ``2026-01-05T14:30``, in UTC."""
    return datetime.fromisoformat(text if "T" in text else f"{text}T12:00").replace(tzinfo=UTC)


def moment(text: str, operation: int) -> Moment:
    return Moment(int(instant(text).timestamp()), operation)


def every(text: str | Inherit | None) -> Interval | Inherit | None:
    return parse_interval(text) if isinstance(text, str) and text is not DEFAULT else text


# -- contacts and policies ----------------------------------------------------------------------------


def contact(
    rating: str | None = "A",
    *,
    fit: Fit = Fit.UNSURE,
    timing: Timing | None = None,
    consent: str = "calls email other",
    paused: str | None = None,
    closed: bool = False,
    first: str = "2026-03-02",
    added: str = "2026-01-01",
    talk_every: Any = DEFAULT,
    email_every: Any = DEFAULT,
) -> Standing:
    """A contact as the plan sees it; ``consent`` names what is permitted."""
    allowed = consent.split()
    return Standing(
        id=1,
        rating=rating,
        fit=fit,
        timing=timing,
        consent=Consent("calls" in allowed, "email" in allowed, "other" in allowed),
        paused_until=day(paused),
        closed=closed,
        first_talk_on=date.fromisoformat(first),
        added_on=date.fromisoformat(added),
        talk_every=every(talk_every),
        email_every=every(email_every),
    )


def door(kind: str, on: str, recorded: str, precision: Precision = Precision.DAY) -> Timing:
    """A timing: when the door may open."""
    return Timing(TimingKind(kind), date.fromisoformat(on), precision, date.fromisoformat(recorded))


def level(code: str, talk: str, email: str) -> RatingLevel:
    return RatingLevel(code, code, parse_interval(talk), parse_interval(email))


# -- touches ------------------------------------------------------------------------------------------


def touch(
    at: str,
    channel: Channel = Channel.CALL,
    outcome: Outcome = Outcome.SPOKE,
    direction: Direction | None = None,
    *,
    gave: bool = False,
    asks: bool = False,
) -> Entry:
    counts = counts_as(channel, direction or default_direction(outcome), outcome, gave)
    return lambda operation: TouchFact(
        operation, moment(at, operation), instant(at).date(), int(counts), asks
    )


def spoke(at: str, channel: Channel = Channel.CALL, direction: Direction = Direction.OUT) -> Entry:
    return touch(at, channel, Outcome.SPOKE, direction)


def no_answer(at: str, channel: Channel = Channel.CALL, outcome: Outcome = Outcome.NO_ANSWER) -> Entry:
    return touch(at, channel, outcome)


def gave(at: str, channel: Channel = Channel.EMAIL, outcome: Outcome = Outcome.SENT) -> Entry:
    """A value-add."""
    return touch(at, channel, outcome, gave=True)


def wrote(at: str, outcome: Outcome = Outcome.SENT) -> Entry:
    """An outgoing email that gave nothing."""
    return touch(at, Channel.EMAIL, outcome)


def heard(at: str, *, asks: bool = False) -> Entry:
    """An incoming email."""
    return touch(at, Channel.EMAIL, Outcome.RECEIVED, asks=asks)


def asked(at: str) -> Entry:
    return heard(at, asks=True)


def download(at: str) -> Entry:
    return touch(at, Channel.WEB, Outcome.RECEIVED)


def wrong_number(at: str) -> Entry:
    return touch(at, Channel.CALL, Outcome.WRONG_NUMBER)


# -- promises, snoozes, skips, opportunities ----------------------------------------------------------


def promised(
    on: str,
    *,
    made: str = "2026-01-05T12:30",
    channel: Channel = Channel.CALL,
    what: str = "call back",
    ticked: bool = False,
    dropped: bool = False,
) -> Entry:
    """A promise for a day, or for an instant where ``on`` has a time."""
    at = instant(on) if "T" in on else None
    return lambda operation: Promise(
        operation, instant(on).date(), at, channel, what, moment(made, operation), ticked, dropped
    )


def snoozed(kind: StepKind, until: str, *, made: str, promise_id: int | None = None) -> Entry:
    at = instant(until) if "T" in until else None
    return lambda operation: Snooze(kind, instant(until).date(), at, moment(made, operation), promise_id)


def skipped(kind: StepKind, on: str) -> Entry:
    return lambda operation: Skip(kind, instant(on).date(), moment(on, operation))


def opportunity(on: str, *, won: bool = False, name: str = "Sam Okoro", number: int = 1) -> Entry:
    """An opportunity of someone this contact introduced."""
    return lambda operation: ThanksCause(number, name, won, instant(on).date(), moment(on, operation))


# -- plans --------------------------------------------------------------------------------------------


def history(*entries: Entry, colleague: str | None = None) -> History:
    """All facts, numbered in the order given: the third fact has id and operation 3."""
    facts = [entry(operation) for operation, entry in zip(count(1), entries, strict=False)]

    def of(kind: type) -> tuple[Any, ...]:
        return tuple(fact for fact in facts if isinstance(fact, kind))

    touches = tuple(sorted(of(TouchFact), key=lambda found: found.moment))
    return History(touches, of(Promise), of(Snooze), of(Skip), of(ThanksCause), day(colleague))


def plan_of(
    who: Standing,
    *entries: Entry,
    policy: Policy = DELIVERED,
    company_rating: str | None = None,
    colleague: str | None = None,
) -> NextSteps:
    return plan(who, company_rating, history(*entries, colleague=colleague), policy)


def due(step: Step | None) -> str | None:
    """The due date as in the tables."""
    return None if step is None else step.due_on.isoformat()


def due_step(
    kind: StepKind = TALK,
    due_on: str = "2026-11-20",
    *,
    contact_id: int = 1,
    name: str = "Priya Raman",
    rating: str = "A",
    at: str | None = None,
    original: str | None = None,
    interval_days: int = 42,
    rule: Rule = Rule.LAST_TALK,
    to_talk: bool = False,
) -> DueStep:
    """A stored step as the agenda reads it."""
    return DueStep(
        contact_id=contact_id,
        name=name,
        company=None,
        rating=rating,
        effective_rating=rating,
        kind=kind,
        due_on=date.fromisoformat(due_on),
        due_at=None if at is None else instant(at),
        original_on=date.fromisoformat(original or due_on),
        interval_days=interval_days,
        rule=rule,
        reason_json=Reason(rule).to_json(),
        promise_id=contact_id if kind is PROMISE else None,
        to_talk=to_talk,
        time_zone="",
    )


# -- settings -----------------------------------------------------------------------------------------


def changed(*pairs: tuple[str, str]) -> dict[str, str]:
    """What is stored after these changes of settings, one after the other."""
    stored: dict[str, str] = {}
    for key, value in pairs:
        stored = change(stored, key, value)
    return stored
