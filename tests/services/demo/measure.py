"""What a demo diary would show: its agenda and figures, worked out from its records alone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta, tzinfo
from functools import cache

from kitdiary.domain.agenda import AgendaItem, Done, DueStep, agenda, group
from kitdiary.domain.people import Contact, Standing, State
from kitdiary.domain.plan import plan
from kitdiary.domain.steps import History, NextSteps, ThanksCause
from kitdiary.domain.touches import Counts, Touch, TouchFact
from kitdiary.services.demo import DemoDiary, make_demo
from kitdiary.services.demo.days import moment

GROUPS = ("timed", "replies", "promises", "thanks", "timing", "talks", "value_adds")


@cache
def made(today: date, zone: tzinfo) -> DemoDiary:
    """A demo, made once for all tests of this process."""
    return make_demo(today, zone)


@dataclass
class Measured:
    demo: DemoDiary
    plans: dict[int, NextSteps] = field(default_factory=dict)

    def __post_init__(self) -> None:
        demo = self.demo
        self.contacts = {contact.id: contact for contact in demo.contacts}
        self.companies = {company.id: company for company in demo.companies}
        self.touches: dict[int, list[Touch]] = {contact.id: [] for contact in demo.contacts}
        for touch in demo.touches:
            for contact_id in touch.contact_ids:
                self.touches[contact_id].append(touch)
        self.plans = {contact.id: self._plan(contact) for contact in demo.contacts}

    def _plan(self, contact: Contact) -> NextSteps:
        colleague = max(
            (
                touch.on
                for other in self.demo.contacts
                if other.company_id == contact.company_id and other.id != contact.id
                for touch in self.touches[other.id]
                if touch.counts & Counts.OUTGOING
            ),
            default=None,
        )
        history = History(
            tuple(
                TouchFact(t.id, moment(t.at), t.on, int(t.counts), t.wants_reply and t.direction == "in")
                for t in self.touches[contact.id]
            ),
            tuple(p.promise for p in self.demo.promises if p.contact_id == contact.id),
            tuple(s.snooze for s in self.demo.snoozes if s.contact_id == contact.id),
            tuple(s.skip for s in self.demo.skips if s.contact_id == contact.id),
            tuple(self._causes(contact.id)),
            colleague,
        )
        company = self.companies[contact.company_id or 0]
        return plan(Standing.of(contact), company.rating, history, self.demo.policy)

    def _causes(self, contact_id: int) -> list[ThanksCause]:
        below = {contact_id}
        for _ in range(9):
            below |= {c.id for c in self.demo.contacts if c.introduced_by in below}
        below.discard(contact_id)
        found = []
        for deal in self.demo.opportunities:
            if deal.contact_id in below:
                name = self.contacts[deal.contact_id].name
                found.append(ThanksCause(deal.id, name, won=False, on=deal.opened_on, made=deal.opened))
                if deal.stage == "won" and deal.closed_on and deal.closed:
                    found.append(ThanksCause(deal.id, name, won=True, on=deal.closed_on, made=deal.closed))
        return found

    def steps(self) -> list[DueStep]:
        promises = {p.promise.id: p.promise for p in self.demo.promises}
        found = []
        for contact_id, steps in self.plans.items():
            contact = self.contacts[contact_id]
            for step in steps:
                promise = promises.get(step.promise_id) if step.promise_id else None
                found.append(
                    DueStep(
                        contact_id=contact_id, name=contact.name,
                        company=self.companies[contact.company_id or 0].name, rating=contact.rating,
                        effective_rating=steps.effective_rating, kind=step.kind, due_on=step.due_on,
                        due_at=step.due_at, original_on=step.original_on, interval_days=step.interval_days,
                        rule=step.reason.rule, reason_json=step.reason.to_json(), promise_id=step.promise_id,
                        to_talk=promise is not None and promise.to_talk, time_zone=contact.time_zone,
                    )
                )  # fmt: skip
        return found

    def agenda(self) -> list[AgendaItem]:
        done = self.done()
        return agenda(self.steps(), self.demo.policy, self.demo.today, done)

    def done(self) -> Done:
        today = [t for t in self.demo.touches if t.on == self.demo.today]
        talks = len({i for t in today if t.conversation for i in t.contact_ids})
        values = len({i for t in today if t.counts & Counts.VALUE_ADD for i in t.contact_ids})
        return Done(talks, values)

    def groups(self) -> Counter[str]:
        return Counter(GROUPS[group(item.step)] for item in self.agenda())

    def active(self) -> list[Contact]:
        return [c for c in self.demo.contacts if c.state(self.demo.today) is State.ACTIVE]

    def on_cadence(self, *, original: bool = True) -> dict[str, tuple[int, int]]:
        """By rating: how many active contacts are not late, and how many there are."""
        found: dict[str, tuple[int, int]] = {}
        for contact in self.active():
            steps = self.plans[contact.id]
            step = steps.value_add if steps.talk_days is None else steps.talk
            due = None if step is None else step.original_on if original else step.due_on
            good, all_ = found.get(steps.effective_rating, (0, 0))
            found[steps.effective_rating] = (good + (due is None or due >= self.demo.today), all_ + 1)
        return found

    def left_behind(self) -> list[Contact]:
        found = []
        for contact in self.active():
            after = self.plans[contact.id].left_behind_after
            if after is not None and after < self.demo.today:
                found.append(contact)
        return found

    def conversations_a_week(self, weeks: int = 26) -> list[int]:
        per_week = [0] * weeks
        for touch in self.demo.touches:
            week = (self.demo.today - touch.on).days // 7
            if touch.conversation and week < weeks:
                per_week[week] += 1
        return per_week[::-1]

    def opportunity_places(self) -> list[int]:
        """For each opportunity, how many touches there were up to its opening."""
        return [
            sum(1 for t in self.touches[deal.contact_id] if t.on <= deal.opened_on)
            for deal in self.demo.opportunities
        ]

    def load(self, days: int = 20) -> list[tuple[int, int]]:
        """Talks and value-adds due on each coming working day."""
        steps = self.steps()
        found = []
        for offset in range(1, days):
            day = self.demo.today + timedelta(days=offset)
            kinds = Counter(s.kind.value for s in steps if s.due_on == day)
            found.append((kinds["talk"], kinds["value_add"]))
        return found
