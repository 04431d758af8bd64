"""From the properties of a card to a checked record. What has no field is kept, line by line."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TypeVar

from kitdiary.domain.errors import InvalidInput
from kitdiary.domain.names import (
    clean_text,
    email_key,
    is_stand_in,
    join_name,
    name_key,
    split_name,
)
from kitdiary.domain.people import Address, Fit, Labelled, Role
from kitdiary.domain.phones import parse_phone
from kitdiary.domain.policy import RatingLevel
from kitdiary.services.exchange.own_facts import NAMES as OWN_NAMES
from kitdiary.services.exchange.own_facts import read_facts
from kitdiary.services.exchange.records import NO_ADDRESS, ImportRecord, PhoneEntry, Reject
from kitdiary.services.exchange.row_fields import rating_code
from kitdiary.services.exchange.vcard.card_properties import TAKERS, Seen, labelled
from kitdiary.services.exchange.vcard.card_stream import Card
from kitdiary.services.exchange.vcard.card_values import (
    address_of,
    address_rank,
    components,
    one_line,
    picture_of,
)
from kitdiary.services.exchange.vcard.content_lines import Property, plain_text, properties
from kitdiary.services.exchange.vcard.kept_lines import kept_line
from kitdiary.services.exchange.vcard.pictures import PictureFile

OWN = "X-KITDIARY-"
_COMPANION = frozenset({"X-ABLABEL", "X-ABADR"})
_SAYS_LITTLE = frozenset({"UID", "REV", "KIND", "X-ABSHOWAS", "CLASS", "SORT-STRING", "X-ABUID", "N", "ORG"})
_SYSTEM_TAGS = frozenset({"mycontacts", "my contacts"})
_EXTENSION = ";ext="
_WORK = frozenset({"work"})
_Entry = TypeVar("_Entry")
_Word = TypeVar("_Word", Role, Fit)


class CardReader:
    """Makes records of cards. One for each file."""

    def __init__(
        self,
        *,
        scale: tuple[RatingLevel, ...],
        country: str,
        rating: str | None,
        tags: tuple[str, ...],
        owner: str,
        today: date | None,
        pictures: PictureFile,
    ) -> None:
        self._scale = scale
        self._country = country
        self._rating = rating
        self._tags = tags
        self._owner = owner
        self._today = today
        self._pictures = pictures
        self._takers = {**TAKERS, "TEL": self._take_phone, "PHOTO": self._take_picture}

    def read(self, card: Card) -> ImportRecord | Reject:
        """The record of a card, or why there is none."""
        if card.fault:
            return Reject(card.line, ("\n".join(card.lines),), card.fault)
        try:
            return self._record(card)
        except InvalidInput as error:
            return Reject(card.line, ("\n".join(card.lines),), str(error))

    def _record(self, card: Card) -> ImportRecord:
        old = is_old(card.lines)
        found = properties(card.lines, old)
        labels = {
            each.head.group.lower(): plain_text(each, old=old).strip()
            for each in found
            if each.head.name == "X-ABLABEL" and each.head.group
        }
        seen = Seen(old, labels)
        for each in found:
            name = each.head.name
            take = self._takers.get(name)
            if take is not None:
                if not take(seen, each) and each.value:
                    seen.kept.append(each)
            elif name.startswith(OWN):
                seen.own.setdefault(name[len(OWN) :].lower().replace("-", "_"), plain_text(each, old=old))
            elif name in _COMPANION and each.head.group:
                seen.companions.append(each)
            elif each.value:
                seen.kept.append(each)
        return self._put_together(card.line, seen)

    def _put_together(self, line: int, seen: Seen) -> ImportRecord:
        name, given, family = _names(seen)
        phones = _ordered(seen.phones, lambda phone: phone.e164 + phone.extension or name_key(phone.value))
        emails = _ordered(seen.emails, lambda email: email_key(email.value))
        if is_stand_in(name) and email_key(name) not in {email_key(email.value) for email in emails}:
            emails += (Labelled(name),)
        address = _address(seen)
        own = seen.own
        facts = read_facts({key: own[key] for key in OWN_NAMES if key in own}, self._today) if own else None
        company, stand_in = seen.company, is_stand_in(name)
        tags = self._all_tags(seen)
        if (seen.is_company or not name or _is_named_as_company(seen)) and not (facts and facts.added_on):
            company = company or name
            says_more = phones or emails or seen.picture or tags or _says_more(seen)
            name, given, family, stand_in = (company if company and says_more else ""), "", "", True
        if not name and (phones or emails) and not company:
            name = emails[0].value if emails else phones[0].value
            stand_in = True
        if not name and not company:
            raise InvalidInput("It names nobody: give it a name, an email address or a company.")
        rating = self._own_rating(own.get("rating", ""))
        company_rating = self._own_rating(own.get("company_rating", ""))
        extra = _extra(seen) if name else ()
        record = ImportRecord(
            line=line,
            name=name,
            given_name=given,
            family_name=family,
            stand_in=stand_in,
            company=company,
            job_title=seen.job_title,
            role=_one_of(Role, own.get("role", ""), "role"),
            rating=(rating or self._rating) if name else None,
            company_rating=company_rating or (rating if not name else None),
            fit=_one_of(Fit, own.get("fit", ""), "fit"),
            emails=emails,
            phones=phones,
            tags=tags,
            source=one_line(own.get("source", "")),
            owner=one_line(own.get("owner", "")) or self._owner,
            website=seen.website,
            notes=clean_text("\n\n".join(dict.fromkeys(seen.notes))),
            birthday=seen.birthday,
            time_zone=seen.time_zone,
            language=seen.language or one_line(own.get("language", "")),
            best_hours=one_line(own.get("best_hours", "")),
            address=address,
            industry=one_line(own.get("industry", "")),
            company_website=one_line(own.get("company_website", "")) or ("" if name else seen.website),
            no_calls="no_calls" in own,
            no_email="no_email" in own,
            no_other="no_other" in own,
            uid=seen.uid if name else "",
            own_uid=bool(seen.uid and "added_on" in own),
            extra=extra,
            picture=seen.picture,
        )
        return record if facts is None else replace(record, facts=facts)

    def _own_rating(self, text: str) -> str | None:
        return rating_code(text, self._scale) if text else None

    def _all_tags(self, seen: Seen) -> tuple[str, ...]:
        tags = {name_key(tag): tag for tag in reversed((*seen.tags, *self._tags))}
        return tuple(tag for key, tag in reversed(tags.items()) if key not in _SYSTEM_TAGS)

    def _take_phone(self, seen: Seen, found: Property) -> bool:
        text = plain_text(found, old=seen.old).strip()
        if not text:
            return True
        if text[:4].lower() == "tel:" and _EXTENSION in text:
            number, _, extension = text.partition(_EXTENSION)
            text = f"{number[4:]} ext. {extension}"
        try:
            phone = parse_phone(text, self._country)
        except InvalidInput:
            return False
        label = labelled(seen, found)
        entry = PhoneEntry(phone.value, label, phone.e164, phone.extension)
        if phone.value:
            seen.phones.append((found.head.preferred, entry))
        return bool(phone.value)

    def _take_picture(self, seen: Seen, found: Property) -> bool:
        if not found.value.strip():
            return True
        picture = picture_of(found) if seen.picture is None else None
        if picture is None:
            return False
        seen.picture = self._pictures.put(*picture)
        return True


def is_old(lines: list[str]) -> bool:
    """Whether a card is of version 2.1, by what it says; by its spelling where it says nothing."""
    for line in lines:
        if line[:7].upper() == "VERSION":
            return line.partition(":")[2].strip().startswith("2")
    return any(";QUOTED-PRINTABLE" in line.upper() or "=QUOTED-PRINTABLE" in line.upper() for line in lines)


def _names(seen: Seen) -> tuple[str, str, str]:
    """Display, given and family name."""
    family, given, middle, prefix, suffix = seen.parts or [""] * 5
    name = seen.full_name or one_line(join_name(given, middle, family, prefix, suffix)) or one_line(prefix)
    if not (given or family) and name and "added_on" not in seen.own:
        given, family = split_name(name)
    if not name and seen.nickname and not seen.company:
        name = seen.nickname
    if is_stand_in(name):
        return name, "", ""
    return name, one_line(given), one_line(family)


def _is_named_as_company(seen: Seen) -> bool:
    """Whether the only name of the card is that of its company."""
    return (
        not any(seen.parts[:2]) and bool(seen.company) and name_key(seen.full_name) == name_key(seen.company)
    )


def _says_more(seen: Seen) -> bool:
    """Whether a company's card has what no field of a company holds."""
    return bool(seen.birthday) or any(each.head.name not in _SAYS_LITTLE for each in seen.kept)


def _ordered(entries: list[tuple[int, _Entry]], key: Callable[[_Entry], str]) -> tuple[_Entry, ...]:
    """Each once, the preferred first, else in the card's order."""
    if len(entries) > 1:
        entries = sorted(entries, key=lambda pair: pair[0])
    found: dict[str, _Entry] = {}
    for _, entry in entries:
        found.setdefault(key(entry), entry)
    return tuple(found.values())


def _address(seen: Seen) -> Address:
    """The contact's address; the others, and what an address has no field for, are kept."""
    if not seen.addresses:
        return NO_ADDRESS
    best = min(seen.addresses, key=address_rank) if len(seen.addresses) > 1 else seen.addresses[0]
    for each in seen.addresses:
        head = each.head
        simple = not head.group and head.types <= _WORK and len(head.params) <= 1
        if each is not best or not simple or any(components(each, old=seen.old)[:2]):
            seen.kept.append(each)
    return address_of(best, old=seen.old)


def _extra(seen: Seen) -> tuple[str, ...]:
    """What is kept of a card: its UID, what has no field, and the labels that belong to that."""
    lines = [f"UID:{seen.uid}"] if seen.uid else []
    lines += [kept_line(each, old=seen.old) for each in seen.kept]
    groups = {each.head.group for each in seen.kept if each.head.group}
    lines += [kept_line(each, old=seen.old) for each in seen.companions if each.head.group in groups]
    return tuple(dict.fromkeys(lines))


def _one_of(words: type[_Word], text: str, what: str) -> _Word | None:
    if not text:
        return None
    if name_key(text) not in {word.value for word in words}:
        raise InvalidInput(f"“{text[:40]}” is not a {what}: use one of {', '.join(words)}.")
    return words(name_key(text))
