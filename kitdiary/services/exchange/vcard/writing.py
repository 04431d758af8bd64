"""Contacts and companies as cards, 3.0 or 4.0 (RFC 2426, RFC 6350): folded, escaped, nothing left out.

A kept line that says what a field says is written in its place, for it says more (a middle name, a
department, whose address it is). Where the field was changed in the diary, the field is what is written;
of properties that may come several times the kept ones follow.
"""

from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kitdiary.domain.people import Address, Company, Contact, Fit, Labelled, Role
from kitdiary.services.exchange.own_facts import texts_of
from kitdiary.services.exchange.vcard.card_values import address_of, birthday_of, components, one_line
from kitdiary.services.exchange.vcard.content_lines import Property, plain_text
from kitdiary.services.exchange.vcard.decoding import from_base64, media_type
from kitdiary.services.exchange.vcard.kept_lines import name_of, param_text, read_kept
from kitdiary.services.exchange.vcard.labels import is_standard_4, types_of

PRODID = "-//KitDiary//KitDiary//EN"
_FOLD_AT = 75
_UNFIT = dict.fromkeys([*range(9), 11, 12, *range(14, 32), 127])
_ON_TOP = frozenset({"N", "UID", "FN", "VERSION", "PRODID", "X-KITDIARY-INTRODUCED-BY"})
_KINDS = {
    "image/jpeg": "JPEG",
    "image/png": "PNG",
    "image/gif": "GIF",
    "image/bmp": "BMP",
    "image/tiff": "TIFF",
}


@dataclass(frozen=True, slots=True)
class CardContact:
    """A contact with what a card needs beside."""

    contact: Contact
    company: Company | None
    uid: str
    introduced_by: str = ""
    picture: bytes | None = None
    media_type: str = ""


class CardWriter:
    """Writes cards of one version."""

    def __init__(self, version: str = "3.0") -> None:
        self._new = version == "4.0"
        self._version = version

    def contact(self, whole: CardContact) -> str:
        """The card of a contact, CRLF at every end."""
        return _card([f"VERSION:{self._version}", f"PRODID:{PRODID}", *self._lines(whole)])

    def company(self, company: Company) -> str:
        """The card of a company alone."""
        name = escaped(company.name)
        lines = [f"VERSION:{self._version}", f"PRODID:{PRODID}", f"FN:{name}"]
        lines += [] if self._new else ["N:;;;;"]
        lines += ["KIND:org" if self._new else "X-ABShowAs:COMPANY", f"ORG:{name}"]
        if company.address != Address():
            lines.append(_address(company.address))
        if company.website:
            lines.append(f"URL:{_uri(company.website)}")
        if company.notes:
            lines.append(f"NOTE:{escaped(company.notes)}")
        own = {"company_rating": company.rating or "", "industry": company.industry}
        return _card([*lines, *_own_lines(own)])

    def _lines(self, whole: CardContact) -> Iterator[str]:
        contact, company = whole.contact, whole.company
        kept = _Kept(contact.extra)
        yield f"UID:{whole.uid}"
        yield f"FN:{escaped(contact.name)}"
        yield kept.name_line(contact) or _name(contact)
        if company is not None:
            yield kept.company_line(company.name) or f"ORG:{escaped(company.name)}"
        group = _Groups(contact.extra)
        for phone in contact.phones:
            yield from self._labelled("TEL", phone, group)
        for email in contact.emails:
            yield from self._labelled("EMAIL", email, group)
        yield from self._facts(contact, kept)
        if whole.picture is not None:
            yield self._picture(whole.picture, whole.media_type)
        for line in kept.rest(contact):
            yield self._kept(line)
        yield from _own_lines(_own_texts(whole))

    def _facts(self, contact: Contact, kept: "_Kept") -> Iterator[str]:
        """The properties of which a contact has one."""
        if contact.job_title:
            yield f"TITLE:{escaped(contact.job_title)}"
        if contact.address != Address():
            yield kept.address_line(contact.address) or _address(contact.address)
        if contact.website:
            yield kept.website_line(contact.website) or f"URL:{_uri(contact.website)}"
        if contact.birthday:
            yield kept.birthday_line(contact.birthday) or self._birthday(contact.birthday)
        if contact.tags:
            yield "CATEGORIES:" + ",".join(map(escaped, contact.tags))
        if contact.notes:
            yield f"NOTE:{escaped(contact.notes)}"
        if contact.time_zone:
            yield f"TZ:{contact.time_zone}" if self._new else f"TZ;VALUE=text:{contact.time_zone}"
        if contact.language:
            name = "LANG" if self._new else "X-KITDIARY-LANGUAGE"
            yield f"{name}:{escaped(contact.language)}"

    def _labelled(self, name: str, entry: Labelled, group: "_Groups") -> Iterator[str]:
        value = escaped(entry.value)
        types = types_of(entry.label)
        if types is None or (self._new and not is_standard_4(types)):
            place = group.next()
            yield f"{place}.{name}:{value}"
            yield f"{place}.X-ABLabel:{escaped(entry.label)}"
        elif types:
            spelt = ",".join(types) if not self._new or len(types) == 1 else f'"{",".join(types)}"'
            yield f"{name};TYPE={spelt}:{value}"
        else:
            yield f"{name}:{value}"

    def _birthday(self, text: str) -> str:
        digits = text.replace("-", "")
        if digits.isdigit() and len(text) in (10, 7) and text[4] in "-0123456789":
            return f"BDAY:{digits if self._new and len(text) == 10 else text}"
        if digits.isdigit() and len(text) == 7 and text.startswith("--"):
            return f"BDAY:{'--' + digits if self._new else text}"
        return f"BDAY;VALUE=text:{escaped(text)}"

    def _picture(self, data: bytes, said: str) -> str:
        kind, text = media_type(data) or said, b64encode(data).decode()
        if self._new:
            return f"PHOTO:data:{kind or 'image/jpeg'};base64,{text}"
        known = _KINDS.get(kind, kind.rpartition("/")[2].upper())
        return f"PHOTO;ENCODING=b{f';TYPE={known}' if known else ''}:{text}"

    def _kept(self, line: str) -> str:
        """A kept line; 4.0 has no ENCODING, there bytes are ``data:`` addresses."""
        found = read_kept(line) if self._new and ";ENCODING=b" in line else None
        if found is None or found.head.encoding != "B":
            return line
        head = found.head
        data = from_base64(found.value)
        said = next((value for name, value in head.params if name in ("MEDIATYPE", "TYPE")), "")
        kind = media_type(data or b"") or (said.lower() if "/" in said else "application/octet-stream")
        params = "".join(f";{name}={param_text(value)}" for name, value in head.params if name != "VALUE")
        name = f"{head.group}.{head.name}" if head.group else head.name
        return f"{name}{params}:data:{kind};base64,{found.value}"


class _Kept:
    """The kept lines of a contact, and which of them were written in the place of a field."""

    def __init__(self, extra: tuple[str, ...]) -> None:
        self._extra = extra
        self._used: set[int] = set()

    def _each(self, name: str) -> Iterator[tuple[int, Property]]:
        for place, line in enumerate(self._extra):
            if name_of(line) == name and place not in self._used and (found := read_kept(line)):
                yield place, found

    def _take(self, place: int) -> str:
        self._used.add(place)
        return self._extra[place]

    def name_line(self, contact: Contact) -> str:
        """The N that has the contact's given and family name."""
        for place, found in self._each("N"):
            parts = [*components(found, old=False), "", ""]
            if (one_line(parts[1]), one_line(parts[0])) == (contact.given_name, contact.family_name):
                return self._take(place)
        return ""

    def company_line(self, name: str) -> str:
        """The ORG that has the company, with its departments."""
        for place, found in self._each("ORG"):
            first = next((part for part in components(found, old=False) if part), "")
            if one_line(first) == name:
                return self._take(place)
        return ""

    def address_line(self, address: Address) -> str:
        """The ADR that is the contact's address."""
        for place, found in self._each("ADR"):
            if address_of(found, old=False) == address:
                return self._take(place)
        return ""

    def website_line(self, website: str) -> str:
        """The URL that is the contact's website."""
        for place, found in self._each("URL"):
            if one_line(plain_text(found, old=False)) == website:
                return self._take(place)
        return ""

    def birthday_line(self, birthday: str) -> str:
        """The BDAY that is the contact's birthday."""
        for place, found in self._each("BDAY"):
            if one_line(birthday_of(found)) == birthday:
                return self._take(place)
        return ""

    def rest(self, contact: Contact) -> Iterator[str]:
        """All others, but those of which a card has one and the field was changed."""
        stale = {"BDAY"} if contact.birthday else set()
        stale |= {"TZ"} if contact.time_zone else set()
        for place, line in enumerate(self._extra):
            name = name_of(line)
            if place not in self._used and name not in _ON_TOP and name not in stale:
                yield line


class _Groups:
    """Names of groups that no kept line has."""

    def __init__(self, extra: tuple[str, ...]) -> None:
        self._taken = {line.partition(".")[0].lower() for line in extra if "." in line.partition(":")[0]}
        self._number = 0

    def next(self) -> str:
        """The next name."""
        self._number += 1
        while f"item{self._number}" in self._taken:
            self._number += 1
        return f"item{self._number}"


def escaped(text: str) -> str:
    r"""A text as a value: ``\``, ``,``, ``;`` and line breaks behind a backslash; no control characters."""
    text = text.replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    return text.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n").translate(_UNFIT)


def _uri(text: str) -> str:
    """An address of the web, in which nothing is escaped but what would end the line."""
    return text.replace("\\", "\\\\").translate(_UNFIT) if "\\" in text else text.translate(_UNFIT)


def _name(contact: Contact) -> str:
    return f"N:{escaped(contact.family_name)};{escaped(contact.given_name)};;;"


def _address(address: Address) -> str:
    parts = (address.street, address.city, address.region, address.postcode, address.country)
    return "ADR:;;" + ";".join(map(escaped, parts))


def _own_texts(whole: CardContact) -> dict[str, str]:
    """What only our own import reads."""
    contact, company, consent = whole.contact, whole.company, whole.contact.consent
    return {
        "role": "" if contact.role is Role.PROSPECT else contact.role.value,
        "rating": contact.rating or "",
        "company_rating": (company.rating if company else "") or "",
        "industry": company.industry if company else "",
        "company_website": company.website if company else "",
        "fit": "" if contact.fit is Fit.UNSURE else contact.fit.value,
        "source": contact.source,
        "owner": contact.owner,
        "best_hours": contact.best_hours,
        "no_calls": "" if consent.calls else "yes",
        "no_email": "" if consent.email else "yes",
        "no_other": "" if consent.other else "yes",
    } | texts_of(contact, whole.introduced_by)


def _own_lines(texts: Mapping[str, str]) -> Iterator[str]:
    for name, text in texts.items():
        if text:
            yield f"X-KITDIARY-{name.upper().replace('_', '-')}:{escaped(text)}"


def _card(lines: Iterable[str]) -> str:
    """A whole card of lines of any length."""
    return "\r\n".join(["BEGIN:VCARD", *map(folded, lines), "END:VCARD", ""])


def folded(line: str) -> str:
    """A line in pieces of at most 75 octets, no character cut in two (RFC 6350, 3.2)."""
    line = line.translate(_UNFIT) if not line.isprintable() else line
    if line.isascii():
        if len(line) <= _FOLD_AT:
            return line
        rest = line[_FOLD_AT:]
        step = _FOLD_AT - 1
        return "\r\n ".join([line[:_FOLD_AT], *(rest[at : at + step] for at in range(0, len(rest), step))])
    data = line.encode("utf-8", "replace")
    if len(data) <= _FOLD_AT:
        return line
    pieces, start, room = [], 0, _FOLD_AT
    while start < len(data):
        end = min(start + room, len(data))
        while end < len(data) and data[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(data[start:end].decode())
        start, room = end, _FOLD_AT - 1
    return "\r\n ".join(pieces)
