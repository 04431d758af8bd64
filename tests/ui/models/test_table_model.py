"""Long lists: ids first, the rest in the reading thread, rows a page at a time."""

from __future__ import annotations

import threading
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from kitdiary.services.diary import Diary
from kitdiary.services.lists import CompanySort, ContactQuery, ContactSort
from kitdiary.ui.desk import Desk
from kitdiary.ui.models import table_model
from kitdiary.ui.models.companies_model import CompaniesModel
from kitdiary.ui.models.contacts_model import ContactsModel, due_cell, past_cell
from kitdiary.ui.models.lru import Pages
from kitdiary.ui.models.table_model import Look, TableModel
from tests.ui.people import LONG, NAMES, TODAY, TRAP, People


def on(text: str) -> date:
    return date.fromisoformat(text)


EVERYBODY = len(NAMES)


@pytest.fixture
def model(desk: Desk) -> ContactsModel:
    made = ContactsModel(desk, desk)
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Fatal, made)
    return made


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """As though a dozen were 100,000."""
    monkeypatch.setattr(table_model, "SMALL", 0)
    monkeypatch.setattr(table_model, "FIRST", 4)


def names(model: TableModel) -> list[str]:
    return [model.line(row)[1].text for row in range(model.rowCount())]


def loaded(model: TableModel, qtbot: QtBot, *, keep: bool = False) -> None:
    if table_model.SMALL:
        model.load(keep=keep)
        return
    with qtbot.waitSignal(model.loaded, timeout=10_000):
        model.load(keep=keep)


def test_a_small_diary_is_read_at_once(model: ContactsModel) -> None:
    model.load()
    assert model.is_complete
    assert sorted(names(model)) == sorted(NAMES.values())
    assert model.data(model.index(0, 1)) == names(model)[0]
    assert model.headerData(1, Qt.Orientation.Horizontal) == "Name"


def test_a_line_says_what_a_list_shows(model: ContactsModel, ids: People) -> None:
    model.load()
    columns = [column.key for column in model.columns]
    priya = dict(zip(columns, model.line(model.ids().index(ids.priya)), strict=True))
    assert (priya["rating"].text, priya["rating"].rank, priya["rating"].own) == ("A", 0, True)
    assert priya["talk"].text == "Today"  # the promise stands in place of the talk
    assert [priya[key].text for key in ("company", "city", "tags", "source", "phone", "email")] == [
        "Northgate Foods", "Denver", "cold chain", "Fair in Denver", "+1 303 555 0117",
        "priya@northgate.example",
    ]  # fmt: skip
    late = dict(zip(columns, model.line(model.ids().index(ids.trap)), strict=True))["talk"]
    assert (late.text, late.look) == ("16 days late", Look.LATE)
    clara = dict(zip(columns, model.line(model.ids().index(ids.clara)), strict=True))
    assert (clara["talk"].text, clara["name"].look) == ("Closed", Look.SOFT)
    assert clara["talk"].spoken.startswith("Closed: ")


def test_a_tooltip_shows_a_name_as_it_is(model: ContactsModel, ids: People) -> None:
    model.load()
    place = model.index(model.ids().index(ids.trap), 1)
    assert model.data(place) == TRAP
    assert model.data(place, Qt.ItemDataRole.ToolTipRole) == "<p>&lt;img src=x&gt;&amp;Co</p>"


@pytest.mark.usefixtures("large")
def test_a_large_list_comes_in_two_parts(model: ContactsModel, qtbot: QtBot) -> None:
    with qtbot.waitSignal(model.loaded, timeout=10_000):
        model.load()
        assert (model.rowCount(), model.is_complete) == (4, False)
        first = names(model)
    assert model.rowCount() == EVERYBODY
    assert names(model)[:4] == first


@pytest.mark.usefixtures("large")
def test_an_answer_that_comes_too_late_is_dropped(model: ContactsModel, qtbot: QtBot) -> None:
    model.sort_by = ContactSort.NEXT_TALK
    model.load()
    model.query = ContactQuery("lee")
    model.load()
    model.sort_by, model.query = ContactSort.NAME, ContactQuery("priya")
    loaded(model, qtbot)
    idle = threading.Event()
    model.desk.look(lambda _task: None, lambda _none: idle.set())
    qtbot.waitUntil(idle.is_set)
    assert names(model) == [NAMES["priya"]]


@pytest.mark.usefixtures("large")
def test_the_rest_is_read_now_where_it_is_needed(model: ContactsModel) -> None:
    model.load()
    model.complete()
    assert (model.rowCount(), model.is_complete) == (EVERYBODY, True)


@pytest.mark.parametrize("is_large", [False, True])
def test_order_and_filter(
    model: ContactsModel, ids: People, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, is_large: bool
) -> None:
    if is_large:
        monkeypatch.setattr(table_model, "SMALL", 0)
        monkeypatch.setattr(table_model, "FIRST", 4)
    model.sort_by, model.descending = ContactSort.NEXT_TALK, False
    loaded(model, qtbot)
    assert model.ids()[0] == ids.trap
    model.query = ContactQuery(ratings=("A",))
    loaded(model, qtbot)
    assert set(names(model)) == {NAMES["priya"], TRAP, LONG}
    loaded(model, qtbot, keep=True)
    assert set(names(model)) == {NAMES["priya"], TRAP, LONG}


def test_a_change_shows_without_a_reset(
    model: ContactsModel, diary: Diary, ids: People, qtbot: QtBot
) -> None:
    model.load()
    row = model.ids().index(ids.ann)
    diary.contacts.rate((ids.ann,), "D")
    with qtbot.assertNotEmitted(model.modelReset), qtbot.waitSignal(model.dataChanged):
        model.load(keep=True)
    assert model.line(row)[0].text == "D"


def test_who_is_gone_meanwhile_is_a_blank_line(model: ContactsModel) -> None:
    model.load()
    model._put([10_000, *model.ids()], complete=True, keep=False)
    assert model.line(0)[1].text == ""


def test_companies(desk: Desk, qtbot: QtBot) -> None:
    model = CompaniesModel(desk, desk)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal, model)
    model.load()
    found = {line[1].text: line for line in map(model.line, range(model.rowCount()))}
    rating, _, _, _, people, spoke, step, _ = found["Northgate Foods"]
    assert (rating.text, people.text, people.look) == ("", "2", Look.NUMBER)
    assert (bool(spoke.text), step.look) == (True, Look.LATE)  # Tom's paper was promised for yesterday
    model.text, model.sort_by = "ortega", CompanySort.NEXT_STEP
    model.load()
    assert names(model) == ["Ortega & Sons"]


@pytest.mark.parametrize(
    ("day", "text"),
    [
        ("2026-11-19", "1 day late"),
        ("2026-11-10", "10 days late"),
        ("2026-11-20", "Today"),
        ("2026-11-30", "Mon 30 Nov"),
        ("2026-12-24", "24 Dec"),
        ("2027-01-19", "19 Jan 2027"),
    ],
)
def test_a_day_that_is_due(day: str, text: str) -> None:
    assert due_cell(on(day), TODAY).text == text


@pytest.mark.parametrize(
    ("day", "text"), [("2026-11-19", "Yesterday"), ("2026-10-12", "12 Oct"), ("2025-10-12", "12 Oct 2025")]
)
def test_a_day_that_has_been(day: str, text: str) -> None:
    assert past_cell(on(day), TODAY).text == text


def test_no_day() -> None:
    assert (due_cell(None, TODAY).text, past_cell(None, TODAY).text) == ("", "never")


def test_pages_are_read_once_and_forgotten_in_turn() -> None:
    read: list[int] = []

    def page(start: int, stop: int) -> list[int]:
        read.append(start)
        return list(range(start, stop))

    pages: Pages[int, str] = Pages(page, str, size=10, kept=2)
    assert [pages[place] for place in (3, 9, 12, 4, 25, 3, 14)] == ["3", "9", "12", "4", "25", "3", "14"]
    assert read == [0, 10, 20, 10]
    pages.clear()
    assert pages[0] == "0"
    assert read[-1] == 0
