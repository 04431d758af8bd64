"""What counts as a jump of the clock, as a table; and a real change of the system's zone."""

import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kitdiary.services.reminders.clock_guard import LOOK, ClockGuard, Look

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
BERLIN, TOKYO = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Tokyo")


@pytest.mark.parametrize(
    ("gone", "jumped"),
    [
        (LOOK, False),
        (timedelta(0), False),
        (LOOK + timedelta(seconds=20), False),  # a busy machine
        (LOOK + timedelta(seconds=21), True),
        (timedelta(minutes=10), True),  # a sleep
        (timedelta(hours=8), True),
        (timedelta(days=30), True),
        (LOOK - timedelta(seconds=20), False),
        (LOOK - timedelta(seconds=21), True),
        (timedelta(hours=-1), True),  # set back
        (timedelta(days=-400), True),
    ],
)
def test_a_clock_that_goes_another_way_than_the_interval_has_jumped(gone: timedelta, jumped: bool) -> None:
    looks = iter([Look(NOON, BERLIN), Look(NOON + gone, BERLIN), Look(NOON + gone + LOOK, BERLIN)])
    guard = ClockGuard(look=lambda: next(looks))
    assert guard.jumped() is jumped
    assert guard.jumped() is False  # told once


def test_another_zone_is_a_jump_and_the_change_of_summer_time_is_none() -> None:
    night = datetime(2026, 10, 25, 0, 59, 58, tzinfo=UTC)
    looks = iter([Look(night, BERLIN), Look(night + LOOK, BERLIN), Look(night + 2 * LOOK, TOKYO)])
    guard = ClockGuard(look=lambda: next(looks))
    assert [guard.jumped(), guard.jumped()] == [False, True]


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    yield monkeypatch
    monkeypatch.undo()
    time.tzset()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no TZ")
def test_the_system_s_zone_is_looked_at_each_time(zone: pytest.MonkeyPatch) -> None:
    guard = ClockGuard(timedelta(0))
    assert not guard.jumped()
    zone.setenv("TZ", "America/New_York")
    assert guard.jumped()
    assert not guard.jumped()
