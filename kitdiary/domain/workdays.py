"""Working days: the policy's weekdays less the public holidays of the rep's country (PRODUCT §2.15)."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache, lru_cache

from kitdiary.domain.errors import InvalidInput
from kitdiary.domain.policy import Policy

_ONE = timedelta(days=1)
_GIVE_UP_DAYS = 366


class Workdays:
    """The rep's working days. Remembers what it has worked out; make it with `workdays_of`."""

    def __init__(self, weekdays: frozenset[int], holidays_of_year: Callable[[int], frozenset[date]]) -> None:
        self._weekdays = weekdays
        self._holidays_of_year = holidays_of_year
        self._next: dict[date, date] = {}

    def is_working(self, day: date) -> bool:
        """Whether ``day`` is one of the weekdays and no public holiday."""
        return day.weekday() in self._weekdays and day not in self._holidays_of_year(day.year)

    def next_from(self, day: date) -> date:
        """``day`` itself where it is a working day, else the next that is.

        Where a whole year holds none (only Sundays worked, in a country whose Sundays are holidays),
        holidays are left out of account: a step must fall somewhere.
        """
        known = self._next.get(day)
        if known is not None:
            return known
        found = day
        for _ in range(_GIVE_UP_DAYS):
            if self.is_working(found):
                break
            found += _ONE
        else:
            found = day
            while found.weekday() not in self._weekdays:
                found += _ONE
        self._next[day] = found
        return found

    def last_until(self, day: date, not_before: date) -> date:
        """The last working day on or before ``day``, but never one before ``not_before``."""
        found = day
        while found > not_before and not self.is_working(found):
            found -= _ONE
        return max(found, not_before)

    def add(self, day: date, count: int) -> date:
        """The ``count``-th working day after ``day``; 0 is `next_from`."""
        if count == 0:
            return self.next_from(day)
        found = day
        for _ in range(count):
            found = self.next_from(found + _ONE)
        return found


@lru_cache(maxsize=16)
def _workdays(weekdays: frozenset[int], country: str, region: str) -> Workdays:
    if not country:
        return Workdays(weekdays, lambda _year: frozenset())
    from holidays import country_holidays  # imported late: it costs 130 ms and many need none

    @cache
    def of_year(year: int) -> frozenset[date]:
        try:
            return frozenset(country_holidays(country, subdiv=region or None, years=year))
        except NotImplementedError:
            # A place this version of the library does not know, in a diary from a machine with another.
            return frozenset()

    return Workdays(weekdays, of_year)


def workdays_of(policy: Policy) -> Workdays:
    """The working days of a policy; the same object for the same weekdays, country and region."""
    return _workdays(policy.weekdays, policy.country, policy.region)


def check_place(country: str, region: str) -> None:
    """Raise InvalidInput unless the holidays library knows the country and, if given, the region."""
    if not country:
        if region:
            raise InvalidInput("Set the country before the region: a region alone has no public holidays.")
        return
    from holidays import list_supported_countries

    supported = list_supported_countries()
    if country not in supported:
        raise InvalidInput(
            f"No public holidays are known for the country “{country}”:"
            " use its two-letter code, such as DE or US."
        )
    if region and region not in supported[country]:
        known = ", ".join(supported[country]) or "none"
        raise InvalidInput(
            f"“{region}” is not a region of {country} with its own holidays; there are: {known}."
        )


@cache
def holidays_version() -> str:
    """The version of the holidays library: a newer one may move days off, and then plans anew."""
    from importlib.metadata import version

    return version("holidays")
