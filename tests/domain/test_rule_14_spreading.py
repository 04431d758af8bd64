"""PRODUCT §2.14: first dates are spread, and so is a backlog."""

from collections import Counter
from datetime import date

import pytest

from kitdiary.domain.policy import Policy
from kitdiary.domain.workload import (
    Load,
    Newcomer,
    RankSpread,
    first_talk_alone,
    implied_load,
    spread_by_rank,
    spread_first_talks,
    spread_overdue,
)
from tests.domain.build import PROMISE, REPLY, TALK, VALUE_ADD, due_step

FRIDAY = date(2026, 1, 2)
GERMANY = Policy(country="DE", region="BY")


def d(text: str) -> date:
    return date.fromisoformat(f"2026-{text}")


def talks(*ranks: int) -> list[Newcomer]:
    return [Newcomer(rank, talks=True) for rank in ranks]


@pytest.mark.parametrize(
    ("today", "policy", "first"),
    [
        ("01-05", Policy(), "01-07"),
        ("01-01", Policy(), "01-05"),  # Thursday: Friday and Monday
        ("01-03", Policy(), "01-06"),  # Saturday: Monday and Tuesday
        ("01-02", GERMANY, "01-07"),  # Epiphany on Tuesday 6 January is a day off in Bavaria
        ("01-02", Policy(), "01-06"),
    ],
)
def test_added_alone_two_working_days_on(today, policy, first):
    assert first_talk_alone(d(today), policy) == d(first)


@pytest.mark.parametrize(
    ("ranks", "load", "dates"),
    [
        # Half of 8 talks a day, from Monday 5 January on.
        ([0] * 5, {}, ["01-05"] * 4 + ["01-06"]),
        ([0] * 21, {}, [f"01-{day:02}" for day in (5, 6, 7, 8, 9) for _ in range(4)] + ["01-12"]),
        # The best rating first, then the file's order.
        ([3, 0, 3, 0, 2, 1], {}, ["01-06", "01-05", "01-06", "01-05", "01-05", "01-05"]),
        # Beside what is due already.
        ([0] * 3, {"01-05": Load(talks=3)}, ["01-05", "01-06", "01-06"]),
        ([0] * 2, {"01-05": Load(talks=4), "01-06": Load(talks=9)}, ["01-07", "01-07"]),
        ([0], {"01-05": Load(value_adds=50)}, ["01-05"]),
        # What is overdue counts on the next working day; what is due today is today's.
        ([0] * 2, {"2025": Load(talks=3)}, ["01-05", "01-06"]),
        ([0] * 2, {"2025": Load(talks=2), "01-05": Load(talks=2)}, ["01-06", "01-06"]),
        ([0], {"01-02": Load(talks=50)}, ["01-05"]),
    ],
)
def test_an_import_fills_half_a_day(ranks, load, dates):
    given = {date(2025, 12, 1) if day == "2025" else d(day): due for day, due in load.items()}
    assert spread_first_talks(talks(*ranks), given, FRIDAY, Policy()) == [d(day) for day in dates]


def test_those_with_no_talks_fill_half_of_the_value_adds():
    mixed = [Newcomer(0, talks=True), *[Newcomer(3, talks=False)] * 7, Newcomer(1, talks=True)]
    dates = spread_first_talks(mixed, {}, FRIDAY, Policy())
    assert dates == [d("01-05")] * 7 + [d("01-06")] + [d("01-05")]


@pytest.mark.parametrize(("capacity", "a_day"), [(8, 4), (5, 2), (1, 1), (2, 1), (3, 1)])
def test_half_is_rounded_down_but_at_least_one(capacity, a_day):
    dates = spread_first_talks(talks(*[0] * 12), {}, FRIDAY, Policy(talks_a_day=capacity))
    assert Counter(dates)[d("01-05")] == a_day


def test_only_working_days():
    dates = spread_first_talks(talks(*[0] * 8), {}, FRIDAY, GERMANY)
    assert sorted(set(dates)) == [d("01-05"), d("01-07")]


def test_nobody_and_the_same_again():
    assert spread_first_talks([], {}, FRIDAY, Policy()) == []
    many = talks(*(number % 4 for number in range(50)))
    load = {d("01-07"): Load(talks=2)}
    assert spread_first_talks(many, load, FRIDAY, Policy()) == spread_first_talks(
        many, load, FRIDAY, Policy()
    )


def overdue(count: int, kind=TALK, due_on: str = "2025-12-29") -> list:
    return [due_step(kind, due_on, contact_id=number) for number in range(count)]


def test_a_backlog_is_spread_to_the_full_capacity_in_its_order():
    steps = overdue(10)
    moved = spread_overdue(steps, {date(2025, 12, 29): Load(talks=10)}, FRIDAY, Policy())
    assert [step for step, _ in moved] == steps
    assert [day for _, day in moved] == [d("01-05")] * 8 + [d("01-06")] * 2


def test_a_backlog_goes_beside_what_is_due():
    load = {date(2025, 12, 29): Load(talks=3), d("01-05"): Load(talks=7)}
    moved = spread_overdue(overdue(3), load, FRIDAY, Policy())
    assert [day for _, day in moved] == [d("01-05"), d("01-06"), d("01-06")]


def test_what_stays_overdue_takes_its_room():
    load = {date(2025, 12, 29): Load(talks=10)}  # 7 of them are promises, say
    moved = spread_overdue(overdue(3), load, FRIDAY, Policy())
    assert [day for _, day in moved] == [d("01-05"), d("01-06"), d("01-06")]


def test_only_overdue_talks_and_value_adds_move():
    steps = [
        *overdue(1, REPLY),
        *overdue(1, PROMISE),
        *overdue(1, VALUE_ADD),
        *overdue(1, TALK, "2026-01-02"),  # today
        *overdue(1, TALK, "2026-01-01"),
    ]
    moved = spread_overdue(steps, {}, FRIDAY, Policy())
    assert [(step.kind, day) for step, day in moved] == [(VALUE_ADD, d("01-05")), (TALK, d("01-05"))]


def test_value_adds_have_their_own_room():
    moved = spread_overdue(overdue(13, VALUE_ADD), {date(2025, 12, 29): Load(0, 13)}, FRIDAY, Policy())
    assert Counter(day for _, day in moved) == {d("01-05"): 12, d("01-06"): 1}


def test_the_weekly_load_a_cadence_implies():
    load = implied_load(Policy(), {"A": 6, "D": 13})
    # 6 talks in 6 weeks; 6 emails in 4 weeks and 13 in 3 months (91 days = 13 weeks).
    assert (load.talks, load.value_adds) == pytest.approx((1.0, 2.5))
    assert (load.talk_capacity, load.value_add_capacity) == (40, 60)


def test_what_was_spread_is_told_by_rank_without_those_who_are_not_talked_to() -> None:
    newcomers = [Newcomer(2, True), Newcomer(0, True), Newcomer(2, True), Newcomer(3, False)]
    days = [date(2026, 11, 24), date(2026, 11, 23), date(2026, 11, 25), date(2026, 11, 23)]
    assert spread_by_rank(newcomers, days) == (
        RankSpread(0, 1, date(2026, 11, 23), date(2026, 11, 23)),
        RankSpread(2, 2, date(2026, 11, 24), date(2026, 11, 25)),
    )
