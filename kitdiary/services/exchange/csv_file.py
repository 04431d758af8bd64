"""A CSV file, opened: its encoding, delimiter and heading row found out, its rows checked for their form."""

import csv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kitdiary.domain.errors import DiaryError
from kitdiary.domain.names import shown_line
from kitdiary.services.exchange.csv_dialects import heading_key, known_headings, worded_headings
from kitdiary.services.exchange.csv_rows import (
    LONGEST_CELL,
    LONGEST_LINE,
    LONGEST_OWN,
    Lines,
    Row,
    read_rows,
)
from kitdiary.services.exchange.own_headings import is_own
from kitdiary.services.exchange.text_file import Encoding, open_text

MAX_COLUMNS = 2000
"""HubSpot's export of every property has several hundred; ten thousand are no address book."""
_DELIMITERS = ",;\t|"
_SAMPLE_CHARACTERS = 64 * 1024
_SAMPLE_LINES = 400
_SAMPLE_ROWS = 40


@dataclass(frozen=True, slots=True)
class _Layout:
    """Where the headings are and what separates cells."""

    delimiter: str
    headings: tuple[str, ...]
    lines: int
    """Lines up to and with the heading row."""


class CsvFile:
    """The rows of an open CSV, below their headings. Iterate once."""

    def __init__(
        self, path: Path, lines: Lines, encoding: Encoding, layout: _Layout, sample: list[Row]
    ) -> None:
        self._path = path
        self._lines = lines
        self._lossy = encoding.lossy
        self.encoding = encoding.label
        self.delimiter = layout.delimiter
        self.headings = layout.headings
        self.sample = sample
        """The first rows below the headings, which iterating gives again: to see what a column holds."""

    def __iter__(self) -> Iterator[Row]:
        """Every row, blank ones and repeated headings left out; one of the wrong form with its fault.

        A row may have fewer cells than there are headings (the rest is empty), but not more, unless those
        are empty. After an unclosed quotation mark a row counts only from the next one of full width: what
        lies between may be the torn rest of a note.
        """
        width, last, torn = len(self.headings), 0, False
        for row in read_rows(self._lines, self.delimiter, self._path):
            if row.fault:
                torn = torn or row.torn
                yield row
                continue
            if row.cells[0].strip("\ufeff \t") == self.headings[0] and self._is_headings(row.cells):
                continue
            count = len(row.cells)
            if torn and count not in (width, last):
                yield Row(
                    row.line, row.cells, "It follows an unclosed quotation mark and may be part of that row."
                )
                continue
            torn = False
            if count > width and any(row.cells[width:]):
                yield Row(row.line, row.cells, f"It has {count} cells, but there are only {width} headings.")
            elif self._lossy and "\ufffd" in "\n".join(row.cells):
                yield Row(row.line, row.cells, f"It has characters that cannot be read as {self.encoding}.")
            else:
                last = count
                yield row

    def _is_headings(self, cells: tuple[str, ...]) -> bool:
        """Whether a row is the headings again: two exports put into one file."""
        return tuple(cell.strip().removeprefix("\ufeff") for cell in cells) == self.headings


@contextmanager
def open_csv(path: Path, named: Sequence[str] = ()) -> Iterator[CsvFile]:
    """Open a CSV for reading; ``named`` are headings the user named, which help to find the heading row.

    Raises DiaryError, one sentence, for whatever is no CSV of bounded size.
    """
    with open_text(path) as (text, encoding):
        lines = Lines(text, path)
        sample = lines.peek(_SAMPLE_CHARACTERS, _SAMPLE_LINES)
        csv.field_size_limit(LONGEST_CELL)
        layout = _find_layout(sample, named) or _find_layout(sample, named, by_words=True)
        lines.keep_to(LONGEST_OWN if layout is not None and is_own(layout.headings) else LONGEST_LINE)
        if layout is None:
            shown = shown_line(sample[0], 100) if sample else ""
            raise DiaryError(
                f"No line of {path.name} names its columns (the first reads “{shown}”): "
                "write the headings into its first line, or say what a column is with --map COLUMN=FIELD."
            )
        if len(layout.headings) > MAX_COLUMNS:
            raise DiaryError(
                f"{path.name} has {len(layout.headings):,} columns, more than the {MAX_COLUMNS:,} "
                "an import takes: export fewer fields."
            )
        cut_off = len(sample) >= _SAMPLE_LINES or sum(map(len, sample)) >= _SAMPLE_CHARACTERS
        below = sample[layout.lines : -1 if cut_off and len(sample) > layout.lines + 1 else None]
        first_rows = list(_rows_of(below, layout.delimiter, layout.lines))
        for _ in range(layout.lines):
            next(lines)
            lines.forget()
        yield CsvFile(path, lines, encoding, layout, first_rows)


def _find_layout(sample: list[str], named: Sequence[str], *, by_words: bool = False) -> _Layout | None:
    """The delimiter and the row under which most headings are known; None if none is.

    Excel's own first line ``sep=;`` is heeded. Ties go to the earlier row, then to more cells. Where the
    user names columns by their number alone, the first row counts though none of it is known. ``by_words``
    counts headings that only their words give away, of which there must be two.
    """
    count, least = (worded_headings, 2) if by_words else (known_headings, 1)
    delimiters = _DELIMITERS
    if sample and sample[0].lower().startswith("sep=") and sample[0].strip("\r\n")[4:] in _DELIMITERS:
        delimiters = sample[0].strip("\r\n")[4:] or delimiters
    wanted = {heading_key(name) for name in named if not name.startswith("#")}
    by_number = any(name.startswith("#") for name in named)
    best: _Layout | None = None
    best_rank = (0, 0, 0)
    for delimiter in delimiters:
        for cells, end in _first_rows(sample, delimiter):
            likely = cells[:MAX_COLUMNS]
            known = count(likely) + sum(heading_key(cell) in wanted for cell in likely)
            rank = (known, -end, len(cells))
            if (known >= least or by_number) and any(cells) and (best is None or rank > best_rank):
                best, best_rank = _Layout(delimiter, cells, end), rank
    return best


def _first_rows(sample: list[str], delimiter: str) -> Iterator[tuple[tuple[str, ...], int]]:
    """The first rows of the sample with the number of lines up to their end; quotes taken leniently."""
    reader = csv.reader(sample, delimiter=delimiter, skipinitialspace=True)
    for _ in range(_SAMPLE_ROWS):
        try:
            cells = next(reader)
        except (StopIteration, csv.Error):
            return
        yield tuple(cell.strip().removeprefix("\ufeff") for cell in cells), reader.line_num


def _rows_of(sample: list[str], delimiter: str, before: int) -> Iterator[Row]:
    """The rows of the sample below the headings."""
    reader = csv.reader(sample, delimiter=delimiter, skipinitialspace=True, strict=True)
    while True:
        first = before + reader.line_num + 1
        try:
            yield Row(first, tuple(next(reader)))
        except (StopIteration, csv.Error):
            return
