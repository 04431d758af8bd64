"""Rows of a CSV with their line numbers, however its quotation marks are.

The standard library's reader does the work, strictly, so that a mark that is never closed is noticed
and does not swallow the rows after it: the row it stands in is given back with its fault, and reading goes
on with the next line. Memory is bounded by the longest row taken, time by how much is read twice.
"""

import csv
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from kitdiary.domain.errors import DiaryError
from kitdiary.services.exchange.text_file import unreadable

LONGEST_CELL, LONGEST_LINE = 131_072, 1_000_000
"""Characters of one cell and of one line; of a row of several lines as well."""
LONGEST_OWN = 36_000_000
"""Characters of a row of our own export, which may hold a picture of 25 MB."""
_READ_TWICE = 20_000_000
"""Characters read again behind unclosed quotation marks, in all, before the file is given up."""
_MOST_FAULTS = 5_000
"""Rows whose quotation marks are wrong, if there are no more good ones: such a file is given up."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the line it begins on (from 1), its cells, and what is wrong with its form ("" if nothing)."""

    line: int
    cells: tuple[str, ...]
    fault: str = ""
    torn: bool = False
    """A quotation mark was left open on its line: what follows may be the rest of it."""


class _TooLongError(Exception):
    """A row of several lines is longer than a row may be: some quotation mark is not closed."""


class Lines(Iterator[str]):
    """The lines of a text, of which the latest can be taken back."""

    def __init__(self, text: TextIO, path: Path) -> None:
        self._text = text
        self._path = path
        self._ahead: deque[str] = deque()
        self._given: list[str] = []
        self._given_length = 0
        self._read_so_far = 0
        self.longest = LONGEST_OWN
        """Characters of a line, or of a row of several; `keep_to` sets it once the headings are known."""
        self.number = 0
        """The number of the line given last."""

    def __next__(self) -> str:
        line = self._ahead.popleft() if self._ahead else self._read()
        if not line:
            raise StopIteration
        self.number += 1
        self._given.append(line)
        self._given_length += len(line)
        if self._given_length > self.longest:
            raise _TooLongError
        return line

    def _read(self) -> str:
        try:
            line = self._text.readline(self.longest + 1)
        except (OSError, UnicodeError) as error:
            raise unreadable(self._path, error) from error
        self._read_so_far += 1
        self._check(line, self._read_so_far)
        return line

    def keep_to(self, longest: int) -> None:
        """Take no longer lines than these, those looked at already included. Raises DiaryError."""
        self.longest = longest
        for number, line in enumerate(self._ahead, self.number + 1):
            self._check(line, number)

    def _check(self, line: str, number: int) -> None:
        if len(line) > self.longest:
            raise DiaryError(
                f"Line {number} of {self._path.name} is longer than {self.longest:,} "
                "characters: this is not an address book in CSV."
            )

    def peek(self, characters: int, count: int) -> list[str]:
        """The next lines, at most about so many characters and lines; they will be given all the same."""
        length = 0
        while length < characters and len(self._ahead) < count:
            line = self._read()
            if not line:
                break
            self._ahead.append(line)
            length += len(line)
        return list(self._ahead)

    def forget(self) -> None:
        """What was given so far stays given."""
        self._given.clear()
        self._given_length = 0

    def take_back(self, keep: int = 0) -> int:
        """All lines since `forget` but the first ``keep`` come again; the characters that will."""
        again = self._given[keep:]
        self._ahead.extendleft(reversed(again))
        self.number -= len(again)
        self.forget()
        return sum(map(len, again))

    def first_given(self) -> str:
        """The first line since `forget`, "" if there is none."""
        return self._given[0] if self._given else ""


def read_rows(lines: Lines, delimiter: str, path: Path) -> Iterator[Row]:
    """Every row that is not blank. A row that cannot be taken apart carries its fault and its first line."""
    reader = _reader(lines, delimiter)
    longest_cell = LONGEST_CELL if lines.longest == LONGEST_LINE else lines.longest
    read_twice = faults = good = 0
    while True:
        first = lines.number + 1
        csv.field_size_limit(longest_cell)  # one for the whole process: others read other files
        try:
            cells = next(reader)
        except StopIteration:
            return
        except (csv.Error, _TooLongError) as error:
            broken = lines.first_given()
            read_twice += lines.take_back(keep=1)
            faults += 1
            if read_twice > _READ_TWICE or faults > max(_MOST_FAULTS, good):
                raise DiaryError(
                    f"{path.name} cannot be taken apart: from line {first} on its quotation marks "
                    "do not close; export it again as CSV."
                ) from error
            reader = _reader(lines, delimiter)
            yield Row(first, split_leniently(broken, delimiter), _fault_of(error), broken.count('"') % 2 == 1)
            continue
        lines.forget()
        if any(cells):
            good += 1
            yield Row(first, tuple(cells))


def split_leniently(line: str, delimiter: str) -> tuple[str, ...]:
    """The cells of one line as well as they can be had, for a row that is refused anyway."""
    try:
        return tuple(next(csv.reader([line], delimiter=delimiter, skipinitialspace=True), [line]))
    except csv.Error:
        return (line[:1000],)


def _reader(lines: Iterator[str], delimiter: str) -> Iterator[list[str]]:
    return csv.reader(lines, delimiter=delimiter, skipinitialspace=True, strict=True)


def _fault_of(error: Exception) -> str:
    if isinstance(error, csv.Error) and "expected after" in str(error):
        return (
            "A quotation mark stands inside a cell, or is never closed: "
            "double the marks inside a cell, close the one that is open."
        )
    if isinstance(error, csv.Error) and "field larger" in str(error):
        return (
            f"A cell is longer than {csv.field_size_limit():,} characters, or its quotation mark is never "
            "closed: shorten it, or close the mark."
        )
    return "A quotation mark in this row is never closed: close it, or remove it."
