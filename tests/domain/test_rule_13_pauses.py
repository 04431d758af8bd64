"""PRODUCT §2.13: paused until."""

from datetime import date

import pytest

from kitdiary.domain.people import ClosedReason, Contact, Standing, State
from tests.domain.build import (
    TALK,
    asked,
    contact,
    door,
    due,
    gave,
    no_answer,
    opportunity,
    plan_of,
    promised,
    snoozed,
    spoke,
)

SPOKE = spoke("2026-01-05")  # A: talk on Monday 16 February, value-add on Monday 2 February


@pytest.mark.parametrize(
    ("paused", "talk", "value_add"),
    [
        (None, "2026-02-16", "2026-02-02"),
        ("2026-02-09", "2026-02-16", "2026-02-09"),
        ("2026-02-16", "2026-02-16", "2026-02-16"),
        ("2026-06-01", "2026-06-01", "2026-06-01"),
        ("2026-06-06", "2026-06-08", "2026-06-08"),  # a Saturday
        ("2026-02-15", "2026-02-16", "2026-02-16"),  # a Sunday; the talk was due the day after anyway
    ],
)
def test_what_is_due_before_is_due_on_it(paused, talk, value_add):
    steps = plan_of(contact("A", paused=paused), SPOKE)
    assert (due(steps.talk), due(steps.value_add)) == (talk, value_add)


def test_every_kind_of_talk_waits():
    paused = "2026-06-01"
    assert due(plan_of(contact("A", paused=paused, first="2026-03-02")).talk) == paused
    assert due(plan_of(contact("A", paused=paused), SPOKE, no_answer("2026-02-17")).talk) == paused
    timing = door("other", "2026-03-02", "2026-01-05")
    assert due(plan_of(contact("C", paused=paused, timing=timing), SPOKE).talk) == paused


def test_promises_and_replies_do_not_wait():
    steps = plan_of(
        contact("A", paused="2026-06-01"),
        SPOKE,
        promised("2026-01-17"),
        asked("2026-01-12"),
        opportunity("2026-01-12"),
    )
    assert (due(steps.promise), due(steps.reply), due(steps.thanks)) == (
        "2026-01-17",
        "2026-01-13",
        "2026-06-01",
    )


def test_a_pause_outlasts_a_snooze():
    earlier = snoozed(TALK, "2026-05-04", made="2026-02-16")
    later = snoozed(TALK, "2026-06-13", made="2026-02-16")
    assert due(plan_of(contact("A", paused="2026-06-01"), SPOKE, earlier).talk) == "2026-06-01"
    assert due(plan_of(contact("A", paused="2026-06-01"), SPOKE, later).talk) == "2026-06-13"


def test_the_reason_says_so_in_place_of_the_gap():
    reason = plan_of(
        contact("A", paused="2026-06-01"), gave("2026-01-05"), colleague="2026-02-02"
    ).value_add.reason
    assert (reason.paused, reason.gap_days, reason.gap_company) == (True, None, False)
    assert not plan_of(contact("A", paused="2026-02-16"), SPOKE).talk.reason.paused


@pytest.mark.parametrize(
    ("paused", "closed", "state"),
    [
        (None, None, State.ACTIVE),
        (date(2026, 2, 1), None, State.ACTIVE),
        (date(2026, 2, 2), None, State.ACTIVE),  # a pause ends on its date
        (date(2026, 2, 3), None, State.PAUSED),
        (date(2026, 2, 3), ClosedReason.LEFT_FIELD, State.CLOSED),
    ],
)
def test_the_state_as_seen_on_2_february(paused, closed, state):
    assert Contact(1, "Priya Raman", paused_until=paused, closed=closed).state(date(2026, 2, 2)) is state


def test_a_closed_contact_has_no_steps():
    steps = plan_of(
        contact("A", closed=True),
        SPOKE,
        asked("2026-01-06"),
        promised("2026-01-17"),
        opportunity("2026-01-07"),
    )
    assert list(steps) == []
    assert steps.earliest is None
    assert steps.left_behind_after is None
    assert steps.last_conversation_on == date(2026, 1, 5)


def test_standing_is_what_the_plan_needs_of_a_contact():
    whole = Contact(
        7, "Priya Raman", rating="A", closed=ClosedReason.DECEASED, first_talk_on=date(2026, 3, 2)
    )
    standing = Standing.of(whole)
    assert (standing.id, standing.rating, standing.closed) == (7, "A", True)
    assert standing.first_talk_on == date(2026, 3, 2)
