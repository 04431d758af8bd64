"""PRODUCT §2.2: the talk is due an interval after the last conversation; before the first, on its date."""

import pytest

from kitdiary.domain.reasons import Rule
from kitdiary.domain.touches import Channel, Direction, Outcome
from tests.domain.build import contact, download, due, gave, heard, no_answer, plan_of, spoke, touch, wrote

SPOKE = spoke("2026-01-05")  # a Monday


@pytest.mark.parametrize(
    ("rating", "talk"),
    [
        ("A", "2026-02-16"),  # 6 weeks
        ("B", "2026-04-06"),  # 3 months: 5 April is a Sunday
        ("C", "2026-07-06"),  # 6 months: 5 July is a Sunday
        ("D", None),  # no talks
    ],
)
def test_an_interval_after_the_last_conversation(rating, talk):
    assert due(plan_of(contact(rating), SPOKE).talk) == talk


@pytest.mark.parametrize(
    ("first", "talk"),
    [("2026-03-02", "2026-03-02"), ("2026-03-07", "2026-03-09"), ("2025-12-31", "2025-12-31")],
)
def test_never_talked_on_the_first_talk_date(first, talk):
    step = plan_of(contact("A", first=first)).talk
    assert due(step) == talk
    assert step.reason.rule is Rule.FIRST_TALK


@pytest.mark.parametrize(
    ("entries", "talk"),
    [
        ([SPOKE, spoke("2026-01-12")], "2026-02-23"),
        ([spoke("2026-01-12"), SPOKE], "2026-02-23"),  # one entered late does not count as the last
        ([SPOKE, spoke("2026-01-12", Channel.CHAT)], "2026-02-23"),
        ([SPOKE, spoke("2026-01-12", Channel.TRADE_SHOW)], "2026-02-23"),
        ([SPOKE, spoke("2026-01-12", Channel.VISIT)], "2026-02-23"),
        ([SPOKE, spoke("2026-01-12", direction=Direction.IN)], "2026-02-23"),
        ([SPOKE, gave("2026-01-12")], "2026-02-16"),
        ([SPOKE, wrote("2026-01-12")], "2026-02-16"),
        ([SPOKE, heard("2026-01-12")], "2026-02-16"),
        ([SPOKE, download("2026-01-12")], "2026-02-16"),
        ([SPOKE, touch("2026-01-12", Channel.TRADE_SHOW, Outcome.NO_ANSWER)], "2026-02-16"),
        ([gave("2026-01-12")], "2026-03-02"),
    ],
)
def test_only_a_conversation_moves_it(entries, talk):
    assert due(plan_of(contact("A"), *entries).talk) == talk


@pytest.mark.parametrize(
    ("rating", "own", "talk"),
    [
        ("A", "10d", "2026-01-15"),
        ("A", "1m", "2026-02-05"),
        ("A", None, None),
        ("D", "4w", "2026-02-02"),
    ],
)
def test_a_contacts_own_interval_wins(rating, own, talk):
    assert due(plan_of(contact(rating, talk_every=own), SPOKE).talk) == talk


def test_the_reason_names_touch_interval_and_rating():
    reason = plan_of(contact("A"), SPOKE).talk.reason
    assert (reason.rule, reason.touch_id, reason.every, reason.rating) == (Rule.LAST_TALK, 1, "6w", "A")


def test_the_same_local_day_is_that_of_the_touch():
    # The date of a touch is given, not worked out from the instant: late evening stays that evening.
    steps = plan_of(contact("A"), spoke("2026-01-05T23:59"), no_answer("2026-01-05T08:00"))
    assert due(steps.talk) == "2026-02-16"


def test_the_plan_sums_up_what_happened():
    steps = plan_of(contact("A"), SPOKE, gave("2026-01-12"))
    assert (steps.last_conversation_on.isoformat(), steps.last_value_add_on.isoformat()) == (
        "2026-01-05",
        "2026-01-12",
    )
