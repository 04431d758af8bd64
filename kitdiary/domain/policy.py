"""The rep's policy: the rating scale, cadence, capacity and working days that the plan obeys.

Everything here can be changed in Settings; a change recomputes the plan of every contact. What does
not move a due date (quiet hours, the backup folder …) is in `preferences`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from kitdiary.domain.errors import InvalidInput
from kitdiary.domain.intervals import Interval, Unit
from kitdiary.domain.people import TimingKind

MIN_LEVELS, MAX_LEVELS = 2, 9
MOST_DAYS = 3650
"""Ten years: more than any gap, lead or guard can sensibly be."""


class RatingRule(StrEnum):
    """Whose rating counts where contact and company both have one (PRODUCT §2.1)."""

    CONTACT_FIRST = "contact-first"
    HIGHER = "higher"


@dataclass(frozen=True, slots=True)
class RatingLevel:
    """One level of potential: its code, its name, how often a talk and a value-add are due."""

    code: str
    name: str
    talk: Interval | None
    email: Interval | None

    def __post_init__(self) -> None:
        if self.talk is None and self.email is None:
            raise InvalidInput(
                f"Rating {self.code} would have neither talks nor value-adds: give it at least one interval."
            )


def _weeks(count: int) -> Interval:
    return Interval(count, Unit.WEEK)


def _months(count: int) -> Interval:
    return Interval(count, Unit.MONTH)


DELIVERED_SCALE = (
    RatingLevel("A", "key", _weeks(6), _weeks(4)),
    RatingLevel("B", "strong", _months(3), _weeks(6)),
    RatingLevel("C", "possible", _months(6), _months(3)),
    RatingLevel("D", "long shot", None, _months(3)),
)
"""The scale as delivered, best first (PRODUCT §1)."""

DELIVERED_LEADS: Mapping[TimingKind, int] = MappingProxyType(
    {
        TimingKind.CONTRACT_END: 90,
        TimingKind.BUDGET_ROUND: 60,
        TimingKind.PROJECT_START: 90,
        TimingKind.NEW_MANAGER: 14,
        TimingKind.OTHER: 30,
    }
)
"""Days before a timing's date at which its window opens (PRODUCT §2.8)."""


@dataclass(frozen=True, slots=True)
class Policy:
    """What every due date obeys. Days are calendar days unless the name says working days."""

    scale: tuple[RatingLevel, ...] = DELIVERED_SCALE
    default_rating: str = "C"
    rating_rule: RatingRule = RatingRule.CONTACT_FIRST
    fit_guard_days: int | None = 90
    """Right fit is never silent longer than this; None switches the rule off (PRODUCT §2.4)."""
    reply_working_days: int = 1
    person_gap_days: int = 7
    company_gap_days: int = 2
    company_gap_most_days: int = 7
    leads: Mapping[TimingKind, int] = field(default_factory=lambda: DELIVERED_LEADS)
    talks_a_day: int = 8
    value_adds_a_day: int = 12
    weekdays: frozenset[int] = frozenset({0, 1, 2, 3, 4})
    """Working weekdays, Monday 0 to Sunday 6."""
    country: str = ""
    """ISO 3166 code whose public holidays are days off, empty for none."""
    region: str = ""

    def __post_init__(self) -> None:
        codes = [level.code for level in self.scale]
        if not MIN_LEVELS <= len(codes) <= MAX_LEVELS:
            raise InvalidInput(f"A rating scale has {MIN_LEVELS} to {MAX_LEVELS} levels, not {len(codes)}.")
        if len(set(codes)) != len(codes):
            raise InvalidInput("Two ratings of the scale have the same letter: each needs its own.")
        if self.default_rating not in codes:
            raise InvalidInput(
                f"The default rating {self.default_rating} is not on the scale {', '.join(codes)}."
            )
        if not self.weekdays or not self.weekdays <= frozenset(range(7)):
            raise InvalidInput("At least one weekday must be a working day.")
        if self.talks_a_day < 1 or self.value_adds_a_day < 1:
            raise InvalidInput("The daily capacity must be at least 1 talk and 1 value-add.")
        gaps = (self.person_gap_days, self.company_gap_days, self.company_gap_most_days)
        if not all(0 <= days <= MOST_DAYS for days in (self.reply_working_days, *gaps)):
            raise InvalidInput(f"A gap or the days for a reply must be 0 to {MOST_DAYS} days.")
        limits = [*self.leads.values()] + ([] if self.fit_guard_days is None else [self.fit_guard_days])
        if not all(1 <= days <= MOST_DAYS for days in limits):
            raise InvalidInput(f"A lead and the fit guard must be 1 to {MOST_DAYS} days.")

    @property
    def codes(self) -> tuple[str, ...]:
        """The rating codes, best first."""
        return tuple(level.code for level in self.scale)

    def level(self, code: str) -> RatingLevel:
        """The level of a code on the scale; InvalidInput where it is not on it."""
        for level in self.scale:
            if level.code == code:
                return level
        raise InvalidInput(f"“{code}” is not a rating of this diary: use one of {', '.join(self.codes)}.")

    def rank(self, code: str) -> int:
        """0 for the best rating, rising to the lowest."""
        return self.codes.index(self.level(code).code)

    def weight(self, code: str) -> int:
        """The weight of a rating in the order of the day: 1 for the lowest, doubling upward (§2.17)."""
        return int(2 ** (len(self.scale) - 1 - self.rank(code)))

    def effective_rating(self, own: str | None, company: str | None) -> str:
        """The rating that counts (PRODUCT §2.1). A code no longer on the scale counts as unrated."""
        codes = self.codes
        given = [code for code in (own, company) if code in codes and code is not None]
        if not given:
            return self.default_rating
        if self.rating_rule is RatingRule.HIGHER:
            return min(given, key=codes.index)
        return given[0]
