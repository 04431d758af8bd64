"""Leaks: who was paused, rated lower, closed or left without a date in a period; the net effect counts.

Somebody paused and woken again, or closed by mistake and put back by undo, has not leaked.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from kitdiary.domain.people import ClosedReason, Fit
from kitdiary.domain.periods import Period
from kitdiary.domain.policy import Policy


class LeakKind(StrEnum):
    """The ways out of the regular conversation."""

    PAUSED = "paused"
    DOWNGRADED = "downgraded"
    CLOSED = "closed"
    UNDATED = "undated"


NOTHING_PERMITTED, NO_STEP = "nothing permitted", "no next step"
_FINAL = frozenset({ClosedReason.NO_CONTACT, ClosedReason.DECEASED, ClosedReason.DUPLICATE})
"""Nobody looks a second time at who asked for peace, has died, or is there twice."""


@dataclass(frozen=True, slots=True)
class Condition:
    """What decides whether somebody has leaked, as it was on one day."""

    rating: str | None = None
    company_rating: str | None = None
    paused_until: date | None = None
    closed: ClosedReason | None = None
    closed_on: date | None = None
    permitted: bool = True
    """Whether any channel was."""


class Leak(NamedTuple):
    """Somebody who leaked: how, and why in a word (the reason of closing, ``A to C``, until when)."""

    contact_id: int
    kind: LeakKind
    reason: str
    rating_before: str
    fit: Fit
    opportunities: int = 0
    closed: ClosedReason | None = None
    name: str = ""
    company: str | None = None


@dataclass(frozen=True, slots=True)
class Leaks:
    """The leaks of a period, best rating first."""

    leaks: tuple[Leak, ...]
    second_look: tuple[Leak, ...]
    """Those who look too good to lose: see `worth_a_second_look`."""

    def count(self, kind: LeakKind) -> int:
        """How many of a kind."""
        return sum(1 for leak in self.leaks if leak.kind is kind)

    def reasons(self, kind: LeakKind) -> tuple[tuple[str, int], ...]:
        """The reasons of a kind, most frequent first. A pause is one reason, whatever its date."""
        found = Counter(
            LeakKind.PAUSED.value if kind is LeakKind.PAUSED else leak.reason
            for leak in self.leaks
            if leak.kind is kind
        )
        return tuple(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def leak_of(
    before: Condition, after: Condition, period: Period, policy: Policy
) -> tuple[LeakKind, str] | None:
    """How somebody leaked in a period, None where they did not: the gravest of several.

    ``before`` is how they stood when it began (or they were added), ``after`` how when it ended.
    """
    if after.closed is not None:
        ended_here = period.holds(after.closed_on) or (after.closed_on is None and before.closed is None)
        return (LeakKind.CLOSED, after.closed.value) if ended_here else None
    if before.permitted and not after.permitted:
        return LeakKind.UNDATED, NOTHING_PERMITTED
    paused = after.paused_until is not None and after.paused_until > period.end
    if paused and after.paused_until != before.paused_until:
        return LeakKind.PAUSED, f"until {after.paused_until}"
    was = policy.effective_rating(before.rating, before.company_rating)
    now = policy.effective_rating(after.rating, after.company_rating)
    if policy.rank(now) > policy.rank(was):
        return LeakKind.DOWNGRADED, f"{was} to {now}"
    return None


def worth_a_second_look(leak: Leak, policy: Policy) -> bool:
    """Whether a leak deserves a second look.

    Somebody of the better half of the ratings, of the right fit, or with an opportunity, unless they asked
    not to be contacted, have died, or are there twice.
    """
    if leak.closed in _FINAL or leak.kind is LeakKind.UNDATED:
        return False
    better_half = policy.rank(leak.rating_before) < len(policy.codes) / 2
    return better_half or leak.fit is Fit.YES or leak.opportunities > 0


def all_leaks(found: Iterable[Leak], policy: Policy) -> Leaks:
    """The leaks of a period in order, with those worth a second look."""
    kinds = list(LeakKind)
    ordered = sorted(
        found, key=lambda leak: (policy.rank(leak.rating_before), kinds.index(leak.kind), leak.contact_id)
    )
    return Leaks(tuple(ordered), tuple(leak for leak in ordered if worth_a_second_look(leak, policy)))
