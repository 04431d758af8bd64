"""The definitions of the figures, case by case; whole diaries are in tests/services/test_reports.py."""

from datetime import date, timedelta

import pytest

from kitdiary.domain.figures import ClockFact, Share, Slip, by_silence, by_week, coming_load, on_cadence
from kitdiary.domain.leak_figures import Condition, Leak, LeakKind, leak_of, worth_a_second_look
from kitdiary.domain.opportunity_figures import Place, chain_above, place_of
from kitdiary.domain.people import ClosedReason, Fit
from kitdiary.domain.periods import Period
from kitdiary.domain.policy import Policy
from kitdiary.domain.workload import Load

TODAY = date(2026, 11, 20)
POLICY = Policy()
PERIOD = Period(date(2026, 10, 1), date(2026, 10, 31))


def test_on_cadence_is_not_late_from_the_original_date() -> None:
    yesterday = TODAY - timedelta(days=1)
    facts = [
        ClockFact("A", None, 5),
        ClockFact("A", TODAY, 2),
        ClockFact("A", yesterday, 3),
        ClockFact("C", None, 1),
    ]
    cadence = on_cadence(facts, POLICY.codes, TODAY)
    assert cadence.ratings == (Share("A", 7, 10), Share("B", 0, 0), Share("C", 1, 1), Share("D", 0, 0))
    assert (cadence.overall.good, cadence.overall.of, cadence.overall.percent) == (8, 11, 72)
    assert Share("B", 0, 0).percent is None
    assert Share("A", 199, 200).percent == 99


def test_an_average_is_for_seven_days() -> None:
    period = Period(date(2026, 11, 10), TODAY)
    weeks = by_week(
        period, {date(2026, 11, 13): (2, 1), date(2026, 11, 14): (3, 0), date(2026, 11, 9): (9, 9)}
    )
    assert [(week.conversations, week.value_adds) for week in weeks.weeks] == [(2, 1), (3, 0)]
    assert (weeks.conversations, weeks.a_week(weeks.conversations)) == (5, 3.2)


def test_the_load_begins_today_and_goes_by_monday_to_sunday() -> None:
    load = coming_load(
        {TODAY: Load(9, 1), date(2026, 11, 23): Load(1, 2)}, Load(2, 0), TODAY, POLICY, weeks=2
    )
    first, second = load.weeks
    assert (first.period, first.talks, first.talk_capacity, first.over) == (
        Period(TODAY, date(2026, 11, 22)),
        9,
        8,
        True,
    )
    assert (second.talks, second.talk_capacity, second.value_add_capacity, second.over) == (1, 40, 60, False)


def test_silence_is_measured_in_intervals() -> None:
    one, two, three, four = (
        Slip(1, "C", True, 182, 364),
        Slip(2, "A", True, 42, 84),
        Slip(3, "A", True, 42, 42),
        Slip(4, "D", False, 91, 300),
    )
    assert [slip.contact_id for slip in by_silence([one, two, three, four], POLICY)] == [4, 2, 1]


@pytest.mark.parametrize(
    ("touches", "place"),
    [
        (0, Place.FIRST),
        (1, Place.FIRST),
        (2, Place.FEW),
        (3, Place.FEW),
        (4, Place.MORE),
        (6, Place.MORE),
        (7, Place.MANY),
    ],
)
def test_the_place_of_an_opportunity(touches: int, place: Place) -> None:
    assert place_of(touches) is place


def test_a_chain_is_climbed_and_a_cycle_cut() -> None:
    assert chain_above(1, {1: 2, 2: 3}) == [2, 3]
    assert chain_above(1, {1: 2, 2: 1}) == [2]
    assert chain_above(4, {1: 2}) == []


LEAKS: list[tuple[Condition, Condition, tuple[LeakKind, str] | None]] = [
    (Condition("A"), Condition("A"), None),
    (Condition("A"), Condition("C"), (LeakKind.DOWNGRADED, "A to C")),
    (Condition("C"), Condition("A"), None),
    (Condition(None, "A"), Condition(None, "D"), (LeakKind.DOWNGRADED, "A to D")),
    (Condition(None, "A"), Condition("A", "D"), None),
    (Condition("D"), Condition(None), None),
    (Condition("A"), Condition(None), (LeakKind.DOWNGRADED, "A to C")),
    (Condition(), Condition(paused_until=date(2026, 12, 1)), (LeakKind.PAUSED, "until 2026-12-01")),
    (Condition(), Condition(paused_until=date(2026, 10, 31)), None),
    (Condition(paused_until=date(2026, 12, 1)), Condition(paused_until=date(2026, 12, 1)), None),
    (
        Condition(paused_until=date(2026, 12, 1)),
        Condition(paused_until=date(2027, 12, 1)),
        (LeakKind.PAUSED, "until 2027-12-01"),
    ),
    (Condition(), Condition(permitted=False), (LeakKind.UNDATED, "nothing permitted")),
    (
        Condition("A"),
        Condition("D", closed=ClosedReason.LEFT_FIELD, closed_on=date(2026, 10, 9)),
        (LeakKind.CLOSED, "left-field"),
    ),
    (Condition(), Condition(closed=ClosedReason.LEFT_FIELD, closed_on=date(2026, 9, 9)), None),
]


@pytest.mark.parametrize(("before", "after", "leak"), LEAKS)
def test_the_gravest_leak_counts(
    before: Condition, after: Condition, leak: tuple[LeakKind, str] | None
) -> None:
    assert leak_of(before, after, PERIOD, POLICY) == leak


@pytest.mark.parametrize(
    ("leak", "worth"),
    [
        (Leak(1, LeakKind.PAUSED, "until 2027-01-01", "A", Fit.UNSURE), True),
        (Leak(1, LeakKind.PAUSED, "until 2027-01-01", "C", Fit.UNSURE), False),
        (Leak(1, LeakKind.PAUSED, "until 2027-01-01", "D", Fit.YES), True),
        (Leak(1, LeakKind.DOWNGRADED, "C to D", "C", Fit.NO, opportunities=1), True),
        (Leak(1, LeakKind.CLOSED, "no-contact", "A", Fit.YES, closed=ClosedReason.NO_CONTACT), False),
        (Leak(1, LeakKind.UNDATED, "nothing permitted", "A", Fit.YES), False),
    ],
)
def test_who_is_worth_a_second_look(leak: Leak, worth: bool) -> None:
    assert worth_a_second_look(leak, POLICY) is worth
