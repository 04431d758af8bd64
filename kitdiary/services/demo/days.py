"""The demo's calendar: working days counted back from today, and times of day within the rep's hours."""

from datetime import date, datetime, time, timedelta, tzinfo

from kitdiary.domain.day_names import month_short
from kitdiary.domain.people import Moment, Precision
from kitdiary.domain.policy import Policy
from kitdiary.domain.workdays import workdays_of

STORY_DAYS = 715
"""How many days before today the story begins."""
_FIRST_MINUTE, _LAST_MINUTE = 7 * 60 + 58, 17 * 60 + 25


class Calendar:
    """Days of one demo. ``anchor`` is today, or the last working day where today is a day off."""

    def __init__(self, today: date, zone: tzinfo, policy: Policy) -> None:
        self.today = today
        self.workdays = workdays_of(policy)
        self.anchor = self.workdays.last_until(today, date.min)
        self.start = self.workdays.next_from(today - timedelta(days=STORY_DAYS))
        self._zone = zone
        self._minutes: dict[date, int] = {}

    def back(self, days: int) -> date:
        """So many days before the anchor, or the last working day before that."""
        return self.workdays.last_until(self.anchor - timedelta(days=days), date.min)

    def working_days_back(self, count: int) -> date:
        """So many working days before the anchor."""
        day = self.anchor
        for _ in range(count):
            day = self.workdays.last_until(day - timedelta(days=1), date.min)
        return day

    def ahead(self, count: int) -> date:
        """So many working days after today."""
        return self.workdays.add(self.today, count)

    def after(self, day: date, days: int) -> date:
        """So many days after a day, or the next working day after that."""
        return self.workdays.next_from(day + timedelta(days=days))

    def at(self, day: date, minute: int) -> datetime:
        """An instant on a day, in the rep's zone; ``minute`` of the day."""
        return datetime.combine(day, time(minute // 60, minute % 60), self._zone)

    def next_time(self, day: date, share: float) -> datetime:
        """The next free time of a day, some minutes after the last one given out for it.

        ``share`` of 0 to 1 says how many. A day that is full goes on minute by minute; the hours end
        before six. On the anchor all is done early: the demo shows a morning.
        """
        shortest, longest = (5, 13) if day == self.anchor else (9, 72)
        step = shortest + int(share * (longest - shortest))
        before = self._minutes.get(day, _FIRST_MINUTE)
        minute = before + step if before + step <= _LAST_MINUTE else before + 1
        self._minutes[day] = minute
        return self.at(day, min(minute, _LAST_MINUTE + 30))


def moment(instant: datetime) -> Moment:
    """An instant as the plan compares it; a demo is one operation, so the instant alone decides."""
    return Moment(int(instant.timestamp()))


def first_day_of(day: date, precision: Precision) -> date:
    """The first day of the month, quarter or year a day lies in."""
    if precision is Precision.MONTH:
        return day.replace(day=1)
    if precision is Precision.QUARTER:
        return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
    return day.replace(month=1, day=1) if precision is Precision.YEAR else day


def when_words(day: date, precision: Precision) -> str:
    """``on 18 Feb 2027``, ``in Feb 2027``, ``in Q1 2027``, ``in 2027``."""
    month = month_short(day)
    if precision is Precision.MONTH:
        return f"in {month} {day.year}"
    if precision is Precision.QUARTER:
        return f"in Q{(day.month + 2) // 3} {day.year}"
    return f"in {day.year}" if precision is Precision.YEAR else f"on {day.day} {month} {day.year}"


def minutes_of(text: str) -> int:
    """``14:30`` as the minute of the day."""
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)
