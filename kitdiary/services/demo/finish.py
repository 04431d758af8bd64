"""The last day: what is done this morning, what is left for today, what was put off.

A rep who opens the diary sees a morning's work begun and a handful of things to do, not a mountain. So of
what the two years have left due, a few are done, a few are left, and the rest was snoozed the evening
before: "spread what is overdue".
"""

from datetime import date, timedelta

from kitdiary.domain.reasons import TIMING_RULES, Rule
from kitdiary.domain.steps import Snooze, Step, StepKind
from kitdiary.services.demo.days import moment
from kitdiary.services.demo.mails import answer, thank, value_add
from kitdiary.services.demo.person import Person
from kitdiary.services.demo.talks import conversation, keep_promises
from kitdiary.services.demo.world import World

Due = tuple[Person, Step]
_LEFT_TALKS, _LEFT_TIMINGS, _LEFT_VALUES = 1, 1, 2
_DONE_TALKS, _DONE_VALUES = 2, 3
_LATEST = 14
_SPREAD_A_DAY = 3
_EVENING = 17 * 60 + 50


def finish(world: World) -> None:
    """Bring the story to this morning."""
    today = world.calendar.today
    _settle_others(world)
    talks = _due(world, StepKind.TALK, today)
    values = _due(world, StepKind.VALUE_ADD, today)
    timings = [due for due in talks if due[1].reason.rule in TIMING_RULES]
    plain = [due for due in talks if due not in timings and due[1].reason.rule is not Rule.TRIES]
    # The cast has two of the best waiting already.
    others = [due for due in plain if due[0].rating != "A"]
    left = _first(world, timings, _LEFT_TIMINGS) + _first(world, others, _LEFT_TALKS)
    done = [due for due in plain if due not in left and due[0].conversations][:_DONE_TALKS]
    left_values = _first(world, values, _LEFT_VALUES)
    done_values = [due for due in values if due not in left_values][:_DONE_VALUES]
    for due in (*_unlike(talks, left + done), *_unlike(values, left_values + done_values)):
        _put_off(world, due)
    for person, _ in done:
        conversation(world, person, world.calendar.anchor)
    for person, _ in done_values:
        value_add(world, person, world.calendar.anchor)


def _unlike(all_due: list[Due], chosen: list[Due]) -> list[Due]:
    return [due for due in all_due if due not in chosen]


def _settle_others(world: World) -> None:
    """Replies, thanks and promises left by the crowd are done first thing: today's are the cast's."""
    for person in _active(world):
        kinds = {step.kind for step in world.plan(person) if step.due_on <= world.calendar.today}
        if StepKind.PROMISE in kinds:
            keep_promises(world, person, world.calendar.anchor)
        if StepKind.REPLY in kinds:
            answer(world, person, world.calendar.anchor)
        elif StepKind.THANKS in kinds:
            thank(world, person, world.calendar.anchor)


def _active(world: World) -> list[Person]:
    return [
        person for person in world.people.values() if not person.scripted and person.contact.closed is None
    ]


def _due(world: World, kind: StepKind, today: date) -> list[Due]:
    """The steps of one kind that are due, of people with no touch this morning; best rating first."""
    found = [
        (person, step)
        for person in _active(world)
        if person.touches[-1:] == [] or person.touches[-1].on < world.calendar.anchor
        for step in world.plan(person)
        if step.kind is kind and step.due_on <= today
    ]
    return sorted(found, key=lambda due: (due[0].rating, due[1].due_on, due[0].id))


def _first(world: World, due: list[Due], count: int) -> list[Due]:
    """So many that are not long overdue, the ratings mixed."""
    recent = [
        found for found in due if found[1].original_on >= world.calendar.anchor - timedelta(days=_LATEST)
    ]
    return world.dice.shuffled(recent)[:count]


def _put_off(world: World, due: Due) -> None:
    """Snooze a step to a coming day, a few a day."""
    person, step = due
    calendar = world.calendar
    number = world.put_off = world.put_off + 1
    until = max(
        calendar.workdays.next_from(person.acts_on(step)), calendar.ahead(1 + number // _SPREAD_A_DAY)
    )
    evening = calendar.working_days_back(1) if calendar.today == calendar.anchor else calendar.anchor
    person.snoozes.append(Snooze(step.kind, until, None, moment(calendar.at(evening, _EVENING))))
