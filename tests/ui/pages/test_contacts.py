"""The list of contacts, as a rep uses it: typed into, filtered, sorted, several dealt with at once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from kitdiary.domain.people import Fit
from kitdiary.services.changes import Change
from kitdiary.services.clock import FixedClock
from kitdiary.services.diary import Diary
from kitdiary.services.lists import ContactQuery
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.ask import Ask
from kitdiary.ui.main_window import MainWindow
from kitdiary.ui.models import table_model
from kitdiary.ui.pages.contacts import ContactsPage
from kitdiary.ui.widgets import people_menus
from kitdiary.ui.widgets.filter_panel import FilterPanel
from tests.ui.people import NAMES, TRAP, People, at
from tests.ui.qt import sweep

Idle = Callable[[Desk], None]
Asked = list[tuple[str, object]]
EVERYBODY = len(NAMES)


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KITDIARY_CONFIG_DIR", str(tmp_path))


@pytest.fixture
def page(window: MainWindow) -> ContactsPage:
    window.go("contacts")
    found = window.page("contacts")
    assert isinstance(found, ContactsPage)
    return found


@pytest.fixture
def asked(page: ContactsPage, window: MainWindow) -> Asked:
    """Where the window is asked to go; it does not go there."""
    found: Asked = []
    window.desk.asked.disconnect(window.go)
    window.desk.asked.connect(lambda where, what: found.append((where, what)))
    return found


def names(page: ContactsPage) -> list[str]:
    return [page.model.line(row)[1].text for row in range(page.model.rowCount())]


def select(page: ContactsPage, *ids: int) -> None:
    page.view.setFocus()
    page.view.clearSelection()
    for number, one in enumerate(ids):
        where = page.view.visualRect(page.model.index(page.model.ids().index(one), 1)).center()
        held = Qt.KeyboardModifier.ControlModifier if number else Qt.KeyboardModifier.NoModifier
        click(page, where, held)


def click(
    page: ContactsPage, where: QPoint, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    QTest.mouseClick(page.view.viewport(), Qt.MouseButton.LeftButton, held, where)


def action(menu: QMenu, *path: str) -> QAction:
    """An action by the texts that lead to it."""
    for text in path:
        found = next(a for a in menu.actions() if a.text().split("\t")[0].strip() == text)
        inner = found.menu()
        menu = inner if isinstance(inner, QMenu) else menu
    return found


def popup() -> QMenu:
    found = QApplication.activePopupWidget()
    assert isinstance(found, QMenu)
    return found


def shut() -> None:
    """Close the menu, where no dialog has closed it."""
    found = QApplication.activePopupWidget()
    if found is not None:
        found.close()


# -- filter --------------------------------------------------------------------------------------------


def test_the_list_is_filtered_as_one_types(page: ContactsPage, qtbot: QtBot) -> None:
    assert page.filter.search.hasFocus()
    assert page.subtitle.text() == f"{EVERYBODY} people"
    qtbot.keyClicks(page.filter.search, "northg")
    assert names(page) == [NAMES["priya"], NAMES["tom"]]
    assert page.subtitle.text() == f"2 of {EVERYBODY} people"
    qtbot.keyClick(page.filter.search, Qt.Key.Key_Escape)
    assert len(names(page)) == EVERYBODY


def test_enter_opens_the_first_and_down_leads_into_the_list(
    page: ContactsPage, asked: Asked, ids: People, qtbot: QtBot
) -> None:
    qtbot.keyClicks(page.filter.search, "northg")
    qtbot.keyClick(page.filter.search, Qt.Key.Key_Return)
    qtbot.keyClick(page.filter.search, Qt.Key.Key_Down)
    qtbot.keyClick(page.view, Qt.Key.Key_Down)
    qtbot.keyClick(page.view, Qt.Key.Key_Return)
    assert asked == [("contact", ids.priya), ("contact", ids.tom)]


def test_today_opens_who_is_left_behind(
    page: ContactsPage, ids: People, window: MainWindow, diary: Diary
) -> None:
    diary.context.clock = FixedClock(at("2027-06-01"))
    window.go("contacts", {"left_behind": True})
    assert ids.ann in page.model.ids()
    assert page.subtitle.text() == f"{diary.overview.counts().left_behind} of {EVERYBODY} people"
    (chip,) = page.filter.chips.chips
    assert chip.text().startswith("Left behind")
    chip.click()
    assert len(names(page)) == EVERYBODY
    assert page.filter.chips.chips == []


def test_ratings_are_switched_beside_the_words(page: ContactsPage, qtbot: QtBot) -> None:
    ratings = page.filter.chips.ratings
    ratings["A"].click()
    ratings["D"].click()
    qtbot.keyClicks(page.filter.search, "cl")
    assert names(page) == [NAMES["clara"]]
    page.filter.chips.clear.click()
    assert page.filter.search.text() == ""
    assert not ratings["A"].isChecked()
    assert len(names(page)) == EVERYBODY


def test_the_panel_sets_what_else_there_is(page: ContactsPage, ids: People, qtbot: QtBot) -> None:
    qtbot.mouseClick(page.filter.button, Qt.MouseButton.LeftButton)
    panel = page.findChild(FilterPanel)
    assert panel is not None
    assert panel.talk.hasFocus()
    qtbot.waitUntil(lambda: panel.tag.findText("cold chain") >= 0)
    panel.tag.setCurrentIndex(panel.tag.findText("cold chain"))
    qtbot.keyClicks(panel.city, "den")
    assert page.model.ids() == [ids.priya]
    panel.talk.setCurrentIndex(panel.talk.findText("By a date"))
    assert page.filter.query.talk_by is not None
    panel.talk.setCurrentIndex(0)
    panel.fit.setCurrentIndex(panel.fit.findText("Yes"))
    assert page.filter.query.fit is Fit.YES
    assert (names(page), page.view.isVisible(), page.empty.isVisible()) == ([], False, True)
    assert [chip.text().split("   ")[0] for chip in page.filter.chips.chips] == [
        "Fit: Yes", "Tag cold chain", "City den",
    ]  # fmt: skip
    qtbot.keyClick(panel.city, Qt.Key.Key_Escape)
    assert not panel.isVisible()
    page.empty.button.click()
    assert len(names(page)) == EVERYBODY


def test_a_click_beside_the_panel_shuts_it(page: ContactsPage, qtbot: QtBot, window: MainWindow) -> None:
    page.filter.open_panel()
    panel = page.findChild(FilterPanel)
    assert panel is not None
    qtbot.mouseClick(panel.left_behind, Qt.MouseButton.LeftButton, pos=QPoint(8, 12))
    assert (panel.isVisible(), page.filter.query) == (True, ContactQuery(left_behind=True))
    qtbot.mouseClick(page.title, Qt.MouseButton.LeftButton)
    assert not panel.isVisible()
    page.filter.open_panel()
    window.go("today")
    assert panel.isHidden()


def test_a_filter_is_named_chosen_and_deleted(
    page: ContactsPage, ids: People, window: MainWindow, qtbot: QtBot, idle: Idle
) -> None:
    page.filter.set_query(ContactQuery(city="denver"))
    page.filter.saved.click()
    action(popup(), "Save this filter …").trigger()
    shut()
    asked = page.filter.findChild(Ask)
    assert asked is not None
    asked.do.click()
    qtbot.waitUntil(asked.wrong.isVisible)
    assert "name" in asked.wrong.text()
    assert isinstance(asked.field, QLineEdit)
    qtbot.keyClicks(asked.field, "Denver & around")
    qtbot.keyClick(asked.field, Qt.Key.Key_Return)
    idle(window.desk)
    sweep()
    page.filter.set_query(ContactQuery())
    page.filter.saved.click()
    action(popup(), "Denver && around").trigger()
    assert page.model.ids() == [ids.priya]
    action(popup(), "Delete", "Denver && around").trigger()
    shut()
    idle(window.desk)
    assert window.desk.diary.saved_filters.all() == []
    assert window.bar.undo.isVisible()


# -- order and columns ---------------------------------------------------------------------------------


def test_a_click_on_a_heading_sorts_and_is_remembered(
    page: ContactsPage, window: MainWindow, qtbot: QtBot
) -> None:
    header = page.view.horizontalHeader()

    def press(column: int) -> None:
        where = QPoint(header.sectionViewportPosition(column) + 30, header.height() // 2)
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=where)

    everybody = names(page)
    press(1)
    assert names(page) == everybody[::-1]
    press(5)
    assert names(page)[0] == TRAP  # the most overdue
    page.columns.show_column(9, shown=True)
    page.columns.show_column(2, shown=False)
    press(9)  # tags have no order
    assert page.columns.order == ("next_talk", False)
    page.columns.save()
    again = ContactsPage(window.desk)
    assert again.columns.order == ("next_talk", False)
    hidden = again.view.horizontalHeader().isSectionHidden
    assert (hidden(9), hidden(2), hidden(0)) == (False, True, False)
    again.columns.reset()
    assert (hidden(9), hidden(2)) == (True, False)
    again.deleteLater()


def test_widths_follow_the_window_until_one_is_dragged(page: ContactsPage, window: MainWindow) -> None:
    header, view = page.view.horizontalHeader(), page.view

    def shown() -> int:
        return sum(header.sectionSize(c) for c in range(header.count()))

    assert shown() == view.viewport().width()
    assert not header.isSectionHidden(6)
    window.resize(900, 600)
    assert header.isSectionHidden(6)  # gives way
    assert shown() <= view.viewport().width()
    window.resize(1280, 800)
    assert not header.isSectionHidden(6)
    header.resizeSection(1, 400)
    window.resize(1000, 700)
    assert header.sectionSize(1) == 400
    assert not header.isSectionHidden(6)


def test_columns_are_chosen_from_a_menu(page: ContactsPage) -> None:
    page.choose.click()
    action(popup(), "Phone").trigger()
    shut()
    assert not page.view.horizontalHeader().isSectionHidden(10)
    page.columns.open_menu(QPoint(0, 0))
    assert not action(popup(), "Name").isEnabled()


# -- several at once -----------------------------------------------------------------------------------


def test_a_letter_or_number_rates_those_selected(
    page: ContactsPage, ids: People, diary: Diary, window: MainWindow, qtbot: QtBot, idle: Idle
) -> None:
    select(page, ids.ann, ids.tom)
    assert page.selection.isVisible()
    assert page.selection.count.text() == "2 selected"
    qtbot.keyClick(page.view, Qt.Key.Key_C)
    idle(window.desk)
    assert [diary.contacts.one(one).rating for one in (ids.ann, ids.tom)] == ["C", "C"]
    assert page.view.selected_count() == 2
    assert window.bar.text.text() == "Rated 2 contacts C"
    qtbot.keyClick(page.view, Qt.Key.Key_1)
    idle(window.desk)
    assert diary.contacts.one(ids.tom).rating == "A"
    qtbot.keyClick(page.view, Qt.Key.Key_0)
    idle(window.desk)
    assert diary.contacts.one(ids.tom).rating is None
    qtbot.keyClick(page.view, Qt.Key.Key_Escape)
    assert page.filter.chips.isVisible()


def test_who_leaves_the_filter_hands_on_to_the_next(
    page: ContactsPage, ids: People, window: MainWindow, qtbot: QtBot, idle: Idle
) -> None:
    page.filter.chips.ratings["B"].click()
    before = page.model.ids()[:]
    select(page, before[1])
    qtbot.keyClick(page.view, Qt.Key.Key_A)
    idle(window.desk)
    assert page.model.ids() == [before[0], *before[2:]]
    assert page.view.selected_ids() == [before[2]]


def test_a_click_on_the_badge_offers_the_ratings(
    page: ContactsPage, ids: People, diary: Diary, window: MainWindow, idle: Idle
) -> None:
    click(page, page.view.visualRect(page.model.index(page.model.ids().index(ids.bo), 0)).center())
    action(popup(), "B  strong").trigger()
    shut()
    idle(window.desk)
    assert diary.contacts.one(ids.bo).rating == "B"


def test_tags_cadence_pause_and_close(
    page: ContactsPage, ids: People, diary: Diary, window: MainWindow, qtbot: QtBot, idle: Idle
) -> None:
    select(page, ids.priya, ids.ann)

    def do(button: str, *path: str) -> None:
        getattr(page.selection, button).click()
        action(popup(), *path).trigger()
        shut()
        idle(window.desk)

    do("tags", "cold chain")
    do("tags", "Take away", "cold chain")
    assert diary.contacts.one(ids.priya).tags == ()
    do("cadence", "Talk every", "2 weeks")
    do("pause", "For a month")
    do("close_them", "Left the field")
    ann = diary.contacts.one(ids.ann)
    assert (str(ann.talk_every), str(ann.paused_until)) == ("2w", "2026-12-20")
    assert ann.closed is not None
    do("close_them", "Reopen")
    do("pause", "End the pause")
    do("cadence", "Talk every", "As the rating says")
    do("tags", "Another tag …")
    asked = page.findChild(Ask)
    assert asked is not None
    qtbot.keyClicks(asked.field, "fair")
    asked.do.click()
    idle(window.desk)
    assert diary.contacts.one(ids.ann).tags == ("fair",)
    assert page.view.selected_count() == 2


def test_what_cannot_be_is_said_and_changes_nothing(
    page: ContactsPage, ids: People, diary: Diary, window: MainWindow, idle: Idle
) -> None:
    select(page, ids.clara)
    page.menus.edit({"email_every": None})  # D has no talks either
    idle(window.desk)
    assert "neither talks nor value-adds" in window.bar.text.text()
    assert diary.contacts.one(ids.clara) == diary.contacts.one(ids.clara)


def test_a_touch_with_several_and_the_context_menu(
    page: ContactsPage, asked: Asked, ids: People, qtbot: QtBot
) -> None:
    select(page, ids.tom, ids.ann)
    wanted = page.view.selected_ids()
    page.selection.log.click()
    qtbot.keyClick(page.view, Qt.Key.Key_L)
    page.view.menu_wanted.emit(QPoint(10, 10))
    action(popup(), "Log a touch").trigger()
    shut()
    assert asked == [("log", tuple(wanted))] * 3
    select(page, ids.tom)
    page.view.menu_wanted.emit(QPoint(10, 10))
    action(popup(), "Open the page").trigger()
    assert asked[-1] == ("contact", ids.tom)


def test_everybody_is_selected_also_those_not_read_yet(
    page: ContactsPage, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    monkeypatch.setattr(table_model, "SMALL", 0)
    monkeypatch.setattr(table_model, "FIRST", 4)
    page.filter.set_query(ContactQuery("x"))
    page.filter.set_query(ContactQuery())
    assert page.model.rowCount() == 4
    page.view.setFocus()
    qtbot.keyClick(page.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert page.view.selected_count() == EVERYBODY
    assert len(page.view.selected_ids()) == EVERYBODY


# -- a refresh -----------------------------------------------------------------------------------------


def test_selection_and_place_stay_when_others_write(
    page: ContactsPage, ids: People, diary: Diary, window: MainWindow, qtbot: QtBot, idle: Idle
) -> None:
    window.resize(1024, 560)
    select(page, ids.tom, ids.trap)
    bar = page.view.verticalScrollBar()
    bar.setValue(50)
    top = page.model.ids()[page.view.rowAt(0)]
    offset = page.view.rowViewportPosition(page.view.rowAt(0))
    window.desk.write(lambda: diary.contacts.add(name="Aaron First"))
    idle(window.desk)
    assert names(page)[:2].count("Aaron First") == 1
    assert set(page.view.selected_ids()) == {ids.tom, ids.trap}
    assert page.model.ids()[page.view.rowAt(0)] == top
    assert page.view.rowViewportPosition(page.view.rowAt(0)) == offset


def test_a_double_click_opens_and_home_and_end_go_to_the_ends(
    page: ContactsPage, asked: Asked, ids: People, qtbot: QtBot
) -> None:
    select(page, ids.tom)
    qtbot.keyClick(page.view, Qt.Key.Key_End)
    assert page.view.current_id() == page.model.ids()[-1]
    qtbot.keyClick(page.view, Qt.Key.Key_Home)
    assert page.view.current_id() == page.model.ids()[0]
    where = page.view.visualRect(page.model.index(0, 1)).center()
    qtbot.mouseDClick(page.view.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert asked == [("contact", page.model.ids()[0])]


def test_an_empty_diary_says_what_to_do(
    page: ContactsPage, asked: Asked, diary: Diary, window: MainWindow
) -> None:
    with diary.context.store.operation("Emptied", diary.context.now()):
        for table in ("touch_contacts", "insights", "promises", "snoozes", "skips", "opportunities"):
            diary.context.store.execute(f"DELETE FROM {table}")
        diary.context.store.execute("UPDATE contacts SET introduced_by = NULL")
        for table in ("contact_emails", "contact_phones", "contact_tags", "contacts"):
            diary.context.store.execute(f"DELETE FROM {table}")
    page.refresh(None)
    assert page.empty.isVisible()
    assert "Bring the address book you have" in page.empty.text.text()
    assert "kitdiary demo" in page.empty.text.text()
    page.empty.button.click()
    page.add.click()
    page.bring.click()
    assert asked == [("import", None), ("add-contact", None), ("import", None)]


# -- typed lengths, and who is near ------------------------------------------------------------------


def type_into(choice: QWidget, text: str, qtbot: QtBot) -> None:
    """Type over what a choice holds and leave it."""
    assert isinstance(choice, QComboBox)
    field = choice.lineEdit()
    assert field is not None
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Tab)


def test_a_length_is_typed_where_none_offered_fits(page: ContactsPage, qtbot: QtBot) -> None:
    page.filter.open_panel()
    panel = page.findChild(FilterPanel)
    assert panel is not None
    type_into(panel.silent, "45", qtbot)
    type_into(panel.timing, "3 months", qtbot)
    type_into(panel.talk, "5 Dec 2026", qtbot)
    query = page.filter.query
    assert (query.silent_days, query.timing_within, query.talk_within) == (45, 91, 15)
    assert panel.silent.currentText() == "45 days"
    type_into(panel.silent, "a while", qtbot)
    assert panel.silent.property("wrong") == "true"
    assert page.filter.query.silent_days == 45
    type_into(panel.silent, "60 days", qtbot)
    assert panel.silent.property("wrong") != "true"
    assert page.filter.query.silent_days == 60
    panel.silent.setCurrentIndex(0)
    assert page.filter.query.silent_days is None


def test_a_rep_in_leeds_sees_who_is_near_and_due(
    page: ContactsPage, window: MainWindow, diary: Diary, ids: People, qtbot: QtBot, idle: Idle
) -> None:
    diary.contacts.edit((ids.trap,), city="Leeds", postcode="LS1 4AP", country="GB")  # 16 days late
    diary.contacts.edit((ids.taro,), city="Leeds", postcode="LS2 7DJ", country="GB")  # no talk due
    diary.contacts.edit((ids.long,), city="York", postcode="YO1 7HH", country="GB")  # due elsewhere
    window.go("contacts", "near")
    qtbot.waitUntil(lambda: (p := page.findChild(FilterPanel)) is not None and p.city.hasFocus())
    panel = page.findChild(FilterPanel)
    assert panel is not None
    qtbot.keyClicks(panel.city, "leeds")
    assert page.model.ids() == [ids.trap]
    panel.city.clear()
    qtbot.keyClicks(panel.postcode, "ls1")
    assert page.model.ids() == [ids.trap]
    panel.postcode.clear()
    qtbot.waitUntil(lambda: panel.country.findText("GB") >= 0)
    panel.country.setCurrentIndex(panel.country.findText("GB"))
    assert set(page.model.ids()) == {ids.trap, ids.long}
    qtbot.keyClicks(panel.city, "leeds")
    near = page.filter.query
    window.desk.write(lambda: diary.saved_filters.save("Leeds on Thursday", near))
    idle(window.desk)
    page.filter.set_query(ContactQuery())
    assert len(page.model.ids()) > 2
    page.filter.set_query(diary.saved_filters.all()[0].query)
    assert page.model.ids() == [ids.trap]
    diary.context.clock = FixedClock(at("2026-12-01T09:00"))  # days of a saved filter are counted anew
    page.mark_stale()
    assert page.filter.query == near


def test_many_people_are_changed_with_progress_and_can_be_stopped(
    page: ContactsPage,
    window: MainWindow,
    diary: Diary,
    idle: Idle,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(people_menus, "_MANY", 5)
    desk, rated = window.desk, []
    begun, go_on = threading.Event(), threading.Event()
    rate = type(diary.contacts).rate

    def slow(self: object, ids: object, code: object, progress: Callable[[int, int], bool]) -> Change:
        def held(done: int, total: int) -> bool:
            begun.set()
            go_on.wait(10)
            return progress(done, total)

        rated.append(code)
        return rate(diary.contacts, ids, code, held)  # type: ignore[arg-type]

    monkeypatch.setattr(type(diary.contacts), "rate", slow)
    before = {row.contact_id: row.rating for row in diary.lists.contact_rows(page.model.ids())}
    page.view.selectAll()
    page.menus.rate("D")
    qtbot.waitUntil(begun.is_set)
    assert window.bar.text.text() == f"Changing {EVERYBODY} people …"
    qtbot.mouseClick(window.bar.cancel, Qt.MouseButton.LeftButton)
    go_on.set()
    idle(desk)
    assert window.bar.text.text() == "Stopped: nothing was changed."
    assert {row.contact_id: row.rating for row in diary.lists.contact_rows(tuple(before))} == before
    page.menus.rate("D")
    idle(desk)
    assert window.bar.text.text() == f"Rated {EVERYBODY} contacts D"
    assert window.bar.undo.isVisible()
