"""The rows of a timeline."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QAbstractItemModelTester

from kitdiary.domain.touches import Channel, Direction, Outcome, Touch
from kitdiary.ui.models.timeline_model import PAGE, TimelineModel
from tests.ui.people import at


class Past:
    """So many touches, newest first; counts how often it is read."""

    def __init__(self, count: int) -> None:
        start = at("2026-11-19")
        self.touches = [
            Touch(
                count - number,
                start - timedelta(days=number),
                Channel.EMAIL if number % 10 == 9 else Channel.CALL,
                Direction.OUT,
                Outcome.SENT if number % 10 == 9 else Outcome.SPOKE,
                (1,),
                "",
                f"note{number} Zoë",
                None,
                None,
                "",
                False,
            )
            for number in range(count)
        ]
        self.reads = 0

    def __call__(self, limit: int, before: Touch | None) -> Sequence[Touch]:
        self.reads += 1
        start = 0 if before is None else self.touches.index(before) + 1
        return self.touches[start : start + limit]


@pytest.fixture
def model(qapp: QObject) -> TimelineModel:
    made = TimelineModel(qapp)
    tester = QAbstractItemModelTester(made, QAbstractItemModelTester.FailureReportingMode.Warning, made)
    tester.setUseFetchMore(False)  # it would fetch inside a fetch
    return made


@pytest.fixture(autouse=True)
def gone(model: TimelineModel) -> object:
    yield
    model.deleteLater()


def test_older_ones_are_read_on_the_way_down(model: TimelineModel) -> None:
    past = Past(2 * PAGE + 30)
    model.load(past)
    assert (model.rowCount(), past.reads) == (PAGE, 1)
    model.fetchMore()
    assert model.rowCount() == 2 * PAGE
    model.fetchMore()
    assert model.rowCount() == 2 * PAGE + 30
    assert not model.canFetchMore()
    model.fetchMore()
    assert past.reads == 3


@pytest.mark.parametrize("count", [0, 1, PAGE - 1, PAGE, PAGE + 1])
def test_all_are_reached_whatever_their_number(model: TimelineModel, count: int) -> None:
    model.load(Past(count))
    while model.canFetchMore():
        model.fetchMore()
    assert [model.touch(model.index(row)).id for row in range(count)] == list(range(count, 0, -1))
    assert model.rowCount() == count


def test_words_and_channel_find_what_is_far_down(model: TimelineModel) -> None:
    past = Past(5 * PAGE)
    model.load(past)
    model.filter("NOTE450 zoe", None)
    assert [model.touch(model.index(0)).note, model.rowCount()] == ["note450 Zoë", 1]
    model.filter("", Channel.EMAIL)
    assert model.rowCount() >= PAGE // 4
    assert {model.touch(model.index(row)).channel for row in range(model.rowCount())} == {Channel.EMAIL}
    model.filter("nothing like it", None)
    assert model.rowCount() == 0
    model.filter("", None)
    assert model.rowCount() == 5 * PAGE


def test_read_again_it_is_as_long_as_it_was(model: TimelineModel) -> None:
    past = Past(3 * PAGE)
    model.load(past)
    model.fetchMore()
    model.load(past)
    assert model.rowCount() == 2 * PAGE
    assert model.canFetchMore()


def test_a_search_goes_on_after_reading_again(model: TimelineModel) -> None:
    past = Past(3 * PAGE)
    model.load(past)
    model.filter("note250", None)
    assert model.rowCount() == 1
    model.load(past)
    assert model.rowCount() == 1


def test_a_row_is_found_and_said(model: TimelineModel) -> None:
    model.load(Past(5))
    index = model.row_of(4)
    assert index.row() == 1
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "2026-11-18, Call, spoke, note1 Zoë"
    assert not model.row_of(99).isValid()
