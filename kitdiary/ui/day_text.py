"""Days and times as people type them into a field: ``28 Feb 2027``, ``Jan 2027``, ``Q1 2027``, ``14:30``."""

import re
from datetime import date, time

from PySide6.QtCore import QLocale

from kitdiary.domain.day_names import month_short, short_day
from kitdiary.domain.errors import InvalidInput
from kitdiary.domain.people import Precision
from kitdiary.services.limits import check_day
from kitdiary.ui.text import tr

_CLOCK = re.compile(r"(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm)?", re.IGNORECASE)
_YEAR = re.compile(r"(\d{4})")
_QUARTER = re.compile(r"(?:q([1-4])[ /.-]*(\d{4})|(\d{4})[ /.-]*q([1-4]))", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?")
_MONTH_NUMBER = re.compile(r"(\d{1,2})[/.](\d{4})")
_WORDS = re.compile(r"(?:(\d{1,2})\.?\s+)?([^\W\d_]{3,})\.?,?\s+(?:(\d{1,2}),?\s+)?(\d{4})")
_ENGLISH = QLocale(QLocale.Language.English)


def read_when(text: str) -> tuple[date, Precision]:
    """The first day, and how exactly it is known. InvalidInput for what is no date.

    Days written in numbers alone are read only as ``2027-02-28``: 2/3/2027 is two different days.
    """
    wanted = " ".join(text.split())
    try:
        found = _read(wanted)
    except ValueError:
        raise InvalidInput(tr("There is no “{0}” in the calendar.", wanted[:40])) from None
    if found is None:
        raise InvalidInput(
            tr("“{0}” is no date: write it like 28 Feb 2027, Feb 2027, Q1 2027 or 2027.", wanted[:40])
        )
    check_day(found[0])
    return found


def _read(text: str) -> tuple[date, Precision] | None:
    if found := _YEAR.fullmatch(text):
        return date(int(found[1]), 1, 1), Precision.YEAR
    if found := _QUARTER.fullmatch(text):
        quarter, year = int(found[1] or found[4]), int(found[2] or found[3])
        return date(year, quarter * 3 - 2, 1), Precision.QUARTER
    if found := _ISO.fullmatch(text):
        day = int(found[3] or 1)
        return date(int(found[1]), int(found[2]), day), Precision.DAY if found[3] else Precision.MONTH
    if found := _MONTH_NUMBER.fullmatch(text):
        return date(int(found[2]), int(found[1]), 1), Precision.MONTH
    if found := _WORDS.fullmatch(text):
        month, day_text = _month(found[2]), found[1] or found[3]
        if month is not None:
            day = int(day_text or 1)
            return date(int(found[4]), month, day), Precision.DAY if day_text else Precision.MONTH
    return None


def _month(word: str) -> int | None:
    """The number of a month by its name, or the beginning of it, here or in English."""
    wanted = word.casefold()
    for locale in (QLocale.system(), _ENGLISH):
        for number in range(1, 13):
            if locale.standaloneMonthName(number).casefold().startswith(wanted):
                return number
    return None


def when_text(day: date, precision: Precision) -> str:
    """A date as exactly as it is known, as `read_when` reads it."""
    if precision is Precision.YEAR:
        return str(day.year)
    if precision is Precision.QUARTER:
        return f"Q{(day.month + 2) // 3} {day.year}"
    if precision is Precision.MONTH:
        return f"{month_short(day)} {day.year}"
    return f"{short_day(day)} {day.year}"


def read_clock(text: str) -> time | None:
    """A time of day, ``14:30``, ``9``, ``2 pm``; None for an empty field. InvalidInput for what is none."""
    wanted = text.strip()
    if not wanted:
        return None
    found = _CLOCK.fullmatch(wanted)
    if found is not None:
        hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
        if half:
            hour = hour % 12 + (12 if half == "pm" else 0) if 1 <= hour <= 12 else 24
        if hour < 24 and minute < 60:
            return time(hour, minute)
    raise InvalidInput(tr("“{0}” is not a time of day: write it like 14:30.", wanted[:40]))
