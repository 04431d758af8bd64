"""The value-adds of a week that go by email, to be prepared one after the other."""

from dataclasses import dataclass
from datetime import date, timedelta

from kitdiary.domain.steps import StepKind
from kitdiary.services.agenda import AgendaService
from kitdiary.services.context import Context


@dataclass(frozen=True, slots=True)
class WeekMail:
    """One of them: to whom, and since or until when."""

    contact_id: int
    name: str
    company: str
    due_on: date
    reason: str


@dataclass(frozen=True, slots=True)
class WeekMails:
    """Those to be written, in the order of the day, and how many have no address or want no email."""

    mails: tuple[WeekMail, ...]
    by_other_ways: int


def end_of_week(today: date) -> date:
    """The Sunday a week's work runs to: this one, at the weekend the next."""
    return today + timedelta(days=6 - today.weekday() + (7 if today.weekday() >= 5 else 0))


def week_mails(context: Context, agenda: AgendaService) -> WeekMails:
    """What is due up to the end of the week, what is late included."""
    with context.store.read():
        today = context.today()
        steps = [
            item.step for item in agenda.items(end_of_week(today)) if item.step.kind is StepKind.VALUE_ADD
        ]
        people = context.people.contacts([step.contact_id for step in steps])
    found = tuple(
        WeekMail(step.contact_id, step.name, step.company or "", step.due_on, step.reason.sentence(today))
        for step in steps
        if people[step.contact_id].emails and people[step.contact_id].consent.email
    )
    return WeekMails(found, len(steps) - len(found))
