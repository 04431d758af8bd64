"""Opening forms as the window does, and saving them as a rep does."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kitdiary.ui import outside, outside_files
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.base import Form
from kitdiary.ui.main_window import MainWindow
from tests.ui.dialogs.mails import Left


@pytest.fixture
def opened(window: MainWindow, dialog: Callable[[], QWidget], qtbot: QtBot) -> Callable[[str, object], Form]:
    """Opens a form by name, in front and with the keyboard."""

    def open_it(where: str, what: object) -> Form:
        window.desk.go(where, what)
        found = dialog()
        assert isinstance(found, Form)
        found.activateWindow()
        qtbot.waitUntil(lambda: found.isAncestorOf(QApplication.focusWidget()))
        return found

    return open_it


@pytest.fixture
def saved(window: MainWindow, idle: Callable[[Desk], None], qtbot: QtBot) -> Callable[[Form], None]:
    """Saves with Ctrl+Enter; the form must close."""

    def save_it(form: Form) -> None:
        qtbot.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        idle(window.desk)
        assert QApplication.activeModalWidget() is None, form.error.text()

    return save_it


@pytest.fixture
def left(monkeypatch: pytest.MonkeyPatch) -> Left:
    """What would have left the program."""
    found = Left()
    monkeypatch.setattr(outside, "open_address", found.open_address)
    monkeypatch.setattr(outside_files, "open_file", found.open_file)
    monkeypatch.setattr(outside, "copy", found.copied.append)
    return found
