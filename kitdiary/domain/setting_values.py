"""The values settings can have: reading what a person types, and writing it the one way it is stored.

Each `Kind` names what is allowed, for the sentence that refuses anything else.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from pathlib import PurePosixPath, PureWindowsPath
from typing import Any

from kitdiary.domain.errors import InvalidInput
from kitdiary.domain.handoff_extras import Extra
from kitdiary.domain.intervals import Interval, parse_interval
from kitdiary.domain.policy import RatingRule

NONE_WORDS = frozenset({"", "none", "off"})
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of value.

    ``read`` takes stripped text and raises ValueError or InvalidInput for anything not allowed;
    ``write`` gives the text that is stored, which ``read`` takes back.
    """

    allowed: str
    """Ends the sentence "it can be …"."""
    read: Callable[[str], Any]
    write: Callable[[Any], str] = str
    show: Callable[[Any], str | int | bool | None] | None = None
    """What ``settings --json`` prints; ``write`` where there is none."""


def number(lowest: int, highest: int) -> Kind:
    """A whole number within limits."""

    def read(text: str) -> int:
        if not text.isascii() or not text.isdigit() or not lowest <= int(text) <= highest:
            raise ValueError(text)
        return int(text)

    return Kind(f"a whole number from {lowest} to {highest}", read, show=int)


def number_or_off(lowest: int, highest: int) -> Kind:
    """A whole number within limits, or None for off."""
    inner = number(lowest, highest)
    return Kind(
        f"{inner.allowed}, or off",
        lambda text: None if text.lower() in NONE_WORDS else inner.read(text),
        lambda value: "off" if value is None else str(value),
        lambda value: value,
    )


def _read_switch(text: str) -> bool:
    if text.lower() in {"on", "true", "yes"}:
        return True
    if text.lower() in {"off", "false", "no"}:
        return False
    raise ValueError(text)


SWITCH = Kind("on or off", _read_switch, lambda value: "on" if value else "off", bool)


def _write_interval(value: Interval | None) -> str:
    return "none" if value is None else str(value)


INTERVAL = Kind(
    "an interval such as 10d, 6w or 3m, or none",
    parse_interval,
    _write_interval,
    lambda value: None if value is None else str(value),
)


def line(longest: int, least: int = 0) -> Kind:
    """One line of text."""

    def read(text: str) -> str:
        if not least <= len(text) <= longest or not text.isprintable():
            raise ValueError(text)
        return text

    return Kind(f"one line of {'up to' if not least else f'{least} to'} {longest} characters", read)


def _read_text(text: str) -> str:
    if len(text) > 2000 or not all(char.isprintable() or char in "\n\t" for char in text):
        raise ValueError(text)
    return text


TEXT = Kind("text of up to 2000 characters", _read_text)


def _read_rule(text: str) -> RatingRule:
    return RatingRule(text.lower())


RULE = Kind("contact-first or higher", _read_rule)


def _weekday(text: str) -> int:
    return _WEEKDAYS.index(text.strip()[:3])


def _read_weekdays(text: str) -> frozenset[int]:
    found: set[int] = set()
    for part in text.lower().split(","):
        first, dash, last = part.partition("-")
        if not dash:
            found.add(_weekday(part))
            continue
        start, end = _weekday(first), _weekday(last)
        found.update((start + offset) % 7 for offset in range((end - start) % 7 + 1))
    return frozenset(found)


WEEKDAYS = Kind(
    "weekdays with commas or a dash between, such as mon,tue,wed or mon-fri",
    _read_weekdays,
    lambda value: ",".join(_WEEKDAYS[day] for day in sorted(value)),
)

WEEKDAY = Kind(
    "a weekday: mon, tue, wed, thu, fri, sat or sun",
    lambda text: _weekday(text.lower()),
    lambda value: _WEEKDAYS[value],
)


def _read_extras(text: str) -> str:
    words = {word.strip() for word in text.lower().split(",")} - NONE_WORDS
    if not words <= {extra.value for extra in Extra}:
        raise ValueError(text)
    return ",".join(extra.value for extra in Extra if extra.value in words)


EXTRAS = Kind(
    "notes, insights, both with a comma between, or none",
    _read_extras,
    lambda value: value or "none",
    lambda value: value or None,
)


def _read_time(text: str) -> time:
    found = _TIME.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return time(int(found[1]), int(found[2]))


def _write_time(value: time) -> str:
    return value.isoformat("minutes")


TIME = Kind("a time of day such as 08:30", _read_time, _write_time)


def _read_hours(text: str) -> tuple[time, time] | None:
    if text.lower() in NONE_WORDS:
        return None
    start, _, end = text.partition("-")
    hours = _read_time(start.strip()), _read_time(end.strip())
    if hours[0] == hours[1]:
        raise ValueError(text)
    return hours


HOURS = Kind(
    "two times of day such as 20:00-07:00, or off",
    _read_hours,
    lambda value: "off" if value is None else "-".join(map(_write_time, value)),
    lambda value: None if value is None else "-".join(map(_write_time, value)),
)


def _read_zone(text: str) -> str:
    if text.lower() in {*NONE_WORDS, "system"}:
        return ""
    from zoneinfo import ZoneInfo

    try:
        # OSError: the name of a folder of zones, such as Europe.
        return ZoneInfo(text).key
    except (KeyError, OSError) as unknown:
        raise ValueError(text) from unknown


def _or_none(value: str) -> str:
    return value or "none"


ZONE = Kind(
    "a time zone such as Europe/Berlin, or none for the system's",
    _read_zone,
    _or_none,
    lambda value: value or None,
)


def _read_folder(text: str) -> str:
    if text.lower() in NONE_WORDS:
        return ""
    absolute = PurePosixPath(text).is_absolute() or PureWindowsPath(text).is_absolute()
    if not absolute or len(text) > 1000 or not text.isprintable():
        raise ValueError(text)
    return text


FOLDER = Kind("the whole path of a folder, or none", _read_folder, _or_none, lambda value: value or None)


def _read_instant(text: str) -> str:
    if text.lower() in NONE_WORDS:
        return ""
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None:
        raise ValueError(text)
    return instant.isoformat()


INSTANT = Kind(
    "an instant with its offset such as 2026-11-20T14:00+01:00, or none",
    _read_instant,
    _or_none,
    lambda value: value or None,
)


def read_value(key: str, kind: Kind, text: str) -> Any:
    """``text`` as a value of a setting; InvalidInput with one sentence where it cannot be."""
    try:
        return kind.read(text.strip())
    except (ValueError, InvalidInput) as refused:
        line_of_it = " ".join(text.split())
        shown = line_of_it if len(line_of_it) <= 60 else line_of_it[:60] + "…"
        raise InvalidInput(f"“{shown}” is no value for {key}: it can be {kind.allowed}.") from refused


def read_stored(stored: Mapping[str, str], keys: Iterable[tuple[str, str, Kind]]) -> dict[str, Any]:
    """The stored values by field, for ``keys`` of (key, field, kind). What cannot be read is left out.

    A diary may have been written by a newer version, or by hand; that is no reason not to open it.
    """
    found: dict[str, Any] = {}
    for key, field, kind in keys:
        if key in stored:
            try:
                found[field] = kind.read(stored[key].strip())
            except (ValueError, InvalidInput):
                continue
    return found
