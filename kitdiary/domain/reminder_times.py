"""When the digest of a day may be shown: start of the working day, quiet hours, pauses (PRODUCT §3).

Pure. Times of day are wall clock times of the rep's zone: instants come with their offset, and are asked for
their local date and time alone.
"""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from kitdiary.domain.preferences import Preferences
from kitdiary.domain.workdays import Workdays

_ONE = timedelta(days=1)
_DAYS_AHEAD = 400


def in_quiet_hours(preferences: Preferences, at: time) -> bool:
    """Whether a local time of day lies in the quiet hours, which may run over midnight."""
    start, end = preferences.quiet_from, preferences.quiet_to
    if start is None or end is None or start == end:
        return False
    return start <= at < end if start < end else at >= start or at < end


def paused_until(preferences: Preferences, now: datetime) -> datetime | None:
    """The instant the rep wants no reminder before, in the zone of ``now``; None where they run."""
    if not preferences.reminders_paused_until:
        return None
    until = datetime.fromisoformat(preferences.reminders_paused_until)
    return until.astimezone(now.tzinfo) if now < until else None


def digest_day(now: datetime, preferences: Preferences, days: Workdays) -> date | None:
    """The working day whose digest may be shown at ``now``; None where it is not the time.

    That is today from the start of the working day on. Where the start lies in quiet hours that run over
    midnight, it is the day before, from their end on.
    """
    if not days.is_working(now.date()) or in_quiet_hours(preferences, now.time()):
        return None
    wall = now.replace(tzinfo=None)
    for day in (now.date(), now.date() - _ONE):
        begins = _begins(day, preferences)
        if days.is_working(day) and begins.date() == now.date() and begins <= wall:
            return day
    return None


def next_digest(
    now: datetime, preferences: Preferences, days: Workdays, announced: Callable[[date], bool]
) -> datetime | None:
    """When the next digest may be shown, ``now`` or later, in the zone of ``now``.

    ``announced`` says whether the digest of a day has been shown. None where a year holds no working day.
    """
    not_before = (paused_until(preferences, now) or now).replace(tzinfo=None)
    for ahead in range(-1, _DAYS_AHEAD):
        day = not_before.date() + ahead * _ONE
        if announced(day):
            continue
        at = _after_quiet(max(_begins(day, preferences), not_before), preferences)
        if digest_day(at, preferences, days) == day:
            return at.replace(tzinfo=now.tzinfo)
    return None


def _begins(day: date, preferences: Preferences) -> datetime:
    """From when on the digest of a day may be shown, by the wall clock."""
    return _after_quiet(datetime.combine(day, preferences.day_start), preferences)


def _after_quiet(at: datetime, preferences: Preferences) -> datetime:
    if not in_quiet_hours(preferences, at.time()) or preferences.quiet_to is None:
        return at
    end = datetime.combine(at.date(), preferences.quiet_to)
    return end if end > at else end + _ONE
