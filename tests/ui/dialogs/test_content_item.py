"""An item of the library, as quick find opens it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kitdiary.ui.main_window import MainWindow
from kitdiary.ui.widgets.facts import Link
from tests.ui.people import People
from tests.ui.qt import words


def test_what_it_is_and_who_got_it(
    qtbot: QtBot, window: MainWindow, dialog: Callable[[], QWidget], ids: People
) -> None:
    items = window.desk.diary.library.items()
    item = next(one for one in items if one.title == "Cutting waste on the last mile")
    window.go("content", item.id)
    shown = dialog()
    said = words(shown)
    assert "Halves what spoils" in said
    assert "cold chain" in said
    priya = next(found for found in shown.findChildren(Link) if found.text() == "Priya Raman")
    qtbot.mouseClick(priya, Qt.MouseButton.LeftButton)
    page = window.page("contact")
    qtbot.waitUntil(page.isVisible)
    chosen = page.timeline.chosen  # type: ignore[attr-defined]
    assert chosen is not None
    assert chosen.content_title == item.title


def test_one_that_is_gone_says_so(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.desk.failed) as said:
        window.go("content", 999)
    assert "There is no content item 999" in said.args[0]
    assert QApplication.activeModalWidget() is None
