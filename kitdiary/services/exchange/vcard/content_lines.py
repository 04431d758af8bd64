"""Unfolding the lines of a card and taking each apart: group, name, parameters, value.

Lines are folded in more ways than the formats name: with a blank or a tab (3.0, 4.0), before a blank of
the text itself (2.1), by quoted-printable's ``=`` at the end, by nothing at all (pictures of Outlook and
of phones, notes with bare line breaks). Whatever cannot begin a property goes on with the one before.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from kitdiary.services.exchange.vcard.decoding import from_quoted_printable, mended, unescape

_HEAD = re.compile(r"[ \t]*(?:([\w.-]+)\.)?([A-Za-z][\w-]*)[ \t]*(?:;.*)?", re.DOTALL)
_PARAMS = re.compile(r';((?:"[^"]*"|[^";]|"(?=[^"]*$))*)', re.DOTALL)
_VALUES = re.compile(r'(?:"[^"]*"|[^",]|")+')
_CUSTOM = re.compile(r"X-CUSTOM\((.*)\)", re.IGNORECASE | re.DOTALL)
_CARET = re.compile(r"\^([n'^])")
_ENCODINGS = {
    "quoted-printable": "Q", "q": "Q", "qp": "Q",
    "base64": "B", "b": "B", "base-64": "B",
    "8bit": "", "7bit": "", "8-bit": "", "7-bit": "",
}  # fmt: skip
_PLACES = frozenset({"inline", "url", "uri", "cid", "content-id", "binary", "text", "date", "date-time"})
_FIXED_WIDTHS = range(70, 80)
"""How long a line is, in octets, that was folded because it was full."""


@dataclass(frozen=True, slots=True, eq=False)
class Head:
    """What stands before a property's colon. Parameter names are upper case, their values as written.

    Equal by identity: `parse_head` gives the same one for the same text, and much is remembered of it.
    """

    group: str
    name: str
    params: tuple[tuple[str, str], ...] = ()
    encoding: str = ""
    """``Q`` quoted-printable, ``B`` base64, else nothing."""
    charset: str = ""
    types: frozenset[str] = frozenset()
    """Of TYPE, and parameters without a name, in lower case."""

    def param(self, name: str) -> str:
        """The first value of a parameter, "" without it."""
        return next((value for known, value in self.params if known == name), "")

    @property
    def preferred(self) -> int:
        """How much it is preferred: 1 most, 101 not said (PREF of 4.0, TYPE=pref before)."""
        return _preferred(self) if self.params else 101


@lru_cache(maxsize=4096)
def _preferred(head: Head) -> int:
    if "pref" in head.types:
        return 1
    found = head.param("PREF")
    return int(found) if found.isascii() and found.isdigit() and len(found) < 4 else 101


class Property(NamedTuple):
    """One property of a card; ``value`` is text with its escapes, base64 for ``head.encoding`` B."""

    head: Head
    value: str

    @property
    def name(self) -> str:
        """The name in upper case."""
        return self.head.name


_new = tuple.__new__
"""Makes a `Property` in half the time its own constructor takes."""


def properties(lines: Sequence[str], old: bool) -> list[Property]:  # noqa: C901 - hot: one pass, no calls
    """The properties of a card's lines, decoded but for their escapes. ``old`` is version 2.1."""
    found: list[Property] = []
    head: Head | None = None
    parts: list[str] = []
    last, place, end = "", 0, len(lines)
    while place < end:
        line = lines[place]
        place += 1
        if line[:1] > " " and (head is None or head.encoding != "Q"):
            before, colon, value = line.partition(":")
            begun = parse_head(before) if colon and '"' not in before else None
            if begun is not None and begun.name != "AGENT":  # as nearly every line
                if head is not None:
                    found.append(_property(head, parts))
                head, parts, last = begun, [value], line
                continue
        if not line or line.isspace():
            continue
        if head is not None and head.encoding == "Q" and parts[-1].rstrip(" \t").endswith("="):
            parts.append("\n" + line)
            continue
        folded = line[0] in " \t"
        if not folded or head is None:
            while ":" not in line and place < end and _is_open_head(line, lines[place]):
                line += lines[place][1:]
                place += 1
            first = _begin(line)
            if first is not None:
                if head is not None:
                    found.append(_property(head, parts))
                head, parts, last = first[0], [first[1]], line
                if head.name == "AGENT" and (over := _end_of_agent(lines, place, first[1])):
                    parts = [_as_text([first[1], *lines[place:over]])]
                    place = over
                continue
        if head is not None:
            parts.append(_continued(head, line, last, folded=folded, old=old))
            last = line
    if head is not None:
        found.append(_property(head, parts))
    return found


def _property(head: Head, parts: list[str]) -> Property:
    """A property of the pieces of its value, in which soft breaks of quoted-printable still are."""
    value = parts[0] if len(parts) == 1 else "".join(parts)
    if head.encoding == "Q":
        text = from_quoted_printable(value, head.charset)
        value = text.replace("\r\n", "\n").replace("\r", "\n")
    elif head.encoding == "" and not value.isascii():
        value = mended(value, head.charset)
    return _new(Property, (head, value))


def _end_of_agent(lines: Sequence[str], place: int, value: str) -> int:
    """Where the card inside an AGENT is over, 0 where there is none (it is a link, or text)."""
    begun = (lines[place] if place < len(lines) and not value.strip() else value).strip().upper()
    if begun.replace(" ", "") != "BEGIN:VCARD":
        return 0
    depth = 1 if value.strip() else 0
    for number, line in enumerate(lines[place:], place + 1):
        word = line.strip().upper().replace(" ", "")
        depth += (word.endswith("BEGIN:VCARD")) - (word == "END:VCARD")
        if depth == 0:
            return number
    return len(lines)


def _as_text(lines: Sequence[str]) -> str:
    """Lines as one value of 3.0, in which a card stands inside another."""
    text = "\n".join(line for line in lines if line.strip())
    for letter in ("\\", ";", ","):
        text = text.replace(letter, f"\\{letter}")
    return text


def _is_open_head(line: str, following: str) -> bool:
    """Whether a line is folded before its colon."""
    return following[:1] in (" ", "\t") and ";" in line and parse_head(line) is not None


def _continued(head: Head, line: str, last: str, *, folded: bool, old: bool) -> str:
    """What a line that begins no property adds to the one before."""
    if head.encoding == "B":
        return line.strip()
    if not folded:
        return ("\n" if head.encoding == "Q" else "\\n") + line
    if not old:
        return line[1:]
    # 2.1 folds before a blank of the text, which stays; but many fold where a line is full, and add one.
    if len(last.encode("utf-8", "surrogateescape")) in _FIXED_WIDTHS:
        return line[1:]
    return " " + line.lstrip()


def _begin(line: str) -> tuple[Head, str] | None:
    """Head and value, where a line begins a property."""
    before, colon, value = line.partition(":")
    if not colon:
        return None
    if '"' in before and before.count('"') % 2:
        place = _colon(line)
        if place < 0:
            return None
        before, value = line[:place], line[place + 1 :]
    head = parse_head(before)
    return None if head is None else (head, value)


def _colon(line: str) -> int:
    """Where the colon is that no quotation marks enclose."""
    quoted = False
    for place, letter in enumerate(line):
        if letter == '"':
            quoted = not quoted
        elif letter == ":" and not quoted:
            return place
    return -1


@lru_cache(maxsize=4096)
def parse_head(text: str) -> Head | None:
    """What stands before the colon, taken apart; None where no property can begin so."""
    found = _HEAD.fullmatch(text)
    if found is None:
        return None
    name = found[2].upper()
    params: list[tuple[str, str]] = []
    encoding = charset = ""
    types: list[str] = []
    for piece in _PARAMS.findall(text[found.end(2) :]) if ";" in text else ():
        key, value = _param(mended(piece))
        if key == "ENCODING":
            encoding = _ENCODINGS.get(value.strip('" ').lower(), "")
        elif key == "CHARSET":
            charset = value.strip('" ')
        elif key == "TYPE":
            kinds = [kind.strip() for kind in _values(value) for kind in kind.split(",")]
            params.extend(("TYPE", kind) for kind in kinds if kind)
            types.extend(kind.lower() for kind in kinds if kind)
        elif key:
            params.extend((key, each) for each in _values(value))
    return Head(found[1] or "", name, tuple(params), encoding, charset, frozenset(types))


def _param(piece: str) -> tuple[str, str]:
    """Name and value of a parameter; of one without a name (2.1) by what it can only be."""
    name, equals, value = piece.partition("=")
    if equals and not name.upper().startswith("X-CUSTOM("):
        return name.strip().upper(), value.strip()
    word = piece.strip()
    if custom := _CUSTOM.fullmatch(word):
        return "TYPE", _custom_label(custom[1]).replace(",", " ")
    plain = word.strip('"').lower()
    if plain in _ENCODINGS and len(plain) > 1:
        return "ENCODING", word
    return ("VALUE" if plain in _PLACES else "TYPE", word) if word else ("", "")


def _custom_label(text: str) -> str:
    """Android's own label, ``CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=42=C3=BC=72=6F`` or plain."""
    charset, coded = "", False
    while (said := text.partition(","))[1] and "=" in said[0]:
        key, _, value = said[0].partition("=")
        if key.upper() not in ("CHARSET", "ENCODING"):
            break
        charset = value if key.upper() == "CHARSET" else charset
        coded = coded or value.upper() == "QUOTED-PRINTABLE"
        text = said[2]
    return from_quoted_printable(text, charset) if coded else text


def _values(text: str) -> list[str]:
    """The values of a parameter, without their quotation marks and RFC 6868's carets."""
    values = [text.strip('"')] if "," not in text else [v.strip().strip('"') for v in _VALUES.findall(text)]
    if "^" in text:
        marks = {"n": "\n", "'": '"', "^": "^"}
        values = [_CARET.sub(lambda found: marks[found[1]], value) for value in values]
    return values


def plain_text(found: Property, *, old: bool) -> str:
    """The whole value as text."""
    return unescape(found.value, breaks=not (old and found.head.encoding == "Q"))
