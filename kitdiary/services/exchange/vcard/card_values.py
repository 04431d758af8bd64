"""What single properties of a card say: names, dates, addresses, pictures."""

import re
from collections.abc import Sequence
from functools import cache
from zoneinfo import available_timezones

from kitdiary.domain.errors import InvalidInput
from kitdiary.domain.names import MAX_NAME, clean_name
from kitdiary.domain.people import Address
from kitdiary.services.exchange.vcard.content_lines import Property
from kitdiary.services.exchange.vcard.decoding import (
    from_base64,
    from_data_uri,
    media_type,
    split_unescaped,
    unescape,
)

_ADDRESS_RANK = ("work", "home")
_FULL_DATE = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})")
_NO_YEAR = re.compile(r"--(\d{2})-?(\d{2})")
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_FROM_THE_WEB = re.compile(r"(?:https?|ftp|file|cid|content):", re.IGNORECASE)


def one_line(text: str) -> str:
    """A text on one line, None-like "" where it is too long for a field: it is kept with the card then."""
    if not text:
        return ""
    try:
        return clean_name(text)
    except InvalidInput:
        return ""


def components(found: Property, *, old: bool) -> list[str]:
    """The parts of N, ORG or ADR, each on one line; several values in a part are put beside each other."""
    parts = split_unescaped(found.value, ";")
    if not old and "," in found.value:
        joiner = ", " if found.name in ("ADR", "ORG") else " "
        parts = [joiner.join(split_unescaped(part, ",")) for part in parts]
    texts = [unescape(part) for part in parts] if "\\" in found.value else parts
    if found.name == "ADR":
        texts = [
            ", ".join(line.strip() for line in text.split("\n") if line.strip()) if "\n" in text else text
            for text in texts
        ]
    return [" ".join(text.split()) if text else "" for text in texts]


def address_of(found: Property, *, old: bool) -> Address:
    """Street (with extension and post box behind it), city, region, postcode, country."""
    parts = [*components(found, old=old), *([""] * 7)][:7]
    box, extension, street, city, region, postcode, country = parts
    whole = ", ".join(dict.fromkeys(part for part in (street, extension, box) if part))
    fields = (whole, city, region, postcode, country)
    return Address(*(part if _is_clean(part) else one_line(part[:MAX_NAME]) for part in fields))


def _is_clean(part: str) -> bool:
    """Whether a part, whose blanks are single, is a text for a field as it stands."""
    return part.isprintable() and len(part) <= MAX_NAME


def address_rank(found: Property) -> tuple[int, int]:
    """Which of several addresses is the contact's: the preferred one, then work before home before others."""
    types = found.head.types
    place = next((rank for rank, kind in enumerate(_ADDRESS_RANK) if kind in types), len(_ADDRESS_RANK))
    return found.head.preferred, place


def birthday_of(found: Property) -> str:
    """A birthday as the diary writes it: ISO, ``--05-01`` without its year, else as it stands.

    Apple writes a birthday without year in the year 1604 and says so.
    """
    text = " ".join(unescape(found.value).split())
    day = text.partition("T")[0].partition(" ")[0] if text[:1].isdigit() or text[:2] == "--" else text
    if match := _FULL_DATE.fullmatch(day):
        omitted = found.head.param("X-APPLE-OMIT-YEAR")
        if omitted and match[1] == omitted:
            return f"--{match[2]}-{match[3]}"
        return f"{match[1]}-{match[2]}-{match[3]}"
    if match := _NO_YEAR.fullmatch(day):
        return f"--{match[1]}-{match[2]}"
    if match := _MONTH.fullmatch(day):
        return day
    return text


def is_plain_birthday(found: Property) -> bool:
    """Whether the birthday in the diary says all the property does: no time of day, no other calendar."""
    text = " ".join(unescape(found.value).split())
    whole = _FULL_DATE.fullmatch(text) or _NO_YEAR.fullmatch(text) or birthday_of(found) == text
    said = {name for name, _ in found.head.params} - {"VALUE", "X-APPLE-OMIT-YEAR"}
    return bool(whole) and not said and not found.head.group


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def time_zone_of(found: Property) -> str:
    """The IANA zone, "" for an offset or anything else."""
    text = unescape(found.value).strip()
    return text if "/" in text and text in _zones() else ""


def picture_of(found: Property) -> tuple[str, bytes] | None:
    """Media type and bytes of a picture inside the card; None for a link, which is never followed."""
    if found.head.encoding == "B":
        data = from_base64(found.value)
        return None if data is None else (_kind(data, found), data)
    inside = from_data_uri(unescape(found.value))
    if inside is not None:
        return media_type(inside[1]) or inside[0], inside[1]
    if _FROM_THE_WEB.match(found.value.strip()) or len(found.value) < 64:
        return None
    data = from_base64(found.value)  # some phones forget to say that it is base64
    return None if data is None or not media_type(data) else (media_type(data), data)


def _kind(data: bytes, found: Property) -> str:
    """By the bytes; else as the card says."""
    said = next((value for name, value in found.head.params if name in ("MEDIATYPE", "TYPE")), "").lower()
    said = "" if said == "pref" else said
    return media_type(data) or (said if "/" in said else f"image/{said}" if said else "")


def tags_of(found: Property, *, old: bool) -> list[str]:
    """The categories of a card. Version 2.1 parts them with either mark."""
    pieces = split_unescaped(found.value, ",")
    if old and len(pieces) == 1:
        pieces = split_unescaped(found.value, ";")
    return [text for text in (" ".join(unescape(piece).split()) for piece in pieces) if text]


def first_of(values: Sequence[str]) -> str:
    """The first that is not empty."""
    return next((value for value in values if value), "")
