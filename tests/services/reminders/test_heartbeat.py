"""The sweep on a real diary: what it announces, records, gives back, and never says twice."""

from datetime import timedelta

import pytest

from kitdiary.domain.errors import DiaryError
from kitdiary.domain.reminding import NoticeKey, Occasion
from kitdiary.domain.touches import Channel
from kitdiary.services.clock import FixedClock
from kitdiary.services.diary import Diary
from kitdiary.services.reminders.heartbeat import LEASE, Heartbeat
from kitdiary.services.reminders.notifier import Action, Chain, Message
from tests.services.diaries import TALK, added, local, on, set_clock, time_of, undone_exactly
from tests.services.reminders.fakes import Broken, Recorder


@pytest.fixture
def shown() -> Recorder:
    return Recorder()


def heart_of(diary: Diary, *links: object) -> Heartbeat:
    return Heartbeat(diary.context, Chain(links))  # type: ignore[arg-type]


def later(diary: Diary, gap: timedelta) -> None:
    diary.context.clock = FixedClock(diary.context.now() + gap)


# -- the digest --------------------------------------------------------------------------------------


def test_the_digest_of_the_day_is_announced_once_and_recorded(diary: Diary, shown: Recorder) -> None:
    for name in ("Ann", "Bo"):
        added(diary, name, rating="A")
    set_clock(diary, "2026-11-24T08:29")
    heart = heart_of(diary, shown)
    assert heart.sweep() == []
    set_clock(diary, "2026-11-24T08:30")
    (made,) = heart.sweep()
    assert (made.title, made.body, made.shown_by) == ("Due today", "2 talks: first Ann (A)", "recorder")
    assert shown.messages == [
        Message("Due today", "2 talks: first Ann (A)", "0:digest:2026-11-24:0:digest", (Action.OPEN,))
    ]
    later(diary, timedelta(minutes=1))
    assert heart.sweep() == []
    assert heart_of(diary, shown).sweep() == []  # after a restart


def test_the_weekend_says_nothing_and_monday_says_it_all(diary: Diary, shown: Recorder) -> None:
    added(diary, "Ann")  # first talk on Tuesday 24 November
    heart = heart_of(diary, shown)
    for day in ("2026-11-28T12:00", "2026-11-29T12:00"):
        set_clock(diary, day)
        assert heart.sweep() == []
    set_clock(diary, "2026-11-30T08:30")
    assert [made.body for made in heart.sweep()] == ["1 talk: first Ann (C)"]


def test_a_public_holiday_is_a_day_off(diary: Diary, shown: Recorder) -> None:
    diary.settings.set("country", "DE")
    ann = added(diary, "Ann")
    diary.steps.promise(added(diary, "Bo"), on("2026-12-25"), "ring", time_of("10:00"))
    diary.steps.snooze(ann, TALK, on("2026-12-24"))
    heart = heart_of(diary, shown)
    titles = []
    for day in ("2026-12-24T09:00", "2026-12-25T09:00", "2026-12-25T10:00", "2026-12-28T09:00"):
        set_clock(diary, day)
        titles.append([made.title for made in heart.sweep()])
    assert titles == [["Due today"], [], ["10:00 Bo"], ["Due today"]]


def test_what_exceeds_the_capacity_is_not_counted(diary: Diary, shown: Recorder) -> None:
    diary.settings.set("capacity.talks", "2")
    for number in range(4):
        added(diary, f"Ann {number}")
    set_clock(diary, "2026-11-24T08:30")
    assert [made.body for made in heart_of(diary, shown).sweep()] == ["2 talks: first Ann 0 (C)"]


def test_names_are_hidden_where_settings_say_so(diary: Diary, shown: Recorder) -> None:
    ann = added(diary, "Ann Lee", company="Acme")
    diary.settings.set("names-hidden", "on")
    diary.steps.promise(ann, on("2026-11-24"), "ring about Ann's secret", time_of("09:00"))
    heart = heart_of(diary, shown)
    set_clock(diary, "2026-11-24T08:30")
    heart.sweep()
    set_clock(diary, "2026-11-24T09:00")
    heart.sweep()
    assert [message.title for message in shown.messages] == ["Due today", "09:00: a promise is due"]
    said = " ".join(f"{message.title} {message.body} {message.tag}" for message in shown.messages)
    assert not any(word in said for word in ("Ann", "Acme", "secret"))


# -- what has a time ---------------------------------------------------------------------------------


def test_a_promise_is_announced_ahead_and_on_time_and_not_again(diary: Diary, shown: Recorder) -> None:
    ann = added(diary, "Ann Lee", company="Acme")
    diary.steps.promise(ann, on("2026-11-21"), "ring back", time_of("10:00"))  # a Saturday
    heart = heart_of(diary, shown)
    for minute in range(45, 75):
        set_clock(diary, f"2026-11-21T{9 + minute // 60:02}:{minute % 60:02}")
        heart.sweep()
        heart_of(diary, shown).sweep()
    assert [message.title for message in shown.messages] == ["10:00 Ann Lee, Acme"] * 2
    assert len({message.tag for message in shown.messages}) == 2


def test_every_promise_to_one_person_is_told_at_its_own_time(diary: Diary, shown: Recorder) -> None:
    """The plan shows the earliest alone; whoever forgets to tick it is reminded of the others too."""
    ann = added(diary, "Ann Lee")
    promises = (("10:00", "first"), ("10:20", "second"), ("10:40", "third"))
    for clock, what in promises:
        diary.steps.promise(ann, on("2026-11-21"), what, time_of(clock), Channel.EMAIL)
    diary.steps.promise(ann, on("2026-11-21"), "without a time", channel=Channel.EMAIL)
    heart = heart_of(diary, shown)
    for minute in range(45, 105):
        set_clock(diary, f"2026-11-21T{9 + minute // 60:02}:{minute % 60:02}")
        heart.sweep()
        if minute == 85:
            diary.steps.kept(ann)
    said = [(message.title[:5], message.body.split(": ")[1].split(";")[0]) for message in shown.messages]
    assert said == [
        pair for pair in (("10:00", "first"), ("10:20", "second"), ("10:40", "third")) for _ in "12"
    ]
    set_clock(diary, "2026-11-23T08:30")
    assert [made.title for made in heart.sweep()] == ["Due today"]


def test_a_step_snoozed_to_an_hour_and_again_is_announced_each_time(diary: Diary, shown: Recorder) -> None:
    ann = added(diary, "Ann Lee")
    heart = heart_of(diary, shown)
    for until in ("2026-11-21T10:00", "2026-11-21T23:55", "2026-11-22T00:05"):
        diary.steps.snooze(ann, TALK, local(until))
        set_clock(diary, until)
        assert len(heart.sweep()) == 1
        assert heart.sweep() == []


def test_undone_means_not_announced(diary: Diary, shown: Recorder) -> None:
    ann = added(diary, "Ann Lee")
    change = undone_exactly(
        diary, lambda: diary.steps.promise(ann, on("2026-11-21"), "ring back", time_of("10:00"))
    )
    set_clock(diary, "2026-11-21T10:00")
    diary.safety.undo(diary.safety.history()[0].id)
    assert change.operation_id is not None
    assert heart_of(diary, shown).sweep() == []


def test_thirty_days_off_end_in_one_digest(diary: Diary, shown: Recorder) -> None:
    people = [added(diary, f"Ann {number}") for number in range(5)]
    for number, contact_id in enumerate(people):
        diary.steps.promise(contact_id, on("2026-11-25"), "ring", time_of(f"{9 + number}:00"))
    set_clock(diary, "2026-12-25T10:00")
    (made,) = heart_of(diary, shown).sweep()
    assert (made.title, made.body) == ("Due today", "5 promises: first Ann 0 (C)")
    later(diary, timedelta(minutes=1))
    assert heart_of(diary, shown).sweep() == []


def test_over_the_change_of_the_clocks_every_promise_is_told_once(diary: Diary, shown: Recorder) -> None:
    """The night of 25 October 2026 in Berlin: 02:30 comes twice, the promise means the first."""
    set_clock(diary, "2026-10-23T09:00")
    ann = added(diary, "Ann Lee")
    diary.steps.promise(ann, on("2026-10-25"), "ring", time_of("02:30"))
    heart = heart_of(diary, shown)
    set_clock(diary, "2026-10-25T01:00")
    told = []
    for _ in range(4 * 60):
        told += [diary.context.now() for _made in heart.sweep()]
        later(diary, timedelta(minutes=1))
        diary.context.clock = FixedClock(diary.context.clock.now())
    assert [moment.isoformat() for moment in told] == [
        "2026-10-25T02:20:00+02:00",
        "2026-10-25T02:30:00+02:00",
    ]


def test_a_clock_set_back_says_nothing_twice(diary: Diary, shown: Recorder) -> None:
    ann = added(diary, "Ann Lee")
    diary.steps.promise(ann, on("2026-11-24"), "ring", time_of("09:00"))
    heart = heart_of(diary, shown)
    for now in ("2026-11-24T09:00", "2026-11-24T08:00", "2026-11-24T08:55", "2026-11-24T09:00"):
        set_clock(diary, now)
        heart.sweep()
    assert len(shown.messages) == 1


# -- claims ------------------------------------------------------------------------------------------


def test_what_nobody_could_show_is_given_back_and_tried_again(diary: Diary, shown: Recorder) -> None:
    added(diary, "Ann")
    set_clock(diary, "2026-11-24T08:30")
    heart = heart_of(diary, Broken())
    assert heart.sweep() == []
    (line,) = diary.reminders.last_announcements()
    assert (line.shown_by, line.failures) == (None, ("broken: out of order",))
    assert len(heart_of(diary, shown).sweep()) == 1


def test_killed_between_showing_and_recording_it_is_shown_once_more_after_the_lease(
    diary: Diary, shown: Recorder
) -> None:
    added(diary, "Ann")
    set_clock(diary, "2026-11-24T08:30")

    class Killed(Recorder):
        def show(self, message: Message) -> None:
            super().show(message)
            raise KeyboardInterrupt  # as good as a kill: nothing is recorded

    with pytest.raises(KeyboardInterrupt):
        heart_of(diary, Killed()).sweep()
    later(diary, LEASE - timedelta(seconds=1))
    assert heart_of(diary, shown).sweep() == []
    later(diary, timedelta(seconds=1))
    assert len(heart_of(diary, shown).sweep()) == 1
    later(diary, LEASE)
    assert heart_of(diary, shown).sweep() == []


def test_a_beat_that_meets_another_of_the_same_heart_leaves_it_the_work(diary: Diary) -> None:
    added(diary, "Ann")
    set_clock(diary, "2026-11-24T08:30")
    again: list[object] = []

    class Reentrant(Recorder):
        def show(self, message: Message) -> None:
            super().show(message)
            again.extend(heart.sweep())

    reentrant = Reentrant()
    heart = heart_of(diary, reentrant)
    assert len(heart.sweep()) == 1
    assert (again, len(reentrant.messages)) == ([], 1)


def test_a_claim_of_another_s_is_left_alone_and_nothing_of_it_kept(diary: Diary, shown: Recorder) -> None:
    added(diary, "Ann")
    set_clock(diary, "2026-11-24T08:30")
    digest = NoticeKey(0, "digest", "2026-11-24", 0, Occasion.DIGEST)
    with diary.context.store.maintenance():
        diary.context.notices.claim([digest], "another", diary.context.now(), LEASE)
    assert heart_of(diary, shown).sweep() == []
    with diary.context.store.read():
        assert diary.context.store.rows("SELECT kind, claimed_by FROM notices") == [("digest", "another")]


def test_announcing_leaves_history_and_plan_alone(diary: Diary, shown: Recorder) -> None:
    added(diary, "Ann")
    set_clock(diary, "2026-11-24T08:30")
    before = diary.safety.history()
    heart_of(diary, shown).sweep()
    assert diary.safety.history() == before
    assert diary.safety.check() == []


def test_a_diary_that_cannot_be_written_is_said_so(diary: Diary, shown: Recorder) -> None:
    added(diary, "Ann")
    set_clock(diary, "2026-11-24T08:30")
    with diary.context.store.read():
        diary.context.store.execute("PRAGMA query_only = ON")
    with pytest.raises(DiaryError):
        heart_of(diary, shown).sweep()
    assert shown.messages == []
