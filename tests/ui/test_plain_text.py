"""A contact called ``<img src=x>&Co`` is that text and nothing else, on every page and in every dialog."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from kitdiary.ui import shell
from kitdiary.ui.main_window import MainWindow
from tests.ui.people import TRAP, People
from tests.ui.places import argument
from tests.ui.qt import sweep

RAW = ("<img", "<b>", "<u>", "<i>", "<s>")


def tricked(top: QWidget) -> Iterator[str]:
    """Every place where a user's text is not shown as it is."""
    for widget in [top, *top.findChildren(QWidget)]:
        tip = widget.toolTip()
        if any(raw in tip for raw in RAW):
            yield f"tooltip of {widget!r}: {tip}"
        raw_label = isinstance(widget, QLabel) and any(raw in widget.text() for raw in RAW)
        if raw_label and widget.textFormat() is not Qt.TextFormat.PlainText:
            yield f"label {widget.text()}"
        own_paint = type(widget).__name__ == "SideButton"
        if isinstance(widget, QAbstractButton) and not own_paint and "&Co" in widget.text().replace("&&", ""):
            yield f"button {widget.text()}"
    for menu in top.findChildren(QMenu):
        for action in menu.actions():
            if "&Co" in action.text().replace("&&", ""):
                yield f"action {action.text()}"
    for action in top.findChildren(QAction):
        if any(raw in action.toolTip() for raw in RAW):
            yield f"tooltip of action {action.text()}"


@pytest.mark.parametrize("name", [*shell.PAGES])
def test_on_every_page(window: MainWindow, ids: People, name: str) -> None:
    window.go(name, argument(window, name, ids.trap, ids.luis))
    sweep()
    assert list(tricked(window)) == []


@pytest.mark.parametrize("name", [*shell.DIALOGS])
def test_in_every_dialog(qtbot: QtBot, window: MainWindow, ids: People, name: str) -> None:
    window.go(name, argument(window, name, ids.trap, ids.luis))
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None)
    found = QApplication.activeModalWidget()
    assert found is not None
    assert list(tricked(found)) == []
    assert "<img" not in found.windowTitle() or TRAP in found.windowTitle()
    found.close()
    sweep()


def test_in_the_brief_and_the_bar(window: MainWindow, ids: People) -> None:
    page = window.page("today")
    page.view.setCurrentIndex(page.model.find((ids.trap, "talk")))  # type: ignore[attr-defined]
    window.desk.said.emit(f"Rated {TRAP} C", 1)
    window.desk.failed.emit(f"{TRAP} is closed.")
    sweep()
    assert list(tricked(window)) == []
