"""The sheet of keys."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kitdiary.ui.dialogs.shortcuts import keys
from kitdiary.ui.main_window import MainWindow
from tests.ui.qt import sweep, words


def test_f1_shows_every_key_and_escape_leaves(
    qtbot: QtBot, window: MainWindow, dialog: Callable[[], QWidget]
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F1)
    shown = words(dialog())
    for _, rows in keys():
        for pressed, does in rows:
            assert pressed in shown
            assert does in shown
    qtbot.keyClick(dialog(), Qt.Key.Key_Escape)
    sweep()
    assert QApplication.activeModalWidget() is None


def test_it_fits_a_small_screen(qtbot: QtBot, window: MainWindow, dialog: Callable[[], QWidget]) -> None:
    window.go("shortcuts")
    size = dialog().sizeHint()
    assert size.width() <= 1000
    assert size.height() <= 600


def test_every_key_of_the_window_is_on_the_sheet(window: MainWindow) -> None:
    said = " ".join(pressed for _, rows in keys() for pressed, _ in rows)
    for action in window.actions():
        key = action.shortcut().toString()
        assert key in said or (key.startswith("Ctrl+") and key[-1].isdigit()) or key == "Ctrl+F", key
