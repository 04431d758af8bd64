"""PRODUCT §2.16: snooze and skip."""

import pytest

from tests.domain.build import (
    PROMISE,
    REPLY,
    TALK,
    THANKS,
    VALUE_ADD,
    asked,
    contact,
    due,
    gave,
    instant,
    no_answer,
    opportunity,
    plan_of,
    promised,
    skipped,
    snoozed,
    spoke,
    wrote,
)

SPOKE = spoke("2026-01-05")  # A: talk on Monday 16 February, value-add on Monday 2 February
TALK_LATER = snoozed(TALK, "2026-03-07", made="2026-02-16")  # a Saturday: it stays
VALUE_LATER = snoozed(VALUE_ADD, "2026-03-07", made="2026-02-02")


@pytest.mark.parametrize(
    ("entries", "talk"),
    [
        ([TALK_LATER], "2026-03-07"),
        ([TALK_LATER, snoozed(TALK, "2026-02-20", made="2026-02-17")], "2026-02-20"),  # the last one
        ([snoozed(TALK, "2026-02-10", made="2026-02-09")], "2026-02-10"),  # earlier too
        ([VALUE_LATER], "2026-02-16"),  # another step
        # Until something restarts the clock.
        ([TALK_LATER, spoke("2026-02-18")], "2026-04-01"),
        ([TALK_LATER, spoke("2026-02-11")], "2026-03-25"),  # logged late: it restarts when it is entered
        ([TALK_LATER, no_answer("2026-02-18")], "2026-02-20"),
        ([TALK_LATER, no_answer("2026-02-13")], "2026-02-17"),
        ([TALK_LATER, skipped(TALK, "2026-02-18")], "2026-04-01"),
        ([TALK_LATER, promised("2026-03-10", made="2026-02-18", dropped=True)], "2026-02-16"),
        # These do not.
        ([TALK_LATER, gave("2026-02-18")], "2026-03-07"),
        ([TALK_LATER, wrote("2026-02-18")], "2026-03-07"),
        ([TALK_LATER, skipped(VALUE_ADD, "2026-02-18")], "2026-03-07"),
        # Not what was there before.
        ([no_answer("2026-02-16T09:00"), TALK_LATER], "2026-03-07"),
        ([promised("2026-02-12", dropped=True), TALK_LATER], "2026-03-07"),
    ],
)
def test_a_snoozed_talk(entries, talk):
    assert due(plan_of(contact("A"), SPOKE, *entries).talk) == talk


@pytest.mark.parametrize(
    ("entries", "value_add"),
    [
        ([VALUE_LATER], "2026-03-07"),
        ([VALUE_LATER, gave("2026-02-10")], "2026-03-10"),
        ([VALUE_LATER, spoke("2026-02-10")], "2026-03-10"),
        ([VALUE_LATER, skipped(VALUE_ADD, "2026-02-10")], "2026-03-10"),
        ([VALUE_LATER, wrote("2026-02-10")], "2026-03-07"),
        ([VALUE_LATER, no_answer("2026-02-10")], "2026-03-07"),
        # Snoozed into the gap after something that went out: it keeps the gap (Saturday 7 March).
        ([VALUE_LATER, wrote("2026-03-02")], "2026-03-09"),
        ([VALUE_LATER, wrote("2026-02-28")], "2026-03-07"),
    ],
)
def test_a_snoozed_value_add(entries, value_add):
    assert due(plan_of(contact("A"), SPOKE, *entries).value_add) == value_add


def test_it_keeps_the_original_date_and_says_so():
    step = plan_of(contact("A"), SPOKE, TALK_LATER).talk
    assert step.original_on.isoformat() == "2026-02-16"
    assert step.reason.moved


def test_to_an_hour():
    step = plan_of(contact("A"), SPOKE, snoozed(TALK, "2026-02-16T15:00", made="2026-02-16")).talk
    assert (due(step), step.due_at) == ("2026-02-16", instant("2026-02-16T15:00"))


def test_a_value_add_snoozed_to_an_hour_in_the_gap_loses_the_hour():
    snooze = snoozed(VALUE_ADD, "2026-03-02T15:00", made="2026-02-02")
    step = plan_of(contact("A"), SPOKE, snooze, wrote("2026-02-27")).value_add
    assert (due(step), step.due_at) == ("2026-03-06", None)


def test_a_snoozed_reply_and_thanks():
    steps = plan_of(
        contact("A"),
        asked("2026-01-12"),
        opportunity("2026-01-12T13:00"),
        snoozed(REPLY, "2026-01-24", made="2026-01-13"),
        snoozed(THANKS, "2026-01-25", made="2026-01-13"),
    )
    assert (due(steps.reply), due(steps.thanks)) == ("2026-01-24", "2026-01-25")
    assert steps.reply.original_on.isoformat() == "2026-01-13"


def test_a_snoozed_promise_keeps_its_date_until_tried():
    # The promise is the second fact.
    snooze = snoozed(PROMISE, "2026-01-24T10:00", made="2026-01-16", promise_id=2)
    step = plan_of(contact("A"), SPOKE, promised("2026-01-16"), snooze).promise
    assert (due(step), step.due_at) == ("2026-01-24", instant("2026-01-24T10:00"))
    assert step.original_on.isoformat() == "2026-01-16"
    tried = plan_of(
        contact("A"), SPOKE, promised("2026-01-16"), snooze, no_answer("2026-01-24T10:05")
    ).promise
    assert due(tried) == "2026-01-26"


@pytest.mark.parametrize(
    ("skip", "talk", "value_add"),
    [
        (skipped(TALK, "2026-02-16"), "2026-03-30", "2026-02-02"),
        (skipped(VALUE_ADD, "2026-02-02"), "2026-02-16", "2026-03-02"),
        (skipped(TALK, "2026-01-05"), "2026-02-16", "2026-02-02"),  # on the day of the talk: no later
    ],
)
def test_a_skip_starts_its_clock_again_that_day(skip, talk, value_add):
    steps = plan_of(contact("A"), SPOKE, skip)
    assert (due(steps.talk), due(steps.value_add)) == (talk, value_add)


def test_the_last_skip_counts_and_is_no_touch():
    skips = skipped(TALK, "2026-03-02"), skipped(TALK, "2026-02-16")
    steps = plan_of(contact("A"), SPOKE, *skips)
    assert due(steps.talk) == "2026-04-13"
    assert steps.talk.reason.skipped
    assert steps.last_conversation_on.isoformat() == "2026-01-05"
    assert steps.left_behind_after.isoformat() == "2026-03-30"


def test_skipped_before_the_first_talk():
    steps = plan_of(contact("A", first="2026-03-02"), skipped(TALK, "2026-03-02"))
    assert due(steps.talk) == "2026-04-13"


def test_a_conversation_after_a_skip_counts():
    assert (
        due(plan_of(contact("A"), SPOKE, skipped(TALK, "2026-02-16"), spoke("2026-02-18")).talk)
        == "2026-04-01"
    )


def test_a_skipped_talk_keeps_no_promise():
    assert (
        plan_of(contact("A"), SPOKE, promised("2026-01-16"), skipped(TALK, "2026-01-19")).promise is not None
    )
