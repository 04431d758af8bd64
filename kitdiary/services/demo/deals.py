"""Opportunities: some at the first meeting, more of them later; won, lost or still open."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import partial

from kitdiary.domain.opportunities import Opportunity, Stage
from kitdiary.domain.people import Role
from kitdiary.domain.steps import ThanksCause
from kitdiary.domain.touches import Channel, Outcome
from kitdiary.services.demo.days import moment
from kitdiary.services.demo.person import Person
from kitdiary.services.demo.world import World

# Touches up to and with the one where it came up, how likely a talk there opens one, and how many may.
_WHEN = ((1, 0.22, 18), (3, 0.36, 11), (6, 0.11, 9), (10_000, 0.05, 6))
_WEIGHT = {"A": 1.6, "B": 1.3, "C": 0.9, "D": 0.6}
_DAYS = 730
_SIZES = {"A": (60, 240), "B": (25, 120), "C": (10, 60), "D": (4, 25)}


def maybe_opportunity(world: World, person: Person, day: date) -> str:
    """Let a talk (not written down yet) open an opportunity; the sentence that says so, or ""."""
    place = next(number for number, (most, _, _) in enumerate(_WHEN) if len(person.touches) + 1 <= most)
    _, chance, quota = _WHEN[place]
    dice = person.dice
    # Whom somebody introduced is nearer to a sale than whom one found.
    nearer = 2.2 if person.contact.introduced_by is not None else 1.0
    wanted = dice.chance(chance * _WEIGHT[person.rating] * nearer)
    late = day >= world.quiet_from and place != 0
    if (
        not wanted
        or late
        or world.deals_by_place[place] >= _so_far(world, quota, day)
        or person.opportunities >= 2
    ):
        return ""
    world.deals_by_place[place] += 1
    title = world.words.one(person, world.words.phrases["opportunity_titles"][person.themes[0]], day)
    _open(world, person, day, title, before=dice.chance(0.25 + 0.2 * place))
    return world.words.phrase("opened", person, day, title=title[:1].lower() + title[1:])


def _so_far(world: World, quota: int, day: date) -> int:
    """How many of all may have come by a day: they come all along the two years, not all in the first."""
    gone = 1 - (world.calendar.today - day).days / _DAYS
    return min(quota, 1 + int(quota * max(0.0, gone)))


def _open(world: World, person: Person, day: date, title: str, *, before: bool) -> None:
    dice = person.dice
    low, high = _SIZES[person.rating]
    country = world.material.countries[person.company.address.country]
    thousands = dice.between(low, high)
    if country.currency in ("JPY", "NGN"):
        thousands *= 100
    # In the evening, after the talk itself has been written down.
    opened = moment(world.calendar.at(day, 17 * 60 + 58))
    number = len(world.opportunities) + 1
    person.opportunities += 1
    world.opportunities.append(
        Opportunity(
            number,
            person.id,
            title,
            Decimal(thousands * 1000 + 100 * dice.between(0, 9)),
            country.currency,
            Stage.OPEN,
            before,
            day,
            opened,
        )
    )
    _thank(world, person, ThanksCause(number, person.contact.name, won=False, on=day, made=opened))
    world.on(world.calendar.after(day, dice.between(60, 300)), partial(_decide, world, person, number))


def _decide(world: World, person: Person, number: int, day: date) -> None:
    if day >= world.quiet_from or person.contact.closed is not None:
        return
    won = person.dice.chance(0.56)
    note = "They signed." if won else f"They stay with {person.incumbent}. “Next time.”"
    world.record([person], day, Channel.EMAIL, Outcome.RECEIVED, note=note)
    ended = moment(world.calendar.at(day, 17 * 60 + 59))
    found = world.opportunities[number - 1]
    stage = Stage.WON if won else Stage.LOST
    world.opportunities[number - 1] = replace(found, stage=stage, closed_on=day, closed=ended)
    if won:
        person.contact = replace(person.contact, role=Role.CUSTOMER)
        _thank(world, person, ThanksCause(number, person.contact.name, won=True, on=day, made=ended))


def _thank(world: World, person: Person, cause: ThanksCause) -> None:
    """Everyone up the chain of introduction is to be thanked."""
    seen = {person.id}
    above = person.contact.introduced_by
    while above is not None and above not in seen:
        seen.add(above)
        introducer = world.people[above]
        introducer.causes.append(cause)
        world.schedule(introducer, cause.on)
        above = introducer.contact.introduced_by
