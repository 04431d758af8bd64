"""Dates known as exactly as a day, a month, a quarter or a year, and how they are written."""

import re
from datetime import date

from kitdiary.domain.errors import InvalidInput
from kitdiary.domain.people import Precision

_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
_ROUGH = re.compile(r"(\d{4})(?:-(?:[Qq]([1-4])|(\d{2})))?")
_HOW = "write it like 2027-02-28, 2027-02, 2027-Q1 or 2027"


def read_rough(text: str) -> tuple[date, Precision]:
    """The first day of what ``2027-02-28``, ``2027-02``, ``2027-Q1`` or ``2027`` names, and how exact it is.

    Raises InvalidInput for anything else.
    """
    wanted = text.strip()
    shown = f"“{text[:40]}{'…' if len(text) > 40 else ''}”"
    found = _ROUGH.fullmatch(wanted)
    if found is None and _ISO.fullmatch(wanted) is None:
        raise InvalidInput(f"{shown} is not a date of a timing: {_HOW}.")
    try:
        if found is None:
            return date.fromisoformat(wanted), Precision.DAY
        year, quarter, month = found.groups()
        number = int(quarter) * 3 - 2 if quarter else int(month or 1)
        precision = Precision.QUARTER if quarter else Precision.MONTH if month else Precision.YEAR
        return date(int(year), number, 1), precision
    except ValueError:
        raise InvalidInput(f"There is no {shown} in the calendar: {_HOW}.") from None


def rough_text(on: date, precision: Precision) -> str:
    """What `read_rough` reads."""
    if precision is Precision.DAY:
        return on.isoformat()
    if precision is Precision.MONTH:
        return f"{on.year:04}-{on.month:02}"
    return f"{on.year:04}-Q{(on.month + 2) // 3}" if precision is Precision.QUARTER else f"{on.year:04}"
