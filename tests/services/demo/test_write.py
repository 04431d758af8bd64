"""The demo in a diary: one operation, planned, clean, and undone as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from pathlib import Path
from time import process_time
from zoneinfo import ZoneInfo

import pytest

from kitdiary.bootstrap import fill_with_demo, open_diary
from kitdiary.domain.errors import DiaryError
from kitdiary.services.demo import write_demo
from kitdiary.services.demo.write import WHAT, before
from kitdiary.services.diary import Diary
from kitdiary.storage import integrity, journal, undo
from kitdiary.storage.database import Store
from tests.services.demo.measure import Measured, made

ZONE = ZoneInfo("America/Denver")
NOW = datetime(2026, 11, 19, 12, 0, tzinfo=UTC)  # a working day, wherever the tests run


@pytest.fixture
def diary(tmp_path: Path) -> Iterator[Diary]:
    with open_diary(tmp_path / "demo.kitdiary", NOW) as opened:
        yield opened


def test_it_is_one_operation_and_clean(diary: Diary) -> None:
    fill_with_demo(diary)
    store = diary.context.store
    with store.read():
        history = journal.history(store)
        assert [operation.what for operation in history] == [WHAT]
        assert diary.context.people.count() == 300
        assert diary.planning.is_current()
    assert integrity.check(store) == []


def test_the_stored_agenda_is_the_one_worked_out_from_the_records(diary: Diary) -> None:
    fill_with_demo(diary)
    demo = made(diary.context.today(), diary.context.zone)
    expected = [(item.step.name, item.step.kind, item.days_late) for item in Measured(demo).agenda()]
    context = diary.context
    with context.store.read():
        due = context.steps.due(demo.today)
        names = {step.name for step in due}
        assert names == {name for name, _, _ in expected}
        assert len(due) == len(expected)
        assert context.steps.left_behind_count(demo.today) == len(Measured(demo).left_behind())
        done = Measured(demo).done()
        assert context.steps.done_on(demo.today) == (done.talks, done.value_adds)


def test_it_takes_under_three_seconds_of_work(diary: Diary) -> None:
    """Processor time, not the clock's: what else the machine does is not the demo's fault."""
    start = process_time()
    fill_with_demo(diary)
    assert process_time() - start < 3


def test_everything_arrives(diary: Diary) -> None:
    fill_with_demo(diary)
    demo = made(diary.context.today(), diary.context.zone)
    context = diary.context
    with context.store.read():
        assert set(context.stored_settings.all()) == {key for key, _ in demo.settings}
        assert context.policy == demo.policy
        for table, rows in {
            "companies": demo.companies,
            "contacts": demo.contacts,
            "content": demo.content,
            "touches": demo.touches,
            "insights": demo.insights,
            "promises": demo.promises,
            "snoozes": demo.snoozes,
            "skips": demo.skips,
            "opportunities": demo.opportunities,
        }.items():
            found = context.store.one(f"SELECT count(*) FROM {table}")
            assert found == (len(rows),), table
        priya = context.people.contact(1)
        assert priya.name == "Priya Raman"
        assert priya.phones[0].value == "+1 303 555 0142"
        assert [touch.content_title for touch in context.touches.timeline(1, 2)] == [
            None,
            "Veltra closed its Reno depot",
        ]
        introduced = context.people.contact(12)
        assert (introduced.name, introduced.introduced_by) == ("Helen Craig", 1)
        assert context.opportunities.of(12)[0].title == "Clean-trailer programme"
        assert any(insight.text == "Signs to 50k alone" for insight in context.touches.insights_of(1))


def test_a_diary_with_contacts_is_refused_and_left_as_it_was(diary: Diary) -> None:
    fill_with_demo(diary)
    with pytest.raises(DiaryError, match="holds contacts already"):
        fill_with_demo(diary)
    with diary.context.store.read():
        assert diary.context.people.count() == 300
        assert len(journal.history(diary.context.store)) == 1


def test_it_can_be_undone_as_a_whole(tmp_path: Path) -> None:
    with Store.open(tmp_path / "diary.kitdiary", create=True) as store:
        operation = write_demo(store, made(NOW.date(), ZONE), NOW)
        undo.undo(store, operation, NOW + timedelta(minutes=1))
        with store.read():
            for table in ("companies", "contacts", "touches", "insights", "content", "settings", "snoozes"):
                assert store.one(f"SELECT count(*) FROM {table}") == (0,), table


@pytest.mark.parametrize("clock", [time(0, 0, 30), time(5), time(8, 20), time(23, 59)])
def test_nothing_lies_in_the_future(clock: time) -> None:
    demo = made(date(2026, 11, 20), ZONE)
    now = datetime.combine(date(2026, 11, 20), clock, ZONE)
    moved = before(now, demo.touches)
    assert all(touch.at <= now for touch in moved)
    assert [touch.id for touch in moved] == [touch.id for touch in demo.touches]
    assert [touch.on for touch in moved] == [touch.on for touch in demo.touches]
    assert all(a.at <= b.at for a, b in pairwise(moved))
    today = sum(1 for touch in demo.touches if touch.on == demo.today)
    assert sum(1 for a, b in zip(moved, demo.touches, strict=True) if a != b) in (0, today)


def test_the_zone_of_now_need_not_be_that_of_the_demo() -> None:
    demo = made(date(2026, 11, 20), UTC)
    now = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
    assert all(touch.at <= now for touch in before(now, demo.touches))
