"""Acting on a notification, also while the window is hidden."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from kitdiary.domain.reminding import StepRef
from kitdiary.domain.steps import StepKind
from kitdiary.services.reminders.notifier import Action, Message
from kitdiary.ui.acting import Acting
from kitdiary.ui.application import come_forward
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.log_touch import LogTouch
from kitdiary.ui.main_window import MainWindow
from tests.ui.people import People

Idle = Callable[[Desk], None]


@pytest.fixture
def hidden(window: MainWindow) -> MainWindow:
    window.hide()
    return window


@pytest.fixture
def acting(hidden: MainWindow) -> Acting:
    return Acting(hidden.desk, lambda: come_forward(hidden))


def about(*people: int, kind: StepKind = StepKind.TALK) -> Message:
    return Message("title", "body", "tag", tuple(Action), tuple(StepRef(one, kind, None) for one in people))


def from_a_thread(acting: Acting, action: Action, message: Message) -> None:
    thread = threading.Thread(target=acting.acted, args=(action, message))
    thread.start()
    thread.join(10)


def test_open_shows_the_person_and_the_window(
    qtbot: QtBot, hidden: MainWindow, acting: Acting, ids: People
) -> None:
    from_a_thread(acting, Action.OPEN, about(ids.trap))
    qtbot.waitUntil(hidden.isVisible)
    assert hidden.page("contact").title.text() == "<img src=x>&Co"


def test_log_opens_the_form_for_the_person(
    qtbot: QtBot, hidden: MainWindow, acting: Acting, ids: People, dialog: Callable[[], object]
) -> None:
    from_a_thread(acting, Action.LOG, about(ids.trap))
    form = dialog()
    assert isinstance(form, LogTouch)
    assert hidden.isVisible()
    form.close()


@pytest.mark.parametrize("action", [Action.OPEN, Action.LOG])
def test_the_digest_or_several_open_today(
    qtbot: QtBot, hidden: MainWindow, acting: Acting, ids: People, action: Action
) -> None:
    for message in (about(), about(ids.trap, ids.long)):
        hidden.go("settings")
        hidden.hide()
        from_a_thread(acting, action, message)
        qtbot.waitUntil(hidden.isVisible)
        assert hidden.stack.currentWidget() is hidden.page("today")


def test_a_snooze_is_done_at_once_and_without_the_window(
    qtbot: QtBot, hidden: MainWindow, acting: Acting, ids: People, idle: Idle
) -> None:
    with qtbot.waitSignal(hidden.desk.said, timeout=10_000) as said:
        from_a_thread(acting, Action.SNOOZE_TOMORROW, about(ids.trap))
    assert "2026-11-21" in said.args[0]
    assert not hidden.isVisible()
    step = hidden.desk.diary.cards.one(ids.trap).plan.talk
    assert step is not None
    assert step.due_on.isoformat() == "2026-11-21"
    hidden.desk.undo(said.args[1])
    idle(hidden.desk)
    step = hidden.desk.diary.cards.one(ids.trap).plan.talk
    assert step is not None
    assert step.due_on.isoformat() < "2026-11-20"
