"""Promising, keeping, snoozing and skipping."""

from datetime import UTC, date, datetime, time

import pytest

from kitdiary.domain.errors import DiaryError, InvalidInput
from kitdiary.domain.people import ClosedReason
from kitdiary.domain.steps import StepKind
from kitdiary.domain.touches import Channel
from kitdiary.services.changes import Kind
from kitdiary.services.clock import FixedClock
from kitdiary.services.diary import Diary
from kitdiary.services.next_steps import STEP_WORDS
from tests.services.diaries import (
    BERLIN,
    PROMISE,
    REPLY,
    TALK,
    THANKS,
    VALUE_ADD,
    added,
    asked,
    due,
    local,
    on,
    plan_of,
    refused,
    set_clock,
    talked,
    tried,
    undone_exactly,
    wrote,
)


@pytest.fixture
def ann(diary: Diary) -> int:
    return added(diary, "Ann Lee", rating="A")


def with_every_step(diary: Diary) -> int:
    """A contact with a step of each kind; the promise is not one to talk, which would replace the talk."""
    ann = added(diary, "Ann Lee", rating="A")
    sam = added(diary, "Sam Okoro", introduced_by=ann)
    asked(diary, ann)
    diary.steps.promise(ann, on("2026-11-24"), "the drawings", channel=Channel.EMAIL)
    diary.opportunities.put(sam, "Press")
    assert {step.kind for step in plan_of(diary, ann)} == set(StepKind)
    return ann


# -- promises ----------------------------------------------------------------------------------------


def test_a_promise_to_talk_stands_in_place_of_the_talk(diary: Diary, ann: int) -> None:
    change = undone_exactly(diary, lambda: diary.steps.promise(ann, on("2026-11-28"), " ring \n back "))
    assert change.what == "Promised Ann Lee: ring \n back"
    assert change.kinds == {Kind.STEPS, Kind.PROMISES}
    assert (due(plan_of(diary, ann).promise), plan_of(diary, ann).talk) == ("2026-11-28", None)


def test_a_promise_of_something_else_stands_beside_the_talk(diary: Diary, ann: int) -> None:
    undone_exactly(
        diary, lambda: diary.steps.promise(ann, on("2026-11-25"), "drawings", channel=Channel.EMAIL)
    )
    assert plan_of(diary, ann).talk is not None
    talked(diary, ann, at="2026-11-20T09:00")
    assert plan_of(diary, ann).promise is not None


def test_the_time_of_a_promise_is_the_rep_s_on_that_day(diary: Diary, ann: int) -> None:
    diary.steps.promise(ann, on("2027-04-01"), "ring", time(14, 30))
    promise = plan_of(diary, ann).promise
    assert promise is not None
    assert promise.due_at == datetime(2027, 4, 1, 12, 30, tzinfo=UTC)  # summer time then, not now


def test_a_conversation_on_or_after_its_date_keeps_a_promise_to_talk(diary: Diary, ann: int) -> None:
    diary.steps.promise(ann, on("2026-11-25"), "ring")
    set_clock(diary, "2026-11-24")
    undone_exactly(diary, lambda: talked(diary, ann))
    assert plan_of(diary, ann).promise is not None
    set_clock(diary, "2026-11-25T00:10")
    undone_exactly(diary, lambda: talked(diary, ann))
    assert (plan_of(diary, ann).promise, due(plan_of(diary, ann).talk)) == (None, "2027-01-06")


def test_an_attempt_on_or_after_its_date_moves_a_promise_a_working_day_on(diary: Diary, ann: int) -> None:
    diary.steps.promise(ann, on("2026-11-27"), "ring", time(10, 0))
    set_clock(diary, "2026-11-26")
    tried(diary, ann)
    assert due(plan_of(diary, ann).promise) == "2026-11-27"
    set_clock(diary, "2026-11-27T10:05")
    undone_exactly(diary, lambda: tried(diary, ann))
    promise = plan_of(diary, ann).promise
    assert promise is not None
    assert (due(promise), promise.original_on, promise.due_at) == (
        "2026-11-30",
        on("2026-11-27"),
        local("2026-11-30T10:00"),
    )


def test_of_several_the_earliest_is_shown_and_ticking_shows_the_next(diary: Diary, ann: int) -> None:
    diary.steps.promise(ann, on("2026-12-02"), "second")
    diary.steps.promise(ann, on("2026-12-01"), "first", channel=Channel.EMAIL)
    change = undone_exactly(diary, lambda: diary.steps.kept(ann))
    assert change.what == "Kept the promise to Ann Lee: first"
    assert due(plan_of(diary, ann).promise) == "2026-12-02"
    diary.steps.kept(ann)
    refused(diary, lambda: diary.steps.kept(ann), "Ann Lee has no promise to keep", DiaryError)


def test_promises_that_cannot_be_are_refused(diary: Diary, ann: int) -> None:
    day, promise = on("2026-12-01"), diary.steps.promise
    refused(diary, lambda: promise(ann, day, " \n"), "needs a sentence", InvalidInput)
    refused(diary, lambda: promise(ann, day, "x" * 100_001), "characters long", InvalidInput)
    refused(
        diary, lambda: promise(ann, day, "it", channel=Channel.WEB), "cannot be kept by web", InvalidInput
    )
    refused(diary, lambda: promise(ann, on("2200-01-01"), "ring"), "out of reach", InvalidInput)


def test_nobody_and_the_closed_get_no_promise(diary: Diary, ann: int) -> None:
    refused(diary, lambda: diary.steps.promise(99, on("2026-12-01"), "ring"), "no contact 99")
    diary.contacts.edit((ann,), closed=ClosedReason.NO_CONTACT)
    refused(diary, lambda: diary.steps.promise(ann, on("2026-12-01"), "ring"), "Ann Lee is closed")


# -- snoozing ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", StepKind)
def test_a_step_of_any_kind_moves_to_the_day_chosen_and_keeps_the_original(
    diary: Diary, kind: StepKind
) -> None:
    ann = with_every_step(diary)
    before = {step.kind: step.due_on for step in plan_of(diary, ann)}
    sunday = date(2027, 2, 28)
    change = undone_exactly(diary, lambda: diary.steps.snooze(ann, kind, sunday))
    after = {step.kind: step.due_on for step in plan_of(diary, ann)}
    assert after == before | {kind: sunday}
    originals = {step.kind: step.original_on for step in plan_of(diary, ann)}
    assert originals[kind] == before[kind]
    assert change.what == f"Snoozed the {STEP_WORDS[kind]} with Ann Lee to 2027-02-28"


@pytest.mark.parametrize("kind", StepKind)
def test_a_step_that_is_not_there_is_neither_snoozed_nor_skipped(diary: Diary, kind: StepKind) -> None:
    closed = added(diary, "Cy Ode")
    diary.contacts.edit((closed,), closed=ClosedReason.DECEASED)
    word = STEP_WORDS[kind]
    refused(
        diary, lambda: diary.steps.snooze(closed, kind, on("2026-12-01")), f"Cy Ode has no {word} to snooze"
    )
    refused(diary, lambda: diary.steps.skip(closed, kind, "why"), f"Cy Ode has no {word} to skip")
    refused(diary, lambda: diary.steps.snooze(99, kind, on("2026-12-01")), "no contact 99")
    refused(diary, lambda: diary.steps.skip(99, kind, "why"), "no contact 99")


def test_a_snooze_to_an_hour_is_an_instant_and_without_an_offset_the_rep_s(diary: Diary, ann: int) -> None:
    undone_exactly(diary, lambda: diary.steps.snooze(ann, TALK, datetime(2026, 11, 20, 15, 0)))  # noqa: DTZ001
    talk = plan_of(diary, ann).talk
    assert talk is not None
    assert (talk.due_at, due(talk)) == (local("2026-11-20T15:00"), "2026-11-20")
    diary.steps.snooze(ann, TALK, datetime(2026, 11, 20, 23, 30, tzinfo=UTC))
    talk = plan_of(diary, ann).talk
    assert talk is not None
    assert (talk.due_at, due(talk)) == (local("2026-11-21T00:30"), "2026-11-21")


@pytest.mark.parametrize(
    "until",
    [on("2026-11-19"), local("2026-11-20T09:14"), datetime(2026, 11, 20, 8, 14, tzinfo=UTC)],
)
def test_the_past_is_no_time_to_snooze_to(diary: Diary, ann: int, until: date) -> None:
    refused(diary, lambda: diary.steps.snooze(ann, TALK, until), "in the past", InvalidInput)


def test_today_is_a_time_to_snooze_to(diary: Diary, ann: int) -> None:
    undone_exactly(diary, lambda: diary.steps.snooze(ann, TALK, on("2026-11-20")))
    assert due(plan_of(diary, ann).talk) == "2026-11-20"
    refused(diary, lambda: diary.steps.snooze(ann, TALK, on("2200-01-01")), "out of reach", InvalidInput)


def test_in_the_hour_that_comes_twice_the_first_is_past_in_the_second(diary: Diary, ann: int) -> None:
    diary.context.clock = FixedClock(datetime(2026, 10, 25, 2, 10, tzinfo=BERLIN, fold=1))
    first = datetime(2026, 10, 25, 2, 40, tzinfo=BERLIN, fold=0)
    refused(diary, lambda: diary.steps.snooze(ann, TALK, first), "in the past", InvalidInput)
    diary.steps.snooze(ann, TALK, first.replace(fold=1))
    talk = plan_of(diary, ann).talk
    assert talk is not None
    assert talk.due_at == datetime(2026, 10, 25, 1, 40, tzinfo=UTC)


def test_a_snooze_holds_until_its_clock_starts_anew(diary: Diary, ann: int) -> None:
    diary.steps.snooze(ann, TALK, on("2026-12-24"))
    wrote(diary, ann)
    assert due(plan_of(diary, ann).talk) == "2026-12-24"
    set_clock(diary, "2026-11-20T09:20")
    talked(diary, ann)
    assert due(plan_of(diary, ann).talk) == "2027-01-01"


# -- skipping ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("kind", "next_due"), [(TALK, "2027-01-01"), (VALUE_ADD, "2026-12-18")])
def test_a_skipped_clock_starts_again_today(diary: Diary, ann: int, kind: StepKind, next_due: str) -> None:
    change = undone_exactly(diary, lambda: diary.steps.skip(ann, kind))
    assert change.what == f"Skipped the {STEP_WORDS[kind]} with Ann Lee"
    assert {step.kind: due(step) for step in plan_of(diary, ann)}[kind] == next_due


@pytest.mark.parametrize("kind", [REPLY, PROMISE, THANKS])
def test_what_was_waited_for_is_gone_once_skipped(diary: Diary, kind: StepKind) -> None:
    ann = with_every_step(diary)
    undone_exactly(diary, lambda: diary.steps.skip(ann, kind, "they were told"))
    assert kind not in {step.kind for step in plan_of(diary, ann)}


def test_a_reply_is_skipped_for_a_reason_only(diary: Diary) -> None:
    ann = with_every_step(diary)
    refused(diary, lambda: diary.steps.skip(ann, REPLY, " \n"), "say why", InvalidInput)


def test_skipping_ends_a_snooze_and_the_count_of_attempts(diary: Diary, ann: int) -> None:
    tried(diary, ann)
    diary.steps.snooze(ann, TALK, on("2026-12-24"))
    set_clock(diary, "2026-11-20T09:20")
    undone_exactly(diary, lambda: diary.steps.skip(ann, TALK))
    assert due(plan_of(diary, ann).talk) == "2027-01-01"
