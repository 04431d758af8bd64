"""What each property of a card becomes, one after the other; `card_record` puts it together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from kitdiary.domain.errors import InvalidInput
from kitdiary.domain.names import clean_name, clean_text, name_key
from kitdiary.domain.people import Labelled
from kitdiary.services.exchange.csv_values import split_emails
from kitdiary.services.exchange.records import PhoneEntry, Picture
from kitdiary.services.exchange.vcard.card_values import (
    birthday_of,
    components,
    is_plain_birthday,
    one_line,
    tags_of,
    time_zone_of,
)
from kitdiary.services.exchange.vcard.content_lines import Property, plain_text
from kitdiary.services.exchange.vcard.labels import label_of

_ORGANISATION = frozenset({"org", "organization", "organisation", "company"})
_LONGEST_UID = 500


@dataclass(slots=True)
class Seen:
    """What the properties of one card said so far."""

    old: bool
    apple: Mapping[str, str]
    """Apple's labels by group."""
    full_name: str = ""
    parts: list[str] = field(default_factory=list)
    """Family, given, additional names, prefix, suffix."""
    nickname: str = ""
    company: str = ""
    job_title: str = ""
    phones: list[tuple[int, PhoneEntry]] = field(default_factory=list)
    emails: list[tuple[int, Labelled]] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    website: str = ""
    birthday: str = ""
    time_zone: str = ""
    language: str = ""
    uid: str = ""
    is_company: bool = False
    picture: Picture | None = None
    addresses: list[Property] = field(default_factory=list)
    own: dict[str, str] = field(default_factory=dict)
    kept: list[Property] = field(default_factory=list)
    companions: list[Property] = field(default_factory=list)


def labelled(seen: Seen, found: Property) -> str:
    """The label of a number or address: of its group, else of its types."""
    group = found.head.group
    apple = seen.apple.get(group.lower(), "") if group else ""
    return one_line(label_of(found.head, apple)) if apple else label_of(found.head)


def _nothing(_seen: Seen, _found: Property) -> bool:
    return True


def _take_full_name(seen: Seen, found: Property) -> bool:
    text = plain_text(found, old=seen.old)
    if seen.full_name:
        return name_key(text) == name_key(seen.full_name)
    seen.full_name = clean_name(text)
    return True


def _take_name(seen: Seen, found: Property) -> bool:
    if seen.parts:
        return False
    seen.parts = [*components(found, old=seen.old), *([""] * 5)][:5]
    return not any(seen.parts[2:]) and len(found.head.params) == 0 and not found.head.group


def _take_nickname(seen: Seen, found: Property) -> bool:
    seen.nickname = seen.nickname or one_line(plain_text(found, old=seen.old))
    return False


def _take_company(seen: Seen, found: Property) -> bool:
    parts = components(found, old=seen.old)
    if seen.company or not any(parts):
        return not any(parts)
    seen.company = one_line(next(part for part in parts if part))
    return bool(seen.company) and not any(parts[1:]) and not found.head.params


def _take_job_title(seen: Seen, found: Property) -> bool:
    if seen.job_title:
        return False
    seen.job_title = one_line(plain_text(found, old=seen.old))
    return bool(seen.job_title)


def _take_email(seen: Seen, found: Property) -> bool:
    text = plain_text(found, old=seen.old).strip()
    if not text:
        return True
    try:
        addresses = split_emails(text)
    except InvalidInput:
        return False
    label = labelled(seen, found)
    seen.emails.extend((found.head.preferred, Labelled(address, label)) for address in addresses)
    return bool(addresses)


def _take_tags(seen: Seen, found: Property) -> bool:
    tags = tags_of(found, old=seen.old)
    short = [one_line(tag) for tag in tags]
    if not all(short):
        return False
    seen.tags.extend(short)
    return True


def _take_note(seen: Seen, found: Property) -> bool:
    try:
        text = clean_text(plain_text(found, old=seen.old))
        clean_text("\n\n".join([*seen.notes, text]))
    except InvalidInput:  # longer than a note can be: kept as it is, no reason to refuse the person
        return False
    if text:
        seen.notes.append(text)
    return True


def _take_website(seen: Seen, found: Property) -> bool:
    if seen.website:
        return False
    seen.website = one_line(plain_text(found, old=seen.old))
    return bool(seen.website) and not found.head.params and found.head.group.lower() not in seen.apple


def _take_birthday(seen: Seen, found: Property) -> bool:
    if seen.birthday:
        return False
    seen.birthday = one_line(birthday_of(found))
    return bool(seen.birthday) and is_plain_birthday(found)


def _take_time_zone(seen: Seen, found: Property) -> bool:
    if seen.time_zone:
        return False
    seen.time_zone = time_zone_of(found)
    return bool(seen.time_zone)


def _take_language(seen: Seen, found: Property) -> bool:
    if seen.language:
        return False
    seen.language = one_line(plain_text(found, old=seen.old))
    return bool(seen.language)


def _take_uid(seen: Seen, found: Property) -> bool:
    text = plain_text(found, old=seen.old).strip()
    if not seen.uid and len(text) <= _LONGEST_UID:
        seen.uid = " ".join(text.split())
    return True


def _take_address(seen: Seen, found: Property) -> bool:
    if found.value.strip("; \t"):
        seen.addresses.append(found)
    return True


def _take_kind(seen: Seen, found: Property) -> bool:
    seen.is_company = seen.is_company or found.value.strip().lower() in _ORGANISATION
    return False


TAKERS: Mapping[str, Callable[[Seen, Property], bool]] = {
    "FN": _take_full_name,
    "N": _take_name,
    "NICKNAME": _take_nickname,
    "ORG": _take_company,
    "TITLE": _take_job_title,
    "EMAIL": _take_email,
    "CATEGORIES": _take_tags,
    "NOTE": _take_note,
    "URL": _take_website,
    "BDAY": _take_birthday,
    "TZ": _take_time_zone,
    "LANG": _take_language,
    "UID": _take_uid,
    "ADR": _take_address,
    "KIND": _take_kind,
    "X-ABSHOWAS": _take_kind,
    "VERSION": _nothing,
    "PRODID": _nothing,
    "BEGIN": _nothing,
    "END": _nothing,
}
"""What is done with a property, by its name: True where it is taken, False where it is kept as it stands."""
