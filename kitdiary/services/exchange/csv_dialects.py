"""Which program a CSV comes from, by its headings, and what each of its columns means.

The tables are in `heading_tables` and `outlook_tables`. A heading its source's table does not know is
looked up in the generic one (a rep adds a column *Rating* to an Outlook file); one that neither knows is
read by its words (`heading_words`), else left out, and shown as left out.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kitdiary.domain.errors import InvalidInput
from kitdiary.domain.names import name_key, shown_line
from kitdiary.services.exchange import heading_tables, outlook_tables
from kitdiary.services.exchange.fields import Field, Target, parse_target
from kitdiary.services.exchange.heading_languages import OTHER_LANGUAGES
from kitdiary.services.exchange.heading_tables import Table
from kitdiary.services.exchange.heading_words import guess

GENERIC_SOURCE = "csv"
_SHOWN, _SHOWN_LETTERS = 20, 40
_MOST_WORDS = 4
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class _Source:
    """A program: its tables, and its marks: headings any set of which, when all are there, gives it away."""

    tables: tuple[Table, ...]
    marks: tuple[tuple[str, ...], ...]


_SOURCES: Mapping[str, _Source] = {
    "google": _Source(
        (heading_tables.GOOGLE,),
        (
            ("E-mail 1 - Value",),
            ("Phone 1 - Value",),
            ("Group Membership",),
            ("Labels", "Organization Name"),
            ("File As",),
        ),
    ),
    "linkedin": _Source((heading_tables.LINKEDIN,), (("Connected On",),)),
    "hubspot": _Source(
        (heading_tables.HUBSPOT,),
        (
            ("Record ID", "Email"),
            ("Record ID - Contact",),
            ("Lifecycle Stage",),
            ("Marketing contact status",),
        ),
    ),
    "salesforce": _Source(
        (heading_tables.SALESFORCE,),
        (
            ("Mailing Street",),
            ("Mailing City",),
            ("AccountId",),
            ("Account Name", "Last Activity"),
            ("Account Name", "Mobile"),
            ("Account.Name",),
            ("LastActivityDate",),
            ("HasOptedOutOfEmail",),
        ),
    ),
    "act": _Source((heading_tables.ACT,), (("ID/Status",), ("Last Reach",), ("Record Manager",))),
    "thunderbird": _Source(
        (heading_tables.THUNDERBIRD,), (("Primary Email", "Display Name"), ("Work ZipCode",))
    ),
    "outlook": _Source(
        (outlook_tables.ENGLISH, outlook_tables.GERMAN, outlook_tables.FRENCH),
        (
            ("Business Street",),
            ("E-mail Display Name",),
            ("E-mail Address", "Business Phone"),
            ("E-mail Address", "E-mail 2 Address"),
            ("E-mail Address", "Mobile Phone"),
            ("Straße geschäftlich",),
            ("E-Mail: Angezeigter Name",),
            ("E-Mail-Adresse", "Telefon geschäftlich"),
            ("Rue (bureau)",),
            ("Téléphone (bureau)",),
            ("Adresse de messagerie",),
            ("Adresse de courrier",),
        ),
    ),
    "kitdiary": _Source(
        (heading_tables.KITDIARY,),
        (
            ("uid", "name", "first_talk_on"),
            ("contact_id", "name"),
            ("company_rating", "name"),
            ("company_id", "name"),
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a file: where it is (from 0), its heading, and what it means (None: not imported)."""

    index: int
    heading: str
    target: Target | None
    guessed: bool = False
    """Found by words of its heading alone: a value that is no such thing goes to the notes."""


def heading_key(heading: str) -> str:
    """A heading without case, accents, blanks and punctuation: what headings are compared by."""
    return "".join(ch for ch in name_key(heading) if ch.isalnum())


def recognise(headings: Sequence[str]) -> str:
    """The source a file with these headings comes from; ``csv`` if it is nobody's in particular.

    Of the sources one of whose tell-tale headings is there, the one that knows most of the headings.
    """
    keys = {heading_key(heading) for heading in headings} - {""}
    best, best_known = GENERIC_SOURCE, 0
    for source, about in _SOURCES.items():
        if any({heading_key(heading) for heading in mark} <= keys for mark in about.marks):
            table = _table(source)
            known = sum(1 for key in keys if _find(table, key, 0) is not None)
            if known > best_known or best == GENERIC_SOURCE:
                best, best_known = source, known
    return best


def map_columns(source: str, headings: Sequence[str]) -> tuple[Column, ...]:
    """What each column means by the tables of ``source``, then by the generic one."""
    seen: dict[str, int] = {}
    columns = []
    for index, heading in enumerate(headings):
        key = heading_key(heading)
        nth = seen.get(key, 0)
        seen[key] = nth + 1
        target = _find(_table(source), key, nth) if key else None
        if target is None and key:
            target = _find(_table(GENERIC_SOURCE), key, nth)
        guessed = guess(heading, _generic) if target is None and key else None
        columns.append(Column(index, heading, target or guessed, guessed is not None))
    return tuple(columns)


def _generic(key: str) -> Target | None:
    return _find(_table(GENERIC_SOURCE), key, 0)


def known_headings(headings: Iterable[str]) -> int:
    """How many of these some table knows: what tells the heading row from a preamble."""
    keys = {heading_key(heading) for heading in headings if len(heading) <= 80} - {""}
    return sum(1 for key in keys if _find(_every_table(), key, 0) is not None)


def worded_headings(headings: Iterable[str]) -> int:
    """How many of these at least their words give away, in files of languages no table is in."""
    return sum(1 for heading in headings if len(heading.split()) <= _MOST_WORDS and guess(heading, _generic))


def apply_mapping(columns: tuple[Column, ...], mapping: Sequence[str]) -> tuple[Column, ...]:
    """``columns`` with the ``COLUMN=FIELD`` of the user over what was recognised.

    COLUMN is a heading (compared as headings are) or ``#`` and its number from 1; every column of that
    heading is meant. Raises InvalidInput for what names no column or no field.
    """
    changed = list(columns)
    for entry in mapping:
        heading, equals, field = entry.rpartition("=")
        if not equals or not heading.strip():
            raise InvalidInput(f'“{entry}” is not COLUMN=FIELD: write for example --map "Work mail=email".')
        target = parse_target(field)
        for index in _columns_named(columns, heading.strip()):
            changed[index] = Column(index, columns[index].heading, target)
    return tuple(changed)


def named_headings(headings: Sequence[str]) -> str:
    """The first headings of a file, for a sentence: each on one line and not too long, or its number."""
    shown = [shown_line(text, _SHOWN_LETTERS) or f"#{n}" for n, text in enumerate(headings, 1)]
    more = len(shown) - _SHOWN
    return ", ".join(shown[:_SHOWN]) + (f" and {more:,} more" if more > 0 else "")


def _columns_named(columns: tuple[Column, ...], heading: str) -> list[int]:
    if heading.startswith("#") and heading[1:].isdecimal():
        found = [column.index for column in columns if column.index + 1 == int(heading[1:])]
    else:
        found = [column.index for column in columns if column.heading.strip() == heading]
        found = found or [
            column.index for column in columns if heading_key(column.heading) == heading_key(heading)
        ]
    if not found:
        names = named_headings([column.heading for column in columns])
        raise InvalidInput(f"The file has no column “{heading}”: its columns are {names}.")
    return found


@cache
def _table(source: str) -> dict[str, tuple[Target, ...]]:
    """The headings of one source, by key, each with what its first, second … occurrence means."""
    tables: tuple[Table, ...] = (
        (heading_tables.GENERIC, OTHER_LANGUAGES) if source == GENERIC_SOURCE else _SOURCES[source].tables
    )
    found: dict[str, list[Target]] = {}
    for table in tables:
        within: dict[str, list[Target]] = {}
        for target, headings in table.items():
            for heading in headings:
                within.setdefault(_pattern(heading), []).append(parse_known(target))
        for key, targets in within.items():
            found.setdefault(key, targets)
    return {key: tuple(targets) for key, targets in found.items()}


@cache
def _every_table() -> dict[str, tuple[Target, ...]]:
    """All headings of all sources."""
    return {key: targets for source in (*_SOURCES, GENERIC_SOURCE) for key, targets in _table(source).items()}


def parse_known(text: str) -> Target:
    """A target as the tables write it; unlike a user they may say ``label_of``."""
    name, _, detail = text.partition(".")
    return Target(Field(name), detail)


def _pattern(heading: str) -> str:
    return "#".join(heading_key(part) for part in heading.split("#"))


def _find(table: dict[str, tuple[Target, ...]], key: str, nth: int) -> Target | None:
    """What the table says of a heading key at its nth occurrence, numbers standing for ``#``."""
    found = table.get(key)
    if found is not None:
        return found[min(nth, len(found) - 1)]
    number = _NUMBER.search(key)
    if number is None:
        return None
    found = table.get(_NUMBER.sub("#", key, count=1))
    if found is None:
        return None
    target = found[min(nth, len(found) - 1)]
    return Target(target.field, target.detail.replace("#", number[0]))
