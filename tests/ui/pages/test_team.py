"""The manager's page: many hand-offs together, what cannot be trusted named, the rest shown."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from kitdiary.services.diary import Diary
from kitdiary.services.exchange.handoff import HandoffRequest
from kitdiary.ui.desk import Desk
from kitdiary.ui.main_window import MainWindow
from kitdiary.ui.pages.team import TeamPage
from tests.ui.choosing import chooses
from tests.ui.qt import words

Idle = Callable[[Desk], None]


@pytest.fixture
def folder(diary: Diary, tmp_path: Path) -> Path:
    """The hand-offs of three reps, one altered, and one that is none."""
    made = tmp_path / "team"
    for rep, zipped in (("Ann", False), ("Bo", True), ("Cleo <b>x</b>", False)):
        request = HandoffRequest(diary.reports.period(), rep=rep, zipped=zipped)
        diary.handoffs.make(made / rep.partition(" ")[0], request)
    with (made / "Cleo" / "contacts.csv").open("a", encoding="utf-8") as file:
        file.write("x\n")
    (made / "broken").mkdir()
    (made / "broken" / "manifest.json").write_text("{", encoding="utf-8")
    return made


@pytest.fixture
def page(window: MainWindow) -> TeamPage:
    window.go("team")
    found = window.page("team")
    assert isinstance(found, TeamPage)
    return found


def test_a_folder_is_read_and_what_is_wrong_is_named(qtbot: QtBot, page: TeamPage, folder: Path) -> None:
    tester = QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert page.empty.isVisible()
    page.read(folder)
    qtbot.waitUntil(lambda: page.team is not None)
    assert tester is not None
    assert page.area.isVisible()
    assert [page.model.index(row, 0).data() for row in range(3)] == ["Ann", "Bo", "Cleo <b>x</b>"]
    assert page.model.index(2, 2).data() == "?"  # altered: not counted
    assert "was altered" in page.problems.text()
    assert "broken" in page.problems.text()
    assert page.deals.figure.text() == "3"
    page.table.selectRow(2)
    assert "broken" not in page.problems.text()
    assert "3 reps" in words(page) or "3 reps" in page.subtitle.text()


def test_a_folder_without_hand_offs_is_said(
    qtbot: QtBot, window: MainWindow, page: TeamPage, tmp_path: Path
) -> None:
    page.read(tmp_path)
    qtbot.waitUntil(lambda: "no hand-off" in window.bar.text.text())
    assert page.empty.isVisible()
    assert page.choose.isEnabled()


def test_a_folder_is_dropped_on_the_page(qtbot: QtBot, page: TeamPage, folder: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(folder))])
    page.dropEvent(
        QDropEvent(
            QPointF(5, 5),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    qtbot.waitUntil(lambda: page.team is not None)


def test_reading_that_is_cancelled_shows_nothing(
    qtbot: QtBot, window: MainWindow, page: TeamPage, folder: Path
) -> None:
    page.read(folder)
    page.cancel()
    done: list[object] = []
    window.desk.look(lambda _task: 1, done.append)
    qtbot.waitUntil(lambda: bool(done))
    assert page.team is None
    assert not page.progress.isVisible()


def test_the_roll_up_is_saved(
    qtbot: QtBot, window: MainWindow, page: TeamPage, folder: Path, tmp_path: Path, idle: Idle,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    page.read(folder)
    qtbot.waitUntil(lambda: page.team is not None)
    place = tmp_path / "roll-up.csv"
    chooses(monkeypatch, place)
    qtbot.mouseClick(page.export, Qt.MouseButton.LeftButton)
    idle(window.desk)
    with place.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["rep"] for row in rows} == {"Ann", "Bo", "Cleo <b>x</b>"}
