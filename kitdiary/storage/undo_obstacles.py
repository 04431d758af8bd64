"""What stands in the way of an undo, said so that the rep knows which operation to undo first."""

import json
import re
import sqlite3
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from kitdiary.domain.errors import DiaryError
from kitdiary.storage.database import Store
from kitdiary.storage.journal import Operation
from kitdiary.storage.migrations import USER_TABLES
from kitdiary.storage.undo_entries import Entry, row_ranges

_NOUNS = {
    "companies": "company",
    "contacts": "contact",
    "contact_phones": "phone number",
    "contact_emails": "email address",
    "contact_tags": "tag",
    "touches": "touch",
    "touch_contacts": "touch",
    "insights": "insight",
    "promises": "promise",
    "snoozes": "snooze",
    "skips": "skip",
    "opportunities": "opportunity",
    "content": "content item",
    "content_topics": "topic",
    "attachments": "attachment",
    "settings": "setting",
    "saved_filters": "saved filter",
    "past_jobs": "former job",
    "contact_photos": "picture",
    "distinct_people": "answer that two people are not the same",
    "import_mappings": "mapping of columns",
    "origins": "mark of where a contact came from",
    "templates": "template",
}
# A later operation stands if it was not undone; the undo of something later still has no effect of its
# own, while the undo of something earlier than the target has.
_LATER = (
    " FROM journal j JOIN operations o ON o.id = j.op"
    " WHERE j.id >= :after AND o.undone_by IS NULL AND (o.undoes IS NULL OR o.undoes < :target)"
    " AND o.id <> (SELECT max(id) FROM operations)"
)


class _Reference(NamedTuple):
    child: str
    column: str
    parent: str


class Obstacles:
    """Looks for later operations that stand in the way of putting ``target`` back."""

    def __init__(self, store: Store, target: Operation) -> None:
        self._store = store
        self._target = target
        row = store.one("SELECT journal_from FROM operations WHERE id > ? ORDER BY id LIMIT 1", (target.id,))
        self._scope = {"after": row[0] if row else 0, "target": target.id}

    def check_rows(self, entries: Sequence[Entry]) -> None:
        """Raise where a later operation changed what this one wrote; names the newest of them."""
        made = row_ranges(e for e in entries if e.action == "insert")
        changed: dict[tuple[str, int], set[str]] | None = None
        later = self._store.execute(
            f"SELECT j.op, j.tbl, j.action, j.row_id, j.after{_LATER} ORDER BY j.id DESC", self._scope
        )
        for operation, table, action, row, after in later:
            if action == "insert":
                continue
            if changed is None:
                changed = _changed_columns(entries)
            columns = changed.get((table, row))
            meets = columns is not None and (action == "delete" or not columns.isdisjoint(json.loads(after)))
            if meets or _holds(made.get(table, ()), row):
                raise self._blocked(table, operation)

    def check_references(self, entries: Sequence[Entry]) -> None:
        """Raise where a row now refers to one that is not there, after `entries` were put back."""
        gone = row_ranges(e for e in entries if e.action == "insert")
        back = row_ranges(e for e in entries if e.action == "delete")
        for reference in self._references():
            name = f'"{reference.column}":'
            moved = row_ranges(
                e
                for e in entries
                if e.table == reference.child and e.action == "update" and name in (e.after or "")
            )
            self._check(reference, reference.column, gone.get(reference.parent, ()))
            self._check(reference, "id", back.get(reference.child, ()))
            self._check(reference, "id", moved.get(reference.child, ()))

    def _check(self, reference: _Reference, key: str, ranges: Iterable[tuple[int, int]]) -> None:
        child, column, parent = reference
        sql = (
            f"SELECT c.id, c.{column} FROM {child} c WHERE c.{key} >= ? AND c.{key} <= ?"
            f" AND c.{column} IS NOT NULL"
            f" AND NOT EXISTS (SELECT 1 FROM {parent} p WHERE p.id = c.{column}) LIMIT 1"
        )
        for ids in ranges:
            row = self._store.one(sql, ids)
            if row is not None:
                raise self._dangling(reference, *row)

    def taken(self, entry: Entry, values: dict[str, Any], error: sqlite3.IntegrityError) -> DiaryError:
        """The error for a row that cannot be written since a later one took its unique name."""
        named = re.findall(rf"\b{entry.table}\.(\w+)", str(error))
        if error.sqlite_errorcode != sqlite3.SQLITE_CONSTRAINT_UNIQUE or not named:
            return self.unknown(entry.table)
        wanted = self._store.one(f"SELECT {', '.join(named)} FROM {entry.table} WHERE id = ?", (entry.first,))
        present = dict(zip(named, wanted or (None,) * len(named), strict=True)) | values
        row = self._store.one(
            f"SELECT id FROM {entry.table} WHERE {' AND '.join(f'{name} IS ?' for name in named)}",
            tuple(present[name] for name in named),
        )
        return self.unknown(entry.table) if row is None else self._blocked_by_row(entry.table, row[0])

    def unknown(self, table: str) -> DiaryError:
        """The error where the rows are not as the operation left them and no operation says why."""
        return DiaryError(
            f"“{self._target.what}” (operation {self._target.id}) cannot be undone: a {_NOUNS[table]} it"
            " wrote was changed since in a way the history does not know; nothing was changed."
        )

    def _dangling(self, reference: _Reference, child_id: int, parent_id: int) -> DiaryError:
        """Either the child came later, or the parent went later."""
        found = self._newest(reference.child, child_id) or self._newest(reference.parent, parent_id)
        if found is None:
            return self.unknown(reference.child)
        return self._blocked(reference.child, found)

    def _blocked_by_row(self, table: str, row: int) -> DiaryError:
        operation = self._newest(table, row)
        return self.unknown(table) if operation is None else self._blocked(table, operation)

    def _newest(self, table: str, row: int) -> int | None:
        found = self._store.one(
            f"SELECT j.op{_LATER} AND j.tbl = :table AND :row BETWEEN j.row_id AND j.row_last"
            " ORDER BY j.id DESC LIMIT 1",
            {**self._scope, "table": table, "row": row},
        )
        return None if found is None else int(found[0])

    def _blocked(self, table: str, operation: int) -> DiaryError:
        row = self._store.one("SELECT what FROM operations WHERE id = ?", (operation,))
        what = row[0] if row else ""
        return DiaryError(
            f"“{self._target.what}” (operation {self._target.id}) cannot be undone yet: “{what}”"
            f" (operation {operation}) came later and concerns the same {_NOUNS[table]}; undo that one first."
        )

    def _references(self) -> list[_Reference]:
        found = []
        for child in USER_TABLES:
            for row in self._store.rows(f"PRAGMA foreign_key_list({child})"):
                parent, column = row[2], row[3]
                if parent in USER_TABLES:
                    found.append(_Reference(child, column, parent))
        return found


def _changed_columns(entries: Sequence[Entry]) -> dict[tuple[str, int], set[str]]:
    """The columns an operation changed of rows that were there before, by table and id."""
    found: dict[tuple[str, int], set[str]] = {}
    for entry in entries:
        if entry.action == "update":
            found.setdefault((entry.table, entry.first), set()).update(json.loads(entry.after or "{}"))
    return found


def _holds(ranges: Sequence[tuple[int, int]], row: int) -> bool:
    at = bisect_right(ranges, (row, 2**63)) - 1
    return at >= 0 and ranges[at][0] <= row <= ranges[at][1]
