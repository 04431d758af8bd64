"""The day as a screen shows it, and spreading what is overdue."""

import pytest

from kitdiary.domain.content import ContentKind
from kitdiary.domain.people import ClosedReason
from kitdiary.domain.steps import StepKind
from kitdiary.domain.touches import Channel, Outcome
from kitdiary.services.agenda import local_time
from kitdiary.services.diary import Diary
from kitdiary.services.touch_log import TouchDraft
from tests.services.diaries import (
    TALK,
    VALUE_ADD,
    added,
    asked,
    assert_plans_true,
    due,
    local,
    on,
    plan_of,
    set_clock,
    talked,
    time_of,
    undone_exactly,
    wrote,
)


def test_the_order_of_the_day_with_reasons_and_local_times(diary: Diary) -> None:
    ann = added(diary, "Ann Lee", company="Acme", rating="A", time_zone="America/Denver")
    bo = added(diary, "Bo Lind", rating="D", time_zone="")
    asked(diary, bo)
    diary.steps.promise(ann, on("2026-11-24"), "ring", time_of("10:00"))
    set_clock(diary, "2026-11-24T09:15")
    lines = diary.agenda.lines()
    assert [(line.item.step.name, line.item.step.kind) for line in lines] == [
        ("Ann Lee", StepKind.PROMISE),
        ("Bo Lind", StepKind.REPLY),
        ("Bo Lind", StepKind.VALUE_ADD),
    ]
    assert [line.local_time for line in lines] == ["01:15", None, None]
    assert lines[1].reason == "Asked for a reply 4 days ago; no answer yet"
    assert [line.item.days_late for line in lines] == [0, 1, 0]
    assert diary.agenda.lines(most=1) == lines[:1]
    assert [item.step for item in diary.agenda.items()] == [line.item.step for line in lines]


def test_another_day_is_seen_from_that_day(diary: Diary) -> None:
    added(diary, "Ann Lee")
    assert diary.agenda.lines() == []
    (line,) = diary.agenda.lines(on("2026-12-24"))
    assert (line.item.days_late, line.reason) == (30, "Never spoken; first talk planned for 24 Nov")


def test_today_s_done_takes_of_the_capacity(diary: Diary) -> None:
    diary.settings.set("capacity.talks", "2")
    ids = [added(diary, f"Ann {number}") for number in range(3)]
    set_clock(diary, "2026-11-24T09:15")
    assert [item.over_capacity for item in diary.agenda.items()] == [False, False, True]
    talked(diary, ids[0])
    assert [item.over_capacity for item in diary.agenda.items()] == [False, True]


def test_what_is_worth_sending_is_proposed_to_whom_it_fits_and_never_twice(diary: Diary) -> None:
    diary.library.add("About presses", topics=("presses",), kind=ContentKind.ARTICLE)
    ann, bo = added(diary, "Ann", rating="D", tags=("presses",)), added(diary, "Bo", rating="D")
    set_clock(diary, "2026-11-24")
    lines = {line.item.step.contact_id: line for line in diary.agenda.lines()}
    assert lines[ann].suggestion is not None
    draft = TouchDraft((ann,), Channel.EMAIL, Outcome.SENT, content="About presses")
    diary.log.record(draft)
    set_clock(diary, "2027-11-24")
    lines = {line.item.step.contact_id: line for line in diary.agenda.lines()}
    assert lines[ann].suggestion is None
    assert bo in lines


def test_who_is_left_behind(diary: Diary) -> None:
    ann, bo = added(diary, "Ann", rating="A"), added(diary, "Bo", rating="A")
    diary.contacts.edit((bo,), closed=ClosedReason.LEFT_FIELD)
    assert diary.agenda.left_behind() == []
    set_clock(diary, "2027-02-16")  # 84 days after the first-talk date
    assert diary.agenda.left_behind() == []
    set_clock(diary, "2027-02-17")
    assert diary.agenda.left_behind() == [ann]
    talked(diary, ann)
    assert diary.agenda.left_behind() == []


@pytest.mark.parametrize(
    ("zone", "clock"), [("Asia/Tokyo", "17:15"), ("", None), ("No/Where", None), ("..", None)]
)
def test_local_times(zone: str, clock: str | None) -> None:
    assert local_time(local("2026-11-20T09:15"), zone) == clock


# -- spreading ---------------------------------------------------------------------------------------


def test_what_is_overdue_is_spread_to_the_full_capacity(diary: Diary) -> None:
    diary.settings.set("capacity.talks", "2")
    talks = [added(diary, f"Ann {number}", rating="A") for number in range(5)]
    values = [added(diary, f"Bo {number}", rating="D") for number in range(2)]
    asked(diary, values[0])
    diary.steps.promise(talks[4], on("2026-11-25"), "ring")
    set_clock(diary, "2026-11-27T09:00")  # a Friday, three days later
    change = undone_exactly(diary, diary.agenda.spread)
    assert change.what == "Spread what was overdue"
    assert set(change.contact_ids) == {*talks[:4], *values}
    assert [due(plan_of(diary, i).talk) for i in talks[:4]] == [
        "2026-11-30",
        "2026-12-01",
        "2026-12-01",
        "2026-12-02",
    ]
    assert [due(plan_of(diary, i).value_add) for i in values] == ["2026-11-30", "2026-11-30"]
    assert due(plan_of(diary, talks[4]).promise) == "2026-11-25"
    assert due(plan_of(diary, values[0]).reply) == "2026-11-23"
    talk = plan_of(diary, talks[0]).talk
    assert talk is not None
    assert talk.original_on == on("2026-11-24")


def test_with_nothing_overdue_spreading_changes_nothing(diary: Diary) -> None:
    added(diary, "Ann")
    set_clock(diary, "2026-11-24")  # due today is not overdue
    assert diary.agenda.spread().operation_id is None


def test_spreading_a_large_backlog_leaves_no_day_over_its_capacity(diary: Diary) -> None:
    diary.settings.set("capacity.talks", "3")
    diary.settings.set("capacity.value-adds", "2")
    for number in range(12):
        contact_id = added(diary, f"Ann {number}", rating="ABCD"[number % 4], company=f"Firm {number % 3}")
        if number % 3 == 0:
            wrote(diary, contact_id, at="2026-10-01", why="x")
    set_clock(diary, "2027-03-10")
    diary.agenda.spread()
    assert_plans_true(diary)
    with diary.context.store.read():
        load = diary.context.steps.load_by_day(on("2027-03-10"))
    assert all(talks <= 3 and values <= 2 for talks, values in load.values()), load
    assert load.get(on("2027-03-10"), (0, 0)) == (0, 0)
    assert diary.agenda.items() == []


def test_a_spread_talk_is_snoozed_no_more_once_it_took_place(diary: Diary) -> None:
    ann = added(diary, "Ann", rating="A")
    set_clock(diary, "2026-11-27")
    diary.agenda.spread()
    talked(diary, ann)
    assert due(plan_of(diary, ann).talk) == "2027-01-08"
    assert {step.kind for step in plan_of(diary, ann)} == {TALK, VALUE_ADD}
