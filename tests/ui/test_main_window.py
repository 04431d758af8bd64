"""The shell: going and coming back, keys, counts, the place it keeps."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kitdiary.services.diary import Diary
from kitdiary.ui import shell
from kitdiary.ui.desk import Desk
from kitdiary.ui.main_window import MainWindow
from kitdiary.ui.shell import make_window
from tests.ui.people import People

Idle = Callable[[Desk], None]
CTRL = Qt.KeyboardModifier.ControlModifier


def place(window: MainWindow) -> str:
    return next(name for name, page in window._made.items() if page is window.stack.currentWidget())


@pytest.mark.parametrize(
    ("key", "where"),
    [
        (Qt.Key.Key_1, "today"),
        (Qt.Key.Key_2, "contacts"),
        (Qt.Key.Key_3, "companies"),
        (Qt.Key.Key_4, "library"),
        (Qt.Key.Key_5, "reports"),
        (Qt.Key.Key_6, "settings"),
    ],
)
def test_each_place_has_a_key_and_a_button(qtbot: QtBot, window: MainWindow, key: Qt.Key, where: str) -> None:
    qtbot.keyClick(window, key, CTRL)
    assert place(window) == where
    assert window.side.buttons[where].isChecked()
    window.go("today")
    qtbot.mouseClick(window.side.buttons[where], Qt.MouseButton.LeftButton)
    assert place(window) == where


def test_every_page_opens_twice_and_is_made_once(window: MainWindow, ids: People) -> None:
    arguments: dict[str, object] = {"contact": ids.priya, "company": 1}
    for _ in range(2):
        for name in shell.PAGES:
            window.go(name, arguments.get(name))
            assert place(window) == name
    assert len(window._made) == len(shell.PAGES)


def test_pages_are_made_when_first_gone_to(window: MainWindow) -> None:
    assert list(window._made) == ["today"]


def test_back_through_where_one_was(qtbot: QtBot, window: MainWindow, ids: People) -> None:
    window.go("contact", ids.priya)
    window.go("contact", ids.tom)
    window.go("contact", ids.tom)
    window.go("settings")
    qtbot.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.page("contact").title.text() == "Tom Reed"
    window.back()
    assert window.page("contact").title.text() == "Priya Raman"
    window.back()
    assert place(window) == "today"
    window.back()
    assert place(window) == "today"


def test_a_page_of_a_contact_belongs_to_contacts(window: MainWindow, ids: People) -> None:
    window.go("contact", ids.priya)
    assert window.side.buttons["contacts"].isChecked()
    window.go("company", 1)
    assert window.side.buttons["companies"].isChecked()


def test_an_unknown_place_is_none(window: MainWindow) -> None:
    window.go("nowhere", 7)
    assert place(window) == "today"


def test_the_side_counts(window: MainWindow, ids: People, idle: Idle) -> None:
    assert window.side.buttons["today"].accessibleName() == "Today 8"
    assert window.side.buttons["contacts"].accessibleName() == "Contacts 13"
    window.desk.write(lambda: window.desk.diary.steps.kept(ids.tom))
    idle(window.desk)
    assert window.side.buttons["today"].accessibleName() == "Today 7"


def test_ctrl_z_undoes(qtbot: QtBot, window: MainWindow, ids: People, idle: Idle) -> None:
    window.desk.write(lambda: window.desk.diary.contacts.rate((ids.priya,), "C"))
    idle(window.desk)
    qtbot.keyClick(window, Qt.Key.Key_Z, CTRL)
    idle(window.desk)
    assert window.desk.diary.contacts.one(ids.priya).rating == "A"


def test_ctrl_z_in_a_field_with_typed_text_is_the_field_s(
    qtbot: QtBot, window: MainWindow, ids: People, idle: Idle
) -> None:
    window.desk.write(lambda: window.desk.diary.contacts.rate((ids.priya,), "C"))
    idle(window.desk)
    window.go("contact", ids.priya)
    field = window.page("contact").timeline.words  # type: ignore[attr-defined]
    field.setFocus()
    qtbot.keyClicks(field, "audit")
    qtbot.keyClick(field, Qt.Key.Key_Z, CTRL)
    idle(window.desk)
    assert field.text() == ""
    assert window.desk.diary.contacts.one(ids.priya).rating == "C"


def test_f5_reads_again(qtbot: QtBot, window: MainWindow, ids: People, idle: Idle) -> None:
    window.desk.diary.steps.kept(ids.tom)  # behind the window's back
    qtbot.keyClick(window, Qt.Key.Key_F5)
    idle(window.desk)
    assert window.page("today").subtitle.text().startswith("7 due")
    assert window.side.buttons["today"].accessibleName() == "Today 7"


def test_hidden_pages_catch_up_when_shown(window: MainWindow, ids: People, idle: Idle) -> None:
    window.go("settings")
    window.desk.write(lambda: window.desk.diary.steps.kept(ids.tom))
    idle(window.desk)
    assert window.page("today").subtitle.text().startswith("8 due")
    window.go("today")
    assert window.page("today").subtitle.text().startswith("7 due")


def test_the_window_keeps_its_size(qtbot: QtBot, diary: Diary, settings: QSettings, tmp_path: Path) -> None:
    for size in ((1100, 700), (900, 600)):
        window, desk = make_window(diary, settings)
        window.resize(*size)
        window.show()
        window.start()
        desk.close()
        window.close()
        window.deleteLater()
        desk.deleteLater()
        again, desk = make_window(diary, QSettings(settings.fileName(), QSettings.Format.IniFormat))
        assert (again.width(), again.height()) == size
        desk.close()
        again.close()
        again.deleteLater()
        desk.deleteLater()


def test_a_spoilt_place_is_the_usual_one(diary: Diary, settings: QSettings) -> None:
    settings.setValue("window/geometry", "nonsense")
    window, desk = make_window(diary, settings)
    assert (window.width(), window.height()) == (1280, 800)
    desk.close()
    window.close()
    window.deleteLater()
    desk.deleteLater()


def test_tab_goes_through_everything_and_comes_back(qtbot: QtBot, window: MainWindow) -> None:
    start, seen = QApplication.focusWidget(), []
    for _ in range(40):
        widget = QApplication.focusWidget()
        assert widget is not None
        if seen and widget is start:
            break
        seen.append(widget)
        qtbot.keyClick(widget, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is start
    assert len(set(map(id, seen))) >= 4


def test_the_keyboard_goes_to_what_a_page_is_for(qtbot: QtBot, window: MainWindow, ids: People) -> None:
    today, contacts = window.page("today"), window.page("contacts")
    wanted = {
        "contacts": contacts.filter.search,  # type: ignore[attr-defined]
        "today": today.view,  # type: ignore[attr-defined]
    }
    for _ in range(2):
        for where, widget in wanted.items():
            window.go(where)
            assert QApplication.focusWidget() is widget
    window.go("contact", ids.priya)
    assert QApplication.focusWidget() is not window.page("contact")
    assert window.page("contact").isAncestorOf(QApplication.focusWidget())
