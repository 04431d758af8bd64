"""The list of companies, as a rep uses it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from kitdiary.services.diary import Diary
from kitdiary.ui.desk import Desk
from kitdiary.ui.main_window import MainWindow
from kitdiary.ui.pages.companies import CompaniesPage


@pytest.fixture
def page(window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CompaniesPage:
    monkeypatch.setenv("KITDIARY_CONFIG_DIR", str(tmp_path))
    window.go("companies")
    found = window.page("companies")
    assert isinstance(found, CompaniesPage)
    return found


def test_a_company_is_found_rated_and_opened(
    page: CompaniesPage, diary: Diary, window: MainWindow, qtbot: QtBot, idle: Callable[[Desk], None]
) -> None:
    everything = page.model.rowCount()
    assert page.subtitle.text() == f"{everything} companies"
    qtbot.keyClicks(page.search, "northg")
    (northgate,) = page.model.ids()
    assert page.subtitle.text() == f"1 of {everything} companies"
    qtbot.keyClick(page.search, Qt.Key.Key_Down)
    qtbot.keyClick(page.view, Qt.Key.Key_B)
    idle(window.desk)
    assert [row.rating for row in diary.lists.company_rows((northgate,))] == ["B"]
    page.view.menu_wanted.emit(QPoint(5, 5))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.actions()[0].trigger()
    idle(window.desk)
    assert page.model.line(0)[0].text == "A"
    asked: list[tuple[str, object]] = []
    window.desk.asked.disconnect(window.go)
    window.desk.asked.connect(lambda where, what: asked.append((where, what)))
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    qtbot.keyClick(page.search, Qt.Key.Key_Return)
    assert asked == [("company", northgate)] * 2


def test_what_is_not_there_is_said(page: CompaniesPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.search, "nowhere")
    assert page.empty.isVisible()
    page.empty.button.click()
    assert page.view.isVisible()
    header = page.view.horizontalHeader()
    where = QPoint(header.sectionViewportPosition(4) + 20, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert page.model.line(page.model.rowCount() - 1)[4].text == "2"
