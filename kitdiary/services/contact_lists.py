"""The lists of a contact (emails, phones, tags) with what is said put on them. Pure.

What is not spoken of stays exactly as it is, so that an address some other program wrote oddly does not
keep anybody from changing a rating.
"""

from collections.abc import Callable, Sequence

from kitdiary.domain.errors import InvalidInput
from kitdiary.domain.names import check_email, clean_name, email_key, name_key
from kitdiary.domain.people import Contact, Labelled
from kitdiary.domain.phones import parse_phone
from kitdiary.services.exchange.countries import country_code

_Entries = tuple[Labelled, ...]


def merged_emails(present: _Entries, listed: Sequence[Labelled] | None, first: str) -> _Entries:
    """The addresses: the whole list where one is given, then ``first`` in front unless it is empty."""
    found = present
    if listed is not None:
        found = _once([Labelled(check_email(e.value), clean_name(e.label)) for e in listed], email_key)
    return _in_front(check_email(first), found, email_key) if first else found


def dialled_in(contact: Contact, country: str) -> str:
    """Where their numbers without a country code are: the country of their address, else the rep's."""
    return country_code(contact.address.country) or country


def e164_of(contact: Contact, country: str) -> Callable[[str], str]:
    """Gives the international form of a number of theirs; ``country`` is the rep's."""
    place = dialled_in(contact, country)
    return lambda number: parse_phone(number, place).e164


def merged_phones(present: _Entries, listed: Sequence[Labelled] | None, first: str, country: str) -> _Entries:
    """The numbers likewise; two spellings of one number, dialled in ``country``, are the same."""

    def key(number: str) -> str:
        phone = parse_phone(number, country)
        # With the extension: two lines behind one switchboard stay two.
        return f"{phone.e164};{phone.extension}" if phone.e164 else name_key(number)

    found = present
    if listed is not None:
        found = _once([Labelled(_number(e.value), clean_name(e.label)) for e in listed], key)
    return _in_front(_number(first), found, key) if first else found


def merged_tags(
    present: tuple[str, ...], listed: Sequence[str] | None, more: Sequence[str], gone: Sequence[str]
) -> tuple[str, ...]:
    """The tags in the order the diary keeps them, so that an edit that changes nothing writes nothing."""
    if listed is None and not more and not gone:
        return present
    wanted = [clean_name(tag, "tag") for tag in (*(present if listed is None else listed), *more)]
    found = {name_key(tag): tag for tag in wanted if name_key(tag)}
    for tag in gone:
        found.pop(name_key(tag), None)
    return tuple(tag for _key, tag in sorted(found.items()))


def _number(text: str) -> str:
    number = clean_name(text, "phone number")
    if not number:
        raise InvalidInput("A phone number cannot be empty: give its digits.")
    return number


def _once(entries: Sequence[Labelled], key: Callable[[str], str]) -> _Entries:
    return tuple({key(entry.value): entry for entry in reversed(entries)}.values())[::-1]


def _in_front(value: str, listed: _Entries, key: Callable[[str], str]) -> _Entries:
    """The list with ``value`` first; where it is in it already, with its label."""
    same = [entry for entry in listed if key(entry.value) == key(value)]
    rest = [entry for entry in listed if entry not in same]
    return (Labelled(value, same[0].label if same else ""), *rest)
