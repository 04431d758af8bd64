"""A trade show: what is set once for all who are met there, and whom to follow up when (PRODUCT §2.14).

Pure. A follow-up of week N falls in the N-th week after the show's last day, on its working day with the
least to do; what the week has no room for goes on into the next one. A day takes follow-ups up to the
capacity of talks, what is due there already counted.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta

from kitdiary.domain.errors import InvalidInput
from kitdiary.domain.names import clean_name
from kitdiary.domain.policy import Policy
from kitdiary.domain.workdays import workdays_of
from kitdiary.domain.workload import Load

MOST_WEEKS = 8
TOGGLES = 3
_LOOKED_AT_WEEKS = 26


@dataclass(frozen=True, slots=True)
class Event:
    """A show. ``first`` and ``last`` are local dates, both included; ``rating`` "" for none."""

    name: str
    first: date
    last: date
    tag: str = ""
    source: str = ""
    rating: str = ""

    def checked(self) -> "Event":
        """The event, its words cleaned. InvalidInput without a name or where it ends before it begins."""
        name = clean_name(self.name, "name of the show")
        if not name:
            raise InvalidInput("A trade show needs a name.")
        if self.last < self.first:
            raise InvalidInput("A trade show ends on the day it begins, or later: look at its dates.")
        tag, source = clean_name(self.tag, "tag"), clean_name(self.source, "source") or name
        return Event(name, self.first, self.last, tag, source, self.rating)


def write_event(event: Event) -> str:
    """An event as the diary keeps it."""
    return json.dumps({key: str(value) for key, value in asdict(event).items()}, ensure_ascii=False)


def read_event(text: str) -> Event | None:
    """The event of such a text, None where it is none."""
    try:
        found = json.loads(text)
        return Event(
            found["name"],
            date.fromisoformat(found["first"]),
            date.fromisoformat(found["last"]),
            found.get("tag", ""),
            found.get("source", ""),
            found.get("rating", ""),
        ).checked()
    except (ValueError, KeyError, TypeError, AttributeError):
        return None


def follow_up_day(event: Event, week: int, load: Mapping[date, Load], today: date, policy: Policy) -> date:
    """The day of a follow-up in a week, 1 the one after the show; never before the next working day.

    InvalidInput for a week that is none of 1 to 8.
    """
    if not 1 <= week <= MOST_WEEKS:
        raise InvalidInput(f"A follow-up is in week 1 to {MOST_WEEKS} after the show, not {week}.")
    days = workdays_of(policy)
    soonest = days.add(today, 1)
    monday = event.last - timedelta(days=event.last.weekday()) + timedelta(weeks=week)
    for later in range(_LOOKED_AT_WEEKS):
        start = monday + timedelta(weeks=later)
        free = [
            (load.get(day, Load()).talks, day)
            for day in (start + timedelta(days=place) for place in range(7))
            if day >= soonest and days.is_working(day) and load.get(day, Load()).talks < policy.talks_a_day
        ]
        if free:
            return min(free)[1]
    return days.next_from(max(soonest, monday))
