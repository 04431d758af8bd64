"""PRODUCT §2.7: promises."""

import pytest

from kitdiary.domain.reasons import Rule
from kitdiary.domain.touches import Channel
from tests.domain.build import (
    PROMISE,
    contact,
    due,
    instant,
    no_answer,
    plan_of,
    promised,
    snoozed,
    spoke,
    wrote,
)

SPOKE = spoke("2026-01-05")  # the talk would be due on Monday 16 February


@pytest.mark.parametrize(
    ("promise", "talk", "promise_due"),
    [
        (promised("2026-01-17"), None, "2026-01-17"),  # a Saturday: it stays, and stands in place of the talk
        (promised("2026-06-01"), None, "2026-06-01"),  # also when later
        (promised("2026-01-17", channel=Channel.VIDEO), None, "2026-01-17"),
        (promised("2026-01-17", channel=Channel.MEETING), None, "2026-01-17"),
        (promised("2026-01-17", channel=Channel.VISIT), None, "2026-01-17"),
        (promised("2026-01-17", channel=Channel.EMAIL), "2026-02-16", "2026-01-17"),  # beside it
        (promised("2026-01-17", channel=Channel.LETTER), "2026-02-16", "2026-01-17"),
        (promised("2026-01-17", channel=Channel.CHAT), "2026-02-16", "2026-01-17"),
        (promised("2026-01-17", ticked=True), "2026-02-16", None),
        (promised("2026-01-17", dropped=True), "2026-02-16", None),
    ],
)
def test_due_on_its_date(promise, talk, promise_due):
    steps = plan_of(contact("A"), SPOKE, promise)
    assert (due(steps.talk), due(steps.promise)) == (talk, promise_due)


def test_due_at_its_time():
    step = plan_of(contact("A"), SPOKE, promised("2026-01-17T14:30")).promise
    assert step.due_at == instant("2026-01-17T14:30")
    assert due(step) == "2026-01-17"


@pytest.mark.parametrize(
    ("channel", "conversation", "kept"),
    [
        (Channel.CALL, "2026-01-17", True),
        (Channel.CALL, "2026-01-20", True),
        (Channel.CALL, "2026-01-16", False),  # the day before it was promised for
        (Channel.EMAIL, "2026-01-20", False),  # only a tick keeps this one
    ],
)
def test_a_conversation_keeps_a_promise_to_talk(channel, conversation, kept):
    steps = plan_of(contact("A"), SPOKE, promised("2026-01-17", channel=channel), spoke(conversation))
    assert (steps.promise is None) is kept


def test_kept_the_ordinary_rule_returns():
    # Saturday 17 January + 6 weeks = Saturday 28 February.
    assert due(plan_of(contact("A"), SPOKE, promised("2026-01-17"), spoke("2026-01-17")).talk) == "2026-03-02"


def test_the_conversation_it_was_made_in_does_not_keep_it():
    promise = promised("2026-01-20T15:00", made="2026-01-20T12:00")
    steps = plan_of(contact("A"), spoke("2026-01-20T12:00"), promise)
    assert due(steps.promise) == "2026-01-20"


def test_an_email_keeps_no_promise():
    assert plan_of(contact("A"), SPOKE, promised("2026-01-17"), wrote("2026-01-19")).promise is not None


@pytest.mark.parametrize(
    ("promise", "tries", "moved_to"),
    [
        (promised("2026-01-17"), ["2026-01-17"], "2026-01-19"),  # Saturday to Monday
        (promised("2026-01-19"), ["2026-01-19"], "2026-01-20"),
        (promised("2026-01-19"), ["2026-01-19", "2026-01-20"], "2026-01-21"),
        (promised("2026-01-19"), ["2026-01-23"], "2026-01-26"),  # a late try, on Friday
        (promised("2026-01-19"), ["2026-01-16"], "2026-01-19"),  # before its date
        (promised("2026-01-19", channel=Channel.EMAIL), ["2026-01-19"], "2026-01-19"),
    ],
)
def test_an_attempt_moves_it_to_the_next_working_day(promise, tries, moved_to):
    step = plan_of(contact("A"), SPOKE, promise, *map(no_answer, tries)).promise
    assert due(step) == moved_to


def test_moved_it_keeps_its_original_date_and_its_time_of_day():
    step = plan_of(contact("A"), SPOKE, promised("2026-01-17T14:30"), no_answer("2026-01-17T14:31")).promise
    assert step.original_on.isoformat() == "2026-01-17"
    assert step.due_at == instant("2026-01-19T14:30")
    assert (step.reason.rule, step.reason.tries) == (Rule.PROMISE_TRIED, 1)


@pytest.mark.parametrize(
    ("promises", "first", "more"),
    [
        ([promised("2026-01-19"), promised("2026-01-16")], 3, 1),
        ([promised("2026-01-16"), promised("2026-01-19")], 2, 1),
        ([promised("2026-01-16"), promised("2026-01-16T09:00")], 3, 1),  # one with a time first
        ([promised("2026-01-16T10:00"), promised("2026-01-16T09:00")], 3, 1),
        ([promised("2026-01-16"), promised("2026-01-16")], 2, 1),
        ([promised("2026-01-16", dropped=True), promised("2026-01-19")], 3, 0),
        (
            [promised("2026-01-19"), promised("2026-01-20"), promised("2026-01-16", channel=Channel.EMAIL)],
            4,
            2,
        ),
    ],
)
def test_of_several_the_earliest_is_shown(promises, first, more):
    step = plan_of(contact("A"), SPOKE, *promises).promise
    assert (step.promise_id, step.reason.more) == (first, more)


def test_a_later_promise_to_talk_still_stands_in_place_of_the_talk():
    promises = (promised("2026-01-16", channel=Channel.EMAIL), promised("2026-03-30"))
    assert plan_of(contact("A"), SPOKE, *promises).talk is None


def test_it_stands_with_nothing_permitted():
    assert due(plan_of(contact("A", consent=""), SPOKE, promised("2026-01-17")).promise) == "2026-01-17"


def test_each_promise_has_its_own_snooze():
    earlier, later = promised("2026-01-16"), promised("2026-01-19")
    snooze = snoozed(PROMISE, "2026-01-21", made="2026-01-16", promise_id=2)
    step = plan_of(contact("A"), SPOKE, earlier, later, snooze).promise
    assert (step.promise_id, due(step)) == (3, "2026-01-19")
