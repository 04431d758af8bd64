"""What becomes of a few: they leave the field, ask to be left alone, or take a long pause."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from kitdiary.domain.people import ClosedReason, Consent
from kitdiary.domain.touches import Channel, Outcome
from kitdiary.services.demo.dice import Dice
from kitdiary.services.demo.person import Person
from kitdiary.services.demo.world import World

_CLOSED = (
    *[ClosedReason.NO_CONTACT] * 4,
    *[ClosedReason.LEFT_FIELD] * 5,
    ClosedReason.DECEASED,
    *[ClosedReason.DUPLICATE] * 2,
)
_PAUSES = 9


def plan_fates(world: World, crowd: list[Person]) -> None:
    """Choose who is closed and who is paused, and when."""
    dice = Dice("fates")
    chosen = dice.shuffled([person for person in crowd if person.rating not in ("A", "B")])
    for reason in _CLOSED:
        person = chosen.pop()
        day = world.calendar.back(dice.between(15, 420))
        world.on(day, partial(_close, world, person, reason))
    paused = dice.shuffled([person for person in crowd if person in chosen or person.rating == "B"])
    for number in range(_PAUSES):
        day = world.calendar.back(dice.between(6, 70))
        until = world.calendar.after(world.calendar.today, dice.between(12, 160))
        world.on(day, partial(_pause, world, paused[number], until))
    for person in paused[_PAUSES : _PAUSES + 6]:
        day = world.calendar.back(dice.between(150, 600))
        until = day + timedelta(days=dice.between(40, 90))
        world.on(day, partial(_pause, world, person, until))


def _close(world: World, person: Person, reason: ClosedReason, day: date) -> None:
    if person.id not in world.people:
        return
    note = world.words.phrases["closing_notes"][reason.value]
    if reason is ClosedReason.NO_CONTACT:
        world.record([person], day, Channel.EMAIL, Outcome.RECEIVED, note=note)
        person.contact = replace(person.contact, consent=Consent(calls=False, email=False, other=False))
    person.contact = replace(
        person.contact,
        closed=reason,
        closed_on=day,
        timing=None,
        notes=f"{person.contact.notes} {note}".strip(),
    )
    person.next_on = None


def _pause(world: World, person: Person, until: date, day: date) -> None:
    if person.id not in world.people or person.contact.closed is not None:
        return
    note = world.words.phrase("paused", person, day)
    person.contact = replace(
        person.contact, paused_until=until, notes=f"{person.contact.notes} {note}".strip()
    )
    world.schedule(person, day)
