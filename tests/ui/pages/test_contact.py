"""A contact's page."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from kitdiary.domain.touches import Channel, Outcome
from kitdiary.services.touch_log import TouchDraft
from kitdiary.ui.desk import Desk
from kitdiary.ui.main_window import MainWindow
from kitdiary.ui.pages.contact import ContactPage
from kitdiary.ui.widgets.facts import Link
from tests.ui.people import NOW, TRAP, People, at
from tests.ui.qt import sweep, words

Idle = Callable[[Desk], None]
Asked = list[tuple[str, object]]


@pytest.fixture
def page(window: MainWindow, ids: People) -> ContactPage:
    """Priya's page."""
    window.go("contact", ids.priya)
    found = window.page("contact")
    assert isinstance(found, ContactPage)
    return found


def link(of: ContactPage, text: str) -> Link:
    return next(found for found in of.findChildren(Link) if found.text() == text and found.isVisible())


def test_what_is_next_and_what_is_known(page: ContactPage) -> None:
    assert page.title.text() == "Priya Raman"
    assert page.subtitle.text() == "Head of Logistics, Northgate Foods · Denver, 01:40 now"
    shown = words(page)
    for text in (
        "Today 15:30",
        "You promised for 20 Nov: call about the pilot",
        "own rating A",
        "less spoilage",
        "+1 303 555 0117",
        "mornings",
        "cold chain",
        "Fair in Denver",
        "Prefers to be called",
        "calls, email, other",
    ):
        assert text in shown
    assert page.timeline.model.rowCount() == 2


@pytest.mark.parametrize(
    ("keys", "where"),
    [
        (Qt.Key.Key_E, "edit-contact"),
        (Qt.Key.Key_P, "promise"),
        (Qt.Key.Key_O, "opportunity"),
        (Qt.Key.Key_M, "write"),
        (Qt.Key.Key_Return, "log"),
    ],
)
def test_each_act_has_a_key(
    qtbot: QtBot, window: MainWindow, page: ContactPage, asked: Asked, ids: People, keys: Qt.Key, where: str
) -> None:
    qtbot.keyClick(window, keys, Qt.KeyboardModifier.ControlModifier)
    assert asked == [(where, (ids.priya,) if where == "log" else ids.priya)]


def test_people_and_company_are_links(
    qtbot: QtBot, window: MainWindow, page: ContactPage, asked: Asked
) -> None:
    qtbot.mouseClick(link(page, "Tom Reed"), Qt.MouseButton.LeftButton)
    qtbot.keyClick(link(page, "Northgate Foods"), Qt.Key.Key_Return)
    assert [where for where, _ in asked] == ["contact", "company"]


def test_a_date_shows_the_touch_it_was_counted_from(qtbot: QtBot, page: ContactPage, ids: People) -> None:
    page.open(ids.luis)
    sweep()
    reply = next(found for found in page.strip.findChildren(Link))
    qtbot.mouseClick(reply, Qt.MouseButton.LeftButton)
    index = page.timeline.view.currentIndex()
    assert index.isValid()
    assert page.timeline.model.touch(index).note == "Asks for two references"


def test_the_timeline_is_searched_and_filtered(qtbot: QtBot, page: ContactPage) -> None:
    timeline = page.timeline
    qtbot.keyClicks(timeline.words, "AUDIT")
    assert timeline.model.rowCount() == 1
    qtbot.keyClicks(timeline.words, "x")
    assert timeline.empty.isVisible()
    assert timeline.empty.text() == "Nothing fits."
    timeline.words.clear()
    timeline.channel.setCurrentIndex(timeline.channel.findData(Channel.EMAIL))
    assert [t.channel for t in timeline.model._shown] == [Channel.EMAIL]


def test_another_person_is_shown_without_the_filter(qtbot: QtBot, page: ContactPage, ids: People) -> None:
    qtbot.keyClicks(page.timeline.words, "nothing like it")
    page.open(ids.trap)
    assert page.timeline.words.text() == ""
    assert page.timeline.model.rowCount() == 2


def test_it_follows_changes_that_concern_it_and_keeps_the_filter(
    qtbot: QtBot, window: MainWindow, page: ContactPage, ids: People, idle: Idle
) -> None:
    desk = window.desk
    qtbot.keyClicks(page.timeline.words, "audit")
    draft = TouchDraft((ids.priya,), Channel.CALL, Outcome.SPOKE, note="The audit was moved")
    desk.write(lambda: desk.diary.log.record(draft))
    idle(desk)
    assert page.timeline.words.text() == "audit"
    assert page.timeline.model.rowCount() == 2
    assert "You promised" not in words(page)


def test_the_empty_timeline_says_so(page: ContactPage, ids: People) -> None:
    page.open(ids.clara)
    assert "Nothing has passed" in page.timeline.empty.text()
    assert page.timeline.empty.isVisible()
    assert page.note.text() == "Closed: left the field. Nothing is planned with them."
    page.open(ids.paul)
    assert "Paused until" in page.note.text()
    assert page.note.text() == "Paused until Mon 11 Jan 2027."
    page.open(ids.nils)
    assert "no channel" in page.note.text()
    page.open(ids.priya)
    assert not page.note.isVisible()


def test_one_who_is_undone_leaves_the_page(
    window: MainWindow, page: ContactPage, ids: People, idle: Idle
) -> None:
    desk = window.desk
    desk.write(
        lambda: desk.diary.contacts.add(name="Short Stay"),
        lambda change: desk.open_contact(change.contact_ids[0]),
    )
    idle(desk)
    idle(desk)
    assert page.title.text() == "Short Stay"
    desk.undo()
    idle(desk)
    assert page.title.text() == "Priya Raman"
    assert window.stack.currentWidget() is page


def test_back_goes_back(qtbot: QtBot, window: MainWindow, page: ContactPage) -> None:
    back = next(b for b in page.findChildren(QPushButton) if "Back" in b.text())
    qtbot.mouseClick(back, Qt.MouseButton.LeftButton)
    assert window.stack.currentWidget() is window.page("today")


def test_html_is_text(page: ContactPage, ids: People) -> None:
    page.open(ids.trap)
    assert page.title.text() == TRAP
    assert "<s>x</s> & y" in words(page)
    assert "<i>note</i> & more" in words(page)
    for label in page.findChildren(QLabel):
        assert label.textFormat() is Qt.TextFormat.PlainText, label.text()


def test_two_thousand_touches_open_at_once(
    window: MainWindow, page: ContactPage, ids: People, idle: Idle
) -> None:
    desk = window.desk
    diary = desk.diary
    with diary.context.store.operation("Many", NOW):
        person = ids.bo
        start = at("2020-01-06T09:00")
        for number in range(2_000):
            when = start + timedelta(days=number, minutes=number % 60)
            diary.context.touches.add(_touch(person, when, number), ())
    took = []
    for _ in range(5):
        page.open(ids.priya)
        began = time.thread_time()  # its own: others may be at work on the machine
        page.open(ids.bo)
        page.timeline.view.viewport().repaint()
        took.append(time.thread_time() - began)
    assert min(took) < 0.1, took
    model = page.timeline.model
    assert model.rowCount() == 100
    while model.canFetchMore():
        model.fetchMore()
    assert model.rowCount() == 2_001
    page.timeline.words.setText("number 7 ")  # far down: read on until it is found
    assert model.rowCount() >= 1


def _touch(person: int, when: object, number: int) -> object:
    from kitdiary.domain.touches import Direction, Touch

    return Touch(
        0,
        when,
        Channel.CALL,
        Direction.OUT,
        Outcome.SPOKE,
        (person,),
        "",
        f"number {number} of many",  # type: ignore[arg-type]
        None,
        None,
        "",
        False,
    )
