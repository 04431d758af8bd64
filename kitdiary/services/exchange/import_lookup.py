"""How an import asks the diary whom a row is about: `Lookup` over the store."""

from collections.abc import Collection, Iterable, Mapping

from kitdiary.domain.people import Company
from kitdiary.services.context import Context
from kitdiary.services.exchange.decisions import Known
from kitdiary.services.exchange.own_uids import own_uid_prefix
from kitdiary.storage.alike import Alike
from kitdiary.storage.import_lookup import ImportLookup


class DiaryLookup:
    """Answers `decide` from the diary. Needs a scope of the store all the while."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._lookup = ImportLookup(context.store)
        self.newest_contact = self._lookup.newest_contact
        self._uids: dict[str, int] | None = None
        self._alike = Alike(context.store)
        self._stems: dict[str, list[int]] | None = None

    def by_email(self, keys: Collection[str], /) -> Mapping[str, Collection[int]]:
        """Contact ids by email key."""
        return self._lookup.by_email(keys)

    def by_phone(self, e164s: Collection[str], /) -> Mapping[str, Collection[int]]:
        """Contact ids by international number."""
        return self._lookup.by_phone(e164s)

    def by_uid(self, uids: Collection[str], /) -> Mapping[str, Collection[int]]:
        """Contact ids by the UID of their card, or that this diary gives them on the way out."""
        if self._uids is None:
            own = own_uid_prefix(self._context.diary_facts)
            self._uids = self._lookup.uids(own)
        return {uid: (self._uids[uid],) for uid in uids if uid in self._uids}

    def by_name(
        self, keys: Collection[tuple[str, str | None]], /
    ) -> Mapping[tuple[str, str | None], Collection[int]]:
        """Contact ids by the name keys of person and company."""
        return self._lookup.by_name(keys)

    def similar(self, stems: Collection[str], names: Collection[str], /) -> Iterable[tuple[int, str, str]]:
        """Id, name key and company key of who works at such a company, or has such a name and any company."""
        if not self.newest_contact:
            return
        if self._stems is None:
            self._stems = self._alike.company_stems()
        at = [each for stem in stems for each in self._stems.get(stem, ())]
        for found, name, company in self._alike.named_or_at(names, at):
            if found <= self.newest_contact:
                yield found, name, company

    def contacts(self, ids: Collection[int], /) -> Mapping[int, Known]:
        """Whole contacts with what an import needs beside."""
        people = self._context.people.contacts(ids)
        firms = self._context.companies.many(
            {c.company_id for c in people.values() if c.company_id is not None}
        )
        e164s, touched = self._lookup.e164s(ids), self._lookup.touched(ids)
        pictured = self._context.photos.of(ids)
        return {
            contact_id: Known(
                contact,
                firms[contact.company_id].name if contact.company_id is not None else "",
                e164s.get(contact_id, ()),
                contact_id in touched,
                contact_id in pictured,
            )
            for contact_id, contact in people.items()
        }

    def companies(self, keys: Collection[str], /) -> Mapping[str, Company]:
        """Companies by name key, the oldest of several."""
        ids = self._lookup.company_ids(keys)
        firms = self._context.companies.many(ids.values())
        return {key: firms[company_id] for key, company_id in ids.items()}
