"""Reminders and backups at a glance."""

from __future__ import annotations

from datetime import timedelta

from kitdiary.services.diary import Diary
from kitdiary.services.reminders.glance import glance
from kitdiary.services.reminders.notifier import Chain, PrintNotifier
from tests.services.diaries import added, local, on, set_clock, talked, time_of


def beat(diary: Diary) -> None:
    diary.heartbeat(Chain((PrintNotifier(lambda _line: None),))).sweep()


def test_an_empty_diary_on_its_first_day(diary: Diary) -> None:
    found = glance(diary.context)
    assert (found.paused_until, found.next_name, found.beat_failure) == (None, "", "")
    assert (found.backup_on, found.backup_at, found.backup_failure) == (None, None, "")


def test_next_is_a_promise_with_a_time_or_the_digest(diary: Diary) -> None:
    dana = added(diary, "Dana Whitfield", rating="A")
    talked(diary, dana, at="2026-09-01")
    assert glance(diary.context).next_at == local("2026-11-20T09:15")  # the digest, at the next beat
    beat(diary)
    assert glance(diary.context).next_at == local("2026-11-23T08:30")  # that of Monday
    diary.steps.promise(dana, on("2026-11-20"), "call", time_of("14:30"))
    found = glance(diary.context)
    assert (found.next_at, found.next_name) == (local("2026-11-20T14:30"), "Dana Whitfield")
    diary.settings.set("names-hidden", "on")
    assert glance(diary.context).next_name == ""
    set_clock(diary, "2026-11-20T15:00")
    assert glance(diary.context).next_at == local("2026-11-23T08:30")


def test_a_pause_and_what_comes_after_it(diary: Diary) -> None:
    dana = added(diary, "Dana Whitfield")
    diary.steps.promise(dana, on("2026-11-20"), "call", time_of("14:30"))
    diary.steps.promise(added(diary, "Bo"), on("2026-11-27"), "call", time_of("07:00"))
    diary.reminders.pause(local("2026-11-27T00:00"))
    found = glance(diary.context)
    assert found.paused_until == local("2026-11-27T00:00")
    assert found.next_name == "Bo"


def test_the_last_backup(diary: Diary) -> None:
    beat(diary)
    found = glance(diary.context)
    assert found.backup_on == on("2026-11-20")
    assert found.backup_at == local("2026-11-20T09:15")
    set_clock(diary, "2026-11-21T09:00")
    diary.settings.set("backup-folder", "/nowhere/at/all")
    beat(diary)
    found = glance(diary.context)
    assert found.backup_on == on("2026-11-21")
    assert found.backup_failure.endswith(".")
    assert found.backup_at is not None
    assert found.backup_at - local("2026-11-20T09:15") > timedelta(hours=20)
