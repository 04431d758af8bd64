"""The two years, day by day: what happens to the rep, and what the rep does about what is due.

What is due is asked of `domain.plan`, the same function the diary uses, so a demo can never show a history
the plan would not have led to. The rep keeps to a number of tries and mails a day, is on leave now and then,
and is late by a share of the interval (`Person.acts_on`).
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta

from kitdiary.domain.content import ContentItem
from kitdiary.domain.opportunities import Opportunity
from kitdiary.domain.people import Company
from kitdiary.domain.steps import NextSteps, StepKind
from kitdiary.domain.touches import (
    Channel,
    Insight,
    InsightKind,
    Outcome,
    Touch,
    check_pair,
    default_direction,
)
from kitdiary.services.demo.days import Calendar
from kitdiary.services.demo.dice import Dice
from kitdiary.services.demo.material import Material
from kitdiary.services.demo.person import PRIORITY, Person
from kitdiary.services.demo.records import DemoSkip
from kitdiary.services.demo.words import Words

TRIES_A_DAY, MAILS_A_DAY = 5, 8
Event = Callable[[date], None]
Act = Callable[["World", Person, date], None]


class World:
    """Everything the story has made so far."""

    def __init__(self, calendar: Calendar, material: Material, companies: list[Company]) -> None:
        self.calendar = calendar
        self.material = material
        self.companies = companies
        self.words = Words(material)
        self.dice = Dice("world")
        self.people: dict[int, Person] = {}
        self.content: list[ContentItem] = []
        self.touches: list[Touch] = []
        self.insights: list[Insight] = []
        self.skips: list[DemoSkip] = []
        self.opportunities: list[Opportunity] = []
        self.deals_by_place = [0, 0, 0, 0]
        """How many opportunities came up at the first touch, the next two, the next three, later."""
        self.referrals: list[Person] = []
        """Who comes in as soon as somebody introduces them."""
        self.put_off = 0
        """How many steps were snoozed at the end."""
        self.quiet_from = calendar.working_days_back(3)
        """From here on only the cast and what is due today decide what is left open."""
        self._events: dict[date, list[Event]] = {}
        self._due: dict[date, list[int]] = {}
        self._by_company: dict[int, list[Person]] = {}
        self._leave = [(calendar.back(first), calendar.back(last)) for first, last in material.shows["leave"]]

    # -- what happens -------------------------------------------------------------------------

    def on(self, day: date, event: Event) -> None:
        """Let something happen on a day (the next working day, if it is none) before the anchor."""
        self._events.setdefault(self.calendar.workdays.next_from(day), []).append(event)

    def meet(self, person: Person) -> None:
        """Take a person into the diary."""
        self.people[person.id] = person
        self._by_company.setdefault(person.company.id, []).append(person)

    def record(
        self,
        people: Sequence[Person],
        day: date,
        channel: Channel,
        outcome: Outcome,
        *,
        purpose: str = "",
        note: str = "",
        item: ContentItem | None = None,
        why: str = "",
        asks: bool = False,
        at: datetime | None = None,
    ) -> Touch:
        """Write down a touch, at the next free time of its day unless told when."""
        direction = default_direction(outcome)
        check_pair(channel, direction, outcome)
        touch = Touch(
            len(self.touches) + 1,
            at or self.calendar.next_time(day, self.dice.share()),
            channel,
            direction,
            outcome,
            tuple(person.id for person in people),
            purpose,
            note,
            None if item is None else item.id,
            None if item is None else item.title,
            why,
            asks,
        )
        self.touches.append(touch)
        for person in people:
            person.add(touch)
        return touch

    def learn(self, person: Person, touch: Touch, kind: InsightKind, text: str) -> None:
        """Write down what a touch revealed."""
        self.insights.append(Insight(len(self.insights) + 1, person.id, touch.id, kind, text, touch.on))

    def colleagues(self, person: Person) -> list[Person]:
        """Everyone else known at the same company."""
        return [other for other in self._by_company[person.company.id] if other is not person]

    # -- what the rep does --------------------------------------------------------------------

    def plan(self, person: Person) -> NextSteps:
        """The plan of a person as things stand."""
        outgoing = [other.last_outgoing for other in self.colleagues(person)]
        return person.plan(max((day for day in outgoing if day is not None), default=None))

    def schedule(self, person: Person, day: date) -> None:
        """Set the day the rep acts next for a person, after ``day``."""
        if person.scripted or person.contact.closed is not None:
            return
        wanted = min((person.acts_on(step) for step in self.plan(person)), default=None)
        if wanted is None:
            person.next_on = None
            return
        workdays = self.calendar.workdays
        self._put(person, max(workdays.next_from(wanted), workdays.add(day, 1)))

    def _put(self, person: Person, day: date) -> None:
        person.next_on = day
        self._due.setdefault(day, []).append(person.id)

    def tell(self, acts: Mapping[StepKind, Act]) -> None:
        """Live every working day from the beginning up to the one before the anchor."""
        workdays = self.calendar.workdays
        day = self.calendar.start
        while day < self.calendar.anchor:
            for event in self._events.pop(day, ()):
                event(day)
            if any(first <= day < last for first, last in self._leave):
                self._postpone(day)
            else:
                self._work(day, acts)
            day = workdays.next_from(day + timedelta(days=1))

    def due_on(self, day: date) -> list[Person]:
        """Whom the rep means to deal with on a day, best rating first."""
        ids = dict.fromkeys(self._due.get(day, ()))
        people = [self.people[contact_id] for contact_id in ids if self.people[contact_id].next_on == day]
        return sorted(people, key=lambda person: (person.rating, person.id))

    def _postpone(self, day: date) -> None:
        for person in self.due_on(day):
            self._put(person, self.calendar.workdays.add(day, 1))

    def _work(self, day: date, acts: Mapping[StepKind, Act]) -> None:
        left = {StepKind.TALK: TRIES_A_DAY, StepKind.VALUE_ADD: MAILS_A_DAY}
        for person in self.due_on(day):
            kind = self._first_due(person, day)
            if kind is None:
                self.schedule(person, day)
            elif left.get(kind, 1) < 1:
                self._put(person, self.calendar.workdays.add(day, 1))
            else:
                if kind in left:
                    left[kind] -= 1
                acts[kind](self, person, day)
                self.schedule(person, day)

    def _first_due(self, person: Person, day: date) -> StepKind | None:
        due = {step.kind for step in self.plan(person) if person.acts_on(step) <= day}
        return next((kind for kind in PRIORITY if kind in due), None)
