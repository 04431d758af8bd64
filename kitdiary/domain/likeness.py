"""How alike two people of an address book are, though no key of theirs is the same letter by letter.

`duplicates` decides what may be filled without asking; this decides what a person is asked about. People
are compared only where they share a block (`Traits.blocks`): an email address, the last nine digits of a
phone, the company with the initials, or the letters of the name. What two people in a block have in common
is then measured, and comes to a certainty in percent with the reason for it, or to nothing.
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import lru_cache
from itertools import combinations
from typing import NamedTuple

from rapidfuzz.distance import OSA
from rapidfuzz.fuzz import ratio, token_set_ratio

from kitdiary.domain.duplicates import Identity
from kitdiary.domain.names import is_stand_in, name_key

_DIGITS = 9
"""So many last digits of a phone number make it the same number, with or without its country code."""
_FULL_BLOCK = 60
"""People in one block who are all compared with each other; in a larger one (a switchboard, a very common
name) each is compared only with the next ones by name, so that no block takes a square of time."""
_NEIGHBOURS = 8

_LEAST_WORD, _LEAST_NAME, _LEAST_COMPANY = 74, 84, 90
"""Percent from which a given or family name, a whole name, a company counts as the same misspelt."""
_INITIAL = 85
"""What a given name and its initial count as."""

_LEGAL_FORMS = frozenset(
    (
        "gmbh ag kg kgaa ohg ug mbh se ev eg inc incorporated corp corporation co company llc llp lp ltd"
        " limited plc sa sas sarl srl spa bv nv ab as aps oy oyj pty pte sl sro kft zrt group the und and & +"
    ).split()
)
_TITLES = frozenset("dr prof mr mrs ms miss herr frau mme ing dipl med jr sr phd md mba ii iii".split())


class Because(StrEnum):
    """What speaks for two entries being one person."""

    EMAIL = "same email"
    PHONE = "same phone"
    NAME_AND_COMPANY = "same name and company"
    SIMILAR = "similar name and company"
    NAME = "same name, nothing else known of one of them"


class Likeness(NamedTuple):
    """How certain it is that two entries are one person, in percent, and why. Orders by certainty."""

    certainty: int
    because: Because


class Traits(NamedTuple):
    """What of a person is compared, prepared once: all of it in the form of keys."""

    name: str
    first: str
    last: str
    company: str
    stem: str
    """The company without its legal form."""
    emails: frozenset[str]
    phones: frozenset[str]
    """The last nine digits of each."""
    mobiles: frozenset[str]
    nameless: bool

    def blocks(self) -> list[str]:
        """Under what a person is found by those who may be the same: without a common one, no comparing.

        Texts that never meet by chance: each kind begins with its own letter.
        """
        found = [f"e{email}" for email in self.emails]
        found += [f"p{phone}" for phone in self.phones]
        if self.name and not self.nameless:
            letters = "".join(sorted(self.first + self.last))
            found.append(f"n{letters}")
            if self.stem:
                found.append(company_block(self))
        return found

    @property
    def bare(self) -> bool:
        """Whether nothing but the name is known."""
        return not (self.company or self.emails or self.phones)


def company_block(traits: Traits) -> str:
    """The block of the company and the initials, whichever of the names is written first."""
    one, other = traits.first[:1], traits.last[:1]
    if other < one:
        one, other = other, one
    return f"c{traits.stem} {one}{other}"


def traits_of(identity: Identity) -> Traits:
    """The traits of somebody an import or a form describes."""
    return traits(
        name_key(identity.name),
        name_key(identity.company),
        identity.emails,
        identity.phones,
        identity.mobiles,
        nameless=identity.nameless,
    )


def traits(
    name: str,
    company: str = "",
    emails: Iterable[str] = (),
    phones: Iterable[str] = (),
    mobiles: Iterable[str] = (),
    *,
    nameless: bool | None = None,
) -> Traits:
    """The traits of keys as the diary stores them: `name_key`, `email_key`, E.164 or a number as typed."""
    words = _words(name)
    stand_in = is_stand_in(name) if nameless is None else nameless
    return Traits(
        " ".join(words),
        words[0] if words else "",
        words[-1] if len(words) > 1 else "",
        company,
        company_stem(company) if company else "",
        frozenset(emails),
        frozenset(filter(None, map(last_digits, phones))),
        frozenset(filter(None, map(last_digits, mobiles))),
        stand_in,
    )


@lru_cache(maxsize=32_768)
def company_stem(key: str) -> str:
    """A company's key without punctuation and legal form: ``acme gmbh & co. kg`` is ``acme``."""
    words = key.replace(".", "").replace(",", " ").replace("-", " ").split()
    return " ".join(word for word in words if word not in _LEGAL_FORMS) or key


def last_digits(number: str) -> str:
    """The last nine digits of a number; "" where there are fewer than seven, too few to be one person's."""
    digits = "".join(filter(str.isdecimal, number))
    return digits[-_DIGITS:] if len(digits) >= 7 else ""


def blocks_of(people: Mapping[int, Traits]) -> dict[str, list[int]]:
    """Who shares what, by id: every block with more than one person in it."""
    found: dict[str, list[int]] = {}
    for person, known in people.items():
        for block in known.blocks():
            try:
                found[block].append(person)
            except KeyError:
                found[block] = [person]
    return {block: members for block, members in found.items() if len(members) > 1}


def pairs_of(people: Mapping[int, Traits], blocks: Mapping[str, list[int]]) -> Iterator[tuple[int, int]]:
    """Whom to compare with whom: each pair once, the smaller id first."""
    seen: set[tuple[int, int]] = set()
    for members in blocks.values():
        for pair in _within(people, members):
            if pair not in seen:
                seen.add(pair)
                yield pair


def _within(people: Mapping[int, Traits], members: list[int]) -> Iterator[tuple[int, int]]:
    if len(members) <= _FULL_BLOCK:
        yield from combinations(sorted(members), 2)
        return
    by_name = sorted(members, key=lambda person: (people[person].name, person))
    for place, one in enumerate(by_name):
        for other in by_name[place + 1 : place + 1 + _NEIGHBOURS]:
            yield (one, other) if one < other else (other, one)


def likeness(one: Traits, other: Traits) -> Likeness | None:
    """How alike two people are, or None where too little says that they are one.

    - Same email: 99 where the names may be one person's, else 70 (a shared mailbox, a changed name).
    - Same phone: 95 where the names may be; else 55 for a mobile, and nothing for any other number.
    - Same name at the same company: 97; similar ones: 60 to 95 as similar as they are. Nothing where both
      have addresses in one domain and none in common, unless those differ by a slip of a finger.
    - Same name, and nothing else is known of one of them: 60.
    """
    shared = one.emails & other.emails
    phones = one.phones & other.phones
    names = 100.0 if one.nameless or other.nameless else _names(one, other)
    agree = names >= _LEAST_NAME
    if shared:
        return Likeness(99 if agree else 70, Because.EMAIL)
    if phones:
        if agree:
            return Likeness(95 if not _apart(one, other) else 75, Because.PHONE)
        return Likeness(55, Because.PHONE) if one.mobiles & other.mobiles else None
    if not agree or one.nameless or other.nameless:
        return None
    same = one.name == other.name
    if one.stem and other.stem:
        firm = 100.0 if one.stem == other.stem else _companies(one.stem, other.stem)
        if firm < _LEAST_COMPANY or _apart(one, other):
            return None
        if same and one.stem == other.stem:
            return Likeness(97, Because.NAME_AND_COMPANY)
        return Likeness(min(95, round(60 + (names + firm - 174) * 35 / 26)), Because.SIMILAR)
    if same and (one.bare or other.bare):
        return Likeness(60, Because.NAME)
    return None


def _names(one: Traits, other: Traits) -> float:
    """How alike two names are, in percent; 0 where the given or the family name is another one."""
    if one.name == other.name:
        return 100.0
    if not one.last or not other.last:  # one word: a given name alone says little
        alone, whole = (one, other) if not one.last else (other, one)
        return 90.0 if alone.first in (whole.first, whole.last) else ratio(one.name, other.name)
    straight = _parts(one.first, other.first, one.last, other.last)
    turned = _parts(one.first, other.last, one.last, other.first)
    return max(straight, turned)


def _parts(given: str, other_given: str, family: str, other_family: str) -> float:
    families = ratio(family, other_family)
    if families < _LEAST_WORD:
        return 0.0
    givens = _given(given, other_given)
    return 0.0 if givens < _LEAST_WORD else (families + givens) / 2


def _given(one: str, other: str) -> float:
    if len(one) == 1 or len(other) == 1:
        return _INITIAL if one[:1] == other[:1] else 0.0
    return ratio(one, other)


@lru_cache(maxsize=8_192)
def _companies(one: str, other: str) -> float:
    """How alike two stems are; a number in a name is never misspelt: ``shop 12`` is not ``shop 13``."""
    if [ch for ch in one if ch.isdigit()] != [ch for ch in other if ch.isdigit()]:
        return 0.0
    return max(ratio(one, other), token_set_ratio(one, other) if " " in one or " " in other else 0.0)


def _apart(one: Traits, other: Traits) -> bool:
    """Whether both have addresses of one domain, and not one mistyped: a firm gives everybody one."""
    apart = False
    for email in one.emails:
        local, _, domain = email.rpartition("@")
        for another in other.emails:
            if another.endswith(f"@{domain}"):
                if _slip(local, another.rpartition("@")[0]):
                    return False
                apart = True
    return apart


def _slip(one: str, other: str) -> bool:
    """Whether two mailboxes differ by one letter; by a digit they are two: ``mueller`` and ``mueller2``."""
    return (
        len(one) > 3
        and [ch for ch in one if ch.isdigit()] == [ch for ch in other if ch.isdigit()]
        and OSA.distance(one, other, score_cutoff=1) <= 1
    )


def _words(key: str) -> list[str]:
    """The words of a name in the order they are spoken, without titles."""
    if "," in key:
        family, _, given = key.partition(",")
        key = f"{given} {family}"
    if "." in key:
        key = key.replace(".", " ")
    words = key.split()
    if len(words) > 2:
        words = [word for word in words if word not in _TITLES] or words
    return words
