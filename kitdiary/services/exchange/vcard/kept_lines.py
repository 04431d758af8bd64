r"""Properties the diary has no field for: kept with the contact as one unfolded line each, and read again.

A kept line is in the syntax of 3.0 and 4.0 whatever the card was in: no quoted-printable, no charset, line
breaks as ``\n``; base64 says ``ENCODING=b``.
"""

import re
from functools import lru_cache

from kitdiary.services.exchange.vcard.content_lines import Head, Property, parse_head

_TEXTS = frozenset({"N", "ADR", "ORG", "TITLE", "ROLE", "LABEL", "NOTE", "NICKNAME"})
_BARE_COMMA = re.compile(r"(?<!\\),")
_NEEDS_QUOTES = re.compile(r'[,;:"]')
SINGLE = frozenset(
    {"UID", "REV", "KIND", "N", "GENDER", "CLASS", "SORT-STRING", "MAILER", "BDAY", "ANNIVERSARY",
     "X-ABSHOWAS", "X-ABUID", "X-ADDRESSBOOKSERVER-KIND", "TZ", "GEO"}
)  # fmt: skip
"""Properties of which a contact keeps one: the same card exported tomorrow has another REV."""


def kept_line(found: Property, *, old: bool) -> str:
    """A property as the line that is kept."""
    head, value = found
    if head.encoding == "B":
        value = "".join(value.split())
    else:
        if "\n" in value or "\r" in value:
            value = value.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
        if old and head.name in _TEXTS:
            value = _BARE_COMMA.sub(r"\\,", value)
    return f"{head_text(head)}:{value}"


@lru_cache(maxsize=4096)
def head_text(head: Head) -> str:
    """What stands before the colon."""
    text = f"{head.group}.{head.name}" if head.group else head.name
    for name, value in head.params:
        text += f";{name}={param_text(value)}"
    return f"{text};ENCODING=b" if head.encoding == "B" else text


def param_text(value: str) -> str:
    """A parameter's value, in quotation marks where it needs them; one inside becomes an apostrophe."""
    plain = value.replace("\r", " ").replace("\n", " ")
    return f'"{plain.replace(chr(34), chr(39))}"' if _NEEDS_QUOTES.search(plain) else plain


def read_kept(line: str) -> Property | None:
    """The property of a kept line; None for what is none (a diary edited by other hands)."""
    before, colon, value = line.partition(":")
    if '"' in before and before.count('"') % 2:
        place = _colon(line)
        before, value = line[:place], line[place + 1 :]
    head = parse_head(before) if colon else None
    return None if head is None else Property(head, value)


def _colon(line: str) -> int:
    quoted = False
    for place, letter in enumerate(line):
        if letter == '"':
            quoted = not quoted
        elif letter == ":" and not quoted:
            return place
    return len(line)


def name_of(line: str) -> str:
    """The property's name of a kept line, in upper case."""
    return re.split("[;:]", line, maxsplit=1)[0].rpartition(".")[2].upper()


def uid_of(extra: tuple[str, ...]) -> str:
    """The UID among kept lines, "" without one."""
    return next((line[4:] for line in extra if line.startswith("UID:")), "")


def added(present: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    """The kept lines with those of another card that say something new."""
    known = set(present)
    single = {name for name in map(name_of, present) if name in SINGLE}
    return present + tuple(
        line for line in dict.fromkeys(more) if line not in known and name_of(line) not in single
    )
