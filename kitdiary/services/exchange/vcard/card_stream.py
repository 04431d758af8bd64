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
_BLANKS = (" ", "\t")
_FIRST = frozenset("bBeEiI \t\ufeff")
_LONGEST_BOUNDARY = 60
_PLAIN_BEGIN, _PLAIN_END = "BEGIN:VCARD\n", "\nEND:VCARD\n"
_LONGEST_PLAIN = 1024 * 1024
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
    source, cutter, line = _Source(text, path), _Cutter(), ""
    while True:
        if cutter.idle and (card := source.whole_card()) is not None:
            yield card
            continue
        found = source.line()
        if found is None:
            break
        line = found
        kind = _boundary(line) if line[:1] in _FIRST else ""
        number = source.number
        done = cutter.boundary(number, line, kind) if kind else cutter.take(number, line)
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

    @property
    def idle(self) -> bool:
        """Whether no card is under way, and nothing that belongs to none."""
        return not self._inside and not self._lines

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
        if self._inside and not self._lines and not self._indent and line[:1] in _BLANKS:
            # Nothing folds BEGIN: whoever indents the line below it indents the whole card.
            self._indent = line[: len(line) - len(line.lstrip(" \t"))]
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


class _Source:
    """The text, read in pieces, given card by card where a card is plain, else line by line."""

    def __init__(self, text: TextIO, path: Path) -> None:
        self._text = text
        self._path = path
        self._ahead = ""
        self._at = 0
        self._over = False
        self.number = 0
        """The number of the line given last."""

    def whole_card(self) -> Card | None:
        """The next card, where it begins here, ends, and has no other inside; most of all cards are so."""
        at = self._at
        if not self._ahead.startswith(_PLAIN_BEGIN, at):
            if self._over or len(self._ahead) - at >= len(_PLAIN_BEGIN) or not self._more():
                return None
            at = 0
            if not self._ahead.startswith(_PLAIN_BEGIN):
                return None
        end = self._ahead.find(_PLAIN_END, at)
        while end < 0:
            if self._over or len(self._ahead) - at > _LONGEST_PLAIN or not self._more():
                return None
            at, end = 0, self._ahead.find(_PLAIN_END)
        body = self._ahead[at + len(_PLAIN_BEGIN) : end]
        if len(body) > _LONGEST_PLAIN or "vcard" in body.lower():
            return None
        line = self.number + 1
        self._at = end + len(_PLAIN_END)
        lines = body.split("\n")
        self.number += len(lines) + 2
        return Card(line, lines)

    def line(self) -> str | None:
        """The next line, None at the end."""
        end = self._ahead.find("\n", self._at)
        while end < 0:
            if self._over or not self._more():
                return self._last()
            end = self._ahead.find("\n")
            if end < 0 and len(self._ahead) > LARGEST_CARD:
                raise DiaryError(
                    f"Line {self.number + 1:,} of {self._path.name} is longer than {LARGEST_CARD:,} "
                    "characters: this is not an address book."
                )
        found = self._ahead[self._at : end]
        self._at = end + 1
        self.number += 1
        return found

    def _last(self) -> str | None:
        rest = self._ahead[self._at :]
        self._ahead, self._at = "", 0
        self.number += 1
        return _Unended(rest) if rest else None

    def _more(self) -> bool:
        """Read another piece behind what is not given yet; whether there was one."""
        try:
            piece = self._text.read(max(_PIECE, len(self._ahead) - self._at))
        except (OSError, UnicodeError) as error:
            raise unreadable(self._path, error) from error
        self._over = not piece
        self._ahead, self._at = self._ahead[self._at :] + piece, 0
        return bool(piece)
