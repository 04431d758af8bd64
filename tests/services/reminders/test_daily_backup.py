"""The heartbeat makes the day's backup, once, and never at the cost of an announcement."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kitdiary.domain.errors import DiaryError
from kitdiary.services.clock import FixedClock
from kitdiary.services.diary import Diary
from kitdiary.services.reminders.daily_backup import BACKUP_FAILURE, LAST_BACKUP, RETRY
from kitdiary.services.reminders.heartbeat import Heartbeat
from kitdiary.services.reminders.notifier import Chain
from kitdiary.storage.backup import Daily
from tests.services.diaries import added, dump_of_notes, opened, set_clock
from tests.services.reminders.fakes import Recorder


class Backups:
    """Counts the backups asked for; the first ``failing`` of them fail."""

    def __init__(self, failing: int = 0, error: Exception | None = None) -> None:
        self.asked: list[datetime] = []
        self.failing = failing
        self.error = error

    def __call__(self, now: datetime) -> Daily:
        self.asked.append(now)
        if len(self.asked) > self.failing:
            return Daily((object(),), ())  # type: ignore[arg-type]  # any backup at all
        if self.error is not None:
            raise self.error
        return Daily((), ("The disk is full.",))


def test_each_local_day_has_its_backup_and_it_is_good(diary: Diary, tmp_path: Path) -> None:
    added(diary, "Ann")
    heart = diary.heartbeat(Chain((Recorder(),)))
    for now in ("2026-11-20T23:58", "2026-11-20T23:59", "2026-11-21T00:00", "2026-11-21T00:01"):
        set_clock(diary, now)
        heart.sweep()
    made = sorted(diary.safety.folder.iterdir())
    assert [path.name for path in made] == ["diary-2026-11-20.kitdiary", "diary-2026-11-21.kitdiary"]
    with opened(made[0]) as copy:
        assert copy.contacts.one(1).name == "Ann"
    notes = dump_of_notes(diary)
    assert (notes[LAST_BACKUP], notes[BACKUP_FAILURE]) == ("2026-11-21", "")


def test_a_folder_that_is_not_there_is_noted_and_the_first_backup_made(diary: Diary) -> None:
    diary.settings.set("backup-folder", "/media/stick/that/is/not/there")
    diary.heartbeat(Chain((Recorder(),))).sweep()
    notes = dump_of_notes(diary)
    assert notes[LAST_BACKUP] == "2026-11-20"
    assert "/media/stick" in notes[BACKUP_FAILURE]


@pytest.mark.parametrize(
    "error",
    [None, DiaryError("The disk is full."), OSError(28, "The disk is full.")],
)
def test_a_backup_that_fails_is_noted_and_tried_again_after_an_hour(
    diary: Diary, error: Exception | None
) -> None:
    added(diary, "Ann")
    set_clock(diary, "2026-11-24T08:30")
    backups, shown = Backups(2, error), Recorder()
    heart = Heartbeat(diary.context, Chain((shown,)), backups)
    assert len(heart.sweep()) == 1  # announced all the same
    assert "The disk is full." in dump_of_notes(diary)[BACKUP_FAILURE]
    begin = diary.context.now()
    for minutes in range(1, 180):
        diary.context.clock = FixedClock(begin + timedelta(minutes=minutes))
        heart.sweep()
    assert backups.asked == [begin, begin + RETRY, begin + 2 * RETRY]
    assert dump_of_notes(diary)[BACKUP_FAILURE] == ""
    assert dump_of_notes(diary)[LAST_BACKUP] == "2026-11-24"


def test_a_clock_set_back_holds_no_backup_up(diary: Diary) -> None:
    backups = Backups(failing=1)
    heart = Heartbeat(diary.context, Chain(()), backups)
    set_clock(diary, "2026-11-24T12:00")
    heart.sweep()
    set_clock(diary, "2026-11-24T11:00")
    heart.sweep()
    assert len(backups.asked) == 2


def test_two_hearts_make_one_backup_a_day(diary: Diary) -> None:
    backups = Backups()
    hearts = [Heartbeat(diary.context, Chain(()), backups) for _ in range(2)]
    for heart in hearts:
        heart.sweep()
    assert len(backups.asked) == 1


def test_without_a_maker_there_is_no_backup(diary: Diary) -> None:
    Heartbeat(diary.context, Chain(())).sweep()
    assert not diary.safety.folder.exists()
