"""The long lists of people and companies: ids in order first, lines on demand."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from kitdiary.services.context import Context
from kitdiary.storage.companies import CompanyRow, CompanySort
from kitdiary.storage.contact_list import EVERYBODY, ContactList, ContactQuery, ContactRow, ContactSort

__all__ = ["Choices", "CompanyRow", "CompanySort", "ContactQuery", "ContactRow", "ContactSort", "Lists"]


@dataclass(frozen=True, slots=True)
class Choices:
    """What there is to filter by in this diary."""

    tags: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()


class Lists:
    """Reads lists of any length. Each call is one snapshot; safe from every thread."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._contacts = ContactList(context.store)

    def contact_ids(
        self,
        query: ContactQuery = EVERYBODY,
        sort: ContactSort = ContactSort.NAME,
        *,
        descending: bool = False,
        limit: int | None = None,
    ) -> list[int]:
        """Who fits, in order, as of today; at most ``limit``."""
        context = self._context
        with context.store.read():
            return self._contacts.ids(
                replace(query, today=context.today()),
                sort,
                descending=descending,
                scale=context.policy.codes,
                limit=limit,
            )

    def contact_rows(self, ids: Sequence[int]) -> list[ContactRow]:
        """The lines of these contacts in their order; those that are no more are left out."""
        with self._context.store.read():
            return self._contacts.rows(ids)

    def company_ids(
        self,
        text: str = "",
        sort: CompanySort = CompanySort.NAME,
        *,
        descending: bool = False,
        limit: int | None = None,
    ) -> list[int]:
        """The companies that have the words of ``text``, in order; at most ``limit``."""
        context = self._context
        with context.store.read():
            return context.companies.list_ids(
                text, sort, descending=descending, scale=context.policy.codes, limit=limit
            )

    def company_rows(self, ids: Sequence[int]) -> list[CompanyRow]:
        """The lines of these companies in their order; those that are no more are left out."""
        with self._context.store.read():
            return self._context.companies.rows(ids)

    def contact_count(self) -> int:
        """How many people there are, closed ones too."""
        with self._context.store.read():
            return self._context.people.count()

    def company_count(self) -> int:
        """How many companies there are."""
        with self._context.store.read():
            return self._context.census.companies()

    def tags(self) -> list[str]:
        """Every tag in use, by name."""
        with self._context.store.read():
            return list(self._contacts.tags())

    def choices(self) -> Choices:
        """What there is to filter by. Reads the whole diary: 100 ms where it has 100,000 contacts."""
        with self._context.store.read():
            return Choices(
                tuple(self._contacts.tags()),
                tuple(self._contacts.sources()),
                tuple(self._contacts.countries()),
            )
