"""What a merge says: the reasons of a pair, the names of fields, and the values of two people in words."""

from kitdiary.domain.likeness import Because
from kitdiary.domain.merging import MergeField
from kitdiary.domain.people import DEFAULT, Contact
from kitdiary.services.merging import Comparison
from kitdiary.ui.models.contacts_model import closed_words, fit_words, role_words
from kitdiary.ui.text import tr
from kitdiary.ui.words import timing_kind_words


def because_words(because: Because) -> str:
    """Why two may be one."""
    return {
        Because.EMAIL: tr("same email"),
        Because.PHONE: tr("same phone"),
        Because.NAME_AND_COMPANY: tr("same name and company"),
        Because.SIMILAR: tr("similar name and company"),
        Because.NAME: tr("same name, nothing else known of one"),
    }[because]


def field_words(field: MergeField) -> str:
    """The name of a field."""
    return {
        MergeField.NAME: tr("Name"),
        MergeField.COMPANY: tr("Company"),
        MergeField.JOB_TITLE: tr("Job title"),
        MergeField.ROLE: tr("Role"),
        MergeField.RATING: tr("Rating"),
        MergeField.FIT: tr("Right fit"),
        MergeField.TIMING: tr("Timing"),
        MergeField.TALK_EVERY: tr("Talk every"),
        MergeField.EMAIL_EVERY: tr("Email every"),
        MergeField.INTRODUCED_BY: tr("Introduced by"),
        MergeField.ADDRESS: tr("Address"),
        MergeField.TIME_ZONE: tr("Time zone"),
        MergeField.BEST_HOURS: tr("Best hours"),
        MergeField.LANGUAGE: tr("Language"),
        MergeField.BIRTHDAY: tr("Birthday"),
        MergeField.WEBSITE: tr("Website"),
        MergeField.SOURCE: tr("Came from"),
        MergeField.OWNER: tr("Owner"),
    }[field]


def value_words(field: MergeField, found: Comparison, place: int) -> str:
    """What one of the two (0 the kept, 1 the other) says of a field; "–" for nothing."""
    contact = (found.kept, found.other)[place]
    return _value(field, contact, found.companies[place], found.introducers[place]) or "–"


def _value(field: MergeField, contact: Contact, company: str, introducer: str) -> str:
    match field:
        case MergeField.COMPANY:
            return company
        case MergeField.INTRODUCED_BY:
            return introducer
        case MergeField.ROLE:
            return role_words(contact.role)
        case MergeField.FIT:
            return ": ".join(part for part in (fit_words(contact.fit), contact.fit_note) if part)
        case MergeField.TIMING:
            timing = contact.timing
            return "" if timing is None else f"{timing_kind_words(timing.kind)}, {timing.on.isoformat()}"
        case MergeField.TALK_EVERY | MergeField.EMAIL_EVERY:
            every = contact.talk_every if field is MergeField.TALK_EVERY else contact.email_every
            return tr("as rated") if every is DEFAULT else tr("never") if every is None else str(every)
        case MergeField.ADDRESS:
            place = contact.address
            city = " ".join(part for part in (place.postcode, place.city) if part)
            return ", ".join(part for part in (place.street, city, place.region, place.country) if part)
        case MergeField.RATING:
            return contact.rating or tr("not rated")
        case _:
            return str(getattr(contact, field.value.replace("-", "_")))


def kept_words(found: Comparison) -> list[tuple[str, str]]:
    """What a merge keeps of both without being asked, by a heading."""
    both = (found.kept, found.other)
    emails = dict.fromkeys(email.value.casefold() for contact in both for email in contact.emails)
    phones = dict.fromkeys(phone.value for contact in both for phone in contact.phones)
    tags = dict.fromkeys(tag for contact in both for tag in contact.tags)
    lines = [
        (tr("Touches"), f"{found.touches[0]} + {found.touches[1]}"),
        (tr("Email"), ", ".join(emails)),
        (tr("Phone"), ", ".join(phones)),
        (tr("Tags"), ", ".join(tags)),
    ]
    if found.kept.notes or found.other.notes:
        lines.append((tr("Notes"), tr("of both")))
    allowed = found.result.consent
    if not (allowed.calls and allowed.email and allowed.other):
        refused = [
            text
            for text, yes in (
                (tr("calls"), allowed.calls),
                (tr("email"), allowed.email),
                (tr("other"), allowed.other),
            )
            if not yes
        ]
        lines.append((tr("Not permitted"), ", ".join(refused)))
    if found.result.closed is not None:
        lines.append((tr("Closed"), closed_words(found.result.closed)))
    return [(name, value) for name, value in lines if value]
