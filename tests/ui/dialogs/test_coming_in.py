"""Mails dropped on the window, inquiries typed, a trade show, the texts of questions and purposes."""

from __future__ import annotations

from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import cast

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kitdiary.domain.prompts import Topic
from kitdiary.domain.touches import Channel
from kitdiary.services.diary import Diary
from kitdiary.services.prompts import delivered
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.base import Form
from kitdiary.ui.dialogs.inquiry import InquiryForm, take_form
from kitdiary.ui.dialogs.prompts import PromptsDialog
from kitdiary.ui.dialogs.trade_show import TradeShowForm
from kitdiary.ui.main_window import MainWindow
from tests.ui.people import People

Opened = Callable[[str, object], Form]
Saved = Callable[[Form], None]
Idle = Callable[[Desk], None]


def mail(tmp_path: Path, name: str, address: str, text: str) -> Path:
    made = EmailMessage()
    made["From"] = f"Jörg Müller <{address}>"
    made["Subject"] = "Zwei Fragen"
    made["Date"] = "Thu, 19 Nov 2026 10:15:00 +0100"
    made.set_content(text)
    made.add_attachment(b"%PDF-1", maintype="application", subtype="pdf", filename="plan.pdf")
    path = tmp_path / name
    path.write_bytes(made.as_bytes())
    return path


def in_front(form: QWidget, qtbot: QtBot) -> None:
    """The form has the keyboard: before that a shortcut goes nowhere."""
    form.activateWindow()
    qtbot.waitUntil(lambda: form.isAncestorOf(QApplication.focusWidget()))


def drop(window: MainWindow, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    action, buttons = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    window.dropEvent(QDropEvent(QPoint(5, 5), action, data, buttons, Qt.KeyboardModifier.NoModifier))


def test_a_mail_dropped_becomes_a_contact_and_a_reply_owed(
    window: MainWindow,
    dialog: Callable[[], QWidget],
    saved: Saved,
    diary: Diary,
    tmp_path: Path,
    qtbot: QtBot,
) -> None:
    drop(window, mail(tmp_path, "a.eml", "joerg@mueller.example", "Kommen Sie nach Köln?"))
    form = dialog()
    assert isinstance(form, InquiryForm)
    in_front(form, qtbot)
    assert "New to the diary" in form.known.text()
    assert form.reply.isChecked()
    assert len(form.files) == 1
    saved(form)
    card = diary.cards.one(diary.contacts.find("joerg@mueller.example"))
    assert (card.contact.name, card.touches[0].channel) == ("Jörg Müller", Channel.EMAIL)
    assert card.plan.reply is not None
    assert [file.name for file in diary.attachments.of_contact(card.contact.id)] == ["plan.pdf"]


def test_a_mail_of_somebody_known_is_theirs_and_the_next_one_follows(
    window: MainWindow, dialog: Callable[[], QWidget], diary: Diary, ids: People, tmp_path: Path, qtbot: QtBot
) -> None:
    first = mail(tmp_path, "a.eml", "luis@ortega.example", "And the third?")
    drop(window, first, mail(tmp_path, "b.eml", "new@mueller.example", "Hello"))
    form = dialog()
    assert isinstance(form, InquiryForm)
    assert "Luis Ortega" in form.known.text()
    in_front(form, qtbot)
    qtbot.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() not in (None, form))
    second = dialog()
    assert isinstance(second, InquiryForm)
    assert second.email.text() == "new@mueller.example"
    assert diary.cards.one(ids.luis).touches[0].note == "Zwei Fragen\nAnd the third?"
    second.done(0)


def test_what_is_no_mail_is_said_at_the_foot(window: MainWindow, tmp_path: Path, qtbot: QtBot) -> None:
    broken = tmp_path / "broken.eml"
    broken.write_bytes(b"\x00\x01 no mail")
    with qtbot.waitSignal(window.desk.failed) as said:
        drop(window, broken)
    assert "no mail with a sender" in said.args[0]
    assert QApplication.activeModalWidget() is None


def test_a_download_typed_by_hand(opened: Opened, saved: Saved, diary: Diary, ids: People) -> None:
    form = cast("InquiryForm", opened("inquiry", None))
    form.do.click()
    assert "who it is from" in form.error.text()
    form.name.setText("Ines Neu")
    form.email.setText("not an address")
    form.do.click()
    assert form.email.property("wrong") == "true"
    form.email.setText("priya@northgate.example")
    assert "Priya Raman" in form.known.text()
    form.what.setText("The audit in ten steps")
    saved(form)
    card = diary.cards.one(ids.priya)
    assert (card.touches[0].channel, card.touches[0].note) == (Channel.WEB, "The audit in ten steps")
    assert card.plan.reply is None  # nothing was asked


def test_the_file_of_a_form_is_taken_in_and_says_what_was_left_out(
    desk: Desk, diary: Diary, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "form.csv"
    path.write_text("Name,Email,Message\nIna,ina@x.example,Hi\nBad,none,Hi\n", "utf-8")
    told: list[str] = []
    desk.said.connect(lambda sentence, _operation: told.append(sentence))
    desk.failed.connect(told.append)
    take_form(desk, path)
    qtbot.waitUntil(lambda: len(told) == 2)
    assert "form.csv: 1 new, 0 known, 0 already here" in told
    assert any("line 3" in sentence for sentence in told)
    assert diary.contacts.find("ina@x.example")


# -- a trade show --------------------------------------------------------------------------------------


def test_person_after_person_with_the_keyboard(
    window: MainWindow, opened: Opened, diary: Diary, idle: Idle, qtbot: QtBot
) -> None:
    form = cast("TradeShowForm", opened("trade-show", None))
    assert form.person.isHidden()
    qtbot.keyClicks(form.show_name, "Cold Chain Days")
    form.rating.setCurrentIndex(form.rating.findData("B"))
    qtbot.keyClick(form.show_name, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not form.person.isHidden())
    assert QApplication.focusWidget() is form.name
    for name in ("Ines Neu", "Otto Alt"):
        qtbot.keyClicks(form.name, name)
        qtbot.keyClick(form.name, Qt.Key.Key_F6)
        qtbot.keyClick(form.name, Qt.Key.Key_Return)
        qtbot.waitUntil(lambda name=name: [one.name for one in form.captured][-1:] == [name])
        assert form.name.text() == ""
        assert not form.need.isChecked()
        assert QApplication.focusWidget() is form.name
    assert form.sum.text().startswith("2 people captured · 2 follow-ups from Mon 23 Nov")
    ines = diary.contacts.one(diary.contacts.find("Ines Neu"))
    assert (ines.rating, ines.source) == ("B", "Cold Chain Days")
    window.desk.undo(form.captured[0].change.operation_id)
    qtbot.waitUntil(lambda: len(form.captured) == 1)
    assert form.sum.text().startswith("1 person captured")
    form.cancel.click()
    again = cast("TradeShowForm", opened("trade-show", None))
    assert not again.person.isHidden()  # the show is still set
    assert "Cold Chain Days" in again.subtitle.text()
    again.do.click()
    assert "a name" in again.error.text()
    again.done(0)
    idle(window.desk)


# -- questions and purposes ----------------------------------------------------------------------------


def test_texts_are_edited_and_put_back(
    window: MainWindow, dialog: Callable[[], QWidget], diary: Diary, idle: Idle, qtbot: QtBot
) -> None:
    window.go("prompts")
    shown = dialog()
    assert isinstance(shown, PromptsDialog)
    shown.activateWindow()
    qtbot.waitUntil(shown.text.hasFocus)
    qtbot.keyClicks(shown.text, "bring the coffee they liked")
    qtbot.keyClick(shown.text, Qt.Key.Key_Return)
    idle(window.desk)
    assert diary.prompts.of(Topic.PURPOSE)[-1] == "bring the coffee they liked"
    assert shown.text.text() == ""
    shown.list.setCurrentRow(shown.list.count() - 1)
    shown.first.click()
    idle(window.desk)
    assert diary.prompts.first(Topic.PURPOSE) == "bring the coffee they liked"
    shown.list.setCurrentRow(0)
    shown.remove.click()
    idle(window.desk)
    assert diary.prompts.all() == delivered()
    qtbot.keyClicks(shown.text, delivered()[Topic.PURPOSE][0])
    qtbot.keyClick(shown.text, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "there already" in shown.error.text())
    shown.topic.setCurrentIndex(shown.topic.findData(Topic.NEED))
    shown.remove.click()
    idle(window.desk)
    assert len(diary.prompts.of(Topic.NEED)) == 1
    shown.reset.click()
    idle(window.desk)
    assert diary.prompts.all() == delivered()
    shown.close()
