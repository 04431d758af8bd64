"""Periods a report looks at: local dates, both ends included, and the weeks in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from kitdiary.domain.errors import InvalidInput

DEFAULT_WEEKS = 26
_MOST_DAYS = 366 * 100


@dataclass(frozen=True, slots=True)
class Period:
    """The local dates ``start`` to ``end``, both included."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.start > self.end:
            raise InvalidInput(
                f"A period cannot end before it begins: {self.start} is after {self.end}; turn them round."
            )
        if self.days > _MOST_DAYS:
            raise InvalidInput(f"A period has at most 100 years, not {self.start} to {self.end}.")

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days + 1

    def holds(self, day: date | None) -> bool:
        """Whether a day lies in it; None never does."""
        return day is not None and self.start <= day <= self.end

    def weeks(self) -> Iterator["Period"]:
        """Its weeks, oldest first: seven days each, counted back from its last day.

        So the newest bar is as whole as the others, whatever weekday it is; the oldest may be shorter.
        """
        whole, rest = divmod(self.days, 7)
        first = self.start
        if rest:
            yield Period(first, first + timedelta(days=rest - 1))
            first += timedelta(days=rest)
        for number in range(whole):
            begin = first + timedelta(days=7 * number)
            yield Period(begin, begin + timedelta(days=6))

    def __str__(self) -> str:
        return f"{self.start} to {self.end}"


def last_weeks(end: date, weeks: int = DEFAULT_WEEKS) -> Period:
    """So many weeks up to and with a day."""
    return Period(end - timedelta(days=7 * weeks - 1), end)
