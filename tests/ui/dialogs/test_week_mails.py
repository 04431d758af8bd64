"""The week's emails one after the other: opened, skipped, put off, logged together, undone, gone on with."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kitdiary.domain.steps import StepKind
from kitdiary.services.diary import Diary
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.week_mails import State, WeekMailsForm
from kitdiary.ui.main_window import MainWindow
from tests.ui.dialogs.mails import Left
from tests.ui.people import People
from tests.ui.qt import words

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
Opened = Callable[[str, object], Any]
Idle = Callable[[Desk], None]


@pytest.fixture
def three(diary: Diary) -> list[int]:
    """Three more people with an address to whom something is due this week, all in one firm's street."""
    diary.settings.set("sign-off", "Best\nRavi")
    found = []
    for name in ("Una One", "Vera Two", "Wim Three"):
        fields = {"email": f"{name.split()[0].lower()}@x.example", "talk_every": None, "rating": "A"}
        found.append(diary.contacts.add(name=name, **fields).contact_ids[0])
    with diary.context.store.operation("Long ago", diary.context.now()):
        diary.context.store.execute(
            "UPDATE contacts SET first_talk_on = '2026-11-02' WHERE name LIKE '% T%' OR name LIKE 'Una %'"
        )
        diary.planning.replan(found, diary.context.policy)
    return found


@pytest.fixture
def form(opened: Opened, three: list[int], left: Left) -> WeekMailsForm:
    made = opened("week-mails", None)
    assert isinstance(made, WeekMailsForm)
    return made


def go_to(form: WeekMailsForm, contact_id: int) -> None:
    form.list.setCurrentRow([one.mail.contact_id for one in form.letters].index(contact_id))


def states(form: WeekMailsForm) -> dict[int, State]:
    return {one.mail.contact_id: one.state for one in form.letters}


def write(form: WeekMailsForm, words: str) -> None:
    assert form.editor is not None
    form.editor.sent.what.setText(words)


def press(qtbot: QtBot, form: WeekMailsForm) -> None:
    qtbot.keyClick(form, Qt.Key.Key_Return, CTRL)


def test_opened_one_after_the_other_and_logged_in_one_go(
    form: WeekMailsForm,
    three: list[int],
    diary: Diary,
    left: Left,
    window: MainWindow,
    idle: Idle,
    qtbot: QtBot,
) -> None:
    before = len(diary.safety.history())
    assert set(three) <= set(states(form))
    total = len(form.letters)
    assert f"1 of {total}" in form.subtitle.text()
    for who in three:
        go_to(form, who)
        write(form, f"news for {who}")
        press(qtbot, form)
    assert len(left.addresses) == 3
    assert len(diary.safety.history()) == before
    assert "3 drafts were opened. Were they all sent?" in words(form)
    qtbot.keyClick(form, Qt.Key.Key_L, CTRL)
    idle(window.desk)
    assert len(diary.safety.history()) == before + 1
    for who in three:
        assert states(form)[who] is State.DONE
        assert diary.cards.one(who).touches[0].why == f"news for {who}"
    qtbot.mouseClick(form.undo, Qt.MouseButton.LeftButton)
    idle(window.desk)
    assert all(diary.cards.one(who).touches == () for who in three)
    assert {states(form)[who] for who in three} == {State.OPENED}
    form._leave()


def test_only_this_one_was_sent(
    form: WeekMailsForm,
    three: list[int],
    diary: Diary,
    left: Left,
    window: MainWindow,
    idle: Idle,
    qtbot: QtBot,
) -> None:
    for who in three[:2]:
        go_to(form, who)
        write(form, "news")
        press(qtbot, form)
    go_to(form, three[0])
    qtbot.mouseClick(form.log_one, Qt.MouseButton.LeftButton)
    idle(window.desk)
    assert [states(form)[who] for who in three] == [State.DONE, State.OPENED, State.WAITING]
    assert "1 draft was opened" in words(form)
    form._leave()


def test_skipped_put_off_and_back_by_the_keyboard(
    form: WeekMailsForm, three: list[int], diary: Diary, window: MainWindow, idle: Idle, qtbot: QtBot
) -> None:
    go_to(form, three[0])
    qtbot.keyClick(form, Qt.Key.Key_K, CTRL)
    idle(window.desk)
    assert states(form)[three[0]] is State.DONE
    assert form.letter is not None
    assert form.letter.mail.contact_id != three[0]
    go_to(form, three[1])
    form.menu.aboutToShow.emit()
    (week,) = [one for one in form.menu.actions() if one.text().startswith("In two weeks")]
    week.trigger()
    idle(window.desk)
    assert states(form)[three[1]] is State.DONE
    step = diary.cards.one(three[1]).plan.value_add
    assert step is not None
    assert step.due_on.isoformat() == "2026-12-04"
    row = form.list.currentRow()
    qtbot.keyClick(form, Qt.Key.Key_Up, ALT)
    assert form.list.currentRow() == max(0, row - 1)
    qtbot.keyClick(form, Qt.Key.Key_Down, ALT)
    form._leave()


def test_what_was_written_and_opened_is_there_when_one_goes_on(
    form: WeekMailsForm, three: list[int], diary: Diary, left: Left, opened: Opened, qtbot: QtBot
) -> None:
    go_to(form, three[0])
    write(form, "news")
    press(qtbot, form)
    go_to(form, three[1])
    assert form.editor is not None
    form.editor.text.setPlainText("half a sent")
    qtbot.mouseClick(form.cancel, Qt.MouseButton.LeftButton)
    assert QApplication.activeModalWidget() is None
    again = opened("week-mails", None)
    assert states(again)[three[0]] is State.OPENED
    go_to(again, three[1])
    assert again.editor.text.toPlainText() == "half a sent"
    assert "1 draft was opened" in words(again)
    again._leave()


def test_nothing_leaves_without_something_of_value(
    form: WeekMailsForm, three: list[int], diary: Diary, left: Left, qtbot: QtBot
) -> None:
    go_to(form, three[0])
    assert form.editor is not None
    form.editor.sent.what.setText("")
    form.editor.template.setCurrentText("Something useful")
    form.editor.template.activated.emit(form.editor.template.currentIndex())
    form.editor.subject.setText("x")
    form.editor.text.setPlainText("x")
    press(qtbot, form)
    assert "needs something of value" in form.error.text()
    assert left.nothing
    assert states(form)[three[0]] is State.WAITING
    form._leave()


def test_done_elsewhere_is_done_here(
    form: WeekMailsForm, three: list[int], diary: Diary, window: MainWindow, idle: Idle
) -> None:
    window.desk.write(lambda: diary.steps.skip(three[2], StepKind.VALUE_ADD))
    idle(window.desk)
    assert states(form)[three[2]] is State.DONE
    form._leave()


def test_a_week_without_emails_says_so(opened: Opened, diary: Diary, ids: People) -> None:
    for one in diary.writing.week().mails:
        diary.steps.skip(one.contact_id, StepKind.VALUE_ADD)
    form = opened("week-mails", None)
    assert "No email is due this week" in words(form)
    assert not form.do.isEnabled()
    form._leave()
