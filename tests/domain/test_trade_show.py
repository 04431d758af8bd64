"""When somebody met at a show is followed up."""

from __future__ import annotations

from datetime import date

import pytest

from kitdiary.domain.errors import InvalidInput
from kitdiary.domain.policy import Policy
from kitdiary.domain.trade_show import Event, follow_up_day, read_event, write_event
from kitdiary.domain.workload import Load

FAIR = Event("Cold Chain Days", date(2026, 11, 18), date(2026, 11, 20), "fair", "Cold Chain Days", "B")
FRIDAY = date(2026, 11, 20)
DELIVERED = Policy()  # eight talks a day


def week_of(talks: dict[int, int], monday: int = 23) -> dict[date, Load]:
    return {date(2026, 11, monday + place): Load(count) for place, count in talks.items()}


@pytest.mark.parametrize(
    ("week", "talks", "expected"),
    [
        (1, {}, "2026-11-23"),
        (1, {0: 3, 1: 2, 2: 3, 3: 3, 4: 3}, "2026-11-24"),  # the day with the least to do
        (1, {0: 3, 1: 3, 2: 3, 3: 3, 4: 3}, "2026-11-23"),  # the first of equals
        (1, {0: 8, 1: 8, 2: 8, 3: 8, 4: 7}, "2026-11-27"),  # the last place of the week
        (1, {0: 8, 1: 8, 2: 8, 3: 8, 4: 9}, "2026-11-30"),  # full: the next week
        (3, {}, "2026-12-07"),
        (8, {}, "2027-01-11"),
    ],
)
def test_a_follow_up_is_in_its_week_where_there_is_room(
    week: int, talks: dict[int, int], expected: str
) -> None:
    assert follow_up_day(FAIR, week, week_of(talks), FRIDAY, DELIVERED).isoformat() == expected


def test_late_entries_are_not_in_the_past() -> None:
    assert follow_up_day(FAIR, 1, {}, date(2026, 11, 25), DELIVERED) == date(2026, 11, 26)
    assert follow_up_day(FAIR, 1, {}, date(2026, 12, 23), DELIVERED) == date(2026, 12, 24)


def test_forty_people_of_one_week_fill_its_days_alike() -> None:
    load: dict[date, Load] = {}
    for _ in range(43):
        day = follow_up_day(FAIR, 1, load, FRIDAY, DELIVERED)
        load[day] = Load(load.get(day, Load()).talks + 1)
    assert [load[day].talks for day in sorted(load)] == [8] * 5 + [1, 1, 1]


@pytest.mark.parametrize("week", [0, 9, -1])
def test_a_week_that_is_none_is_refused(week: int) -> None:
    with pytest.raises(InvalidInput, match="week 1 to 8"):
        follow_up_day(FAIR, week, {}, FRIDAY, DELIVERED)


def test_the_event_is_kept_and_checked() -> None:
    assert read_event(write_event(FAIR)) == FAIR
    assert Event(" Fair ", FRIDAY, FRIDAY).checked() == Event("Fair", FRIDAY, FRIDAY, source="Fair")
    with pytest.raises(InvalidInput, match="needs a name"):
        Event(" ", FRIDAY, FRIDAY).checked()
    with pytest.raises(InvalidInput, match="ends on the day"):
        Event("Fair", FRIDAY, date(2026, 11, 19)).checked()


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "3", '{"name": "x"}', '{"name": 1, "first": "x", "last": "y"}']
)
def test_what_is_no_event_is_none(text: str) -> None:
    assert read_event(text) is None
