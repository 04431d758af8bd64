"""The rows of Today."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from kitdiary.ui.desk import Desk
from kitdiary.ui.models import agenda_model
from kitdiary.ui.models.agenda_model import AgendaModel, DoneEntry, Entry, Heading
from tests.ui.people import TODAY, TRAP, People

Idle = Callable[[Desk], None]


@pytest.fixture
def model(desk: Desk) -> AgendaModel:
    made = AgendaModel(desk, desk)
    # What it finds is a warning, and a warning fails the test.
    QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Warning, made)
    made.load()
    return made


def texts(model: AgendaModel) -> list[str]:
    return [str(model.index(row).data()) for row in range(model.rowCount())]


def test_groups_in_the_order_of_the_day(model: AgendaModel) -> None:
    assert [text for text in texts(model) if text[-1:].isdigit()] == [
        "Promised for a time 1",
        "Replies owed 1",
        "Promised 1",
        "Thanks 1",
        "The right moment 1",
        "Talks 2",
        "Value-add emails 1",
        "Done today 1",
    ]
    assert texts(model)[1] == "Priya Raman"
    assert texts(model)[-1].startswith("فاطمة")


def test_what_exceeds_the_day_comes_as_if_there_is_time(desk: Desk, model: AgendaModel) -> None:
    desk.diary.settings.set("capacity.talks", "1")
    model.load()
    assert any(text.startswith("If there is time") for text in texts(model)), texts(model)


def test_only_lines_of_the_day_can_be_selected(model: AgendaModel) -> None:
    for row in range(model.rowCount()):
        index = model.index(row)
        selectable = bool(index.flags() & Qt.ItemFlag.ItemIsSelectable)
        assert selectable == isinstance(model.row(index), Entry)
        assert (model.entry(index) is not None) == selectable
    assert model.entry(QModelIndex()) is None


def test_first_and_last_of_each_card(model: AgendaModel) -> None:
    rows = [model.row(model.index(row)) for row in range(model.rowCount())]
    for before, row, after in zip([None, *rows], rows, [*rows[1:], None], strict=False):
        if isinstance(row, Entry | DoneEntry):
            assert row.first == isinstance(before, Heading)
            assert row.last == (after is None or isinstance(after, Heading))


def test_a_screen_reader_hears_the_whole_line(model: AgendaModel, ids: People) -> None:
    spoken = model.find((ids.trap, "talk")).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == (
        f"{TRAP}, <b>Bold</b> & Sons, rated A, Last spoke 58 days ago; A is every 6 weeks, 16 days late"
    )
    done = model.index(model.rowCount() - 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "Call" in done
    assert "spoke" in done


def test_lines_are_read_by_the_page(model: AgendaModel, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agenda_model, "PAGE", 3)
    asked: list[int] = []
    agenda = model._desk.diary.agenda
    show = agenda.show
    monkeypatch.setattr(agenda, "show", lambda items, **more: asked.append(len(items)) or show(items, **more))
    entries = [entry for row in range(model.rowCount()) if (entry := model.entry(model.index(row)))]
    for entry in entries * 2:
        assert model.line(entry).item is entry.item
    assert asked == [3, 3, 2]


def test_where_a_line_is_and_what_is_next_to_one_that_is_gone(model: AgendaModel, ids: People) -> None:
    index = model.find((ids.tom, "promise"))
    assert index.data() == "Tom Reed"
    assert not model.find((ids.tom, "talk")).isValid()
    assert model.first_entry(0).data() == "Priya Raman"
    assert model.first_entry(index.row() + 1).data() == "Ann Lee"
    assert model.first_entry(model.rowCount() - 1).data() == "田中 太郎 👍"
    assert model.first_entry(10_000).data() == "田中 太郎 👍"


def test_an_empty_day(desk: Desk, model: AgendaModel, ids: People) -> None:
    for item in desk.diary.agenda.items():
        desk.diary.steps.skip(item.step.contact_id, item.step.kind, "for the test")
    model.load()
    rest = [model.row(model.index(row)) for row in range(model.rowCount())]
    assert not [row for row in rest if isinstance(row, Entry)]
    assert not model.first_entry().isValid()
    assert desk.diary.context.today() == TODAY
