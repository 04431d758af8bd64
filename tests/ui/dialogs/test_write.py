"""Write to somebody: the template, what is missing, the draft that is opened, and "Sent?"."""

from __future__ import annotations

from collections.abc import Callable
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kitdiary.domain.content import ContentKind
from kitdiary.domain.steps import StepKind
from kitdiary.domain.templates import Template, TemplateKind
from kitdiary.domain.touches import Channel, Outcome
from kitdiary.services.diary import Diary
from kitdiary.ui import outside
from kitdiary.ui.main_window import MainWindow
from tests.ui.dialogs.mails import Left
from tests.ui.people import People
from tests.ui.qt import words

Opened = Callable[[str, object], Any]
Saved = Callable[[Any], None]


def press(qtbot: QtBot, form: Any) -> None:
    qtbot.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)


def signed(diary: Diary) -> None:
    diary.settings.set("sign-off", "Best\nRavi")


def test_an_email_is_opened_and_only_then_logged(
    opened: Opened, saved: Saved, diary: Diary, ids: People, left: Left, qtbot: QtBot
) -> None:
    signed(diary)
    form = opened("write", ids.priya)
    form.sent.what.setText("The audit in ten steps")
    assert form.subject.text() == "The audit in ten steps"
    assert "Saves a week of preparation" in form.text.toPlainText()
    assert form.text.toPlainText().endswith("Best\nRavi\n")
    before = len(diary.safety.history())
    press(qtbot, form)
    (address,) = left.addresses
    assert address.startswith(
        "mailto:priya@northgate.example?subject=The%20audit%20in%20ten%20steps&body=Hello"
    )
    assert unquote(address).endswith("Best\r\nRavi")
    assert len(diary.safety.history()) == before
    assert form.again.isVisible()
    qtbot.mouseClick(form.again, Qt.MouseButton.LeftButton)
    assert left.addresses == [address, address]
    saved(form)
    touch = diary.cards.one(ids.priya).touches[0]
    assert (touch.channel, touch.outcome, touch.content_title) == (
        Channel.EMAIL,
        Outcome.SENT,
        "The audit in ten steps",
    )


def test_what_was_not_sent_is_not_logged(
    opened: Opened, diary: Diary, ids: People, left: Left, qtbot: QtBot
) -> None:
    signed(diary)
    form = opened("write", ids.tom)
    before = len(diary.safety.history())
    press(qtbot, form)
    assert form.cancel.text() == "Not sent"
    qtbot.mouseClick(form.cancel, Qt.MouseButton.LeftButton)
    assert QApplication.activeModalWidget() is None
    assert len(diary.safety.history()) == before


def test_ones_own_words_stay_when_another_item_is_chosen(opened: Opened, ids: People, qtbot: QtBot) -> None:
    form = opened("write", ids.priya)
    form.text.setPlainText("Priya, only you.")
    form.sent.what.setText("The audit in ten steps")
    assert form.text.toPlainText() == "Priya, only you."
    assert form.subject.text() == "The audit in ten steps"
    form._leave()


def test_another_template_replaces_the_text_and_the_fields_undo_brings_it_back(
    opened: Opened, diary: Diary, ids: People, qtbot: QtBot
) -> None:
    form = opened("write", ids.priya)
    form.text.setPlainText("Priya, only you.")
    form.editor.template.setCurrentText("Asking for a meeting")
    form.editor.template.activated.emit(form.editor.template.currentIndex())
    assert "half an hour" in form.text.toPlainText()
    assert "Northgate Foods" in form.text.toPlainText()
    form.text.undo()
    assert form.text.toPlainText() == "Priya, only you."
    form.editor.language.setCurrentText("Deutsch")
    form.editor.language.activated.emit(form.editor.language.currentIndex())
    assert form.text.toPlainText().startswith("Guten Tag Priya Raman")
    form._leave()


def test_the_language_of_the_person_is_taken(opened: Opened, diary: Diary, ids: People) -> None:
    diary.contacts.edit((ids.tom,), language="fr")
    form = opened("write", ids.tom)
    assert form.editor.language.currentText() == "Français"
    assert form.text.toPlainText().startswith("Bonjour Tom Reed")
    form._leave()


def test_what_is_not_known_is_shown_and_stops_the_email(
    opened: Opened, diary: Diary, ids: People, left: Left, qtbot: QtBot
) -> None:
    form = opened("write", ids.priya)
    assert "Not known: your sign-off." in words(form)
    assert "[sign off?]" in form.text.toPlainText()
    press(qtbot, form)
    assert left.nothing
    assert "in [brackets]" in form.error.text()
    assert form.text.property("wrong") == "true"
    form.text.setPlainText(form.text.toPlainText().replace("[sign off?]", "Ravi"))
    assert "Not known" not in words(form)
    press(qtbot, form)
    assert len(left.addresses) == 1
    form._leave()


def test_a_value_add_without_an_item_or_a_reason_neither_leaves_nor_is_logged(
    opened: Opened, diary: Diary, ids: People, left: Left, qtbot: QtBot
) -> None:
    signed(diary)
    form = opened("write", ids.priya)
    form.sent.what.setText("")
    form.editor.template.setCurrentText("Something useful")
    form.editor.template.activated.emit(form.editor.template.currentIndex())
    form.text.setPlainText("Hello")
    form.subject.setText("Hello")
    press(qtbot, form)
    assert left.nothing
    assert "needs something of value" in form.error.text()
    assert form.sent.what.property("wrong") == "true"
    form.sent.what.setText("the new rule on pallets")
    press(qtbot, form)
    form.sent.what.setText("")
    before = len(diary.safety.history())
    press(qtbot, form)
    assert "needs something of value" in form.error.text()
    assert len(diary.safety.history()) == before
    form._leave()


def test_a_thank_you_is_proposed_for_thanks(opened: Opened, diary: Diary, ids: People) -> None:
    form = opened("write", (ids.ann, StepKind.THANKS))
    assert form.editor.template.currentText() == "Thank you"
    assert form.sent.what.text() == ""
    form._leave()


def test_an_item_can_be_brought_along(opened: Opened, diary: Diary, ids: People) -> None:
    item = diary.library.items("audit")[0]
    form = opened("write", (ids.tom, item.id))
    assert form.subject.text() == item.title
    form._leave()


def mail(path: Path) -> EmailMessage:
    found = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


def test_a_long_text_goes_as_a_draft_that_is_gone_with_the_window(
    opened: Opened, window: MainWindow, diary: Diary, ids: People, left: Left, qtbot: QtBot
) -> None:
    form = opened("write", ids.priya)
    form.subject.setText("Öl: “so” / 50 %?")
    form.text.setPlainText("wörter " * 600)
    press(qtbot, form)
    qtbot.waitUntil(lambda: len(left.files) == 1)
    assert left.addresses == []
    (path,) = left.files
    assert path.suffix == ".eml"
    assert path.parent.parent.stat().st_mode & 0o077 == 0
    found = mail(path)
    assert found["Subject"] == "Öl: “so” / 50 %?"
    assert found["To"].addresses[0].addr_spec == "priya@northgate.example"
    assert found.get_content().strip() == ("wörter " * 600).strip()
    form._leave()
    window.desk.close()
    assert not path.exists()


def test_the_file_of_an_item_goes_with_the_draft_unless_it_is_unticked(
    opened: Opened, saved: Saved, diary: Diary, ids: People, left: Left, qtbot: QtBot, tmp_path: Path
) -> None:
    signed(diary)
    file = tmp_path / "Öl-Späne.pdf"
    file.write_bytes(b"%PDF-1.7 \x00\xff")
    diary.library.add("Oil & more", kind=ContentKind.WHITEPAPER, file=file)
    form = opened("write", (ids.tom, diary.library.items("oil")[0].id))
    assert form.editor.attach.text().startswith("Attach Öl-Späne.pdf (11 ")
    press(qtbot, form)
    qtbot.waitUntil(lambda: len(left.files) == 1)
    (part,) = mail(left.files[0]).iter_attachments()
    assert part.get_filename() == "Öl-Späne.pdf"
    assert part.get_payload(decode=True) == b"%PDF-1.7 \x00\xff"
    assert "with “Öl-Späne.pdf”" in form.asked.text()
    form.editor.attach.click()
    qtbot.mouseClick(form.again, Qt.MouseButton.LeftButton)
    assert len(left.addresses) == 1
    saved(form)
    assert diary.cards.one(ids.tom).touches[0].content_title == "Oil & more"


def test_where_no_program_takes_it_everything_can_be_copied(
    opened: Opened, diary: Diary, ids: People, left: Left, qtbot: QtBot
) -> None:
    signed(diary)
    left.takes = False
    form = opened("write", ids.tom)
    form.subject.setText("Hi")
    press(qtbot, form)
    assert "No mail program took it" in form.asked.text()
    for action in form.editor.copy.menu().actions():
        action.trigger()
    assert left.copied == ["tom@northgate.example", "Hi", form.text.toPlainText()]
    form._leave()


def test_who_has_no_address_says_so(opened: Opened, ids: People) -> None:
    form = opened("write", ids.ann)
    assert "No email address is known" in words(form)
    assert not form.do.isEnabled()
    form._leave()


def test_a_header_is_not_slipped_into_the_address(ids: People) -> None:
    made = outside.mail_address(
        "a@x.example?bcc=spy@evil.example", "S\r\nBcc: spy@evil.example", "T&bcc=x\r\n."
    )
    assert made is not None
    assert set(parse_qs(urlsplit(made).query)) == {"subject", "body"}
    assert "%0A" not in made.split("&")[0]
    assert made.split("?")[0] == "mailto:a%40x.example%3Fbcc%3Dspy@evil.example"


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "file:///etc/passwd", "JavaScript:x", "x", "smb://x/y"]
)
def test_what_would_run_something_is_not_opened(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outside.QDesktopServices, "openUrl", lambda _url: pytest.fail("opened"))
    assert not outside.open_address(address)


def test_a_template_that_cannot_be_filled_in_says_so_and_nothing_is_lost(
    opened: Opened, diary: Diary, ids: People, left: Left, qtbot: QtBot
) -> None:
    diary.templates.save(Template("Mine", TemplateKind.OTHER, "en", "S", "Fine"))
    with diary.context.store.operation("A later version wrote", diary.context.now()):
        diary.context.store.execute("UPDATE templates SET body = '{% for x in y %}{% endfor %}'")
    form = opened("write", ids.priya)
    form.text.setPlainText("My words")
    form.editor.template.setCurrentText("Mine")
    form.editor.template.activated.emit(form.editor.template.currentIndex())
    assert "a loop that a template cannot have" in words(form)
    assert form.text.toPlainText() == "My words"
    form._leave()
