"""The sweep: one key for each who is left behind, until nobody is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from kitdiary.domain.people import State
from kitdiary.services.clock import FixedClock
from kitdiary.services.diary import Diary
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.sweep import SweepDialog
from kitdiary.ui.main_window import MainWindow
from tests.ui.people import NOW, TODAY, at

Idle = Callable[[Desk], None]


@pytest.fixture
def behind(diary: Diary) -> tuple[int, ...]:
    """Three who were added long ago and never talked to."""
    diary.context.clock = FixedClock(at("2026-01-05T09:00"))
    for name in ("Berta One", "Carl Two", "Dora Three"):
        diary.contacts.add(name=name, rating="A", company="Behind & Co", job_title="Buyer", phone="+49 30 1")
    diary.context.clock = FixedClock(NOW)
    found = tuple(diary.agenda.left_behind())
    assert len(found) >= 3
    return found


@pytest.fixture
def sweep(window: MainWindow, behind: tuple[int, ...], dialog: Callable[[], QWidget]) -> SweepDialog:
    window.go("sweep", behind)
    found = dialog()
    assert isinstance(found, SweepDialog)
    found.activateWindow()
    return found


def choose(qtbot: QtBot, sweep: SweepDialog, key: Qt.Key, downs: int = 0) -> None:
    """A key that opens a menu, then Enter on the line so many below the first."""
    qtbot.keyClick(sweep, key)
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    for _ in range(downs):
        qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)


def test_each_is_decided_with_a_key_and_the_end_is_said(
    qtbot: QtBot, window: MainWindow, diary: Diary, sweep: SweepDialog, behind: tuple[int, ...], idle: Idle
) -> None:
    assert sweep.count.text() == f"1 of {len(behind)}"
    assert "Never spoken to" in sweep.silence.text()
    choose(qtbot, sweep, Qt.Key.Key_P, 1)
    idle(window.desk)
    first = diary.contacts.one(behind[0])
    assert first.paused_until is not None
    assert (first.paused_until.year, first.paused_until.month) == (2027, 2)
    choose(qtbot, sweep, Qt.Key.Key_X)
    idle(window.desk)
    assert diary.contacts.one(behind[1]).state(TODAY) is State.CLOSED
    for _ in behind[2:]:
        choose(qtbot, sweep, Qt.Key.Key_P)
        idle(window.desk)
    assert sweep.name.text() == "Nobody is left behind."
    assert sweep.progress.value() == len(behind)
    assert diary.agenda.left_behind() == []
    qtbot.mouseClick(sweep.shut, Qt.MouseButton.LeftButton)
    assert QApplication.activeModalWidget() is None


def test_a_rating_is_one_letter_and_undo_goes_back(
    qtbot: QtBot, window: MainWindow, diary: Diary, sweep: SweepDialog, behind: tuple[int, ...], idle: Idle
) -> None:
    qtbot.keyClick(sweep, Qt.Key.Key_D)
    idle(window.desk)
    assert diary.contacts.one(behind[0]).rating == "D"
    assert sweep.contact_id == behind[1]
    qtbot.keyClick(sweep, Qt.Key.Key_U)
    idle(window.desk)
    assert diary.contacts.one(behind[0]).rating == "A"
    assert sweep.contact_id == behind[0]
    assert not sweep.back.isEnabled()


def test_a_date_is_kept_and_what_still_counts_is_said(
    qtbot: QtBot, window: MainWindow, diary: Diary, sweep: SweepDialog, behind: tuple[int, ...], idle: Idle
) -> None:
    choose(qtbot, sweep, Qt.Key.Key_T, 2)
    idle(window.desk)
    promise = diary.cards.one(behind[0], 1).plan.promise
    assert promise is not None
    assert (promise.due_on - TODAY).days == 14
    for _ in behind[1:]:
        qtbot.keyClick(sweep, Qt.Key.Key_N)
    assert sweep.name.text() == "You have been through all of them."
    assert "no conversation yet" in sweep.silence.text()


def test_nobody_left_behind_is_said(
    window: MainWindow, diary: Diary, idle: Idle, dialog: Callable[[], QWidget]
) -> None:
    for one in diary.agenda.left_behind():
        window.desk.write(lambda one=one: diary.contacts.edit([one], pause_until=TODAY.replace(year=2027)))
    idle(window.desk)
    window.go("sweep")
    sweep = dialog()
    assert isinstance(sweep, SweepDialog)
    assert sweep.name.text() == "Nobody is left behind."
    sweep.reject()
