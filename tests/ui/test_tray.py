"""The tray icon: its count, its menu, its balloons."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon
from pytestqt.qtbot import QtBot

from kitdiary.services.reminders.notifier import Action, Message, NotifierFailed
from kitdiary.ui.desk import Desk
from kitdiary.ui.icons import counted_icon, program_icon
from kitdiary.ui.main_window import MainWindow
from kitdiary.ui.tray import Tray, TrayNotifier
from tests.ui.people import NOW, People
from tests.ui.test_closing import Panel, panel

__all__ = ["panel"]
Idle = Callable[[Desk], None]


class Asked:
    """What the tray asked of the window."""

    def __init__(self) -> None:
        self.forward = 0
        self.quit = 0
        self.acts: list[tuple[Action, Message]] = []

    def come(self) -> None:
        self.forward += 1

    def end(self) -> None:
        self.quit += 1

    def act(self, action: Action, message: Message) -> None:
        self.acts.append((action, message))


@pytest.fixture
def asked() -> Asked:
    return Asked()


@pytest.fixture
def tray(window: MainWindow, panel: Panel, asked: Asked, qtbot: QtBot) -> Iterator[Tray]:
    made = Tray(window.desk, asked.come, asked.end, asked.act)
    assert made.appear()
    qtbot.waitUntil(lambda: bool(made.day.due), timeout=10_000)
    yield made
    made.close()


def texts(menu: QMenu) -> list[str]:
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def choose(menu: QMenu, text: str) -> None:
    for action in menu.actions():
        if action.text() == text:
            action.trigger()
            return
        inner = action.menu()
        if isinstance(inner, QMenu) and text in texts(inner):
            choose(inner, text)
            return
    raise AssertionError(texts(menu))


def test_the_menu_has_the_first_of_today_and_what_is_most_wanted(tray: Tray) -> None:
    shown = texts(tray.menu)
    assert shown[0] == "8 due today"
    assert shown[1] == "15:30  Priya Raman, Northgate Foods"
    assert "Answer: Luis Ortega, Ortega && Sons" in shown
    assert len(shown) == 1 + 5 + 5
    assert shown[-5:] == ["Log a touch …", "Find …", "Pause reminders", "Open KitDiary", "Quit"]


def test_a_name_is_shown_as_it_is_and_a_long_one_is_cut(tray: Tray, window: MainWindow) -> None:
    from kitdiary.ui.tray_menu import read_day

    lines = [text for _who, text in read_day(window.desk.diary).lines]
    assert all(len(text) < 65 for text in lines)


def test_it_opens_logs_finds_and_quits(
    qtbot: QtBot, tray: Tray, asked: Asked, window: MainWindow, dialog: Callable[[], QMenu], ids: People
) -> None:
    choose(tray.menu, "15:30  Priya Raman, Northgate Foods")
    assert asked.forward == 1
    assert window.page("contact").title.text() == "Priya Raman"
    for text in ("Log a touch …", "Find …"):
        choose(tray.menu, text)
        dialog().close()
    assert asked.forward == 3
    choose(tray.menu, "Open KitDiary")
    assert asked.forward == 4
    choose(tray.menu, "Quit")
    assert asked.quit == 1


def test_the_menu_follows_what_is_done(
    qtbot: QtBot, tray: Tray, window: MainWindow, ids: People, idle: Idle
) -> None:
    window.desk.write(lambda: window.desk.diary.steps.kept(ids.tom))
    qtbot.waitUntil(lambda: texts(tray.menu)[0] == "7 due today", timeout=10_000)
    assert tray._icon is not None
    assert "7" in tray._icon.toolTip()


def test_hidden_names_stay_out_of_the_menu(qtbot: QtBot, tray: Tray, window: MainWindow) -> None:
    window.desk.write(lambda: window.desk.diary.settings.set("names-hidden", "on"))
    qtbot.waitUntil(lambda: len(texts(tray.menu)) == 6, timeout=10_000)
    assert not any("Raman" in text for text in texts(tray.menu))


@pytest.mark.parametrize(
    ("choice", "until"),
    [
        ("For an hour", NOW + timedelta(hours=1)),
        ("Until tomorrow", (NOW + timedelta(days=1)).replace(hour=0, minute=0)),
    ],
)
def test_reminders_are_paused_and_go_on(
    qtbot: QtBot, tray: Tray, window: MainWindow, idle: Idle, choice: str, until: object
) -> None:
    choose(tray.menu, choice)
    qtbot.waitUntil(lambda: "Go on reminding" in texts(tray.menu), timeout=10_000)
    assert window.desk.diary.reminders.status().paused_until == until
    assert any(text.startswith("Paused until") for text in texts(tray.menu))
    choose(tray.menu, "Go on reminding")
    qtbot.waitUntil(lambda: "Pause reminders" in texts(tray.menu), timeout=10_000)
    assert window.desk.diary.reminders.status().paused_until is None


def test_reminders_are_paused_until_a_date(
    qtbot: QtBot, tray: Tray, window: MainWindow, dialog: Callable[[], object], asked: Asked, idle: Idle
) -> None:
    from kitdiary.ui.dialogs.ask import Ask

    choose(tray.menu, "Until a date …")
    assert asked.forward == 1
    question = dialog()
    assert isinstance(question, Ask)
    question.do.click()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None, timeout=10_000)
    until = window.desk.diary.reminders.status().paused_until
    assert until is not None
    assert until.isoformat() == "2026-11-27T00:00:00+01:00"


# -- balloons ----------------------------------------------------------------------------------------

MESSAGE = Message("15:30 Priya Raman", "You promised to call", "tag", (Action.OPEN,))


def shown_from_a_thread(qtbot: QtBot, notifier: TrayNotifier) -> list[str]:
    said: list[str] = []

    def run() -> None:
        try:
            notifier.show(MESSAGE)
        except NotifierFailed as failed:
            said.append(str(failed))
        else:
            said.append("shown")

    threading.Thread(target=run, daemon=True).start()
    qtbot.waitUntil(lambda: bool(said), timeout=10_000)
    return said


def test_a_balloon_is_shown_and_a_click_on_it_opens(
    qtbot: QtBot, tray: Tray, panel: Panel, asked: Asked, window: MainWindow
) -> None:
    assert shown_from_a_thread(qtbot, TrayNotifier(window.desk, tray)) == ["shown"]
    assert panel.shown == [("15:30 Priya Raman", "You promised to call")]
    assert tray._icon is not None
    tray._icon.messageClicked.emit()
    assert asked.acts == [(Action.OPEN, MESSAGE)]


def test_without_a_tray_the_next_link_is_asked(
    qtbot: QtBot, tray: Tray, panel: Panel, window: MainWindow
) -> None:
    notifier = TrayNotifier(window.desk, tray)
    panel.there = False
    assert shown_from_a_thread(qtbot, notifier) == ["there is no tray"]
    panel.there = True
    assert shown_from_a_thread(qtbot, notifier) == ["shown"]


def test_a_window_that_hangs_is_not_waited_for_long(
    qtbot: QtBot, tray: Tray, window: MainWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kitdiary.ui.tray._ANSWER_SECONDS", 0.05)
    with pytest.raises(NotifierFailed, match="does not answer"):
        TrayNotifier(window.desk, tray).show(MESSAGE)  # here is the window's thread: it cannot answer


def test_a_click_on_the_icon_brings_the_window(tray: Tray, asked: Asked) -> None:
    assert tray._icon is not None
    tray._icon.activated.emit(QSystemTrayIcon.ActivationReason.Trigger)
    tray._icon.activated.emit(QSystemTrayIcon.ActivationReason.Context)
    assert asked.forward == 1


def test_the_icon_shows_the_count(qapp: QApplication) -> None:
    def picture(icon: QIcon) -> bytes:
        image = icon.pixmap(22, 22).toImage()
        return bytes(image.constBits())

    assert not program_icon().isNull()
    assert picture(counted_icon(0)) == picture(program_icon())
    assert len({picture(counted_icon(n)) for n in (0, 1, 12, 99)}) == 4
    assert picture(counted_icon(1000)) == picture(counted_icon(99))
