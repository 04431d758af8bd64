"""CSV as spreadsheets open it: what we write for people, and cells that run nothing (PRODUCT §5).

UTF-8 with a byte order mark, comma, CRLF, RFC 4180 quoting. `meant` takes the apostrophe off again on the
way in.
"""

import csv
import hashlib
import io
import os
import re
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Self

from kitdiary.domain.handoff_format import Cell, FileEntry

_RUNS = re.compile(r"'*[=+\-@\t\r]")
"""What begins with apostrophes before one of these gets one more, so that it comes back as it was."""
_FIRST = ("=", "+", "-", "@", "\t", "\r", "'")
_STARTS = frozenset(_FIRST)
_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?")
_PIECE = 1 << 18


def harmless(text: str) -> str:
    """A cell no spreadsheet runs: an apostrophe before what begins a formula, but for a plain number."""
    if not text.startswith(_FIRST) or not _RUNS.match(text) or _NUMBER.fullmatch(text):
        return text
    return f"'{text}"


def meant(text: str) -> str:
    """The cell as it was, of one that `harmless` wrote."""
    return text[1:] if text[:1] == "'" and _RUNS.match(text) else text


def cell_text(value: Cell) -> str:
    """A value as it stands in a cell; nothing for None."""
    return "" if value is None else harmless(value) if isinstance(value, str) else str(value)


class CsvFile:
    """Writes one CSV file with its heading, row by row, and knows its rows, size and SHA-256 at the end.

    Written through to the disk on leaving, so that a rename after it never brings an empty file to light.
    """

    def __init__(self, path: Path, columns: Iterable[str]) -> None:
        self._path = path
        self._file = path.open("wb")
        self._digest = hashlib.sha256()
        self._size = 0
        self.rows = 0
        """So many below the heading."""
        self._text = io.StringIO("\ufeff", newline="")
        self._text.seek(1)
        self._writer = csv.writer(self._text, lineterminator="\r\n")
        self._writer.writerow(columns)

    def write(self, cells: Iterable[Cell]) -> None:
        """Add one row."""
        # The writer itself makes nothing of None and text of numbers; millions of cells come by here.
        self._writer.writerow(
            [harmless(cell) if isinstance(cell, str) and cell[:1] in _STARTS else cell for cell in cells]
        )
        self.rows += 1
        if self._text.tell() > _PIECE:
            self._flush()

    def entry(self) -> FileEntry:
        """What the manifest says of it; after leaving."""
        return FileEntry(self._path.name, self.rows, self._digest.hexdigest(), self._size)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._file:
            if kind is None:
                self._flush()
                self._file.flush()
                os.fsync(self._file.fileno())

    def _flush(self) -> None:
        piece = self._text.getvalue().encode("utf-8", "replace")
        self._digest.update(piece)
        self._size += len(piece)
        self._file.write(piece)
        self._text.seek(0)
        self._text.truncate()
