"""undo, history, backup, restore, check."""

import os
import sqlite3
from pathlib import Path

from tests.cli.conftest import Kit


def test_history_and_undo(kit: Kit) -> None:
    assert kit.json("history") == []
    assert "Nothing has been done" in kit("history")
    kit.refused("undo")
    kit.add("Ann Lee")
    kit("rate", "ann", "A", now="2026-11-20T09:16")
    assert kit.json("history") == [
        {"operation_id": 2, "at": "2026-11-20T09:16:00+01:00", "what": "Rated Ann Lee A", "undone": False},
        {"operation_id": 1, "at": "2026-11-20T09:15:00+01:00", "what": "Added Ann Lee", "undone": False},
    ]
    assert kit.json("undo") == {"operation_id": 3, "contact_ids": [1]}
    assert kit.show("ann")["rating"] is None
    assert [row["undone"] for row in kit.json("history")] == [False, True, False]
    kit("undo", "3")
    assert kit.show("ann")["rating"] == "A"
    assert len(kit.json("history", "--limit", "2")) == 2
    kit.refused("history", "--limit", "0", code=2)


def test_history_as_json_is_whole(kit: Kit) -> None:
    kit.add("Ann Lee")
    for number in range(51):
        kit("rate", "ann", "AB"[number % 2])
    assert len(kit.json("history")) == 52
    assert len(kit("history").splitlines()) == 51


def test_undo_says_what_stands_in_the_way(kit: Kit) -> None:
    kit.add("Ann Lee")
    kit("log", "ann", "--channel", "call", "--outcome", "spoke")
    assert "operation 2" in kit.refused("undo", "1")
    assert "99" in kit.refused("undo", "99")
    kit.refused("undo", "x", code=2)
    kit.refused("undo", "0", code=2)
    kit.refused("undo", "9" * 30, code=2)


def test_backup_and_restore(kit: Kit, tmp_path: Path) -> None:
    kit.add("Ann Lee")
    copy = tmp_path / "copy.kitdiary"
    assert str(copy) in kit("backup", str(copy))
    kit.add("Bo Ek")
    out = kit("restore", str(copy))
    assert [row["name"] for row in kit.json("contacts")] == ["Ann Lee"]
    kept = next(tmp_path.glob("*replaced*"))
    assert str(kept) in out
    kit.diary = kept
    assert [row["name"] for row in kit.json("contacts")] == ["Ann Lee", "Bo Ek"]


def test_a_backup_without_a_name_goes_beside_the_diary(kit: Kit, tmp_path: Path) -> None:
    kit.add("Ann Lee")
    out = kit("backup")
    found = list(tmp_path.glob("my diary-backups/*"))
    assert len(found) == 1
    assert str(found[0]) in out


def test_a_second_folder_that_is_missing_is_told(kit: Kit, tmp_path: Path) -> None:
    kit.add("Ann Lee")
    kit("settings", "backup-folder", str(tmp_path / "stick"))
    ran = kit.run("backup")
    assert ran.code == 0
    assert "stick" in ran.err
    (tmp_path / "stick").mkdir()
    assert kit("backup").count("verified copy") == 2


def test_refusals(kit: Kit, tmp_path: Path) -> None:
    # No diary is made only to be backed up, checked or replaced.
    kit.diary = tmp_path / "new.kitdiary"
    kit.refused("backup", str(tmp_path / "copy"))
    kit.refused("check")
    kit.refused("restore", str(tmp_path / "none"))
    assert not kit.diary.exists()
    assert not list(tmp_path.glob("new*"))
    kit.add("Ann Lee")
    other = tmp_path / "other.txt"
    other.write_text("no diary", encoding="utf-8")
    kit.refused("restore", str(other))
    kit.refused("restore", str(kit.diary))
    kit.refused("restore", code=2)
    kit.refused("backup", str(tmp_path / "no folder" / "copy"))
    kit.refused("backup", str(kit.diary))
    if hasattr(os, "mkfifo"):
        pipe = tmp_path / "pipe"
        os.mkfifo(pipe)
        kit.refused("backup", str(pipe))
        assert pipe.is_fifo()
    assert len(kit.json("contacts")) == 1


def test_check_tells_a_wrong_plan(kit: Kit) -> None:
    kit.add("Ann Lee")
    assert "in order" in kit("check")
    with sqlite3.connect(kit.diary) as connection:
        connection.execute("UPDATE steps SET due_on = '2030-01-01'")
    connection.close()
    ran = kit.run("check")
    assert (ran.code, ran.out) == (1, "")
    assert "plan" in ran.err


def test_a_file_that_is_no_diary_is_left_alone(kit: Kit) -> None:
    kit.diary.write_text("something else", encoding="utf-8")
    for command in (("agenda",), ("add", "--name", "Ann"), ("backup",), ("check",)):
        assert "not a KitDiary diary" in kit.refused(*command)
    assert kit.diary.read_text(encoding="utf-8") == "something else"


def test_a_newer_diary_is_left_alone(kit: Kit) -> None:
    kit.add("Ann Lee")
    connection = sqlite3.connect(kit.diary)
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    assert "newer" in kit.refused("agenda")


def test_a_missing_folder_and_a_folder_as_diary(kit: Kit, tmp_path: Path) -> None:
    kit.diary = tmp_path / "no folder" / "diary"
    kit.refused("agenda")
    kit.diary = tmp_path
    kit.refused("agenda")
    kit.diary = Path(os.devnull)
    kit.refused("agenda")
