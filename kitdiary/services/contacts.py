"""Adding and changing people and companies. Every write is one transaction and returns a `Change`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Unpack

from kitdiary.domain.errors import DiaryError, InvalidInput
from kitdiary.domain.names import clean_name, split_name
from kitdiary.domain.people import Company, Contact
from kitdiary.domain.policy import Policy
from kitdiary.domain.workload import first_talk_alone
from kitdiary.services.changes import Change, Kind
from kitdiary.services.company_fields import CompanyFields, merged_company
from kitdiary.services.contact_fields import ContactFields, merged, rating_on_scale
from kitdiary.services.contact_lists import e164_of
from kitdiary.services.context import Context
from kitdiary.services.planning import Planning, Progress, go_on

_TOLD_EACH = 100
"""So many people between two looks whether to go on."""
__all__ = ["CompanyFields", "ContactFields", "Contacts"]


@dataclass(slots=True)
class _Effects:
    """Whose plan a write moves, and which companies it made or rated."""

    affected: set[int]
    companies: dict[int, None]


class Contacts:
    """People and companies."""

    def __init__(self, context: Context, planning: Planning) -> None:
        self._context = context
        self._planning = planning

    # -- finding ------------------------------------------------------------------------------

    def find(self, text: str) -> int:
        """The one contact an id, an email address or a name means; DiaryError when none or several fit."""
        with self._context.store.read():
            found = self._context.lookup.resolve(text)
            if len(found) == 1:
                return found[0]
            if not found:
                raise DiaryError(
                    f"Nobody in this diary is called “{text}”: give an id, an email address or a name "
                    "(kitdiary contacts lists them)."
                )
            people = self._context.people.contacts(found[:5])
            names = ", ".join(f"{person.name} (id {person.id})" for person in people.values())
            more = f" and {len(found) - 5} more" if len(found) > 5 else ""
        raise DiaryError(f"“{text}” fits several people: {names}{more}. Give the id or an email address.")

    def one(self, contact_id: int) -> Contact:
        """A contact, whole; DiaryError for an unknown id."""
        with self._context.store.read():
            return self._context.people.contact(contact_id)

    # -- writing ------------------------------------------------------------------------------

    def add(self, **fields: Unpack[ContactFields]) -> Change:
        """Add one contact, and its company where that is new. Needs a name."""
        context = self._context
        with context.store.operation("", context.now()) as operation:
            policy, today = context.policy, context.today()
            name = clean_name(fields.get("name", ""))
            given, family = split_name(name)
            blank = Contact(
                0,
                name,
                given_name=given,
                family_name=family,
                first_talk_on=first_talk_alone(today, policy),
                added_on=today,
            )
            contact = merged(blank, fields, policy, today)
            effects = _Effects(set(), {})
            self._check_introducer(contact)
            contact = replace(contact, company_id=self._company(contact, fields, policy, effects))
            contact_id = context.people.add(contact, e164_of(contact, policy.country))
            operation.what = what = f"Added {name}"
            replanned = self._planning.replan({contact_id, *effects.affected}, policy)
        return self._change(operation.id, what, (contact_id,), replanned, effects)

    def edit(
        self, contact_ids: Iterable[int], progress: Progress | None = None, **fields: Unpack[ContactFields]
    ) -> Change:
        """Change one contact or several in the same way.

        Where ``progress`` ends it, DiaryError is raised and nobody was changed.
        """
        return self._edit(contact_ids, fields, lambda whom: f"Changed {whom}", progress)

    def rate(
        self, contact_ids: Iterable[int], rating: str | None, progress: Progress | None = None
    ) -> Change:
        """Give people a rating, or take it away (None); ``progress`` as in `edit`."""

        def sentence(whom: str) -> str:
            code = rating_on_scale(rating, self._context.policy)
            return f"Took the rating of {whom} away" if code is None else f"Rated {whom} {code}"

        return self._edit(contact_ids, {"rating": rating}, sentence, progress)

    def rate_company(self, name: str, rating: str | None) -> Change:
        """Give a company a rating; everyone there who has none of their own follows it."""
        with self._context.store.read():
            company = self._context.companies.find(clean_name(name))
        if company is None:
            raise DiaryError(f"There is no company called “{name}” in this diary.")
        return self.rate_companies((company.id,), rating)

    def rate_companies(self, company_ids: Iterable[int], rating: str | None) -> Change:
        """The same for several companies by id; DiaryError for an unknown one."""
        context, wanted = self._context, tuple(dict.fromkeys(company_ids))
        affected: set[int] = set()
        with context.store.operation("", context.now()) as operation:
            policy = context.policy
            code = rating_on_scale(rating, policy)
            for company_id in wanted:
                if context.companies.change(company_id, rating=code):
                    affected.update(context.companies.colleagues(company_id))
            found = context.companies.many(wanted)
            whom = found[wanted[0]].name if len(wanted) == 1 else f"{len(wanted)} companies"
            took = f"Took the rating of {whom} away"
            operation.what = what = took if code is None else f"Rated {whom} {code}"
            replanned = self._planning.replan(affected, policy)
        number = operation.id if operation.changed else None
        kinds = frozenset({Kind.COMPANIES, Kind.STEPS})
        return Change(number, what, kinds, (), replanned, wanted)

    def company(self, company_id: int) -> Company:
        """A company, whole; DiaryError for an unknown id."""
        with self._context.store.read():
            return self._context.companies.one(company_id)

    def edit_company(self, company_id: int, **fields: Unpack[CompanyFields]) -> Change:
        """Change a company; a new rating moves the plan of everyone there who has none of their own."""
        context = self._context
        with context.store.operation("", context.now()) as operation:
            before = context.companies.one(company_id)
            after = merged_company(before, fields, context.policy)
            same = context.companies.find(after.name) if after.name != before.name else None
            if same is not None and same.id != company_id:
                raise DiaryError(
                    f"There is a company called “{same.name}” already: give this one another name."
                )
            changed = {
                name: getattr(after, name)
                for name in Company.__slots__
                if name != "id" and getattr(after, name) != getattr(before, name)
            }
            context.companies.change(company_id, **changed)
            operation.what = what = f"Changed {after.name}"
            rated = context.companies.colleagues(company_id) if "rating" in changed else []
            replanned = self._planning.replan(rated, context.policy)
        number = operation.id if operation.changed else None
        kinds = frozenset({Kind.COMPANIES, Kind.CONTACTS, Kind.STEPS})
        return Change(number, what, kinds, (), replanned, (company_id,))

    # -- pieces -------------------------------------------------------------------------------

    def _edit(
        self,
        contact_ids: Iterable[int],
        fields: ContactFields,
        sentence: Callable[[str], str],
        progress: Progress | None = None,
    ) -> Change:
        context = self._context
        wanted = tuple(dict.fromkeys(contact_ids))
        effects = _Effects(set(wanted), {})
        with context.store.operation("", context.now()) as operation:
            policy, today = context.policy, context.today()
            people = context.people.contacts(wanted)
            for unknown in set(wanted) - people.keys():
                context.people.contact(unknown)  # raises its sentence
            total = 2 * len(people)  # each is written and planned
            for place, before in enumerate(people.values()):
                if not place % _TOLD_EACH:
                    go_on(progress, place, total)
                after = merged(before, fields, policy, today)
                if "introduced_by" in fields:
                    self._check_introducer(after)
                after = replace(after, company_id=self._company(after, fields, policy, effects))
                self._write(before, after, policy, effects)
            names = [person.name for person in people.values()]
            operation.what = what = sentence(names[0] if len(names) == 1 else f"{len(names)} contacts")
            replanned = self._planning.replan(effects.affected, policy, progress)
        number = operation.id if operation.changed else None
        return self._change(number, what, wanted, replanned, effects)

    def _write(self, before: Contact, after: Contact, policy: Policy, effects: _Effects) -> None:
        """Write what differs, noting whose plan it moves besides."""
        people, facts = self._context.people, self._context.facts
        elsewhere = ("id", "phones", "emails", "tags")
        changed = {
            name: getattr(after, name)
            for name in Contact.__slots__
            if name not in elsewhere and getattr(after, name) != getattr(before, name)
        }
        moved = _place(before) != _place(after)
        if moved:  # who was a colleague or an introducer before
            effects.affected |= facts.affected({before.id})
        people.change(before.id, **changed)
        if moved:  # and who is now
            effects.affected |= facts.affected({before.id})
        if after.phones != before.phones:
            people.set_phones(before.id, after.phones, e164_of(after, policy.country))
        if after.emails != before.emails:
            people.set_emails(before.id, after.emails)
        if after.tags != before.tags:
            people.set_tags(before.id, after.tags)

    def _company(
        self, contact: Contact, fields: ContactFields, policy: Policy, effects: _Effects
    ) -> int | None:
        """The company the fields name, made where it is new and rated where they say so; else the present."""
        companies = self._context.companies
        company_id = contact.company_id
        if "company" in fields:
            name = clean_name(fields["company"], "company")
            found = companies.find(name) if name else None
            company_id = None if found is None else found.id
            if name and found is None:
                company_id = companies.add(Company(0, name))
                effects.companies[company_id] = None
        if "company_rating" in fields:
            if company_id is None:
                raise InvalidInput(
                    f"A company rating needs a company, and {contact.name} has none: name it as well."
                )
            if companies.change(company_id, rating=rating_on_scale(fields["company_rating"], policy)):
                effects.companies[company_id] = None
                effects.affected.update(companies.colleagues(company_id))
        return company_id

    def _check_introducer(self, contact: Contact) -> None:
        """Refuse an introducer who is nobody, or the contact; a circle of several is cut by the plan."""
        introducer = contact.introduced_by
        if introducer is None:
            return
        if introducer == contact.id:
            raise InvalidInput("Nobody introduces themselves: name another contact.")
        self._context.people.contact(introducer)

    def _change(
        self,
        operation_id: int | None,
        what: str,
        contact_ids: tuple[int, ...],
        replanned: frozenset[int],
        effects: _Effects,
    ) -> Change:
        kinds = {Kind.CONTACTS, Kind.STEPS} | ({Kind.COMPANIES} if effects.companies else set())
        return Change(operation_id, what, frozenset(kinds), contact_ids, replanned, tuple(effects.companies))


def _place(contact: Contact) -> tuple[object, ...]:
    """What of a contact stands in other people's plans: company, introduction, the name in a thanks."""
    return contact.company_id, contact.introduced_by, contact.name
