"""Bringing an open file to today's schema, with a backup of an older diary first."""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from kitdiary.storage import faults
from kitdiary.storage.backup_files import copy_database, written
from kitdiary.storage.connections import patiently
from kitdiary.storage.migrations import APPLICATION_ID, MIGRATIONS, Migration, migrate


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
    version, application, empty = _stamp(connection, busy_seconds)
    if version > known and application == APPLICATION_ID:
        raise faults.newer(path, version, known)
    if application != APPLICATION_ID and not (create and empty):
        raise faults.not_a_diary(path)
    if read_only:
        if version < known:
            raise faults.read_only(path)
        return
    if version < known:
        _migrate(connection, path, migrations, busy_seconds)
    _use_log(connection, busy_seconds)


def _stamp(connection: sqlite3.Connection, busy_seconds: float) -> tuple[int, int, bool]:
    """Schema number, kind of file, and whether it holds nothing yet: all of one moment."""
    connection.execute("BEGIN")
    try:
        (version,) = patiently(connection, "PRAGMA user_version", busy_seconds).fetchone()
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        empty = connection.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone() is None
    finally:
        connection.execute("ROLLBACK")
    return version, application, empty


def _migrate(
    connection: sqlite3.Connection, path: Path, migrations: Sequence[Migration], busy_seconds: float
) -> None:
    def keep(version: int) -> None:
        _copy_beside(path, version)

    # IMMEDIATE: of two programs that start at once the second waits here, then finds the work done.
    patiently(connection, "BEGIN IMMEDIATE", busy_seconds)
    try:
        migrate(connection, keep, migrations)
        # A new diary has no write-ahead log yet: one who just looks at it is in the way of a commit.
        patiently(connection, "COMMIT", busy_seconds)
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
    if patiently(connection, "PRAGMA journal_mode", busy_seconds).fetchone() != ("wal",):
        patiently(connection, "PRAGMA journal_mode = WAL", busy_seconds).fetchone()
