"""One email to many in the window: the ticks, the draft, the chunks, and one touch each once it was sent."""

from __future__ import annotations

from collections.abc import Callable
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from kitdiary.domain.content import ContentKind
from kitdiary.services.diary import Diary
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.newsletter import NewsletterForm
from kitdiary.ui.main_window import MainWindow
from tests.ui.dialogs.mails import Left
from tests.ui.qt import words

Opened = Callable[[str, object], Any]
Idle = Callable[[Desk], None]


@pytest.fixture
def people(diary: Diary) -> list[int]:
    diary.settings.set("sign-off", "Best\nRavi")
    diary.library.add("Winter letter", kind=ContentKind.NEWSLETTER, topics=("press",), why="Saves oil")
    return [
        diary.contacts.add(name=f"Reader {n}", email=f"r{n}@x.example", tag=("press",)).contact_ids[0]
        for n in range(5)
    ]


@pytest.fixture
def form(opened: Opened, people: list[int], left: Left, qtbot: QtBot) -> NewsletterForm:
    made = opened("newsletter", None)
    assert isinstance(made, NewsletterForm)
    qtbot.waitUntil(lambda: made.model.total > 0)
    return made


def press(qtbot: QtBot, form: NewsletterForm) -> None:
    qtbot.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def bcc(path: Path) -> list[str]:
    found = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert found["To"] is None
    return [one.addr_spec for one in found["Bcc"].addresses]


def test_the_newest_newsletter_to_all_it_fits_in_one_operation(
    form: NewsletterForm,
    people: list[int],
    diary: Diary,
    left: Left,
    window: MainWindow,
    idle: Idle,
    qtbot: QtBot,
) -> None:
    QAbstractItemModelTester(form.model, QAbstractItemModelTester.FailureReportingMode.QtTest)
    assert form.what.text() == form.subject.text() == "Winter letter"
    assert "5 of" in form.subtitle.text()
    before = len(diary.safety.history())
    press(qtbot, form)
    qtbot.waitUntil(lambda: len(left.files) == 1)
    assert bcc(left.files[0]) == [f"r{n}@x.example" for n in range(5)]
    assert "nobody sees the others" in words(form)
    assert len(diary.safety.history()) == before
    assert not form.list.isEnabled()
    press(qtbot, form)
    idle(window.desk)
    assert len(diary.safety.history()) == before + 1
    assert all(diary.cards.one(who).touches[0].content_title == "Winter letter" for who in people)
    window.desk.undo()
    idle(window.desk)
    assert all(diary.cards.one(who).touches == () for who in people)


def test_ticks_filter_and_chunks(form: NewsletterForm, people: list[int], left: Left, qtbot: QtBot) -> None:
    form.filter.setText("reader 3")
    assert form.model.rowCount() == 1
    qtbot.mouseClick(form.none, Qt.MouseButton.LeftButton)
    form.filter.setText("")
    assert "4 of" in form.subtitle.text()
    form.at_once.setItemData(1, 2)
    form.at_once.setCurrentIndex(1)
    form.at_once.activated.emit(1)
    assert form.do.text().startswith("Open draft 1 of 2")
    for number in (1, 2):
        press(qtbot, form)
        qtbot.waitUntil(lambda number=number: len(left.files) == number and not form._opening)
    assert [bcc(path) for path in left.files] == [
        ["r0@x.example", "r1@x.example"],
        ["r2@x.example", "r4@x.example"],
    ]
    assert form.do.text().startswith("Yes, log it for 4")
    qtbot.mouseClick(form.again, Qt.MouseButton.LeftButton)
    assert form.do.text().startswith("Open draft 1 of 2")
    assert form.list.isEnabled()
    form._leave()


def test_addresses_are_copied_in_parts_and_then_it_can_be_logged(
    form: NewsletterForm, left: Left, qtbot: QtBot
) -> None:
    menu = form.copy.menu()
    menu.aboutToShow.emit()
    commas, semicolons = menu.actions()[:2]
    assert commas.text() == "Addresses all 5, with commas"
    semicolons.trigger()
    assert left.copied == ["; ".join(f"r{n}@x.example" for n in range(5))]
    assert "BCC" in words(form)
    assert form.do.text().startswith("Yes, log it for 5")
    form._leave()


def test_a_person_by_keyboard(form: NewsletterForm, qtbot: QtBot) -> None:
    form.list.setFocus()
    form.list.setCurrentIndex(form.model.index(0))
    qtbot.keyClick(form.list, Qt.Key.Key_Space)
    assert "4 of" in form.subtitle.text()
    form._leave()


def test_what_is_one_persons_own_does_not_go_to_all(form: NewsletterForm, left: Left, qtbot: QtBot) -> None:
    form.template.setCurrentText("A few words")
    form.template.activated.emit(form.template.currentIndex())
    assert "One text goes to all" in words(form)
    form.subject.setText("S")
    press(qtbot, form)
    assert left.nothing
    assert "in [brackets]" in form.error.text()
    form._leave()


def test_nobody_ticked_or_nothing_chosen_is_said(form: NewsletterForm, left: Left, qtbot: QtBot) -> None:
    qtbot.mouseClick(form.none, Qt.MouseButton.LeftButton)
    assert not form.do.isEnabled()
    press(qtbot, form)
    assert "Tick who gets it" in form.error.text()
    form.what.setText("no such thing")
    press(qtbot, form)
    assert "Choose what goes out" in form.error.text()
    assert left.nothing
    form._leave()
