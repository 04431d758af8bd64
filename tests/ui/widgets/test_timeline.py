"""A timeline: chosen by keyboard, corrected, taken out, found again far down."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from kitdiary.domain.touches import Channel, Direction, Outcome, Touch
from kitdiary.ui.desk import Desk
from kitdiary.ui.main_window import MainWindow
from kitdiary.ui.pages.contact import ContactPage
from kitdiary.ui.widgets.timeline import CONVERSATIONS, Timeline
from tests.ui.people import NOW, People, at

Idle = Callable[[Desk], None]
Asked = list[tuple[str, object]]


@pytest.fixture
def page(window: MainWindow, ids: People) -> ContactPage:
    """Priya's page."""
    window.go("contact", ids.priya)
    found = window.page("contact")
    assert isinstance(found, ContactPage)
    return found


@pytest.fixture
def timeline(page: ContactPage) -> Timeline:
    """Her timeline, the newest of its two touches chosen."""
    page.timeline.view.setFocus()
    page.timeline.view.setCurrentIndex(page.timeline.model.index(0))
    return page.timeline


@pytest.mark.parametrize("key", [Qt.Key.Key_F2, Qt.Key.Key_Return])
def test_a_key_corrects_the_chosen_touch(
    qtbot: QtBot, window: MainWindow, timeline: Timeline, ids: People, key: Qt.Key
) -> None:
    asked: Asked = []
    window.desk.asked.disconnect(window.go)
    window.desk.asked.connect(lambda where, what: asked.append((where, what)))
    qtbot.keyClick(timeline.view, key)
    assert asked == [("edit-touch", ids.touch("priya"))]


def test_delete_takes_it_out_and_undo_brings_it_back(
    qtbot: QtBot, window: MainWindow, timeline: Timeline, idle: Idle
) -> None:
    qtbot.keyClick(timeline.view, Qt.Key.Key_Delete)
    idle(window.desk)
    assert timeline.model.rowCount() == 1
    assert timeline.chosen is not None  # the next one, so that the keyboard goes on
    assert timeline.chosen.conversation
    window.desk.undo()
    idle(window.desk)
    assert timeline.model.rowCount() == 2


def test_the_menu_says_its_keys_and_copies(qtbot: QtBot, timeline: Timeline) -> None:
    timeline.view.customContextMenuRequested.emit(QPoint(60, 12))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [row.text() for row in menu.actions()] == ["Edit …\tF2", "Remove\tDel", "Copy\tCtrl+C"]
    menu.close()
    qtbot.keyClick(timeline.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    copied = QGuiApplication.clipboard().text()
    assert copied.splitlines()[0] == "2026-11-10"
    assert "Cutting waste on the last mile" in copied


def test_in_a_company_the_menu_leads_to_the_people(window: MainWindow, ids: People) -> None:
    window.go("company", window.desk.diary.contacts.one(ids.trap).company_id)
    timeline = window.page("company").timeline  # type: ignore[attr-defined]
    timeline.view.customContextMenuRequested.emit(QPoint(60, 12))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    menu.actions()[-1].trigger()
    menu.close()
    assert window.stack.currentWidget() is window.page("contact")


def test_a_change_keeps_what_is_chosen(
    qtbot: QtBot, window: MainWindow, timeline: Timeline, ids: People, idle: Idle
) -> None:
    qtbot.keyClick(timeline.view, Qt.Key.Key_Down)
    old = ids.touch("priya", 1)
    assert timeline.chosen is not None
    assert timeline.chosen.id == old
    desk = window.desk
    desk.write(lambda: desk.diary.corrections.edit_touch(old, note="Said better"))
    idle(desk)
    assert timeline.chosen is not None
    assert (timeline.chosen.id, timeline.chosen.note) == (old, "Said better")


def test_among_two_thousand_a_touch_far_down_is_found_and_a_filter_taken_off(
    window: MainWindow, page: ContactPage, ids: People
) -> None:
    diary = window.desk.diary
    with diary.context.store.operation("Many", NOW):
        start = at("2016-01-06T09:00")
        touches = [
            Touch(
                0,
                start + timedelta(days=number),
                Channel.CALL if number % 3 else Channel.VISIT,
                Direction.OUT,
                Outcome.SPOKE if number % 2 else Outcome.NO_ANSWER,
                (ids.bo,),
                note=f"{'Rindfleischetikettierungsüberwachung' * 8} {number} العربية",
            )
            for number in range(2_000)
        ]
        made = diary.context.touches.add_many(touches)
    page.open((ids.bo, made[3]))
    timeline = page.timeline
    assert timeline.chosen is not None
    assert timeline.chosen.id == made[3]
    timeline.show_only(CONVERSATIONS)
    assert all(timeline.model.touch(timeline.model.index(row)).conversation for row in range(25))
    timeline.show_touch(made[2])  # no answer: hidden by that filter
    assert timeline.chosen.id == made[2]
    assert timeline.channel.currentIndex() == 0
    timeline.words.setText("überwachung 1998")
    assert timeline.model.rowCount() == 1
    timeline.words.setText("nowhere")
    assert timeline.empty.isVisible()
