"""Which clocks run for a contact and how long their intervals are (PRODUCT §2.1, §2.4, §2.12)."""

from dataclasses import dataclass

from kitdiary.domain.intervals import Interval, Unit
from kitdiary.domain.people import DEFAULT, Fit, Standing
from kitdiary.domain.policy import Policy, RatingLevel


@dataclass(frozen=True, slots=True)
class Clock:
    """A running clock: its interval and the rating that gave it (None: the contact's own)."""

    every: Interval
    rating: str | None
    guard_days: int | None = None
    """Talk only: right fit is never silent for longer (PRODUCT §2.4)."""

    @property
    def days(self) -> int:
        """The interval in force in days: the shorter of interval and fit guard."""
        return self.every.days if self.guard_days is None else min(self.every.days, self.guard_days)


@dataclass(frozen=True, slots=True)
class Clocks:
    """The two clocks of a contact; None where one does not run."""

    talk: Clock | None
    email: Clock | None

    @property
    def longest_days(self) -> int:
        """The longer of the running intervals in days, 0 where none runs."""
        return max((clock.days for clock in (self.talk, self.email) if clock is not None), default=0)


def clocks_of(contact: Standing, level: RatingLevel, policy: Policy) -> Clocks:
    """The clocks that run, after overrides, the fit guard and consent.

    Corners decided here: overrides that together leave neither clock are refused when they are set;
    should a diary hold them all the same, the rating's cadence counts, for nobody is left behind.
    Where the email clock takes the talk's interval because calls are not permitted, it takes the one
    in force, the fit guard included.
    """
    talk, email = _talk_clock(contact, level, policy), _own_or(contact.email_every, level.email, level.code)
    if talk is None and email is None:
        talk, email = _own_or(DEFAULT, level.talk, level.code), _own_or(DEFAULT, level.email, level.code)
    consent = contact.consent
    if not consent.calls:
        if email is None and talk is not None:
            email = Clock(_in_force(talk), talk.rating)
        talk = None
    if not consent.value_add:
        if consent.calls and talk is None and email is not None:
            talk = Clock(email.every.times(2), None)
        email = None
    return Clocks(talk, email)


def _own_or(override: object, given: Interval | None, rating: str) -> Clock | None:
    if isinstance(override, Interval):
        return Clock(override, None)
    return Clock(given, rating) if override is DEFAULT and given is not None else None


def _talk_clock(contact: Standing, level: RatingLevel, policy: Policy) -> Clock | None:
    clock = _own_or(contact.talk_every, level.talk, level.code)
    guard = policy.fit_guard_days
    if contact.fit is not Fit.YES or guard is None or contact.talk_every is not DEFAULT:
        return clock
    if clock is None:
        return Clock(Interval(guard, Unit.DAY), level.code, guard)
    return Clock(clock.every, clock.rating, guard)


def _in_force(clock: Clock) -> Interval:
    if clock.guard_days is not None and clock.guard_days < clock.every.days:
        return Interval(clock.guard_days, Unit.DAY)
    return clock.every
