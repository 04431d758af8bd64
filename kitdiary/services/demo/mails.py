"""What the rep writes: value-adds, answers, thanks; and what comes back."""

from datetime import date, timedelta
from functools import partial

from kitdiary.domain.content import ContentItem
from kitdiary.domain.steps import Skip, StepKind
from kitdiary.domain.touches import Channel, Outcome
from kitdiary.services.demo.days import moment
from kitdiary.services.demo.person import Person
from kitdiary.services.demo.records import DemoSkip
from kitdiary.services.demo.world import World

_OTHER_WAYS = ((Channel.LETTER, 0.4), (Channel.SOCIAL, 0.4), (Channel.CHAT, 0.2))


def value_add(world: World, person: Person, day: date) -> None:
    """Send something worth having; once in a while let it pass."""
    # Never with those who get nothing else: twice the interval in silence is too long.
    if person.rating != "D" and person.dice.chance(0.025):
        made = moment(world.calendar.next_time(day, 0.1))
        skip = Skip(StepKind.VALUE_ADD, day, made)
        person.skips.append(skip)
        world.skips.append(DemoSkip(person.id, skip, "Nothing worth their time this month."))
        return
    item = _item(world, person, day)
    why = "" if item is not None else _why(world, person, day)
    consent = person.contact.consent
    by_mail = consent.email and (not consent.other or person.dice.chance(0.93))
    channel = Channel.EMAIL if by_mail else person.dice.weighted(_OTHER_WAYS)
    bounced = channel is Channel.EMAIL and person.dice.chance(0.006)
    outcome = Outcome.BOUNCED if bounced else Outcome.SENT
    note = "Came back: mailbox full." if bounced else _note(world, person, day, own=item is None)
    purpose = person.dice.pick(world.words.phrases["purposes"]["value"])
    world.record([person], day, channel, outcome, purpose=purpose, note=note, item=item, why=why)
    if not bounced and person.dice.chance(0.17 * person.warmth):
        world.on(day + timedelta(days=person.dice.between(1, 4)), partial(_reply, world, person, channel))


def _note(world: World, person: Person, day: date, *, own: bool) -> str:
    if own:
        return world.words.phrase("sent_own", person, day)
    talked = person.conversations > 1 and person.dice.chance(0.35)
    return world.words.phrase("sent_after_talk" if talked else "sent", person, day)


def _item(world: World, person: Person, day: date) -> ContentItem | None:
    """A content item that fits, is in date and was not sent; the newest ones mostly wait for a reason."""
    if person.dice.chance(0.35):
        return None
    fitting = [
        item
        for item in world.content
        if item.added_on <= day
        and item.offered(day)
        and item.id not in person.had
        and not set(person.themes).isdisjoint(item.topics)
    ]
    return person.dice.pick(fitting) if fitting else None


def _why(world: World, person: Person, day: date) -> str:
    options = [why for theme in person.themes for why in world.words.themes[theme].why]
    return world.words.one(person, options, day)


def _reply(world: World, person: Person, channel: Channel, day: date) -> None:
    if person.contact.closed is not None or day >= world.calendar.anchor:
        return
    asks = person.dice.chance(0.2) and day < world.quiet_from
    note = world.words.phrase("asked" if asks else "replied", person, day)
    at_home = world.words.phrases["replied_in"].get(person.contact.language)
    if at_home and not asks and person.dice.chance(0.4):
        note = world.words.one(person, at_home, day)
    world.record([person], day, channel, Outcome.REPLIED, note=note, asks=asks)
    if asks:
        world.schedule(person, day)


def answer(world: World, person: Person, day: date) -> None:
    """Answer what was asked."""
    note = world.words.phrase("answered", person, day)
    world.record([person], day, Channel.EMAIL, Outcome.SENT, purpose="answer", note=note)


def thank(world: World, person: Person, day: date) -> None:
    """Thank for an introduction that led to something."""
    cause = person.causes[-1]
    note = world.words.phrase("thanks", person, day, person=cause.contact_name)
    world.record([person], day, Channel.EMAIL, Outcome.SENT, purpose="say thanks", note=note)


def newsletter(world: World, item: ContentItem, day: date) -> None:
    """One newsletter to everyone it fits and may have it: one touch each, all at the same minute."""
    at = world.calendar.at(day, 11 * 60)
    for person in list(world.people.values()):
        recent = person.last_outgoing is not None and (day - person.last_outgoing).days < 7
        fits = not set(person.themes).isdisjoint(item.topics)
        may = person.contact.closed is None and person.contact.consent.email
        if person.scripted or recent or not fits or not may or not person.touches:
            continue
        world.record([person], day, Channel.EMAIL, Outcome.SENT, purpose="something useful", item=item, at=at)
        if person.dice.chance(0.1):
            world.on(day + timedelta(days=1), partial(_reply, world, person, Channel.EMAIL))
        world.schedule(person, day)
