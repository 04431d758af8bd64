"""The figures of Reports, each defined once; the page, ``report`` and the hand-off show the same ones.

What is about people (left behind, on cadence, load, slipping away) is as of today: the plan knows no
other day. What is about touches and opportunities is about a `Period`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from kitdiary.domain.periods import Period
from kitdiary.domain.policy import Policy
from kitdiary.domain.workdays import workdays_of
from kitdiary.domain.workload import Load

LOAD_WEEKS = 8
SLIPPING_SHOWN = 20


class Part(StrEnum):
    """The parts of a report, in the order in which they are worked out: the first figures first."""

    LEFT_BEHIND = "left_behind"
    CADENCE = "on_cadence"
    WEEKS = "weeks"
    OPPORTUNITIES = "opportunities"
    SLIPPING = "slipping_away"
    LOAD = "load"
    PAYBACK = "payback"
    LEAKS = "leaks"
    LISTS = "lists"


@dataclass(frozen=True, slots=True)
class Scope:
    """Whom a report is about: all that is given must hold; of several ratings, tags or sources, one.

    ``ratings`` are effective ones; ``territory`` is read by `territories.in_territory`.
    """

    ratings: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    territory: str = ""

    @property
    def everybody(self) -> bool:
        """Whether nobody is left out."""
        return not (self.ratings or self.tags or self.sources or self.territory)


EVERYBODY = Scope()


# -- left behind --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """Who is left behind today (PRODUCT §1): the count to hold at 0."""

    ids: tuple[int, ...]

    @property
    def count(self) -> int:
        """How many."""
        return len(self.ids)


# -- on cadence ---------------------------------------------------------------------------------------


class ClockFact(NamedTuple):
    """So many active contacts of an effective rating whose clock that counts is due on ``original_on``.

    The clock that counts is the talk (the step, or the promise to talk in its place); with no talk clock
    the value-add. ``original_on`` is the date before any snooze, None without a step or where it has not
    come yet. Contacts with no clock at all (nothing permitted) have no cadence to be on and are not counted.
    """

    rating: str
    original_on: date | None
    people: int


@dataclass(frozen=True, slots=True)
class Share:
    """So many of so many."""

    key: str
    good: int
    of: int

    @property
    def percent(self) -> int | None:
        """Rounded down, so that 100 means all; None of nobody."""
        return self.good * 100 // self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Cadence:
    """How many active contacts are on cadence, by effective rating, best first."""

    ratings: tuple[Share, ...]

    @property
    def overall(self) -> Share:
        """Of all ratings."""
        return Share("", sum(one.good for one in self.ratings), sum(one.of for one in self.ratings))


def is_late(original_on: date | None, today: date) -> bool:
    """Whether a step is late: days late count from its original date (PRODUCT §2.17)."""
    return original_on is not None and original_on < today


def on_cadence(facts: Iterable[ClockFact], codes: Sequence[str], today: date) -> Cadence:
    """On cadence: an active contact whose talk, or with no talk clock whose value-add, is not late."""
    good, of = dict.fromkeys(codes, 0), dict.fromkeys(codes, 0)
    for fact in facts:
        of[fact.rating] = of.get(fact.rating, 0) + fact.people
        if not is_late(fact.original_on, today):
            good[fact.rating] = good.get(fact.rating, 0) + fact.people
    return Cadence(tuple(Share(code, good.get(code, 0), of[code]) for code in of))


# -- conversations and value-adds a week ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Week:
    """The touches of a week that were conversations, and that were value-adds (PRODUCT §1).

    A touch with several people is one. A download or a form (incoming, by web) is a value-add too.
    """

    period: Period
    conversations: int
    value_adds: int


@dataclass(frozen=True, slots=True)
class Weeks:
    """The weeks of a period, oldest first."""

    period: Period
    weeks: tuple[Week, ...]

    @property
    def conversations(self) -> int:
        """Of the whole period."""
        return sum(week.conversations for week in self.weeks)

    @property
    def value_adds(self) -> int:
        """Of the whole period."""
        return sum(week.value_adds for week in self.weeks)

    def a_week(self, count: int) -> float:
        """A count of the whole period as an average for seven days, to one decimal."""
        return round(count * 7 / self.period.days, 1)


def by_week(period: Period, by_day: Mapping[date, tuple[int, int]]) -> Weeks:
    """Conversations and value-adds by local date, put into the weeks of the period."""
    weeks = []
    for week in period.weeks():
        days = [by_day.get(week.start + timedelta(days=n), (0, 0)) for n in range(week.days)]
        weeks.append(Week(week, sum(day[0] for day in days), sum(day[1] for day in days)))
    return Weeks(period, tuple(weeks))


# -- load against capacity ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LoadWeek:
    """What the plan asks of a coming week, Monday to Sunday, against what its working days hold.

    Talks count promises to talk. The first week begins today and holds what is overdue as well.
    """

    period: Period
    talks: int
    talk_capacity: int
    value_adds: int
    value_add_capacity: int

    @property
    def over(self) -> bool:
        """Whether it asks for more than there is room for."""
        return self.talks > self.talk_capacity or self.value_adds > self.value_add_capacity


@dataclass(frozen=True, slots=True)
class ComingLoad:
    """The coming weeks, and how much of the first is overdue: what "spread" moves."""

    weeks: tuple[LoadWeek, ...]
    overdue: Load


def coming_load(
    by_day: Mapping[date, Load], overdue: Load, today: date, policy: Policy, weeks: int = LOAD_WEEKS
) -> ComingLoad:
    """The load of each coming week; ``by_day`` has what is overdue on ``today``."""
    days = workdays_of(policy)
    found = []
    start = today
    for _ in range(weeks):
        end = start + timedelta(days=6 - start.weekday())
        dates = [start + timedelta(days=n) for n in range((end - start).days + 1)]
        due = [by_day.get(day, Load()) for day in dates]
        working = sum(1 for day in dates if days.is_working(day))
        found.append(
            LoadWeek(
                Period(start, end),
                sum(load.talks for load in due),
                working * policy.talks_a_day,
                sum(load.value_adds for load in due),
                working * policy.value_adds_a_day,
            )
        )
        start = end + timedelta(days=1)
    return ComingLoad(tuple(found), overdue)


# -- slipping away ----------------------------------------------------------------------------------------


class Slip(NamedTuple):
    """Somebody silent for longer than their interval.

    With a talk clock: days since the last conversation, against the talk interval. Without: days since
    the last conversation or value-add, against the value-add interval. Never any: since the later of
    adding and the first-talk date, as for *left behind*.
    """

    contact_id: int
    rating: str
    talk_clock: bool
    every_days: int
    silent_days: int
    name: str = ""
    company: str | None = None

    @property
    def times(self) -> float:
        """The silence in intervals."""
        return self.silent_days / self.every_days


@dataclass(frozen=True, slots=True)
class Slipping:
    """Everybody slipping away, the longest silence against the interval first; the first ones with names."""

    ids: tuple[int, ...]
    shown: tuple[Slip, ...]

    @property
    def count(self) -> int:
        """How many."""
        return len(self.ids)


def by_silence(people: Iterable[Slip], policy: Policy) -> list[Slip]:
    """Those silent for longer than their interval, in order; ties by weight of rating, then id."""
    weights = {code: policy.weight(code) for code in policy.codes}
    slipping = [slip for slip in people if slip.silent_days > slip.every_days]
    slipping.sort(key=lambda slip: (-slip.times, -weights.get(slip.rating, 0), slip.contact_id))
    return slipping
