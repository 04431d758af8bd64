"""The people and companies an import compares with: of the diary, and of the rows before."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

from kitdiary.domain.duplicates import Identity
from kitdiary.domain.names import email_key, is_stand_in, name_key
from kitdiary.domain.people import Address, ClosedReason, Company, Consent, Contact, Fit, Labelled, Role
from kitdiary.services.exchange.decisions import Conflict, Fill, Known
from kitdiary.services.exchange.introducers import UNKNOWN, unknown_introducer
from kitdiary.services.exchange.records import NO_FACTS, ImportRecord, OwnFacts, PhoneEntry
from kitdiary.services.exchange.vcard.kept_lines import added

_FILLED_IF_EMPTY = (
    "job_title",
    "rating",
    "source",
    "owner",
    "website",
    "notes",
    "birthday",
    "time_zone",
    "language",
    "best_hours",
)


_OWN_FACTS = ("timing", "talk_every", "email_every", "fit_note", "fit_link", "fit_on", "paused_until")
_FOR_GOOD = frozenset({ClosedReason.NO_CONTACT, ClosedReason.DECEASED})
"""What closes somebody here too: like a refused permission it holds whoever heard of it."""
_MAY_DIFFER = ("job_title", "rating", "website", "birthday", "time_zone", "language", "best_hours")
_NOTHING: frozenset[str] = frozenset()


def phone_key(value: str, e164: str) -> str:
    """What makes a number the same number: its E.164 form, else its digits and letters as typed."""
    return e164 or "".join(ch for ch in name_key(value) if ch.isalnum())


def identity_of(record: ImportRecord) -> Identity:
    """What the person of a row is recognised by."""
    own = [phone for phone in record.phones if phone.e164]
    return Identity(
        record.name,
        record.company,
        frozenset(email_key(email.value) for email in record.emails),
        frozenset(phone.e164 for phone in own),
        frozenset(phone.e164 for phone in own if _is_mobile(phone.label)),
        is_stand_in(record.name),
    )


@dataclass(slots=True)
class Person:
    """Somebody a later row may be about, as they are after the rows so far."""

    contact: Contact
    company_name: str
    phones: tuple[PhoneEntry, ...]
    has_touches: bool
    line: int | None = None
    """The row that adds them; None for a contact of the diary."""
    has_picture: bool = False

    @classmethod
    def known(cls, known: Known) -> Self:
        """Somebody of the diary."""
        phones = zip(known.contact.phones, known.e164s, strict=True)
        entries = tuple(PhoneEntry(phone.value, phone.label, e164) for phone, e164 in phones)
        return cls(
            known.contact, known.company_name, entries, known.has_touches, has_picture=known.has_picture
        )

    @classmethod
    def added(cls, record: ImportRecord) -> Self:
        """Somebody an earlier row adds."""
        contact = Contact(
            id=0,
            name=record.name,
            given_name=record.given_name,
            family_name=record.family_name,
            job_title=record.job_title,
            rating=record.rating,
            fit=record.fit or Fit.UNSURE,
            consent=Consent(not record.no_calls, not record.no_email, not record.no_other),
            time_zone=record.time_zone,
            language=record.language,
            best_hours=record.best_hours,
            source=record.source,
            owner=record.owner,
            website=record.website,
            notes=record.notes,
            birthday=record.birthday,
            address=record.address,
            emails=record.emails,
            tags=record.tags,
            extra=_extra_of(record),
            role=record.role or Role.PROSPECT,
            closed=record.facts.closed,
            **{name: getattr(record.facts, name) for name in _OWN_FACTS},
        )
        has_touches, has_picture = record.last_contact is not None, record.picture is not None
        return cls(contact, record.company, record.phones, has_touches, record.line, has_picture)

    def identity(self) -> Identity:
        """What they are recognised by."""
        own = [phone for phone in self.phones if phone.e164]
        return Identity(
            self.contact.name,
            self.company_name,
            frozenset(email_key(email.value) for email in self.contact.emails),
            frozenset(phone.e164 for phone in own),
            frozenset(phone.e164 for phone in own if _is_mobile(phone.label)),
            is_stand_in(self.contact.name),
        )

    def says_all_of(self, record: ImportRecord) -> bool:
        """Whether a row names nobody but them: same name and company, and no address or number they lack."""
        emails = {email_key(email.value) for email in self.contact.emails}
        numbers = {phone_key(phone.value, phone.e164) for phone in self.phones}
        return (
            name_key(self.contact.name) == name_key(record.name)
            and (not record.company or name_key(record.company) == name_key(self.company_name))
            and all(email_key(email.value) in emails for email in record.emails)
            and all(phone_key(phone.value, phone.e164) in numbers for phone in record.phones)
        )

    def conflicts_with(self, record: ImportRecord) -> tuple[Conflict, ...]:
        """Where a row says something else than is known of them; none where either says nothing."""
        has = self.contact
        pairs = [("name", has.name, "" if is_stand_in(record.name) else record.name)]
        pairs.append(("company", self.company_name, record.company))
        pairs.extend((name, getattr(has, name) or "", getattr(record, name) or "") for name in _MAY_DIFFER)
        pairs.append(("address", _one_line(has.address), _one_line(record.address)))
        if record.notes not in has.notes:
            pairs.append(("notes", has.notes, record.notes))
        return tuple(
            Conflict(name, here, file)
            for name, here, file in pairs
            if here and file and here != file and name_key(here) != name_key(file)
        )

    def fill_from(self, record: ImportRecord, take: frozenset[str] = _NOTHING) -> Fill:
        """What a row about them brings that they do not have, and what of it is to replace theirs."""
        has = self.contact
        changes: dict[str, Any] = {
            name: getattr(record, name)
            for name in _FILLED_IF_EMPTY
            if getattr(record, name)
            and (not getattr(has, name) or (name in take and getattr(record, name) != getattr(has, name)))
        }
        if "name" in take and record.name and record.name != has.name and not is_stand_in(record.name):
            changes |= {"given_name": record.given_name, "family_name": record.family_name}
            changes["name"] = record.name
        if "address" in take and record.address != Address() and record.address != has.address:
            changes["address"] = record.address
        renamed = is_stand_in(has.name) and not is_stand_in(record.name)
        if renamed:
            changes["name"] = record.name
        same_name = renamed or name_key(record.name) == name_key(has.name)
        if same_name and not (has.given_name or has.family_name):
            parts = {"given_name": record.given_name, "family_name": record.family_name}
            changes |= {name: part for name, part in parts.items() if part}
        if has.fit is Fit.UNSURE and record.fit not in (None, Fit.UNSURE):
            changes["fit"] = record.fit
        if has.address == Address() != record.address:
            changes["address"] = record.address
        if has.role is Role.PROSPECT and record.role not in (None, Role.PROSPECT):
            changes["role"] = record.role
        changes |= _own_changes(has, record.facts) if record.facts is not NO_FACTS else {}
        kept = added(has.extra, record.extra) if record.extra else has.extra
        if kept != has.extra:
            changes["extra"] = kept
        consent = has.consent
        stricter = Consent(
            consent.calls and not record.no_calls,
            consent.email and not record.no_email,
            consent.other and not record.no_other,
        )
        if stricter != consent:
            changes["consent"] = stricter
        return Fill(
            changes,
            *self._more(record),
            last_contact=None if self.has_touches else record.last_contact,
            picture=None if self.has_picture else record.picture,
            introduced_by=self._introducer(record.facts.introduced_by),
        )

    def _introducer(self, reference: str) -> str:
        """Who introduced them, where nobody is known to have, nor looked for in vain before."""
        known = self.contact.introduced_by is not None
        return "" if known or any(line.startswith(UNKNOWN) for line in self.contact.extra) else reference

    def _more(
        self, record: ImportRecord
    ) -> tuple[tuple[Labelled, ...], tuple[PhoneEntry, ...], tuple[str, ...]]:
        """Addresses, numbers and tags of a row that they do not have."""
        emails = {email_key(email.value) for email in self.contact.emails}
        numbers = {phone_key(phone.value, phone.e164) for phone in self.phones}
        tags = {name_key(tag) for tag in self.contact.tags}
        return (
            tuple(email for email in record.emails if email_key(email.value) not in emails),
            tuple(phone for phone in record.phones if phone_key(phone.value, phone.e164) not in numbers),
            tuple(tag for tag in record.tags if name_key(tag) not in tags),
        )

    def take(self, fill: Fill, company_name: str) -> None:
        """Be as they are after a fill."""
        self.contact = replace(
            self.contact,
            **fill.changes,
            emails=self.contact.emails + fill.emails,
            tags=self.contact.tags + fill.tags,
        )
        if fill.introduced_by:
            kept = (*self.contact.extra, unknown_introducer(fill.introduced_by))
            self.contact = replace(self.contact, extra=kept)
        self.phones += fill.phones
        self.company_name = company_name or self.company_name
        self.has_picture = self.has_picture or fill.picture is not None
        self.has_touches = self.has_touches or fill.last_contact is not None


def company_changes(company: Company, record: ImportRecord) -> dict[str, Any]:
    """What a row brings that its company does not have.

    Notes and address are the company's only where the row is about nobody in it.
    """
    offered: dict[str, Any] = {
        "rating": record.company_rating,
        "industry": record.industry,
        "website": record.company_website,
    }
    if record.only_company:
        offered["notes"] = record.notes
    changes = {name: value for name, value in offered.items() if value and not getattr(company, name)}
    if record.only_company and company.address == Address() != record.address:
        changes["address"] = record.address
    return changes


def with_changes(company: Company, changes: Mapping[str, Any]) -> Company:
    """The company as it is after them."""
    return company if not changes else replace(company, **changes)


def _own_changes(has: Contact, facts: OwnFacts) -> dict[str, Any]:
    """What one of our own files says of somebody that the diary does not.

    It closes them only where they asked not to be contacted, or died: whether they left or are there twice
    this diary knows better, and nobody may drop out of it unasked.
    """
    empty = {name: value for name in _OWN_FACTS if (value := getattr(NO_FACTS, name)) == getattr(has, name)}
    changes = {name: getattr(facts, name) for name in empty if getattr(facts, name) != empty[name]}
    if "fit_on" in changes and not (changes.keys() & {"fit_note", "fit_link"}):
        del changes["fit_on"]
    if has.closed is None and facts.closed in _FOR_GOOD:
        changes |= {"closed": facts.closed, "closed_on": facts.closed_on}
    return changes


def _extra_of(record: ImportRecord) -> tuple[str, ...]:
    """What is kept of a row that adds somebody, with who introduced them: whoever it is, they are known."""
    reference = record.facts.introduced_by
    return (*record.extra, unknown_introducer(reference)) if reference else record.extra


def _one_line(address: Address) -> str:
    parts = (address.street, f"{address.postcode} {address.city}", address.region, address.country)
    return ", ".join(part.strip() for part in parts if part.strip())


def _is_mobile(label: str) -> bool:
    return "mobil" in label or "cell" in label
