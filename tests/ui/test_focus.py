"""Every stop of the Tab key, on each page and in each dialog, has a name and is seen to have the keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QFileDialog,
    QHeaderView,
    QLabel,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

from kitdiary.ui import shell
from kitdiary.ui.desk import Desk
from kitdiary.ui.main_window import MainWindow
from tests.ui.people import People
from tests.ui.places import argument
from tests.ui.qt import sweep

_MOST_STOPS = 120
_AROUND = 3


@pytest.fixture(autouse=True)
def still(qapp: QApplication) -> Iterator[None]:
    """No cursor blinks between two pictures."""
    before = qapp.cursorFlashTime()
    qapp.setCursorFlashTime(0)
    yield
    qapp.setCursorFlashTime(before)


def stops(of: QWidget, qtbot: QtBot) -> list[QWidget]:
    """Where Tab stops, from the first one back to it."""
    found: list[QWidget] = []
    for _ in range(_MOST_STOPS):
        where = QApplication.focusWidget()
        assert where is not None
        if where in found:
            return found
        found.append(where)
        qtbot.keyClick(where, Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not come back: {found[-3:]}")


def name_of(widget: QWidget) -> str:
    """What a screen reader says of a widget."""
    if widget.accessibleName():
        return widget.accessibleName()
    if isinstance(widget, QAbstractButton) and widget.text().strip("×▾ …"):
        return widget.text()
    if isinstance(widget, QLabel):
        return widget.text()
    for label in widget.window().findChildren(QLabel):
        if label.buddy() is widget:
            return label.text()
    parent = widget.parentWidget()
    return name_of(parent) if isinstance(parent, QComboBox) else ""


def picture(widget: QWidget) -> QImage:
    """A widget and what is around it."""
    window = widget.window()
    place = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    return window.grab(place.adjusted(-_AROUND, -_AROUND, _AROUND, _AROUND)).toImage()


def unseen(widget: QWidget) -> bool:
    """Whether it looks the same with and without the keyboard."""
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    above = widget.parentWidget()
    while above is not None:  # as Tab does it
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget)
        above = above.parentWidget()
    sweep()
    if QApplication.focusWidget() is None or not widget.isVisible():
        return True
    with_it = picture(widget)
    QApplication.focusWidget().clearFocus()
    sweep()
    return with_it == picture(widget)


def check(of: QWidget, qtbot: QtBot) -> None:
    found = stops(of, qtbot)
    nameless = [widget for widget in found if not name_of(widget).strip()]
    assert nameless == []
    assert [widget for widget in found if unseen(widget)] == []


@pytest.mark.parametrize("where", sorted(shell.PAGES))
def test_every_stop_of_a_page(
    where: str, window: MainWindow, ids: People, qtbot: QtBot, idle: Callable[[Desk], None]
) -> None:
    window.go(where, argument(window, where, ids.priya, ids.luis))
    idle(window.desk)
    sweep()
    if QApplication.focusWidget() is None:
        qtbot.keyClick(window, Qt.Key.Key_Tab)
    check(window, qtbot)


@pytest.mark.parametrize("where", sorted(shell.DIALOGS))
def test_every_stop_of_a_dialog(
    where: str,
    window: MainWindow,
    ids: People,
    qtbot: QtBot,
    idle: Callable[[Desk], None],
    dialog: Callable[[], QWidget],
) -> None:
    window.go(where, argument(window, where, ids.priya, ids.luis))
    made = dialog()
    if isinstance(made, QFileDialog):  # the system's own
        made.close()
        return
    made.activateWindow()
    qtbot.waitUntil(lambda: made.isAncestorOf(QApplication.focusWidget()))
    idle(window.desk)
    sweep()
    check(made, qtbot)


@pytest.mark.parametrize("where", ["today", "contacts", "companies", "contact", "company"])
def test_every_line_of_a_list_can_be_read_out(
    where: str, window: MainWindow, ids: People, idle: Callable[[Desk], None]
) -> None:
    window.go(where, argument(window, where, ids.priya, ids.luis))
    idle(window.desk)
    sweep()
    views = window.page(where).findChildren(QAbstractItemView)
    lists = [view for view in views if view.isVisible() and not isinstance(view, QHeaderView)]
    assert lists
    for view in lists:
        model = view.model()
        assert view.accessibleName(), view
        for row in range(model.rowCount()):
            said = model.index(row, 0).data(Qt.ItemDataRole.AccessibleTextRole)
            assert isinstance(said, str)
            assert said.strip(), (where, row)
