"""The weekly hand-off: on its day or as soon as it can be, whole, and tried again when it fails."""

from datetime import date
from pathlib import Path

import pytest

from kitdiary.services.diary import Diary
from kitdiary.services.reminders.notifier import Chain
from kitdiary.services.reminders.weekly_handoff import WeeklyStatus
from tests.services.diaries import added, set_clock
from tests.services.reminders.fakes import Recorder


@pytest.fixture
def folder(diary: Diary, tmp_path: Path) -> Path:
    diary.render_summary = lambda _page, path: path.write_bytes(b"%PDF") and None
    place = tmp_path / "for the boss"
    place.mkdir()
    added(diary, "Ann")
    diary.settings.set_all(
        {"handoff-folder": str(place), "handoff-day": "wed", "rep": "Jörg/Weiß", "handoff-include": "notes"}
    )
    return place


def beat(diary: Diary, now: str) -> None:
    set_clock(diary, now)
    diary.heartbeat(Chain((Recorder(),))).sweep()


def test_nothing_is_made_without_a_folder(diary: Diary) -> None:
    beat(diary, "2026-11-25T09:00")
    assert diary.handoffs.last() is None
    assert diary.weekly_handoff.status() == WeeklyStatus("", None, None, "")


def test_it_is_made_on_its_day_once(diary: Diary, folder: Path) -> None:
    beat(diary, "2026-11-20T09:00")  # a Friday: the first is made on the next Wednesday
    assert list(folder.iterdir()) == []
    assert diary.weekly_handoff.status().next_on == date(2026, 11, 25)
    for now in ("2026-11-25T00:01", "2026-11-25T00:02", "2026-11-26T09:00"):
        beat(diary, now)
    assert [path.name for path in folder.iterdir()] == ["Jörg Weiß 2026-11-25"]
    status = diary.weekly_handoff.status()
    assert (status.last_on, status.next_on, status.failure) == (date(2026, 11, 25), date(2026, 12, 2), "")


def test_a_week_slept_through_is_made_up_for(diary: Diary, folder: Path) -> None:
    beat(diary, "2026-11-25T08:00")
    beat(diary, "2026-12-04T08:00")
    assert sorted(path.name for path in folder.iterdir()) == ["Jörg Weiß 2026-11-25", "Jörg Weiß 2026-12-04"]
    last = diary.handoffs.last()
    assert last is not None
    assert last.period.start == date(2026, 11, 25)
    beat(diary, "2026-12-08T08:00")
    assert len(list(folder.iterdir())) == 2


def test_a_folder_that_is_not_there_is_said_and_tried_again(diary: Diary, folder: Path) -> None:
    folder.rmdir()
    beat(diary, "2026-11-25T08:00")
    assert "is not there" in diary.weekly_handoff.status().failure
    assert diary.weekly_handoff.status().next_on == date(2026, 11, 25)
    folder.mkdir()
    beat(diary, "2026-11-25T08:30")
    assert list(folder.iterdir()) == []
    beat(diary, "2026-11-26T09:01")
    assert [path.name for path in folder.iterdir()] == ["Jörg Weiß 2026-11-26"]
    assert diary.weekly_handoff.status().failure == ""


def test_it_can_be_one_file(diary: Diary, folder: Path) -> None:
    diary.settings.set("handoff-zip", "on")
    beat(diary, "2026-11-25T08:00")
    assert [path.name for path in folder.iterdir()] == ["Jörg Weiß 2026-11-25.zip"]
