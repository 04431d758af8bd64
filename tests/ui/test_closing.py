"""Closing the window: into the tray, minimised without one, and the ways to really end."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QSettings, Qt, QTimer
from PySide6.QtWidgets import QApplication, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from kitdiary.services.diary import Diary
from kitdiary.services.reminders.heartbeat import Heartbeat
from kitdiary.services.reminders.notifier import Acted, Chain, Message, Notifier, NotifierFailed
from kitdiary.ui.application import Application
from kitdiary.ui.closing import GoesOn
from kitdiary.ui.desk import RESTING_MS, Desk
from kitdiary.ui.dialogs.promise import PromiseForm
from kitdiary.ui.life import Life
from kitdiary.ui.main_window import MainWindow
from tests.ui.people import People

Idle = Callable[[Desk], None]
CTRL = Qt.KeyboardModifier.ControlModifier


def quiet(diary: Diary, links: object, acted: Acted) -> Heartbeat:
    """A heart without native notifiers."""
    return diary.heartbeat(Chain(links))  # type: ignore[arg-type]


class Panel:
    """Whether there is a tray: the panel of a desktop comes and goes."""

    def __init__(self) -> None:
        self.there = True
        self.shown: list[tuple[str, str]] = []


@pytest.fixture
def panel(monkeypatch: pytest.MonkeyPatch) -> Panel:
    made = Panel()
    monkeypatch.setattr(QSystemTrayIcon, "isSystemTrayAvailable", lambda: made.there)
    monkeypatch.setattr(
        QSystemTrayIcon, "showMessage", lambda _icon, title, text, *_more: made.shown.append((title, text))
    )
    monkeypatch.setattr(QSystemTrayIcon, "supportsMessages", lambda: made.there)
    return made


@pytest.fixture
def life(window: MainWindow, panel: Panel, settings: QSettings) -> Iterator[Life]:
    made = Life(window, quiet, settings)
    yield made
    made.stop()


def test_it_goes_to_the_tray_and_says_so_once(
    qtbot: QtBot, window: MainWindow, life: Life, panel: Panel
) -> None:
    with qtbot.assertNotEmitted(window.closed):
        window.close()
        assert not window.isVisible()
        assert len(panel.shown) == 1
        assert "Quit" in panel.shown[0][1]
        life._forward()
        assert window.isVisible()
        window.close()
    assert len(panel.shown) == 1


def test_without_a_tray_the_first_time_says_that_it_minimises(
    qtbot: QtBot, window: MainWindow, life: Life, panel: Panel, dialog: Callable[[], object]
) -> None:
    panel.there = False
    window.close()
    window.close()
    asked = dialog()
    assert isinstance(asked, GoesOn)
    assert len(window.findChildren(GoesOn)) == 1
    assert window.isVisible()
    qtbot.keyClick(asked, Qt.Key.Key_Return)
    assert window.isMinimized()
    life._forward()
    assert not window.isMinimized()
    window.close()  # told already
    assert window.isMinimized()
    assert QApplication.activeModalWidget() is None


def test_escape_leaves_the_window_and_asks_again(
    qtbot: QtBot, window: MainWindow, life: Life, panel: Panel, dialog: Callable[[], object]
) -> None:
    panel.there = False
    window.close()
    qtbot.keyClick(dialog(), Qt.Key.Key_Escape)  # type: ignore[arg-type]
    assert not window.isMinimized()
    window.close()
    with qtbot.waitSignal(window.closed):
        found = dialog()
        assert isinstance(found, GoesOn)
        qtbot.mouseClick(found.quitted, Qt.MouseButton.LeftButton)


def test_the_tray_is_asked_at_each_close(window: MainWindow, life: Life, panel: Panel) -> None:
    window.close()
    assert not window.isVisible()
    life._forward()
    panel.there = False
    window.close()
    assert window.isVisible()
    asked = window.findChild(GoesOn)
    assert asked is not None
    asked.reject()


def test_a_tray_that_goes_gives_the_window_back(window: MainWindow, life: Life, panel: Panel) -> None:
    window.close()
    life._still_to_be_reached()
    assert not window.isVisible()
    panel.there = False
    life._still_to_be_reached()
    assert window.isMinimized()


def test_ctrl_q_ends_it(qtbot: QtBot, window: MainWindow, life: Life) -> None:
    with qtbot.waitSignal(window.closed):
        qtbot.keyClick(window, Qt.Key.Key_Q, CTRL)


def test_quit_in_the_menu_ends_a_hidden_one(qtbot: QtBot, window: MainWindow, life: Life) -> None:
    window.close()
    with qtbot.waitSignal(window.closed):
        life.tray.menu.actions()[-1].trigger()


def test_what_was_typed_is_not_lost_by_quitting_from_the_tray(
    qtbot: QtBot, window: MainWindow, life: Life, ids: People, dialog: Callable[[], object]
) -> None:
    window.desk.go("promise", ids.priya)
    form = dialog()
    assert isinstance(form, PromiseForm)
    qtbot.keyClicks(form.what, "send it")
    with qtbot.assertNotEmitted(window.closed):
        life.tray.menu.actions()[-1].trigger()
    form.what.clear()
    with qtbot.waitSignal(window.closed):
        life.tray.menu.actions()[-1].trigger()


def test_the_system_s_wish_ends_it(
    window: MainWindow, life: Life, qapp: Application, ids: People, dialog: Callable[[], object]
) -> None:
    ended: list[bool] = []
    window.closed.connect(lambda: ended.append(True))
    window.desk.go("promise", ids.priya)
    form = dialog()
    assert isinstance(form, PromiseForm)
    form.what.setText("send it")  # such a form says no when it is closed; a logout must not wait for it
    qapp.ending.connect(window.quit)
    window.closed.connect(lambda: qapp.exit(0))
    try:
        QTimer.singleShot(0, qapp, qapp.quit)
        qapp.exec()  # ends
    finally:
        qapp.ending.disconnect(window.quit)
    assert ended == [True]


def test_a_window_with_no_heart_just_closes(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.closed):
        window.close()


def test_nobody_looks_so_it_looks_seldom_and_catches_up(
    qtbot: QtBot, window: MainWindow, life: Life, ids: People
) -> None:
    window.close()
    assert window.desk._poll.interval() == RESTING_MS
    life._forward()
    assert window.desk._poll.interval() < RESTING_MS
    window.showMinimized()
    assert window.desk._poll.interval() == RESTING_MS
    window.showNormal()
    assert window.desk._poll.interval() < RESTING_MS


def test_a_start_at_login_waits_in_the_tray_or_minimised(
    qtbot: QtBot, window: MainWindow, life: Life, panel: Panel, monkeypatch: pytest.MonkeyPatch
) -> None:
    panel.there = False
    window.hide()
    life.start_hidden()
    for _ in range(30):
        life._look_for_tray()
    assert not window.isVisible()
    panel.there = True  # the desktop's panel is up now
    life._look_for_tray()
    assert not life._look.isActive()
    assert not window.isVisible()
    panel.there = False
    life._looks = 0
    life.start_hidden()
    for _ in range(60):
        life._look_for_tray()
    assert window.isMinimized()
    assert not life._look.isActive()


def test_quitting_takes_under_a_second_while_a_notifier_hangs(
    qtbot: QtBot, window: MainWindow, panel: Panel, settings: QSettings
) -> None:
    asked, go_on = threading.Event(), threading.Event()

    class Hung:
        name = "hung"

        def show(self, message: Message) -> None:
            asked.set()
            go_on.wait(30)
            raise NotifierFailed("hung")

        def ready(self) -> None:
            go_on.wait(30)

        def close(self) -> None:
            go_on.wait(30)

    def hanging(diary: Diary, links: tuple[Notifier, ...], acted: Acted) -> Heartbeat:
        return diary.heartbeat(Chain((Hung(), *links)))

    life = Life(window, hanging, settings)
    life.heart.start()
    qtbot.waitUntil(asked.is_set, timeout=20_000)
    try:
        began = time.monotonic()
        window.quit()
        life.stop()
        window.desk.close()
        took = time.monotonic() - began
    finally:
        go_on.set()
        life.heart.stop(20)
    assert took < 1.0
