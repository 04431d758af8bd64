"""Putting an operation back: exactly what was there, or the later operation that stands in the way.

The journal entries of the operation are taken newest first: an inserted row is deleted, a deleted one
inserted again under its id, changed columns get their old values. The undo is an operation of its own,
journaled by the same triggers, so undoing it does the operation again.

An operation, its undo, the undo of that and so on are one chain in which only the last link is ever
undone: undoing any link that stands means undoing the last. Links stand and are undone in turns.

Operations that do not meet can be undone in any order. A later operation stands in the way when it
changed the same columns of the same row, changed or deleted a row this one made, refers to such a row,
or took a name that has to be unique. One that was undone since does not, nor does its undo.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from kitdiary.domain.errors import DiaryError
from kitdiary.storage import journal
from kitdiary.storage.database import Store
from kitdiary.storage.undo_effects import Effects
from kitdiary.storage.undo_entries import Entry, Ranges, read_entries, row_ranges
from kitdiary.storage.undo_obstacles import Obstacles

_OWNERS = ("contacts", "companies", "content")
"""Deleted before their details: the search index then need not follow each detail of a vanished row."""
_MANY = 1000


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo did, for the plan and the screens."""

    operation_id: int
    """The undo itself: undoing that does it again."""
    undone_id: int
    what: str
    """The sentence of the operation that was put back."""
    contact_ids: frozenset[int]
    """Contacts whose own facts changed, before or after; some may not exist any more."""
    company_ids: frozenset[int]
    """Companies that changed, and those the contacts belong to, before or after."""
    introducers: frozenset[int]
    """Everyone up the chain who introduced one of the contacts, before or after."""
    settings: frozenset[str]
    """Keys of the settings that changed."""
    tables: frozenset[str]

    @property
    def all_contacts(self) -> bool:
        """Whether the plan of everybody may have changed, since a setting did."""
        return bool(self.settings)


def undo(store: Store, operation_id: int, now: datetime) -> Undone:
    """Put one operation back in a transaction of its own.

    Raises DiaryError, with everything as it was, where there is no such operation, it is undone
    already, or a later one stands in the way; the sentence names that one.
    """
    with undoing(store, operation_id, now) as undone:
        return undone


@contextmanager
def undoing(store: Store, operation_id: int, now: datetime) -> Iterator[Undone]:
    """`undo`, with room to store the changed plans in the same transaction."""
    with store.operation("Undo", now, kind="undo") as scope:
        asked = journal.operation(store, operation_id)
        if asked is None or asked.id == scope.id:
            raise DiaryError(f"There is no operation {operation_id} in the history: “history” lists them.")
        if asked.undone:
            raise DiaryError(f"“{asked.what}” (operation {asked.id}) has been undone already.")
        chain = _chain(store, asked)
        if any(link.kind == journal.ERASED for link in chain):
            raise DiaryError(
                f"“{asked.what}” (operation {asked.id}) cannot be undone: it concerned somebody who has been"
                " erased since."
            )
        scope.what = f"{'Redid' if len(chain) % 2 == 0 else 'Undid'} “{chain[0].what}”"
        effects = _put_back(store, chain[-1])
        _link(store, chain, scope.id)
        yield Undone(
            operation_id=scope.id,
            undone_id=asked.id,
            what=asked.what,
            contact_ids=frozenset(effects.contacts),
            company_ids=frozenset(effects.companies),
            introducers=frozenset(effects.introducers),
            settings=frozenset(effects.settings),
            tables=effects.tables,
        )


def last_link(store: Store, operation_id: int) -> int:
    """The operation to put back so that an undone one is done again.

    Raises DiaryError where there is no such operation, or it stands as it was done.
    """
    asked = journal.operation(store, operation_id)
    if asked is None:
        raise DiaryError(f"There is no operation {operation_id} in the history: “history” lists them.")
    if not asked.undone:
        raise DiaryError(f"“{asked.what}” (operation {asked.id}) has not been undone.")
    return _chain(store, asked)[-1].id


def _chain(store: Store, link: journal.Operation) -> list[journal.Operation]:
    """All links of the chain that an operation is part of, the first operation first."""
    chain = [link]
    while (earlier := chain[0].undoes) is not None:
        found = journal.operation(store, earlier)
        assert found is not None, "operations are never removed"
        chain.insert(0, found)
    while (row := store.one("SELECT id FROM operations WHERE undoes = ?", (chain[-1].id,))) is not None:
        found = journal.operation(store, row[0])
        assert found is not None, "it has just been read"
        chain.append(found)
    return chain


def _link(store: Store, chain: list[journal.Operation], undo_id: int) -> None:
    """Add the undo as the last link: what stood is undone by its successor, what was undone stands."""
    store.execute("UPDATE operations SET undoes = ? WHERE id = ?", (chain[-1].id, undo_id))
    after = [link.id for link in chain[1:]] + [undo_id]
    for link, undoer in zip(chain, after, strict=True):
        store.execute(
            "UPDATE operations SET undone_by = ? WHERE id = ?", (None if link.undone else undoer, link.id)
        )


def _put_back(store: Store, target: journal.Operation) -> Effects:
    entries = read_entries(store, target.id)
    touched = row_ranges(entries)
    obstacles = Obstacles(store, target)
    obstacles.check_rows(entries)
    effects = Effects(store, touched)
    effects.collect()
    # Rows come and go in the order that is cheapest; whether all references hold is checked at the end.
    store.execute("PRAGMA defer_foreign_keys = ON")
    if _makes_many(entries):
        with store.bulk(also={table: ranges[0] for table, ranges in touched.items()}):
            _apply(store, entries, obstacles)
    else:
        _apply(store, entries, obstacles)
    obstacles.check_references(entries)
    effects.collect()
    return effects


def _makes_many(entries: list[Entry]) -> bool:
    """Whether so many rows come back that indexing them at the end is quicker, and can be done.

    The bulk scope indexes one range of ids a table and none of its rows may be changed in between.
    """
    deleted = [entry for entry in entries if entry.action == "delete"]
    return (
        len(deleted) > _MANY
        and len(deleted) == len(entries)
        and all(len(ranges) == 1 for ranges in row_ranges(deleted).values())
    )


def _apply(store: Store, entries: list[Entry], obstacles: Obstacles) -> None:
    made: list[Entry] = []
    for entry in entries:
        if entry.action == "insert":
            made.append(entry)
            continue
        _delete(store, row_ranges(made), obstacles)
        made.clear()
        if entry.action == "update":
            _change_back(store, entry, obstacles)
        else:
            _insert_again(store, entry, obstacles)
    _delete(store, row_ranges(made), obstacles)


def _delete(store: Store, ranges: Ranges, obstacles: Obstacles) -> None:
    """Delete the rows that a run of inserts had made; their order is free, as nothing comes between."""
    for table in sorted(ranges, key=lambda name: name not in _OWNERS):
        for first, last in ranges[table]:
            cursor = store.execute(f"DELETE FROM {table} WHERE id BETWEEN ? AND ?", (first, last))
            if cursor.rowcount != last - first + 1:
                raise obstacles.unknown(table)


def _change_back(store: Store, entry: Entry, obstacles: Obstacles) -> None:
    before, after = json.loads(entry.before or "{}"), json.loads(entry.after or "{}")
    columns = ", ".join(f"{name} = ?" for name in before)
    as_left = " AND ".join(f"{name} IS ?" for name in after)
    sql = f"UPDATE {entry.table} SET {columns} WHERE id = ? AND {as_left}"
    try:
        cursor = store.execute(sql, (*before.values(), entry.first, *after.values()))
    except sqlite3.IntegrityError as error:
        raise obstacles.taken(entry, before, error) from error
    if cursor.rowcount != 1:
        raise obstacles.unknown(entry.table)


def _insert_again(store: Store, entry: Entry, obstacles: Obstacles) -> None:
    values = json.loads(entry.before or "{}")
    try:
        store.insert(entry.table, id=entry.first, **values)
    except sqlite3.IntegrityError as error:
        raise obstacles.taken(entry, values, error) from error
