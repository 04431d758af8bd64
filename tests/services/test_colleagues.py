"""Touches logged late, and what a touch means for the colleagues of whom it was with (rule 11)."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from kitdiary.domain.touches import Channel, Outcome
from kitdiary.services.diary import Diary
from kitdiary.services.touch_log import TouchDraft
from tests.services.diaries import (
    added,
    asked,
    assert_plans_true,
    due,
    local,
    opened,
    plan_of,
    set_clock,
    talked,
    tried,
    undone_exactly,
    wrote,
)

# -- backdating --------------------------------------------------------------------------------------


def test_a_touch_logged_late_does_not_outdo_a_later_one(diary: Diary) -> None:
    ann = added(diary, "Ann Lee", rating="A")
    talked(diary, ann, at="2026-11-18")
    undone_exactly(diary, lambda: talked(diary, ann, at="2026-10-01"))
    assert due(plan_of(diary, ann).talk) == "2026-12-30"


def test_attempts_logged_late_count_unless_a_conversation_came_after(diary: Diary) -> None:
    ann = added(diary, "Ann Lee", rating="A")
    talked(diary, ann, at="2026-11-02")
    undone_exactly(diary, lambda: tried(diary, ann, at="2026-10-30"))
    assert due(plan_of(diary, ann).talk) == "2026-12-14"
    undone_exactly(diary, lambda: tried(diary, ann, at="2026-11-18"))
    assert due(plan_of(diary, ann).talk) == "2026-11-20"


def test_a_backdated_email_does_not_free_or_hold_a_colleague(diary: Diary) -> None:
    ann, bo = added(diary, "Ann", company="Acme", rating="A"), added(diary, "Bo", company="Acme", rating="A")
    wrote(diary, bo, at="2026-10-22", why="x")  # Bo's next value-add: 19 November
    wrote(diary, ann, at="2026-11-19", why="x")
    assert due(plan_of(diary, bo).value_add) == "2026-11-23"
    undone_exactly(diary, lambda: wrote(diary, ann, at="2026-11-10"))
    assert due(plan_of(diary, bo).value_add) == "2026-11-23"


def test_a_touch_with_an_earlier_date_over_the_date_line_frees_the_colleague(tmp_path: Path) -> None:
    """Written in Auckland on Tuesday morning, then from Honolulu on the Monday before it."""
    with opened(tmp_path / "d.kitdiary", "2026-11-25") as diary:
        ann, bo = added(diary, "Ann", company="Acme"), added(diary, "Bo", company="Acme", rating="A")
        wrote(diary, bo, at="2026-10-23", why="x")
        tuesday = datetime(2026, 11, 24, 8, 0, tzinfo=ZoneInfo("Pacific/Auckland"))
        monday = datetime(2026, 11, 23, 12, 0, tzinfo=ZoneInfo("Pacific/Honolulu"))
        assert tuesday < monday
        diary.log.record(TouchDraft((ann,), Channel.EMAIL, Outcome.SENT, at=tuesday))
        assert_plans_true(diary)
        undone_exactly(
            diary, lambda: diary.log.record(TouchDraft((ann,), Channel.EMAIL, Outcome.SENT, at=monday))
        )


# -- colleagues (rule 11) ----------------------------------------------------------------------------


def test_an_outgoing_touch_holds_back_the_value_adds_of_colleagues_only(diary: Diary) -> None:
    ann = added(diary, "Ann", company="Acme", rating="A")
    bo = added(diary, "Bo", company="Acme", rating="A")
    far = added(diary, "Cy", company="Other", rating="A")
    for contact_id in (ann, bo, far):
        wrote(diary, contact_id, at="2026-10-23", why="x")  # next value-add: 20 November
    change = undone_exactly(diary, lambda: wrote(diary, ann))
    assert change.replanned == {ann, bo}
    assert due(plan_of(diary, bo).value_add) == "2026-11-23"
    assert due(plan_of(diary, far).value_add) == "2026-11-20"


def test_a_colleague_whose_value_add_falls_on_the_free_day_keeps_a_true_reason(diary: Diary) -> None:
    """Paused to the very day that the gap leaves free: the date stays, its reason does not."""
    ann = added(diary, "Ann", company="Acme", rating="A")
    bo = added(diary, "Bo", company="Acme", rating="A")
    wrote(diary, bo, at="2026-10-23", why="x")
    diary.contacts.edit((bo,), pause_until=local("2026-11-24").date())
    set_clock(diary, "2026-11-22")
    assert due(plan_of(diary, bo).value_add) == "2026-11-24"
    undone_exactly(diary, lambda: wrote(diary, ann))
    assert due(plan_of(diary, bo).value_add) == "2026-11-24"


def test_attempts_and_incoming_touches_hold_nobody_back(diary: Diary) -> None:
    ann = added(diary, "Ann", company="Acme")
    added(diary, "Bo", company="Acme")
    assert undone_exactly(diary, lambda: tried(diary, ann)).replanned == {ann}
    assert undone_exactly(diary, lambda: asked(diary, ann)).replanned == {ann}
