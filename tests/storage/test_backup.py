"""Backups: verified, thinned out, in two places; restoring keeps what was there."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kitdiary.domain.errors import DiaryError
from kitdiary.storage import backup_files
from kitdiary.storage.backup import DAILY, backup_to, daily, is_due, rotate
from kitdiary.storage.backup_files import daily_name, default_folder, defect, newest_good
from kitdiary.storage.database import Store
from kitdiary.storage.integrity import check
from kitdiary.storage.restore import restore
from tests.storage.diaries import NOW, contact, dump, files


def add(store: Store, name: str) -> None:
    with store.operation(f"Added {name}", NOW):
        contact(store, name)


def names(path: Path) -> list[str]:
    with Store.open(path, create=False) as store, store.read():
        assert check(store) == []
        return [row[0] for row in store.rows("SELECT name FROM contacts ORDER BY id")]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "backups"
    made.mkdir()
    return made


# -- making one --------------------------------------------------------------------------------------


def test_a_backup_holds_what_is_still_in_the_log(store: Store, folder: Path) -> None:
    add(store, "Priya")
    target = folder / "copy.kitdiary"
    backup = backup_to(store, target)
    assert (backup.path, backup.size, backup.contacts, backup.touches) == (
        target,
        target.stat().st_size,
        1,
        0,
    )
    assert list(files(folder)) == ["copy.kitdiary"]
    assert defect(target) is None
    with Store.open(target, create=False) as copy:
        assert dump(copy) == dump(store)
        assert check(copy) == []


def test_a_backup_replaces_an_older_one_of_its_name(store: Store, folder: Path) -> None:
    backup_to(store, folder / "copy.kitdiary")
    add(store, "Priya")
    backup_to(store, folder / "copy.kitdiary")
    assert names(folder / "copy.kitdiary") == ["Priya"]


def test_a_backup_takes_no_notice_of_a_writer(store: Store, folder: Path) -> None:
    add(store, "Priya")
    with closing(sqlite3.connect(store.path)) as other:
        other.execute("BEGIN IMMEDIATE")
        other.execute("UPDATE contacts SET name = 'not committed'")
        backup_to(store, folder / "copy.kitdiary")
        other.rollback()
    assert names(folder / "copy.kitdiary") == ["Priya"]


def test_a_backup_inside_an_operation_is_ours_to_mend(store: Store, folder: Path) -> None:
    with pytest.raises(RuntimeError), store.operation("Add", NOW):
        backup_to(store, folder / "copy.kitdiary")
    assert files(folder) == {}


@pytest.mark.parametrize("place", [".", "gone/copy.kitdiary", "../diary.kitdiary"])
def test_a_backup_in_an_impossible_place_is_refused(store: Store, folder: Path, place: str) -> None:
    add(store, "Priya")
    with pytest.raises(DiaryError):
        backup_to(store, folder / place)
    assert files(folder) == {}
    assert check(store) == []


def test_a_copy_that_fails_its_check_is_not_kept(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = folder / "copy.kitdiary"
    backup_to(store, old)
    before = files(folder)

    def bad_disk(source: sqlite3.Connection, target: Path) -> None:
        backup_files.copy_database(source, target)
        whole = target.read_bytes()
        target.write_bytes(whole[: len(whole) // 2])

    monkeypatch.setattr("kitdiary.storage.backup.copy_database", bad_disk)
    with pytest.raises(DiaryError, match="failed its check"):
        backup_to(store, old)
    assert files(folder) == before


def test_a_full_disk_leaves_the_older_backup(
    store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = folder / "copy.kitdiary"
    backup_to(store, old)
    before = files(folder)

    def full(source: sqlite3.Connection, target: Path) -> None:
        with closing(sqlite3.connect(target)) as small:
            small.execute("PRAGMA max_page_count = 5")
            source.backup(small)
            small.execute("CREATE TABLE more(a)")

    monkeypatch.setattr("kitdiary.storage.backup.copy_database", full)
    with pytest.raises(DiaryError, match=r"copy.kitdiary” is full"):
        backup_to(store, old)
    assert files(folder) == before


def test_a_damaged_diary_is_not_backed_up_as_if_it_were_good(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "diary.kitdiary"
    with Store.open(path, create=True) as store, store.operation("Add", NOW):
        for number in range(500):
            contact(store, f"Person {number}", notes="word " * 50)
    whole = bytearray(path.read_bytes())
    middle = len(whole) // 4096 // 2 * 4096
    whole[middle : middle + 2048] = b"\xff" * 2048
    path.write_bytes(whole)
    with Store.open(path, create=False) as store, pytest.raises(DiaryError, match=r"diary .* is damaged"):
        backup_to(store, folder / "copy.kitdiary")
    assert files(folder) == {}


# -- every day ---------------------------------------------------------------------------------------


def test_the_first_folder_is_made_and_a_second_gets_the_same(
    store: Store, tmp_path: Path, folder: Path
) -> None:
    add(store, "Priya")
    first = default_folder(store.path)
    assert is_due(store.path, first, NOW.date())
    result = daily(store, [first, folder], NOW)
    assert result.problems == ()
    assert [backup.path for backup in result.made] == [
        first / "diary-2026-11-20.kitdiary",
        folder / "diary-2026-11-20.kitdiary",
    ]
    assert not is_due(store.path, first, NOW.date())
    assert files(first) == files(folder)
    assert names(folder / "diary-2026-11-20.kitdiary") == ["Priya"]


def test_a_missing_stick_is_a_sentence_and_nothing_more(store: Store, tmp_path: Path, folder: Path) -> None:
    result = daily(store, [folder, tmp_path / "stick"], NOW)
    assert [backup.path.parent for backup in result.made] == [folder]
    assert len(result.problems) == 1
    assert "plug the disk in" in result.problems[0]
    assert not (tmp_path / "stick").exists()


def test_a_failing_first_folder_does_not_keep_the_second_from_its_own(store: Store, folder: Path) -> None:
    blocked = folder / "file"
    blocked.touch()
    second = folder / "second"
    second.mkdir()
    result = daily(store, [blocked, second], NOW)
    assert [backup.path.parent for backup in result.made] == [second]
    assert len(result.problems) == 1


def test_only_daily_backups_of_this_diary_are_thinned_out(folder: Path) -> None:
    others = [
        "other-2020-01-01.kitdiary",
        "diary.kitdiary",
        "diary-2020-13-45.kitdiary",
        "diary-2020-01-01.txt",
    ]
    others += [
        "diary-before-upgrade-from-1.kitdiary",
        "diary-replaced-2020-01-01-101010.kitdiary",
        "notes.txt",
    ]
    for name in others:
        (folder / name).touch()
    for age in range(60):
        (folder / daily_name(Path("diary.kitdiary"), NOW.date() - timedelta(days=age))).touch()
    rotate(folder, "diary")
    assert set(others) <= set(files(folder))
    assert len(files(folder)) == len(others) + 11


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(gaps=st.lists(st.integers(1, 12), min_size=1, max_size=80))
def test_seven_days_and_four_weeks_are_kept_however_long_it_goes_on(
    tmp_path_factory: pytest.TempPathFactory, gaps: list[int]
) -> None:
    place = tmp_path_factory.mktemp("backups")
    diary, day, made = Path("diary.kitdiary"), date(2026, 1, 1), []
    for gap in gaps:
        day += timedelta(days=gap)
        made.append(day)
        (place / daily_name(diary, day)).touch()
        rotate(place, "diary")
        kept = [on for on, _ in backup_files.daily_backups(place, "diary")]
        assert kept[:DAILY] == made[::-1][:DAILY]
        weeks = [on.isocalendar()[:2] for on in kept[DAILY:]]
        assert len(weeks) == len(set(weeks)) <= 4
    older = {on.isocalendar()[:2] for on in made[:-DAILY]}
    assert len(weeks) == min(4, len(older))


def test_the_newest_good_backup_is_found_past_bad_ones(store: Store, folder: Path) -> None:
    for day in (18, 19, 20):
        daily(store, [folder], datetime(2026, 11, day, 9, tzinfo=UTC))
    assert newest_good(store.path, [folder]) == folder / "diary-2026-11-20.kitdiary"
    (folder / "diary-2026-11-20.kitdiary").write_bytes(b"not a backup")
    (folder / "diary-2026-11-19.kitdiary").write_bytes(b"")
    before = files(folder)
    assert newest_good(store.path, [folder, folder / "gone"]) == folder / "diary-2026-11-18.kitdiary"
    assert files(folder) == before


# -- restoring ---------------------------------------------------------------------------------------


@pytest.fixture
def backup(store: Store, folder: Path) -> Iterator[Path]:
    """A backup of the diary with one contact, to which a second has been added since."""
    add(store, "Priya")
    path = backup_to(store, folder / "copy.kitdiary").path
    add(store, "Tom")
    return path


def test_restoring_keeps_the_present_diary_beside_it(store: Store, backup: Path) -> None:
    store.close()
    kept = restore(backup, store.path, NOW)
    assert kept == store.path.with_name("diary-replaced-2026-11-20-091500.kitdiary")
    assert names(store.path) == ["Priya"]
    assert names(kept) == ["Priya", "Tom"]
    again = restore(backup, store.path, NOW)
    assert again == store.path.with_name("diary-replaced-2026-11-20-091500-2.kitdiary")
    assert set(files(store.path.parent)) == {store.path.name, kept.name, again.name}


def test_restoring_where_no_diary_is(store: Store, backup: Path) -> None:
    target = store.path.with_name("new.kitdiary")
    assert restore(backup, target, NOW) is None
    assert names(target) == ["Priya"]


def test_restoring_a_diary_in_use_takes_what_is_in_its_log(store: Store) -> None:
    add(store, "Priya")
    target = store.path.with_name("new.kitdiary")
    restore(store.path, target, NOW)
    assert names(target) == ["Priya"]


def test_a_diary_that_is_open_is_not_replaced(store: Store, backup: Path) -> None:
    before = dump(store)
    with pytest.raises(DiaryError, match="open in another program"):
        restore(backup, store.path, NOW)
    assert dump(store) == before
    add(store, "Still writing")
    assert check(store) == []


@pytest.mark.parametrize("bad", [b"", b"no database", b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_bad_backup_is_refused_and_nothing_changes(store: Store, folder: Path, bad: bytes) -> None:
    add(store, "Priya")
    store.close()
    path = folder / "bad.kitdiary"
    path.write_bytes(bad)
    before = files(store.path.parent)
    with pytest.raises(DiaryError, match="cannot be restored"):
        restore(path, store.path, NOW)
    assert files(store.path.parent) == before


def test_a_cut_off_backup_is_refused(store: Store, backup: Path) -> None:
    store.close()
    backup.write_bytes(backup.read_bytes()[:-8192])
    with pytest.raises(DiaryError, match="cannot be restored"):
        restore(backup, store.path, NOW)
    assert names(store.path) == ["Priya", "Tom"]


def test_impossible_names_are_refused(store: Store, folder: Path) -> None:
    store.close()
    for source, target in (
        (folder / "gone.kitdiary", store.path),
        (store.path, store.path),
        (store.path, folder),
        (store.path, folder / "gone" / "diary.kitdiary"),
    ):
        with pytest.raises(DiaryError):
            restore(source, target, NOW)


@pytest.mark.parametrize("damage", [b"\xff" * 4096, b""])
def test_a_damaged_diary_is_replaced_and_kept_with_its_log(store: Store, backup: Path, damage: bytes) -> None:
    store.close()
    whole = damage + store.path.read_bytes()[4096:]
    store.path.write_bytes(whole)
    log = store.path.with_name(store.path.name + "-wal")
    log.write_bytes(b"what was in the log")
    kept = restore(backup, store.path, NOW)
    assert kept is not None
    assert kept.read_bytes() == whole
    assert kept.with_name(kept.name + "-wal").read_bytes() == b"what was in the log"
    assert names(store.path) == ["Priya"]
    assert not log.exists()
