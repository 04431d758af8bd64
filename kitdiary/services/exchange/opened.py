"""Opening a file for import, whatever its format."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Protocol

from kitdiary.domain.errors import DiaryError
from kitdiary.services.exchange.csv_dialects import Column
from kitdiary.services.exchange.csv_import import ImportOptions, read_import
from kitdiary.services.exchange.formats import is_vcard
from kitdiary.services.exchange.records import ImportRecord, Reject


class ImportFile(Protocol):
    """An open file of contacts. Iterating gives every row once, in the file's order, as it is read."""

    @property
    def source(self) -> str:
        """The program it comes from, ``csv`` where nobody can tell; ``vCard`` with its version."""

    @property
    def encoding(self) -> str:
        """Its encoding, as people call it."""

    @property
    def delimiter(self) -> str:
        """What separates its cells, "" where nothing does."""

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of its columns, none for a vCard."""

    @property
    def columns(self) -> tuple[Column, ...]:
        """What each column means."""

    @property
    def sample(self) -> Sequence[tuple[str, ...]]:
        """The cells of its first rows."""

    @property
    def has_last_contact(self) -> bool:
        """Whether it can seed the clocks."""

    @property
    def problem(self) -> str:
        """Why its rows cannot be taken in, "" where they can."""

    def __iter__(self) -> Iterator[ImportRecord | Reject]: ...


def open_import(path: Path, form: str, options: ImportOptions) -> AbstractContextManager[ImportFile]:
    """Open a file by its format (``auto`` finds it out); it is closed on leaving.

    Raises DiaryError where it cannot be read, InvalidInput for options that cannot be.
    """
    if is_vcard(path, form):
        from kitdiary.services.exchange.vcard.card_file import read_vcards

        return read_vcards(path, options)
    return read_import(path, options)


def stamp_of(path: Path) -> tuple[int, int]:
    """What tells a file from one that was changed since: its size and its time."""
    try:
        about = path.stat()
    except OSError as error:
        raise DiaryError(f"{path.name} is not there any more ({error.strerror}): choose it again.") from error
    return about.st_size, about.st_mtime_ns
