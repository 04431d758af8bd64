"""How values of the domain are written in the diary and read back.

A date is ISO text, an instant epoch seconds in UTC with the offset of its local time in minutes.
"""

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache

from kitdiary.domain.intervals import Interval, parse_interval
from kitdiary.domain.people import DEFAULT, Override

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_NO_CLOCK = "none"


def day_text(day: date | None) -> str | None:
    """A local date as it is stored."""
    return None if day is None else day.isoformat()


def day_or_none(text: str | None) -> date | None:
    """The local date that `day_text` wrote."""
    return None if text is None else date.fromisoformat(text)


@lru_cache(maxsize=128)
def _zone(offset_minutes: int) -> timezone:
    return timezone(timedelta(minutes=offset_minutes))


def instant(at: int, offset_minutes: int) -> datetime:
    """The instant of a stored pair, in its own offset."""
    if at < 0:  # fromtimestamp refuses instants before 1970 on Windows
        return (_EPOCH + timedelta(seconds=at)).astimezone(_zone(offset_minutes))
    return datetime.fromtimestamp(at, _zone(offset_minutes))


def instant_or_none(at: int | None, offset_minutes: int | None) -> datetime | None:
    """The instant of a stored pair, None where there is none."""
    return None if at is None else instant(at, offset_minutes or 0)


def seconds(moment: datetime) -> int:
    """Epoch seconds of an aware datetime, rounded down."""
    return (moment - _EPOCH) // timedelta(seconds=1)


def offset_minutes(moment: datetime) -> int:
    """The offset of an aware datetime in minutes, rounded down."""
    return (moment.utcoffset() or timedelta()) // timedelta(minutes=1)


def instant_pair(moment: datetime | None) -> tuple[int | None, int | None]:
    """Epoch seconds and offset of an instant, as they are stored."""
    return (None, None) if moment is None else (seconds(moment), offset_minutes(moment))


def override_text(override: Override) -> str | None:
    """A contact's own cadence as it is stored: NULL as the rating, ``none``, or an interval."""
    if override is DEFAULT:
        return None
    return _NO_CLOCK if override is None else str(override)


@lru_cache(maxsize=256)
def _interval(text: str) -> Interval | None:
    return parse_interval(text)


def override(text: str | None) -> Override:
    """The cadence that `override_text` wrote."""
    return DEFAULT if text is None else _interval(text)


def json_list(values: Iterable[int | str]) -> str:
    """Ids or texts as one parameter for ``IN (SELECT value FROM json_each(?))``: any number of them."""
    return json.dumps(list(values))
