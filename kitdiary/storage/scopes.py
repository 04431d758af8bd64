"""The units of work of a thread: a snapshot to read from, an operation, maintenance, a bulk insert."""

import sqlite3
import threading
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Protocol, Self
from weakref import ref

from kitdiary.domain.errors import DiaryError
from kitdiary.storage.connections import patiently
from kitdiary.storage.migrations.search_schema import resume, suspend

_BEGIN_OPERATION = """
INSERT INTO operations(at, at_offset, what, kind, under_way, journal_from)
VALUES (?, ?, ?, ?, 1, (SELECT ifnull(max(id), 0) + 1 FROM journal))"""
_HAS_JOURNAL = "SELECT 1 FROM journal WHERE id = (SELECT max(id) FROM journal) AND op = ?"
_END_OPERATION = "UPDATE operations SET under_way = 0 WHERE id = ?"
_END_OPERATION_RENAMED = "UPDATE operations SET under_way = 0, what = ? WHERE id = ?"
_SET_UNDER_WAY = "UPDATE operations SET under_way = ? WHERE id = ?"
_SEQUENCE = "SELECT seq FROM sqlite_sequence WHERE name = ?"


class _Owner(Protocol):
    """What a scope needs of the store."""

    busy_seconds: float

    def connection(self) -> sqlite3.Connection: ...

    def fault(self, error: BaseException) -> DiaryError | None: ...


class Current(threading.local):
    """What this thread is in the middle of."""

    connection: sqlite3.Connection | None = None
    depth = 0
    writing = False
    operation: int | None = None
    joins = False
    """Whether the operation under way takes further ones into it (see `Store.together`)."""
    spoilt = False
    """Set by a bulk insert that failed half-way: what it left is not journaled, so it must not be kept."""

    def __init__(self) -> None:
        self.cursors: list[ref[sqlite3.Cursor]] = []

    def close_cursors(self) -> None:
        """End queries that were not read to their end; the frames of an error may keep them alive.

        One that stayed open would hold on to its snapshot, behind which this thread could not write.
        """
        for known in self.cursors:
            cursor = known()
            if cursor is not None:
                cursor.close()
        self.cursors.clear()

    @property
    def scoped(self) -> sqlite3.Connection:
        """The connection of the current scope."""
        connection = self.connection
        if connection is None:
            raise RuntimeError("a statement outside read(), operation() or maintenance()")
        return connection

    def bulk_insert(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> range:
        """See `Store.bulk_insert`."""
        operation, connection = self.operation, self.scoped
        if operation is None:
            raise RuntimeError("bulk_insert() outside operation()")
        marks = ", ".join("?" * len(columns))
        sql = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"
        before = connection.execute(_SEQUENCE, (table,)).fetchone()
        self.spoilt = True
        connection.execute(_SET_UNDER_WAY, (0, operation))
        connection.executemany(sql, rows)
        connection.execute(_SET_UNDER_WAY, (1, operation))
        after = connection.execute(_SEQUENCE, (table,)).fetchone()
        ids = range((before or (0,))[0] + 1, (after or (0,))[0] + 1)
        if ids:
            connection.execute(
                "INSERT INTO journal(op, tbl, action, row_id, row_last) VALUES (?, ?, 'insert', ?, ?)",
                (operation, table, ids[0], ids[-1]),
            )
        self.spoilt = False
        return ids


class _Scope:
    """A transaction of the current thread, or a part of the one it is in."""

    __slots__ = ("_current", "_owner")

    def __init__(self, current: Current, owner: _Owner) -> None:
        self._current = current
        self._owner = owner

    def _start(self) -> sqlite3.Connection:
        connection = self._owner.connection()
        try:
            self._begin(connection)
        except sqlite3.Error as error:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise self._owner.fault(error) or error from error
        self._current.connection = connection
        self._current.depth = 1
        return connection

    def _begin(self, connection: sqlite3.Connection) -> None:
        connection.execute("BEGIN")
        # The first look takes the snapshot; from then on nobody can be in the way.
        patiently(connection, "SELECT 1 FROM sqlite_schema LIMIT 1", self._owner.busy_seconds).fetchall()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        current = self._current
        if current.depth > 1:
            current.depth -= 1
        else:
            self._end(current.scoped, error, "COMMIT")

    def _end(self, connection: sqlite3.Connection, error: BaseException | None, statement: str) -> None:
        """Finish the transaction; raise what went wrong as a sentence where the machine is to blame."""
        current = self._current
        if error is None and current.spoilt:
            error = RuntimeError("a failed bulk insert cannot be kept")
        current.connection, current.depth, current.writing = None, 0, False
        current.operation, current.spoilt, current.joins = None, False, False
        current.close_cursors()
        try:
            if error is None:
                patiently(connection, statement, self._owner.busy_seconds)
        except sqlite3.Error as failed:
            error = failed
        if error is None:
            return
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        sentence = self._owner.fault(error) if isinstance(error, sqlite3.Error) else None
        if sentence is not None:
            raise sentence from error
        raise error


class Read(_Scope):
    """See `Store.read`."""

    __slots__ = ()

    def __enter__(self) -> Self:
        if self._current.depth:
            self._current.depth += 1
        else:
            self._start()
        return self


class _Write(_Scope):
    """A transaction that holds the diary's one write lock from its beginning."""

    __slots__ = ()

    def _begin(self, connection: sqlite3.Connection) -> None:
        patiently(connection, "BEGIN IMMEDIATE", self._owner.busy_seconds)


class Maintenance(_Write):
    """See `Store.maintenance`."""

    __slots__ = ()

    def __enter__(self) -> Self:
        current = self._current
        if current.depth:
            if not current.writing:
                raise RuntimeError("maintenance() inside read()")
            current.depth += 1
        else:
            self._start()
            current.writing = True
        return self


class OperationScope(_Write):
    """See `Store.operation`."""

    __slots__ = ("_before", "_given", "_inner", "_joins", "_kind", "_now", "changed", "id", "what")

    def __init__(
        self, current: Current, owner: _Owner, what: str, now: datetime, kind: str, *, joins: bool = False
    ) -> None:
        super().__init__(current, owner)
        self._joins = joins
        self._inner = False
        self.id = 0
        """Its number in the history."""
        self.what = self._given = what
        """Its sentence in the history; may be changed until the operation ends."""
        self.changed = False
        """After the end: whether anything the user entered was changed."""
        self._now = now
        self._kind = kind

    def __enter__(self) -> Self:
        current = self._current
        if current.depth and current.joins:
            return self._join(current)
        if current.depth:
            raise RuntimeError("operation() inside another scope")
        offset = self._now.utcoffset()
        if offset is None:
            raise ValueError("an operation needs an aware time")
        connection = self._start()
        current.writing = True
        at = int(self._now.astimezone(UTC).timestamp())
        minutes = int(offset.total_seconds()) // 60
        try:
            cursor = connection.execute(_BEGIN_OPERATION, (at, minutes, self.what, self._kind))
        except sqlite3.Error as error:
            self._end(connection, error, "")
            raise
        self.id = current.operation = cursor.lastrowid or 0
        current.joins = self._joins
        self._before = connection.total_changes
        return self

    def _join(self, current: Current) -> Self:
        """Become a part of the operation under way: its number, its end, its sentence."""
        current.depth += 1
        self._inner = True
        self.id = current.operation or 0
        self._before = current.scoped.total_changes
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        connection = self._current.scoped
        if self._inner:
            self._current.depth -= 1
            self.changed = connection.total_changes != self._before
            return
        if error is None:
            try:
                statement = self._finish(connection)
            except sqlite3.Error as failed:
                self._end(connection, failed, "")
                return
            self._end(connection, None, statement)
        else:
            self._end(connection, error, "")

    def _finish(self, connection: sqlite3.Connection) -> str:
        """Write the operation's end, or take it back where nothing was changed; returns the last word."""
        if connection.total_changes == self._before:
            return "ROLLBACK"
        if connection.execute(_HAS_JOURNAL, (self.id,)).fetchone() is None:
            connection.execute("DELETE FROM operations WHERE id = ?", (self.id,))
            return "COMMIT"
        if self.what is self._given:
            connection.execute(_END_OPERATION, (self.id,))
        else:
            connection.execute(_END_OPERATION_RENAMED, (self.what, self.id))
        self.changed = True
        return "COMMIT"


class Bulk:
    """See `Store.bulk`."""

    __slots__ = ("_also", "_before", "_current")

    def __init__(self, current: Current, also: Mapping[str, tuple[int, int]]) -> None:
        self._current = current
        self._also = also
        self._before: dict[str, int] = {}

    def __enter__(self) -> Self:
        if self._current.operation is None:
            raise RuntimeError("bulk() outside operation()")
        connection = self._current.scoped
        self._before = dict(connection.execute("SELECT name, seq FROM sqlite_sequence"))
        suspend(connection)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is not None:
            self._current.spoilt = True
            return
        connection = self._current.scoped
        inserted = dict(self._also)
        # Ids only grow (AUTOINCREMENT), so what is above the old mark came in since.
        for table, last in connection.execute("SELECT name, seq FROM sqlite_sequence").fetchall():
            first = self._before.get(table, 0) + 1
            if last >= first:
                inserted[table] = (first, last)
        resume(connection, inserted)
