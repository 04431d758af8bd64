"""What can be said of a contact, and a contact with what is said put on it, checked. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TypedDict

from kitdiary.domain.errors import InvalidInput
from kitdiary.domain.names import clean_name, clean_text, split_name
from kitdiary.domain.people import (
    DEFAULT,
    Address,
    ClosedReason,
    Consent,
    Contact,
    Fit,
    Labelled,
    Override,
    Role,
    Timing,
)
from kitdiary.domain.policy import Policy
from kitdiary.services.clock import zone_named
from kitdiary.services.contact_lists import dialled_in, merged_emails, merged_phones, merged_tags
from kitdiary.services.limits import check_day


class ContactFields(TypedDict, total=False):
    """What can be said of a contact; what is left out stays as it is.

    ``company`` is a name (made where it is new), ``""`` for none. ``email`` and ``phone`` go first in
    their lists, the others stay; ``emails``, ``phones`` and ``tags`` are the whole lists. ``rating`` None
    takes the rating away, as None does for every other field that may have none.
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


def merged(contact: Contact, fields: ContactFields, policy: Policy, today: date) -> Contact:
    """The contact with the fields on it, all but the company. InvalidInput for what cannot be."""
    after = _lines(_named(contact, fields), fields)
    after = replace(after, address=_address(after.address, fields))
    place = dialled_in(after, policy.country)
    after = replace(
        after,
        role=fields.get("role", after.role),
        fit=fields.get("fit", after.fit),
        rating=rating_on_scale(fields["rating"], policy) if "rating" in fields else after.rating,
        timing=_timing(fields["timing"]) if "timing" in fields else after.timing,
        paused_until=_pause(fields["pause_until"], today) if "pause_until" in fields else after.paused_until,
        talk_every=fields.get("talk_every", after.talk_every),
        email_every=fields.get("email_every", after.email_every),
        introduced_by=fields.get("introduced_by", after.introduced_by),
        time_zone=_zone(fields["time_zone"]) if "time_zone" in fields else after.time_zone,
        consent=_consent(after.consent, fields),
        emails=merged_emails(after.emails, fields.get("emails"), fields.get("email", "")),
        phones=merged_phones(after.phones, fields.get("phones"), fields.get("phone", ""), place),
        tags=merged_tags(after.tags, fields.get("tags"), fields.get("tag", ()), fields.get("untag", ())),
    )
    if "talk_every" in fields or "email_every" in fields:
        _check_cadence(after, policy)
    return _closed(_judged(contact, after, today), fields, today)


def rating_on_scale(rating: str | None, policy: Policy) -> str | None:
    """The rating as the scale writes it, whatever its case; InvalidInput where it is not on it."""
    if rating is None or rating in policy.codes:
        return rating
    same = [code for code in policy.codes if code.casefold() == rating.strip().casefold()]
    return same[0] if same else policy.level(rating).code


def _named(contact: Contact, fields: ContactFields) -> Contact:
    name = clean_name(fields["name"]) if "name" in fields else contact.name
    if not name:
        raise InvalidInput("A contact needs a name: give one.")
    if name == contact.name:  # the parts may have been told apart better than we can (an address book)
        return contact
    given, family = split_name(name)
    return replace(contact, name=name, given_name=given, family_name=family)


def _line(given: str | None, present: str, what: str) -> str:
    return present if given is None else clean_name(given, what)


def _text(given: str | None, present: str) -> str:
    return present if given is None else clean_text(given)


def _lines(contact: Contact, fields: ContactFields) -> Contact:
    return replace(
        contact,
        job_title=_line(fields.get("job_title"), contact.job_title, "job title"),
        language=_line(fields.get("language"), contact.language, "language"),
        best_hours=_line(fields.get("best_hours"), contact.best_hours, "best hours"),
        source=_line(fields.get("source"), contact.source, "source"),
        owner=_line(fields.get("owner"), contact.owner, "owner"),
        website=_line(fields.get("website"), contact.website, "website"),
        birthday=_line(fields.get("birthday"), contact.birthday, "birthday"),
        fit_link=_line(fields.get("fit_link"), contact.fit_link, "link"),
        fit_note=_text(fields.get("fit_note"), contact.fit_note),
        notes=_text(fields.get("notes"), contact.notes),
    )


def _address(present: Address, fields: ContactFields) -> Address:
    return Address(
        _line(fields.get("street"), present.street, "street"),
        _line(fields.get("city"), present.city, "city"),
        _line(fields.get("region"), present.region, "region"),
        _line(fields.get("postcode"), present.postcode, "postcode"),
        _line(fields.get("country"), present.country, "country"),
    )


def _consent(present: Consent, fields: ContactFields) -> Consent:
    return Consent(
        fields.get("calls", present.calls),
        fields.get("email_allowed", present.email),
        fields.get("other", present.other),
    )


def _judged(before: Contact, after: Contact, today: date) -> Contact:
    """The fit with its date: that of the day on which it, or the evidence for it, last changed."""
    if (before.fit, before.fit_note, before.fit_link) == (after.fit, after.fit_note, after.fit_link):
        return after
    return replace(after, fit_on=today)


def _closed(contact: Contact, fields: ContactFields, today: date) -> Contact:
    if "closed" not in fields or fields["closed"] == contact.closed:
        return contact
    reason = fields["closed"]
    return replace(contact, closed=reason, closed_on=None if reason is None else today)


def _timing(timing: Timing | None) -> Timing | None:
    if timing is None:
        return None
    check_day(timing.on)
    check_day(timing.recorded_on)
    return replace(timing, note=clean_text(timing.note))


def _pause(until: date | None, today: date) -> date | None:
    if until is not None and check_day(until) <= today:
        raise InvalidInput(f"A pause ends on a later day than today, {until} does not: give another date.")
    return until


def _zone(name: str) -> str:
    wanted = name.strip()
    if wanted:
        zone_named(wanted)
    return wanted


def _check_cadence(contact: Contact, policy: Policy) -> None:
    """Refuse an override that leaves a rating with neither clock (PRODUCT §2.12)."""
    for level in policy.scale:
        talk = level.talk if contact.talk_every is DEFAULT else contact.talk_every
        email = level.email if contact.email_every is DEFAULT else contact.email_every
        if talk is None and email is None:
            raise InvalidInput(
                f"{contact.name} would have neither talks nor value-adds with rating {level.code}: "
                "give one of the two an interval."
            )
