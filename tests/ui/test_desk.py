"""The desk: what is written, what failed, what is undone, and what another program wrote."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing

import pytest
from pytestqt.qtbot import QtBot

from kitdiary.bootstrap import open_diary
from kitdiary.domain.errors import DiaryError
from kitdiary.services.changes import Change
from kitdiary.services.overview import Counts, Overview
from kitdiary.ui.desk import Desk
from kitdiary.ui.main_window import MainWindow
from kitdiary.ui.worker import Task
from tests.ui.people import NOW, People

Idle = Callable[[Desk], None]


@pytest.fixture
def heard(desk: Desk) -> list[tuple[object, ...]]:
    """All the desk says, in order."""
    found: list[tuple[object, ...]] = []
    desk.changed.connect(lambda change: found.append(("changed", change.what)))
    desk.said.connect(lambda text, operation: found.append(("said", text, operation)))
    desk.failed.connect(lambda text: found.append(("failed", text)))
    desk.busy.connect(lambda text, task: found.append(("busy", text, task is not None)))
    desk.worked.connect(lambda value: found.append(("worked", value)))
    return found


def test_a_write_is_told_to_all_and_then_to_who_asked(
    qtbot: QtBot, desk: Desk, ids: People, heard: list[tuple[object, ...]]
) -> None:
    then: list[Change] = []
    desk.write(lambda: desk.diary.contacts.rate((ids.priya,), "C"), then.append)
    qtbot.waitUntil(lambda: bool(then))
    assert [entry[0] for entry in heard] == ["changed", "said"]
    assert heard[1] == ("said", "Rated Priya Raman C", then[0].operation_id)
    assert desk.diary.contacts.one(ids.priya).rating == "C"


def test_what_changed_nothing_says_nothing(
    desk: Desk, ids: People, idle: Idle, heard: list[tuple[object, ...]]
) -> None:
    desk.write(lambda: desk.diary.contacts.rate((ids.priya,), "A"))
    idle(desk)
    assert [entry[0] for entry in heard] == ["changed"]


def test_what_failed_goes_to_the_bar_or_to_the_form_that_asked(
    qtbot: QtBot, desk: Desk, ids: People, heard: list[tuple[object, ...]]
) -> None:
    beside: list[str] = []
    desk.write(lambda: desk.diary.contacts.rate((ids.priya,), "Z"), pytest.fail)
    desk.write(lambda: desk.diary.contacts.rate((ids.priya,), "Z"), pytest.fail, beside.append)
    qtbot.waitUntil(lambda: bool(beside))
    assert heard == [("failed", beside[0])]
    assert "Z" in beside[0]


def test_undo_takes_back_the_newest_and_says_when_there_is_nothing(
    qtbot: QtBot, desk: Desk, ids: People, idle: Idle, heard: list[tuple[object, ...]]
) -> None:
    desk.write(lambda: desk.diary.contacts.rate((ids.priya,), "C"))
    desk.undo()
    idle(desk)
    assert desk.diary.contacts.one(ids.priya).rating == "A"
    assert heard[-1][:2] == ("said", "Undid “Rated Priya Raman C”")
    desk.undo(99_999)
    qtbot.waitUntil(lambda: heard[-1][0] == "failed")


def test_slow_work_tells_how_far_it_is_and_can_be_stopped(
    qtbot: QtBot, desk: Desk, heard: list[tuple[object, ...]]
) -> None:
    ended: list[object] = []

    def work(task: Task, tell: Callable[[object], None]) -> str:
        tell((1, 2))
        while not task.cancelled:
            pass
        return "stopped"

    task = desk.slowly("Counting …", work, ended.append)
    qtbot.waitUntil(lambda: ("worked", (1, 2)) in heard)
    task.cancel()
    qtbot.waitUntil(lambda: ended == ["stopped"])
    assert heard == [("busy", "Counting …", True), ("worked", (1, 2)), ("busy", "", False)]


def test_slow_work_that_fails_says_so(qtbot: QtBot, desk: Desk, heard: list[tuple[object, ...]]) -> None:
    def work(_task: Task, _tell: object) -> None:
        raise DiaryError("The disk is full.")

    desk.slowly("Backing up …", work, pytest.fail)
    qtbot.waitUntil(lambda: len(heard) == 3)
    assert heard[1:] == [("busy", "", False), ("failed", "The disk is full.")]


def test_a_long_read_does_not_wait_for_a_long_write(qtbot: QtBot, desk: Desk) -> None:
    found: list[object] = []

    def work(task: Task, _tell: object) -> None:
        while not task.cancelled:
            pass

    task = desk.slowly("Importing …", work, lambda _result: None)
    desk.look(lambda _task: "read", found.append)
    qtbot.waitUntil(lambda: found == ["read"])
    task.cancel()


def test_another_program_s_write_is_noticed_once(
    qtbot: QtBot, desk: Desk, ids: People, idle: Idle, heard: list[tuple[object, ...]]
) -> None:
    idle(desk)
    with open_diary(desk.diary.context.store.path, NOW) as other:
        other.contacts.rate((ids.tom,), "A")
    desk._look()
    idle(desk)
    assert heard == [("changed", "Changed by another program")]
    desk._look()
    idle(desk)
    assert len(heard) == 1


def test_one_s_own_writes_are_not_another_program_s(
    desk: Desk, ids: People, idle: Idle, heard: list[tuple[object, ...]]
) -> None:
    idle(desk)
    desk.write(lambda: desk.diary.contacts.rate((ids.tom,), "A"))
    desk._look()
    idle(desk)
    assert [entry[0] for entry in heard] == ["changed", "said"]


def test_another_program_s_write_is_noticed_beside_one_s_own(
    desk: Desk, ids: People, idle: Idle, heard: list[tuple[object, ...]]
) -> None:
    idle(desk)
    with closing(sqlite3.connect(desk.diary.context.store.path)) as other:
        other.execute("UPDATE contacts SET notes = 'theirs' WHERE id = ?", (ids.tom,))
        other.commit()
    desk.write(lambda: desk.diary.contacts.rate((ids.ann,), "A"))
    idle(desk)
    desk._look()
    idle(desk)
    assert ("changed", "Changed by another program") in heard


def test_it_looks_by_itself(qtbot: QtBot, desk: Desk, ids: People, heard: list[tuple[object, ...]]) -> None:
    assert desk._poll.isActive()
    desk._poll.setInterval(10)
    qtbot.waitUntil(lambda: desk._seen is not None)
    with open_diary(desk.diary.context.store.path, NOW) as other:
        other.contacts.rate((ids.tom,), "A")
    qtbot.waitUntil(lambda: bool(heard))


def test_after_closing_nothing_runs_in_the_window(desk: Desk, ids: People) -> None:
    ran: list[Change] = []
    desk.write(lambda: desk.diary.contacts.rate((ids.priya,), "C"), ran.append)
    desk.close()
    assert desk.diary.contacts.one(ids.priya).rating == "C"  # what was asked for is written
    assert ran == []


def test_the_numbers_are_read_once_for_a_change(
    window: MainWindow, ids: People, idle: Callable[[Desk], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []
    counts = Overview.counts

    def counted(self: Overview) -> Counts:
        read.append(1)
        return counts(self)

    monkeypatch.setattr(Overview, "counts", counted)
    window.desk.write(lambda: window.desk.diary.steps.kept(ids.tom))
    idle(window.desk)
    assert len(read) == 1
    assert window.side.buttons["today"].accessibleName() == "Today 7"
    assert window.page("today").subtitle.text().startswith("7 due")
