"""Days and times as people type them: ``2026-11-20``, ``today``, ``fri``, ``+3d``, ``2026-11-20T14:30``.

Read before the diary is opened, so that a date that does not exist costs nothing; made a date once the
rep's today is known.
"""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

from kitdiary.domain.errors import InvalidInput
from kitdiary.domain.intervals import Interval, parse_interval
from kitdiary.domain.people import Timing, TimingKind
from kitdiary.domain.rough_dates import read_rough

_HOW = "write it like 2026-11-20, or today, tomorrow, mon to sun, +3d, +2w"
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}))?")
_WITH_TIME = re.compile(r"(.+?)[Tt ](\d{1,2}:\d{2}(?::\d{2})?)\s*(Z|[+-]\d{2}:?\d{2})?")
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
NOON = time(12)


def _shown(text: str) -> str:
    return f"“{text[:40]}{'…' if len(text) > 40 else ''}”"


@dataclass(frozen=True, slots=True)
class Day:
    """A day as typed: a date, an interval from today (None: today), or the next of a weekday."""

    fixed: date | None = None
    ahead: Interval | None = None
    weekday: int | None = None

    def on(self, today: date) -> date:
        """The date it means when today is ``today``; a weekday is always a later day than today."""
        if self.fixed is not None:
            return self.fixed
        if self.weekday is not None:
            return today + timedelta(days=(self.weekday - today.weekday() - 1) % 7 + 1)
        return today if self.ahead is None else self.ahead.after(today)


@dataclass(frozen=True, slots=True)
class Moment:
    """A day as typed, perhaps with a time, perhaps with that time's offset."""

    day: Day
    clock: time | None = None

    def at(self, today: date, zone: tzinfo) -> datetime | None:
        """The instant, in the rep's zone where none was typed; None for a day only."""
        if self.clock is None:
            return None
        return local(self.day.on(today), self.clock, zone)


def local(day: date, clock: time, zone: tzinfo) -> datetime:
    """The instant of a local time; one that a clock change leaves out is the hour after it."""
    typed = datetime.combine(day, clock, clock.tzinfo or zone)
    return typed if clock.tzinfo else typed.astimezone(UTC).astimezone(zone)


def read_day(text: str) -> Day:
    """A day. InvalidInput for a date that does not exist and for anything that is none."""
    wanted = text.strip().lower()
    if wanted in ("today", "now"):
        return Day()
    if wanted == "tomorrow":
        return Day(ahead=parse_interval("1d"))
    if wanted.startswith("+"):
        try:
            return Day(ahead=parse_interval(wanted[1:]))
        except InvalidInput:
            raise InvalidInput(
                f"{_shown(text)} is not a length of time: write it like +3d, +2w or +1m."
            ) from None
    if len(wanted) >= 3:
        for number, name in enumerate(_WEEKDAYS):
            if name.startswith(wanted):
                return Day(weekday=number)
    if _ISO.fullmatch(wanted) is None:
        raise InvalidInput(f"{_shown(text)} is not a date: {_HOW}.")
    try:
        return Day(date.fromisoformat(wanted))
    except ValueError:
        raise InvalidInput(f"There is no day {_shown(text)} in the calendar: {_HOW}.") from None


def read_time(text: str) -> time:
    """A time of day, ``14:30``."""
    found = _CLOCK.fullmatch(text.strip())
    if found is not None and int(found[1]) < 24 and int(found[2]) < 60 and int(found[3] or 0) < 60:
        return time(int(found[1]), int(found[2]), int(found[3] or 0))
    raise InvalidInput(f"{_shown(text)} is not a time of day: write it like 14:30.")


def read_moment(text: str) -> Moment:
    """A day, or a day with a time: ``2026-11-20T14:30``, with an offset such as ``+01:00`` if it has one."""
    found = _WITH_TIME.fullmatch(text.strip())
    if found is None:
        return Moment(read_day(text))
    return Moment(read_day(found[1]), read_time(found[2]).replace(tzinfo=_offset(found[3], text)))


def _offset(text: str | None, whole: str) -> tzinfo | None:
    if text is None:
        return None
    if text == "Z":
        return UTC
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    if minutes >= 24 * 60 or int(text[-2:]) > 59:
        raise InvalidInput(
            f"{_shown(whole)} has no offset that exists: write it like 2026-11-20T14:30+01:00."
        )
    return timezone(timedelta(minutes=minutes if text[0] == "+" else -minutes))


def read_now(text: str) -> datetime:
    """What ``--now`` sets the clock to; naive without an offset, nine in the morning for a date alone."""
    moment = read_moment(text)
    if moment.day.fixed is None or not _FIRST_YEAR <= moment.day.fixed.year <= _LAST_YEAR:
        raise InvalidInput(f"{_shown(text)} cannot set the clock: write it like 2026-11-20T09:15.")
    return datetime.combine(moment.day.fixed, moment.clock or time(9))


def read_timing(kind: TimingKind, text: str, recorded_on: date, note: str = "") -> Timing:
    """A timing of a date as exactly as it is known: ``2027-02-28``, ``2027-02``, ``2027-Q1`` or ``2027``."""
    on, precision = read_rough(text)
    return Timing(kind, on, precision, recorded_on, note)
