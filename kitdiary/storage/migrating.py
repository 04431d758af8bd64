"""Bringing an open file to today's schema, with a backup of an older diary first."""

import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from kitdiary.storage import faults
from kitdiary.storage.backup_files import copy_database, written
from kitdiary.storage.migrations import APPLICATION_ID, MIGRATIONS, Migration, migrate

_PAUSE = 0.05


def prepare(
    connection: sqlite3.Connection,
    path: Path,
    *,
    read_only: bool,
    busy_seconds: float,
    create: bool,
    migrations: Sequence[Migration] = MIGRATIONS,
) -> None:
    """Make sure that the open file is a diary of today's schema, migrating or creating it.

    Raises DiaryError (another program's file, a newer diary) or sqlite3.Error, with nothing changed.
    """
    known = len(migrations)
    version, application = _stamp(connection)
    if version > known and application == APPLICATION_ID:
        raise faults.newer(path, version, known)
    if application != APPLICATION_ID and not (create and _is_empty(connection)):
        raise faults.not_a_diary(path)
    if read_only:
        if version < known:
            raise faults.read_only(path)
        return
    if version < known:
        _migrate(connection, path, migrations)
    _use_log(connection, busy_seconds)


def _stamp(connection: sqlite3.Connection) -> tuple[int, int]:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    return version, application


def _is_empty(connection: sqlite3.Connection) -> bool:
    return connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone() is None


def _migrate(connection: sqlite3.Connection, path: Path, migrations: Sequence[Migration]) -> None:
    def keep(version: int) -> None:
        _copy_beside(path, version)

    # IMMEDIATE: of two programs that start at once the second waits here, then finds the work done.
    connection.execute("BEGIN IMMEDIATE")
    try:
        migrate(connection, keep, migrations)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _copy_beside(path: Path, version: int) -> None:
    """Copy the diary as it was committed last: the migration under way is not in it yet."""
    target = path.with_name(f"{path.stem}-before-upgrade-from-{version}{path.suffix}")
    number = 1
    while target.exists():
        number += 1
        target = path.with_name(f"{path.stem}-before-upgrade-from-{version}-{number}{path.suffix}")
    with written(target) as temporary, closing(sqlite3.connect(path)) as source:
        copy_database(source, temporary)


def _use_log(connection: sqlite3.Connection, busy_seconds: float) -> None:
    """Switch a new diary to write-ahead logging, which needs the file to itself for a moment."""
    deadline = time.monotonic() + busy_seconds
    while connection.execute("PRAGMA journal_mode").fetchone() != ("wal",):
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > deadline:
                raise
            time.sleep(_PAUSE)
