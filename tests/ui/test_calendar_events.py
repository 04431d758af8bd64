"""A promise put into the rep's calendar, from wherever it is shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.promise import PromiseForm
from kitdiary.ui.main_window import MainWindow
from kitdiary.ui.widgets.facts import Link
from tests.ui.choosing import chooses
from tests.ui.people import People

Idle = Callable[[Desk], None]


class Elsewhere:
    """The other programs of the machine."""

    def __init__(self) -> None:
        self.takes = True
        self.opened: list[str] = []

    def open(self, url: QUrl) -> bool:
        self.opened.append(Path(url.toLocalFile()).read_text("utf-8"))
        return self.takes


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Elsewhere:
    made = Elsewhere()
    monkeypatch.setattr(QDesktopServices, "openUrl", made.open)
    return made


def saving_to(monkeypatch: pytest.MonkeyPatch, path: Path | None) -> None:
    chooses(monkeypatch, path)


def menu_of(qtbot: QtBot) -> QMenu:
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    found = QApplication.activePopupWidget()
    assert isinstance(found, QMenu)
    return found


def choose(menu: QMenu, text: str) -> None:
    next(action for action in menu.actions() if action.text() == text).trigger()
    menu.close()


def test_from_the_page_of_a_person(
    qtbot: QtBot, window: MainWindow, ids: People, elsewhere: Elsewhere
) -> None:
    window.go("contact", ids.priya)
    link = next(found for found in window.page("contact").findChildren(Link) if "pilot" in found.text())
    link.setFocus()
    qtbot.keyClick(link, Qt.Key.Key_Return)
    with qtbot.waitSignal(window.desk.said, timeout=20_000) as said:
        choose(menu_of(qtbot), "Open in calendar")
    assert "SUMMARY:Priya Raman\\, Northgate Foods: call about the pilot" in elsewhere.opened[0]
    assert "calendar" in said.args[0]


def test_no_program_for_it_is_said(
    qtbot: QtBot, window: MainWindow, ids: People, elsewhere: Elsewhere
) -> None:
    from kitdiary.ui.calendar_events import open_event

    elsewhere.takes = False
    number = window.desk.diary.calendar.newest_promise(ids.priya)
    assert number is not None
    with qtbot.waitSignal(window.desk.failed, timeout=20_000) as failed:
        open_event(window.desk, number)
    assert ".ics" in failed.args[0]
    with qtbot.waitSignal(window.desk.failed, timeout=20_000):
        open_event(window.desk, 4711)


def test_from_today_s_menu_saved_to_a_file(
    qtbot: QtBot, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = window.page("today")
    view = page.view  # type: ignore[attr-defined]
    view.setCurrentIndex(page.model.first_entry())  # type: ignore[attr-defined]  # the promise to Priya
    view.acted.emit("menu", view.entry())
    menu = menu_of(qtbot)
    inner = next(action.menu() for action in menu.actions() if action.text() == "Calendar")
    assert isinstance(inner, QMenu)
    saving_to(monkeypatch, None)
    choose(inner, "Save as .ics …")  # left without a choice: nothing happens
    saving_to(monkeypatch, tmp_path / "event.ics")
    with qtbot.waitSignal(window.desk.said, timeout=20_000):
        choose(inner, "Save as .ics …")
    menu.close()
    assert "DTSTART:20261120T143000Z" in (tmp_path / "event.ics").read_text("utf-8")
    saving_to(monkeypatch, tmp_path / "nowhere" / "event.ics")
    with qtbot.waitSignal(window.desk.failed, timeout=20_000) as failed:
        choose(inner, "Save as .ics …")
    assert failed.args[0].endswith(".")


@pytest.mark.parametrize("way", ["Open it there", "Save as .ics …", "No"])
def test_with_a_new_promise(
    qtbot: QtBot,
    window: MainWindow,
    ids: People,
    dialog: Callable[[], object],
    elsewhere: Elsewhere,
    idle: Idle,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    way: str,
) -> None:
    saving_to(monkeypatch, tmp_path / "event.ics")
    window.desk.go("promise", ids.ann)
    form = dialog()
    assert isinstance(form, PromiseForm)
    qtbot.keyClicks(form.what, "send the offer")
    chip = next(made for made in form.calendar.buttons.values() if made.text() == way)
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    qtbot.mouseClick(form.do, Qt.MouseButton.LeftButton)
    if way == "No":
        idle(window.desk)
        assert not elsewhere.opened
    elif way == "Open it there":
        qtbot.waitUntil(lambda: bool(elsewhere.opened), timeout=20_000)
        assert "send the offer" in elsewhere.opened[0]
    else:
        qtbot.waitUntil((tmp_path / "event.ics").exists, timeout=20_000)
