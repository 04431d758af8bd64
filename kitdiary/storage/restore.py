"""Putting a backup in the diary's place, keeping what was there."""

import os
import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from kitdiary.domain.errors import DiaryError
from kitdiary.storage import faults
from kitdiary.storage.backup_files import copy_database, defect, sync_folder, written
from kitdiary.storage.opening import has_log

_LOGS = ("-wal", "-journal")


def restore(backup: Path | str, diary: Path | str, now: datetime) -> Path | None:
    """Put ``backup`` in the place of ``diary`` and return where the present file is kept, if there was one.

    The backup is read whole and checked first; the change itself is one rename. Raises DiaryError, with
    the diary as it was, where the backup is not good or another program has the diary open.
    """
    source, target = Path(backup).absolute(), Path(diary).absolute()
    if not source.is_file():
        raise DiaryError(f"There is no backup at “{source}”: check the name and that its disk is connected.")
    if target.is_dir() or not target.parent.is_dir():
        raise DiaryError(f"No diary can lie at “{target}”: name a file in a folder that exists.")
    if target.exists() and target.samefile(source):
        raise DiaryError(f"“{source}” is the diary itself: name a backup of it.")
    try:
        return _restore(source, target, now)
    except (sqlite3.Error, OSError) as error:
        raise faults.translated(error, target) or DiaryError(
            f"“{source}” could not be restored: {error}."
        ) from error


def _restore(source: Path, target: Path, now: datetime) -> Path | None:
    with written(target) as temporary:
        _copy(source, temporary)
        if not target.exists():
            return None
        return _set_aside(target, now)


def _copy(source: Path, temporary: Path) -> None:
    """Copy the backup, which may also be a diary in use elsewhere, and check the copy."""
    options = "mode=ro" if has_log(source) else "mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(f"{source.as_uri()}?{options}", uri=True)) as connection:
            copy_database(connection, temporary)
        wrong = defect(temporary)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError):
            raise
        wrong = str(error)
    if wrong is not None:
        raise DiaryError(
            f"“{source}” cannot be restored ({wrong}): choose another backup; nothing was changed."
        )


def _set_aside(target: Path, now: datetime) -> Path:
    """Give the present file a second name and take its log away, which would be played into the new file."""
    kept = _free_name(target, now)
    # SQLite throws away the log of a file it cannot read, so it is copied before SQLite sees it.
    logs = [log for log in _LOGS if target.with_name(target.name + log).exists()]
    copies = [kept.with_name(kept.name + log) for log in logs]
    try:
        for log, copy in zip(logs, copies, strict=True):
            shutil.copy2(target.with_name(target.name + log), copy)
        settled = _settle(target)
        _second_name(target, kept)
    except BaseException:
        _remove(copies)
        raise
    if settled:
        _remove(copies)
    sync_folder(target.parent)
    _remove([target.with_name(target.name + log) for log in (*_LOGS, "-shm")])
    return kept


def _settle(target: Path) -> bool:
    """Bring the present diary's log into its file, which only works while nobody else has it open.

    False where the file is damaged (which may be why it is replaced), so that its log still counts.
    """
    try:
        with closing(sqlite3.connect(target, timeout=2)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE").fetchone()
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise DiaryError(
                f"The diary “{target}” is open in another program: close KitDiary everywhere, then restore"
                " again; nothing was changed."
            ) from error
        return False
    return True


def _free_name(target: Path, now: datetime) -> Path:
    stamp = now.strftime("%Y-%m-%d-%H%M%S")
    kept = target.with_name(f"{target.stem}-replaced-{stamp}{target.suffix}")
    number = 1
    while kept.exists():
        number += 1
        kept = target.with_name(f"{target.stem}-replaced-{stamp}-{number}{target.suffix}")
    return kept


def _remove(paths: Iterable[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def _second_name(path: Path, name: Path) -> None:
    with suppress(OSError):
        os.link(path, name)
        return
    shutil.copy2(path, name)  # a FAT disk knows no second names
