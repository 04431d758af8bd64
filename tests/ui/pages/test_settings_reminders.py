"""Settings: how the reminders are, a test notice, a pause, starting at login, the calendar folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from kitdiary.services.diary import Diary
from kitdiary.services.reminders.heartbeat import Heartbeat
from kitdiary.services.reminders.notifier import Acted, Chain, Message, Notifier, NotifierFailed
from kitdiary.ui.desk import Desk
from kitdiary.ui.life import Life
from kitdiary.ui.main_window import MainWindow
from kitdiary.ui.pages.settings import SettingsPage
from tests.ui.choosing import chooses
from tests.ui.people import People

Idle = Callable[[Desk], None]
LEFT = Qt.MouseButton.LeftButton


class Native:
    """A native notifier whose daemon comes and goes."""

    name = "native"
    there = True

    def __init__(self) -> None:
        self.shown: list[Message] = []

    def show(self, message: Message) -> None:
        self.ready()
        self.shown.append(message)

    def ready(self) -> None:
        if not self.there:
            raise NotifierFailed("no notification daemon is running")


@pytest.fixture
def native() -> Native:
    return Native()


@pytest.fixture
def life(
    qtbot: QtBot,
    window: MainWindow,
    settings: QSettings,
    native: Native,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Life]:
    """The window with a heart that has beaten once."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "xdg"))

    def made(diary: Diary, links: tuple[Notifier, ...], acted: Acted) -> Heartbeat:
        return diary.heartbeat(Chain((native, *links)))

    found = Life(window, made, settings)
    with qtbot.waitSignal(window.desk.beaten, timeout=20_000):
        found.heart.start()
    yield found
    found.stop()


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow, life: Life) -> SettingsPage:
    window.go("settings")
    found = window.page("settings")
    assert isinstance(found, SettingsPage)
    qtbot.waitUntil(lambda: bool(found.status.digest.text()), timeout=10_000)
    return found


def test_how_they_are(qtbot: QtBot, page: SettingsPage) -> None:
    status = page.status
    assert status.state.text() == "On"
    assert status.beat.text() == "09:40"
    assert status.digest.text().startswith("Mon 23 Nov 08:30: 3 talks")
    qtbot.waitUntil(lambda: "bar in this window: answers" in status.notifiers.text(), timeout=10_000)
    assert "plain notification: answers" in status.notifiers.text()
    log = status.log.model()
    assert log.rowCount() == 1
    assert [log.index(0, column).data() for column in range(3)] == [
        "09:40",
        "Digest of the day: 8 steps",
        "plain notification",
    ]


def test_a_test_notice_says_who_showed_it(qtbot: QtBot, page: SettingsPage, native: Native) -> None:
    status = page.status
    qtbot.mouseClick(status.test, LEFT)
    qtbot.waitUntil(lambda: status.answer.text() == "Shown by: plain notification", timeout=10_000)
    assert "test notice" in native.shown[-1].body
    native.there = False
    qtbot.mouseClick(status.test, LEFT)
    qtbot.waitUntil(lambda: "Shown by: bar in this window" in status.answer.text(), timeout=10_000)
    assert "no notification daemon is running" in status.answer.text()
    assert status.test.isEnabled()
    qtbot.mouseClick(status.again, LEFT)
    qtbot.waitUntil(lambda: "plain notification: no," in status.notifiers.text(), timeout=10_000)


def test_a_heartbeat_that_fails_is_seen_and_goes_on(
    qtbot: QtBot, page: SettingsPage, life: Life, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kitdiary.services.reminders import heartbeat

    def boom(*_args: object) -> None:
        raise RuntimeError("boom")

    with monkeypatch.context() as broken:
        broken.setattr(heartbeat, "announcements", boom)
        life.heart.beat_now()
        qtbot.waitUntil(lambda: "heartbeat failed" in page.status.beat.text(), timeout=10_000)
        qtbot.waitUntil(lambda: "Reminders fail" in page.window().foot.reminders.text(), timeout=10_000)
    life.heart.beat_now()
    qtbot.waitUntil(lambda: page.status.beat.text() == "09:40", timeout=10_000)


def test_a_pause_and_its_end(qtbot: QtBot, page: SettingsPage, window: MainWindow) -> None:
    def choose(text: str) -> None:
        qtbot.mouseClick(page.status.pause, LEFT)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        next(action for action in menu.actions() if action.text() == text).trigger()
        menu.close()

    choose("For an hour")
    qtbot.waitUntil(lambda: page.status.state.text() == "Paused until 10:40", timeout=10_000)
    assert window.foot.reminders.text() == "Reminders paused until 10:40"
    choose("Go on reminding")
    qtbot.waitUntil(lambda: page.status.state.text() == "On", timeout=10_000)


def test_start_at_login_is_the_system_s_entry(qtbot: QtBot, page: SettingsPage, tmp_path: Path) -> None:
    tick, entry = page.login.tick, tmp_path / "xdg" / "autostart" / "kitdiary.desktop"
    assert not tick.isChecked()
    tick.click()
    assert tick.isChecked()
    assert "--hidden" in entry.read_text("utf-8")
    entry.write_text(entry.read_text("utf-8") + "Hidden=true\n", "utf-8")  # in the system's settings
    page.refresh(None)
    assert not tick.isChecked()
    tick.click()
    assert tick.isChecked()
    tick.click()
    assert not entry.exists()
    entry.parent.rmdir()
    entry.parent.write_text("", "utf-8")
    tick.click()
    assert not tick.isChecked()
    assert page.login.fault.text().endswith(".")
    assert page.login.fault.isVisible()


def test_the_calendar_folder_is_chosen_and_its_fault_is_shown(
    qtbot: QtBot, page: SettingsPage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, window: MainWindow
) -> None:
    folder = tmp_path / "calendar"
    folder.mkdir()
    chooses(monkeypatch, folder)
    button = next(b for b in page.findChildren(QPushButton) if b.text() == "Choose a folder …")
    qtbot.mouseClick(button, LEFT)
    qtbot.waitUntil((folder / "kitdiary.ics").exists, timeout=20_000)
    (folder / "kitdiary.ics").unlink()
    folder.rmdir()
    window.desk.write(lambda: window.desk.diary.settings.set("calendar-folder", str(tmp_path / "gone")))
    qtbot.waitUntil(lambda: bool(window.desk.diary.calendar.failure()), timeout=20_000)
    page.refresh(None)
    assert "gone" in page.calendar_fault.text()
    assert page.calendar_fault.isVisible()


def test_without_a_heart_it_says_so(qtbot: QtBot, window: MainWindow) -> None:
    window.go("settings")
    page = window.page("settings")
    assert isinstance(page, SettingsPage)
    qtbot.waitUntil(lambda: page.status.state.text() == "Off in a demo", timeout=10_000)
    assert not page.status.test.isEnabled()
    assert "does not remind" in page.status.notifiers.text()
    assert not page.login.tick.isEnabled()
    assert page.status.nothing.isVisible()
    assert window.foot.reminders.text() == "No reminders in a demo"


def test_the_foot_says_what_comes_next(qtbot: QtBot, window: MainWindow, life: Life, ids: People) -> None:
    foot = window.foot
    qtbot.waitUntil(lambda: "Backed up today 09:40" in foot.backup.text(), timeout=20_000)
    assert foot.reminders.text() == "Reminders on\nNext: 15:30 Priya Raman"
    window.desk.write(lambda: window.desk.diary.settings.set("names-hidden", "on"))
    qtbot.waitUntil(lambda: foot.reminders.text() == "Reminders on\nNext: 15:30", timeout=10_000)
