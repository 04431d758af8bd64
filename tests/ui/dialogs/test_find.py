"""Quick find: people, companies, notes, content and commands, while one types."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.find import FindDialog
from kitdiary.ui.main_window import MainWindow
from tests.ui.people import TRAP, People
from tests.ui.qt import sweep

Asked = list[tuple[str, object]]


@pytest.fixture
def find(qtbot: QtBot, window: MainWindow, dialog: Callable[[], QWidget]) -> FindDialog:
    qtbot.keyClick(window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    found = dialog()
    assert isinstance(found, FindDialog)
    QAbstractItemModelTester(found.model, QAbstractItemModelTester.FailureReportingMode.Warning, found.model)
    return found


@pytest.fixture
def asked(window: MainWindow, find: FindDialog) -> Asked:
    found: Asked = []
    window.desk.asked.disconnect(window.go)
    window.desk.asked.connect(lambda where, what: found.append((where, what)))
    return found


def listed(find: FindDialog) -> list[str]:
    return [str(find.model.index(row).data()) for row in range(find.model.rowCount())]


def test_opened_it_takes_letters_and_lists_what_can_be_done(find: FindDialog) -> None:
    assert QApplication.focusWidget() is find.field
    assert any("Today" in text for text in listed(find))
    assert find.list.currentIndex().row() == 0


@pytest.mark.parametrize(
    ("typed", "where", "what"),
    [
        ("raman", "contact", lambda ids: ids.priya),
        ("north", "company", None),
        ("two references", "contact", lambda ids: (ids.luis, ids.touch("luis"))),
        ("less spoilage", "contact", lambda ids: (ids.priya, ids.touch("priya", 1))),
        ("ten steps", "content", None),
        ("settings", "settings", None),
        ("田中", "contact", lambda ids: ids.taro),
        ("فاطمة", "contact", lambda ids: ids.fatima),
        ("<img", "contact", lambda ids: ids.trap),
    ],
)
def test_enter_opens_what_fits_best(
    qtbot: QtBot,
    find: FindDialog,
    asked: Asked,
    ids: People,
    typed: str,
    where: str,
    what: Callable[[People], object] | None,
) -> None:
    qtbot.keyClicks(find.field, typed) if typed.isascii() else find.field.setText(typed)
    qtbot.keyClick(find.field, Qt.Key.Key_Return)
    assert len(asked) == 1
    assert asked[0][0] == where
    if what is not None:
        assert asked[0][1] == what(ids)
    sweep()
    assert QApplication.activeModalWidget() is None


def test_arrows_choose_while_the_field_keeps_the_focus(qtbot: QtBot, find: FindDialog, asked: Asked) -> None:
    qtbot.keyClick(find.field, Qt.Key.Key_Down)
    qtbot.keyClick(find.field, Qt.Key.Key_Down)
    qtbot.keyClick(find.field, Qt.Key.Key_Up)
    assert find.list.currentIndex().row() == 1
    qtbot.keyClick(find.field, Qt.Key.Key_Return)
    assert asked == [("contacts", None)]


def test_a_click_opens(qtbot: QtBot, find: FindDialog, asked: Asked, ids: People) -> None:
    qtbot.keyClicks(find.field, "ann lee")
    place = find.list.visualRect(find.model.index(0)).center()
    qtbot.mouseClick(find.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert asked == [("contact", ids.ann)]


def test_nothing_fits_and_escape_leaves(qtbot: QtBot, find: FindDialog, window: MainWindow) -> None:
    qtbot.keyClicks(find.field, "qqqq zzzz")
    assert find.nothing.isVisible()
    qtbot.keyClick(find.field, Qt.Key.Key_Return)
    assert find.isVisible()
    qtbot.keyClick(find.field, Qt.Key.Key_Escape)
    sweep()
    assert QApplication.activeModalWidget() is None


def test_strange_letters_break_nothing(find: FindDialog) -> None:
    for text in ('"', "'", "%", "_", "*", "a AND", "NEAR(", "(", "<", "-", "\\", " ", "a" * 500):
        find.field.setText(text)


def test_commands_are_done(
    qtbot: QtBot, window: MainWindow, find: FindDialog, ids: People, idle: Callable[[Desk], None]
) -> None:
    window.desk.write(lambda: window.desk.diary.contacts.rate((ids.priya,), "C"))
    idle(window.desk)
    qtbot.keyClicks(find.field, "undo last")
    qtbot.keyClick(find.field, Qt.Key.Key_Return)
    idle(window.desk)
    assert window.desk.diary.contacts.one(ids.priya).rating == "A"


def test_a_name_is_shown_as_it_is(find: FindDialog) -> None:
    find.field.setText("img")
    assert TRAP in listed(find)[0]


def test_two_letters_that_begin_no_name_ask_for_another(qtbot: QtBot, find: FindDialog) -> None:
    qtbot.keyClicks(find.field, "qq")
    assert "another letter" in find.nothing.text()
    qtbot.keyClicks(find.field, "q")
    assert find.nothing.text() == "Nothing in the diary fits."
