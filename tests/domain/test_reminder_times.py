"""When the digest of a day may be shown (PRODUCT §3), as tables. 20 November 2026 is a Friday."""

from dataclasses import replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from kitdiary.domain.policy import Policy
from kitdiary.domain.preferences import Preferences
from kitdiary.domain.reminder_times import digest_day, next_digest, paused_until
from kitdiary.domain.workdays import Workdays, workdays_of

BERLIN = ZoneInfo("Europe/Berlin")
DAYS = workdays_of(Policy())
PLAIN = Preferences()
LATE = Preferences(quiet_from=time(20), quiet_to=time(9, 30))
NIGHT_SHIFT = Preferences(day_start=time(22), quiet_from=time(20), quiet_to=time(7))
"""The start of the working day lies in quiet hours, and so does the rest of the day."""


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN)


def paused(until: str) -> Preferences:
    return replace(PLAIN, reminders_paused_until=until)


@pytest.mark.parametrize(
    ("now", "preferences", "day"),
    [
        ("2026-11-20T08:29", PLAIN, None),
        ("2026-11-20T08:30", PLAIN, "2026-11-20"),
        ("2026-11-20T23:59", PLAIN, "2026-11-20"),
        ("2026-11-21T09:00", PLAIN, None),
        ("2026-11-24T00:01", PLAIN, None),  # yesterday's is over with yesterday
        ("2026-11-20T09:29", LATE, None),
        ("2026-11-20T09:30", LATE, "2026-11-20"),
        ("2026-11-20T20:00", LATE, None),
        ("2026-11-20T22:30", NIGHT_SHIFT, None),
        ("2026-11-20T07:00", NIGHT_SHIFT, "2026-11-19"),
        ("2026-11-21T07:00", NIGHT_SHIFT, None),  # a day off
        ("2026-11-23T07:00", NIGHT_SHIFT, None),  # Sunday was one
        ("2026-11-24T07:00", NIGHT_SHIFT, "2026-11-23"),
    ],
)
def test_whose_digest_may_be_shown(now: str, preferences: Preferences, day: str | None) -> None:
    wanted = None if day is None else date.fromisoformat(day)
    assert digest_day(at(now), preferences, DAYS) == wanted


@pytest.mark.parametrize(
    ("now", "preferences", "announced", "following"),
    [
        ("2026-11-20T07:00", PLAIN, (), "2026-11-20T08:30"),
        ("2026-11-20T11:00", PLAIN, (), "2026-11-20T11:00"),  # it is late already
        ("2026-11-20T11:00", PLAIN, ("2026-11-20",), "2026-11-23T08:30"),
        ("2026-11-21T11:00", PLAIN, (), "2026-11-23T08:30"),
        ("2026-11-19T11:00", PLAIN, ("2026-11-19",), "2026-11-20T08:30"),
        ("2026-11-20T07:00", LATE, (), "2026-11-20T09:30"),
        ("2026-11-20T21:00", LATE, (), "2026-11-23T09:30"),
        ("2026-11-19T23:00", NIGHT_SHIFT, (), "2026-11-20T07:00"),
        ("2026-11-20T07:00", paused("2026-11-20T12:00+01:00"), (), "2026-11-20T12:00"),
        ("2026-11-20T07:00", paused("2026-11-21T12:00+01:00"), (), "2026-11-23T08:30"),
        ("2026-11-20T07:00", paused("2026-11-19T12:00+01:00"), (), "2026-11-20T08:30"),  # over
    ],
)
def test_when_the_next_digest_comes(
    now: str, preferences: Preferences, announced: tuple[str, ...], following: str
) -> None:
    found = next_digest(at(now), preferences, DAYS, lambda day: day.isoformat() in announced)
    assert found == at(following)
    assert found.tzinfo is BERLIN
    assert digest_day(found, preferences, DAYS) is not None


def test_in_a_year_without_a_working_day_there_is_none() -> None:
    never = Workdays(frozenset(), lambda _year: frozenset())
    assert next_digest(at("2026-11-20T07:00"), PLAIN, never, lambda _day: False) is None


def test_a_pause_is_told_in_the_zone_of_the_rep() -> None:
    until = paused_until(paused("2026-11-20T18:00+09:00"), at("2026-11-20T09:00"))
    assert until is not None
    assert until.isoformat() == "2026-11-20T10:00:00+01:00"
    assert paused_until(paused("2026-11-20T17:00+09:00"), at("2026-11-20T09:00")) is None
    assert paused_until(PLAIN, at("2026-11-20T09:00")) is None
