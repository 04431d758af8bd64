"""Spreading work over days: first talks of an import, a backlog, and the load a policy implies.

PRODUCT §2.14. Pure and repeatable: the same input gives the same dates.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kitdiary.domain.agenda import DueStep
from kitdiary.domain.policy import Policy
from kitdiary.domain.steps import StepKind
from kitdiary.domain.workdays import Workdays, workdays_of

FIRST_TALK_WORKING_DAYS = 2


@dataclass(frozen=True, slots=True)
class Load:
    """What is due on one day: talks (promised ones too) and value-adds."""

    talks: int = 0
    value_adds: int = 0


@dataclass(frozen=True, slots=True)
class Newcomer:
    """One imported contact that needs a first-talk date. ``rank`` 0 is the best rating."""

    rank: int
    talks: bool
    """Whether a talk clock runs; if not, the date takes a value-add of the day's capacity."""


@dataclass(frozen=True, slots=True)
class RankSpread:
    """How many newcomers of one rank there are, and from which first-talk date to which."""

    rank: int
    count: int
    first: date
    last: date


def newcomers_a_day(policy: Policy) -> int:
    """How many newcomers a working day takes at most: half of the talks, so that regular ones keep half."""
    return max(1, policy.talks_a_day // 2)


def spread_by_rank(newcomers: Sequence[Newcomer], dates: Sequence[date]) -> tuple[RankSpread, ...]:
    """When `spread_first_talks` lets those who are talked to at all be talked to, by rank, the best first."""
    found: dict[int, list[date]] = {}
    for newcomer, day in zip(newcomers, dates, strict=True):
        if not newcomer.talks:
            continue
        found.setdefault(newcomer.rank, []).append(day)
    return tuple(RankSpread(rank, len(days), min(days), max(days)) for rank, days in sorted(found.items()))


def first_talk_alone(today: date, policy: Policy) -> date:
    """The first-talk date of a contact added alone: 2 working days on."""
    return workdays_of(policy).add(today, FIRST_TALK_WORKING_DAYS)


class _Days:
    """Working days from a first one on, each with the room left of one capacity."""

    def __init__(self, first: date, room: int, taken: Mapping[date, int], days: Workdays) -> None:
        self._day, self._room, self._taken, self._days = first, room, taken, days
        self._left = room - taken.get(first, 0)

    def take(self) -> date:
        """The next day with room, and one place of it."""
        while self._left < 1:
            self._day = self._days.add(self._day, 1)
            self._left = self._room - self._taken.get(self._day, 0)
        self._left -= 1
        return self._day


def _taken(load: Mapping[date, Load], today: date, first: date, talks: bool) -> dict[date, int]:
    """How much of one capacity is in use by day; what is overdue counts on the first day."""
    taken: dict[date, int] = {}
    for day, due in load.items():
        count = due.talks if talks else due.value_adds
        where = first if day < today else day
        taken[where] = taken.get(where, 0) + count
    return taken


def _two_clocks(
    load: Mapping[date, Load], today: date, policy: Policy, rooms: tuple[int, int]
) -> tuple[_Days, _Days]:
    days = workdays_of(policy)
    first = days.add(today, 1)
    talks = _Days(first, rooms[0], _taken(load, today, first, talks=True), days)
    return talks, _Days(first, rooms[1], _taken(load, today, first, talks=False), days)


def spread_first_talks(
    newcomers: Sequence[Newcomer], load: Mapping[date, Load], today: date, policy: Policy
) -> list[date]:
    """First-talk dates for an import, in the order given (PRODUCT §2.14).

    From the next working day on, best rating first, then the file's order. A day takes newcomers only
    up to half of its capacity, rounded down but at least one, and what is due there already counts
    against that half; so the regular talks keep the other.
    """
    halves = (newcomers_a_day(policy), max(1, policy.value_adds_a_day // 2))
    talks, value_adds = _two_clocks(load, today, policy, halves)
    dates = [date.min] * len(newcomers)
    for index in sorted(range(len(newcomers)), key=lambda place: (newcomers[place].rank, place)):
        dates[index] = (talks if newcomers[index].talks else value_adds).take()
    return dates


def spread_overdue(
    overdue: Sequence[DueStep], load: Mapping[date, Load], today: date, policy: Policy
) -> list[tuple[DueStep, date]]:
    """New days for overdue talks and value-adds, in the order given, to the full capacity.

    Steps of other kinds stay where they are: someone waits for them. ``load`` must hold everything
    due; what is moved is taken out of it first.
    """
    regular = (StepKind.TALK, StepKind.VALUE_ADD)
    moved = [step for step in overdue if step.kind in regular and step.due_on < today]
    rest = dict(load)
    for step in moved:
        due = rest.get(step.due_on, Load())
        talk = step.kind is StepKind.TALK
        rest[step.due_on] = Load(max(0, due.talks - talk), max(0, due.value_adds - (not talk)))
    talks, value_adds = _two_clocks(rest, today, policy, (policy.talks_a_day, policy.value_adds_a_day))
    return [(step, (talks if step.kind is StepKind.TALK else value_adds).take()) for step in moved]


@dataclass(frozen=True, slots=True)
class WeeklyLoad:
    """Talks and value-adds a week: what a cadence asks for, and what the capacity holds."""

    talks: float
    value_adds: float
    talk_capacity: int
    value_add_capacity: int


def implied_load(policy: Policy, contacts_by_rating: Mapping[str, int]) -> WeeklyLoad:
    """The load a week that the cadence of a policy implies for so many active contacts of each rating."""
    talks = value_adds = 0.0
    for level in policy.scale:
        count = contacts_by_rating.get(level.code, 0)
        if level.talk is not None:
            talks += count * 7 / level.talk.days
        if level.email is not None:
            value_adds += count * 7 / level.email.days
    working = len(policy.weekdays)
    return WeeklyLoad(talks, value_adds, policy.talks_a_day * working, policy.value_adds_a_day * working)
