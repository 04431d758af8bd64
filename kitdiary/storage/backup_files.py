"""Backup files: how they are named, where they lie, how one is written, and whether it is good."""

import os
import re
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kitdiary.storage.migrations import APPLICATION_ID, SCHEMA

SUFFIX = ".kitdiary"
_REPLACED = re.compile(r"(?P<stem>.+)-replaced-(?P<on>\d{4}-\d{2}-\d{2})-\d{6}(-\d+)?")
_HOLDS = "SELECT (SELECT count(*) FROM contacts), (SELECT count(*) FROM touches)"
_NAME = re.compile(r"(?P<stem>.+)-(?P<on>\d{4}-\d{2}-\d{2})\.kitdiary")


def default_folder(diary: Path) -> Path:
    """Where the daily backups of a diary lie unless the user names another folder."""
    return diary.parent / f"{diary.stem}-backups"


def daily_name(diary: Path, on: date) -> str:
    """The name of a day's backup, ``diary-2026-11-20.kitdiary``."""
    return f"{diary.stem}-{on.isoformat()}{SUFFIX}"


def daily_backups(folder: Path, stem: str) -> list[tuple[date, Path]]:
    """The daily backups of the diary called ``stem`` in a folder, newest first; nothing else there."""
    found = []
    for path in folder.glob(f"*{SUFFIX}"):
        match = _NAME.fullmatch(path.name)
        if match is None or match["stem"] != stem or not path.is_file():
            continue
        try:
            found.append((date.fromisoformat(match["on"]), path))
        except ValueError:
            continue
    return sorted(found, reverse=True)


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A file that can be restored: a daily backup, or a diary that a restore put aside.

    ``on`` is its day in the file's name; ``people`` and ``touches`` are how many it holds, None where
    that could not be read. ``size`` in bytes.
    """

    path: Path
    on: date
    replaced: bool
    size: int
    people: int | None = None
    touches: int | None = None


def kept_files(diary: Path, folders: Iterable[Path] = ()) -> list[KeptFile]:
    """What can be put in the place of ``diary``, newest first, each with what it holds.

    Nothing is checked but that it can be read: restoring checks the whole file. A folder that is not
    there holds nothing.
    """
    found: list[tuple[date, bool, Path]] = []
    for folder in dict.fromkeys((default_folder(diary), *folders)):
        with suppress(OSError):
            found += [(on, False, path) for on, path in daily_backups(folder, diary.stem)]
    with suppress(OSError):
        for path in diary.parent.glob(f"*{diary.suffix}"):
            match = _REPLACED.fullmatch(path.name.removesuffix(diary.suffix))
            if match is not None and match["stem"] == diary.stem:
                with suppress(ValueError):
                    found.append((date.fromisoformat(match["on"]), True, path))
    found.sort(key=lambda one: (one[0], one[1], one[2].name), reverse=True)
    return [_kept(path, on, replaced=replaced) for on, replaced, path in found]


def _kept(path: Path, on: date, *, replaced: bool) -> KeptFile:
    try:
        size = path.stat().st_size
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as opened:
            people, touches = opened.execute(_HOLDS).fetchone()
    except (sqlite3.DatabaseError, OSError):
        return KeptFile(path, on, replaced, size=path.stat().st_size if path.exists() else 0)
    return KeptFile(path, on, replaced, size, people, touches)


def newest_good(diary: Path, folders: Iterable[Path] = ()) -> Path | None:
    """The newest backup of ``diary`` that passes every check, in its own backup folder or ``folders``."""
    candidates: list[tuple[date, Path]] = []
    for folder in {default_folder(diary), *folders}:
        try:
            candidates += daily_backups(folder, diary.stem)
        except OSError:
            continue  # a stick that is not there holds no good backup today
    return next((path for _, path in sorted(candidates, reverse=True) if defect(path) is None), None)


def defect(path: Path) -> str | None:
    """What is wrong with a closed diary file, in a few words; None where it is whole and readable.

    Reads the whole file. Writes nothing, not even beside it.
    """
    try:
        # immutable: a closed backup has no log to read, and nothing may appear beside it.
        with closing(
            sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)
        ) as connection:
            return _defect(connection)
    except sqlite3.DatabaseError as error:
        return str(error)


def _defect(connection: sqlite3.Connection) -> str | None:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (schema,) = connection.execute("PRAGMA user_version").fetchone()
    if application != APPLICATION_ID:
        return "it is not a KitDiary diary"
    if schema > SCHEMA:
        return f"it was written by a newer KitDiary (format {schema})"
    found = [row[0] for row in connection.execute("PRAGMA integrity_check(3)")]
    if found != ["ok"]:
        return "; ".join(str(line) for line in found)
    connection.execute("SELECT count(*) FROM contacts").fetchone()
    return None


@contextmanager
def written(target: Path) -> Iterator[Path]:
    """A temporary name beside ``target``; what is written there takes its place when all went well.

    Whatever happens, ``target`` holds either what it held or the whole new file, on the disk for good.
    """
    temporary = target.with_name(f".{target.name}.{os.getpid()}.partial")
    try:
        yield temporary
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        temporary.replace(target)
        sync_folder(target.parent)
    finally:
        for leftover in (temporary, temporary.with_name(temporary.name + "-journal")):
            leftover.unlink(missing_ok=True)


def copy_database(source: sqlite3.Connection, target: Path) -> None:
    """Write what ``source`` has committed to ``target`` by SQLite's own backup call, as one plain file.

    A copy of the files would miss what is still in the write-ahead log. Raises sqlite3.Error.
    """
    with closing(sqlite3.connect(target)) as copy:
        copy.execute("PRAGMA synchronous = OFF")  # the file is synced once, when it is whole
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")


def sync_folder(folder: Path) -> None:
    """Make a rename in ``folder`` outlive a power cut, where the system has a way to."""
    if sys.platform == "win32":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
