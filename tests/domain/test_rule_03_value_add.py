"""PRODUCT §2.3: the value-add is due an interval after the later of last value-add and last conversation."""

import pytest

from kitdiary.domain.reasons import Rule
from kitdiary.domain.touches import Channel, Direction, Outcome
from tests.domain.build import (
    contact,
    download,
    due,
    gave,
    heard,
    no_answer,
    plan_of,
    spoke,
    touch,
    wrong_number,
    wrote,
)

# A: every 4 weeks. Monday 5 January + 4 weeks = Monday 2 February.


@pytest.mark.parametrize(
    ("entries", "value_add"),
    [
        ([gave("2026-01-05")], "2026-02-02"),
        ([spoke("2026-01-05")], "2026-02-02"),
        ([gave("2026-01-05"), spoke("2026-01-12")], "2026-02-09"),
        ([spoke("2026-01-05"), gave("2026-01-12")], "2026-02-09"),
        ([spoke("2026-01-05"), gave("2026-01-05")], "2026-02-02"),
        ([spoke("2026-01-05"), gave("2026-01-12", Channel.LETTER)], "2026-02-09"),
        ([spoke("2026-01-05"), gave("2026-01-12", Channel.CHAT)], "2026-02-09"),
        ([spoke("2026-01-05"), gave("2026-01-12", Channel.SOCIAL)], "2026-02-09"),
        ([spoke("2026-01-05"), download("2026-01-12")], "2026-02-09"),
        # None of these gave anything.
        ([spoke("2026-01-05"), wrote("2026-01-12")], "2026-02-02"),
        ([spoke("2026-01-05"), heard("2026-01-12")], "2026-02-02"),
        ([spoke("2026-01-05"), no_answer("2026-01-12")], "2026-02-02"),
        ([spoke("2026-01-05"), wrong_number("2026-01-12")], "2026-02-02"),
        ([spoke("2026-01-05"), gave("2026-01-12", outcome=Outcome.BOUNCED)], "2026-02-02"),
        ([spoke("2026-01-05"), gave("2026-01-12", outcome=Outcome.REPLIED)], "2026-02-02"),
        (
            [spoke("2026-01-05"), touch("2026-01-12", Channel.TRADE_SHOW, Outcome.SENT, gave=True)],
            "2026-02-02",
        ),
    ],
)
def test_what_it_counts_from(entries, value_add):
    assert due(plan_of(contact("A"), *entries).value_add) == value_add


@pytest.mark.parametrize(
    ("rating", "first", "value_add"),
    [
        ("A", "2026-03-02", "2026-03-30"),  # + 4 weeks
        ("B", "2026-03-02", "2026-04-13"),  # + 6 weeks
        ("C", "2026-03-02", "2026-06-02"),  # + 3 months
        ("D", "2026-03-02", "2026-03-02"),  # no talk clock: the first-talk date itself
        ("D", "2026-03-01", "2026-03-02"),  # a Sunday
    ],
)
def test_neither_yet(rating, first, value_add):
    step = plan_of(contact(rating, first=first)).value_add
    assert due(step) == value_add
    assert step.reason.rule is Rule.FIRST_VALUE


@pytest.mark.parametrize(
    ("rating", "value_add"),
    [("A", "2026-02-02"), ("B", "2026-02-16"), ("C", "2026-04-06"), ("D", "2026-04-06")],
)
def test_each_rating_has_its_interval(rating, value_add):
    assert due(plan_of(contact(rating), spoke("2026-01-05")).value_add) == value_add


@pytest.mark.parametrize(("own", "value_add"), [("10d", "2026-01-15"), (None, None)])
def test_a_contacts_own_interval_wins(own, value_add):
    assert due(plan_of(contact("A", email_every=own), spoke("2026-01-05")).value_add) == value_add


def test_a_conversation_counts_for_both_clocks_and_an_email_for_its_own():
    before = plan_of(contact("A"), spoke("2026-01-05"))
    emailed = plan_of(contact("A"), spoke("2026-01-05"), gave("2026-01-20"))
    talked = plan_of(contact("A"), spoke("2026-01-05"), spoke("2026-01-20"))
    assert emailed.talk == before.talk
    assert emailed.value_add.due_on > before.value_add.due_on
    assert talked.talk.due_on > before.talk.due_on
    assert talked.value_add.due_on > before.value_add.due_on


@pytest.mark.parametrize(
    ("entries", "rule"),
    [
        ([spoke("2026-01-05")], Rule.AFTER_TALK),
        ([spoke("2026-01-05"), gave("2026-01-12")], Rule.LAST_VALUE),
        ([gave("2026-01-05"), spoke("2026-01-12")], Rule.AFTER_TALK),
    ],
)
def test_the_reason_says_which(entries, rule):
    assert plan_of(contact("A"), *entries).value_add.reason.rule is rule


def test_a_chat_that_became_a_talk_may_also_give():
    # The corner `counts_as` decides: it counts for both, once.
    step = plan_of(contact("A"), touch("2026-01-05", Channel.CHAT, Outcome.SPOKE, Direction.OUT, gave=True))
    assert due(step.value_add) == "2026-02-02"
    assert due(step.talk) == "2026-02-16"
