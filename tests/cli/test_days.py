from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from kitdiary.cli.days import local, read_day, read_moment, read_now, read_time, read_timing
from kitdiary.domain.errors import InvalidInput
from kitdiary.domain.people import Precision, TimingKind

FRIDAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-11-20", date(2026, 11, 20)),
        (" 2024-02-29 ", date(2024, 2, 29)),
        ("today", FRIDAY),
        ("Tomorrow", date(2026, 11, 21)),
        ("+3d", date(2026, 11, 23)),
        ("+2w", date(2026, 12, 4)),
        ("+1m", date(2026, 12, 20)),
        ("mon", date(2026, 11, 23)),
        ("Thursday", date(2026, 11, 26)),
        ("fri", date(2026, 11, 27)),
        ("sat", date(2026, 11, 21)),
    ],
)
def test_a_day(typed: str, meant: date) -> None:
    assert read_day(typed).on(FRIDAY) == meant


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "x",
        "2026-02-30",
        "2026-13-01",
        "20261120",
        "2026-W47-5",
        "20.11.2026",
        "+",
        "+3",
        "+0d",
        "+9999m",
        "m",
        "to",
    ],
)
def test_no_day(typed: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        read_day(typed)
    assert str(refused.value).endswith(".")


@pytest.mark.parametrize(
    ("typed", "meant"), [("14:30", time(14, 30)), ("9:05", time(9, 5)), ("00:00", time(0))]
)
def test_a_time(typed: str, meant: time) -> None:
    assert read_time(typed) == meant


@pytest.mark.parametrize("typed", ["24:00", "12:60", "14", "14.30", "", "2pm", "١٤:٣٠x"])
def test_no_time(typed: str) -> None:
    with pytest.raises(InvalidInput):
        read_time(typed)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-11-20T14:30", datetime(2026, 11, 20, 13, 30, tzinfo=UTC)),
        ("2026-11-20 14:30", datetime(2026, 11, 20, 13, 30, tzinfo=UTC)),
        ("2026-11-20T14:30:15Z", datetime(2026, 11, 20, 14, 30, 15, tzinfo=UTC)),
        ("2026-11-20T14:30+05:30", datetime(2026, 11, 20, 9, 0, tzinfo=UTC)),
        ("2026-11-20T14:30-0800", datetime(2026, 11, 20, 22, 30, tzinfo=UTC)),
        ("tomorrowT14:30", datetime(2026, 11, 21, 13, 30, tzinfo=UTC)),
        ("tueT08:00", datetime(2026, 11, 24, 7, 0, tzinfo=UTC)),
        # The hour that the change to summer time leaves out is the one after it.
        ("2027-03-28T02:30", datetime(2027, 3, 28, 1, 30, tzinfo=UTC)),
    ],
)
def test_a_moment(typed: str, meant: datetime) -> None:
    assert read_moment(typed).at(FRIDAY, ZoneInfo("Europe/Berlin")) == meant


def test_a_moment_of_a_day_alone_has_no_instant() -> None:
    moment = read_moment("+1w")
    assert moment.at(FRIDAY, UTC) is None
    assert moment.day.on(FRIDAY) == date(2026, 11, 27)


@pytest.mark.parametrize(
    "typed", ["2026-02-30T14:30", "2026-11-20T25:00", "T14:30", "2026-11-20T14:30+99:00", ""]
)
def test_no_moment(typed: str) -> None:
    with pytest.raises(InvalidInput):
        read_moment(typed)


def test_a_skipped_hour_keeps_its_zone() -> None:
    assert local(date(2027, 3, 28), time(2, 30), ZoneInfo("Europe/Berlin")).utcoffset() == timedelta(hours=2)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-11-20T09:15", datetime.fromisoformat("2026-11-20T09:15")),
        ("2026-11-20", datetime.fromisoformat("2026-11-20T09:00")),
        ("2026-11-20T09:15-05:00", datetime(2026, 11, 20, 9, 15, tzinfo=timezone(timedelta(hours=-5)))),
    ],
)
def test_the_clock_is_set(typed: str, meant: datetime) -> None:
    found = read_now(typed)
    assert (found, found.utcoffset()) == (meant, meant.utcoffset())


@pytest.mark.parametrize("typed", ["tomorrow", "fri", "0001-01-01", "9999-12-31T23:59", "2026-02-30T09:00"])
def test_the_clock_is_not_set_by_that(typed: str) -> None:
    with pytest.raises(InvalidInput):
        read_now(typed)


@pytest.mark.parametrize(
    ("typed", "on", "precision"),
    [
        ("2027-02-28", date(2027, 2, 28), Precision.DAY),
        ("2027-02", date(2027, 2, 1), Precision.MONTH),
        ("2027-Q1", date(2027, 1, 1), Precision.QUARTER),
        ("2027-q4", date(2027, 10, 1), Precision.QUARTER),
        ("2027", date(2027, 1, 1), Precision.YEAR),
    ],
)
def test_a_timing(typed: str, on: date, precision: Precision) -> None:
    timing = read_timing(TimingKind.CONTRACT_END, typed, FRIDAY)
    assert (timing.on, timing.precision, timing.recorded_on) == (on, precision, FRIDAY)


@pytest.mark.parametrize("typed", ["2027-Q5", "2027-13", "2027-02-30", "27", "soon", "2027-2", "0000"])
def test_no_timing(typed: str) -> None:
    with pytest.raises(InvalidInput):
        read_timing(TimingKind.OTHER, typed, FRIDAY)
