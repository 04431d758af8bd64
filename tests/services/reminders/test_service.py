"""How the reminders are, a pause, the log, a test notice, and acting on a notice, on a real diary."""

from datetime import timedelta

import pytest

from kitdiary.domain.errors import DiaryError, InvalidInput
from kitdiary.domain.reminding import Occasion, StepRef
from kitdiary.services.clock import FixedClock
from kitdiary.services.diary import Diary
from kitdiary.services.reminders.heartbeat import Heartbeat
from kitdiary.services.reminders.notifier import Action, Answer, Chain, Message, Shown
from kitdiary.services.reminders.pulse import BEAT_FAILURE, LAST_BEAT
from tests.services.diaries import (
    PROMISE,
    TALK,
    added,
    dump_of_notes,
    local,
    on,
    plan_of,
    set_clock,
    talked,
    time_of,
    undone_exactly,
)
from tests.services.reminders.fakes import Broken, Recorder


@pytest.fixture
def shown() -> Recorder:
    return Recorder()


def heart_of(diary: Diary, *links: object) -> Heartbeat:
    return diary.heartbeat(Chain(links))  # type: ignore[arg-type]


# -- status ------------------------------------------------------------------------------------------


def test_before_the_first_beat_nothing_beats(diary: Diary) -> None:
    status = diary.reminders.status()
    assert (status.beats.last, status.beats.next, status.beats.failure) == (None, None, "")
    assert status.paused_until is None


def test_status_tells_the_last_beat_the_next_and_the_next_digest(diary: Diary, shown: Recorder) -> None:
    for name in ("Ann", "Bo"):
        added(diary, name)
    heart = heart_of(diary, shown)
    set_clock(diary, "2026-11-24T08:29")
    heart.sweep()
    status = diary.reminders.status()
    assert (status.beats.last, status.beats.next) == (local("2026-11-24T08:29"), local("2026-11-24T08:30"))
    assert (status.next_digest, status.next_digest_words) == (local("2026-11-24T08:30"), "2 talks")
    set_clock(diary, "2026-11-24T08:30")
    heart.sweep()
    assert diary.reminders.status().next_digest == local("2026-11-25T08:30")


def test_without_a_beat_for_some_minutes_nothing_beats(diary: Diary) -> None:
    heart_of(diary).sweep()
    diary.context.clock = FixedClock(diary.context.now() + timedelta(minutes=3))
    status = diary.reminders.status()
    assert (status.beats.last, status.beats.next) == (local("2026-11-20T09:15"), None)


def test_a_beat_is_noted_in_the_diary_every_ten_minutes(diary: Diary) -> None:
    heart, noted = heart_of(diary), list[str]()
    for minute in range(15, 40):
        set_clock(diary, f"2026-11-20T09:{minute}")
        heart.sweep()
        noted.append(dump_of_notes(diary)[LAST_BEAT][14:16])
    assert noted == ["15"] * 10 + ["25"] * 10 + ["35"] * 5
    assert diary.reminders.status().beats.last == local("2026-11-20T09:39")


def test_a_beat_that_raises_is_remembered_until_one_goes_well(
    diary: Diary, shown: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    heart = heart_of(diary, shown)
    with monkeypatch.context() as broken:
        broken.setattr(diary.context.steps, "due", lambda _day: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            heart.sweep()
    sentence = "The heartbeat failed (ZeroDivisionError); it goes on with the next beat."
    beats = diary.reminders.status().beats
    assert (beats.last, beats.failure, beats.last_good) == (local("2026-11-20T09:15"), sentence, None)
    assert dump_of_notes(diary)[BEAT_FAILURE] == sentence  # for other programs
    set_clock(diary, "2026-11-20T09:16")
    heart.sweep()
    beats = diary.reminders.status().beats
    assert (beats.last, beats.failure) == (beats.last_good, "") == (local("2026-11-20T09:16"), "")
    assert dump_of_notes(diary)[BEAT_FAILURE] == ""


def test_a_diary_that_cannot_be_written_is_remembered_all_the_same(diary: Diary, shown: Recorder) -> None:
    added(diary, "Ann")
    set_clock(diary, "2026-11-24T08:30")
    with diary.context.store.read():
        diary.context.store.execute("PRAGMA query_only = ON")
    with pytest.raises(DiaryError) as caught:
        heart_of(diary, shown).sweep()
    assert diary.reminders.status().beats.failure == str(caught.value)


def test_which_notifiers_answer(diary: Diary, shown: Recorder) -> None:
    assert diary.reminders.answers(Chain((Broken(), shown))) == (
        Answer("broken", False, "out of order"),
        Answer("recorder", True),
    )
    assert shown.messages == []


def test_a_test_notice_says_who_showed_it(diary: Diary, shown: Recorder) -> None:
    assert diary.reminders.send_test(Chain((Broken(), shown))) == Shown("recorder", ("broken: out of order",))
    assert [message.tag for message in shown.messages] == ["test"]
    assert diary.reminders.send_test(Chain((Broken(),))).by is None


# -- the pause ---------------------------------------------------------------------------------------


def test_a_pause_holds_everything_and_afterwards_it_is_said(diary: Diary, shown: Recorder) -> None:
    ann = added(diary, "Ann Lee")
    diary.steps.promise(ann, on("2026-11-24"), "ring", time_of("10:00"))
    set_clock(diary, "2026-11-24T08:00")
    until = local("2026-11-24T12:00")
    undone_exactly(diary, lambda: diary.reminders.pause(until))
    status = diary.reminders.status()
    assert (status.paused_until, status.next_digest) == (until, until)
    for now in ("2026-11-24T08:30", "2026-11-24T10:00", "2026-11-24T11:59"):
        set_clock(diary, now)
        assert heart_of(diary, shown).sweep() == []  # each a new start of the program
    set_clock(diary, "2026-11-24T12:00")
    (made,) = heart_of(diary, shown).sweep()
    assert (made.title, made.body) == ("Due today", "1 promise: first Ann Lee (C)")
    assert diary.reminders.status().paused_until is None


def test_on_a_day_off_what_was_held_is_said_by_itself(diary: Diary, shown: Recorder) -> None:
    ann = added(diary, "Ann Lee")
    diary.steps.promise(ann, on("2026-11-21"), "ring", time_of("10:00"))  # a Saturday
    diary.reminders.pause(local("2026-11-21T11:00"))
    set_clock(diary, "2026-11-21T10:00")
    assert heart_of(diary, shown).sweep() == []
    set_clock(diary, "2026-11-21T11:00")
    assert [made.title for made in heart_of(diary, shown).sweep()] == ["10:00 Ann Lee"]


def test_a_pause_can_be_ended_and_cannot_end_in_the_past(diary: Diary) -> None:
    diary.reminders.pause(local("2026-11-21T11:00"))
    diary.reminders.pause(None)
    assert diary.reminders.status().paused_until is None
    with pytest.raises(InvalidInput, match="past"):
        diary.reminders.pause(local("2026-11-20T09:15"))


# -- the log -----------------------------------------------------------------------------------------


def test_the_log_says_what_was_shown_how_and_what_failed_and_why(diary: Diary, shown: Recorder) -> None:
    people = [added(diary, name) for name in ("Ann", "Bo", "Cy")]
    diary.steps.promise(people[0], on("2026-11-24"), "ring", time_of("10:00"))
    for now, link in (("08:30", shown), ("09:50", Broken()), ("09:51", shown), ("10:00", Broken())):
        set_clock(diary, f"2026-11-24T{now}")
        heart_of(diary, Broken(ValueError()), link).sweep()
    found = [
        (f"{one.at:%H:%M}", one.name, one.kind, one.occasion, one.steps, one.shown_by, one.failures)
        for one in diary.reminders.last_announcements()
    ]
    why = "broken: ValueError"
    assert found == [
        ("10:00", "Ann", "promise", Occasion.ON_TIME, 1, None, (why, "broken: out of order")),
        ("09:51", "Ann", "promise", Occasion.AHEAD, 1, "recorder", (why,)),
        ("08:30", "", "digest", Occasion.DIGEST, 3, "recorder", (why,)),
    ]
    assert [one.occasion for one in diary.reminders.last_announcements(1)] == [Occasion.ON_TIME]


def test_the_log_keeps_the_newest_hundred(diary: Diary, shown: Recorder) -> None:
    ann = added(diary, "Ann")
    heart = heart_of(diary, shown)
    for minute in range(105):
        until = local("2026-11-21T09:00") + timedelta(minutes=minute)
        diary.steps.snooze(ann, TALK, until)
        diary.context.clock = FixedClock(until)
        heart.sweep()
    found = diary.reminders.last_announcements()
    assert len(found) == 100
    assert found[0].at == diary.context.now()
    assert found == sorted(found, key=lambda one: one.at, reverse=True)


# -- acting ------------------------------------------------------------------------------------------


def notice(diary: Diary, shown: Recorder, now: str) -> Message:
    """The last thing announced at a beat."""
    set_clock(diary, now)
    assert heart_of(diary, shown).sweep() != []
    return shown.messages[-1]


@pytest.mark.parametrize(
    ("action", "due_at", "due_on"),
    [
        (Action.SNOOZE_HOUR, "2026-11-21T11:00", "2026-11-21"),
        (Action.SNOOZE_TOMORROW, None, "2026-11-22"),
    ],
)
def test_a_snooze_from_a_notice_moves_the_step_and_can_be_undone(
    diary: Diary, shown: Recorder, action: Action, due_at: str | None, due_on: str
) -> None:
    ann = added(diary, "Ann Lee")
    diary.steps.promise(ann, on("2026-11-21"), "ring", time_of("10:00"))
    message = notice(diary, shown, "2026-11-21T10:00")
    assert message.actions == (Action.OPEN, Action.LOG, Action.SNOOZE_HOUR, Action.SNOOZE_TOMORROW)
    change = undone_exactly(diary, lambda: diary.reminders.act(action, message))
    assert change.contact_ids == (ann,)
    step = plan_of(diary, ann).promise
    assert step is not None
    assert (step.due_at, step.due_on.isoformat()) == (None if due_at is None else local(due_at), due_on)
    assert change.what == f"Snoozed the promise with Ann Lee to {(due_at or due_on).replace('T', ' ')}"


def test_more_than_three_are_snoozed_as_one_change(diary: Diary, shown: Recorder) -> None:
    people = [added(diary, f"Ann {number}") for number in range(4)]
    for contact_id in people:
        diary.steps.promise(contact_id, on("2026-11-21"), "ring", time_of("10:00"))
    message = notice(diary, shown, "2026-11-21T10:00")
    assert message.actions == (Action.OPEN, Action.SNOOZE_HOUR, Action.SNOOZE_TOMORROW)
    change = undone_exactly(diary, lambda: diary.reminders.act(Action.SNOOZE_HOUR, message))
    assert (change.what, change.contact_ids) == ("Snoozed 4 steps to 2026-11-21 11:00", tuple(people))
    set_clock(diary, "2026-11-21T11:00")
    assert [made.title for made in heart_of(diary, shown).sweep()] == ["Due now"]


def test_of_several_promises_to_one_person_the_one_that_was_announced_is_snoozed(
    diary: Diary, shown: Recorder
) -> None:
    """The plan shows the first alone; the second is announced at its own time all the same."""
    ann = added(diary, "Ann Lee")
    for clock, what in (("09:00", "first"), ("10:00", "second")):
        diary.steps.promise(ann, on("2026-11-21"), what, time_of(clock))
    set_clock(diary, "2026-11-21T09:00")
    heart_of(diary, shown).sweep()
    message = notice(diary, shown, "2026-11-21T10:00")
    assert "second" in message.body
    undone_exactly(diary, lambda: diary.reminders.act(Action.SNOOZE_HOUR, message))
    first = plan_of(diary, ann).promise
    assert first is not None
    assert first.due_at == local("2026-11-21T09:00")
    set_clock(diary, "2026-11-21T11:00")
    assert [(made.title, made.body) for made in heart_of(diary, shown).sweep()] == [
        ("11:00 Ann Lee", "You promised for 21 Nov: second; snoozed")
    ]


def test_the_digest_of_a_day_offers_no_snooze(diary: Diary, shown: Recorder) -> None:
    added(diary, "Ann Lee")
    message = notice(diary, shown, "2026-11-24T08:30")
    assert (message.actions, message.steps) == ((Action.OPEN,), ())
    assert diary.reminders.act(Action.SNOOZE_HOUR, message).operation_id is None


def test_what_is_done_by_now_is_left_alone(diary: Diary, shown: Recorder) -> None:
    ann = added(diary, "Ann Lee")
    diary.steps.promise(ann, on("2026-11-21"), "ring", time_of("10:00"))
    message = notice(diary, shown, "2026-11-21T10:00")
    talked(diary, ann)
    before = diary.safety.history()
    change = diary.reminders.act(Action.SNOOZE_HOUR, message)
    assert (change.operation_id, diary.safety.history()) == (None, before)


def test_one_gone_with_its_contact_is_left_alone(diary: Diary) -> None:
    message = Message("10:00 Ann", "", "tag", (), (StepRef(99, PROMISE, 1),))
    assert diary.reminders.act(Action.SNOOZE_HOUR, message).operation_id is None


@pytest.mark.parametrize("action", [Action.OPEN, Action.LOG])
def test_what_needs_the_window_is_not_done_without_it(diary: Diary, action: Action) -> None:
    with pytest.raises(InvalidInput):
        diary.reminders.act(action, Message("", "", ""))
