"""Cutting a text into cards, without ever holding more than one: BEGIN, END, and what is missing of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from kitdiary.domain.errors import DiaryError
from kitdiary.services.exchange.text_file import unreadable

LARGEST_CARD = 48 * 1024 * 1024
"""Characters of one card: a picture of 25 MB, the most the diary keeps, takes 34 million in base64."""
MOST_LINES = 750_000
"""Lines of one card: that picture in lines of 72 has 480,000."""
_PIECE = 256 * 1024
_KEPT_OF_TOO_LARGE = 200
_BEGIN = re.compile(r"[ \t\ufeff]*(?:[\w-]+\.)?BEGIN[ \t]*:[ \t]*VCARD[ \t]*", re.IGNORECASE)
_END = re.compile(r"[ \t]*(?:[\w-]+\.)?END[ \t]*:[ \t]*VCARD[ \t]*", re.IGNORECASE)
_AGENT = re.compile(r"(?:[\w-]+\.)?AGENT\b[^:]*:\s*(BEGIN[ \t]*:[ \t]*VCARD[ \t]*)?$", re.IGNORECASE)
_END_BEGUN = re.compile(r"END?(?:[ \t]*:[ \t]*(?:V(?:C(?:A(?:RD?)?)?)?)?)?", re.IGNORECASE)
_FIRST = frozenset("bBeEiI \t\ufeff")
_LONGEST_BOUNDARY = 60
_NOTHING = " \t\ufeff\x1a"
_CUT_OFF = "It is cut off: the file ends in the middle of it."
_TOO_LARGE = f"It is larger than a card can be ({LARGEST_CARD // 1024**2} MB or {MOST_LINES:,} lines)."
_OUTSIDE = "It belongs to no card: put BEGIN:VCARD before it and END:VCARD after it."


@dataclass(frozen=True, slots=True)
class Card:
    """The lines of one card, as they stand between BEGIN and END; why it cannot be read, "" if it can."""

    line: int
    """The line of the file it begins on, from 1."""
    lines: list[str]
    fault: str = ""


class _Unended(str):
    """A last line that nothing ends: the file was cut off, or only its last line break is missing."""

    __slots__ = ()


def read_cards(text: TextIO, path: Path) -> Iterator[Card]:
    r"""Every card of a text whose line ends are ``\n``. Raises DiaryError where the file gives out.

    A card without END ends where the next begins, or with the file, unless that breaks off in the middle
    of a line. What stands outside every card comes as one card with its fault.
    """
    cutter, line = _Cutter(), ""
    for number, line in enumerate(_lines(text, path), 1):  # the last one is looked at below
        found = _boundary(line) if line[:1] in _FIRST else ""
        done = cutter.boundary(number, line, found) if found else cutter.take(number, line)
        if done is not None:
            yield done
    whole = not isinstance(line, _Unended) or _END_BEGUN.fullmatch(line) is not None
    last = cutter.close("" if whole else _CUT_OFF)
    if last is not None:
        yield last


def _boundary(line: str) -> str:
    """Whether a line begins or ends a card."""
    if len(line) > _LONGEST_BOUNDARY or "card" not in line.lower():
        return ""
    if _BEGIN.fullmatch(line):
        return "begin"
    return "end" if _END.fullmatch(line) else ""


class _Cutter:
    """The card under way."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._line = 0
        self._inside = False
        self._indent = ""
        self._depth = 0
        """Cards inside it: its agents."""
        self._size = 0
        self._last = ""
        """The last line that was not blank."""

    def boundary(self, number: int, line: str, found: str) -> Card | None:
        """A card begins or ends, or the line only looks so: text folded into a note, an agent's card."""
        indent = line[: len(line) - len(line.lstrip(" \t"))]
        if self._inside and indent != self._indent:
            return self.take(number, line)
        if found == "end":
            if not self._depth:
                return self.close("" if self._inside else _OUTSIDE)
            self._depth -= 1
            return self.take(number, line)
        if self._inside and _AGENT.fullmatch(self._last):
            self._depth += 1
            return self.take(number, line)
        done = self.close("")
        self._inside, self._line, self._indent = True, number, indent
        return done

    def take(self, number: int, line: str) -> Card | None:
        """A line of the card, or of no card."""
        if not self._inside and not self._lines:
            if not line.strip(_NOTHING):
                return None
            self._line = number
        line = line.removeprefix(self._indent)
        if line.strip():
            self._last = line
            if line[-5:].lower() == "vcard" and (agent := _AGENT.fullmatch(line)) and agent[1]:
                self._depth += 1
        self._size += len(line) + 1
        if self._size <= LARGEST_CARD and len(self._lines) < MOST_LINES:
            self._lines.append(line)
        else:
            del self._lines[_KEPT_OF_TOO_LARGE:]
            self._size = LARGEST_CARD + 1
        return None

    def close(self, fault: str) -> Card | None:
        """The card under way is over."""
        if not self._inside:
            fault = _OUTSIDE
        if self._size > LARGEST_CARD:
            fault = _TOO_LARGE
        done = Card(self._line, self._lines, fault) if self._lines or self._inside else None
        self._lines, self._inside, self._indent = [], False, ""
        self._depth, self._size, self._last = 0, 0, ""
        return done


def _lines(text: TextIO, path: Path) -> Iterator[str]:
    """The lines of a text, read in pieces."""
    tail, number = "", 0
    while True:
        try:
            piece = text.read(_PIECE)
        except (OSError, UnicodeError) as error:
            raise unreadable(path, error) from error
        if not piece:
            break
        lines = (tail + piece).split("\n")
        tail = lines.pop()
        if len(tail) > LARGEST_CARD:
            raise DiaryError(
                f"Line {number + len(lines) + 1:,} of {path.name} is longer than {LARGEST_CARD:,} "
                "characters: this is not an address book."
            )
        number += len(lines)
        yield from lines
    if tail:
        yield _Unended(tail)
