"""Somebody has left their company: the person stays, the former job is kept, and somebody follows them."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from kitdiary.domain.errors import DiaryError, InvalidInput
from kitdiary.domain.names import clean_name
from kitdiary.domain.people import Company, Contact
from kitdiary.domain.workdays import workdays_of
from kitdiary.services.changes import Change, Kind
from kitdiary.services.contacts import ContactFields, Contacts
from kitdiary.services.context import Context
from kitdiary.services.limits import check_day
from kitdiary.services.next_steps import NextStepService
from kitdiary.storage.past_jobs import PastJob

__all__ = ["Departure", "JobChanges", "PastJob", "Successor"]

ASK_AFTER = 5
"""Working days after which the rep is reminded to find out who followed."""
_KINDS = frozenset({Kind.CONTACTS, Kind.COMPANIES, Kind.STEPS, Kind.PROMISES})
_Act = Callable[[], Change]


@dataclass(frozen=True, slots=True)
class Successor:
    """Who follows: somebody of the diary (``contact_id``), or a new person by name.

    ``job_title`` "" leaves that of somebody known as it is. ``introduced`` says the one who left did it.
    """

    contact_id: int | None = None
    name: str = ""
    job_title: str = ""
    phone: str = ""
    email: str = ""
    introduced: bool = False


@dataclass(frozen=True, slots=True)
class Departure:
    """Who left, on which local date, and where they went: ``company`` "" is not known.

    ``ask_on`` is the day of the promise to ask who follows them, None for none.
    """

    contact_id: int
    left_on: date
    company: str = ""
    job_title: str = ""
    successor: Successor | None = None
    ask_on: date | None = None


class JobChanges:
    """Job changes. Each is one operation and can be undone."""

    def __init__(self, context: Context, contacts: Contacts, steps: NextStepService) -> None:
        self._context = context
        self._contacts = contacts
        self._steps = steps

    # -- reading ------------------------------------------------------------------------------

    def of_contact(self, contact_id: int) -> list[PastJob]:
        """Where a contact worked before, the last first."""
        with self._context.store.read():
            return self._context.past_jobs.of_contact(contact_id)

    def one(self, job_id: int) -> PastJob:
        """A former job; DiaryError for an unknown id."""
        with self._context.store.read():
            return self._context.past_jobs.one(job_id)

    def followed_by(self, contact_id: int) -> list[PastJob]:
        """The jobs a contact took over: each names who had it before."""
        with self._context.store.read():
            return self._context.past_jobs.followed_by(contact_id)

    def of_company(self, company_id: int) -> list[PastJob]:
        """Who worked at a company before."""
        with self._context.store.read():
            return self._context.past_jobs.of_company(company_id)

    def ask_on(self) -> date:
        """The day to ask who follows somebody who leaves today."""
        return workdays_of(self._context.policy).add(self._context.today(), ASK_AFTER)

    # -- writing ------------------------------------------------------------------------------

    def leave(self, departure: Departure) -> Change:
        """Move the person to where they went, keep the former job, settle who follows. All or nothing.

        InvalidInput for somebody without a company, for a day to come, and for going where they are.
        """
        context = self._context
        check_day(departure.left_on)
        if departure.left_on > context.today():
            raise InvalidInput(
                f"{departure.left_on} is still to come: write a job change down once it has taken place."
            )
        with context.store.together("", context.now()) as operation:
            person = context.people.contact(departure.contact_id)
            if person.company_id is None:
                raise InvalidInput(f"{person.name} has no company in this diary to leave.")
            old = context.companies.one(person.company_id)
            going = clean_name(departure.company, "company")
            new = context.companies.find(going) if going else None
            if new is not None and new.id == old.id:
                raise InvalidInput(f"{person.name} is at {old.name} already: name the company they went to.")
            operation.what = what = f"{person.name} left {old.name}" + (f" for {going}" if going else "")
            job = context.past_jobs.add(person.id, old.id, person.job_title, departure.left_on)
            done = [self._contacts.edit((person.id,), company=going, job_title=departure.job_title)]
            if departure.successor is not None:
                done += self._follow(job, person, old, departure.successor)
            elif departure.ask_on is not None:
                ask = f"ask who followed {person.name} at {old.name}"
                done.append(self._steps.promise(person.id, departure.ask_on, ask))
        return _one(operation.id, what, done, (old.id,))

    def name_successor(self, job_id: int, successor: Successor) -> Change:
        """Say later who followed somebody."""
        context = self._context
        with context.store.together("", context.now()) as operation:
            job = context.past_jobs.one(job_id)
            if job.company_id is None:
                raise InvalidInput("The company of this former job is not known: nobody can follow there.")
            person = context.people.contact(job.contact_id)
            done = self._follow(job_id, person, context.companies.one(job.company_id), successor)
            now = context.past_jobs.one(job_id)
            operation.what = what = f"{now.successor} followed {person.name} at {now.company}"
        number = operation.id if operation.changed else None
        return _one(number, what, done, (job.company_id,), job.contact_id)

    def forget(self, job_id: int) -> Change:
        """Take a former job out: it was not so. Who works where stays."""
        context = self._context
        with context.store.operation("", context.now()) as operation:
            job = context.past_jobs.one(job_id)
            operation.what = what = f"Removed the former job of {job.name}"
            context.past_jobs.remove(job_id)
        companies = () if job.company_id is None else (job.company_id,)
        return Change(operation.id, what, _KINDS, (job.contact_id,), company_ids=companies)

    # -- pieces -------------------------------------------------------------------------------

    def _follow(self, job_id: int, person: Contact, company: Company, who: Successor) -> list[Change]:
        """Put the successor at the company and beside the former job."""
        if who.contact_id == person.id:
            raise InvalidInput(f"{person.name} cannot follow themselves: name somebody else.")
        if who.contact_id is None:
            change = self._new(person, company, who)
            self._context.past_jobs.set_successor(job_id, change.contact_ids[0])
            return [change]
        fields: ContactFields = {}
        known = self._context.people.contact(who.contact_id)
        if known.company_id != company.id:
            fields["company"] = company.name
            if known.company_id is not None:  # they changed jobs as well
                today = self._context.today()
                self._context.past_jobs.add(known.id, known.company_id, known.job_title, today)
        if who.job_title:
            fields["job_title"] = who.job_title
        if who.introduced:
            fields["introduced_by"] = person.id
        self._context.past_jobs.set_successor(job_id, who.contact_id)
        return [self._contacts.edit((who.contact_id,), **fields)]

    def _new(self, person: Contact, company: Company, who: Successor) -> Change:
        if not clean_name(who.name):
            raise DiaryError("Say who follows: give a name, or leave it for later.")
        fields: ContactFields = {
            "name": who.name,
            "company": company.name,
            "job_title": who.job_title,
            "source": f"successor of {person.name}"[:300],
        }
        if who.phone:
            fields["phone"] = who.phone
        if who.email:
            fields["email"] = who.email
        if who.introduced:
            fields["introduced_by"] = person.id
        return self._contacts.add(**fields)


def _one(
    operation_id: int | None, what: str, done: list[Change], companies: tuple[int, ...], *also: int
) -> Change:
    """The parts as one change."""
    people = tuple(dict.fromkeys((*(i for change in done for i in change.contact_ids), *also)))
    firms = tuple(dict.fromkeys((*companies, *(i for change in done for i in change.company_ids))))
    replanned = frozenset().union(*(change.replanned for change in done))
    return Change(operation_id, what, _KINDS, people, replanned, firms)
