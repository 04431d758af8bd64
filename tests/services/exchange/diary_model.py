"""A diary in memory: answers what an import asks, and does what it decides. What the service must do."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from kitdiary.domain.likeness import company_stem
from kitdiary.domain.names import email_key, name_key
from kitdiary.domain.people import Company, Consent, Contact, Fit, Labelled, Role
from kitdiary.services.exchange.decisions import Decision, Kind, Known, OnDuplicate, Totals
from kitdiary.services.exchange.matching import decide
from kitdiary.services.exchange.records import ImportRecord, PhoneEntry, Reject


class DiaryModel:
    """People and companies by id."""

    def __init__(self) -> None:
        self.people: dict[int, Known] = {}
        self.firms: dict[int, Company] = {}

    # -- what an import asks -------------------------------------------------------------------------

    def by_email(self, keys: Collection[str], /) -> Mapping[str, Collection[int]]:
        return {
            key: ids
            for key in keys
            if (
                ids := [i for i, p in self.people.items() if key in map(email_key, _values(p.contact.emails))]
            )
        }

    def by_phone(self, e164s: Collection[str], /) -> Mapping[str, Collection[int]]:
        return {
            key: ids
            for key in e164s
            if (ids := [i for i, person in self.people.items() if key in person.e164s])
        }

    def by_uid(self, uids: Collection[str], /) -> Mapping[str, Collection[int]]:
        return {
            uid: ids
            for uid in uids
            if (ids := [i for i, person in self.people.items() if f"UID:{uid}" in person.contact.extra])
        }

    def by_name(
        self, keys: Collection[tuple[str, str | None]], /
    ) -> Mapping[tuple[str, str | None], Collection[int]]:
        names = {i: (name_key(p.contact.name), name_key(p.company_name)) for i, p in self.people.items()}
        return {
            key: ids
            for key in keys
            if (ids := [i for i, name in names.items() if name[0] == key[0] and key[1] in (None, name[1])])
        }

    def similar(self, stems: Collection[str], names: Collection[str], /) -> Iterable[tuple[int, str, str]]:
        keys = [(i, name_key(p.contact.name), name_key(p.company_name)) for i, p in self.people.items()]
        return [each for each in keys if each[2] and (company_stem(each[2]) in stems or each[1] in names)]

    def contacts(self, ids: Collection[int], /) -> Mapping[int, Known]:
        return {i: self.people[i] for i in ids if i in self.people}

    def companies(self, keys: Collection[str], /) -> Mapping[str, Company]:
        found = {name_key(firm.name): firm for firm in reversed(self.firms.values())}
        return {key: found[key] for key in keys if key in found}

    # -- what is done --------------------------------------------------------------------------------

    def take(
        self, items: Iterable[ImportRecord | Reject], on_duplicate: OnDuplicate = OnDuplicate.FILL
    ) -> tuple[Totals, list[Decision]]:
        """Import rows, each carried out before the next is decided."""
        totals, decisions, added = Totals(), [], dict[int, int]()
        for decision in decide(items, self, on_duplicate, max(self.people, default=0)):
            totals.count(decision)
            decisions.append(decision)
            self._company(decision)
            if decision.kind is Kind.ADD and decision.record and not decision.record.only_company:
                added[decision.line] = self._add(decision.record)
            if decision.kind is Kind.FILL and decision.fill is not None:
                same_as = decision.same_as
                self._fill(added[same_as] if same_as is not None else decision.contact_id or 0, decision)
        return totals, decisions

    def _company(self, decision: Decision) -> None:
        step = decision.company
        if step is None:
            return
        known = self.companies([step.key]).get(step.key)
        if known is None:
            known = Company(max(self.firms, default=0) + 1, step.name)
        assert step.company_id in (None, known.id)
        assert not any(getattr(known, name) for name in step.changes if name != "address")
        self.firms[known.id] = replace(known, **step.changes)

    def _add(self, record: ImportRecord) -> int:
        number = max(self.people, default=0) + 1
        contact = Contact(
            number,
            record.name,
            given_name=record.given_name,
            family_name=record.family_name,
            job_title=record.job_title,
            role=record.role or Role.PROSPECT,
            rating=record.rating,
            fit=record.fit or Fit.UNSURE,
            consent=Consent(not record.no_calls, not record.no_email, not record.no_other),
            notes=record.notes,
            website=record.website,
            birthday=record.birthday,
            address=record.address,
            emails=record.emails,
            phones=_labelled(record.phones),
            tags=record.tags,
            extra=record.extra,
        )
        e164s = tuple(phone.e164 for phone in record.phones)
        self.people[number] = Known(contact, record.company, e164s, record.last_contact is not None)
        return number

    def _fill(self, number: int, decision: Decision) -> None:
        known, fill = self.people[number], decision.fill
        assert fill is not None
        contact = replace(
            known.contact,
            **fill.changes,
            emails=known.contact.emails + fill.emails,
            phones=known.contact.phones + _labelled(fill.phones),
            tags=known.contact.tags + fill.tags,
        )
        company = decision.company.name if decision.link_company and decision.company else known.company_name
        self.people[number] = Known(
            contact,
            company,
            known.e164s + tuple(phone.e164 for phone in fill.phones),
            known.has_touches or fill.last_contact is not None,
        )


def _values(entries: tuple[Labelled, ...]) -> list[str]:
    return [entry.value for entry in entries]


def _labelled(phones: tuple[PhoneEntry, ...]) -> tuple[Labelled, ...]:
    return tuple(Labelled(phone.value, phone.label) for phone in phones)
