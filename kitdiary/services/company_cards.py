"""A company as it is shown: its people, their touches in one timeline, what is open there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kitdiary.domain.opportunities import Opportunity
from kitdiary.domain.people import Company
from kitdiary.domain.touches import Touch
from kitdiary.services.context import Context
from kitdiary.storage.contact_list import ContactList, ContactQuery, ContactRow
from kitdiary.storage.past_jobs import PastJob
from kitdiary.storage.totals import Totals, totals_of_company


@dataclass(frozen=True, slots=True)
class CompanyCard:
    """One company with the lines of its people, by name.

    ``next_person`` is whose earliest talk or value-add ``next_step_on`` is. Opportunities are those of the
    people there, newest first; former people those who left last first.
    """

    company: Company
    people: tuple[ContactRow, ...]
    totals: Totals
    next_step_on: date | None
    next_person: int | None
    opportunities: tuple[Opportunity, ...]
    former: tuple[PastJob, ...]


class CompanyCards:
    """Companies to look at."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._list = ContactList(context.store)

    def one(self, company_id: int) -> CompanyCard:
        """A company and its people, in one snapshot. DiaryError for an unknown id."""
        context = self._context
        with context.store.read():
            company = context.companies.one(company_id)
            people = self._list.rows(self._list.ids(ContactQuery(company_id=company_id)))
            totals = totals_of_company(context.store, company_id)
            opportunities = context.opportunities.of_many([row.contact_id for row in people])
            former = context.past_jobs.of_company(company_id)
        due = [
            (day, row.contact_id)
            for row in people
            for day in (row.next_talk_on, row.next_value_add_on)
            if day is not None
        ]
        day, person = min(due, default=(None, None))
        return CompanyCard(company, tuple(people), totals, day, person, tuple(opportunities), tuple(former))

    def timeline(self, company_id: int, limit: int, before: Touch | None = None) -> Sequence[Touch]:
        """The touches of everyone there, each once, newest first."""
        with self._context.store.read():
            return self._context.touches.company_timeline(company_id, limit, before)
