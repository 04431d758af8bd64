"""Lengths of time a rep thinks in: so many days, weeks or months (PRODUCT §1 *cadence*, §2.5)."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kitdiary.domain.errors import InvalidInput

_LONGEST_YEARS = 20
_PATTERN = re.compile(r"\s*(\d{1,4})\s*([dwm])\s*", re.IGNORECASE)


class Unit(StrEnum):
    """The unit of an interval; the value is its letter in settings and on the command line."""

    DAY = "d"
    WEEK = "w"
    MONTH = "m"


_MOST_IN_A_YEAR = {Unit.DAY: 366, Unit.WEEK: 52, Unit.MONTH: 12}
_WORDS = {Unit.DAY: "day", Unit.WEEK: "week", Unit.MONTH: "month"}


@dataclass(frozen=True, slots=True)
class Interval:
    """``count`` days, weeks or calendar months; always at least one day and at most 20 years."""

    count: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.count < 1 or self.days > _LONGEST_YEARS * 366:
            raise InvalidInput(
                f"An interval must be between 1 day and {_LONGEST_YEARS} years, not {self.count}{self.unit}."
            )

    @property
    def days(self) -> int:
        """The length in days, a month as 365/12 of a day, rounded down (PRODUCT §2.5)."""
        if self.unit is Unit.MONTH:
            return self.count * 365 // 12
        return self.count * 7 if self.unit is Unit.WEEK else self.count

    def after(self, start: date) -> date:
        """The date this long after ``start``; a month from the 31st ends on a month's last day."""
        if self.unit is Unit.MONTH:
            return add_months(start, self.count)
        return start + timedelta(days=self.days)

    def times(self, factor: int) -> "Interval":
        """This interval ``factor`` times over, in the same unit; at most the longest there can be."""
        longest = _LONGEST_YEARS * _MOST_IN_A_YEAR[self.unit]
        return Interval(min(self.count * factor, longest), self.unit)

    @property
    def words(self) -> str:
        """In words: ``6 weeks``, ``1 month``."""
        return f"{self.count} {_WORDS[self.unit]}{'' if self.count == 1 else 's'}"

    def __str__(self) -> str:
        return f"{self.count}{self.unit.value}"


def parse_interval(text: str) -> Interval | None:
    """Read ``6w``, ``10d``, ``3m`` or ``none`` (None: that clock does not run).

    Raises InvalidInput for anything else.
    """
    if text.strip().lower() == "none":
        return None
    found = _PATTERN.fullmatch(text)
    if found is None:
        raise InvalidInput(f"“{text}” is not an interval: write for example 10d, 6w, 3m or none.")
    return Interval(int(found[1]), Unit(found[2].lower()))


def add_months(start: date, months: int) -> date:
    """``start`` moved by whole months; the last day of the month where the day does not exist there."""
    total = start.year * 12 + start.month - 1 + months
    year, month = divmod(total, 12)
    return date(year, month + 1, min(start.day, monthrange(year, month + 1)[1]))
