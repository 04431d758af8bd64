"""One person while the story is told: what happened so far, and when the rep means to act next."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from kitdiary.domain.people import Company, Contact, Standing
from kitdiary.domain.plan import plan
from kitdiary.domain.reasons import TIMING_RULES, Rule
from kitdiary.domain.steps import History, NextSteps, Skip, Snooze, Step, StepKind, ThanksCause
from kitdiary.domain.touches import Counts, Touch, TouchFact
from kitdiary.services.demo.days import moment
from kitdiary.services.demo.dice import Dice
from kitdiary.services.demo.records import DEMO_POLICY, DemoPromise

PRIORITY = (StepKind.PROMISE, StepKind.REPLY, StepKind.THANKS, StepKind.TALK, StepKind.VALUE_ADD)
# How late a talk or a value-add is at most, as a share of its interval: the rep is good but human.
_MOST_TALK = {"A": 0.12, "B": 0.42, "C": 0.46, "D": 0.4}
_MOST_VALUE = {"A": 0.3, "B": 0.35, "C": 0.35, "D": 0.42}
_PROMPT = TIMING_RULES | {Rule.TRIES, Rule.OTHER_WAY, Rule.FIRST_TALK}


@dataclass(slots=True, eq=False)
class Person:
    """A contact with their history; ``next_on`` is the day the rep will act, None where never."""

    contact: Contact
    company: Company
    themes: tuple[str, ...]
    incumbent: str
    dice: Dice
    reach: float
    warmth: float
    scripted: bool = False
    touches: list[Touch] = field(default_factory=list)
    facts: list[TouchFact] = field(default_factory=list)
    promises: list[DemoPromise] = field(default_factory=list)
    snoozes: list[Snooze] = field(default_factory=list)
    skips: list[Skip] = field(default_factory=list)
    causes: list[ThanksCause] = field(default_factory=list)
    opportunities: int = 0
    had: set[int] = field(default_factory=set)
    used: set[str] = field(default_factory=set)
    next_on: date | None = None
    late_talk: float = 0.0
    late_value: float = 0.0
    last_outgoing: date | None = None

    @property
    def id(self) -> int:
        """The contact's id."""
        return self.contact.id

    @property
    def rating(self) -> str:
        """The rating that counts."""
        return DEMO_POLICY.effective_rating(self.contact.rating, self.company.rating)

    @property
    def conversations(self) -> int:
        """How many there were."""
        return sum(1 for touch in self.touches if touch.conversation)

    def add(self, touch: Touch) -> None:
        """Note a touch; the next talk or value-add after it has a delay of its own."""
        self.touches.append(touch)
        counts = touch.counts
        self.facts.append(
            TouchFact(
                touch.id,
                moment(touch.at),
                touch.on,
                int(counts),
                touch.wants_reply and touch.direction == "in",
            )
        )
        if counts & Counts.OUTGOING:
            self.last_outgoing = touch.on
        if touch.content_id is not None:
            self.had.add(touch.content_id)
        if counts & Counts.CONVERSATION:
            self.late_talk = self.dice.share() ** 2 * _MOST_TALK.get(self.rating, 0.4)
        if counts & (Counts.VALUE_ADD | Counts.CONVERSATION):
            self.late_value = self.dice.share() ** 3 * _MOST_VALUE.get(self.rating, 0.4)

    def plan(self, colleague_outgoing_on: date | None) -> NextSteps:
        """The plan as the diary would make it."""
        history = History(
            tuple(sorted(self.facts, key=lambda fact: (fact.moment, fact.id))),
            tuple(found.promise for found in self.promises),
            tuple(self.snoozes),
            tuple(self.skips),
            tuple(self.causes),
            colleague_outgoing_on,
        )
        return plan(Standing.of(self.contact), self.company.rating, history, DEMO_POLICY)

    def acts_on(self, step: Step) -> date:
        """The day the rep acts on a step: its date, or later by this person's delay."""
        share = {StepKind.TALK: self.late_talk, StepKind.VALUE_ADD: self.late_value}.get(step.kind, 0.0)
        if step.reason.rule in _PROMPT:
            share = 0.0
        return step.due_on + timedelta(days=int(share * step.interval_days))
