"""Reading a file in a test: what came of it in a line."""

from datetime import date
from pathlib import Path
from typing import Any

from kitdiary.services.exchange.csv_import import ImportOptions, read_import
from kitdiary.services.exchange.records import ImportRecord, Reject

TODAY = date(2026, 11, 20)


def read(path: Path, **options: Any) -> list[ImportRecord | Reject]:
    """All rows of a file."""
    with read_import(path, ImportOptions(**{"today": TODAY} | options)) as parsed:
        return list(parsed)


def records(path: Path, **options: Any) -> list[ImportRecord]:
    """All rows of a file, none of which may be a reject."""
    found = read(path, **options)
    rejected = [item for item in found if isinstance(item, Reject)]
    assert not rejected
    return [item for item in found if isinstance(item, ImportRecord)]


def read_text(folder: Path, text: str, **options: Any) -> list[ImportRecord | Reject]:
    """All rows of a file with this text."""
    path = folder / "some.csv"
    path.write_bytes(text.encode())
    return read(path, **options)


def one_record(folder: Path, headings: str, row: str, **options: Any) -> ImportRecord:
    """The one record of a file of one row."""
    (found,) = read_text(folder, f"{headings}\n{row}\n", **options)
    assert isinstance(found, ImportRecord), found
    return found


def one_reject(folder: Path, headings: str, row: str, **options: Any) -> Reject:
    """The one reject of a file of one row."""
    (found,) = read_text(folder, f"{headings}\n{row}\n", **options)
    assert isinstance(found, Reject), found
    return found
