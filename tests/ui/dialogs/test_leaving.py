"""Somebody has left their company."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kitdiary.ui.dialogs.base import Form
from kitdiary.ui.dialogs.leaving import KNOWN, NOW, LeavingForm, SuccessorForm
from kitdiary.ui.main_window import MainWindow
from tests.ui.people import TODAY, People

Opened = Callable[[str, object], Form]
Saved = Callable[[Form], None]


@pytest.fixture
def form(opened: Opened, ids: People) -> LeavingForm:
    """Priya has left Northgate Foods."""
    found = opened("leave", ids.priya)
    assert isinstance(found, LeavingForm)
    return found


def test_the_shortest_way_keeps_the_person_and_promises_to_ask(
    window: MainWindow, form: LeavingForm, saved: Saved, ids: People
) -> None:
    assert form.title.text() == "Has left Northgate Foods"
    assert form.new_job.isHidden()
    assert form.successor.isHidden()
    assert form.ask.text() == "Remind me to ask who followed: a promise for Fri 27 Nov"
    saved(form)
    diary = window.desk.diary
    card = diary.cards.one(ids.priya)
    assert card.company is None
    (job,) = diary.job_changes.of_contact(ids.priya)
    assert (job.company, job.job_title, job.left_on) == ("Northgate Foods", "Head of Logistics", TODAY)
    assert "ask who followed Priya Raman at Northgate Foods" in [one.what for one in card.promises]
    window.desk.diary.safety.undo()
    assert diary.cards.one(ids.priya).company is not None


def test_to_a_company_with_a_new_successor(
    qtbot: QtBot, window: MainWindow, form: LeavingForm, saved: Saved, ids: People
) -> None:
    qtbot.mouseClick(form.where.buttons[KNOWN], Qt.MouseButton.LeftButton)
    qtbot.keyClicks(form.company, "Veltra")
    qtbot.keyClicks(form.job_title, "Director")
    qtbot.mouseClick(form.follows.buttons[NOW], Qt.MouseButton.LeftButton)
    assert form.ask.isHidden()
    qtbot.keyClicks(form.successor.who, "Sam Yu")
    qtbot.keyClicks(form.successor.reach, "sam@northgate.example")
    form.successor.introduced.setChecked(True)
    saved(form)
    diary = window.desk.diary
    card = diary.cards.one(ids.priya)
    assert card.company is not None
    assert (card.company.name, card.contact.job_title) == ("Veltra", "Director")
    sam = diary.contacts.one(diary.contacts.find("sam@northgate.example"))
    assert (sam.name, sam.job_title, sam.introduced_by) == ("Sam Yu", "Head of Logistics", ids.priya)
    assert sam.source == "successor of Priya Raman"


def test_a_colleague_follows(
    qtbot: QtBot, window: MainWindow, form: LeavingForm, saved: Saved, ids: People
) -> None:
    qtbot.mouseClick(form.follows.buttons[NOW], Qt.MouseButton.LeftButton)
    form.successor.who.show_known(ids.tom, "Tom Reed")
    form.successor._say()
    assert not form.successor.reach.isEnabled()
    saved(form)
    (job,) = window.desk.diary.job_changes.of_contact(ids.priya)
    assert job.successor_id == ids.tom
    assert window.desk.diary.contacts.one(ids.tom).job_title == "Head of Logistics"


def test_what_is_missing_is_asked_for(qtbot: QtBot, form: LeavingForm) -> None:
    qtbot.mouseClick(form.where.buttons[KNOWN], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(form.do, Qt.MouseButton.LeftButton)
    assert "Name the company" in form.error.text()
    assert form.company.property("wrong") == "true"
    qtbot.keyClicks(form.company, "Northgate Foods")
    qtbot.mouseClick(form.follows.buttons[NOW], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(form.do, Qt.MouseButton.LeftButton)
    assert "Say who follows" in form.error.text()
    qtbot.keyClicks(form.successor.who, "Sam Yu")
    qtbot.mouseClick(form.do, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "at Northgate Foods already" in form.error.text())
    assert form.successor.who.text() == "Sam Yu"


def test_the_successor_is_named_later(
    qtbot: QtBot, window: MainWindow, form: LeavingForm, opened: Opened, saved: Saved, ids: People
) -> None:
    saved(form)
    (job,) = window.desk.diary.job_changes.of_contact(ids.priya)
    later = opened("successor", job.id)
    assert isinstance(later, SuccessorForm)
    qtbot.keyClicks(later.successor.who, "Sam Yu")
    saved(later)
    assert window.desk.diary.job_changes.one(job.id).successor == "Sam Yu"


def test_who_has_no_company_cannot_leave_one(qtbot: QtBot, window: MainWindow, ids: People) -> None:
    with qtbot.waitSignal(window.desk.failed) as said:
        window.go("leave", ids.nils)
    assert said.args[0] == "Nils Nothing has no company in this diary to leave."
    assert QApplication.activeModalWidget() is None
