"""A contact called ``<img src=x>&Co`` is that text and nothing else, on every page and in every dialog."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QMenu, QWidget
from pytestqt.qtbot import QtBot

from kitdiary.domain.steps import StepKind
from kitdiary.ui import shell
from kitdiary.ui.main_window import MainWindow
from tests.ui.people import TRAP, TRAP_FIRM, People
from tests.ui.qt import sweep

RAW = ("<img", "<b>", "<u>", "<i>", "<s>")


_ABOUT_ONE = (
    "edit-contact",
    "promise",
    "opportunity",
    "write",
    "call",
    "insights",
    "leave",
    "erase",
    "person-export",
)


def arguments(window: MainWindow, ids: People) -> dict[str, object]:
    """What each page and dialog is opened with, so that the name is on it."""
    one, diary = ids.trap, window.desk.diary
    touch = diary.cards.one(one, 1).touches[0]
    return {
        "edit-touch": touch.id,
        "content": diary.library.items()[0].id,
        "successor": former_job(window, one),
        "contact": one,
        "company": window.desk.diary.contacts.one(one).company_id,
        "edit-company": window.desk.diary.contacts.one(one).company_id,
        "log": (one,),
        "skip": (ids.luis, StepKind.REPLY),  # only a reply asks for a reason
        "snooze": (one, StepKind.TALK),
        "add-contact": {"company": TRAP_FIRM},
        "territory-give": (one,),
    } | dict.fromkeys(_ABOUT_ONE, one)


def former_job(window: MainWindow, contact_id: int) -> int:
    """A job somebody is said to have left."""
    context = window.desk.diary.context
    with context.store.operation("Left", context.now()):
        firm = context.people.contact(contact_id).company_id
        assert firm is not None
        return context.past_jobs.add(contact_id, firm, "<u>Chief</u>", context.today())


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
    window.go(name, arguments(window, ids).get(name))
    sweep()
    assert list(tricked(window)) == []


@pytest.mark.parametrize("name", [*shell.DIALOGS])
def test_in_every_dialog(qtbot: QtBot, window: MainWindow, ids: People, name: str) -> None:
    window.go(name, arguments(window, ids).get(name))
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
