"""PRODUCT §2.5: months end on their last day; what is halved or compared is taken in days."""

from datetime import date

import pytest

from kitdiary.domain.errors import InvalidInput
from kitdiary.domain.intervals import Interval, Unit, parse_interval


@pytest.mark.parametrize(
    ("start", "every", "end"),
    [
        ("2026-01-31", "1m", "2026-02-28"),
        ("2028-01-31", "1m", "2028-02-29"),
        ("2026-01-30", "1m", "2026-02-28"),
        ("2026-02-28", "1m", "2026-03-28"),
        ("2026-08-31", "6m", "2027-02-28"),
        ("2026-11-30", "3m", "2027-02-28"),
        ("2026-12-15", "1m", "2027-01-15"),
        ("2026-03-31", "1m", "2026-04-30"),
        ("2024-02-29", "12m", "2025-02-28"),
        ("2026-01-01", "24m", "2028-01-01"),
        ("2026-01-31", "6w", "2026-03-14"),
        ("2026-02-27", "2d", "2026-03-01"),
    ],
)
def test_an_interval_later(start, every, end):
    assert parse_interval(every).after(date.fromisoformat(start)) == date.fromisoformat(end)


@pytest.mark.parametrize(
    ("every", "days"),
    # 365/12 = 30.41…: 60.83, 91.25, 152.08, 182.5
    [("1m", 30), ("2m", 60), ("3m", 91), ("5m", 152), ("6m", 182), ("12m", 365), ("6w", 42), ("10d", 10)],
)
def test_length_in_days(every, days):
    assert parse_interval(every).days == days


@pytest.mark.parametrize(
    ("text", "interval"),
    [
        ("6w", Interval(6, Unit.WEEK)),
        (" 10D ", Interval(10, Unit.DAY)),
        ("3 m", Interval(3, Unit.MONTH)),
        ("none", None),
        ("NONE", None),
    ],
)
def test_reading(text, interval):
    assert parse_interval(text) == interval
    if interval is not None:
        assert parse_interval(str(interval)) == interval


@pytest.mark.parametrize(
    "text", ["", "6", "w", "6y", "-1d", "0d", "0w", "1.5w", "6w 2d", "21000d", "241m", "99999d"]
)
def test_what_is_no_interval_is_refused(text):
    with pytest.raises(InvalidInput):
        parse_interval(text)


@pytest.mark.parametrize(
    ("every", "words"), [("1w", "1 week"), ("6w", "6 weeks"), ("1m", "1 month"), ("10d", "10 days")]
)
def test_words(every, words):
    assert parse_interval(every).words == words


def test_twice_the_longest_is_the_longest():
    assert parse_interval("15m").times(2) == parse_interval("30m")
    for longest in ("240m", "1040w", "7320d"):
        assert parse_interval(longest).times(2) == parse_interval(longest)
