"""The diary's file: opening it, the scopes of reading and writing, and the plain statements inside them.

Statements are literal SQL on the thread's own connection: building a query object costs more than
SQLite needs to answer it. Peewee's models (`tables`) serve the rest through `Store.select` and `run`.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import MappingProxyType, TracebackType
from typing import Any, Self
from weakref import ref

from kitdiary.domain.errors import DiaryError
from kitdiary.storage import faults
from kitdiary.storage.connections import Connections, patiently
from kitdiary.storage.migrating import prepare
from kitdiary.storage.opening import examine
from kitdiary.storage.scopes import Bulk, Current, Maintenance, OperationScope, Read

Row = tuple[Any, ...]
_STEPS_BETWEEN_LOOKS = 200_000
"""Of SQLite's machine: some milliseconds."""


class BrokenOffError(Exception):
    """Work in the diary was ended because somebody asked for it; nothing of it stays."""


class Store:
    """An open diary. Safe to use from many threads: each gets its own connection.

    Everything but `close`, `data_version` and `checkpoint` happens inside a scope: `read`, `operation`
    or `maintenance`. A fault of the machine leaves a scope as a DiaryError, with nothing written.
    """

    def __init__(
        self, path: Path, database: Connections, *, busy_seconds: float, backups: Sequence[Path]
    ) -> None:
        self.path = path
        self.database = database
        self.busy_seconds = busy_seconds
        self._backups = tuple(backups)
        self._current = Current()
        self._statements: dict[tuple[str, ...], str] = {}

    @classmethod
    def open(
        cls,
        path: Path | str,
        *,
        create: bool,
        read_only: bool = False,
        busy_seconds: float = 30.0,
        backups: Sequence[Path] = (),
    ) -> "Store":
        """Open the diary at ``path``, bringing an older one to today's schema after a backup beside it.

        ``create`` makes it where there is none. ``busy_seconds`` is how long a write waits for another
        program's. ``backups`` are further folders to look for a good backup in, should it be damaged.
        Raises DiaryError, with the file left exactly as it was, where it cannot be opened.
        """
        where = Path(path).absolute()
        found = examine(where, create=create, read_only=read_only, backups=backups)
        mode = "ro" if read_only else "rw" if found.born else "rwc"
        database = Connections(where, mode=mode, busy_seconds=busy_seconds)
        store = cls(where, database, busy_seconds=busy_seconds, backups=backups)
        try:
            prepare(database.mine(), where, read_only=read_only, busy_seconds=busy_seconds, create=create)
        except (sqlite3.Error, OSError) as error:
            store.close()
            raise faults.translated(error, where, backups) or error from error
        except BaseException:
            store.close()
            raise
        return store

    def close(self) -> None:
        """Close every thread's connection. No thread may be inside a scope."""
        self.database.close_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # -- scopes ---------------------------------------------------------------------------------------

    def read(self) -> Read:
        """A consistent snapshot for this thread; inside any other scope it is simply that scope."""
        return Read(self._current, self)

    def operation(self, what: str, now: datetime, kind: str = "change") -> OperationScope:
        """One thing the user did: one transaction, journaled so that it can be undone.

        ``what`` is its sentence in the history; ``now`` carries its offset. Waits for other writers.
        An operation that changed nothing the user entered leaves no trace in the history.
        """
        return OperationScope(self._current, self, what, now, kind)

    def together(self, what: str, now: datetime) -> OperationScope:
        """An operation that takes every operation begun inside it into itself: all of it or nothing.

        For one act of the user that several services carry out (a call with a promise and a new timing):
        one line in the history, one undo. The sentences of the inner ones are not kept.
        """
        return OperationScope(self._current, self, what, now, "change", joins=True)

    def maintenance(self) -> Maintenance:
        """A write that is not the user's (steps, plans, notices): one transaction, not journaled.

        Inside an operation it is part of it.
        """
        return Maintenance(self._current, self)

    def bulk(self, also: Mapping[str, tuple[int, int]] = MappingProxyType({})) -> Bulk:
        """Inside an operation that inserts thousands: index the new rows for search at its end, at once.

        A touch or an insight inserted inside must not be changed or deleted before its end. ``also``
        names rows that will come back under ids they had before, first and last by table.
        """
        return Bulk(self._current, also)

    @contextmanager
    def interruptible(self, ends: Callable[[], bool]) -> Iterator[None]:
        """Inside a scope: ask ``ends`` every few milliseconds within statements, and break off at its word.

        Leaves with BrokenOffError then, with which the scope has to be left.
        """
        connection = self._current.scoped
        broken_off = False

        def look() -> int:
            nonlocal broken_off
            broken_off = broken_off or ends()
            return int(broken_off)

        connection.set_progress_handler(look, _STEPS_BETWEEN_LOOKS)
        try:
            yield
        except sqlite3.OperationalError as error:
            if broken_off:
                raise BrokenOffError from error
            raise
        finally:
            connection.set_progress_handler(None, 0)

    def connection(self) -> sqlite3.Connection:
        """This thread's connection, for the scopes; DiaryError where it cannot be opened."""
        try:
            return self.database.mine()
        except sqlite3.Error as error:
            raise self.fault(error) or error from error

    def fault(self, error: BaseException) -> DiaryError | None:
        """The sentence for a fault of the machine, None for one of ours."""
        return faults.translated(error, self.path, self._backups)

    @property
    def in_operation(self) -> int | None:
        """The id of the operation under way in this thread."""
        return self._current.operation

    # -- statements -----------------------------------------------------------------------------------

    def execute(self, sql: str, params: Sequence[Any] | dict[str, Any] = ()) -> sqlite3.Cursor:
        """Run one statement inside the current scope, whose end closes the cursor."""
        cursor = self._current.scoped.execute(sql, params)
        if cursor.description is not None:
            self._current.cursors.append(ref(cursor))
        return cursor

    def executemany(self, sql: str, rows: Iterable[Sequence[Any]]) -> sqlite3.Cursor:
        """Run one statement for each row of parameters inside the current scope."""
        return self._current.scoped.executemany(sql, rows)

    def rows(self, sql: str, params: Sequence[Any] | dict[str, Any] = ()) -> list[Row]:
        """All rows of a query."""
        return self._current.scoped.execute(sql, params).fetchall()

    def one(self, sql: str, params: Sequence[Any] | dict[str, Any] = ()) -> Row | None:
        """The first row of a query, None without any."""
        row: Row | None = self._current.scoped.execute(sql, params).fetchone()
        return row

    def insert(self, table: str, **columns: Any) -> int:
        """Insert a row, columns by name, and return its id."""
        key = ("insert", table, *columns)
        sql = self._statements.get(key)
        if sql is None:
            marks = ", ".join("?" * len(columns))
            sql = self._statements[key] = f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"
        return self._current.scoped.execute(sql, tuple(columns.values())).lastrowid or 0

    def update(self, table: str, id: int, **columns: Any) -> None:  # noqa: A002 - the column's name
        """Change the given columns of one row."""
        key = ("update", table, *columns)
        sql = self._statements.get(key)
        if sql is None:
            sql = f"UPDATE {table} SET {', '.join(f'{name} = ?' for name in columns)} WHERE id = ?"
            self._statements[key] = sql
        self._current.scoped.execute(sql, (*columns.values(), id))

    def delete(self, table: str, id: int) -> None:  # noqa: A002 - the column's name
        """Delete one row. Rows that refer to it have to go first."""
        self._current.scoped.execute(f"DELETE FROM {table} WHERE id = ?", (id,))

    def bulk_insert(self, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> range:
        """Insert many rows of a user's table inside an operation, with one line in the journal for all.

        Returns their ids, in the order of ``rows``. After an error the operation cannot be completed.
        """
        return self._current.bulk_insert(table, columns, rows)

    def select(self, query: Any) -> list[Row]:
        """All rows of a peewee query, as tuples."""
        return self.run(query).fetchall()

    def run(self, query: Any) -> sqlite3.Cursor:
        """Run a peewee query inside the current scope."""
        sql, params = self.database.get_sql_context().sql(query).query()  # type: ignore[no-untyped-call]  # untyped in the stubs
        return self.execute(sql, params or ())

    # -- between scopes -------------------------------------------------------------------------------

    def data_version(self) -> int:
        """A number that changes when anybody but this thread has written.

        Ask it from one and the same thread, outside every scope.
        """
        try:
            cursor = patiently(self.connection(), "PRAGMA data_version", self.busy_seconds)
            (version,) = cursor.fetchone()
        except sqlite3.Error as error:
            raise self.fault(error) or error from error
        return int(version)

    def prove_sound(self) -> None:
        """Read the whole file through; DiaryError with the way to a backup where it is damaged."""
        with self.read():
            if self.one("PRAGMA integrity_check(1)") != ("ok",):
                raise faults.damaged(self.path, self._backups)

    def checkpoint(self) -> None:
        """Move the write-ahead log into the file as far as nobody is in the way. For quiet moments."""
        try:
            self.connection().execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
        except sqlite3.Error as error:
            raise self.fault(error) or error from error
