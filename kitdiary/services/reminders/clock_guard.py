"""Notices that the wall clock did not go on as it should: a sleep, a clock set, another time zone.

A scheduler waits for an instant of the clock it started with. A clock set back an hour stalls every
APScheduler 3 for that hour, and only `modify_job(next_run_time=now)` helps (measured with 3.11); after a
sleep the wait may go on for its rest. So whoever has a loop of his own (the window, the main thread of
`remind`) looks at the clock every few seconds, and on a jump has the heart beat at once.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from kitdiary.services.clock import system_zone

LOOK = timedelta(seconds=5)
"""From one look to the next."""
TOLERANCE = timedelta(seconds=20)
"""A look this much late is a busy machine; a beat too many does no harm, so it need not be long."""


class Look(NamedTuple):
    """What a look at the clock finds: the wall clock in UTC and the zone of the system."""

    at: datetime
    zone: object


def look() -> Look:
    """The clock and zone now. The zone is the system's as it is now, also after it changed under us."""
    return Look(datetime.now(UTC), system_zone())


class ClockGuard:
    """Compares each look with the one before. To be used by one thread.

    Only wall clocks are compared: the monotonic one stands still in a sleep on some systems and goes on
    on others.
    """

    def __init__(self, interval: timedelta = LOOK, look: Callable[[], Look] = look) -> None:
        self._interval = interval
        self._look = look
        self._last = look()

    def jumped(self) -> bool:
        """Whether, since the last look, the clock went another way than the interval, or the zone changed.

        To be asked once an interval.
        """
        before, self._last = self._last, self._look()
        gone = self._last.at - before.at
        return abs(gone - self._interval) > TOLERANCE or self._last.zone != before.zone
