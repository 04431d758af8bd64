"""Many hand-offs together: what a manager sees of a team."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from heapq import nsmallest
from typing import NamedTuple

from kitdiary.domain.figures import Share
from kitdiary.domain.periods import Period

STALE_DAYS = 14
"""A hand-off older than this is called stale: two weekly ones were left out."""
SLIPPING_SHOWN = 50


class SlippingContact(NamedTuple):
    """A contact of a rep's best rating whose step is late."""

    days_late: int
    name: str
    company: str
    rep: str
    rating: str
    last_conversation_on: date | None


def latest(contacts: Iterable[SlippingContact]) -> list[SlippingContact]:
    """The latest of all, at most `SLIPPING_SHOWN`; ties by name."""
    return nsmallest(
        SLIPPING_SHOWN, contacts, key=lambda one: (-one.days_late, one.name, one.company, one.rep)
    )


@dataclass(slots=True)
class TeamMember:
    """What one rep's newest hand-off says.

    What could not be read or trusted is None, and a problem says why.
    """

    rep: str
    place: str
    made_at: datetime
    period: Period
    problems: list[str] = field(default_factory=list)
    contacts: int | None = None
    contacts_by_rating: dict[str, int] = field(default_factory=dict)
    coverage: tuple[Share, ...] | None = None
    """On cadence by rating, best first."""
    left_behind: int | None = None
    conversations: int | None = None
    slipping: int | None = None
    """How many contacts of the best rating have a late step."""
    opportunities: int | None = None
    """Opened in the period; the next from the first meeting; then those open now and won in the period."""
    first_meeting: int | None = None
    open: int | None = None
    won: int | None = None
    won_values: dict[str, Decimal] = field(default_factory=dict)

    @property
    def overall(self) -> Share | None:
        """On cadence over all ratings."""
        if self.coverage is None:
            return None
        return Share("", sum(one.good for one in self.coverage), sum(one.of for one in self.coverage))


class Problem(NamedTuple):
    """A file or folder that is no usable hand-off, with the reason in a sentence."""

    place: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Team:
    """The roll-up."""

    members: tuple[TeamMember, ...]
    """By name."""
    slipping: tuple[SlippingContact, ...]
    """The latest of all first."""
    superseded: tuple[str, ...]
    """Hand-offs of the same reps that were made earlier."""
    broken: tuple[Problem, ...]

    def coverage(self) -> tuple[Share, ...]:
        """On cadence by rating over all reps, in the order of their scales."""
        found: dict[str, Share] = {}
        for member in self.members:
            for one in member.coverage or ():
                known = found.get(one.key, Share(one.key, 0, 0))
                found[one.key] = Share(one.key, known.good + one.good, known.of + one.of)
        return tuple(found.values())

    def total(self, name: str) -> int:
        """A count over all reps; what one does not tell is left out."""
        return sum(getattr(member, name) or 0 for member in self.members)
