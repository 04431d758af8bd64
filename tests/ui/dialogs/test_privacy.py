"""Erasing somebody, and writing out what is held on them, from their page."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from kitdiary.domain.errors import DiaryError
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.base import Form
from kitdiary.ui.dialogs.erase import EraseForm
from kitdiary.ui.dialogs.person_export import write_to
from kitdiary.ui.main_window import MainWindow
from tests.ui.people import People

CTRL = Qt.KeyboardModifier.ControlModifier


def test_the_dialog_says_what_goes_and_stays_to_say_what_is_left(
    qtbot: QtBot, window: MainWindow, ids: People, opened: Callable[[str, object], Form], tmp_path: Path
) -> None:
    diary = window.desk.diary
    diary.safety.backup(tmp_path / "copy.kitdiary")
    window.go("contact", ids.priya)
    who = ids.priya
    form = opened("erase", who)
    assert isinstance(form, EraseForm)
    qtbot.waitUntil(lambda: "copy.kitdiary" in form.copies.text())
    assert form.subtitle.text() == "This cannot be undone."
    assert QApplication.focusWidget() is form.cancel
    qtbot.keyClick(form, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: form.title.text() == "Priya Raman is erased")
    with pytest.raises(DiaryError):
        diary.contacts.one(who)
    assert "copy.kitdiary" in form.copies.text()
    assert not form.do.isVisible()
    qtbot.mouseClick(form.cancel, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)


def test_escape_erases_nobody(
    qtbot: QtBot, window: MainWindow, ids: People, opened: Callable[[str, object], Form]
) -> None:
    form = opened("erase", ids.priya)
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
    assert window.desk.diary.contacts.one(ids.priya).name == "Priya Raman"


def test_the_menu_of_the_page_leads_there(qtbot: QtBot, window: MainWindow, ids: People) -> None:
    window.go("contact", ids.priya)
    page = window.page("contact")
    more = next(b for b in page.findChildren(QPushButton) if b.accessibleName() == "More")
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    offered = [action.text() for action in menu.actions()]
    assert offered[-2:] == ["Everything held on them …", "Erase for good …"]
    menu.close()


def test_everything_held_is_written_beside_what_is_there(
    qtbot: QtBot, window: MainWindow, ids: People, idle: Callable[[Desk], None], tmp_path: Path
) -> None:
    (tmp_path / "Priya Raman").mkdir()
    said: list[str] = []
    window.desk.said.connect(lambda text, _operation: said.append(text))
    write_to(window.desk, ids.priya, tmp_path)
    idle(window.desk)
    folder = tmp_path / "Priya Raman 2"
    assert said == [f"Everything on Priya Raman is in {folder}"]
    record = json.loads((folder / "person.json").read_text(encoding="utf-8"))
    assert record["contact"]["name"] == "Priya Raman"
    write_to(window.desk, ids.trap, tmp_path)
    idle(window.desk)
    assert (tmp_path / "_img src=x_&Co" / "person.html").is_file()
