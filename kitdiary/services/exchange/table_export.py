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


def write_table(context: Context, file: TextIO, own_uid: str, ids: Sequence[int] | None, told: Told) -> int:
    """Write headings, contacts, then companies; the number of rows.

    Inside a read scope. The file has to be UTF-8 with BOM and line ends as given.
    """
    export = ContactExport(context.store)
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(HEADINGS)
    pictured = context.photos.any()
    written = 0
    contacts = _pieces(export.contacts(own_uid, ids))
    companies = _pieces(export.companies(ids))
    for rows in chain(contacts, companies):
        if pictured:  # row by row: five hundred pictures are more than memory should hold
            writer.writerows(_harmless(_with_picture(context, row)) for row in rows)
        else:
            buffer = io.StringIO()
            csv.writer(buffer, lineterminator="\r\n").writerows(list(map(_harmless, rows)))
            file.write(buffer.getvalue())
        written += len(rows)
        told(written)
    return written


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


def _with_picture(context: Context, row: Row) -> Row:
    """The row with its picture in its cell, as a ``data:`` address."""
    if row[PHOTO] is None:
        return row
    from kitdiary.services.exchange.vcard.decoding import media_type

    data = get_blob(context.store, row[PHOTO])
    text = f"data:{media_type(data) or 'image'};base64,{b64encode(data).decode()}"
    return [*row[:PHOTO], text, *row[PHOTO + 1 :]]
