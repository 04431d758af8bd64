"""Correcting a touch: what differs is written, what does not stays as it was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kitdiary.domain.touches import Channel, Direction, Outcome, Touch
from kitdiary.services.touch_log import TouchDraft
from kitdiary.ui.dialogs.base import Form
from kitdiary.ui.dialogs.log_choices import Happened
from kitdiary.ui.dialogs.touch_form import TouchForm
from kitdiary.ui.main_window import MainWindow
from tests.ui.people import People, at

Opened = Callable[[str, object], Form]
Saved = Callable[[Form], None]


@pytest.fixture
def form(opened: Opened, ids: People) -> TouchForm:
    """Priya's call of 20 October."""
    found = opened("edit-touch", ids.touch("priya", 1))
    assert isinstance(found, TouchForm)
    return found


def touch(window: MainWindow, touch_id: int) -> Touch:
    return window.desk.diary.corrections.touch(touch_id)


def test_it_shows_the_touch_as_it_is_and_changes_nothing_by_itself(
    window: MainWindow, form: TouchForm, saved: Saved, ids: People
) -> None:
    before = touch(window, ids.touch("priya", 1))
    assert form.channel.value is Channel.CALL
    assert form.what.value == Happened(Outcome.SPOKE)
    assert form.note.toPlainText() == "Wants less spoilage; the audit is in May"
    assert (form.who.day.value(), form.who.clock.text()) == (date(2026, 10, 20), "12:00")
    assert form.why_part.isHidden()
    history = len(window.desk.diary.safety.history(500))
    saved(form)
    assert touch(window, before.id) == before
    assert len(window.desk.diary.safety.history(500)) == history


def test_another_outcome_day_and_note(
    qtbot: QtBot, window: MainWindow, form: TouchForm, saved: Saved, ids: People
) -> None:
    touch_id = ids.touch("priya", 1)
    qtbot.mouseClick(form.what.buttons[Happened(Outcome.NO_ANSWER)], Qt.MouseButton.LeftButton)
    form.who.day.show_day(date(2026, 10, 21))
    form.note.setPlainText("Nobody there")
    saved(form)
    found = touch(window, touch_id)
    assert (found.outcome, found.on, found.note) == (Outcome.NO_ANSWER, date(2026, 10, 21), "Nobody there")
    assert found.at == at("2026-10-21T12:00")
    plan = window.desk.diary.cards.one(ids.priya).plan
    assert plan.last_conversation_on is None


def test_by_another_channel_what_can_have_happened_is_offered(
    qtbot: QtBot, window: MainWindow, form: TouchForm, saved: Saved, ids: People
) -> None:
    touch_id = ids.touch("priya", 1)
    qtbot.mouseClick(form.channel.buttons[Channel.EMAIL], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(form.what.buttons[Happened(Outcome.RECEIVED)], Qt.MouseButton.LeftButton)
    assert form.reply.isVisible()
    qtbot.mouseClick(form.reply, Qt.MouseButton.LeftButton)
    form.reply.setChecked(True)
    saved(form)
    found = touch(window, touch_id)
    assert (found.channel, found.direction, found.wants_reply) == (Channel.EMAIL, Direction.IN, True)


def test_somebody_else_it_was(window: MainWindow, form: TouchForm, saved: Saved, ids: People) -> None:
    touch_id = ids.touch("priya", 1)
    form.who._drop(ids.priya)
    form.who._pick(ids.tom, "Tom Reed")
    saved(form)
    assert touch(window, touch_id).contact_ids == (ids.tom,)
    assert [known.text for known in window.desk.diary.cards.one(ids.tom).insights] != []


def test_with_nobody_or_in_the_future_it_is_refused(qtbot: QtBot, form: TouchForm, ids: People) -> None:
    form.who.clock.setText("25")
    qtbot.mouseClick(form.do, Qt.MouseButton.LeftButton)
    assert "time of day" in form.error.text()
    form.who.clock.setText("12:00")
    form.who._drop(ids.priya)
    qtbot.mouseClick(form.do, Qt.MouseButton.LeftButton)
    assert "Say with whom" in form.error.text()
    assert form.isVisible()


def test_a_touch_of_another_zone_keeps_its_time(
    window: MainWindow, opened: Opened, saved: Saved, ids: People
) -> None:
    from datetime import datetime, timedelta, timezone

    diary = window.desk.diary
    there = datetime(2026, 11, 18, 22, 30, 7, tzinfo=timezone(timedelta(hours=-7)))
    diary.log.record(TouchDraft((ids.priya,), Channel.CALL, Outcome.SPOKE, at=there, note="from Denver"))
    touch_id = ids.touch("priya")
    form = opened("edit-touch", touch_id)
    assert isinstance(form, TouchForm)
    assert (form.who.day.value(), form.who.clock.text()) == (date(2026, 11, 18), "22:30")
    form.note.setPlainText("from Boulder")
    saved(form)
    assert touch(window, touch_id).at == there
    form = opened("edit-touch", touch_id)
    assert isinstance(form, TouchForm)
    form.who.clock.setText("21:00")
    saved(form)
    assert touch(window, touch_id).at == there.replace(hour=21, minute=0, second=0)


def test_one_that_is_gone_says_so(qtbot: QtBot, window: MainWindow) -> None:
    with qtbot.waitSignal(window.desk.failed) as said:
        window.go("edit-touch", 9999)
    assert "There is no touch 9999" in said.args[0]
    assert QApplication.activeModalWidget() is None
