"""The clock and the rep's zone, handed to every service: business time is read nowhere else."""

import os
import time
from datetime import UTC, datetime, tzinfo
from functools import lru_cache
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kitdiary.domain.errors import InvalidInput

_ZONE_FILES = (Path("/etc/localtime"), Path("/etc/timezone"))


class Clock(Protocol):
    """What tells the time."""

    def now(self) -> datetime:
        """The present instant, in UTC, to the second."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """The present instant in UTC."""
        return datetime.now(UTC).replace(microsecond=0)


class FixedClock:
    """A clock set by hand: for tests, demos and ``--now``."""

    def __init__(self, at: datetime) -> None:
        self._at = at.astimezone(UTC)

    def now(self) -> datetime:
        """Always the instant it was set to."""
        return self._at


def zone_named(name: str) -> tzinfo:
    """The zone of an IANA name; InvalidInput where there is none of that name."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise InvalidInput(
            f"“{name}” is not a time zone: use a name such as Europe/Berlin or America/Denver."
        ) from None


def system_zone() -> tzinfo:
    """The system's zone as it is now; ``TZ`` is heeded, also after it changed under a running program."""
    if hasattr(time, "tzset"):
        time.tzset()  # a changed system zone is not seen without it
    name = os.environ.get("TZ", "").lstrip(":")
    if name:
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            pass  # a POSIX rule such as CET-1CEST is left to the system
    return _local_zone(name, _zone_files()) or datetime.now().astimezone().tzinfo or UTC


def _zone_files() -> tuple[object, ...]:
    """What tells that the system's zone was changed; looking the zone up anew takes a millisecond."""
    found: list[object] = []
    for path in _ZONE_FILES:
        try:
            status = path.stat()
        except OSError:
            found.append(None)
        else:
            found.append((status.st_dev, status.st_ino, status.st_mtime_ns))
    if not any(found):  # no such files on this system: look again once a minute
        found.append(time.monotonic() // 60)
    return tuple(found)


@lru_cache(maxsize=1)
def _local_zone(_rule: str, _files: tuple[object, ...]) -> tzinfo | None:
    """The zone by its name, with all its rules; None where only today's offset can be told."""
    try:
        from tzlocal import reload_localzone  # get_localzone remembers its first answer for ever

        return reload_localzone()
    except (ZoneInfoNotFoundError, ValueError, LookupError, OSError):
        return None
