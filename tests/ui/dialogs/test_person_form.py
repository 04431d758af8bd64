"""Adding and editing people."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from kitdiary.domain.intervals import Interval, Unit
from kitdiary.domain.people import Address, Consent, Fit, Labelled, Precision, Role, TimingKind
from kitdiary.services.diary import Diary
from kitdiary.ui.desk import Desk
from kitdiary.ui.main_window import MainWindow
from tests.ui.people import NAMES, People

Opened = Callable[[str, object], Any]
Saved = Callable[[Any], None]


def test_a_person_with_everything(
    opened: Opened, saved: Saved, diary: Diary, ids: People, window: MainWindow, qtbot: QtBot
) -> None:
    form = opened("add-contact", None)
    f = form.fields
    assert QApplication.focusWidget() is f.name
    qtbot.keyClicks(f.name, "Ines Neu")
    f.company.setText("Neu AG")
    f.job_title.setText("Einkauf")
    f.role.setCurrentIndex(f.role.findData(Role.PARTNER))
    f.emails.rows[0][0].setText("ines@neu.example")
    qtbot.mouseClick(f.emails.more, Qt.MouseButton.LeftButton)
    f.emails.rows[1][0].setText("ines@home.example")
    f.emails.rows[1][1].setText("private")
    f.phones.rows[0][0].setText("+49 30 5550177")
    f.rating._choose("A")
    f.fit._choose(Fit.YES)
    f.fit_note.setText("Buys by the pallet")
    f.timing.day.setText("Q1 2027")
    f.timing._typed()
    f.tags.setText("cold chain, export")
    f.source.setText("Fair")
    f.introduced_by.setText("Ann Lee")
    f.time_zone.setText("Europe/Berlin")
    f.best_hours.setText("mornings")
    f.street.setText("Weg 1")
    f.postcode.setText("10115")
    f.city.setText("Berlin")
    f.country.setText("DE")
    f.talk_every.setCurrentIndex(f.talk_every.findData("4w"))
    f.email.click()
    f.notes.setPlainText("Prefers German")
    saved(form)
    found = diary.contacts.one(diary.contacts.find("Ines Neu"))
    card = diary.cards.one(found.id)
    assert card.company is not None
    assert (card.company.name, found.job_title, found.role, found.rating) == (
        "Neu AG",
        "Einkauf",
        Role.PARTNER,
        "A",
    )
    assert found.emails == (Labelled("ines@neu.example"), Labelled("ines@home.example", "private"))
    assert found.phones == (Labelled("+49 30 5550177"),)
    assert (found.fit, found.fit_note, found.tags) == (
        Fit.YES,
        "Buys by the pallet",
        ("cold chain", "export"),
    )
    assert found.timing is not None
    assert (found.timing.kind, found.timing.precision) == (TimingKind.OTHER, Precision.QUARTER)
    assert (found.introduced_by, found.source, found.time_zone) == (ids.ann, "Fair", "Europe/Berlin")
    assert found.address == Address("Weg 1", "Berlin", "", "10115", "DE")
    assert found.talk_every == Interval(4, Unit.WEEK)
    assert found.consent == Consent(calls=True, email=False, other=True)
    assert found.notes == "Prefers German"
    assert diary.safety.history()[0].what == "Added Ines Neu"


@pytest.mark.parametrize(
    ("key", "text", "said"),
    [
        ("time_zone", "Mars/Base", "not a time zone"),
        ("job_title", "x" * 400, "shorten it"),
        ("introduced_by", "Nobody Known", "Nobody in this diary"),
    ],
)
def test_what_cannot_be_is_marked_where_it_stands(
    key: str, text: str, said: str, opened: Opened, diary: Diary, qtbot: QtBot
) -> None:
    before = len(diary.safety.history())
    form = opened("add-contact", {"name": "Ines Neu"})
    field: QLineEdit = getattr(form.fields, key)
    field.setText(text)
    qtbot.mouseClick(form.do, Qt.MouseButton.LeftButton)
    assert said in form.error.text()
    assert field.property("wrong") == "true"
    assert QApplication.focusWidget() is field
    assert form.fields.name.text() == "Ines Neu"
    assert len(diary.safety.history()) == before
    form._leave()


def test_the_second_email_is_marked_where_it_is_the_wrong_one(opened: Opened, qtbot: QtBot) -> None:
    form = opened("add-contact", {"name": "Ines Neu", "email": "ines@neu.example"})
    qtbot.mouseClick(form.fields.emails.more, Qt.MouseButton.LeftButton)
    form.fields.emails.rows[1][0].setText("ines at home")
    qtbot.mouseClick(form.do, Qt.MouseButton.LeftButton)
    assert "not an email address" in form.error.text()
    assert form.fields.emails.rows[1][0].property("wrong") == "true"
    form._leave()


def test_without_a_name_nobody_is_added(opened: Opened, qtbot: QtBot) -> None:
    form = opened("add-contact", {"company": "Northgate Foods"})
    assert form.fields.company.text() == "Northgate Foods"
    qtbot.mouseClick(form.do, Qt.MouseButton.LeftButton)
    assert "needs a name" in form.error.text()
    assert form.fields.name.property("wrong") == "true"
    form.fields.name.setText("Ines Neu")
    qtbot.mouseClick(form.cancel, Qt.MouseButton.LeftButton)
    assert QApplication.activeModalWidget() is None


@pytest.mark.parametrize("short", list(NAMES))
def test_saving_what_was_not_changed_writes_nothing(
    short: str, opened: Opened, saved: Saved, diary: Diary, ids: People
) -> None:
    who = getattr(ids, short)
    before, operations = diary.contacts.one(who), len(diary.safety.history())
    form = opened("edit-contact", who)
    assert not form.typed()
    saved(form)
    assert diary.contacts.one(who) == before
    assert len(diary.safety.history()) == operations


def test_only_what_was_changed_is_written(
    opened: Opened, saved: Saved, diary: Diary, ids: People, qtbot: QtBot
) -> None:
    form = opened("edit-contact", ids.priya)
    assert form.fields.company.text() == "Northgate Foods"
    form.fields.job_title.setText("Director")
    form.fields.emails.rows[0][0].setText("p.raman@northgate.example")
    saved(form)
    found = diary.contacts.one(ids.priya)
    assert (found.job_title, found.best_hours, found.tags) == ("Director", "mornings", ("cold chain",))
    assert found.emails == (Labelled("p.raman@northgate.example"),)


def test_a_cadence_that_leaves_a_rating_with_nothing_is_refused_in_the_form(
    opened: Opened, diary: Diary, ids: People, window: MainWindow, idle: Callable[[Desk], None], qtbot: QtBot
) -> None:
    form = opened("edit-contact", ids.priya)
    for choice in (form.fields.talk_every, form.fields.email_every):
        choice.setCurrentIndex(choice.findData("none"))
    qtbot.mouseClick(form.do, Qt.MouseButton.LeftButton)
    idle(window.desk)
    assert "neither talks nor value-adds" in form.error.text()
    assert form.isVisible()
    form._leave()


def test_a_company_is_found_while_typing(opened: Opened, saved: Saved, diary: Diary, qtbot: QtBot) -> None:
    form = opened("add-contact", {"name": "Ines Neu"})
    form.fields.company.setFocus()
    qtbot.keyClicks(form.fields.company, "north")
    popup = form.fields.company.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert form.fields.company.text() == "Northgate Foods"
    saved(form)
    assert len(diary.lists.company_ids("Northgate")) == 1


def test_the_last_of_several_tags_is_completed(opened: Opened, qtbot: QtBot) -> None:
    form = opened("add-contact", {"name": "Ines Neu"})
    form.fields.tags.setFocus()
    qtbot.keyClicks(form.fields.tags, "export, col")
    popup = form.fields.tags.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert form.fields.tags.text() == "export, cold chain"
    form._leave()
