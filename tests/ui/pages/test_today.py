"""Today, as a rep uses it: by keys, by mouse, and while others write."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from kitdiary.bootstrap import open_diary
from kitdiary.domain.prompts import Topic
from kitdiary.domain.steps import StepKind
from kitdiary.domain.touches import InsightKind
from kitdiary.services.clock import FixedClock
from kitdiary.services.diary import Diary
from kitdiary.ui.delegates.agenda_delegate import Act
from kitdiary.ui.delegates.agenda_shapes import in_lines
from kitdiary.ui.desk import Desk
from kitdiary.ui.main_window import MainWindow
from kitdiary.ui.models.agenda_model import DoneEntry
from kitdiary.ui.pages.today import TodayPage
from kitdiary.ui.shell import make_window
from tests.ui.people import BERLIN, LONG, TODAY, TRAP, People
from tests.ui.qt import sweep, words

Idle = Callable[[Desk], None]
Asked = list[tuple[str, object]]


@pytest.fixture
def today(window: MainWindow) -> TodayPage:
    page = window.page("today")
    assert isinstance(page, TodayPage)
    return page


def choose(page: TodayPage, contact_id: int) -> None:
    for row in range(page.model.rowCount()):
        entry = page.model.entry(page.model.index(row))
        if entry is not None and entry.item.step.contact_id == contact_id:
            page.view.setCurrentIndex(page.model.index(row))
            return
    pytest.fail(f"nothing is due with {contact_id}")


def chosen(page: TodayPage) -> str:
    entry = page.view.entry()
    return "" if entry is None else entry.item.step.name


def brief_text(page: TodayPage) -> str:
    inner = page.brief._scroll.widget()
    return "\n".join(label.text() for label in inner.findChildren(QLabel))


def button_of(page: TodayPage, act: Act) -> QPoint:
    """The middle of a painted button of the chosen line."""
    entry = page.view.entry()
    assert entry is not None
    index = page.view.currentIndex()
    page.view.scrollTo(index)
    rect = page.view.visualRect(index)
    return page.view._painter.buttons(rect)[act].center()


def menu() -> QMenu:
    found = QApplication.activePopupWidget()
    assert isinstance(found, QMenu)
    return found


def entry_of(of: QMenu, text: str) -> object:
    return next(action for action in of.actions() if action.text().startswith(text))


# -- what is shown -----------------------------------------------------------------------------------


def test_the_day_the_counts_and_the_first_person(today: TodayPage) -> None:
    assert today.title.text() == "Friday 20 November"
    assert today.subtitle.text() == "8 due, 1 done"
    assert today.left.text() == "· nobody left behind"
    assert not today.left.isEnabled()
    assert chosen(today) == "Priya Raman"
    assert today.view.hasFocus()
    assert "less spoilage" in brief_text(today)


def test_the_brief_follows_the_choice(qtbot: QtBot, today: TodayPage) -> None:
    qtbot.keyClick(today.view, Qt.Key.Key_Down)
    assert chosen(today) == "Luis Ortega"
    names = [b.text() for b in today.brief.findChildren(QPushButton) if b.property("look") == "person"]
    assert "Luis Ortega" in names
    assert "Asks for two references" in brief_text(today)


def test_the_arrows_pass_over_headings_to_the_end_and_back(qtbot: QtBot, today: TodayPage) -> None:
    seen = [chosen(today)]
    for _ in range(12):
        qtbot.keyClick(today.view, Qt.Key.Key_Down)
        seen.append(chosen(today))
    assert len(set(seen)) == 8
    assert "" not in seen
    assert chosen(today) == "田中 太郎 👍"
    qtbot.keyClick(today.view, Qt.Key.Key_Home)
    assert chosen(today) == "Priya Raman"


def test_an_empty_diary_says_what_to_do(
    window: MainWindow, today: TodayPage, idle: Idle, diary: object
) -> None:
    desk = window.desk
    for item in desk.diary.agenda.items():
        desk.diary.steps.skip(item.step.contact_id, item.step.kind, "for the test")
    today.mark_stale()
    assert today.subtitle.text().startswith("0 due")
    assert today.view.isVisible()  # what was done today is still shown
    window.desk.diary.context.clock = FixedClock(datetime(2026, 11, 21, 9, 0, tzinfo=BERLIN))
    today.mark_stale()
    for item in desk.diary.agenda.items():
        desk.diary.steps.skip(item.step.contact_id, item.step.kind, "for the test")
    today.mark_stale()
    assert today.model.rowCount() == 0
    assert today.empty.isVisible()
    assert not today.brief.isVisible()
    assert "Nothing is due" in words(today)
    today.empty.button.click()
    assert window.stack.currentWidget() is window.page("contacts")


def test_the_first_run_offers_to_import_and_to_add(
    qapp: QApplication, tmp_path: Path, qtbot: QtBot, settings: QSettings
) -> None:
    asked: Asked = []
    with open_diary(tmp_path / "new.kitdiary") as diary:
        window, desk = make_window(diary, settings)
        desk.asked.disconnect(window.go)
        desk.asked.connect(lambda where, what: asked.append((where, what)))
        window.show()
        window.go("today")
        today = window.page("today")
        assert isinstance(today, TodayPage)
        assert "Your diary is empty" in words(today)
        today.empty.button.click()
        today.empty.other.click()
        assert asked == [("import", None), ("add-contact", None)]
        desk.close()
        window.close()
        window.deleteLater()
        desk.deleteLater()
        sweep()


def test_people_left_behind_open_their_list(
    qtbot: QtBot, window: MainWindow, today: TodayPage, asked: Asked, idle: Idle
) -> None:
    window.desk.diary.context.clock = FixedClock(datetime(2028, 11, 20, 9, 0, tzinfo=BERLIN))
    today.mark_stale()
    idle(window.desk)
    assert "left behind" not in today.subtitle.text()
    assert "left behind" in today.left.text()
    qtbot.mouseClick(today.left, Qt.MouseButton.LeftButton)
    assert asked == [("contacts", {"left_behind": True})]


def test_a_small_window_has_the_list_alone(window: MainWindow, today: TodayPage, qtbot: QtBot) -> None:
    assert today.brief.isVisible()
    window.resize(860, 560)
    assert not today.brief.isVisible()
    window.resize(1024, 640)
    assert today.brief.isVisible()


# -- keys --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "key", "where", "what"),
    [
        ("priya", Qt.Key.Key_Return, "log", lambda one: (one,)),
        ("priya", Qt.Key.Key_L, "log", lambda one: (one,)),
        ("priya", Qt.Key.Key_W, "write", lambda one: one),
        ("priya", Qt.Key.Key_C, "call", lambda one: one),
        ("priya", Qt.Key.Key_P, "promise", lambda one: one),
        ("priya", Qt.Key.Key_O, "contact", lambda one: one),
        ("priya", Qt.Key.Key_K, "skip", lambda one: (one, "promise")),
        ("luis", Qt.Key.Key_Enter, "log", lambda one: (one,)),
        ("luis", Qt.Key.Key_A, "log", lambda one: (one,)),
        ("ann", Qt.Key.Key_Return, "write", lambda one: (one, "thanks")),
        ("taro", Qt.Key.Key_Return, "write", lambda one: one),
        ("grete", Qt.Key.Key_Return, "log", lambda one: (one,)),
    ],
)
def test_each_act_has_a_key(
    qtbot: QtBot,
    today: TodayPage,
    asked: Asked,
    ids: People,
    who: str,
    key: Qt.Key,
    where: str,
    what: Callable[[int], object],
) -> None:
    one = getattr(ids, who)
    choose(today, one)
    qtbot.keyClick(today.view, key)
    assert asked == [(where, what(one))]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_D])
def test_a_promise_is_ticked_and_undone(
    qtbot: QtBot, window: MainWindow, today: TodayPage, ids: People, idle: Idle, key: Qt.Key
) -> None:
    choose(today, ids.tom)
    qtbot.keyClick(today.view, key)
    idle(window.desk)
    assert "Tom Reed" not in [item.step.name for item in window.desk.diary.agenda.items()]
    assert "Kept the promise to Tom Reed" in window.bar.text.text()
    assert chosen(today) == "Ann Lee"  # the next line, where the finger already is
    assert today.subtitle.text().startswith("7 due")
    qtbot.mouseClick(window.bar.undo, Qt.MouseButton.LeftButton)
    idle(window.desk)
    assert today.subtitle.text().startswith("8 due")


def test_snoozing_by_key(qtbot: QtBot, window: MainWindow, today: TodayPage, ids: People, idle: Idle) -> None:
    choose(today, ids.long)
    qtbot.keyClick(today.view, Qt.Key.Key_S)
    found = menu()
    texts = [action.text() for action in found.actions()]
    assert texts[:4] == ["Later today, 11:00", "Tomorrow", "Next week, Mon 23 Nov", "In two weeks, Fri 4 Dec"]
    entry_of(found, "Next week").trigger()  # type: ignore[attr-defined]
    found.close()
    idle(window.desk)
    assert ids.long not in [item.step.contact_id for item in window.desk.diary.agenda.items()]
    later = window.desk.diary.agenda.items(date(2026, 11, 23))
    assert ids.long in [item.step.contact_id for item in later]


def test_later_today_stays_on_the_list_with_its_hour(
    qtbot: QtBot, window: MainWindow, today: TodayPage, ids: People, idle: Idle
) -> None:
    choose(today, ids.long)
    qtbot.keyClick(today.view, Qt.Key.Key_S)
    entry_of(menu(), "Later today").trigger()  # type: ignore[attr-defined]
    menu().close()
    idle(window.desk)
    choose(today, ids.long)
    entry = today.view.entry()
    assert entry is not None
    assert entry.item.step.due_at is not None


# -- the mouse ---------------------------------------------------------------------------------------


def test_the_painted_buttons(qtbot: QtBot, today: TodayPage, asked: Asked, ids: People) -> None:
    choose(today, ids.luis)
    qtbot.mouseClick(today.view.viewport(), Qt.MouseButton.LeftButton, pos=button_of(today, Act.MAIN))
    assert asked == [("log", (ids.luis,))]
    qtbot.mouseClick(today.view.viewport(), Qt.MouseButton.LeftButton, pos=button_of(today, Act.SNOOZE))
    assert [a.text() for a in menu().actions()][1] == "Tomorrow"


def test_a_button_is_pressed_only_where_it_was_pressed(
    qtbot: QtBot, today: TodayPage, asked: Asked, ids: People
) -> None:
    choose(today, ids.luis)
    place = button_of(today, Act.MAIN)
    viewport = today.view.viewport()
    qtbot.mousePress(viewport, Qt.MouseButton.LeftButton, pos=place + QPoint(-300, 0))
    qtbot.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=place)
    assert asked == []


def test_a_line_is_chosen_by_click_and_opened_by_double_click(
    qtbot: QtBot, today: TodayPage, asked: Asked, ids: People
) -> None:
    rect = today.view.visualRect(today.model.find((ids.tom, "promise")))
    place = rect.topLeft() + QPoint(80, 20)
    qtbot.mouseClick(today.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen(today) == "Tom Reed"
    assert asked == []
    qtbot.mouseDClick(today.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert asked == [("contact", ids.tom)]


def test_a_double_click_on_a_button_acts_once(
    qtbot: QtBot, window: MainWindow, today: TodayPage, ids: People, idle: Idle
) -> None:
    choose(today, ids.tom)
    failed: list[str] = []
    window.desk.failed.connect(failed.append)
    place = button_of(today, Act.MAIN)
    qtbot.mouseClick(today.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.mouseDClick(today.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    idle(window.desk)
    assert failed == []
    assert "Kept the promise" in window.bar.text.text()


def test_the_menu_of_a_line(
    qtbot: QtBot, window: MainWindow, today: TodayPage, asked: Asked, ids: People
) -> None:
    choose(today, ids.tom)
    today._act("menu", today.view.entry())
    texts = [action.text().split("\t")[0] for action in menu().actions() if action.text()]
    assert texts == [
        "Kept",
        "Log a touch",
        "Write",
        "Call",
        "Promise something",
        "Raised a hand: on top of today",
        "Snooze",
        "Calendar",
        "Skip",
        "Open the page",
    ]
    entry_of(menu(), "Open the page").trigger()  # type: ignore[attr-defined]
    assert asked == [("contact", ids.tom)]


def test_the_brief_opens_the_page_and_writes(
    qtbot: QtBot, today: TodayPage, asked: Asked, ids: People
) -> None:
    choose(today, ids.priya)
    buttons = {b.text(): b for b in today.brief.findChildren(QPushButton) if b.isVisible()}
    qtbot.mouseClick(buttons["Write"], Qt.MouseButton.LeftButton)
    qtbot.mouseClick(buttons["Priya Raman"], Qt.MouseButton.LeftButton)
    assert asked == [("write", ids.priya), ("contact", ids.priya)]


# -- changes -----------------------------------------------------------------------------------------


def test_a_change_keeps_selection_and_scroll_position(
    window: MainWindow, today: TodayPage, ids: People, idle: Idle
) -> None:
    window.resize(1024, 560)
    choose(today, ids.long)
    bar = today.view.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    before = bar.value()
    assert before > 0
    window.desk.write(lambda: window.desk.diary.contacts.rate((ids.bo,), "D"))
    idle(window.desk)
    assert chosen(today) == LONG
    assert bar.value() == before


def test_what_is_logged_goes_to_done(window: MainWindow, today: TodayPage, ids: People, idle: Idle) -> None:
    from kitdiary.domain.touches import Channel, Outcome
    from kitdiary.services.touch_log import TouchDraft

    desk = window.desk
    desk.write(lambda: desk.diary.log.record(TouchDraft((ids.trap,), Channel.CALL, Outcome.SPOKE)))
    idle(desk)
    rows = [today.model.row(today.model.index(row)) for row in range(today.model.rowCount())]
    assert TRAP in [row.names for row in rows if isinstance(row, DoneEntry)]
    assert today.subtitle.text().startswith("7 due, 2 done")


def test_midnight_turns_the_page(window: MainWindow, today: TodayPage) -> None:
    window.desk.diary.context.clock = FixedClock(datetime(2026, 11, 23, 0, 1, tzinfo=BERLIN))
    today._tick()
    assert today.title.text() == "Monday 23 November"


def test_in_a_small_window_a_reason_has_two_lines(window: MainWindow, today: TodayPage, ids: People) -> None:
    index = today.model.find((ids.trap, StepKind.TALK))
    high = today.view.visualRect(index).height()
    window.resize(1024, 640)
    sweep()
    assert today.view.visualRect(index).height() > high
    window.resize(1280, 800)
    sweep()
    assert today.view.visualRect(index).height() == high


def test_a_text_in_lines_keeps_every_word_or_says_that_it_goes_on(qapp: QApplication) -> None:
    text = "An opportunity with Jill Marsh, who came through them, opened yesterday: say thanks"
    assert " ".join(in_lines(text, 350, 2)) == text
    assert in_lines("short", 350, 2) == ["short"]
    assert in_lines(text, 120, 2)[1].endswith("…")
    assert in_lines(text, 120, 1)[0].endswith("…")


def test_a_raised_hand_is_one_key_and_comes_first_with_its_brief(
    qtbot: QtBot, window: MainWindow, today: TodayPage, diary: Diary, ids: People, idle: Idle
) -> None:
    choose(today, ids.taro)
    qtbot.keyClick(today.view, Qt.Key.Key_H)
    idle(window.desk)
    assert diary.agenda.items()[0].step.contact_id == ids.taro
    entry = today.view.entry()
    assert entry is not None
    assert (entry.item.step.contact_id, entry.item.step.kind) == (ids.taro, StepKind.PROMISE)
    assert today.brief.isVisible()


def test_the_brief_says_what_to_ask_and_what_to_leave_alone(
    today: TodayPage, diary: Diary, ids: People
) -> None:
    diary.corrections.add_insight(ids.priya, InsightKind.CANNOT, "no second supplier")
    diary.contacts.edit((ids.priya,), email_allowed=False)
    today.brief.show_brief(diary.briefs.of(ids.priya), TODAY)
    said = brief_text(today)
    assert "They said “less spoilage” (31 days ago): ask how it is now" in said
    assert diary.prompts.first(Topic.FRUSTRATION) in said
    assert "NOT TO BRING UP" in said
    assert "Asked for no email" in said
    assert "no second supplier" in said
