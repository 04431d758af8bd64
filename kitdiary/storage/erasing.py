"""Taking a person out of the diary for good: rows, undo journal, history, search, free pages, log.

Nothing of it is journaled, so nothing of it can be undone. What others were told of the person in their own
notes stays: it is theirs.
"""

import re
import sqlite3
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from kitdiary.storage.connections import patiently
from kitdiary.storage.database import Store
from kitdiary.storage.journal import ERASED
from kitdiary.storage.migrations.search_schema import LINKED_TABLES, OWN_TABLES
from kitdiary.storage.values import json_list

SOMEBODY = "somebody since erased"
_SENTENCE = f"Something about {SOMEBODY}"

_DETAILS = (
    "contact_phones",
    "contact_emails",
    "contact_tags",
    "touch_contacts",
    "insights",
    "snoozes",
    "promises",
    "skips",
    "opportunities",
    "attachments",
    "contact_photos",
    "past_jobs",
    "distinct_people",
)
"""Tables with a ``contact_id``, in an order in which they can be emptied."""
_IN = "IN (SELECT value FROM json_each(?))"
_ONLY_THEIRS = f"""
SELECT DISTINCT l.touch_id FROM touch_contacts l WHERE l.contact_id {_IN}
    AND NOT EXISTS (SELECT 1 FROM touch_contacts o WHERE o.touch_id = l.touch_id AND o.contact_id NOT {_IN})
"""
_MERGED_IN = """
SELECT DISTINCT j.row_id FROM operations o JOIN journal j ON j.op = o.id
WHERE o.kind IN (SELECT 'merge ' || value FROM json_each(?)) AND j.tbl = 'contacts' AND j.action = 'delete'
    AND j.row_id NOT IN (SELECT id FROM contacts)
"""
"""Who went into these people by a merge: its operation is of the kind `merge_kind`."""
_ONCE_THEIRS = f"""
SELECT row_id FROM journal WHERE tbl = ? AND before IS NOT NULL AND json_extract(before, '$.contact_id') {_IN}
"""
_TOUCHES_ONCE = f"""
SELECT DISTINCT json_extract(before, '$.touch_id') FROM journal WHERE tbl = 'touch_contacts'
    AND action = 'delete' AND json_extract(before, '$.contact_id') {_IN}
    AND json_extract(before, '$.touch_id') NOT IN (SELECT id FROM touches)
"""
_NAMES_ONCE = f"""
SELECT json_extract(before, '$.name'), json_extract(after, '$.name') FROM journal
WHERE tbl = 'contacts' AND row_id {_IN}
"""
_BLOBS_ONCE = f"""
SELECT json_extract(before, '$.sha256') FROM journal WHERE tbl IN ('attachments', 'contact_photos')
    AND json_extract(before, '$.contact_id') {_IN}
"""
_UNUSED_BLOBS = f"""
DELETE FROM blobs WHERE sha256 {_IN} AND sha256 NOT IN (SELECT sha256 FROM attachments)
    AND sha256 NOT IN (SELECT sha256 FROM contact_photos)
    AND sha256 NOT IN (SELECT json_extract(before, '$.sha256') FROM journal
        WHERE tbl IN ('attachments', 'contact_photos') AND json_extract(before, '$.sha256') IS NOT NULL)
"""


@dataclass(slots=True)
class _Traces:
    """The rows that are or once were a person's, by table, and what they were called."""

    people: set[int]
    touches: set[int] = field(default_factory=set)
    rows: dict[str, set[int]] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    blobs: set[str] = field(default_factory=set)


class Erasing:
    """Erases people. `erase` needs a maintenance scope, `clean_file` none at all."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def erase(self, contact_id: int) -> None:
        """Remove a contact and every trace in the diary's own tables; notes of others stay.

        The contact's plan is gone after it; those of colleagues and introducers have to be made anew.
        """
        traces = self._traces(contact_id)
        operations = self._clean_journal(traces)
        self._clean_history(operations, traces.names)
        self._remove_rows(traces)
        self._store.execute(_UNUSED_BLOBS, (json_list(traces.blobs),))
        for table in (*OWN_TABLES, *LINKED_TABLES):
            # A deleted row's words stay in the index until its parts are merged.
            self._store.execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")

    def clean_file(self) -> str | None:
        """Write the file anew without its free pages, and empty the log; what could not be done, if anything.

        Outside every scope. Needs as much room on the disk as the diary takes.
        """
        connection = self._store.connection()
        try:
            connection.execute("PRAGMA temp_store = FILE")  # a large diary's copy has no place in memory
            patiently(connection, "VACUUM", self._store.busy_seconds)
            row = patiently(
                connection, "PRAGMA wal_checkpoint(TRUNCATE)", self._store.busy_seconds
            ).fetchone()
        except sqlite3.Error as error:
            fault = self._store.fault(error)
            if fault is None:
                raise
            return f"The free space in the file was not cleaned yet: {fault}"
        finally:
            connection.execute("PRAGMA temp_store = MEMORY")
        if row is not None and row[0]:
            return (
                "Another program is reading the diary, so its log still holds old pages: they go when the"
                " last program closes the diary."
            )
        return None

    # -- what is there of them ------------------------------------------------------------------

    def _traces(self, contact_id: int) -> _Traces:
        store = self._store
        traces = _Traces({contact_id})
        # Who was merged into them is them; again, for one may have been merged before.
        while more := set(self._ids(_MERGED_IN, traces.people)) - traces.people:
            traces.people |= more
        listed = json_list(traces.people)
        traces.touches = {row[0] for row in store.rows(_ONLY_THEIRS, (listed, listed))}
        for table in _DETAILS:
            rows = store.rows(f"SELECT id FROM {table} WHERE contact_id {_IN}", (listed,))
            once = store.rows(_ONCE_THEIRS, (table, listed))
            traces.rows[table] = {row[0] for row in (*rows, *once)}
        traces.rows["contacts"] = set(traces.people)
        traces.rows["touches"] = traces.touches | set(self._ids(_TOUCHES_ONCE, traces.people))
        traces.names = {name for row in store.rows(_NAMES_ONCE, (listed,)) for name in row if name}
        traces.names |= {row[0] for row in store.rows(f"SELECT name FROM contacts WHERE id {_IN}", (listed,))}
        traces.names |= {
            row[0]
            for row in store.rows(f"SELECT value FROM contact_emails WHERE contact_id {_IN}", (listed,))
        }
        for table in ("attachments", "contact_photos"):
            rows = store.rows(f"SELECT sha256 FROM {table} WHERE contact_id {_IN}", (listed,))
            traces.blobs |= {row[0] for row in rows}
        traces.blobs |= {row[0] for row in store.rows(_BLOBS_ONCE, (listed,)) if row[0]}
        return traces

    def _ids(self, sql: str, ids: Collection[int]) -> Iterator[int]:
        return (row[0] for row in self._store.rows(sql, (json_list(ids),)) if row[0] is not None)

    # -- journal and history --------------------------------------------------------------------

    def _clean_journal(self, traces: _Traces) -> set[int]:
        """Remove what the journal says of these rows; the operations that wrote any of them."""
        found: set[int] = set()
        for table, ids in traces.rows.items():
            if not ids:
                continue
            listed = json_list(ids)
            ordered = sorted(ids)
            lines = self._store.execute("SELECT op, row_id, row_last FROM journal WHERE tbl = ?", (table,))
            for operation, first, last in lines:
                at = bisect_left(ordered, first)
                if at < len(ordered) and ordered[at] <= last:
                    found.add(operation)
            # The line of a bulk insert names many rows and says nothing of any: it stays.
            self._store.execute(
                f"DELETE FROM journal WHERE tbl = ? AND row_id = row_last AND row_id {_IN}", (table, listed)
            )
        return found

    def _clean_history(self, operations: set[int], names: Collection[str]) -> None:
        """Make the sentences of the history say nothing of them, nor be undone for the rest alone."""
        left = {
            row[0]
            for row in self._store.rows(
                f"SELECT DISTINCT op FROM journal WHERE op {_IN}", (json_list(operations),)
            )
        }
        chained = self._chained(operations)
        pattern = _whole_words(names)
        for number, what in self._store.rows("SELECT id, what FROM operations"):
            said = _SENTENCE if number in operations - left else pattern.sub(SOMEBODY, what)
            if number in chained:
                self._store.execute(
                    "UPDATE operations SET what = ?, kind = ? WHERE id = ?", (said, ERASED, number)
                )
            elif said != what:
                self._store.execute("UPDATE operations SET what = ? WHERE id = ?", (said, number))

    def _chained(self, operations: set[int]) -> set[int]:
        """These operations with their undos, redos and what they undid."""
        links = self._store.rows("SELECT id, undoes FROM operations WHERE undoes IS NOT NULL")
        found = set(operations)
        size = 0
        while len(found) != size:
            size = len(found)
            found |= {other for pair in links if found & set(pair) for other in pair}
        return found

    # -- rows -----------------------------------------------------------------------------------

    def _remove_rows(self, traces: _Traces) -> None:
        store, people = self._store, json_list(traces.people)
        touches = json_list(traces.touches)
        store.execute(f"UPDATE insights SET touch_id = NULL WHERE touch_id {_IN}", (touches,))
        store.execute(f"UPDATE contacts SET introduced_by = NULL WHERE introduced_by {_IN}", (people,))
        store.execute(f"UPDATE past_jobs SET successor_id = NULL WHERE successor_id {_IN}", (people,))
        store.execute(
            f"UPDATE attachments SET contact_id = NULL WHERE contact_id {_IN}"
            " AND id IN (SELECT attachment_id FROM content WHERE attachment_id IS NOT NULL)",
            (people,),
        )
        store.execute(f"DELETE FROM distinct_people WHERE other_id {_IN}", (people,))
        for table in (*_DETAILS, "steps", "plans", "notices"):
            store.execute(f"DELETE FROM {table} WHERE contact_id {_IN}", (people,))
        store.execute(f"DELETE FROM touches WHERE id {_IN}", (touches,))
        store.execute(f"DELETE FROM contacts WHERE id {_IN}", (people,))
        for table, ids in (("contacts", people), ("touches", touches)):
            store.execute(f"DELETE FROM origins WHERE tbl = ? AND row_id {_IN}", (table, ids))


_BEGAN = "SELECT id, at FROM operations ORDER BY id LIMIT 1"
"""How a diary began: its copies began the same way, other diaries did not."""


def holding(
    store: Store, files: Iterable[Path], contact_id: int, name_key: str, emails: Collection[str]
) -> list[Path]:
    """Those of these files that are copies of this diary and still have a person of it.

    The id under the name, or one of the addresses. What cannot be read as a diary is left out. Nothing is
    written, not even beside them. Inside a read scope.
    """
    found, began = [], store.one(_BEGAN)
    for path in files:
        try:
            uri = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
            with closing(sqlite3.connect(uri, uri=True)) as connection:
                if connection.execute(_BEGAN).fetchone() != began:
                    continue
                row = connection.execute(
                    "SELECT 1 FROM contacts WHERE id = ? AND name_key = ? UNION ALL"
                    f" SELECT 1 FROM contact_emails WHERE value_key {_IN} LIMIT 1",
                    (contact_id, name_key, json_list(emails)),
                ).fetchone()
        except sqlite3.DatabaseError:
            continue
        if row is not None:
            found.append(path)
    return found


def _whole_words(names: Collection[str]) -> re.Pattern[str]:
    """Any of these names, the longest first, not as a part of another word."""
    longest = sorted(names, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w)", re.IGNORECASE)
