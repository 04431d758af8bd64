"""Reports: its figures are those of the service, its bars open their people, by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from kitdiary.domain.figures import Part, Scope
from kitdiary.domain.periods import Period, last_weeks
from kitdiary.domain.touches import Channel, Counts, Outcome
from kitdiary.services.clock import FixedClock
from kitdiary.services.diary import Diary
from kitdiary.services.touch_log import TouchDraft
from kitdiary.ui import theme
from kitdiary.ui.application import dress
from kitdiary.ui.desk import Desk
from kitdiary.ui.main_window import MainWindow
from kitdiary.ui.pages.contacts import ContactsPage
from kitdiary.ui.pages.reports import ReportsPage
from kitdiary.ui.widgets.chart_view import ChartView
from tests.ui.choosing import chooses
from tests.ui.people import NOW, TODAY, People, at
from tests.ui.qt import words

Idle = Callable[[Desk], None]


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot) -> ReportsPage:
    window.go("reports")
    found = window.page("reports")
    assert isinstance(found, ReportsPage)
    whole(qtbot, found)
    return found


def whole(qtbot: QtBot, page: ReportsPage) -> None:
    """Wait until every part has come in."""
    qtbot.waitUntil(
        lambda: page.reading is not None and not page.reading.running and len(page.found) == len(Part)
    )


def contacts(window: MainWindow) -> ContactsPage:
    found = window.page("contacts")
    assert isinstance(found, ContactsPage)
    return found


def behind(diary: Diary, name: str) -> int:
    """Somebody added long ago and never talked to."""
    diary.context.clock = FixedClock(at("2026-01-05T09:00"))
    (found,) = diary.contacts.add(name=name, rating="A", phone="+49 30 1").contact_ids
    diary.context.clock = FixedClock(NOW)
    return found


def test_the_page_shows_the_figures_of_the_service(page: ReportsPage, diary: Diary) -> None:
    figures = diary.reports.figures(last_weeks(TODAY))
    body = page.body_part
    assert body.left.figure.text() == str(figures.left_behind.count)
    assert body.talks.figure.text() == str(figures.weeks.conversations)
    assert body.on_cadence.figure.text() == f"{figures.cadence.overall.percent} %"
    assert body.times.words.text().endswith(f"{figures.arrivals.total}\u00a0÷\u00a0{figures.arrivals.first}")
    assert [bar.parts for bar in body.weeks.chart.bars()] == [
        (week.conversations, week.value_adds) for week in figures.weeks.weeks
    ]
    assert [line.person.contact_id for line in body.slipping.lines] == list(figures.slipping.ids[:5])
    assert page.subtitle.text() == "26 weeks to 20 November 2026 · everybody"


def test_ctrl_5_opens_it_and_the_side_shows_it(qtbot: QtBot, window: MainWindow) -> None:
    window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(window.stack.currentWidget(), ReportsPage)
    assert window.side.buttons["reports"].isChecked()


def test_each_bar_is_read_to_a_screen_reader_as_a_list(page: ReportsPage) -> None:
    chart = page.body_part.weeks.chart
    face = QAccessible.queryAccessibleInterface(chart)
    assert face.role() is QAccessible.Role.List
    said = [face.child(n).text(QAccessible.Text.Name) for n in range(face.childCount())]
    assert said == [bar.words for bar in chart.bars()]
    assert "conversation" in said[-1]
    assert "20 November 2026" in said[-1]


def test_the_keyboard_goes_from_bar_to_bar_and_shows_each_value(qtbot: QtBot, page: ReportsPage) -> None:
    card = page.body_part.weeks
    chart = card.chart
    whole_words = card.words.text()
    chart.setFocus()
    bars = chart.bars()
    assert card.words.text().startswith(bars[-1].words)  # the newest week first
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert card.words.text().startswith(bars[-2].words)
    qtbot.keyClick(chart, Qt.Key.Key_Home)
    assert card.words.text().startswith(bars[0].words)
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert chart.currentIndex().row() == 0
    page.hand_off.setFocus()
    assert card.words.text() == whole_words


def test_enter_on_a_bar_opens_its_people_under_a_chip_that_can_be_cleared(
    qtbot: QtBot, window: MainWindow, page: ReportsPage, diary: Diary
) -> None:
    chart = page.body_part.weeks.chart
    chart.setFocus()
    assert page.reading is not None
    asked, week = page.reading.asked, chart.bars()[-1].key
    assert asked is not None
    assert isinstance(week, Period)
    both = Counts.CONVERSATION | Counts.VALUE_ADD
    wanted = set(diary.reports.week_people(asked, week, both))
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(window.stack.currentWidget(), ContactsPage))
    found = contacts(window)
    qtbot.waitUntil(lambda: set(found.model.ids()) == wanted)
    (chip,) = found.filter.chips.chips
    assert chip.text().startswith("14 Nov to 20 November 2026")
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: found.model.rowCount() == diary.lists.contact_count())


def test_a_click_on_each_kind_of_bar_opens_somebody(
    qtbot: QtBot, window: MainWindow, page: ReportsPage
) -> None:
    for card in (page.body_part.places, page.body_part.load, page.body_part.cadence):
        row = next(n for n, bar in enumerate(card.chart.bars()) if any(bar.parts))
        page.area.ensureWidgetVisible(card)
        qtbot.mouseClick(
            card.chart.viewport(), Qt.MouseButton.LeftButton, pos=card.chart.place_of(row).center()
        )
        qtbot.waitUntil(lambda: isinstance(window.stack.currentWidget(), ContactsPage))
        qtbot.waitUntil(lambda: contacts(window).model.rowCount() > 0)
        assert contacts(window).filter.query.ids
        window.back()
        whole(qtbot, page)


def test_another_period_and_another_scope_are_read(qtbot: QtBot, page: ReportsPage, diary: Diary) -> None:
    page.show_report(4, None, Scope(("A",)))
    whole(qtbot, page)
    figures = diary.reports.figures(last_weeks(TODAY, 4), Scope(("A",)))
    assert page.body_part.talks.figure.text() == str(figures.weeks.conversations)
    assert [bar.label for bar in page.body_part.cadence.chart.bars()] == ["A"]
    assert "rating A" in page.subtitle.text()


def test_a_report_that_nobody_waits_for_any_more_is_not_shown(qtbot: QtBot, page: ReportsPage) -> None:
    first = page.reading
    page.show_report(52)
    page.show_report(4)
    assert first is not None
    assert page.found  # what was shown stays until the new figures are there
    qtbot.waitUntil(lambda: len(page.body_part.weeks.chart.bars()) == 4)
    whole(qtbot, page)
    assert len(page.body_part.weeks.chart.bars()) == 4


def test_a_touch_that_is_logged_is_counted(
    qtbot: QtBot, window: MainWindow, page: ReportsPage, diary: Diary, ids: People, idle: Idle
) -> None:
    before = int(page.body_part.talks.figure.text())
    window.desk.write(lambda: diary.log.record(TouchDraft((ids.trap,), Channel.CALL, Outcome.SPOKE, at=NOW)))
    idle(window.desk)
    qtbot.waitUntil(lambda: page.body_part.talks.figure.text() == str(before + 1))


def test_who_slips_away_is_called_and_logged(
    qtbot: QtBot, window: MainWindow, page: ReportsPage, asked: list[tuple[str, object]]
) -> None:
    line = page.body_part.slipping.lines[0]
    for made in line.buttons:
        qtbot.mouseClick(made, Qt.MouseButton.LeftButton)
    one = line.person.contact_id
    assert asked == [("call", one), ("log", (one,))]


def test_what_is_overdue_is_spread_in_place(
    qtbot: QtBot, window: MainWindow, page: ReportsPage, diary: Diary, idle: Idle
) -> None:
    body = page.body_part
    assert body.spread_it.isEnabled()
    qtbot.mouseClick(body.spread_it, Qt.MouseButton.LeftButton)
    idle(window.desk)
    qtbot.waitUntil(lambda: "pread" in window.bar.text.text())
    whole(qtbot, page)


def test_the_first_tile_leads_to_the_sweep(
    qtbot: QtBot, window: MainWindow, page: ReportsPage, diary: Diary, asked: list[tuple[str, object]]
) -> None:
    one = behind(diary, "Berta Behind")
    page.refresh(None)
    qtbot.waitUntil(lambda: page.body_part.left.figure.text() != "0" and not page.reading.running)  # type: ignore[union-attr]
    qtbot.keyClick(page.body_part.left, Qt.Key.Key_Return)
    where, people = asked[-1]
    assert where == "sweep"
    assert one in people  # type: ignore[operator]


def test_nothing_moves_while_the_parts_come_in(qtbot: QtBot, window: MainWindow) -> None:
    window.go("reports")
    page = window.page("reports")
    assert isinstance(page, ReportsPage)
    QApplication.processEvents()
    cards = [page.body_part.weeks, page.body_part.load, page.body_part.leaks, page.body_part.lists]
    before = [card.geometry().translated(card.mapTo(page.body_part, card.pos())) for card in cards]
    whole(qtbot, page)
    QApplication.processEvents()
    assert [card.geometry().translated(card.mapTo(page.body_part, card.pos())) for card in cards] == before


def test_the_target_lists_hold_under_the_model_tester(
    qtbot: QtBot, window: MainWindow, page: ReportsPage
) -> None:
    lists = page.body_part.lists
    models: list[QAbstractItemModel] = [lists.model, page.body_part.weeks.chart.model()]
    testers = [
        QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
        for model in models
    ]
    lists._show()
    page.body_part.weeks.chart.show_bars(())
    page.show_report(12)
    whole(qtbot, page)
    assert testers
    assert lists.model.index(0, 0).data() == "cold chain"
    lists.table.setFocus()
    lists.table.selectRow(0)
    qtbot.keyClick(lists.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: isinstance(window.stack.currentWidget(), ContactsPage))
    qtbot.waitUntil(lambda: contacts(window).model.rowCount() == 1)


def test_the_page_and_its_charts_are_saved(
    window: MainWindow, page: ReportsPage, tmp_path: Path, idle: Idle, monkeypatch: pytest.MonkeyPatch
) -> None:
    body, place = page.body_part, tmp_path / "page.png"
    for what, name, begins in (
        (body, "page.png", b"\x89PNG"),
        (body.weeks, "weeks.png", b"\x89PNG"),
        (body.weeks, "weeks.pdf", b"%PDF"),
    ):
        place = tmp_path / name
        chooses(monkeypatch, place)
        page._save_picture(what, "Reports")
        assert place.read_bytes().startswith(begins)
        assert str(place) in window.bar.text.text()
    chooses(monkeypatch, tmp_path / "paper.pdf")
    page._save_paper()
    idle(window.desk)
    assert (tmp_path / "paper.pdf").read_bytes().startswith(b"%PDF")
    chooses(monkeypatch, tmp_path / "no" / "chart.pdf")
    page._save_picture(body.weeks, "Weeks")
    assert "no folder" in window.bar.text.text()


def test_the_menus_name_the_periods_and_what_can_be_saved(page: ReportsPage) -> None:
    menu = QMenu()
    page._fill_periods(menu)
    named = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert named == [
        "Last 4 weeks", "Last 12 weeks", "Last 26 weeks", "Last 52 weeks", "This quarter", "This year",
        "Since the last hand-off", "From – to …",
    ]  # fmt: skip
    for action in menu.actions()[:7]:
        action.trigger()
        assert page.period().end == TODAY
    menu.clear()
    page._fill_more(menu)
    assert any(action.menu() for action in menu.actions())
    menu.deleteLater()


@pytest.mark.parametrize("contrast", [False, True])
def test_charts_are_painted_in_dark_and_in_high_contrast(
    qapp: QApplication, page: ReportsPage, contrast: bool
) -> None:
    try:
        theme.force_dark(True)
        theme.force_contrast(contrast)
        dress(qapp)
        picture = page.body_part.weeks.chart.grab().toImage()
        inks = {
            picture.pixelColor(x, y).name()
            for x in range(0, picture.width(), 3)
            for y in range(0, picture.height(), 3)
        }
        assert theme.colours().accent in inks
        assert theme.colours().chart_second in inks
    finally:
        theme.force_dark(None)
        theme.force_contrast(None)
        dress(qapp)


def test_names_are_shown_as_they_are(page: ReportsPage) -> None:
    assert "<img src=x>&Co" in words(page) or any(
        "<img" in line.person.name for line in page.body_part.slipping.lines
    )


def test_a_chart_without_bars_is_nothing_to_open(qtbot: QtBot, page: ReportsPage) -> None:
    chart: ChartView = page.body_part.weeks.chart
    chart.show_bars(())
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    assert not chart.currentIndex().isValid()
