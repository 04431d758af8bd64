"""The bar at the foot of the window."""

from __future__ import annotations

import threading
from collections.abc import Callable

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from kitdiary.ui.desk import Desk
from kitdiary.ui.main_window import MainWindow
from kitdiary.ui.widgets import bars
from kitdiary.ui.worker import Task
from tests.ui.people import TRAP, People

Idle = Callable[[Desk], None]


def test_it_says_what_happened_and_undoes_it(
    qtbot: QtBot, window: MainWindow, ids: People, idle: Idle
) -> None:
    desk, bar = window.desk, window.bar
    assert not bar.isVisible()
    desk.write(lambda: desk.diary.contacts.rate((ids.trap,), "C"))
    idle(desk)
    assert bar.isVisible()
    assert bar.text.text() == f"Rated {TRAP} C"
    assert "&lt;img" in bar.text.toolTip()
    assert bar.accessibleName() == bar.text.text()
    qtbot.mouseClick(bar.undo, Qt.MouseButton.LeftButton)
    idle(desk)
    assert desk.diary.contacts.one(ids.trap).rating == "A"
    assert bar.text.text() == f"Undid “Rated {TRAP} C”"
    assert bar.undo.isVisible()  # an undo can be undone


def test_undo_in_the_bar_takes_back_what_it_speaks_of(
    window: MainWindow, ids: People, idle: Idle, qtbot: QtBot
) -> None:
    desk = window.desk
    desk.write(lambda: desk.diary.contacts.rate((ids.priya,), "C"))
    idle(desk)
    window.bar.undo.click()
    window.bar.undo.click()  # twice in haste: once
    idle(desk)
    assert desk.diary.contacts.one(ids.priya).rating == "A"


def test_it_goes_by_itself(qtbot: QtBot, window: MainWindow) -> None:
    window.bar.say("Done", None)
    assert not window.bar.undo.isVisible()
    assert window.bar._timer.interval() == bars.SHOWN_MS
    window.bar._timer.start(1)
    qtbot.waitUntil(lambda: not window.bar.isVisible())


def test_a_fault_stays_longer_and_can_be_shut(qtbot: QtBot, window: MainWindow) -> None:
    window.desk.failed.emit("The disk is full.")
    assert window.bar.text.text() == "The disk is full."
    assert not window.bar.undo.isVisible()
    assert window.bar._timer.interval() > bars.SHOWN_MS
    window.desk.said.emit("Something smaller", None)
    qtbot.mouseClick(window.bar.shut, Qt.MouseButton.LeftButton)
    assert not window.bar.isVisible()


def test_slow_work_shows_how_far_it_is_and_is_cancelled(
    qtbot: QtBot, window: MainWindow, ids: People, idle: Idle
) -> None:
    desk, bar, ended = window.desk, window.bar, []
    go_on = threading.Event()

    def work(task: Task, tell: Callable[[object], None]) -> str:
        tell((3, 10))
        while not task.cancelled:
            go_on.wait(0.01)
        return "stopped"

    desk.slowly("Counting …", work, ended.append)
    qtbot.waitUntil(lambda: bar.progress.value() == 3)
    assert bar.progress.maximum() == 10
    assert bar.isVisible()
    assert bar.cancel.isVisible()
    assert not bar.undo.isVisible()
    qtbot.mouseClick(bar.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: ended == ["stopped"])
    assert not bar.isVisible()


def test_what_slow_work_says_at_its_end_is_shown(window: MainWindow, idle: Idle) -> None:
    desk = window.desk
    desk.slowly("Counting …", lambda _task, _tell: 7, lambda found: desk.said.emit(f"Counted {found}", None))
    idle(desk)
    assert window.bar.isVisible()
    assert window.bar.text.text() == "Counted 7"


def test_a_fault_during_slow_work_is_shown_and_the_work_again_after_it(
    qtbot: QtBot, window: MainWindow, idle: Idle
) -> None:
    desk, bar, go_on = window.desk, window.bar, threading.Event()
    desk.slowly("Counting …", lambda _task, _tell: go_on.wait(20), lambda _found: None)
    desk.failed.emit("Something else went wrong.")
    assert bar.text.text() == "Something else went wrong."
    qtbot.mouseClick(bar.shut, Qt.MouseButton.LeftButton)
    assert bar.isVisible()
    assert bar.text.text() == "Counting …"
    assert bar.cancel.isVisible()
    go_on.set()
    idle(desk)
    assert not bar.isVisible()


def test_it_stays_at_the_foot(qtbot: QtBot, window: MainWindow) -> None:
    window.desk.said.emit("x" * 500, 1)
    for size in ((1280, 800), (860, 560), (1600, 900)):
        window.resize(*size)
        inside = window.rect().adjusted(196, 0, 0, 0)
        qtbot.waitUntil(lambda inside=inside: inside.contains(window.bar.geometry()))
        assert window.bar.geometry().bottom() > window.height() - 40
