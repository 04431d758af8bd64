"""Contacts, histories and policies of every sort, for the properties of the plan.

All facts lie on or before `TODAY`, as in a diary: touches of the future are refused. The order of
entering is not that of taking place: touches are logged late and imported.
"""

from datetime import UTC, date, datetime, time, timedelta
from itertools import product

from hypothesis import strategies as st

from kitdiary.domain.intervals import Interval, Unit
from kitdiary.domain.people import DEFAULT, Consent, Fit, Moment, Precision, Standing, Timing, TimingKind
from kitdiary.domain.policy import DELIVERED_LEADS, Policy, RatingLevel, RatingRule
from kitdiary.domain.steps import History, Skip, Snooze, StepKind, ThanksCause
from kitdiary.domain.touches import (
    POSSIBLE,
    Channel,
    Counts,
    Direction,
    Promise,
    TouchFact,
    counts_as,
    default_direction,
)

TODAY = date(2026, 3, 6)
DAYS_BACK = 500
CODES = "ABCDE"
PLACES = [("", ""), ("", ""), ("DE", "BY"), ("US", ""), ("SE", ""), ("GB", "SCT")]

past_days = st.integers(-DAYS_BACK, 0).map(lambda days: TODAY + timedelta(days=days))
any_days = st.integers(-DAYS_BACK, DAYS_BACK).map(lambda days: TODAY + timedelta(days=days))
# Drawn from lists rather than put together: with few choices to make, a case is made in no time.
_DAYS_AND_WEEKS = [
    Interval(count, unit) for unit in (Unit.DAY, Unit.WEEK) for count in (1, 2, 3, 5, 6, 7, 10, 13, 26, 60)
]
_MONTHS = [Interval(count, Unit.MONTH) for count in (1, 2, 3, 5, 6, 11, 12, 24, 240)]
days_and_weeks = st.sampled_from(_DAYS_AND_WEEKS)
lengths = st.sampled_from([*_DAYS_AND_WEEKS, *_MONTHS])
_CONSENTS = [Consent(*allowed) for allowed in product([True, False], repeat=3)]
consents = st.sampled_from([*[Consent()] * 3, *_CONSENTS])
weekdays = st.one_of(
    st.just(frozenset(range(5))),
    st.frozensets(st.integers(0, 6), min_size=1),
    st.just(frozenset({6, 0, 1, 2, 3})),
)


DELIVERED_GAPS = (1, 7, 2, 7)
GAPS = st.just(DELIVERED_GAPS) | st.tuples(*[st.integers(0, 14)] * 4)
LEADS = st.just(DELIVERED_LEADS) | st.integers(1, 200).map(lambda days: dict.fromkeys(TimingKind, days))


# -- policies -----------------------------------------------------------------------------------------


@st.composite
def scales(draw, length=lengths):
    """Any scale: intervals in no order, either of the two missing."""
    levels = []
    for code in CODES[: draw(st.integers(2, 5))]:
        talk, email = draw(length), draw(length)
        missing = draw(st.sampled_from(["neither", "talk", "email"]))
        talk, email = None if missing == "talk" else talk, None if missing == "email" else email
        levels.append(RatingLevel(code, code, talk, email))
    return tuple(levels)


@st.composite
def falling_scales(draw):
    """A scale where a better rating never has the longer interval: all in weeks.

    One unit, because intervals of two units have no order: 2 months are more than 60 days from January
    on and fewer from February on. What a level does without, no better level has: talks or emails.
    """
    count = draw(st.integers(2, 5))
    weeks = st.lists(st.integers(1, 60), min_size=count, max_size=count).map(sorted)
    talks = [Interval(number, Unit.WEEK) for number in draw(weeks)]
    emails = [Interval(number, Unit.WEEK) for number in draw(weeks)]
    without = draw(st.integers(0, count))
    missing = draw(st.sampled_from(["talk", "email"]))
    levels = []
    for place, code in enumerate(CODES[:count]):
        gone = place >= count - without
        talk = None if gone and missing == "talk" else talks[place]
        email = None if gone and missing == "email" else emails[place]
        levels.append(RatingLevel(code, code, talk, email))
    return tuple(levels)


@st.composite
def policies(draw, scale=None, places=PLACES):
    country, region = draw(st.sampled_from(places))
    levels = draw(scales() if scale is None else scale)
    reply, person, company, most = draw(GAPS)
    return Policy(
        scale=levels,
        default_rating=draw(st.sampled_from([level.code for level in levels])),
        rating_rule=draw(st.sampled_from(RatingRule)),
        fit_guard_days=draw(st.sampled_from([90, None, 1, 2, 30, 89, 400])),
        reply_working_days=reply,
        person_gap_days=person,
        company_gap_days=company,
        company_gap_most_days=most,
        leads=draw(LEADS),
        weekdays=draw(weekdays),
        country=country,
        region=region,
    )


# -- contacts -----------------------------------------------------------------------------------------

timings = st.builds(Timing, st.sampled_from(TimingKind), any_days, st.sampled_from(Precision), past_days)
ratings = st.none() | st.sampled_from([*CODES, "Z"])


def contacts(consent=consents, own=None, closed=None):
    """Any contact; ``own`` are the intervals they may have of their own."""
    override = st.just(DEFAULT) | (st.none() | lengths if own is None else own)
    return st.builds(
        Standing,
        id=st.just(1),
        rating=ratings,
        fit=st.sampled_from(Fit),
        timing=st.none() | timings,
        consent=consent,
        paused_until=st.none() | st.none() | any_days,
        closed=st.booleans() if closed is None else st.just(closed),
        first_talk_on=any_days,
        added_on=past_days,
        talk_every=override,
        email_every=override,
    )


active = contacts(closed=False)


# -- histories ----------------------------------------------------------------------------------------


def at_noon(day: date, minutes: int = 0) -> int:
    """The instant of a local day in epoch seconds."""
    return int(datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp()) + 60 * minutes


def _when(number: int) -> tuple[date, int]:
    on = TODAY - timedelta(days=number // 3)
    return on, at_noon(on, (-240, 0, 240)[number % 3])


instants = st.integers(0, 3 * DAYS_BACK).map(_when)
"""A day in the past, and one of three instants on it."""
times = st.none() | st.sampled_from([time(0), time(9), time(14, 30), time(23, 59)])


def _kinds_of_touch() -> list[tuple[int, bool]]:
    """All that touches can count as, with whether they ask for a reply."""
    kinds = set()
    for channel, outcomes in POSSIBLE.items():
        for outcome in outcomes:
            for direction in Direction if outcome in {"spoke", "no-answer"} else [default_direction(outcome)]:
                for gave in (False, True):
                    counts = int(counts_as(channel, direction, outcome, gave))
                    kinds |= {(counts, False), (counts, direction is Direction.IN)}
    return sorted(kinds)


KINDS_OF_TOUCH = _kinds_of_touch()


@st.composite
def touches(draw, number):
    on, at = draw(instants)
    counts, asks = draw(st.sampled_from(KINDS_OF_TOUCH))
    return TouchFact(number, Moment(at, number), on, counts, asks)


@st.composite
def conversations(draw, number):
    on, at = draw(instants)
    return TouchFact(number, Moment(at, number), on, int(Counts.CONVERSATION), asks=False)


@st.composite
def promises(draw, number):
    on, at = draw(any_days), draw(times)
    ticked, dropped = draw(st.sampled_from([(False, False), (False, False), (True, False), (False, True)]))
    return Promise(
        number,
        on,
        None if at is None else datetime.combine(on, at, UTC),
        draw(st.sampled_from([Channel.CALL, Channel.VISIT, Channel.EMAIL, Channel.CHAT])),
        draw(st.sampled_from(["call back", ""])),
        Moment(draw(instants)[1], number),
        ticked,
        dropped,
    )


@st.composite
def snoozes(draw, number):
    until, at = draw(any_days), draw(times)
    kind = draw(st.sampled_from(StepKind))
    return Snooze(
        kind,
        until,
        None if at is None else datetime.combine(until, at, UTC),
        Moment(draw(instants)[1], number),
        draw(st.integers(1, 8)) if kind is StepKind.PROMISE else None,
    )


@st.composite
def skips(draw, number):
    on, at = draw(instants)
    return Skip(draw(st.sampled_from(StepKind)), on, Moment(at, number))


@st.composite
def causes(draw, number):
    on, at = draw(instants)
    return ThanksCause(number, "Zoë Ø", draw(st.booleans()), on, Moment(at, number))


EVERYTHING = (touches, touches, touches, touches, promises, snoozes, skips, causes)


@st.composite
def histories(draw, sorts=EVERYTHING, most=8):
    """Facts of the given sorts, numbered in the order they were entered."""
    facts = []
    for number, sort in enumerate(draw(st.lists(st.sampled_from(sorts), max_size=most)), 1):
        facts.append(draw(sort(number)))

    def of(kind):
        return tuple(fact for fact in facts if isinstance(fact, kind))

    in_time = tuple(sorted(of(TouchFact), key=lambda touch: touch.moment))
    colleague = draw(st.none() | past_days)
    return History(in_time, of(Promise), of(Snooze), of(Skip), of(ThanksCause), colleague)
