"""Calendar files (RFC 5545), written through the icalendar library: the only file that imports it.

The same events always make the same bytes, so that whoever keeps a file knows whether it changed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

from kitdiary import __version__

if TYPE_CHECKING:  # half the time of a command's start, and few commands need it
    from icalendar import Event as Component

PRODUCT_ID = "-//KitDiary//KitDiary//EN"
_HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Event:
    """One event. ``uid`` stays the same as long as it is the same thing, whenever it is written.

    ``start`` is an instant, or the local date of an event of the whole day. ``revised`` is the instant it
    was last changed, ``made`` the one it came about: their distance in seconds is the event's sequence, by
    which a calendar program knows which of two versions is the newer. ``alarm`` comes so long before.
    """

    uid: str
    start: datetime | date
    title: str
    text: str
    made: datetime
    revised: datetime
    length: timedelta = timedelta(minutes=30)
    alarm: timedelta | None = None


def calendar_file(events: Iterable[Event], name: str = "") -> bytes:
    """The file of these events. ``name`` is the calendar's, for a file that programs subscribe to."""
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("prodid", PRODUCT_ID)
    calendar.add("version", "2.0")
    calendar.add("x-kitdiary-version", __version__)
    if name:
        calendar.add("name", name)
        calendar.add("x-wr-calname", name)
        calendar.add("refresh-interval", _HOUR, parameters={"VALUE": "DURATION"})
        calendar.add("x-published-ttl", "PT1H")
    for event in events:
        calendar.add_component(_component(event))
    return bytes(calendar.to_ical())


def ours(content: bytes) -> bool:
    """Whether a file was written here, and not by another program under the same name."""
    return PRODUCT_ID.encode() in content[:400]


def _component(event: Event) -> "Component":
    from icalendar import Alarm
    from icalendar import Event as New

    made = New()
    made.add("uid", event.uid)
    made.add("dtstamp", event.revised.astimezone(UTC))
    made.add("created", event.made.astimezone(UTC))
    made.add("last-modified", event.revised.astimezone(UTC))
    made.add("sequence", max(0, int((event.revised - event.made).total_seconds())))
    made.add("summary", event.title)
    if event.text:
        made.add("description", event.text)
    if isinstance(event.start, datetime):
        start = event.start.astimezone(UTC)
        made.add("dtstart", start)
        made.add("dtend", start + event.length)
    else:
        made.add("dtstart", event.start)
        made.add("dtend", event.start + timedelta(days=1))
        made.add("transp", "TRANSPARENT")  # the day is not taken by it
    if event.alarm is not None:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", event.title)
        alarm.add("trigger", -event.alarm)
        made.add_component(alarm)
    return made
