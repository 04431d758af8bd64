"""The plan of a contact: at most one next step of each kind, each with its reason (PRODUCT §1, §2.18)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from kitdiary.domain.people import Moment
from kitdiary.domain.reasons import Reason
from kitdiary.domain.touches import Promise, TouchFact


class StepKind(StrEnum):
    """What a next step asks of the rep. The values are the words of the JSON output."""

    TALK = "talk"
    VALUE_ADD = "value_add"
    REPLY = "reply"
    PROMISE = "promise"
    THANKS = "thanks"


@dataclass(frozen=True, slots=True)
class Snooze:
    """One step moved by the rep: to a date, or to an instant (``until_at``, with its offset)."""

    kind: StepKind
    until_on: date
    until_at: datetime | None
    made: Moment
    promise_id: int | None = None


@dataclass(frozen=True, slots=True)
class Skip:
    """One step let pass: its clock starts again on ``on``, without a touch."""

    kind: StepKind
    on: date
    made: Moment


@dataclass(frozen=True, slots=True)
class ThanksCause:
    """An opportunity of someone this contact introduced (themselves or further down the chain)."""

    opportunity_id: int
    contact_name: str
    won: bool
    on: date
    made: Moment


@dataclass(frozen=True, slots=True)
class History:
    """All facts about one contact that move a due date. ``touches`` are oldest first."""

    touches: tuple[TouchFact, ...] = ()
    promises: tuple[Promise, ...] = ()
    snoozes: tuple[Snooze, ...] = ()
    skips: tuple[Skip, ...] = ()
    causes: tuple[ThanksCause, ...] = ()
    colleague_outgoing_on: date | None = None
    """The last outgoing touch, no attempt, to someone else at the same company."""


@dataclass(frozen=True, slots=True)
class Step:
    """One next step. ``due_at`` (with its offset) only for a promise or a snooze to a time.

    ``original_on`` is the date before a snooze or a failed try of a promise; days late count from it.
    ``interval_days`` is the length its lateness is measured by, at least 1.
    """

    kind: StepKind
    due_on: date
    reason: Reason
    interval_days: int
    original_on: date
    due_at: datetime | None = None
    promise_id: int | None = None

    def moved(self, due_on: date, due_at: datetime | None = None) -> "Step":
        """The same step, snoozed to another day or instant."""
        return replace(self, due_on=due_on, due_at=due_at, reason=self.reason.snoozed())


@dataclass(frozen=True, slots=True)
class NextSteps:
    """The plan of one contact: what `plan` returns and the diary stores."""

    effective_rating: str
    talk: Step | None = None
    value_add: Step | None = None
    reply: Step | None = None
    promise: Step | None = None
    thanks: Step | None = None
    talk_days: int | None = None
    """The talk interval in force in days, None where no talk clock runs."""
    email_days: int | None = None
    last_conversation_on: date | None = None
    last_value_add_on: date | None = None
    left_behind_after: date | None = None
    """Left behind from the day after this one (while active); None: not counted, nothing is permitted."""

    def __iter__(self) -> Iterator[Step]:
        steps = (self.talk, self.value_add, self.reply, self.promise, self.thanks)
        return (step for step in steps if step is not None)

    @property
    def earliest(self) -> date | None:
        """The first due date of all steps, None without any."""
        return min((step.due_on for step in self), default=None)
