"""PRODUCT §2.17: the order of the day."""

from datetime import date

import pytest

from kitdiary.domain.agenda import Done, agenda, days_late
from kitdiary.domain.policy import Policy
from kitdiary.domain.reasons import Rule
from tests.domain.build import PROMISE, REPLY, TALK, THANKS, VALUE_ADD, due_step, level

TODAY = date(2026, 11, 20)
DELIVERED = Policy()
NOTHING = Done()


def order(*steps, policy=DELIVERED, today=TODAY) -> list[int]:
    return [item.step.contact_id for item in agenda(steps, policy, today)]


def test_the_groups_of_the_day():
    steps = [
        due_step(VALUE_ADD, contact_id=1),
        due_step(TALK, contact_id=2),
        due_step(TALK, rule=Rule.TIMING, contact_id=3),
        due_step(THANKS, contact_id=4),
        due_step(PROMISE, contact_id=5),
        due_step(REPLY, contact_id=6),
        due_step(PROMISE, at="2026-11-20T14:30", contact_id=7),
    ]
    assert order(*steps) == [7, 6, 5, 4, 3, 2, 1]
    assert order(*reversed(steps)) == [7, 6, 5, 4, 3, 2, 1]


def test_timing_that_passed_and_timing_of_a_value_add_belong_to_timing():
    steps = [
        due_step(TALK, contact_id=1),
        due_step(VALUE_ADD, rule=Rule.TIMING, contact_id=2, name="B"),
        due_step(TALK, rule=Rule.TIMING_PASSED, contact_id=3, name="A"),
    ]
    assert order(*steps) == [3, 2, 1]


def test_a_talk_snoozed_to_an_hour_stays_among_the_talks():
    assert order(due_step(TALK, at="2026-11-20T08:00", contact_id=1), due_step(REPLY, contact_id=2)) == [2, 1]


def test_only_what_is_due():
    steps = [
        due_step(TALK, due_on, contact_id=number)
        for number, due_on in enumerate(("2026-11-19", "2026-11-20", "2026-11-21"))
    ]
    assert sorted(order(*steps)) == [0, 1]
    assert order(*steps, today=date(2026, 11, 18)) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        # Promises with a time, by time.
        (due_step(PROMISE, at="2026-11-20T09:00"), due_step(PROMISE, at="2026-11-20T14:30")),
        (due_step(PROMISE, "2026-11-19", at="2026-11-19T17:00"), due_step(PROMISE, at="2026-11-20T09:00")),
        # Other groups by due date, whatever the rating.
        (due_step(REPLY, "2026-11-18", rating="D"), due_step(REPLY, "2026-11-19", rating="A")),
        (due_step(THANKS, "2026-11-18", rating="D"), due_step(THANKS, "2026-11-19")),
        (
            due_step(TALK, "2026-11-18", rule=Rule.TIMING, rating="D"),
            due_step(TALK, "2026-11-19", rule=Rule.TIMING),
        ),
        # Talks by weight × (1 + days late ÷ interval).
        (due_step(TALK, rating="A"), due_step(TALK, rating="B")),
        (due_step(TALK, rating="C", interval_days=182), due_step(TALK, rating="D")),
        # B 4 × (1 + 46/45) > 8; 4 × (1 + 44/45) < 8.
        (due_step(TALK, "2026-10-05", rating="B", interval_days=45), due_step(TALK, rating="A")),
        (due_step(TALK, rating="A"), due_step(TALK, "2026-10-07", rating="B", interval_days=45)),
        (due_step(TALK, "2026-11-16", interval_days=10), due_step(TALK, "2026-11-16", interval_days=20)),
        # Days late count from the original date.
        (due_step(TALK, original="2026-11-06"), due_step(TALK, "2026-11-10")),
        (due_step(VALUE_ADD, "2026-11-06", rating="A"), due_step(VALUE_ADD, "2026-11-10", rating="A")),
        # Ties by name, then id.
        (due_step(TALK, name="anna"), due_step(TALK, name="Bert")),
    ],
)
def test_who_comes_first(first, second):
    first, second = first._replace(contact_id=2), second._replace(contact_id=1)
    assert order(first, second) == [2, 1]
    assert order(second, first) == [2, 1]


def test_of_one_name_the_lower_id_first():
    assert order(due_step(contact_id=2), due_step(contact_id=1)) == [1, 2]


def test_an_exact_tie_between_ratings_is_by_name():
    late_b = due_step(TALK, "2026-10-06", rating="B", interval_days=45, contact_id=1, name="Zoe")  # 4 × 2 = 8
    assert order(late_b, due_step(TALK, rating="A", contact_id=2, name="Adam")) == [2, 1]


def test_a_rating_no_longer_on_the_scale_weighs_the_least():
    assert order(
        due_step(rating="Z", contact_id=1, name="A"), due_step(rating="D", contact_id=2, name="B")
    ) == [1, 2]
    assert order(
        due_step(rating="Z", contact_id=1, name="A"), due_step(rating="C", contact_id=2, name="B")
    ) == [2, 1]


@pytest.mark.parametrize(
    ("codes", "weights"),
    [("ABCD", [8, 4, 2, 1]), ("AB", [2, 1]), ("ABCDEFGHI", [256, 128, 64, 32, 16, 8, 4, 2, 1])],
)
def test_weights_double_from_the_lowest(codes, weights):
    policy = Policy(scale=tuple(level(code, "6w", "6w") for code in codes), default_rating="A")
    assert [policy.weight(code) for code in codes] == weights


@pytest.mark.parametrize(
    ("due_on", "original", "late"),
    [
        ("2026-11-20", None, 0),
        ("2026-11-17", None, 3),
        ("2026-11-20", "2026-11-01", 19),
        ("2026-11-25", None, 0),
    ],
)
def test_days_late(due_on, original, late):
    assert days_late(due_step(TALK, due_on, original=original), TODAY) == late


def over(*steps, policy: Policy, done: Done = NOTHING) -> list[bool]:
    return [item.over_capacity for item in agenda(steps, policy, TODAY, done)]


SMALL = Policy(talks_a_day=2, value_adds_a_day=1)
THREE = [due_step(TALK, contact_id=number) for number in (1, 2, 3)]


@pytest.mark.parametrize(
    ("steps", "done", "over_capacity"),
    [
        (THREE, Done(), [False, False, True]),
        (THREE, Done(talks=1), [False, True, True]),
        (THREE, Done(talks=5), [True, True, True]),
        (THREE, Done(value_adds=5), [False, False, True]),
        ([due_step(VALUE_ADD, contact_id=number) for number in (1, 2)], Done(), [False, True]),
        ([due_step(VALUE_ADD, contact_id=number) for number in (1, 2)], Done(value_adds=1), [True, True]),
        # A promise to talk takes its share, wherever it stands; it is never itself over capacity.
        ([due_step(PROMISE, contact_id=9, to_talk=True), *THREE], Done(), [False, False, True, True]),
        ([due_step(PROMISE, contact_id=n, to_talk=True) for n in range(4)], Done(), [False] * 4),
        ([due_step(PROMISE, contact_id=9), *THREE], Done(), [False, False, False, True]),
        # Replies, thanks and other promises take none.
        ([due_step(REPLY, contact_id=8), due_step(THANKS, contact_id=9), *THREE[:2]], Done(), [False] * 4),
        # Timing comes before the talks and takes the first places.
        ([due_step(TALK, rule=Rule.TIMING, contact_id=9), *THREE[:2]], Done(), [False, False, True]),
    ],
)
def test_what_exceeds_the_capacity_is_still_listed(steps, done, over_capacity):
    assert over(*steps, policy=SMALL, done=done) == over_capacity


def test_the_reason_is_decoded_when_asked_for():
    assert due_step(TALK).reason.rule is Rule.LAST_TALK
