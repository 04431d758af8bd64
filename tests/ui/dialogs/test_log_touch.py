"""Log a touch, as a rep does: ten seconds with the keyboard, and everything that can be said besides."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from kitdiary.domain.opportunities import Stage
from kitdiary.domain.people import Precision, TimingKind
from kitdiary.domain.touches import Channel, Direction, InsightKind, Outcome
from kitdiary.services.diary import Diary
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.log_choices import Asked, Happened
from kitdiary.ui.dialogs.log_outcome import Result
from kitdiary.ui.dialogs.log_touch import LogTouch
from kitdiary.ui.main_window import MainWindow
from kitdiary.ui.widgets.chips import Chips
from tests.ui.people import TODAY, TRAP, People
from tests.ui.qt import sweep, words

Idle = Callable[[Desk], None]
Open = Callable[..., LogTouch]


@pytest.fixture
def log(window: MainWindow, dialog: Callable[[], QWidget], qtbot: QtBot) -> Open:
    def open_it(*contact_ids: int) -> LogTouch:
        window.desk.log(contact_ids)
        found = dialog()
        assert isinstance(found, LogTouch)
        found.activateWindow()
        qtbot.waitUntil(lambda: found.isAncestorOf(QApplication.focusWidget()))
        return found

    return open_it


def press(key: Qt.Key, qtbot: QtBot, *modifiers: Qt.KeyboardModifier) -> None:
    """Press a key wherever the keyboard is."""
    where = QApplication.focusWidget()
    assert where is not None
    qtbot.keyClick(where, key, *modifiers)


def write(text: str, qtbot: QtBot) -> None:
    where = QApplication.focusWidget()
    assert where is not None
    qtbot.keyClicks(where, text)


def save(form: LogTouch, qtbot: QtBot, window: MainWindow, idle: Idle) -> None:
    qtbot.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    idle(window.desk)
    assert QApplication.activeModalWidget() is None, form.error.text()


def click(chips: Chips, key: object, qtbot: QtBot) -> None:
    qtbot.mouseClick(chips.buttons[key], Qt.MouseButton.LeftButton)


def last(diary: Diary, contact_id: int) -> object:
    return diary.cards.one(contact_id).touches[0]


# -- with the keyboard alone -----------------------------------------------------------------------


def test_a_sentence_and_ctrl_enter_log_a_call(
    log: Open, window: MainWindow, diary: Diary, ids: People, idle: Idle, qtbot: QtBot
) -> None:
    form = log(ids.trap)
    write("Wants two pallets", qtbot)
    press(Qt.Key.Key_Tab, qtbot)
    write("a faster dock", qtbot)
    save(form, qtbot, window, idle)
    card = diary.cards.one(ids.trap)
    touch = card.touches[0]
    assert (touch.channel, touch.outcome, touch.note) == (Channel.CALL, Outcome.SPOKE, "Wants two pallets")
    assert (card.insights[0].kind, card.insights[0].text) == (InsightKind.NEED, "a faster dock")
    assert diary.safety.history()[0].what == f"Logged a call with {TRAP} (spoke)"
    assert window.bar.isVisible()


def test_the_chips_are_reached_by_tab_and_chosen_by_arrows(
    log: Open, window: MainWindow, diary: Diary, ids: People, idle: Idle, qtbot: QtBot
) -> None:
    form = log(ids.trap)
    shift = Qt.KeyboardModifier.ShiftModifier
    while QApplication.focusWidget() not in form.what.buttons.values():
        press(Qt.Key.Key_Backtab, qtbot, shift)
    press(Qt.Key.Key_Right, qtbot)
    assert form.happened == Happened(Outcome.NO_ANSWER)
    press(Qt.Key.Key_Right, qtbot)
    assert form.happened == Happened(Outcome.LEFT_MESSAGE)
    while QApplication.focusWidget() not in form.channel.buttons.values():
        press(Qt.Key.Key_Backtab, qtbot, shift)
    press(Qt.Key.Key_End, qtbot)
    assert form.how is Channel.WEB
    press(Qt.Key.Key_Home, qtbot)
    while QApplication.focusWidget() not in form.what.buttons.values():
        press(Qt.Key.Key_Tab, qtbot)
    press(Qt.Key.Key_Right, qtbot)
    save(form, qtbot, window, idle)
    assert diary.cards.one(ids.trap).touches[0].outcome is Outcome.NO_ANSWER


def test_tab_goes_through_the_form_from_top_to_bottom(log: Open, ids: People, qtbot: QtBot) -> None:
    form = log(ids.trap)
    form.who.add.setFocus()
    seen = [QApplication.focusWidget()]
    while True:
        press(Qt.Key.Key_Tab, qtbot)
        if QApplication.focusWidget() in seen:
            break
        seen.append(QApplication.focusWidget())
    places = [widget.mapTo(form, widget.rect().center()) for widget in seen if widget is not None]
    rows = [place.y() // 24 for place in places]
    assert seen[0] is form.who.add
    assert seen[-1] is form.do
    assert rows == sorted(rows)
    assert len(seen) >= 14


def test_esc_closes_at_once_only_where_nothing_was_typed(log: Open, ids: People, qtbot: QtBot) -> None:
    form = log(ids.trap)
    press(Qt.Key.Key_Escape, qtbot)
    assert QApplication.activeModalWidget() is None
    form = log(ids.trap)
    write("half a sentence", qtbot)
    press(Qt.Key.Key_Escape, qtbot)
    assert form.isVisible()
    assert "Esc again" in form.error.text()
    press(Qt.Key.Key_Escape, qtbot)
    assert QApplication.activeModalWidget() is None


def test_a_name_is_text_and_nothing_else(log: Open, ids: People) -> None:
    form = log(ids.trap)
    assert TRAP in words(form)
    assert form.who.summary.textFormat() is Qt.TextFormat.PlainText


# -- the next dates ----------------------------------------------------------------------------------


def test_the_next_dates_follow_the_choice_and_are_those_after_saving(
    log: Open, window: MainWindow, diary: Diary, ids: People, idle: Idle, qtbot: QtBot
) -> None:
    form = log(ids.trap)
    spoke = form.dates.cells[0].head.text()
    click(form.what, Happened(Outcome.NO_ANSWER), qtbot)
    qtbot.waitUntil(lambda: form.dates.cells[0].head.text() != spoke)
    assert form.dates.cells[0].head.text() == "Next talk Tue 24 Nov"
    save(form, qtbot, window, idle)
    talk = diary.cards.one(ids.trap).plan.talk
    assert talk is not None
    assert talk.due_on == date(2026, 11, 24)


def test_the_next_talk_is_moved_in_the_same_save(
    log: Open, window: MainWindow, diary: Diary, ids: People, idle: Idle, qtbot: QtBot
) -> None:
    form = log(ids.trap)
    qtbot.mouseClick(form.dates.change, Qt.MouseButton.LeftButton)
    form.dates.day.show_day(date(2027, 1, 12))
    assert form.dates.cells[0].head.text() == "Next talk Tue 12 Jan 2027"
    before = len(diary.safety.history())
    save(form, qtbot, window, idle)
    talk = diary.cards.one(ids.trap).plan.talk
    assert talk is not None
    assert talk.due_on == date(2027, 1, 12)
    assert len(diary.safety.history()) == before + 1


def test_changing_ones_mind_about_moving_it(log: Open, ids: People, qtbot: QtBot) -> None:
    form = log(ids.trap)
    planned = form.dates.cells[0].head.text()
    qtbot.mouseClick(form.dates.change, Qt.MouseButton.LeftButton)
    form.dates.day.show_day(date(2027, 1, 12))
    qtbot.mouseClick(form.dates.change, Qt.MouseButton.LeftButton)
    assert form.dates.cells[0].head.text() == planned
    assert form.dates.moved() == {}


# -- what happened proposes the next step -----------------------------------------------------------


def test_asked_to_call_back_is_a_promise_and_one_undo_takes_all_back(
    log: Open, window: MainWindow, diary: Diary, ids: People, idle: Idle, qtbot: QtBot
) -> None:
    before = diary.cards.one(ids.trap)
    form = log(ids.trap)
    click(form.what, Happened(Outcome.SPOKE, Asked.CALL_BACK), qtbot)
    assert form.promise.isVisible()
    form.promise.day.show_day(date(2026, 11, 26))
    form.promise.clock.setText("9:15")
    form.promise.what.setText("call about the pallets")
    qtbot.waitUntil(lambda: form.dates.cells[0].head.text() == "Promised for Thu 26 Nov")
    assert form.dates.change.isHidden()
    save(form, qtbot, window, idle)
    promise = diary.cards.one(ids.trap).plan.promise
    assert promise is not None
    assert promise.due_at is not None
    assert f"{promise.due_at:%Y-%m-%d %H:%M}" == "2026-11-26 09:15"
    window.desk.undo()
    idle(window.desk)
    assert diary.cards.one(ids.trap) == before


def test_no_more_calls_is_kept_in_mind(
    log: Open, window: MainWindow, diary: Diary, ids: People, idle: Idle, qtbot: QtBot
) -> None:
    form = log(ids.trap)
    click(form.what, Happened(Outcome.SPOKE, Asked.NO_CALLS), qtbot)
    qtbot.waitUntil(lambda: form.dates.cells[0].head.text().startswith("Next value-add"))
    save(form, qtbot, window, idle)
    assert not diary.contacts.one(ids.trap).consent.calls


def test_a_wrong_number_is_put_right(
    log: Open, window: MainWindow, diary: Diary, ids: People, idle: Idle, qtbot: QtBot
) -> None:
    form = log(ids.priya)
    click(form.what, Happened(Outcome.WRONG_NUMBER), qtbot)
    assert "+1 303 555 0117" in form.number_part.heading.text()
    form.number.setText("+1 303 555 0199")
    save(form, qtbot, window, idle)
    phones = [(phone.value, phone.label) for phone in diary.contacts.one(ids.priya).phones]
    assert phones == [("+1 303 555 0199", ""), ("+1 303 555 0117", "wrong number")]


def test_an_email_with_something_of_the_library(
    log: Open, window: MainWindow, diary: Diary, ids: People, idle: Idle, qtbot: QtBot
) -> None:
    form = log(ids.taro)
    click(form.channel, Channel.EMAIL, qtbot)
    assert form.happened == Happened(Outcome.SENT)
    form.sent.what.setText("the audit in ten steps")
    assert form.sent.content == "The audit in ten steps"
    save(form, qtbot, window, idle)
    touch = diary.cards.one(ids.taro).touches[0]
    assert (touch.channel, touch.content_title) == (Channel.EMAIL, "The audit in ten steps")


def test_an_email_with_a_reason_in_ones_own_words(
    log: Open, window: MainWindow, diary: Diary, ids: People, idle: Idle, qtbot: QtBot
) -> None:
    form = log(ids.taro)
    click(form.channel, Channel.EMAIL, qtbot)
    form.sent.what.setText("the new customs form saves him a day")
    save(form, qtbot, window, idle)
    assert diary.cards.one(ids.taro).touches[0].why == "the new customs form saves him a day"


def test_what_came_in_may_want_a_reply(
    log: Open, window: MainWindow, diary: Diary, ids: People, idle: Idle, qtbot: QtBot
) -> None:
    form = log(ids.taro)
    assert not form.reply.isVisible()
    click(form.channel, Channel.EMAIL, qtbot)
    click(form.what, Happened(Outcome.RECEIVED), qtbot)
    assert form.reply.isVisible()
    assert not form.sent.isVisible()
    form.reply.click()
    save(form, qtbot, window, idle)
    assert diary.cards.one(ids.taro).plan.reply is not None


def test_they_called(
    log: Open, window: MainWindow, diary: Diary, ids: People, idle: Idle, qtbot: QtBot
) -> None:
    form = log(ids.taro)
    form.they.click()
    save(form, qtbot, window, idle)
    assert diary.cards.one(ids.taro).touches[0].direction is Direction.IN


# -- what came of it --------------------------------------------------------------------------------


def test_when_the_door_may_open(
    log: Open, window: MainWindow, diary: Diary, ids: People, idle: Idle, qtbot: QtBot
) -> None:
    form = log(ids.trap)
    form.when.kind.setCurrentIndex(form.when.kind.findData(TimingKind.BUDGET_ROUND))
    form.when.day.setText("Jan 2027")
    qtbot.waitUntil(lambda: "udget round" in form.dates.cells[0].why.text())
    save(form, qtbot, window, idle)
    timing = diary.contacts.one(ids.trap).timing
    assert timing is not None
    assert (timing.kind, timing.on, timing.precision, timing.recorded_on) == (
        TimingKind.BUDGET_ROUND,
        date(2027, 1, 1),
        Precision.MONTH,
        TODAY,
    )


def test_a_date_that_is_none_is_marked_and_everything_stays(
    log: Open, diary: Diary, ids: People, qtbot: QtBot
) -> None:
    before = len(diary.safety.history())
    form = log(ids.trap)
    write("She said soon", qtbot)
    form.when.kind.setCurrentIndex(1)
    form.when.day.setText("soon")
    qtbot.mouseClick(form.do, Qt.MouseButton.LeftButton)
    assert "no date" in form.error.text()
    assert form.when.day.property("wrong") == "true"
    assert QApplication.focusWidget() is form.when.day
    assert form.note.toPlainText() == "She said soon"
    assert len(diary.safety.history()) == before


def test_a_referral_adds_the_person_they_brought(
    log: Open, window: MainWindow, diary: Diary, ids: People, idle: Idle, qtbot: QtBot
) -> None:
    form = log(ids.trap)
    click(form.came.chips, Result.REFERRAL, qtbot)
    qtbot.mouseClick(form.do, Qt.MouseButton.LeftButton)
    assert "who it leads to" in form.error.text()
    form.came.referral.who.setText("Ines Neu")
    form.came.referral.company.setText("Neu AG")
    form.came.referral.reach.setText("ines@neu.example")
    save(form, qtbot, window, idle)
    new = diary.contacts.one(diary.contacts.find("Ines Neu"))
    assert new.introduced_by == ids.trap
    assert new.emails[0].value == "ines@neu.example"


def test_an_opportunity_that_came_of_it(
    log: Open, window: MainWindow, diary: Diary, ids: People, idle: Idle, qtbot: QtBot
) -> None:
    form = log(ids.trap)
    click(form.came.chips, Result.OPPORTUNITY, qtbot)
    deal = form.came.deal_part
    assert deal.currency.text() == "EUR"
    deal.title.setText("Two lorries")
    deal.value.setText("many")
    qtbot.mouseClick(form.do, Qt.MouseButton.LeftButton)
    assert deal.value.property("wrong") == "true"
    deal.value.setText("9000")
    deal.before_need.click()
    save(form, qtbot, window, idle)
    made = diary.cards.one(ids.trap).opportunities[0]
    assert (made.title, str(made.value), made.stage, made.before_need) == (
        "Two lorries",
        "9000",
        Stage.OPEN,
        True,
    )


def test_what_was_promised_can_be_ticked(
    log: Open, window: MainWindow, diary: Diary, ids: People, idle: Idle, qtbot: QtBot
) -> None:
    form = log(ids.tom)
    assert form.kept.isVisible()
    assert "send the paper on routes" in form.kept.text()
    form.kept.click()
    save(form, qtbot, window, idle)
    assert diary.cards.one(ids.tom).plan.promise is None


# -- who and when -----------------------------------------------------------------------------------


def test_with_nobody_yet_it_asks_for_people_first(
    log: Open, window: MainWindow, diary: Diary, ids: People, idle: Idle, qtbot: QtBot
) -> None:
    form = log()
    assert QApplication.focusWidget() is form.who.who
    qtbot.keyClick(form, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "Say with whom" in form.error.text()
    write("taro", qtbot)
    write(" x", qtbot)
    form.who.who.clear()
    write("Ann", qtbot)
    popup = form.who.who.completer().popup()
    qtbot.waitUntil(popup.isVisible)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert [person.contact_id for person in form.who.people] == [ids.ann]
    assert QApplication.focusWidget() is form.note
    save(form, qtbot, window, idle)
    assert diary.cards.one(ids.ann).touches[0].channel is Channel.CALL


def test_several_people_in_one_touch(
    log: Open, window: MainWindow, diary: Diary, ids: People, idle: Idle, qtbot: QtBot
) -> None:
    form = log(ids.trap, ids.taro)
    qtbot.mouseClick(form.who.add, Qt.MouseButton.LeftButton)
    form.who._pick(ids.ann, "Ann Lee")
    qtbot.mouseClick(form.dates.change, Qt.MouseButton.LeftButton)
    form.dates.day.show_day(date(2027, 2, 2))
    save(form, qtbot, window, idle)
    assert set(diary.cards.one(ids.ann).touches[0].contact_ids) == {ids.trap, ids.taro, ids.ann}
    for who in (ids.trap, ids.taro, ids.ann):
        talk = diary.cards.one(who).plan.talk
        assert talk is not None
        assert talk.due_on == date(2027, 2, 2)
    assert diary.safety.history()[0].what == "Logged a call with 3 people (spoke)"


def test_a_call_of_yesterday(
    log: Open, window: MainWindow, diary: Diary, ids: People, idle: Idle, qtbot: QtBot
) -> None:
    form = log(ids.trap)
    qtbot.mouseClick(form.who.earlier, Qt.MouseButton.LeftButton)
    form.who.day.show_day(date(2026, 11, 19))
    form.who.clock.setText("25:00")
    qtbot.mouseClick(form.do, Qt.MouseButton.LeftButton)
    assert form.who.clock.property("wrong") == "true"
    form.who.clock.setText("14:30")
    save(form, qtbot, window, idle)
    assert f"{diary.cards.one(ids.trap).touches[0].at:%Y-%m-%dT%H:%M%z}" == "2026-11-19T14:30+0100"


def test_the_future_is_refused_where_it_stands(log: Open, ids: People, qtbot: QtBot) -> None:
    form = log(ids.trap)
    qtbot.mouseClick(form.who.earlier, Qt.MouseButton.LeftButton)
    form.who.clock.setText("23:30")
    qtbot.mouseClick(form.do, Qt.MouseButton.LeftButton)
    assert "future" in form.error.text()


# -- what goes wrong --------------------------------------------------------------------------------


def test_what_the_diary_refuses_is_said_in_the_form_and_nothing_is_lost(
    log: Open, window: MainWindow, diary: Diary, ids: People, idle: Idle, qtbot: QtBot
) -> None:
    before = len(diary.safety.history())
    form = log(ids.clara)  # closed: she gets no promises
    write("She is back", qtbot)
    click(form.what, Happened(Outcome.SPOKE, Asked.CALL_BACK), qtbot)
    qtbot.mouseClick(form.do, Qt.MouseButton.LeftButton)
    idle(window.desk)
    assert "closed" in form.error.text()
    assert form.isVisible()
    assert form.note.toPlainText() == "She is back"
    assert len(diary.safety.history()) == before


def test_closed_while_it_is_saved_it_is_saved_all_the_same(
    log: Open, window: MainWindow, diary: Diary, ids: People, idle: Idle, qtbot: QtBot
) -> None:
    form = log(ids.trap)
    form.do.click()
    form.cancel.click()
    idle(window.desk)
    assert f"{diary.cards.one(ids.trap).touches[0].at:%H:%M}" == "09:40"


@pytest.mark.parametrize("channel", list(Channel))
def test_every_chip_can_be_saved(
    channel: Channel, log: Open, window: MainWindow, diary: Diary, ids: People, idle: Idle, qtbot: QtBot
) -> None:
    form = log(ids.ann)
    form.channel._choose(channel)
    chips = list(form.what.buttons)
    form.reject()
    for key in chips:
        happened = cast("Happened", key)
        form = log(ids.ann)
        form.channel._choose(channel)
        form.what._choose(happened)
        save(form, qtbot, window, idle)
        touch = diary.cards.one(ids.ann).touches[0]
        assert (touch.channel, touch.outcome) == (channel, happened.outcome)


def test_every_field_has_a_name(log: Open, ids: People) -> None:
    form = log(ids.trap)
    for field in form.findChildren(QLineEdit):
        if field.isVisible() and field.parentWidget() is not form.dates.day:
            assert field.accessibleName() or field.objectName() == "qt_spinbox_lineedit", field


def test_of_several_people_it_asks_whom_the_promise_is_to(
    log: Open, window: MainWindow, diary: Diary, ids: People, idle: Idle, qtbot: QtBot
) -> None:
    form = log(ids.trap, ids.ann)
    assert not form.about.isVisible()
    form.what._choose(Happened(Outcome.SPOKE, Asked.CALL_BACK))
    assert form.about.isVisible()
    assert form.about.contact_id == ids.trap
    form.about.setFocus()
    press(Qt.Key.Key_Down, qtbot)
    assert form.about.contact_id == ids.ann
    assert form.badge.accessibleName().startswith("Rating B")
    form.who._pick(ids.taro, "Taro")
    assert form.about.contact_id == ids.ann
    save(form, qtbot, window, idle)
    assert [one.what for one in diary.cards.one(ids.ann).promises] == ["call back"]
    assert diary.cards.one(ids.trap).promises == ()


def test_whom_a_result_is_about_is_asked_and_one_person_is_not_asked(
    log: Open, window: MainWindow, diary: Diary, ids: People, idle: Idle, qtbot: QtBot
) -> None:
    form = log(ids.trap)
    form.came.chips._choose(Result.OPPORTUNITY)
    assert not form.about.isVisible()
    form.who._pick(ids.ann, "Ann Lee")
    assert form.about.isVisible()
    form.came.chips._choose(Result.INFORMATION)
    assert not form.about.isVisible()
    form.came.chips._choose(Result.OPPORTUNITY)
    form.about.choice.setCurrentIndex(1)
    form.came.deal_part.title.setText("Two lorries")
    save(form, qtbot, window, idle)
    assert [deal.title for deal in diary.cards.one(ids.ann).opportunities] == ["Two lorries"]


@pytest.mark.parametrize("channel", [Channel.CALL, Channel.EMAIL, Channel.MEETING])
def test_what_can_have_happened_stands_in_one_row(channel: Channel, log: Open, ids: People) -> None:
    form = log(ids.ann)
    form.channel._choose(channel)
    sweep()
    tops = {made.geometry().top() for made in form.what.buttons.values()}
    assert len(tops) == 1
    assert len({made.geometry().top() for made in form.channel.buttons.values()}) == 1


def test_a_form_that_grows_stays_on_the_screen(
    log: Open, window: MainWindow, ids: People, qtbot: QtBot
) -> None:
    room = window.screen().availableGeometry()
    window.move(0, room.bottom() - 500)
    form = log(ids.trap, ids.ann)
    high = form.height()
    form.what._choose(Happened(Outcome.SPOKE, Asked.CALL_BACK))
    form.came.chips._choose(Result.OPPORTUNITY)
    qtbot.waitUntil(lambda: form.height() > high)
    assert form.geometry().bottom() <= room.bottom()
    assert form.geometry().top() >= room.top()
