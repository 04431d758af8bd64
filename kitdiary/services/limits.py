"""The dates a diary needs: outside of them the calendar, and the plan's sums, would come to an end."""

from datetime import date

from kitdiary.domain.errors import InvalidInput

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)


def check_day(day: date) -> date:
    """Refuse a date no diary needs, before 1900 or after 2199; the day itself otherwise."""
    if not FIRST_DAY <= day <= LAST_DAY:
        raise InvalidInput(f"{day} is out of reach: dates run from {FIRST_DAY} to {LAST_DAY}.")
    return day
