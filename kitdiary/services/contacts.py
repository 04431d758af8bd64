"""Adding and changing people and companies. Every write is one transaction and returns a `Change`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypedDict, Unpack

from kitdiary.domain.errors import DiaryError, InvalidInput
from kitdiary.domain.names import check_email, clean_name, clean_text, name_key, split_name
from kitdiary.domain.people import (
    ClosedReason,
    Company,
    Contact,
    Fit,
    Labelled,
    Override,
    Role,
    Timing,
)
from kitdiary.domain.phones import parse_phone
from kitdiary.domain.policy import Policy
from kitdiary.domain.workload import first_talk_alone
from kitdiary.services.changes import Change, Kind
from kitdiary.services.clock import zone_named
from kitdiary.services.context import Context
from kitdiary.services.planning import Planning

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2199, 12, 31)


class ContactFields(TypedDict, total=False):
    """What can be said of a contact; what is left out stays as it is.

    ``company`` is a name (made where it is new), ``""`` for none. ``email`` and ``phone`` go first in
    their lists, the others stay. ``rating`` None takes the rating away.
    """

    name: str
    company: str
    job_title: str
    role: Role
    rating: str | None
    company_rating: str | None
    fit: Fit
    fit_note: str
    fit_link: str
    timing: Timing | None
    calls: bool
    email_allowed: bool
    other: bool
    pause_until: date | None
    closed: ClosedReason | None
    talk_every: Override
    email_every: Override
    time_zone: str
    language: str
    best_hours: str
    source: str
    owner: str
    website: str
    notes: str
    birthday: str
    introduced_by: int | None
    street: str
    city: str
    region: str
    postcode: str
    country: str
    email: str
    phone: str
    emails: Sequence[Labelled]
    phones: Sequence[Labelled]
    tags: Sequence[str]
    tag: Sequence[str]
    untag: Sequence[str]


_PLAIN = (
    "role",
    "fit",
    "timing",
    "talk_every",
    "email_every",
)
_LINES = ("job_title", "language", "best_hours", "source", "owner", "website", "fit_link", "birthday")
_TEXTS = ("notes", "fit_note")
_PLACE = ("street", "city", "region", "postcode", "country")


@dataclass(frozen=True, slots=True)
class _Company:
    """The company an edit names, and the rating it gives it."""

    name: str | None = None
    rating: str | None = None
    rate: bool = False


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
        """A contact, whole."""
        with self._context.store.read():
            return self._context.people.contact(contact_id)

    # -- writing ------------------------------------------------------------------------------

    def add(self, **fields: Unpack[ContactFields]) -> Change:
        """Add one contact, and its company where that is new. Needs a name."""
        context = self._context
        name = clean_name(fields.get("name", ""))
        if not name:
            raise InvalidInput("A contact needs a name: give one with --name or in the form's first field.")
        policy, today = context.policy, context.today()
        given, family = split_name(name)
        blank = Contact(
            0,
            name,
            given_name=given,
            family_name=family,
            first_talk_on=first_talk_alone(today, policy),
            added_on=today,
        )
        contact, company = self._merged(blank, fields, policy, today)
        with context.store.operation(f"Added {name}", context.now()) as operation:
            company_id, company_ids, others = self._company(company, None)
            contact_id = context.people.add(replace(contact, company_id=company_id), self._e164(policy))
            replanned = self._planning.replan({contact_id, *others}, policy)
        return Change(
            operation.id,
            f"Added {name}",
            frozenset({Kind.CONTACTS, Kind.STEPS} | ({Kind.COMPANIES} if company_ids else set())),
            (contact_id,),
            replanned,
            company_ids,
        )

    def edit(self, contact_ids: Iterable[int], **fields: Unpack[ContactFields]) -> Change:
        """Change one contact or several in the same way."""
        context = self._context
        wanted = tuple(dict.fromkeys(contact_ids))
        policy, today = context.policy, context.today()
        e164 = self._e164(policy)
        with context.store.operation("", context.now()) as operation:
            people = context.people.contacts(wanted)
            affected = set(wanted)
            company_ids: tuple[int, ...] = ()
            for contact_id in wanted:
                before = people.get(contact_id) or context.people.contact(contact_id)
                after, company = self._merged(before, fields, policy, today)
                self._check_introduction(contact_id, fields)
                if company.name is not None or company.rate:
                    company_id, company_ids, others = self._company(company, before.company_id)
                    affected |= others
                    after = replace(after, company_id=company_id)
                moved = _place(before) != _place(after)
                if moved:  # who was a colleague or an introducer before, and who is after
                    affected |= context.facts.affected({contact_id})
                self._write(before, after, e164)
                if moved:
                    affected |= context.facts.affected({contact_id})
            operation.what = self._sentence("Changed", [people[i].name for i in wanted if i in people])
            replanned = self._planning.replan(affected, policy)
        return Change(
            operation.id if operation.changed else None,
            operation.what,
            frozenset({Kind.CONTACTS, Kind.STEPS, Kind.COMPANIES}),
            wanted,
            replanned,
            company_ids,
        )

    def rate(self, contact_ids: Iterable[int], rating: str | None) -> Change:
        """Give people a rating, or take it away (None)."""
        return self.edit(contact_ids, rating=rating)

    def rate_company(self, name: str, rating: str | None) -> Change:
        """Give a company a rating; everyone there who has none of their own follows it."""
        context = self._context
        policy = context.policy
        code = self._rating(rating, policy)
        with context.store.operation("", context.now()) as operation:
            company = context.companies.find(name)
            if company is None:
                raise DiaryError(f"There is no company called “{name}” in this diary.")
            context.companies.change(company.id, rating=code)
            operation.what = f"Rated {company.name} {code or 'unrated'}"
            replanned = self._planning.replan(context.companies.colleagues(company.id), policy)
        return Change(
            operation.id if operation.changed else None,
            operation.what,
            frozenset({Kind.COMPANIES, Kind.STEPS}),
            (),
            replanned,
            (company.id,),
        )

    # -- pieces -------------------------------------------------------------------------------

    def _write(self, before: Contact, after: Contact, e164: "_E164") -> None:
        people = self._context.people
        details = ("id", "phones", "emails", "tags")
        changed = {
            name: getattr(after, name)
            for name in Contact.__slots__
            if name not in details and getattr(after, name) != getattr(before, name)
        }
        people.change(before.id, **changed)
        if after.phones != before.phones:
            people.set_phones(before.id, after.phones, e164)
        if after.emails != before.emails:
            people.set_emails(before.id, after.emails)
        if after.tags != before.tags:
            people.set_tags(before.id, after.tags)

    def _merged(
        self, contact: Contact, fields: ContactFields, policy: Policy, today: date
    ) -> tuple[Contact, _Company]:
        """The contact with the fields on it, checked, and what they say of the company."""
        changes: dict[str, object] = {name: fields[name] for name in _PLAIN if name in fields}  # type: ignore[literal-required]  # names of the TypedDict
        changes |= {n: clean_name(fields[n]) for n in _LINES if n in fields}  # type: ignore[literal-required]
        changes |= {n: clean_text(fields[n]) for n in _TEXTS if n in fields}  # type: ignore[literal-required]
        if "name" in fields:
            changes |= self._named(fields["name"])
        if "rating" in fields:
            changes["rating"] = self._rating(fields["rating"], policy)
        if "time_zone" in fields:
            changes["time_zone"] = fields["time_zone"]
            if fields["time_zone"]:
                zone_named(fields["time_zone"])
        if "fit" in fields:
            changes["fit_on"] = today
        if "introduced_by" in fields:
            changes["introduced_by"] = fields["introduced_by"]
        if "pause_until" in fields:
            changes["paused_until"] = self._pause(fields["pause_until"], today)
        if "closed" in fields:
            changes |= {"closed": fields["closed"], "closed_on": today if fields["closed"] else None}
        places = {name: clean_name(fields[name]) for name in _PLACE if name in fields}  # type: ignore[literal-required]
        if places:
            changes["address"] = replace(contact.address, **places)
        changes["consent"] = replace(
            contact.consent,
            calls=fields.get("calls", contact.consent.calls),
            email=fields.get("email_allowed", contact.consent.email),
            other=fields.get("other", contact.consent.other),
        )
        changes["emails"] = _emails(contact, fields)
        changes["phones"] = _phones(contact, fields)
        changes["tags"] = _tags(contact, fields)
        after = replace(contact, **changes)  # type: ignore[arg-type]  # names and types checked above
        self._check_cadence(after, policy)
        company = _Company(
            clean_name(fields["company"]) if "company" in fields else None,
            self._rating(fields.get("company_rating"), policy),
            "company_rating" in fields,
        )
        return after, company

    def _company(
        self, company: _Company, present: int | None
    ) -> tuple[int | None, tuple[int, ...], set[int]]:
        """Find, make or rate the company: its id, the ids changed, and the contacts to replan."""
        companies = self._context.companies
        company_id, changed = present, False
        if company.name is not None:
            found = companies.find(company.name) if company.name else None
            company_id = None if not company.name else found.id if found else None
            if company.name and company_id is None:
                company_id, changed = companies.add(Company(0, company.name)), True
        if company.rate:
            if company_id is None:
                raise InvalidInput("A company rating needs a company: give its name with it.")
            changed = companies.change(company_id, rating=company.rating) or changed
        others = self._colleagues(company_id) if company.rate else set()
        return company_id, (company_id,) if changed and company_id is not None else (), others

    def _colleagues(self, company_id: int | None) -> set[int]:
        return set() if company_id is None else set(self._context.companies.colleagues(company_id))

    def _named(self, text: str) -> dict[str, object]:
        name = clean_name(text)
        if not name:
            raise InvalidInput("A contact needs a name: it cannot be made empty.")
        given, family = split_name(name)
        return {"name": name, "given_name": given, "family_name": family}

    def _rating(self, rating: str | None, policy: Policy) -> str | None:
        if rating is None:
            return None
        wanted = rating if rating in policy.codes else rating.upper()
        return policy.level(wanted).code

    def _pause(self, until: date | None, today: date) -> date | None:
        if until is not None:
            check_day(until)
            if until <= today:
                raise InvalidInput(f"A pause ends on a later day than today, {until} does not: give another date.")
        return until

    def _check_introduction(self, contact_id: int, fields: ContactFields) -> None:
        introducer = fields.get("introduced_by")
        if introducer is None:
            return
        if introducer == contact_id:
            raise InvalidInput("Nobody introduces themselves: name another contact.")

    def _check_cadence(self, contact: Contact, policy: Policy) -> None:
        """Refuse an override that leaves the contact with neither clock (PRODUCT §2.12)."""
        own = contact.talk_every, contact.email_every
        if own[0] is not None and own[1] is not None:
            return
        for level in policy.scale:
            talk = level.talk if own[0] == "default" else own[0]
            email = level.email if own[1] == "default" else own[1]
            if talk is None and email is None:
                raise InvalidInput(
                    f"{contact.name} would have neither talks nor value-adds with rating {level.code}: "
                    "give one of the two an interval."
                )

    def _e164(self, policy: Policy) -> "_E164":
        return _E164(policy.country)

    def _sentence(self, verb: str, names: Sequence[str]) -> str:
        return f"{verb} {names[0]}" if len(names) == 1 else f"{verb} {len(names)} contacts"


class _E164:
    """The international form of a number as typed in the rep's country."""

    def __init__(self, country: str) -> None:
        self._country = country

    def __call__(self, number: str) -> str:
        return parse_phone(number, self._country).e164


def _place(contact: Contact) -> tuple[object, ...]:
    """What of a contact stands in other people's plans: company, introduction, the name in a thanks."""
    return contact.company_id, contact.introduced_by, contact.name


def check_day(day: date) -> None:
    """Refuse a date no diary needs: before 1900 or after 2199."""
    if not FIRST_DAY <= day <= LAST_DAY:
        raise InvalidInput(f"{day} is out of reach: dates run from {FIRST_DAY} to {LAST_DAY}.")


def _emails(contact: Contact, fields: ContactFields) -> tuple[Labelled, ...]:
    listed = fields.get("emails", contact.emails)
    checked = [Labelled(check_email(entry.value), clean_name(entry.label)) for entry in listed]
    return _in_front(check_email(fields["email"]) if fields.get("email") else "", checked)


def _phones(contact: Contact, fields: ContactFields) -> tuple[Labelled, ...]:
    listed = fields.get("phones", contact.phones)
    checked = [Labelled(clean_name(entry.value), clean_name(entry.label)) for entry in listed]
    return _in_front(clean_name(fields.get("phone", "")), checked)


def _in_front(value: str, listed: Sequence[Labelled]) -> tuple[Labelled, ...]:
    """The list with ``value`` first; where it is in it already, with its label."""
    if not value:
        return tuple(listed)
    same = [entry for entry in listed if name_key(entry.value) == name_key(value)]
    rest = [entry for entry in listed if entry not in same]
    return (Labelled(value, same[0].label if same else ""), *rest)


def _tags(contact: Contact, fields: ContactFields) -> tuple[str, ...]:
    gone = {name_key(tag) for tag in fields.get("untag", ())}
    wanted = [*fields.get("tags", contact.tags), *fields.get("tag", ())]
    found = {name_key(tag): clean_name(tag) for tag in wanted if clean_name(tag)}
    # As the diary keeps them, so that an edit that changes nothing writes nothing.
    return tuple(tag for key, tag in sorted(found.items()) if key not in gone)
