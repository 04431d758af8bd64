"""PRODUCT §2.6: tries without an answer."""

import pytest

from kitdiary.domain.people import DEFAULT, Fit
from kitdiary.domain.reasons import Rule
from kitdiary.domain.touches import Channel, Direction, Outcome
from tests.domain.build import (
    TALK,
    VALUE_ADD,
    contact,
    door,
    due,
    gave,
    no_answer,
    plan_of,
    skipped,
    spoke,
    touch,
    wrong_number,
    wrote,
)

SPOKE = spoke("2026-01-05")
# Tuesday 17, Thursday 19, Monday 23 February 2026.
FIRST, SECOND, THIRD = no_answer("2026-02-17"), no_answer("2026-02-19"), no_answer("2026-02-23")
TRIES = (FIRST, SECOND, THIRD)


@pytest.mark.parametrize(
    ("entries", "talk"),
    [
        ([FIRST], "2026-02-19"),
        ([no_answer("2026-02-20")], "2026-02-24"),  # Friday, then Monday and Tuesday
        ([no_answer("2026-02-21")], "2026-02-24"),  # Saturday
        ([FIRST, SECOND], "2026-02-23"),
        ([FIRST, no_answer("2026-02-17T15:00")], "2026-02-19"),  # two calls on one day are one
        ([FIRST, no_answer("2026-02-17T15:00"), SECOND, no_answer("2026-02-19T15:00")], "2026-02-23"),
        ([FIRST, SECOND, THIRD], "2026-03-16"),  # half of 42 days
        ([FIRST, SECOND, THIRD, no_answer("2026-03-16")], "2026-04-06"),
        ([no_answer("2026-02-17", outcome=Outcome.LEFT_MESSAGE)], "2026-02-19"),
        ([no_answer("2026-02-17", outcome=Outcome.BUSY)], "2026-02-19"),
        ([no_answer("2026-02-17", Channel.VISIT)], "2026-02-19"),
        ([no_answer("2026-02-17", Channel.VIDEO)], "2026-02-19"),
        ([no_answer("2026-02-17", Channel.MEETING)], "2026-02-19"),
        # None of these is an attempt; the ordinary date is Monday 16 February.
        ([wrong_number("2026-02-17")], "2026-02-16"),
        ([touch("2026-02-17", Channel.CALL, Outcome.NO_ANSWER, Direction.IN)], "2026-02-16"),
        ([touch("2026-02-17", Channel.TRADE_SHOW, Outcome.NO_ANSWER)], "2026-02-16"),
        ([touch("2026-02-17", Channel.CHAT, Outcome.NO_ANSWER)], "2026-02-16"),
        ([wrote("2026-02-17")], "2026-02-16"),
        # A conversation ends them.
        ([FIRST, SECOND, spoke("2026-02-23")], "2026-04-06"),
        ([FIRST, SECOND, spoke("2026-02-20"), no_answer("2026-02-23")], "2026-02-25"),
        ([no_answer("2026-01-02")], "2026-02-16"),  # before the last conversation
    ],
)
def test_the_next_try(entries, talk):
    assert due(plan_of(contact("A"), SPOKE, *entries).talk) == talk


@pytest.mark.parametrize(
    ("who", "talk"),
    [
        (contact("A"), "2026-03-16"),  # 42 // 2 = 21 days after 23 February
        (contact("B"), "2026-04-09"),  # 3 months = 91 days, half 45
        (contact("C"), "2026-05-25"),  # 6 months = 182 days, half 91
        (contact("C", fit=Fit.YES), "2026-04-09"),  # the guard is in force: half of 90
        (contact("A", talk_every="1d"), "2026-02-24"),  # half a day is at least one
    ],
)
def test_from_the_third_on_half_the_interval(who, talk):
    assert due(plan_of(who, SPOKE, *TRIES).talk) == talk


def test_tries_stand_instead_of_an_earlier_or_later_ordinary_date():
    assert due(plan_of(contact("A"), spoke("2026-02-16"), FIRST).talk) == "2026-02-19"
    assert due(plan_of(contact("A", first="2026-05-04"), FIRST).talk) == "2026-02-19"
    assert due(plan_of(contact("A", first="2026-01-07"), FIRST).talk) == "2026-02-19"


def test_tries_stand_instead_of_timing_and_guard():
    timing = door("contract-end", "2026-02-18", "2026-01-05")
    assert due(plan_of(contact("A", timing=timing), SPOKE, FIRST).talk) == "2026-02-19"
    assert due(plan_of(contact("C", fit=Fit.YES), spoke("2025-06-02"), FIRST).talk) == "2026-02-19"


def test_no_talk_clock_no_retry():
    steps = plan_of(contact("D"), SPOKE, *TRIES)
    assert steps.talk is None
    assert due(steps.value_add) == "2026-04-06"  # 3 months after the talk, unmoved


@pytest.mark.parametrize(
    ("entries", "value_add"),
    [
        ([gave("2026-02-16"), FIRST, SECOND], "2026-03-16"),  # two tries: 4 weeks as ever
        ([gave("2026-02-16"), *TRIES], "2026-02-24"),  # three: the next working day
        ([gave("2026-02-16"), FIRST, SECOND, no_answer("2026-02-20")], "2026-02-23"),  # over a weekend
        ([gave("2026-02-20"), *TRIES], "2026-02-27"),  # the 7-day gap still holds
        ([gave("2026-01-20"), *TRIES], "2026-02-17"),  # no later than: the ordinary date is earlier
        ([gave("2026-02-16"), *TRIES, gave("2026-02-24")], "2026-03-24"),  # done
        ([gave("2026-02-16"), *TRIES, gave("2026-02-24"), no_answer("2026-03-17")], "2026-03-18"),
        ([gave("2026-02-16"), *TRIES, skipped(VALUE_ADD, "2026-02-24")], "2026-03-24"),
        ([gave("2026-02-16"), *TRIES, wrote("2026-02-24")], "2026-03-03"),  # gave nothing: still owed
        ([gave("2026-02-16"), *TRIES, spoke("2026-02-24")], "2026-03-24"),
        ([gave("2026-02-16"), *TRIES, skipped(TALK, "2026-02-24")], "2026-03-16"),
    ],
)
def test_after_the_third_another_way(entries, value_add):
    assert due(plan_of(contact("A"), SPOKE, *entries).value_add) == value_add


@pytest.mark.parametrize(
    ("consent", "own", "value_add"),
    [
        ("calls email", DEFAULT, "2026-02-24"),
        ("calls other", DEFAULT, "2026-02-24"),
        ("calls", DEFAULT, None),
        ("calls email", None, "2026-02-24"),  # also where no email clock runs
    ],
)
def test_another_way_only_if_permitted(consent, own, value_add):
    who = contact("A", consent=consent, email_every=own)
    assert due(plan_of(who, SPOKE, gave("2026-02-16"), *TRIES).value_add) == value_add


def test_the_reasons():
    first = plan_of(contact("A"), SPOKE, FIRST).talk.reason
    assert (first.rule, first.tries, first.touch_id) == (Rule.TRIES, 1, 2)
    third = plan_of(contact("A"), SPOKE, gave("2026-02-16"), *TRIES)
    assert (third.talk.reason.rule, third.talk.reason.tries) == (Rule.TRIES, 3)
    assert (third.value_add.reason.rule, third.value_add.reason.touch_id) == (Rule.OTHER_WAY, 5)


def test_a_skip_starts_the_count_again():
    skip = skipped(TALK, "2026-02-24")
    assert due(plan_of(contact("A"), SPOKE, *TRIES, skip).talk) == "2026-04-07"
    assert due(plan_of(contact("A"), SPOKE, *TRIES, skip, no_answer("2026-04-07")).talk) == "2026-04-09"
