"""The clock and the rep's zone."""

import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kitdiary.domain.errors import InvalidInput
from kitdiary.services import clock
from kitdiary.services.clock import FixedClock, SystemClock, system_zone, zone_named
from kitdiary.services.diary import Diary

NOON = datetime(2026, 7, 1, 12, tzinfo=UTC)
pytestmark = pytest.mark.skipif(not hasattr(time, "tzset"), reason="TZ is heeded where there is tzset")


@pytest.fixture(autouse=True)
def own_zone() -> Iterator[None]:
    yield
    if hasattr(time, "tzset"):
        time.tzset()


def test_the_system_clock_tells_utc_to_the_second() -> None:
    now = SystemClock().now()
    assert (now.utcoffset(), now.microsecond) == (timedelta(0), 0)
    assert abs(datetime.now(UTC) - now) < timedelta(seconds=30)


def test_a_clock_set_by_hand_stays() -> None:
    assert FixedClock(NOON.astimezone(ZoneInfo("Asia/Tokyo"))).now() == NOON
    assert FixedClock(NOON).now().tzinfo is UTC


@pytest.mark.parametrize("name", ["Mars/Olympus", "", "../../etc/passwd", "/etc/passwd", "a\0b", "Europe"])
def test_what_is_no_zone_is_refused(name: str) -> None:
    with pytest.raises(InvalidInput, match="not a time zone"):
        zone_named(name)


@pytest.mark.parametrize(
    ("name", "hours"),
    [("America/Denver", -6), (":Asia/Tokyo", 9), ("Australia/Lord_Howe", 10.5), ("UTC", 0)],
)
def test_tz_is_heeded_also_when_it_changes(monkeypatch: pytest.MonkeyPatch, name: str, hours: float) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    assert NOON.astimezone(system_zone()).utcoffset() == timedelta(hours=2)
    monkeypatch.setenv("TZ", name)
    assert NOON.astimezone(system_zone()).utcoffset() == timedelta(hours=hours)
    assert time.localtime(NOON.timestamp()).tm_hour == int(12 + hours)


def test_a_rule_in_tz_is_left_to_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "XYZ-5")
    assert NOON.astimezone(system_zone()).utcoffset() == timedelta(hours=5)
    monkeypatch.setenv("TZ", "XYZ-6")
    assert NOON.astimezone(system_zone()).utcoffset() == timedelta(hours=6)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps its zone elsewhere")
def test_the_system_s_zone_is_looked_up_anew_when_its_file_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[ZoneInfo] = []
    wanted = ["Europe/Berlin"]

    def reload() -> ZoneInfo:
        asked.append(ZoneInfo(wanted[0]))
        return asked[-1]

    files: list[tuple[object, ...]] = [(1,)]
    monkeypatch.delenv("TZ", raising=False)
    monkeypatch.setattr("tzlocal.reload_localzone", reload)
    monkeypatch.setattr(clock, "_zone_files", lambda: files[0])
    clock._local_zone.cache_clear()
    for _ in range(5):
        assert str(system_zone()) == "Europe/Berlin"
    assert len(asked) == 1
    wanted[0], files[0] = "Asia/Tokyo", (2,)
    assert str(system_zone()) == "Asia/Tokyo"
    clock._local_zone.cache_clear()


def test_the_rep_s_zone_is_the_one_set_else_the_system_s(
    diary: Diary, monkeypatch: pytest.MonkeyPatch
) -> None:
    diary.context.clock = FixedClock(NOON.replace(hour=23))
    assert diary.context.now().isoformat() == "2026-07-02T01:00:00+02:00"
    assert diary.context.today().isoformat() == "2026-07-02"
    diary.settings.set("time-zone", "none")
    monkeypatch.setenv("TZ", "America/Denver")
    assert diary.context.today().isoformat() == "2026-07-01"
