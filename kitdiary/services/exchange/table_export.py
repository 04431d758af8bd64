"""Contacts out as CSV: our own headings, which an import knows, nothing left out (PRODUCT §5)."""

import csv
import io
from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import Any, TextIO

from kitdiary.services.context import Context
from kitdiary.services.exchange.spreadsheet import harmless
from kitdiary.storage.blobs import get_blob
from kitdiary.storage.contact_export import HEADINGS, PHOTO, ContactExport

MOST_PICTURE_BYTES = 3 * 1024 * 1024
"""A larger picture is no cell that any program reads; the vCard has it."""
_PIECE = 500
_RISKY = tuple(
    HEADINGS.index(name)
    for name in (
        "name", "given_name", "family_name", "company", "job_title", "emails", "tags", "source", "owner",
        "website", "street", "city", "region", "postcode", "country", "notes", "birthday", "time_zone",
        "language", "best_hours", "timing_note", "fit_note", "fit_link", "industry", "company_website",
    )
)  # fmt: skip
"""Columns of free text. Numbers of phones are made quiet by the statement that reads them."""
_FIRST = frozenset("=+-@\t\r'")

Told = Callable[[int], None]
"""Told how many contacts are written; raises to end it."""
Row = Sequence[Any]


def write_table(
    context: Context, file: TextIO, own_uid: str, ids: Sequence[int] | None, told: Told
) -> tuple[int, int]:
    """Write headings, contacts, then companies; the number of rows, and of pictures that were too large.

    Inside a read scope. The file has to be UTF-8 with BOM and line ends as given.
    """
    export = ContactExport(context.store)
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    pictures = _Pictures(context) if context.photos.any() else None
    written = 0
    contacts = _pieces(export.contacts(own_uid, ids))
    companies = _pieces(export.companies(ids))
    for rows in chain(contacts, companies):
        buffer = io.StringIO()
        whole = rows if pictures is None else map(pictures.inlined, rows)
        piece = list(map(_harmless, whole))
        csv.writer(buffer, lineterminator="\r\n").writerows(piece)
        file.write(buffer.getvalue())
        written += len(piece)
        told(written)
    return written, pictures.left_out if pictures else 0


def _pieces(cursor: Any) -> Iterator[list[Row]]:
    while rows := cursor.fetchmany(_PIECE):
        yield rows


def _harmless(row: Row) -> Row:
    """The row without a cell that a spreadsheet would run. Hot: most rows are given back as they are."""
    for place in _RISKY:
        cell = row[place]
        if cell and cell[0] in _FIRST:
            return [harmless(cell) if n in _RISKY and cell else cell for n, cell in enumerate(row)]
    return row


class _Pictures:
    """Puts pictures into their cells, as ``data:`` addresses."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self.left_out = 0

    def inlined(self, row: Row) -> Row:
        """The row with its picture."""
        if row[PHOTO] is None:
            return row
        data = get_blob(self._context.store, row[PHOTO])
        text = ""
        if len(data) <= MOST_PICTURE_BYTES:
            from kitdiary.services.exchange.vcard.decoding import media_type

            text = f"data:{media_type(data) or 'image'};base64,{b64encode(data).decode()}"
        else:
            self.left_out += 1
        return [*row[:PHOTO], text, *row[PHOTO + 1 :]]
