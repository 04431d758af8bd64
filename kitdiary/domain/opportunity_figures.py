"""When opportunities came, and what introductions paid back."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from kitdiary.domain.opportunities import Stage


class Place(StrEnum):
    """How many touches there had been when an opportunity came up, that of the day itself counted."""

    FIRST = "first_meeting"
    FEW = "touches_2_3"
    MORE = "touches_4_6"
    MANY = "touches_7_and_more"


def place_of(touches_before: int) -> Place:
    """The place of an opportunity; with no touch on record it came at the first meeting as well."""
    if touches_before <= 1:
        return Place.FIRST
    if touches_before <= 3:
        return Place.FEW
    return Place.MORE if touches_before <= 6 else Place.MANY


class Came(NamedTuple):
    """An opportunity opened in the period.

    ``touches_before`` are the touches of its contact up to and with the day it was opened: a rep logs the
    meeting and opens what came of it in either order. Every touch counts, tries without an answer too.
    """

    opportunity_id: int
    contact_id: int
    title: str
    opened_on: date
    touches_before: int
    stage: Stage
    value: Decimal | None
    currency: str
    source: str
    territory: str
    tags: tuple[str, ...] = ()

    @property
    def place(self) -> Place:
        """Where it falls."""
        return place_of(self.touches_before)


@dataclass(frozen=True, slots=True)
class Group:
    """The opportunities of one source, list or territory: how many, at the first meeting, won."""

    key: str
    total: int
    first: int
    won: int

    @property
    def later(self) -> int:
        """How many came after the first meeting."""
        return self.total - self.first


@dataclass(frozen=True, slots=True)
class Arrivals:
    """The opportunities opened in a period and when they came, oldest first."""

    came: tuple[Came, ...]

    @property
    def total(self) -> int:
        """All of them: the numerator of the multiplier."""
        return len(self.came)

    @property
    def first(self) -> int:
        """Those of a first meeting, where a once-off campaign would have stopped: the denominator."""
        return self.at(Place.FIRST)

    @property
    def later(self) -> int:
        """Those that came after the first meeting."""
        return self.total - self.first

    @property
    def multiplier(self) -> float | None:
        """All against those of the first pass alone, to one decimal; None where there were none."""
        return round(self.total / self.first, 1) if self.first else None

    def at(self, place: Place) -> int:
        """How many came at a place."""
        return sum(1 for one in self.came if one.place is place)

    def by_source(self) -> tuple[Group, ...]:
        """By the source of the contact, most first; "" where none is known."""
        return self._groups(lambda one: (one.source,))

    def by_tag(self) -> tuple[Group, ...]:
        """By target list, most first; one with two tags counts in both, one without in neither."""
        return self._groups(lambda one: one.tags)

    def by_territory(self) -> tuple[Group, ...]:
        """By territory, most first; "" where no address is known."""
        return self._groups(lambda one: (one.territory,))

    def _groups(self, keys: Callable[[Came], tuple[str, ...]]) -> tuple[Group, ...]:
        found: dict[str, list[Came]] = {}
        for one in self.came:
            for key in keys(one):
                found.setdefault(key, []).append(one)
        groups = [
            Group(
                key,
                len(members),
                sum(1 for one in members if one.place is Place.FIRST),
                sum(1 for one in members if one.stage is Stage.WON),
            )
            for key, members in found.items()
        ]
        return tuple(sorted(groups, key=lambda group: (-group.total, group.key)))


# -- introductions ------------------------------------------------------------------------------------------


class WrittenOff(NamedTuple):
    """Whether somebody was ever judged "no fit", and ever closed."""

    no_fit: bool
    closed: bool


@dataclass(frozen=True, slots=True)
class Introducer:
    """Somebody whose introductions led to opportunities of the period, directly or further down."""

    contact_id: int
    opportunity_ids: tuple[int, ...]
    won: int
    values: tuple[tuple[str, Decimal], ...]
    """What was won, by currency."""
    written_off: WrittenOff
    name: str = ""
    company: str | None = None


@dataclass(frozen=True, slots=True)
class Payback:
    """What introductions paid back in a period."""

    introducers: tuple[Introducer, ...]
    """Most opportunities first. Each up the chain is named, so one opportunity may stand with several."""
    opportunity_ids: tuple[int, ...]
    """Every opportunity of somebody who was introduced, once."""
    total: int
    """All opportunities of the period, introduced or not."""
    won: int
    written_off_ids: tuple[int, ...]
    """Those with somebody in the chain who was once judged "no fit" or closed."""


def chain_above(contact_id: int, introduced_by: Mapping[int, int]) -> list[int]:
    """Who introduced somebody, and who introduced those, nearest first; a cycle is cut."""
    found: list[int] = []
    seen = {contact_id}
    above = introduced_by.get(contact_id)
    while above is not None and above not in seen:
        seen.add(above)
        found.append(above)
        above = introduced_by.get(above)
    return found


def payback(
    came: Iterable[Came], introduced_by: Mapping[int, int], written_off: Mapping[int, WrittenOff]
) -> Payback:
    """Payback through referral chains. ``written_off`` may leave out those who never were."""
    everything = list(came)
    through: dict[int, list[Came]] = {}
    introduced: list[Came] = []
    redeemed: list[int] = []
    for one in everything:
        chain = chain_above(one.contact_id, introduced_by)
        if not chain:
            continue
        introduced.append(one)
        for contact_id in chain:
            through.setdefault(contact_id, []).append(one)
        if any(any(written_off.get(contact_id, ())) for contact_id in chain):
            redeemed.append(one.opportunity_id)
    people = [
        Introducer(
            contact_id,
            tuple(one.opportunity_id for one in found),
            sum(1 for one in found if one.stage is Stage.WON),
            _won_values(found),
            written_off.get(contact_id, WrittenOff(no_fit=False, closed=False)),
        )
        for contact_id, found in through.items()
    ]
    people.sort(key=lambda person: (-len(person.opportunity_ids), -person.won, person.contact_id))
    return Payback(
        tuple(people),
        tuple(one.opportunity_id for one in introduced),
        len(everything),
        sum(1 for one in introduced if one.stage is Stage.WON),
        tuple(redeemed),
    )


def _won_values(found: Iterable[Came]) -> tuple[tuple[str, Decimal], ...]:
    sums: dict[str, Decimal] = {}
    for one in found:
        if one.stage is Stage.WON and one.value is not None:
            sums[one.currency] = sums.get(one.currency, Decimal()) + one.value
    return tuple(sorted(sums.items()))
