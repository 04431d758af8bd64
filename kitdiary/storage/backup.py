"""Backups: verified copies of the diary, made every day, thinned out, and in a second place if wanted."""

import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from kitdiary.domain.errors import DiaryError
from kitdiary.storage import faults
from kitdiary.storage.backup_files import (
    copy_database,
    daily_backups,
    daily_name,
    default_folder,
    defect,
    newest_good,
    written,
)
from kitdiary.storage.database import Store

DAILY, WEEKLY = 7, 4
"""How many daily and weekly backups are kept in a folder."""

_COUNTS = (
    "SELECT (SELECT count(*) FROM contacts), (SELECT count(*) FROM touches), (SELECT max(id) FROM operations)"
)

__all__ = ["Backup", "Daily", "backup_to", "daily", "default_folder", "is_due", "newest_good", "rotate"]


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was written, read again and found whole. ``size`` in bytes."""

    path: Path
    size: int
    contacts: int
    touches: int


@dataclass(frozen=True, slots=True)
class Daily:
    """What a day's round of backups brought: those made, and a sentence for each place that failed."""

    made: tuple[Backup, ...]
    problems: tuple[str, ...]


def backup_to(store: Store, target: Path | str) -> Backup:
    """Write a verified copy of the diary to ``target``, replacing a file of that name only when it is whole.

    Others may read and write the diary meanwhile; the copy is of one moment. Not inside another scope.
    Raises DiaryError with ``target`` as it was.
    """
    where = Path(target).absolute()
    _check_target(store, where)
    try:
        with written(where) as temporary:
            counts = _copy(store, temporary, where)
            wrong = _fault_of_copy(temporary, counts)
            if wrong is not None:
                store.prove_sound()  # raises where the fault is the diary's own
                raise DiaryError(
                    f"The backup failed its check ({wrong}) and was not kept: try another place or disk."
                )
        return Backup(where, where.stat().st_size, *counts[:2])
    except (sqlite3.Error, OSError) as error:
        raise _failed(store, error, where) from error


def _check_target(store: Store, where: Path) -> None:
    if store.in_operation is not None:
        raise RuntimeError("a backup inside an operation would hold what was not committed")
    if where.is_dir():
        raise DiaryError(f"“{where}” is a folder: name the backup's file in it.")
    if not where.parent.is_dir():
        raise DiaryError(f"The folder “{where.parent}” does not exist: create it, or choose another place.")
    if where.exists() and not where.is_file():
        raise DiaryError(f"“{where}” is a device, not a file: name a file for the backup.")
    if where.exists() and where.samefile(store.path):
        raise DiaryError(f"“{where}” is the diary itself: choose another name for the backup.")


def _copy(store: Store, temporary: Path, where: Path) -> tuple[int, int, int | None]:
    with store.read():
        contacts, touches, newest = store.one(_COUNTS) or (0, 0, None)
        try:
            copy_database(store.connection(), temporary)
        except sqlite3.Error as error:
            # Told here, since the scope would take every fault for one of the diary's disk.
            raise _failed(store, error, where) from error
    return contacts, touches, newest


def _fault_of_copy(copy: Path, counts: tuple[int, int, int | None]) -> str | None:
    """What is wrong with a copy that was just made, None where it is whole and holds everything."""
    wrong = defect(copy)
    if wrong is not None:
        return wrong
    with closing(sqlite3.connect(f"{copy.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        same = connection.execute(_COUNTS).fetchone() == counts
    return None if same else "it does not hold as much as the diary"


def _failed(store: Store, error: Exception, where: Path) -> DiaryError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return store.fault(error) or DiaryError(str(error))
    return faults.translated(error, where) or DiaryError(f"The backup to “{where}” failed: {error}.")


def is_due(diary: Path, folder: Path, today: date) -> bool:
    """Whether today's backup is still to be made there."""
    return not (folder / daily_name(diary, today)).exists()


def daily(store: Store, folders: Sequence[Path], now: datetime) -> Daily:
    """Make today's backup in each folder and thin out the older ones there.

    The first folder is created where it is missing, a further one is not: a stick that is not plugged
    in must not become a folder of its name. A folder that fails does not keep the others from theirs.
    """
    made: list[Backup] = []
    problems = []
    for number, folder in enumerate(folders):
        try:
            made.append(_daily_in(store, folder, now, made, create=number == 0))
        except DiaryError as error:
            problems.append(str(error))
    return Daily(tuple(made), tuple(problems))


def _daily_in(store: Store, folder: Path, now: datetime, made: Sequence[Backup], *, create: bool) -> Backup:
    target = folder.absolute() / daily_name(store.path, now.date())
    try:
        if create:
            folder.mkdir(parents=True, exist_ok=True)
        elif not folder.is_dir():
            raise DiaryError(f"No backup was made in “{folder}”: plug the disk in, or choose another folder.")
        backup = _copied(made[0], target) if made else backup_to(store, target)
        rotate(folder, store.path.stem)
    except OSError as error:
        raise _failed(store, error, target) from error
    return backup


def _copied(first: Backup, target: Path) -> Backup:
    """The same backup in a second place: a plain copy will do, as nobody writes to the first."""
    with written(target) as temporary:
        shutil.copyfile(first.path, temporary)
        wrong = defect(temporary)
        if wrong is not None:
            raise DiaryError(f"The copy in “{target.parent}” failed its check ({wrong}) and was not kept.")
    return Backup(target, first.size, first.contacts, first.touches)


def rotate(folder: Path, stem: str) -> list[Path]:
    """Delete the daily backups of the diary called ``stem`` that are no longer wanted; returns them.

    Kept are the 7 newest, and of those before them the newest of each of the 4 newest weeks. Files of
    any other name stay.
    """
    backups = daily_backups(folder, stem)
    kept_weeks: set[tuple[int, int]] = set()
    deleted = []
    for on, path in backups[DAILY:]:
        week = on.isocalendar()[:2]
        if week not in kept_weeks and len(kept_weeks) < WEEKLY:
            kept_weeks.add(week)
            continue
        path.unlink(missing_ok=True)
        deleted.append(path)
    return deleted
