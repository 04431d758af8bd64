"""The Duplicates page: pairs found in the background, compared, merged, kept apart, undone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from kitdiary.domain.errors import DiaryError
from kitdiary.domain.merging import MergeField
from kitdiary.ui.main_window import MainWindow
from kitdiary.ui.pages.duplicates import DuplicatesPage
from tests.ui.people import TRAP, People
from tests.ui.qt import words


@pytest.fixture
def page(qtbot: QtBot, window: MainWindow, ids: People) -> DuplicatesPage:
    """Priya twice (by email), and the trap with a misspelt name at one company."""
    contacts = window.desk.diary.contacts
    email = "raman@acme.example"
    contacts.edit((ids.priya,), email=email, company="Acme")
    contacts.add(name="P. Raman", email=email, job_title="Buyer", company="Acme AG")
    contacts.add(name="Anne Lee", company="Acme")
    contacts.edit((ids.ann,), company="Acme")
    contacts.edit((ids.trap,), email="trap@x.example")
    contacts.add(name=TRAP, email="trap@x.example")
    window.go("duplicates")
    found = window.page("duplicates")
    assert isinstance(found, DuplicatesPage)
    qtbot.waitUntil(lambda: found.model.rowCount() == 3)
    return found


def shown(page: DuplicatesPage) -> tuple[int, int]:
    assert page.panel.found is not None
    return page.panel.found.kept.id, page.panel.found.other.id


def test_pairs_with_certainty_and_reason(page: DuplicatesPage, ids: People) -> None:
    QAbstractItemModelTester(page.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert page.subtitle.text() == "3 pairs may be one person"
    lines = [str(page.model.data(page.model.index(row))) for row in range(3)]
    assert any("same email" in line and "Priya Raman" in line for line in lines)
    assert any("similar name and company" in line and "Anne Lee" in line for line in lines)
    assert any(line.startswith(TRAP) for line in lines)
    assert page.list.hasFocus()


def test_the_chosen_value_is_kept_and_undo_brings_both_back(
    qtbot: QtBot, window: MainWindow, page: DuplicatesPage, ids: People
) -> None:
    rows = [str(page.model.data(page.model.index(row))) for row in range(3)]
    page._select(next(row for row, line in enumerate(rows) if "P. Raman" in line))
    kept, other = shown(page)
    assert kept == ids.priya
    qtbot.mouseClick(page.panel.chips[MergeField.COMPANY][1], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(page.panel.merge, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    diary = window.desk.diary
    merged = diary.cards.one(kept)
    assert merged.company is not None
    assert merged.company.name == "Acme AG"
    with pytest.raises(DiaryError):
        diary.contacts.one(other)
    assert "2 pairs" in page.subtitle.text()
    qtbot.keyClick(window, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: page.model.rowCount() == 3)
    assert diary.contacts.one(other).name == "P. Raman"


def test_by_keys_alone(qtbot: QtBot, window: MainWindow, page: DuplicatesPage) -> None:
    first = shown(page)
    qtbot.keyClick(page.list, Qt.Key.Key_X)
    assert shown(page) == first[::-1]
    qtbot.keyClick(page.list, Qt.Key.Key_Down)
    second = shown(page)
    assert set(second) != set(first)
    qtbot.keyClick(page.list, Qt.Key.Key_N)
    qtbot.waitUntil(lambda: page.model.rowCount() == 2)
    qtbot.keyClick(page.list, Qt.Key.Key_M)
    qtbot.waitUntil(lambda: page.model.rowCount() == 1)
    qtbot.keyClick(page.list, Qt.Key.Key_M)
    qtbot.waitUntil(page.empty.isVisible)
    assert "Nobody seems to be here twice" in words(page)
    assert window.desk.diary.contacts.one(second[0]).id == second[0]
    page.search()
    qtbot.waitUntil(lambda: page._looking is None)
    assert page.model.rowCount() == 0


def test_names_are_shown_as_they_are(qtbot: QtBot, page: DuplicatesPage) -> None:
    rows = [str(page.model.data(page.model.index(row))) for row in range(3)]
    page._select(next(row for row, line in enumerate(rows) if TRAP in line))
    assert TRAP in words(page)
    page.grab()


def test_leaving_the_page_ends_the_search(qtbot: QtBot, window: MainWindow, page: DuplicatesPage) -> None:
    page.search()
    task = page._looking
    assert task is not None
    window.go("today")
    assert task.cancelled
    window.go("duplicates")
    qtbot.waitUntil(lambda: page._looking is None and page.model.rowCount() == 3)
