"""Groups of an address book: cards that name other cards of their file as members (RFC 6350, Apple)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from kitdiary.services.exchange.vcard.card_stream import Card
from kitdiary.services.exchange.vcard.card_values import one_line
from kitdiary.services.exchange.vcard.content_lines import plain_text, properties

_SAYS_GROUP = re.compile(rb"KIND[^:\r\n]*:[ \t]*group", re.IGNORECASE)
_KINDS = frozenset({"KIND", "X-ADDRESSBOOKSERVER-KIND"})
_MEMBERS = frozenset({"MEMBER", "X-ADDRESSBOOKSERVER-MEMBER"})
_PIECE = 1024 * 1024
_OVERLAP = 256
_LONGEST_TAG = 100


@dataclass(frozen=True, slots=True)
class Groups:
    """The groups of a file that become tags."""

    tags: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """By the UID of a member."""
    lines: frozenset[int] = frozenset()
    """Where the cards of those groups begin: nothing is left of them that the tags do not say."""


def may_have_groups(raw: BinaryIO) -> bool:
    """Whether any card may be a group: most files have none, and need not be read twice."""
    raw.seek(0)
    tail = b""
    while piece := raw.read(_PIECE):
        text = tail + piece.replace(b"\x00", b"")
        if _SAYS_GROUP.search(text):
            return True
        tail = text[-_OVERLAP:]
    return False


def groups_of(cards: Iterable[Card]) -> Groups:
    """The groups all of whose members are in the file. Another group stays the card it is."""
    uids: set[str] = set()
    found: list[tuple[int, str, list[str]]] = []
    for card in cards:
        if card.fault:
            continue
        said = dict[str, list[str]]()
        for each in properties(card.lines, old=False):
            said.setdefault(each.name, []).append(plain_text(each, old=False).strip())
        kinds = {kind.lower() for name in _KINDS for kind in said.get(name, ())}
        if "group" not in kinds:
            uids.update(map(uid_key, said.get("UID", ())))
            continue
        members = [uid_key(member) for name in _MEMBERS for member in said.get(name, ())]
        name = one_line(said.get("FN", said.get("N", [""]))[0].strip("; ")[:_LONGEST_TAG])
        if members and name:
            found.append((card.line, name, members))
    whole = [(line, name, members) for line, name, members in found if uids.issuperset(members)]
    tags: dict[str, tuple[str, ...]] = {}
    for member, name in _pairs(whole):
        tags[member] = (*tags.get(member, ()), name)
    return Groups(tags, frozenset(line for line, _, _ in whole))


def uid_key(text: str) -> str:
    """A UID as a member names it: ``urn:uuid:`` before it or not, its letters large or small."""
    return text.strip().lower().removeprefix("urn:uuid:")


def _pairs(groups: Iterable[tuple[int, str, list[str]]]) -> Iterator[tuple[str, str]]:
    for _line, name, members in groups:
        for member in dict.fromkeys(members):
            yield member, name
