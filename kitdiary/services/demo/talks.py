"""Talks and tries: who is reached, what is said, what the rep learns from it."""

from dataclasses import replace
from datetime import date, timedelta

from kitdiary.domain.people import Fit, Precision, Timing, TimingKind
from kitdiary.domain.touches import Channel, InsightKind, Outcome, Promise, Touch
from kitdiary.services.demo.days import first_day_of, minutes_of, moment, when_words
from kitdiary.services.demo.deals import maybe_opportunity
from kitdiary.services.demo.person import Person
from kitdiary.services.demo.records import DemoPromise
from kitdiary.services.demo.referrals import maybe_referral
from kitdiary.services.demo.world import World

_CHANNELS = (
    (Channel.CALL, 0.68),
    (Channel.VIDEO, 0.14),
    (Channel.VISIT, 0.08),
    (Channel.MEETING, 0.07),
    (Channel.CHAT, 0.03),
)
_MISSED = ((Outcome.NO_ANSWER, 0.58), (Outcome.LEFT_MESSAGE, 0.32), (Outcome.BUSY, 0.1))
_FITS = {"A": 0.6, "B": 0.3, "C": 0.06, "D": 0.01}
_KINDS = (
    (TimingKind.CONTRACT_END, 0.36),
    (TimingKind.BUDGET_ROUND, 0.24),
    (TimingKind.PROJECT_START, 0.18),
    (TimingKind.NEW_MANAGER, 0.1),
    (TimingKind.OTHER, 0.12),
)
_PRECISIONS = (
    (Precision.DAY, 0.28),
    (Precision.MONTH, 0.36),
    (Precision.QUARTER, 0.26),
    (Precision.YEAR, 0.1),
)
_TIMES = ("09:00", "09:30", "10:00", "11:30", "14:00", "15:00", "16:15")


def talk(world: World, person: Person, day: date) -> None:
    """Try to talk: a conversation, or an attempt (now and then they call back the same day)."""
    tries = 0
    for touch in reversed(person.touches):
        if touch.conversation:
            break
        tries += touch.outcome in (Outcome.NO_ANSWER, Outcome.LEFT_MESSAGE, Outcome.BUSY)
    if person.dice.chance(person.reach + 0.08 * tries):
        conversation(world, person, day)
        return
    outcome = person.dice.weighted(_MISSED)
    note = world.words.one(person, world.words.phrases["attempt"][outcome.value], day)
    world.record([person], day, Channel.CALL, outcome, purpose="keep in touch", note=note)
    if outcome is Outcome.LEFT_MESSAGE and person.dice.chance(0.1):
        conversation(world, person, day)


def conversation(world: World, person: Person, day: date) -> Touch:
    """A talk that took place, with all that comes of it."""
    dice, words = person.dice, world.words
    channel = dice.weighted(_CHANNELS)
    if channel in (Channel.VISIT, Channel.MEETING) and person.company.address.country != "US":
        channel = Channel.VIDEO
    note = words.talk(person, day)
    with_whom = [person]
    if channel in (Channel.VISIT, Channel.MEETING):
        note = f"{words.phrase('meeting', person, day)} {note}"
        others = [
            other for other in world.colleagues(person) if other.contact.closed is None and not other.scripted
        ]
        with_whom += others[:1] if dice.chance(0.5) else []
    timing, when = _maybe_timing(world, person, day)
    parts = [note, when, maybe_referral(world, person, day), maybe_opportunity(world, person, day)]
    purpose = dice.pick(words.phrases["purposes"]["talk"]) if person.conversations else "get to know"
    touch = world.record(
        with_whom, day, channel, Outcome.SPOKE, purpose=purpose, note=" ".join(part for part in parts if part)
    )
    _learn(world, person, touch, timing)
    _judge_fit(world, person, day)
    _maybe_promise(world, person, touch)
    for other in with_whom[1:]:
        world.schedule(other, day)
    return touch


def _learn(world: World, person: Person, touch: Touch, timing: Timing | None) -> None:
    dice, words = person.dice, world.words
    theme = words.themes[words.theme(person)]
    for kind, texts in theme.insights.items():
        fresh = [text for text in texts if text not in person.used]
        if fresh and dice.chance(0.3 if kind in ("need", "frustration") else 0.18):
            world.learn(person, touch, InsightKind(kind), words.one(person, fresh, touch.on))
    for kind in (InsightKind.PROJECT, InsightKind.BUDGET, InsightKind.TIMELINE):
        if dice.chance(0.16):
            world.learn(
                person, touch, kind, dice.weighted((("has", 0.35), ("has not", 0.4), ("unknown", 0.25)))
            )
    if timing is not None:
        text = words.phrases["timing"][timing.kind.value][0]
        said = words.fill(text, person, touch.on, when=when_words(timing.on, timing.precision))
        world.learn(person, touch, InsightKind.WHEN, said.removesuffix("."))


def _maybe_timing(world: World, person: Person, day: date) -> tuple[Timing | None, str]:
    """A timing learned in this talk, and the sentence that says so; one that has passed is cleared."""
    dice, known = person.dice, person.contact.timing
    if known is not None and known.on <= day:
        person.contact = replace(person.contact, timing=None)
    elif known is not None:
        return None, ""
    if not dice.chance(0.14):
        return None, ""
    kind, precision = dice.weighted(_KINDS), dice.weighted(_PRECISIONS)
    on = first_day_of(day + timedelta(days=dice.between(100, 520)), precision)
    if on <= day + timedelta(days=20):
        on, precision = day + timedelta(days=120), Precision.DAY
    words = world.words
    note = words.one(person, words.phrases["timing_notes"][kind.value], day)
    timing = Timing(kind, on, precision, day, note)
    person.contact = replace(person.contact, timing=timing)
    return timing, words.one(person, words.phrases["timing"][kind.value], day, when=when_words(on, precision))


def _judge_fit(world: World, person: Person, day: date) -> None:
    """After the second talk the rep knows whether this is the right kind of customer."""
    if person.conversations != 2:
        return
    if person.dice.chance(_FITS[person.rating]):
        fit, kind = Fit.YES, "fit_yes"
    elif person.dice.chance(0.2 if person.rating == "D" else 0.05):
        fit, kind = Fit.NO, "fit_no"
    else:
        return
    note = world.words.phrase(kind, person, day)
    link = person.company.website if person.dice.chance(0.3) else ""
    person.contact = replace(person.contact, fit=fit, fit_note=note, fit_link=link, fit_on=day)


def _maybe_promise(world: World, person: Person, touch: Touch) -> None:
    """Now and then the rep agrees to something; never for the last days, which the cast fills."""
    dice, calendar = person.dice, world.calendar
    recent = (calendar.today - touch.on).days < 21
    if not dice.chance(0.26 if recent else 0.07):
        return
    channel = dice.weighted(((Channel.CALL, 0.45), (Channel.EMAIL, 0.45), (Channel.VISIT, 0.1)))
    on = calendar.after(touch.on, dice.between(3, 24))
    if world.quiet_from <= on <= calendar.ahead(1):
        on = calendar.ahead(dice.between(2, 7))
    at = (
        calendar.at(on, minutes_of(dice.pick(_TIMES)))
        if dice.chance(0.6) and channel is Channel.CALL
        else None
    )
    what = world.words.one(person, world.words.phrases["promises"][channel.value], touch.on)
    what = what[:1].lower() + what[1:]
    promise = Promise(0, on, at, channel, what, moment(touch.at))
    person.promises.append(DemoPromise(person.id, promise))


def keep_promises(world: World, person: Person, day: date) -> None:
    """Do what was promised for this day: talk, or write and tick; one in fifteen is let go."""
    due = [found for found in person.promises if found.promise.on <= day and not _settled(found)]
    if any(found.promise.to_talk for found in due):
        talk(world, person, day)
    for place, found in enumerate(person.promises):
        if found not in due or found.promise.to_talk:
            continue
        if person.dice.chance(0.07):
            person.promises[place] = DemoPromise(
                person.id, replace(found.promise, dropped=True), dropped_on=day
            )
            continue
        note = f"As promised: {found.promise.what}."
        world.record([person], day, Channel.EMAIL, Outcome.SENT, purpose="keep a promise", note=note)
        person.promises[place] = DemoPromise(person.id, replace(found.promise, ticked=True), ticked_on=day)


def _settled(found: DemoPromise) -> bool:
    return found.promise.ticked or found.promise.dropped
