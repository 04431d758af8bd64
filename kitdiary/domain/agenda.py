"""The order of the day (PRODUCT §2.17): what is due, who first, and what exceeds the day.

Pure: it is told what day it is. Lateness, order and capacity are decided here and nowhere else.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from kitdiary.domain.policy import Policy
from kitdiary.domain.reasons import TIMING_RULES, Reason, Rule
from kitdiary.domain.steps import StepKind


class DueStep(NamedTuple):
    """A stored step with what is needed to order and show it; read by the thousand, so slim.

    ``due_at`` carries its offset. ``reason_json`` is decoded only for what is shown. ``to_talk`` says
    that a promise is one to talk, which takes its share of the day's talks.
    """

    contact_id: int
    name: str
    company: str | None
    rating: str | None
    effective_rating: str
    kind: StepKind
    due_on: date
    due_at: datetime | None
    original_on: date
    interval_days: int
    rule: Rule
    reason_json: str
    promise_id: int | None
    to_talk: bool
    time_zone: str

    @property
    def reason(self) -> Reason:
        """The reason, decoded."""
        return Reason.from_json(self.reason_json)


@dataclass(frozen=True, slots=True)
class Done:
    """What was done on the day already: people talked to, people given something."""

    talks: int = 0
    value_adds: int = 0


class AgendaItem(NamedTuple):
    """One line of the day. ``days_late`` is 0 or more, counted from the step's original date."""

    step: DueStep
    days_late: int
    over_capacity: bool


TIMED, REPLIES, PROMISES, THANKS, TIMING, TALKS, VALUE_ADDS = range(7)
"""The groups of the day, in their order."""

_GROUP_OF_KIND = {
    StepKind.REPLY: REPLIES,
    StepKind.PROMISE: PROMISES,
    StepKind.THANKS: THANKS,
    StepKind.TALK: TALKS,
    StepKind.VALUE_ADD: VALUE_ADDS,
}


def group(step: DueStep) -> int:
    """The group of the day a step belongs to."""
    if step.due_at is not None and step.kind is StepKind.PROMISE:
        return TIMED
    if step.rule in TIMING_RULES:
        return TIMING
    return _GROUP_OF_KIND[step.kind]


def days_late(step: DueStep, today: date) -> int:
    """Calendar days since the step's original date, at least 0 (PRODUCT §2.17)."""
    return max(0, (today - step.original_on).days)


def agenda(steps: Iterable[DueStep], policy: Policy, today: date, done: Done = Done()) -> list[AgendaItem]:
    """What of ``steps`` is due on or before ``today``, in order, with what exceeds the capacity marked.

    Talks and promises to talk share the day's talks, value-adds have their own number; replies, other
    promises and thanks take none. A promise is never over capacity: it was given.
    """
    due = [step for step in steps if step.due_on <= today]
    weights = {code: policy.weight(code) for code in policy.codes}
    lowest = min(weights.values())

    def key(step: DueStep) -> tuple[int, float, str, int]:
        where = group(step)
        if where >= TALKS:
            weight = weights.get(step.effective_rating, lowest)
            first = -weight * (1 + days_late(step, today) / step.interval_days)
        elif where == TIMED and step.due_at is not None:
            first = step.due_at.timestamp()
        else:
            first = float(step.due_on.toordinal())
        return where, first, step.name.casefold(), step.contact_id

    due.sort(key=key)
    talks_left = policy.talks_a_day - done.talks
    values_left = policy.value_adds_a_day - done.value_adds
    talks_left -= sum(1 for step in due if step.kind is StepKind.PROMISE and step.to_talk)
    items: list[AgendaItem] = []
    for step in due:
        over = False
        if step.kind is StepKind.TALK:
            talks_left -= 1
            over = talks_left < 0
        elif step.kind is StepKind.VALUE_ADD:
            values_left -= 1
            over = values_left < 0
        items.append(AgendaItem(step, days_late(step, today), over))
    return items
