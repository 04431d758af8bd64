"""Undo, history, backups, the check."""

from pathlib import Path

import pytest

from kitdiary.domain.errors import DiaryError
from kitdiary.services import safety as safety_module
from kitdiary.services import settings as settings_module
from kitdiary.services.diary import Diary
from kitdiary.services.safety import backup_folder, restore
from tests.services.diaries import (
    added,
    assert_plans_true,
    due,
    local,
    opened,
    person,
    plan_of,
    refused,
    set_clock,
    talked,
    undone_exactly,
    wrote,
)
from tests.storage.diaries import dump

# -- undo --------------------------------------------------------------------------------------------


def test_undo_without_a_number_goes_back_one_by_one(diary: Diary) -> None:
    before = dump(diary.context.store)
    ann = added(diary, "Ann Lee")
    diary.contacts.rate((ann,), "A")
    assert diary.safety.undo().what == "Undid “Rated Ann Lee A”"
    assert person(diary, ann).rating is None
    change = diary.safety.undo()
    assert (change.what, change.contact_ids) == ("Undid “Added Ann Lee”", (ann,))
    diary.safety.undo()  # the zone the test set
    refused(diary, diary.safety.undo, "nothing to undo", DiaryError)
    after = dump(diary.context.store)
    assert {name: rows for name, rows in after.items() if name != "settings"} == {
        name: rows for name, rows in before.items() if name != "settings"
    }
    assert diary.safety.check() == []


def test_an_undo_can_be_undone_and_says_so(diary: Diary) -> None:
    ann = added(diary, "Ann Lee")
    undo = diary.safety.undo(diary.contacts.rate((ann,), "A").operation_id)
    assert diary.safety.undo(undo.operation_id).what == "Redid “Rated Ann Lee A”"
    assert person(diary, ann).rating == "A"
    assert [found.what for found in diary.safety.history(2)] == [
        "Redid “Rated Ann Lee A”",
        "Undid “Rated Ann Lee A”",
    ]


def test_a_later_change_that_stands_in_the_way_is_named(diary: Diary) -> None:
    ann = added(diary, "Ann Lee")
    first = diary.contacts.rate((ann,), "A")
    diary.contacts.rate((ann,), "B")
    refused(diary, lambda: diary.safety.undo(first.operation_id), "Rated Ann Lee B")
    refused(diary, lambda: diary.safety.undo(4711), "no operation 4711")


def test_undoing_a_move_plans_the_colleagues_of_both_companies(diary: Diary) -> None:
    ann, bo = added(diary, "Ann", company="Acme", rating="A"), added(diary, "Bo", company="Acme", rating="A")
    cy = added(diary, "Cy", company="Other", rating="A")
    for contact_id in (bo, cy):
        wrote(diary, contact_id, at="2026-10-22", why="x")  # due on 19 November
    wrote(diary, ann, at="2026-11-19")
    move = undone_exactly(diary, lambda: diary.contacts.edit((ann,), company="Other"))
    assert [due(plan_of(diary, i).value_add) for i in (bo, cy)] == ["2026-11-19", "2026-11-23"]
    change = diary.safety.undo(diary.safety.history(1)[0].id)
    assert {bo, cy} <= change.replanned
    assert [due(plan_of(diary, i).value_add) for i in (bo, cy)] == ["2026-11-23", "2026-11-19"]
    assert move.replanned >= {ann, bo, cy}


def test_undoing_a_company_s_rating_plans_all_there(diary: Diary) -> None:
    ids = [added(diary, name, company="Acme") for name in ("Ann", "Bo")]
    change = diary.contacts.rate_company("Acme", "A")
    assert diary.safety.undo(change.operation_id).replanned == set(ids)
    assert [plan_of(diary, i).effective_rating for i in ids] == ["C", "C"]


def test_what_an_undo_removes_is_removed_from_the_plan_as_well(diary: Diary) -> None:
    change = diary.contacts.add(name="Ann Lee")
    diary.safety.undo(change.operation_id)
    assert_plans_true(diary)
    assert diary.agenda.items(local("2030-01-01").date()) == []


def test_the_undo_of_thousands_plans_in_pages(diary: Diary, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in (settings_module, safety_module):
        monkeypatch.setattr(module, "AT_ONCE", 2)
    ids = [added(diary, f"Ann {number}") for number in range(4)]
    change = diary.safety.undo(diary.contacts.rate(ids, "A").operation_id)
    assert change.everyone
    assert_plans_true(diary)


# -- the check ---------------------------------------------------------------------------------------


def test_the_check_tells_a_plan_that_is_not_true_and_one_of_nobody(diary: Diary) -> None:
    ann = added(diary, "Ann Lee")
    assert diary.safety.check() == []
    store = diary.context.store
    with store.maintenance():
        store.execute("UPDATE steps SET due_on = '2030-01-01' WHERE contact_id = ? AND kind = 'talk'", (ann,))
        store.execute("INSERT INTO plans SELECT 99, 'A', 1, 1, NULL, NULL, NULL")
    assert diary.safety.check() == [
        f"The stored plan of 1 contacts differs from a fresh one (ids {ann}).",
        "The stored plan has steps of 1 contacts who are no more.",
    ]


def test_a_newer_holiday_library_plans_everyone_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "d.kitdiary"
    with opened(path) as diary:
        diary.settings.set("country", "DE")
        added(diary, "Ann")
        monkeypatch.setattr("kitdiary.domain.workdays.holidays_version", lambda: "99.0")
        with diary.context.store.read():
            assert not diary.planning.is_current()
    with opened(path) as diary:
        assert_plans_true(diary)
        assert not diary.bring_up_to_date()


# -- backups -----------------------------------------------------------------------------------------


def test_a_backup_to_a_file_is_a_whole_diary(diary: Diary, tmp_path: Path) -> None:
    ann = added(diary, "Ann Lee")
    target = tmp_path / "copy.kitdiary"
    done = diary.safety.backup(target)
    assert ([backup.path for backup in done.made], done.problems) == ([target], ())
    with opened(target) as copy:
        assert person(copy, ann).name == "Ann Lee"
        assert copy.safety.check() == []


def test_a_backup_without_a_name_is_today_s_in_both_folders(diary: Diary, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    diary.settings.set("backup-folder", str(stick))
    done = diary.safety.backup()
    assert [backup.path for backup in done.made] == [
        diary.safety.folder / "diary-2026-11-20.kitdiary",
        stick / "diary-2026-11-20.kitdiary",
    ]
    assert diary.safety.folder == backup_folder(diary.context.store.path) == tmp_path / "diary-backups"


def test_a_backup_that_cannot_be_made_is_one_sentence(diary: Diary, tmp_path: Path) -> None:
    refused(diary, lambda: diary.safety.backup(tmp_path), "is a folder")
    refused(diary, lambda: diary.safety.backup(tmp_path / "no" / "copy"), "does not exist")
    (tmp_path / "diary-backups").write_text("a file where the folder should be")
    refused(diary, diary.safety.backup, "")


def test_a_backup_is_put_back_and_the_present_diary_kept(tmp_path: Path) -> None:
    path, copy = tmp_path / "d.kitdiary", tmp_path / "copy.kitdiary"
    with opened(path) as diary:
        ann = added(diary, "Ann Lee")
        diary.safety.backup(copy)
        talked(diary, ann)
    kept = restore(copy, path, local("2026-11-21"))
    assert kept is not None
    with opened(path) as diary:
        assert plan_of(diary, ann).last_conversation_on is None
        assert diary.safety.check() == []
    with opened(kept) as diary:
        assert plan_of(diary, ann).last_conversation_on is not None
    with pytest.raises(DiaryError, match="no backup"):
        restore(tmp_path / "nothing", path, local("2026-11-21"))


def test_a_backup_taken_while_the_clock_moves_on_is_of_the_local_day(diary: Diary) -> None:
    set_clock(diary, "2026-11-21T00:30")  # still the 20th in UTC
    assert [backup.path.name for backup in diary.safety.backup().made] == ["diary-2026-11-21.kitdiary"]


# -- again -------------------------------------------------------------------------------------------


def test_redo_goes_forward_again_step_by_step(diary: Diary) -> None:
    ann = added(diary, "Ann Lee")
    diary.contacts.rate((ann,), "A")
    diary.contacts.rate((ann,), "B")
    diary.safety.undo()
    diary.safety.undo()
    assert person(diary, ann).rating is None
    assert diary.safety.redo().what == "Redid “Rated Ann Lee A”"
    assert person(diary, ann).rating == "A"
    diary.safety.redo()
    assert person(diary, ann).rating == "B"
    refused(diary, diary.safety.redo, "nothing to do again", DiaryError)
    diary.safety.undo()
    assert person(diary, ann).rating == "A"
    diary.safety.redo()
    assert person(diary, ann).rating == "B"
    assert_plans_true(diary)


def test_after_something_new_there_is_nothing_to_do_again(diary: Diary) -> None:
    ann = added(diary, "Ann Lee")
    diary.contacts.rate((ann,), "A")
    diary.safety.undo()
    diary.contacts.rate((ann,), "B")
    refused(diary, diary.safety.redo, "nothing to do again", DiaryError)


def test_one_line_of_the_history_is_done_again_by_its_number(diary: Diary) -> None:
    ann = added(diary, "Ann Lee")
    rated = diary.contacts.rate((ann,), "A").operation_id
    assert rated is not None
    refused(diary, lambda: diary.safety.redo(rated), "has not been undone", DiaryError)
    diary.safety.undo(rated)
    diary.contacts.edit((ann,), tag=("fair",))
    diary.safety.redo(rated)
    assert person(diary, ann).rating == "A"
    refused(diary, lambda: diary.safety.redo(10_000), "no operation 10000", DiaryError)


def test_the_lines_of_the_history_are_what_was_done_not_the_undos(diary: Diary) -> None:
    ann = added(diary, "Ann Lee")
    diary.contacts.rate((ann,), "A")
    diary.safety.undo()
    lines = diary.safety.done(2)
    assert [(line.what, line.undone) for line in lines] == [
        ("Rated Ann Lee A", True),
        ("Added Ann Lee", False),
    ]
    older = diary.safety.done(50, lines[-1].id)
    assert all(line.id < lines[-1].id for line in older)
    diary.safety.redo()
    assert not diary.safety.done(1)[0].undone


# -- what can be restored ----------------------------------------------------------------------------


def test_backups_and_diaries_put_aside_are_listed_with_what_they_hold(diary: Diary, tmp_path: Path) -> None:
    added(diary, "Ann Lee")
    assert diary.safety.kept() == []
    made = diary.safety.backup().made[0]
    path = diary.context.store.path
    aside = path.with_name(f"{path.stem}-replaced-2026-01-02-101112.kitdiary")
    aside.write_bytes(b"no diary")
    path.with_name(f"{path.stem}-replaced-2026-13-02-101112.kitdiary").write_bytes(b"no day")
    found = diary.safety.kept()
    assert [(file.path.name, file.replaced, file.people) for file in found] == [
        (made.path.name, False, 1),
        (aside.name, True, None),
    ]
    assert found[0].size == made.size
