"""Whether two entries are the same person: match keys and certainty (first slice: exact keys).

Candidates are found by one of three keys: the same email address, the same E.164 number, the same name
at the same company. A key alone does not make a person: an office shares ``info@``, a floor shares a
switchboard. So the names decide how certain a match is, and where they contradict each other nobody is
merged: two people must never become one without being asked, for the second would drop out of the diary.
"""

from dataclasses import dataclass
from enum import IntEnum

from kitdiary.domain.names import name_key, name_words

_SHORTEST_INITIALS = 1


class Certainty(IntEnum):
    """How sure it is that two entries are one person."""

    POSSIBLE = 1
    """A person has to decide."""
    SAME = 2
    """One may be filled from the other without asking."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What a person is recognised by. Emails by `email_key`, phones in E.164."""

    name: str
    company: str = ""
    emails: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    mobiles: frozenset[str] = frozenset()
    """Those of ``phones`` that belong to one person, not to a desk or a floor."""
    nameless: bool = False
    """The name is only a stand-in, an address: it contradicts no other name."""

    @property
    def bare(self) -> bool:
        """Whether nothing but the name is known."""
        return not (self.company or self.emails or self.phones)


@dataclass(frozen=True, slots=True, order=True)
class Match:
    """A certainty with what speaks for it, ordered: the greater the better match."""

    certainty: Certainty
    same_name: bool
    shared_emails: int
    shared_phones: int
    same_company: bool

    @property
    def reason(self) -> str:
        """What both have, in words: ``same email``, ``same name and company``."""
        if self.shared_emails:
            return "same email"
        if self.shared_phones:
            return "same phone"
        return "same name and company" if self.same_company else "same name"


def compare(one: Identity, other: Identity) -> Match | None:
    """How certain it is that two entries are one person, or None: nothing says so.

    - Same email: SAME if the names agree, else POSSIBLE (a shared mailbox, a changed name).
    - Same phone: SAME if the names agree; else POSSIBLE for a mobile, nothing for any other number.
    - Same name and company: SAME; nothing where both have addresses in one domain and none in common:
      a firm gives everybody one, so these are its two Thomas Müllers. (Behind one number: POSSIBLE.)
    - Same name, and one of them has neither company, email nor phone: SAME, for nothing else is known.
    """
    same_name = name_key(one.name) == name_key(other.name)
    company = name_key(one.company)
    same_company = bool(company) and company == name_key(other.company)
    emails = len(one.emails & other.emails)
    apart = not emails and _domains(one.emails) & _domains(other.emails)
    phones = len(one.phones & other.phones)
    if emails or phones:
        agree = same_name or names_agree(one, other)
        personal = emails or one.mobiles & other.mobiles
        if not agree and not personal:
            return None
        sure = agree and (emails or not apart)
        certainty = Certainty.SAME if sure else Certainty.POSSIBLE
        return Match(certainty, same_name, emails, phones, same_company)
    if not same_name:
        return None
    if same_company:
        return None if apart else Match(Certainty.SAME, True, 0, 0, True)
    if one.bare or other.bare:
        return Match(Certainty.SAME, True, 0, 0, False)
    return None


def names_agree(one: Identity, other: Identity) -> bool:
    """Whether two names can be one person's.

    ``M. Dubois`` and ``Marc Dubois`` can, ``Anna Meier`` and ``Dr. Anna Maria Meier`` too. A different
    given or family name contradicts.
    """
    if one.nameless or other.nameless or name_key(one.name) == name_key(other.name):
        return True
    fewer, more = sorted((name_words(one.name), name_words(other.name)), key=len)
    if not fewer:
        return True
    if len(fewer) < 2:
        return fewer[0] in more
    return fewer[-1] == more[-1] and all(_stands_in(word, more[:-1]) for word in fewer[:-1])


def _stands_in(word: str, among: tuple[str, ...]) -> bool:
    """Whether a given name, or its initial, is among those of the other spelling."""
    return any(
        word == other
        or (len(word) <= _SHORTEST_INITIALS and other.startswith(word))
        or (len(other) <= _SHORTEST_INITIALS and word.startswith(other))
        for other in among
    )


def _domains(emails: frozenset[str]) -> frozenset[str]:
    return frozenset(email.rpartition("@")[2] for email in emails)
