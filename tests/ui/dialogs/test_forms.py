"""The smaller forms: promise, snooze, skip, opportunity, company; call and write."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from kitdiary.domain.opportunities import Stage
from kitdiary.domain.steps import StepKind
from kitdiary.domain.touches import Channel
from kitdiary.services.diary import Diary
from kitdiary.ui import outside
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.log_touch import LogTouch
from kitdiary.ui.main_window import MainWindow
from tests.ui.people import TRAP, TRAP_FIRM, People
from tests.ui.qt import words

Opened = Callable[[str, object], Any]
Saved = Callable[[Any], None]


@pytest.fixture
def left(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What would have left the program: nothing is opened in a test."""
    found: list[str] = []

    def take(address: str) -> bool:
        found.append(address)
        return True

    monkeypatch.setattr(outside, "open_address", take)
    monkeypatch.setattr(outside, "copy", lambda text: found.append(f"copied {text}"))
    return found


# -- promise, snooze, skip --------------------------------------------------------------------------


def test_a_promise_with_a_time(opened: Opened, saved: Saved, diary: Diary, ids: People, qtbot: QtBot) -> None:
    form = opened("promise", ids.taro)
    qtbot.mouseClick(form.do, Qt.MouseButton.LeftButton)
    assert "what you promise" in form.error.text()
    assert form.what.property("wrong") == "true"
    qtbot.keyClicks(form.what, "send the price list")
    form.near._choose(date(2026, 12, 4))
    form.clock.setText("nine")
    qtbot.mouseClick(form.do, Qt.MouseButton.LeftButton)
    assert "not a time" in form.error.text()
    form.clock.setText("9")
    form.how._choose(Channel.EMAIL)
    saved(form)
    step = diary.cards.one(ids.taro).plan.promise
    assert step is not None
    assert step.due_at is not None
    assert (f"{step.due_at:%Y-%m-%d %H:%M}", step.reason.what) == ("2026-12-04 09:00", "send the price list")


def test_snoozed_to_a_day(opened: Opened, saved: Saved, diary: Diary, ids: People) -> None:
    form = opened("snooze", (ids.trap, StepKind.TALK))
    assert TRAP in words(form)
    form.day.show_day(date(2026, 12, 3))
    saved(form)
    talk = diary.cards.one(ids.trap).plan.talk
    assert talk is not None
    assert talk.due_on == date(2026, 12, 3)


def test_snoozed_to_an_hour_that_has_passed_is_refused(
    opened: Opened, window: MainWindow, ids: People, idle: Callable[[Desk], None], qtbot: QtBot
) -> None:
    form = opened("snooze", (ids.trap, StepKind.TALK))
    form.day.show_day(date(2026, 11, 20))
    form.clock.setText("8:00")
    qtbot.mouseClick(form.do, Qt.MouseButton.LeftButton)
    idle(window.desk)
    assert "in the past" in form.error.text()
    assert form.clock.text() == "8:00"


def test_a_reply_is_skipped_with_a_reason(
    opened: Opened, saved: Saved, diary: Diary, ids: People, qtbot: QtBot
) -> None:
    form = opened("skip", (ids.luis, StepKind.REPLY))
    qtbot.mouseClick(form.do, Qt.MouseButton.LeftButton)
    assert "say why" in form.error.text()
    qtbot.keyClicks(form.why, "Ann answered")
    saved(form)
    assert diary.cards.one(ids.luis).plan.reply is None


def test_anything_else_is_skipped_at_once(
    window: MainWindow, diary: Diary, ids: People, idle: Callable[[Desk], None]
) -> None:
    window.desk.go("skip", (ids.trap, StepKind.TALK))
    idle(window.desk)
    assert QApplication.activeModalWidget() is None
    assert window.bar.isVisible()
    assert diary.safety.history()[0].what == f"Skipped the talk with {TRAP}"


# -- opportunity, company ---------------------------------------------------------------------------


def test_an_opportunity_is_opened(
    opened: Opened, saved: Saved, diary: Diary, ids: People, qtbot: QtBot
) -> None:
    form = opened("opportunity", ids.taro)
    qtbot.keyClicks(form.name, "Night runs")
    form.value.setText("1.000,00")
    qtbot.mouseClick(form.do, Qt.MouseButton.LeftButton)
    assert form.value.property("wrong") == "true"
    form.value.setText("1000")
    saved(form)
    made = diary.cards.one(ids.taro).opportunities[0]
    assert (made.title, str(made.value), made.currency) == ("Night runs", "1000", "EUR")


def test_one_there_is_already_is_won(opened: Opened, saved: Saved, diary: Diary, ids: People) -> None:
    form = opened("opportunity", (ids.bo, "Pilot with two lorries"))
    assert (form.value.text(), form.currency.text()) == ("12000", "EUR")
    form.stage._choose(Stage.WON)
    saved(form)
    (only,) = diary.cards.one(ids.bo).opportunities
    assert (only.stage, str(only.value)) == (Stage.WON, "12000")


def test_a_company_is_changed(opened: Opened, saved: Saved, diary: Diary, ids: People, qtbot: QtBot) -> None:
    company_id = diary.contacts.one(ids.trap).company_id
    form = opened("edit-company", company_id)
    assert TRAP_FIRM in form.title.text()
    form.fields["name"].setText("")
    qtbot.mouseClick(form.do, Qt.MouseButton.LeftButton)
    assert form.fields["name"].property("wrong") == "true"
    form.fields["name"].setText("Bold & Daughters")
    form.fields["city"].setText("Leeds")
    form.rating._choose("B")
    saved(form)
    assert company_id is not None
    found = diary.contacts.company(company_id)
    assert (found.name, found.address.city, found.rating) == ("Bold & Daughters", "Leeds", "B")


def test_two_companies_of_one_name_are_refused_and_what_was_typed_stays(
    opened: Opened, diary: Diary, ids: People, window: MainWindow, idle: Callable[[Desk], None], qtbot: QtBot
) -> None:
    form = opened("edit-company", diary.contacts.one(ids.trap).company_id)
    form.fields["name"].setText("Lee Trading")
    qtbot.mouseClick(form.do, Qt.MouseButton.LeftButton)
    idle(window.desk)
    assert "already" in form.error.text()
    assert form.fields["name"].text() == "Lee Trading"


# -- call and write ---------------------------------------------------------------------------------


def test_a_number_is_called_copied_and_the_call_logged(
    opened: Opened,
    ids: People,
    left: list[str],
    qtbot: QtBot,
    window: MainWindow,
    idle: Callable[[Desk], None],
) -> None:
    form = opened("call", ids.priya)
    assert "less spoilage" in words(form)
    for name in ("Call +1 303 555 0117", "Copy +1 303 555 0117"):
        (made,) = [one for one in form.findChildren(QPushButton) if one.accessibleName() == name]
        qtbot.mouseClick(made, Qt.MouseButton.LeftButton)
    assert left == ["tel:+13035550117", "copied +1 303 555 0117"]
    qtbot.mouseClick(form.do, Qt.MouseButton.LeftButton)
    log = QApplication.activeModalWidget()
    assert isinstance(log, LogTouch)
    assert [person.contact_id for person in log.who.people] == [ids.priya]
    log.reject()


def test_who_has_no_number_says_so(opened: Opened, ids: People) -> None:
    form = opened("call", ids.taro)
    assert "No number is known" in words(form)
