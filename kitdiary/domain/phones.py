"""Phone numbers: as typed, and in E.164 where they can be understood (ITU-T E.164, RFC 3966).

`phonenumbers` is imported late (83 ms). Its full parser takes 25 to 45 microseconds a number, too long
for an import of 100,000 people with two each, so plain numbers take a short way through the same
metadata; a test compares the two for every region. Whatever is not plain goes to the full parser.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from kitdiary.domain.names import clean_name

if TYPE_CHECKING:
    from phonenumbers import PhoneMetadata

_PLAIN = re.compile(r"(\+?)((?:[0-9]|[ ().\-/\u00a0])+)")
_NO_DIGIT = re.compile(r"[ ().\-/\u00a0]+")
_LONGEST_TEXT = 100


@dataclass(frozen=True, slots=True)
class Phone:
    """A number as typed (cleaned), its E.164 form ("" where it could not be understood), its extension.

    The extension is not part of ``e164``: two colleagues behind one switchboard have the same e164.
    """

    value: str
    e164: str = ""
    extension: str = ""


@dataclass(frozen=True, slots=True)
class _Plan:
    """What the short way needs of a region's numbering plan."""

    code: str
    lengths: frozenset[int]
    trunk: re.Pattern[str] | None
    trunk_rewrites: bool
    dial_out: re.Pattern[str] | None
    national: re.Pattern[str]


@lru_cache(maxsize=20_000)
def parse_phone(text: str, country: str = "") -> Phone:
    """Read a number; ``country`` (ISO 3166, "" for none) is where one without a country code is.

    Never fails but for a text no field takes (InvalidInput, see `clean_name`): what is no possible
    number, or a local one without its area code, is kept as typed and has no ``e164``. "Possible" is a
    matter of length: whether a number is in use only dialling tells.
    """
    value = clean_name(text, "phone number")
    if value[:4].lower() == "tel:":
        value = value[4:].split(";", 1)[0] if ";ext=" not in value else value
    if not value or len(value) > _LONGEST_TEXT:
        return Phone(value)
    plain = _PLAIN.fullmatch(value)
    if plain is not None and "(0)" not in value:
        e164 = _short_way(_NO_DIGIT.sub("", plain[2]), bool(plain[1]), country.upper())
        if e164 is not None:
            return Phone(value, e164)
    return _long_way(value, country.upper())


def international(e164: str) -> str:
    """An E.164 number in the spelling people read: ``+1 303-555-0142``. Anything else comes back as it is."""
    import phonenumbers

    try:
        return phonenumbers.format_number(
            phonenumbers.parse(e164, None), phonenumbers.PhoneNumberFormat.INTERNATIONAL
        )
    except phonenumbers.NumberParseException:
        return e164


def _long_way(value: str, country: str) -> Phone:
    """The library's own parser: extensions, letters, ``tel:`` links, exotic trunk prefixes."""
    import phonenumbers

    region = country if country in phonenumbers.SUPPORTED_REGIONS else None
    try:
        number = phonenumbers.parse(value, region)
    except phonenumbers.NumberParseException:
        return Phone(value)
    reason = phonenumbers.is_possible_number_with_reason(number)
    if reason != phonenumbers.ValidationResult.IS_POSSIBLE:
        return Phone(value)
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return Phone(value, e164, number.extension or "")


def _short_way(digits: str, has_plus: bool, country: str) -> str | None:
    """The E.164 form of plain digits, or None: ask the full parser."""
    if has_plus:
        plan = _plan_of_number(digits)
        if plan is None:
            return None
        national = digits[len(plan.code) :]
        if plan.trunk is not None and plan.trunk.match(national):
            return None
        return f"+{digits}" if len(national) in plan.lengths else None
    plan = _plan_of_region(country) if country else None
    if plan is None or digits.startswith(plan.code) or (plan.dial_out and plan.dial_out.match(digits)):
        return None
    trunk = plan.trunk.match(digits) if plan.trunk is not None else None
    if trunk is not None:
        if plan.trunk_rewrites:
            return None
        digits = digits[trunk.end() :]
        if plan.national.fullmatch(digits) is None:
            return None
    return f"+{plan.code}{digits}" if len(digits) in plan.lengths else None


def _plan_of_number(digits: str) -> _Plan | None:
    """The plan of the country code that digits after a plus begin with; codes are 1 to 3 digits."""
    for length in (1, 2, 3):
        plan = _plan_of_code(digits[:length])
        if plan is not None:
            return plan
    return None


@lru_cache(maxsize=1024)
def _plan_of_code(code: str) -> _Plan | None:
    import phonenumbers

    if not code or code.startswith("0"):
        return None
    region = phonenumbers.region_code_for_country_code(int(code))
    return None if region in ("ZZ", "001") else _plan_of_region(region)


def _lengths(data: "PhoneMetadata") -> frozenset[int]:
    """How many digits a number of this region can have, its area code included."""
    known = data.general_desc
    return (
        frozenset(known.possible_length) - frozenset(known.possible_length_local_only)
        if known
        else frozenset()
    )


@lru_cache(maxsize=512)
def _plan_of_region(region: str) -> _Plan | None:
    import phonenumbers

    if region not in phonenumbers.SUPPORTED_REGIONS:
        return None
    data = phonenumbers.PhoneMetadata.metadata_for_region(region, None)
    if data is None or data.general_desc is None or data.country_code is None:
        return None
    lengths = _lengths(data)
    # Whether a number is possible is asked of the code's main region: 7 digits are a number in Canada's
    # plan, but not one of country code 1, whose main region is the USA.
    main = phonenumbers.PhoneMetadata.metadata_for_region(
        phonenumbers.region_code_for_country_code(data.country_code), None
    )
    if main is not None:
        lengths &= _lengths(main)
    trunk = data.national_prefix_for_parsing
    compiled = re.compile(trunk) if trunk else None
    return _Plan(
        code=str(data.country_code),
        lengths=lengths,
        trunk=compiled,
        trunk_rewrites=bool(data.national_prefix_transform_rule) or bool(compiled and compiled.groups),
        dial_out=re.compile(data.international_prefix) if data.international_prefix else None,
        national=re.compile(data.general_desc.national_number_pattern or ""),
    )
