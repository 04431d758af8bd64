"""The names of months and weekdays: the one home of date words, the same in terminal and window.

Not strftime: its names follow the system's locale, which Qt sets and a terminal does not, and an English
sentence with a month in another language is neither.
"""

from datetime import date

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SHORT = 3


def month_name(day: date) -> str:
    """``November``."""
    return MONTHS[day.month - 1]


def month_short(day: date) -> str:
    """``Nov``."""
    return MONTHS[day.month - 1][:_SHORT]


def weekday_name(day: date) -> str:
    """``Friday``."""
    return _WEEKDAYS[day.weekday()]


def weekday_short(day: date) -> str:
    """``Fri``."""
    return _WEEKDAYS[day.weekday()][:_SHORT]


def short_day(day: date) -> str:
    """``20 Nov``."""
    return f"{day.day} {month_short(day)}"


def full_day(day: date) -> str:
    """``20 November 2026``."""
    return f"{day.day} {month_name(day)} {day.year}"
