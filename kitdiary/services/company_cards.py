"""A company as it is shown: its people, their touches in one timeline, what is open there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kitdiary.domain.people import Company
from kitdiary.domain.touches import Touch
from kitdiary.services.context import Context
from kitdiary.storage.contact_list import ContactList, ContactQuery, ContactRow


@dataclass(frozen=True, slots=True)
class CompanyCard:
    """One company with the lines of its people, by name."""

    company: Company
    people: tuple[ContactRow, ...]
    last_conversation_on: date | None
    next_step_on: date | None


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
        spoken = [row.last_conversation_on for row in people if row.last_conversation_on is not None]
        due = [day for row in people for day in (row.next_talk_on, row.next_value_add_on) if day is not None]
        return CompanyCard(company, tuple(people), max(spoken, default=None), min(due, default=None))

    def timeline(self, company_id: int, limit: int, before: Touch | None = None) -> Sequence[Touch]:
        """The touches of everyone there, each once, newest first."""
        with self._context.store.read():
            return self._context.touches.company_timeline(company_id, limit, before)
