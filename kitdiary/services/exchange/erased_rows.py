"""Rows about people who were erased at their wish: an import leaves them out and says so."""

from collections.abc import Iterable, Iterator
from itertools import islice

from kitdiary.domain.erasure import marks_of
from kitdiary.domain.names import email_key, name_key
from kitdiary.services.context import Context
from kitdiary.services.exchange.records import ImportRecord, Reject
from kitdiary.storage.diary_facts import DiaryFacts
from kitdiary.storage.do_not_import import DoNotImport

REASON = "This person was erased from this diary at their wish and is not brought back."
_BATCH = 500

_Row = ImportRecord | Reject


def without_erased(rows: Iterable[_Row], context: Context) -> Iterator[_Row]:
    """The rows, but a reject in place of each that is about somebody erased. Inside a scope.

    The reject has no cells: what they asked to be forgotten is not written to another file.
    """
    salt = DiaryFacts(context.store).known_salt()
    kept = DoNotImport(context.store)
    if salt is None or not kept.any():
        yield from rows
        return
    following = iter(rows)
    while batch := list(islice(following, _BATCH)):
        marks = [_marks(row, salt) for row in batch]
        erased = kept.among({mark for found in marks for mark in found})
        for row, found in zip(batch, marks, strict=True):
            yield row if erased.isdisjoint(found) else Reject(row.line, (), REASON)


def _marks(row: _Row, salt: str) -> set[str]:
    if isinstance(row, Reject) or row.only_company:
        return set()
    return marks_of(
        salt,
        name_key(row.name),
        name_key(row.company),
        (email_key(email.value) for email in row.emails),
        (phone.e164 for phone in row.phones),
    )
