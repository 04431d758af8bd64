"""One SQLite connection per thread, kept open between units of work and closed together."""

import random
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from peewee import PeeweeException, SqliteDatabase

from kitdiary.storage.opening import has_log

PRAGMAS = (
    ("foreign_keys", "ON"),
    # A log of at most 0.3 ms more per commit for what the user entered to outlive a power cut.
    ("synchronous", "FULL"),
    # INSERT OR REPLACE deletes a row: only so does that deletion reach the journal.
    ("recursive_triggers", "ON"),
    ("temp_store", "MEMORY"),
    # 8 MB for each thread: the system caches the file as well, and the window's memory is that of two or
    # three threads. No mmap: a diary cut off by a synced folder would then be a crash, not a sentence.
    ("cache_size", -8 * 1024),
    # 16 MB of log: a checkpoint every few hundred commits, far outside the 95th percentile of a log.
    ("wal_autocheckpoint", 4000),
    # Last: from here on waiting for another program is done by `patiently`.
    ("busy_timeout", 0),
)


_LOOK_AGAIN = (0.0005, 0.004)
"""Seconds between two looks at a lock that is held, at random so that none is always late."""


class Connections(SqliteDatabase):
    """The peewee database of a diary, which remembers every thread's connection.

    ``closing a connection per unit of work`` costs a millisecond and the page cache, so a thread keeps
    its own; those of threads that ended are closed when the next thread connects.
    """

    def __init__(self, path: Path, *, mode: str, busy_seconds: float) -> None:
        self._opened: list[tuple[threading.Thread, sqlite3.Connection]] = []
        self._guard = threading.Lock()
        options = f"mode={mode}"
        if mode == "ro" and not has_log(path):
            # A read-only folder has no room for the log's index; where no log is, none is needed.
            options += "&immutable=1"
        super().__init__(
            f"{path.as_uri()}?{options}",
            pragmas=PRAGMAS,
            timeout=busy_seconds,
            autoconnect=False,
            uri=True,
            cached_statements=512,
            check_same_thread=False,
        )

    def _connect(self) -> Any:
        connection: sqlite3.Connection = super()._connect()  # type: ignore[misc]  # peewee's stubs leave it out
        with self._guard:
            alive = [(t, c) for t, c in self._opened if t.is_alive()]
            gone = [c for t, c in self._opened if not t.is_alive()]
            self._opened = [*alive, (threading.current_thread(), connection)]
        for old in gone:
            old.close()
        return connection

    def mine(self) -> sqlite3.Connection:
        """This thread's connection, opened if it has none yet. Raises sqlite3.Error."""
        if self.is_closed():
            unwrapped(self.connect)
        connection: sqlite3.Connection = self.connection()  # type: ignore[no-untyped-call]  # untyped in the stubs
        return connection

    def close_all(self) -> None:
        """Close the connections of all threads, none of which may be in the middle of something."""
        with self._guard:
            opened, self._opened = self._opened, []
        for _, connection in opened:
            connection.close()
        self.dispose()


def patiently(connection: sqlite3.Connection, sql: str, seconds: float) -> sqlite3.Cursor:
    """Run a statement that needs a lock, waiting up to ``seconds`` while another connection holds it.

    SQLite's own waiting sleeps up to 0.1 s between two looks, while a busy writer leaves the lock free
    for microseconds: of two such writers one was seen to wait 8 s, against 2 s at most this way.
    """
    deadline = None
    while True:
        try:
            return connection.execute(sql)
        except sqlite3.OperationalError as error:
            now = time.monotonic()
            deadline = now + seconds if deadline is None else deadline
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or now > deadline:
                raise
        time.sleep(random.uniform(*_LOOK_AGAIN))


def unwrapped(action: Callable[[], object]) -> None:
    """Run a peewee call and raise the sqlite3 error it wraps, which still knows its code."""
    try:
        action()
    except PeeweeException as error:
        if isinstance(error.__context__, sqlite3.Error):
            raise error.__context__ from None
        raise
