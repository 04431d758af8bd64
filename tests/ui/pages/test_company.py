"""A company's page: its people and all their touches."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from kitdiary.ui.desk import Desk
from kitdiary.ui.main_window import MainWindow
from kitdiary.ui.pages.company import CompanyPage
from kitdiary.ui.widgets.facts import Link
from tests.ui.people import TRAP, TRAP_FIRM, People
from tests.ui.qt import sweep, words

Asked = list[tuple[str, object]]


def company_of(window: MainWindow, contact_id: int) -> int:
    found = window.desk.diary.contacts.one(contact_id).company_id
    assert found is not None
    return found


@pytest.fixture
def page(window: MainWindow, ids: People) -> CompanyPage:
    """Northgate Foods, where Priya and Tom work."""
    window.go("company", company_of(window, ids.priya))
    found = window.page("company")
    assert isinstance(found, CompanyPage)
    return found


def test_people_and_all_their_touches(page: CompanyPage) -> None:
    assert page.title.text() == "Northgate Foods"
    shown = words(page)
    assert "Priya Raman, Head of Logistics" in shown
    assert "Tom Reed" in shown
    touches = [page.timeline.model.touch(page.timeline.model.index(row)) for row in range(3)]
    assert page.timeline.model.rowCount() == 3
    assert touches == sorted(touches, key=lambda touch: touch.at, reverse=True)
    assert len({touch.contact_ids for touch in touches}) == 2


def test_its_people_are_links_and_it_can_be_edited(
    qtbot: QtBot, window: MainWindow, page: CompanyPage, asked: Asked, ids: People
) -> None:
    tom = next(found for found in page.findChildren(Link) if found.text().startswith("Tom Reed"))
    qtbot.mouseClick(tom, Qt.MouseButton.LeftButton)
    qtbot.keyClick(window, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    add = next(b for b in page.findChildren(QPushButton) if b.text() == "Add a person")
    qtbot.mouseClick(add, Qt.MouseButton.LeftButton)
    assert asked == [
        ("contact", ids.tom),
        ("edit-company", page.company_id),
        ("add-contact", {"company": "Northgate Foods"}),
    ]


def test_it_follows_its_people(
    window: MainWindow, page: CompanyPage, ids: People, idle: Callable[[Desk], None]
) -> None:
    window.desk.write(lambda: window.desk.diary.contacts.edit((ids.tom,), name="Thomas Reed"))
    idle(window.desk)
    assert "Thomas Reed" in words(page)


def test_html_is_text(window: MainWindow, page: CompanyPage, ids: People) -> None:
    page.open(company_of(window, ids.trap))
    assert page.title.text() == TRAP_FIRM
    sweep()
    assert any(found.text().startswith(TRAP) for found in page.findChildren(Link))
    for label in page.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText, label.text()
