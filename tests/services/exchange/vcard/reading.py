"""Reading cards in a test."""

from pathlib import Path
from typing import Any

from kitdiary.services.exchange.csv_import import ImportOptions
from kitdiary.services.exchange.records import ImportRecord, Reject
from kitdiary.services.exchange.vcard.card_file import read_vcards
from tests.services.exchange.reading import TODAY


def read(folder: Path, content: bytes | str, **options: Any) -> list[ImportRecord | Reject]:
    """Every card of a file with this content."""
    path = folder / "some.vcf"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    with read_vcards(path, ImportOptions(**{"today": TODAY} | options)) as file:
        return list(file)


def one(folder: Path, content: bytes | str, **options: Any) -> ImportRecord:
    """The one record of a file with one card."""
    (found,) = read(folder, content, **options)
    assert isinstance(found, ImportRecord), found
    return found


def card(*lines: str, version: str = "3.0") -> str:
    """A card with these lines."""
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""])
