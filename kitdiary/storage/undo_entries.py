"""The journal entries of one operation, and the rows they are about as ranges of ids."""

from collections.abc import Iterable
from dataclasses import dataclass

from kitdiary.storage.database import Store

Ranges = dict[str, list[tuple[int, int]]]
"""First and last ids by table, ascending and apart."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What one statement did to one row, or to the rows ``first`` to ``last`` of a bulk insert."""

    id: int
    table: str
    action: str
    """``insert``, ``update`` or ``delete``."""
    first: int
    last: int
    before: str | None
    """JSON: the changed columns, or the whole deleted row but for its defaults."""
    after: str | None


def read_entries(store: Store, operation_id: int) -> list[Entry]:
    """The entries of an operation that is over, newest first."""
    # Entries of one operation lie together, since only one writes at a time: no index is needed.
    rows = store.rows(
        "SELECT id, tbl, action, row_id, row_last, before, after FROM journal"
        " WHERE id >= (SELECT journal_from FROM operations WHERE id = ?)"
        " AND id < (SELECT journal_from FROM operations WHERE id > ? ORDER BY id LIMIT 1)"
        " ORDER BY id DESC",
        (operation_id, operation_id),
    )
    return [Entry(*row) for row in rows]


def row_ranges(entries: Iterable[Entry]) -> Ranges:
    """All rows that entries are about, neighbouring ids joined."""
    found: Ranges = {}
    for entry in entries:
        found.setdefault(entry.table, []).append((entry.first, entry.last))
    return {table: _joined(ranges) for table, ranges in found.items()}


def _joined(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    ranges.sort()
    joined = [ranges[0]]
    for first, last in ranges[1:]:
        begun, ended = joined[-1]
        if first <= ended + 1:
            joined[-1] = (begun, max(ended, last))
        else:
            joined.append((first, last))
    return joined
