"""PRODUCT §2.9 and *reply owed* in §1."""

import pytest

from kitdiary.domain.policy import Policy
from kitdiary.domain.touches import Channel, Direction, Outcome
from tests.domain.build import (
    REPLY,
    asked,
    contact,
    download,
    due,
    gave,
    heard,
    no_answer,
    plan_of,
    skipped,
    spoke,
    touch,
    wrong_number,
    wrote,
)

ASKED = asked("2026-01-05")  # a Monday


@pytest.mark.parametrize(
    ("on", "working_days", "reply"),
    [
        ("2026-01-05", 1, "2026-01-06"),
        ("2026-01-09", 1, "2026-01-12"),  # Friday
        ("2026-01-10", 1, "2026-01-12"),  # Saturday
        ("2026-01-05", 3, "2026-01-08"),
        ("2026-01-08", 3, "2026-01-13"),
        ("2026-01-05", 0, "2026-01-05"),
        ("2026-01-10", 0, "2026-01-12"),
    ],
)
def test_due_working_days_after_it(on, working_days, reply):
    policy = Policy(reply_working_days=working_days)
    assert due(plan_of(contact("A"), asked(on), policy=policy).reply) == reply


@pytest.mark.parametrize(
    ("later", "owed"),
    [
        ([], True),
        ([spoke("2026-01-06")], False),
        ([spoke("2026-01-06", direction=Direction.IN)], False),
        ([wrote("2026-01-06")], False),
        ([gave("2026-01-06")], False),
        ([touch("2026-01-06", Channel.CHAT, Outcome.SENT)], False),
        ([no_answer("2026-01-06")], True),
        ([wrote("2026-01-06", Outcome.BOUNCED)], True),
        ([wrong_number("2026-01-06")], True),  # nobody was reached
        ([heard("2026-01-06")], True),
        ([download("2026-01-06")], True),
        ([wrote("2026-01-04")], True),  # went out before they asked
        ([skipped(REPLY, "2026-01-06")], False),
        ([skipped(REPLY, "2026-01-06"), asked("2026-01-07")], True),
        ([wrote("2026-01-06"), asked("2026-01-07")], True),
    ],
)
def test_what_answers_it(later, owed):
    assert (plan_of(contact("A"), ASKED, *later).reply is not None) is owed


@pytest.mark.parametrize("entry", [heard("2026-01-05"), download("2026-01-05"), wrote("2026-01-05")])
def test_only_what_asked_is_owed(entry):
    assert plan_of(contact("A"), entry).reply is None


def test_the_first_unanswered_one_sets_the_date():
    steps = plan_of(contact("A"), ASKED, asked("2026-01-08"))
    assert due(steps.reply) == "2026-01-06"
    assert steps.reply.reason.touch_id == 1


def test_after_an_answer_the_next_one_does():
    assert due(plan_of(contact("A"), ASKED, wrote("2026-01-06"), asked("2026-01-08")).reply) == "2026-01-09"


def test_asked_while_talking():
    called = touch("2026-01-05", Channel.CALL, Outcome.SPOKE, Direction.IN, asks=True)
    assert due(plan_of(contact("A"), called).reply) == "2026-01-06"


def test_it_stands_whatever_they_permit_and_while_paused():
    who = contact("A", consent="", paused="2026-06-01")
    assert due(plan_of(who, ASKED).reply) == "2026-01-06"
