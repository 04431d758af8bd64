"""Log a touch: what they said and what follows, how a reply was answered, a raised hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kitdiary.domain.answers import Answer
from kitdiary.domain.intervals import Interval, Unit
from kitdiary.domain.knowing import Held
from kitdiary.domain.people import Precision, Role, TimingKind
from kitdiary.domain.touches import Channel, InsightKind, Outcome
from kitdiary.services.diary import Diary
from kitdiary.ui.dialogs.base import Form
from kitdiary.ui.dialogs.log_choices import Happened, LogStart
from kitdiary.ui.dialogs.log_outcome import Result
from kitdiary.ui.dialogs.log_reply import How
from kitdiary.ui.dialogs.log_touch import LogTouch
from tests.ui.people import TODAY, People

Opened = Callable[[str, object], Form]
Saved = Callable[[Form], None]
ALT = Qt.KeyboardModifier.AltModifier


def log(opened: Opened, who: int) -> LogTouch:
    return cast("LogTouch", opened("log", (who,)))


def test_one_key_says_it_another_accepts_and_the_dates_show_it(
    opened: Opened, saved: Saved, diary: Diary, ids: People, qtbot: QtBot
) -> None:
    form = log(opened, ids.trap)  # rated A: every six weeks
    qtbot.waitUntil(lambda: "Next talk" in form.dates.cells[0].head.text())
    before = form.dates.cells[0].head.text()
    qtbot.keyClick(form, Qt.Key.Key_1, ALT)
    assert form.answers.answer is Answer.NOT_A_PRIORITY
    assert diary.prompts.of(Answer.NOT_A_PRIORITY.question)[0] in form.answers.question.text()
    assert form.answers.accepted() == ()
    qtbot.keyClick(form, Qt.Key.Key_F4)
    assert form.answers.ticks[0].isChecked()
    assert not form.answers.ticks[1].isChecked()
    qtbot.waitUntil(lambda: form.dates.cells[0].head.text() != before)
    operations = len(diary.safety.history())
    saved(form)
    card = diary.cards.one(ids.trap)
    assert card.contact.talk_every == Interval(12, Unit.WEEK)
    assert (card.insights[0].kind, card.insights[0].text) == (InsightKind.CANNOT, "not a priority now")
    assert len(diary.safety.history()) == operations + 1  # all of it is one undo


def test_what_is_not_accepted_does_not_follow(
    opened: Opened, saved: Saved, diary: Diary, ids: People, qtbot: QtBot
) -> None:
    form = log(opened, ids.trap)
    qtbot.keyClick(form, Qt.Key.Key_5, ALT)
    saved(form)
    card = diary.cards.one(ids.trap)
    assert card.insights[0].text == "cannot see it yet"
    assert card.promises == ()


def test_a_pause_instead_of_the_lighter_cadence(
    opened: Opened, saved: Saved, diary: Diary, ids: People, qtbot: QtBot
) -> None:
    form = log(opened, ids.trap)
    form.answers.chips.buttons[Answer.NOT_A_PRIORITY].click()
    form.answers.ticks[0].click()
    form.answers.ticks[1].click()
    assert not form.answers.ticks[0].isChecked()
    saved(form)
    contact = diary.contacts.one(ids.trap)
    assert (contact.paused_until, contact.talk_every) == (date(2027, 2, 1), "default")


def test_a_supplier_and_the_end_of_the_contract_are_the_timing(
    opened: Opened, saved: Saved, diary: Diary, ids: People, qtbot: QtBot
) -> None:
    form = log(opened, ids.trap)
    qtbot.keyClick(form, Qt.Key.Key_3, ALT)
    assert QApplication.focusWidget() is form.answers.supplier
    qtbot.keyClicks(form.answers.supplier, "Veltra")
    qtbot.keyClicks(form.answers.until, "Mar 2027")
    assert form.when.kind.currentData() == TimingKind.CONTRACT_END
    saved(form)
    card = diary.cards.one(ids.trap)
    timing = card.contact.timing
    assert timing is not None
    assert (timing.kind, timing.on, timing.precision) == (
        TimingKind.CONTRACT_END,
        date(2027, 3, 1),
        Precision.MONTH,
    )
    assert timing.note == "Contract with Veltra ends"
    assert "has a supplier: Veltra" in [one.text for one in card.insights]


def test_no_budget_waits_for_the_budget_round_and_can_be_taken_back(
    opened: Opened, saved: Saved, diary: Diary, ids: People, qtbot: QtBot
) -> None:
    form = log(opened, ids.trap)
    qtbot.keyClick(form, Qt.Key.Key_4, ALT)
    qtbot.keyClick(form, Qt.Key.Key_F4)
    assert form.when.kind.currentData() == TimingKind.BUDGET_ROUND
    qtbot.keyClick(form, Qt.Key.Key_F4)
    assert form.when.kind.currentData() is None
    qtbot.keyClick(form, Qt.Key.Key_F4)
    saved(form)
    timing = diary.contacts.one(ids.trap).timing
    assert timing is not None
    assert (timing.kind, timing.on) == (TimingKind.BUDGET_ROUND, date(2027, 1, 1))


def test_who_cannot_see_it_gets_something_and_is_asked_again(
    opened: Opened, saved: Saved, diary: Diary, ids: People, qtbot: QtBot
) -> None:
    form = log(opened, ids.trap)
    qtbot.keyClick(form, Qt.Key.Key_5, ALT)
    qtbot.keyClick(form, Qt.Key.Key_F4)
    saved(form)
    promises = diary.cards.one(ids.trap).promises
    assert [one.channel for one in promises] == [Channel.EMAIL, Channel.CALL]
    assert promises[1].what.startswith("ask again: ")


def test_what_they_did_not_say_cannot_be_chosen(opened: Opened, ids: People, qtbot: QtBot) -> None:
    form = log(opened, ids.trap)
    qtbot.keyClick(form, Qt.Key.Key_1, ALT)
    form.what.buttons[Happened(Outcome.NO_ANSWER)].click()
    assert form.answers.isHidden()
    assert form.answers.learnt() == ()
    form.reject()
    form.reject()


def test_project_budget_and_timeline_are_has_has_not_unknown(
    opened: Opened, saved: Saved, diary: Diary, ids: People
) -> None:
    form = log(opened, ids.trap)
    form.came.chips.buttons[Result.INFORMATION].click()
    more = form.came.more
    more[InsightKind.PROJECT].state.buttons[Held.HAS].click()
    more[InsightKind.BUDGET].state.buttons[Held.HAS_NOT].click()
    more[InsightKind.BUDGET].words.setText("not before May")
    timeline = more[InsightKind.TIMELINE].state
    timeline.buttons[Held.UNKNOWN].click()
    timeline.buttons[Held.UNKNOWN].click()  # taken back
    assert timeline.value is None
    saved(form)
    known = {one.kind: one.text for one in diary.cards.one(ids.trap).insights}
    assert known[InsightKind.PROJECT] == "has"
    assert known[InsightKind.BUDGET] == "has not: not before May"
    assert InsightKind.TIMELINE not in known


# -- a reply that is owed ----------------------------------------------------------------------------


def test_a_reply_is_not_closed_without_how_it_was_answered(
    opened: Opened, saved: Saved, diary: Diary, ids: People, qtbot: QtBot
) -> None:
    form = log(opened, ids.luis)
    assert not form.answered.isHidden()
    assert "Asks for two references" in form.answered.asked.text()
    form.do.click()
    assert "how it was answered" in form.error.text()
    assert diary.cards.one(ids.luis).plan.reply is not None
    form.answered.how.buttons[How.POINTED].click()
    form.note.setPlainText("A short call")
    form.do.click()
    assert "pointed them to" in form.error.text()
    form.answered.words.setText("the reference page, and Tom Reed")
    saved(form)
    card = diary.cards.one(ids.luis)
    assert card.plan.reply is None
    assert card.touches[0].note == "A short call\nPointed them to the reference page, and Tom Reed"


def test_an_attempt_does_not_answer_and_asks_for_nothing(
    opened: Opened, saved: Saved, diary: Diary, ids: People
) -> None:
    form = log(opened, ids.luis)
    form.what.buttons[Happened(Outcome.NO_ANSWER)].click()
    assert form.answered.isHidden()
    saved(form)
    assert diary.cards.one(ids.luis).plan.reply is not None


def test_who_waits_for_nothing_is_asked_for_nothing(opened: Opened, saved: Saved, ids: People) -> None:
    form = log(opened, ids.trap)
    assert form.answered.isHidden()
    saved(form)


# -- the rest ----------------------------------------------------------------------------------------


def test_a_raised_hand_is_on_top_of_today(opened: Opened, saved: Saved, diary: Diary, ids: People) -> None:
    form = log(opened, ids.taro)
    form.raised.click()
    form.note.setPlainText("Wants an offer today")
    saved(form)
    first = diary.agenda.items()[0].step
    assert (first.contact_id, first.reason.what) == (ids.taro, "Raised a hand")


def test_the_purpose_comes_along_and_is_kept(opened: Opened, saved: Saved, diary: Diary, ids: People) -> None:
    form = cast("LogTouch", opened("log", LogStart((ids.trap,), "say thank you")))
    assert form.purpose.text() == "say thank you"
    saved(form)
    assert diary.cards.one(ids.trap).touches[0].purpose == "say thank you"


def test_who_brings_somebody_can_be_an_ally(opened: Opened, saved: Saved, diary: Diary, ids: People) -> None:
    form = log(opened, ids.trap)
    form.came.chips.buttons[Result.REFERRAL].click()
    form.came.referral.who.setText("Ines Neu")
    form.came.referral.ally.click()
    saved(form)
    assert diary.contacts.one(ids.trap).role is Role.ALLY
    assert diary.contacts.one(diary.contacts.find("Ines Neu")).introduced_by == ids.trap
    assert diary.cards.one(ids.trap).touches[0].on == TODAY
