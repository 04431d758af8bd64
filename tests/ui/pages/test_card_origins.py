"""Every figure on a person's and a company's page opens what it is made of, by click and by keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from kitdiary.services.job_changes import Departure, Successor
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.ask import Ask
from kitdiary.ui.main_window import MainWindow
from kitdiary.ui.pages.card_page import CardPage
from kitdiary.ui.pages.company import CompanyPage
from kitdiary.ui.pages.contact import ContactPage
from kitdiary.ui.widgets.facts import Link, LongLink
from kitdiary.ui.widgets.popover import Popover
from tests.ui.people import TODAY, People
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


@pytest.fixture
def company(window: MainWindow, ids: People) -> CompanyPage:
    """Northgate Foods."""
    window.go("company", window.desk.diary.contacts.one(ids.priya).company_id)
    found = window.page("company")
    assert isinstance(found, CompanyPage)
    return found


def link(of: CardPage, text: str) -> Link | LongLink:
    sweep()
    found = [*of.findChildren(Link), *of.findChildren(LongLink)]
    return next(one for one in found if one.text() == text and one.isVisible())


def press(qtbot: QtBot, of: CardPage, text: str) -> None:
    """By keyboard: Enter on the link that has the focus."""
    found = link(of, text)
    found.setFocus()
    qtbot.keyClick(found, Qt.Key.Key_Return)


def popover() -> Popover:
    found = QApplication.activePopupWidget()
    assert isinstance(found, Popover)
    return found


def menu() -> QMenu:
    found = QApplication.activePopupWidget()
    assert isinstance(found, QMenu)
    return found


def figure(of: CardPage, text: str) -> QPushButton:
    return next(one for one in of.timeline.findChildren(QPushButton) if one.text() == text)


def test_every_value_of_the_strip_opens_something(
    qtbot: QtBot, window: MainWindow, page: ContactPage, ids: People
) -> None:
    for short in ("priya", "luis", "ann", "grete", "trap", "long", "paul", "nils"):
        page.open(getattr(ids, short))
        sweep()
        for found in page.strip.findChildren(Link):
            page.timeline.clear_filter()
            found.setFocus()
            qtbot.keyClick(found, Qt.Key.Key_Return)
            popup = QApplication.activePopupWidget()
            chosen = page.timeline.chosen
            assert popup is not None or chosen is not None, (short, found.text())
            if popup is not None:
                assert len(words(popup)) > 10
                popup.close()


def test_the_promise_says_what_was_promised_and_can_be_kept(
    qtbot: QtBot, window: MainWindow, page: ContactPage, ids: People, idle: Idle
) -> None:
    press(qtbot, page, "Today 15:30")
    shown = popover()
    assert "Today 15:30: call about the pilot" in words(shown)
    kept = next(b for b in shown.findChildren(QPushButton) if b.text() == "It is kept")
    qtbot.mouseClick(kept, Qt.MouseButton.LeftButton)
    idle(window.desk)
    assert window.desk.diary.cards.one(ids.priya).promises == ()


def test_the_rhythm_names_its_rating_and_where_it_is_set(
    qtbot: QtBot, page: ContactPage, asked: Asked
) -> None:
    press(qtbot, page, "Talk 42 days · email 28 days")
    shown = popover()
    assert "Own rating A." in words(shown)
    assert "talk every 6 weeks, email every 4 weeks" in words(shown)
    how_often = next(b for b in shown.findChildren(QPushButton) if b.text().startswith("How often"))
    qtbot.mouseClick(how_often, Qt.MouseButton.LeftButton)
    assert asked == [("settings", None)]


def test_the_figures_over_the_timeline_show_what_they_count(qtbot: QtBot, page: ContactPage) -> None:
    timeline = page.timeline
    qtbot.mouseClick(figure(page, "1 conversation"), Qt.MouseButton.LeftButton)
    assert [one.conversation for one in timeline.model._shown] == [True]
    qtbot.mouseClick(figure(page, "1 value-add"), Qt.MouseButton.LeftButton)
    assert [one.conversation for one in timeline.model._shown] == [False]
    qtbot.mouseClick(figure(page, "last spoke Tue 20 Oct"), Qt.MouseButton.LeftButton)
    assert timeline.chosen is not None
    assert timeline.chosen.conversation
    qtbot.mouseClick(figure(page, "2 touches"), Qt.MouseButton.LeftButton)
    assert timeline.model.rowCount() == 2


def test_the_badge_says_where_the_rating_is_from_and_changes_it(
    qtbot: QtBot, window: MainWindow, page: ContactPage, ids: People, idle: Idle
) -> None:
    page.badge.setFocus()
    qtbot.keyClick(page.badge, Qt.Key.Key_Space)
    rows = menu().actions()
    assert rows[0].text() == "Own rating A"
    assert not rows[0].isEnabled()
    next(row for row in rows if row.text().startswith("C")).trigger()
    menu().close()
    idle(window.desk)
    assert window.desk.diary.contacts.one(ids.priya).rating == "C"


def test_consent_is_changed_by_its_menu(
    qtbot: QtBot, window: MainWindow, page: ContactPage, ids: People, idle: Idle
) -> None:
    press(qtbot, page, "calls, email, other")
    assert (menu().actions()[0].text(), menu().actions()[0].isChecked()) == ("Calls", True)
    menu().actions()[0].trigger()
    menu().close()
    idle(window.desk)
    assert not window.desk.diary.contacts.one(ids.priya).consent.calls
    assert link(page, "email, other").isVisible()


def test_best_hours_are_changed_in_place(
    qtbot: QtBot, window: MainWindow, page: ContactPage, ids: People, idle: Idle
) -> None:
    press(qtbot, page, "mornings")
    asked = QApplication.activeModalWidget()
    assert isinstance(asked, Ask)
    assert isinstance(asked.field, QLineEdit)
    assert asked.field.text() == "mornings"
    asked.field.setText("after lunch")
    qtbot.mouseClick(asked.do, Qt.MouseButton.LeftButton)
    idle(window.desk)
    assert window.desk.diary.contacts.one(ids.priya).best_hours == "after lunch"


def test_an_insight_shows_its_touch_and_the_line_under_the_name_the_company(
    qtbot: QtBot, page: ContactPage, asked: Asked
) -> None:
    press(qtbot, page, "less spoilage")
    assert page.timeline.chosen is not None
    assert page.timeline.chosen.conversation
    qtbot.mouseClick(page.subtitle, Qt.MouseButton.LeftButton)
    assert asked == [("company", page.card.company.id)]  # type: ignore[union-attr]


def test_an_opportunity_is_opened_to_be_changed(
    qtbot: QtBot, page: ContactPage, asked: Asked, ids: People
) -> None:
    page.open(ids.bo)
    press(qtbot, page, "Pilot with two lorries")
    assert asked == [("opportunity", (ids.bo, "Pilot with two lorries"))]


def test_the_menu_of_rarer_acts_is_reached_by_key(
    qtbot: QtBot, window: MainWindow, page: ContactPage, asked: Asked, ids: People
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_F10)
    rows = {row.text().split("\t")[0]: row for row in menu().actions()}
    rows["Has left Northgate Foods …"].trigger()
    menu().close()
    qtbot.keyClick(
        window, Qt.Key.Key_I, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert asked == [("leave", ids.priya), ("insights", ids.priya)]


def test_the_buttons_there_is_no_room_for_are_in_the_menu(window: MainWindow, page: ContactPage) -> None:
    def shown() -> list[str]:
        sweep()
        return [b.text() for b in page.findChildren(QPushButton) if b.isVisible()]

    assert {"Promise", "Opportunity"} <= set(shown())
    window.resize(1024, 640)
    assert not {"Promise", "Opportunity"} & set(shown())
    assert {"Promise something …", "Opportunity …"} <= {text for text, _keys, _act in page._more()}


def test_tab_goes_from_the_head_over_the_strip_and_the_timeline_to_the_cards(
    window: MainWindow, page: ContactPage, ids: People
) -> None:
    for short in ("luis", "priya"):  # what is made anew stands where it stood
        page.open(getattr(ids, short))
        sweep()
    page.badge.setFocus()
    walked = []
    for _ in range(60):
        page.window().focusNextChild()
        walked.append(QApplication.focusWidget())

    def place(of: object) -> int:
        return walked.index(of)

    strip = [place(found) for found in page.strip.findChildren(Link)]
    assert strip == sorted(strip)
    assert (
        max(strip) < place(page.timeline.words) < place(figure(page, "2 touches")) < place(page.timeline.view)
    )
    side = [place(found) for found in (*page.side.findChildren(Link), *page.side.findChildren(LongLink))]
    assert place(page.timeline.view) < min(side)
    assert place(link(page, "less spoilage")) < place(link(page, "+1 303 555 0117"))


# -- job changes -------------------------------------------------------------------------------------


def test_a_former_job_is_shown_on_both_pages_and_links_them(
    qtbot: QtBot, window: MainWindow, page: ContactPage, company: CompanyPage, asked: Asked, ids: People
) -> None:
    diary = window.desk.diary
    new = Successor(name="Sam Yu", job_title="Head of Logistics")
    window.desk.changed.emit(diary.job_changes.leave(Departure(ids.priya, TODAY, "Veltra", "", new)))
    sam = diary.contacts.find("Sam Yu")
    shown = words(company)
    assert "FORMER PEOPLE" in shown
    assert "until Nov 2026 · followed by Sam Yu" in shown
    press(qtbot, company, "Priya Raman, Head of Logistics")
    window.go("contact", ids.priya)
    sweep()
    assert "until Nov 2026" in words(page)
    press(qtbot, page, "Head of Logistics at Northgate Foods")
    press(qtbot, page, "Sam Yu")
    page.open(sam)
    press(qtbot, page, "Priya Raman")
    assert asked == [
        ("contact", ids.priya),
        ("company", company.company_id),
        ("contact", sam),
        ("contact", ids.priya),
    ]


def test_a_successor_not_known_yet_is_asked_for_and_the_entry_can_go(
    qtbot: QtBot, window: MainWindow, page: ContactPage, asked: Asked, ids: People, idle: Idle
) -> None:
    diary = window.desk.diary
    window.desk.changed.emit(diary.job_changes.leave(Departure(ids.priya, TODAY)))
    (job,) = diary.job_changes.of_contact(ids.priya)
    press(qtbot, page, "not known yet: name them")
    assert asked == [("successor", job.id)]
    more = next(
        b for b in page.side.findChildren(QPushButton) if b.accessibleName().startswith("More about Head")
    )
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    next(row for row in menu().actions() if row.text() == "Remove this entry").trigger()
    menu().close()
    idle(window.desk)
    assert "not known yet: name them" not in words(page)


def test_a_company_s_timeline_is_searched_by_name(company: CompanyPage) -> None:
    company.timeline.words.setText("reed")
    assert company.timeline.model.rowCount() == 1
    company.timeline.words.setText("raman waste")
    assert company.timeline.model.rowCount() == 1


# -- a company ---------------------------------------------------------------------------------------


def test_the_figures_of_a_company_open_their_origins(
    qtbot: QtBot, window: MainWindow, company: CompanyPage, asked: Asked, ids: People
) -> None:
    values = {found.accessibleName().split(":")[0]: found for found in company.strip.findChildren(Link)}
    qtbot.keyClick(values["People"], Qt.Key.Key_Return)
    qtbot.keyClick(values["Next step"], Qt.Key.Key_Return)
    assert asked[0] == ("contacts", {"company_id": company.company_id})
    assert asked[1][0] == "contact"
    qtbot.keyClick(values["Last conversation"], Qt.Key.Key_Return)
    assert company.timeline.chosen is not None
    assert company.timeline.chosen.note == "Promised him the paper"
    values["Rating"].setFocus()
    qtbot.keyClick(values["Rating"], Qt.Key.Key_Return)
    assert menu().actions()[0].text() == "Not rated"
    menu().close()


def test_its_open_opportunities_are_summed_and_shown(
    qtbot: QtBot, window: MainWindow, company: CompanyPage, asked: Asked, ids: People
) -> None:
    window.desk.diary.opportunities.put(ids.bo, "Second lorry", value="3000", currency="EUR")
    company.open(window.desk.diary.contacts.one(ids.bo).company_id)
    press(qtbot, company, "15,000 EUR")
    first = QApplication.focusWidget()
    assert isinstance(first, LongLink)
    qtbot.keyClick(first, Qt.Key.Key_Return)
    assert asked == [("opportunity", (ids.bo, first.text()))]


def test_a_person_of_the_company_has_left(
    qtbot: QtBot, company: CompanyPage, asked: Asked, ids: People
) -> None:
    more = next(
        b for b in company.side.findChildren(QPushButton) if b.accessibleName().startswith("More about Priya")
    )
    qtbot.mouseClick(more, Qt.MouseButton.LeftButton)
    next(row for row in menu().actions() if row.text().startswith("Has left")).trigger()
    menu().close()
    assert asked == [("leave", ids.priya)]
