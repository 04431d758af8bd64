"""Text for a terminal: made harmless, measured in the columns it takes, cut, wrapped and laid out."""

import re
import shutil
import sys
import textwrap
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

_NARROWEST, _WIDEST = 40, 140
_WITHOUT_TERMINAL = 120
"""Columns when the output goes to a file or another program."""
_LINE_ENDS = re.compile(r"\s*[\n\r\v\f\x85\u2028\u2029]\s*")
# Control characters could drive the terminal, reordering ones could show a line that is not there.
_HARMFUL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_ISOLATE, _END_ISOLATE = "\u2068", "\u2069"
_JOINER = "\u200d"


def one_line(text: str) -> str:
    """User text as one line that only shows itself: line breaks and tabs become blanks, controls go."""
    if text.isprintable():
        return text
    return _HARMFUL.sub("", _LINE_ENDS.sub(" ", text).replace("\t", " "))


def lines_of(text: str) -> list[str]:
    """User text of several lines, each made harmless."""
    return [one_line(line) for line in text.splitlines()]


@lru_cache(maxsize=4096)
def _columns(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf", "Cc") or "\U0001f3fb" <= char <= "\U0001f3ff":
        return 0  # marks, joiners, and skin tones, which colour the emoji before them
    return 2 if unicodedata.east_asian_width(char) in ("W", "F") else 1


def width(text: str) -> int:
    """The terminal columns a text takes: two for CJK and emoji, none for what is put on another letter."""
    if text.isascii():
        return len(text)
    joined = False
    total = 0
    for char in text:
        total += 0 if joined else _columns(char)
        joined = char == _JOINER
    return total


def cut(text: str, columns: int) -> str:
    """The text in at most so many columns, with an ellipsis where something is left out."""
    if width(text) <= columns:
        return text
    if columns < 1:
        return ""
    kept = text
    while kept and width(kept) > columns - 1:
        kept = kept[:-1]
    return kept.rstrip().rstrip(_JOINER) + "…"


def cell(text: str, columns: int, *, right: bool = False) -> str:
    """The text in exactly so many columns. Text written right to left keeps to its own cell."""
    shown = cut(one_line(text), columns)
    blanks = " " * (columns - width(shown))
    if any(unicodedata.bidirectional(char) in ("R", "AL") for char in shown):
        shown = f"{_ISOLATE}{shown}{_END_ISOLATE}"
    return blanks + shown if right else shown + blanks


def page_width() -> int:
    """The columns to write in: the terminal's, within reason."""
    if not sys.stdout.isatty():
        return _WITHOUT_TERMINAL
    return max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size().columns))


def wrapped(text: str, indent: int, columns: int) -> list[str]:
    """User text in lines of at most so many columns, each indented; wide characters are counted as such."""
    found: list[str] = []
    for line in lines_of(text) or [""]:
        if width(line) == len(line):
            found += textwrap.wrap(line, max(10, columns - indent)) or [""]
        else:
            found += _wrapped_wide(line, max(10, columns - indent))
    return [" " * indent + line for line in found]


def _wrapped_wide(line: str, columns: int) -> list[str]:
    """The same where characters are not one column each; a word longer than a line is broken."""
    found, current = [], ""
    words = line.split()
    while words:
        word = words.pop(0)
        if width(word) > columns:
            head = word
            while width(head) > columns:
                head = head[:-1]
            words[:0] = [head, word[len(head) :]]
            continue
        longer = f"{current} {word}".strip()
        if width(longer) > columns:
            found.append(current)
            current = word
        else:
            current = longer
    return [*found, current] if current or not found else found


def table(rows: Iterable[Sequence[str]], headings: Sequence[str], columns: int) -> list[str]:
    """Rows in aligned columns within ``columns``; the widest columns give way, no cell takes two lines."""
    shown = [[one_line(text) for text in row] for row in rows]
    widths = [
        max([width(name), *(width(row[place]) for row in shown)]) for place, name in enumerate(headings)
    ]
    spare = columns - 2 * (len(headings) - 1)
    while sum(widths) > spare and max(widths) > 4:
        widths[widths.index(max(widths))] -= 1
    return [
        "  ".join(cell(text, size) for text, size in zip(row, widths, strict=True)).rstrip()
        for row in ([*headings], *shown)
    ]
