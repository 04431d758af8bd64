"""Referrals: in a good talk somebody names somebody, and the chain grows."""

from dataclasses import replace
from datetime import date

from kitdiary.services.demo.person import Person
from kitdiary.services.demo.world import World


def maybe_referral(world: World, person: Person, day: date) -> str:
    """Let a person introduce the next of those who come by referral; the sentence that says so, or "".

    Whom is decided by the world: somebody at another firm, of the same country where there is one.
    """
    if not world.referrals or person.conversations < 1 or not person.dice.chance(0.12 * person.warmth):
        return ""
    waiting = world.referrals
    home = person.company.address.country
    near = [
        other
        for other in waiting
        if other.company.address.country == home and other.company is not person.company
    ]
    newcomer = near[0] if near else waiting[0]
    if newcomer.company is person.company:
        return ""
    waiting.remove(newcomer)
    newcomer.contact = replace(
        newcomer.contact,
        introduced_by=person.id,
        source="Referral",
        added_on=day,
        first_talk_on=world.calendar.workdays.add(day, 2),
    )
    world.meet(newcomer)
    world.schedule(newcomer, day)
    return world.words.phrase(
        "introduced", person, day, person=newcomer.contact.name, company=newcomer.company.name
    )
