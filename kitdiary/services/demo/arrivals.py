"""How people come into the diary: taken over, met at a show, off the web, from a list, by referral."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

from kitdiary.domain.touches import Channel, Outcome
from kitdiary.services.demo.deals import maybe_opportunity
from kitdiary.services.demo.dice import Dice
from kitdiary.services.demo.person import Person
from kitdiary.services.demo.world import World

_WEB, _REFERRALS, _LISTED = 34, 36, 40
_LIST_DAYS = (640, 470, 260)
_LAST_LIST_DAYS = 64
_DOWNLOADS = 46


def plan_arrivals(world: World, crowd: list[Person]) -> None:
    """Decide when and how each of the crowd comes in."""
    waiting = Dice("arrivals").shuffled(crowd)
    for show in world.material.shows["shows"]:
        guests = [person for person in waiting if person.company.address.country in show["countries"]]
        guests = guests[: show["people"]]
        taken = {person.id for person in guests}
        waiting = [person for person in waiting if person.id not in taken]
        _plan_show(world, show, guests)
    dice = Dice("sources")
    for person in waiting[:_WEB]:
        day = world.calendar.back(dice.between(20, 690))
        world.on(day, partial(_from_web, world, person))
    world.referrals = waiting[_WEB : _WEB + _REFERRALS]
    rest = waiting[_WEB + _REFERRALS :]
    for number, (days, source) in enumerate(zip(_LIST_DAYS, world.material.shows["lists"], strict=True)):
        _plan_batch(world, rest[number : _LISTED : len(_LIST_DAYS)], world.calendar.back(days), source, 2)
    _plan_batch(world, rest[_LISTED:], world.calendar.start, "Taken over from Lee Marlowe", 1)
    world.on(world.calendar.back(_LAST_LIST_DAYS), partial(_rest_of_referrals, world))
    for _ in range(_DOWNLOADS):
        world.on(world.calendar.back(dice.between(8, 640)), partial(_download, world, dice))


def source_of(show: Any, day: date) -> str:
    """``FoodLog Chicago 2025``."""
    return f"{show['name']} {day.year}"


def _enter(world: World, person: Person, day: date, source: str, first_talk_on: date) -> None:
    person.contact = replace(person.contact, source=source, added_on=day, first_talk_on=first_talk_on)
    world.meet(person)


def _plan_batch(world: World, people: list[Person], day: date, source: str, a_day: int) -> None:
    """An import: first talks spread over the days after it, so many a day, best rating first."""
    people = sorted(people, key=lambda person: (person.rating, person.id))
    days = world.calendar.workdays
    first = days.add(day, 1)
    for number, person in enumerate(people):
        if number % a_day == 0 and number:
            first = days.add(first, 1)
        world.on(day, partial(_import, world, person, source, first))


def _import(world: World, person: Person, source: str, first_talk_on: date, day: date) -> None:
    _enter(world, person, day, source, first_talk_on)
    world.schedule(person, day)


def _rest_of_referrals(world: World, day: date) -> None:
    """Whom nobody introduced by now comes from a list, so that nobody of the crowd is missing."""
    people, world.referrals = world.referrals, []
    for number, person in enumerate(people):
        source = world.material.shows["lists"][0]
        _import(world, person, source, world.calendar.workdays.add(day, 1 + number), day)


def _plan_show(world: World, show: Any, guests: list[Person]) -> None:
    opening = world.calendar.back(show["ago"])
    for number, person in enumerate(guests):
        day = opening if number % 2 == 0 else world.calendar.workdays.add(opening, 1)
        follow_up = world.calendar.workdays.add(opening, 3 + number // 2)
        world.on(day, partial(_meet, world, show, person, follow_up))


def _meet(world: World, show: Any, person: Person, follow_up: date, day: date) -> None:
    """Met at a stand: most were a conversation, some only left a card."""
    _enter(world, person, day, source_of(show, world.calendar.back(show["ago"])), follow_up)
    spoke = person.dice.chance(0.75)
    note = world.words.one(person, world.material.shows["notes"], day, stand=show["stand"])
    if spoke:
        opened = maybe_opportunity(world, person, day)
        note = f"{note} {opened}".strip()
    outcome = Outcome.SPOKE if spoke else Outcome.RECEIVED
    world.record([person], day, Channel.TRADE_SHOW, outcome, purpose="meet at a show", note=note)
    world.schedule(person, day)


def _web_touch(world: World, person: Person, day: date) -> None:
    known = [
        item
        for item in world.content
        if item.added_on <= day and item.offered(day) and item.link and item.id not in person.had
    ]
    item = person.dice.pick(known) if known and person.dice.chance(0.7) else None
    asks = item is None and person.dice.chance(0.5) and day < world.quiet_from
    templates = world.words.phrases["web"]
    options = templates[:2] if item is not None else templates[4:] if asks else templates[2:4]
    note = world.words.one(person, options, day, title="" if item is None else item.title)
    world.record([person], day, Channel.WEB, Outcome.RECEIVED, note=note, item=item, asks=asks)
    world.schedule(person, day)


def _from_web(world: World, person: Person, day: date) -> None:
    _enter(world, person, day, "Web form", world.calendar.workdays.add(day, 2))
    _web_touch(world, person, day)


def _download(world: World, dice: Dice, day: date) -> None:
    """Somebody known takes something from the web site."""
    known = [
        person
        for person in world.people.values()
        if not person.scripted and person.contact.closed is None and person.touches
    ]
    if known and day + timedelta(days=2) < world.calendar.anchor:
        _web_touch(world, dice.pick(known), day)
