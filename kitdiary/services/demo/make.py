"""`make_demo`: the whole diary from a date; no clock, no store."""

from dataclasses import replace
from datetime import date, tzinfo
from functools import partial
from itertools import count

from kitdiary.domain.content import ContentKind
from kitdiary.domain.steps import StepKind
from kitdiary.services.demo.arrivals import plan_arrivals
from kitdiary.services.demo.cast import plan_cast
from kitdiary.services.demo.days import Calendar
from kitdiary.services.demo.dice import Dice
from kitdiary.services.demo.fates import plan_fates
from kitdiary.services.demo.finish import finish
from kitdiary.services.demo.firms import make_companies
from kitdiary.services.demo.library import make_content
from kitdiary.services.demo.mails import answer, newsletter, thank, value_add
from kitdiary.services.demo.material import material
from kitdiary.services.demo.people import Recruit, make_crowd
from kitdiary.services.demo.person import Person
from kitdiary.services.demo.reach import Numbers
from kitdiary.services.demo.records import DEMO_POLICY, DEMO_SETTINGS, DemoDiary, DemoSnooze
from kitdiary.services.demo.talks import keep_promises, talk
from kitdiary.services.demo.world import Act, World

_ACTS: dict[StepKind, Act] = {
    StepKind.TALK: talk,
    StepKind.VALUE_ADD: value_add,
    StepKind.REPLY: answer,
    StepKind.THANKS: thank,
    StepKind.PROMISE: keep_promises,
}
_NEWSLETTER_DAYS = 33


def make_demo(today: date, zone: tzinfo) -> DemoDiary:
    """A diary as it could be on the morning of ``today``, in the rep's zone.

    The same for the same day, everywhere. On a day off it is as the last working day left it, but for
    the one promise that has its time today. Touches of today are in its first hours.
    """
    words = material()
    calendar = Calendar(today, zone, DEMO_POLICY)
    world = World(calendar, words, make_companies(words))
    world.content = make_content(words, calendar)
    numbers = Numbers()
    plan_cast(world, numbers)
    recruits = make_crowd(words, world.companies, numbers, first_id=len(words.cast) + 1)
    crowd = [_person(recruit) for recruit in recruits]
    plan_arrivals(world, crowd)
    plan_fates(world, crowd)
    letter = next(item for item in world.content if item.kind is ContentKind.NEWSLETTER)
    world.on(calendar.back(_NEWSLETTER_DAYS), partial(newsletter, world, letter))
    world.tell(_ACTS)
    finish(world)
    return _diary(world)


def _person(recruit: Recruit) -> Person:
    """A person nobody has met yet: how easily they are reached, and how warm they are."""
    dice = Dice("story", recruit.contact.id)
    reach, warmth = 0.34 + dice.share() * 0.4, 0.3 + dice.share() * 1.4
    return Person(recruit.contact, recruit.company, recruit.themes, recruit.incumbent, dice, reach, warmth)


def _diary(world: World) -> DemoDiary:
    """What the world holds as one record; touches are numbered in the order they took place."""
    ordered = sorted(world.touches, key=lambda touch: (touch.at, touch.id))
    ids = {touch.id: number for number, touch in enumerate(ordered, start=1)}
    people = sorted(world.people.values(), key=lambda person: person.id)
    number = count(1)
    promises = [
        replace(found, promise=replace(found.promise, id=next(number)))
        for person in people
        for found in person.promises
    ]
    return DemoDiary(
        world.calendar.today,
        DEMO_POLICY,
        DEMO_SETTINGS,
        tuple(world.companies),
        tuple(person.contact for person in people),
        tuple(world.content),
        tuple(replace(touch, id=ids[touch.id]) for touch in ordered),
        tuple(
            replace(insight, touch_id=ids[insight.touch_id])
            for insight in world.insights
            if insight.touch_id is not None
        ),
        tuple(promises),
        tuple(DemoSnooze(person.id, snooze) for person in people for snooze in person.snoozes),
        tuple(world.skips),
        tuple(world.opportunities),
    )
