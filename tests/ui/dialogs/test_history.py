"""The history: each line undone and done again, in any order, with what stands in the way."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.history import HistoryDialog
from kitdiary.ui.main_window import MainWindow
from kitdiary.ui.models.history_model import PAGE, HistoryModel
from tests.ui.people import People
from tests.ui.qt import sweep

Idle = Callable[[Desk], None]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def done(window: MainWindow, ids: People, idle: Idle) -> None:
    """Three things done by the rep."""
    contacts = window.desk.diary.contacts
    window.desk.write(lambda: contacts.rate((ids.priya,), "C"))
    window.desk.write(lambda: contacts.rate((ids.tom,), "A"))
    window.desk.write(lambda: contacts.rate((ids.priya,), "D"))
    idle(window.desk)


@pytest.fixture
def history(qtbot: QtBot, window: MainWindow, done: None, dialog: Callable[[], QWidget]) -> HistoryDialog:
    qtbot.keyClick(window, Qt.Key.Key_H, CTRL)
    found = dialog()
    assert isinstance(found, HistoryDialog)
    QAbstractItemModelTester(found.model, QAbstractItemModelTester.FailureReportingMode.Warning, found.model)
    return found


def spoken(history: HistoryDialog, row: int) -> str:
    return str(history.model.index(row).data(Qt.ItemDataRole.AccessibleTextRole))


def test_newest_first_and_enter_undoes_the_line_and_does_it_again(
    qtbot: QtBot, history: HistoryDialog, window: MainWindow, ids: People, idle: Idle
) -> None:
    rating = window.desk.diary.contacts.one
    assert spoken(history, 0).startswith("Rated Priya Raman D, Today 09:40")
    qtbot.keyClick(history.list, Qt.Key.Key_Down)
    qtbot.keyClick(history.list, Qt.Key.Key_Return)  # Tom, not the newest
    idle(window.desk)
    assert rating(ids.tom).rating == "B"
    assert "undone" in spoken(history, 1)
    assert history.list.currentIndex().row() == 1
    assert history.do.text() == "Do it again"
    qtbot.mouseClick(history.do, Qt.MouseButton.LeftButton)
    idle(window.desk)
    assert rating(ids.tom).rating == "A"
    assert "undone" not in spoken(history, 1)


def test_what_stands_in_the_way_is_said(
    qtbot: QtBot, history: HistoryDialog, window: MainWindow, ids: People, idle: Idle
) -> None:
    history.list.setCurrentIndex(history.model.index(2))
    qtbot.mouseClick(history.do, Qt.MouseButton.LeftButton)
    idle(window.desk)
    assert "Rated Priya Raman D" in history.error.text()
    assert window.desk.diary.contacts.one(ids.priya).rating == "D"
    assert history.do.isEnabled()


def test_keys_go_back_and_forward(
    qtbot: QtBot, window: MainWindow, done: None, ids: People, idle: Idle
) -> None:
    one = window.desk.diary.contacts.one
    for _ in range(2):
        qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    idle(window.desk)
    assert (one(ids.priya).rating, one(ids.tom).rating) == ("C", "B")
    assert window.bar.text.text() == "Undid “Rated Tom Reed A”"
    qtbot.keyClick(window, Qt.Key.Key_Y, CTRL)
    idle(window.desk)
    assert one(ids.tom).rating == "A"
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL | Qt.KeyboardModifier.ShiftModifier)
    idle(window.desk)
    assert one(ids.priya).rating == "D"
    qtbot.keyClick(window, Qt.Key.Key_Y, CTRL)
    idle(window.desk)
    assert "nothing to do again" in window.bar.text.text()


def test_older_lines_are_read_as_one_scrolls(diary_with_many: Desk) -> None:
    model = HistoryModel(diary_with_many.diary)
    assert model.rowCount() == PAGE
    assert model.canFetchMore()
    while model.canFetchMore():
        model.fetchMore()
    assert model.rowCount() > PAGE
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning, model)
    sweep()


@pytest.fixture
def diary_with_many(desk: Desk, ids: People) -> Desk:
    for turn in range(PAGE + 5):
        desk.diary.contacts.rate((ids.priya,), "CD"[turn % 2])
    return desk
