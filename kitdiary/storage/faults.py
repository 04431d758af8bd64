"""The machine's faults (busy, full, read-only, damaged …) as one calm sentence each.

A fault of ours (a constraint, a wrong statement) is not translated: it stays what it is and is reported.
"""

import errno
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from kitdiary.domain.errors import DiaryError
from kitdiary.storage.backup_files import newest_good

_BUSY = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
_READ_ONLY = {sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH}


def translated(error: BaseException, path: Path, backups: Sequence[Path] = ()) -> DiaryError | None:
    """What to tell the user about an error met while using the diary at ``path``.

    None where the error is ours, not the machine's. ``backups`` are the folders searched for the newest
    good backup when the diary is damaged.
    """
    if isinstance(error, sqlite3.Error):
        return _of_sqlite(error, path, backups)
    if isinstance(error, OSError):
        return of_system(error, path)
    return None


def _of_sqlite(error: sqlite3.Error, path: Path, backups: Sequence[Path]) -> DiaryError | None:
    # The low byte is the kind of error, the rest its finer print. Errors of the module itself have none.
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    if code in _BUSY:
        return busy(path)
    if code == sqlite3.SQLITE_FULL:
        return full(path)
    if code in _READ_ONLY:
        return read_only(path)
    if code == sqlite3.SQLITE_CORRUPT:
        return damaged(path, backups)
    if code == sqlite3.SQLITE_NOTADB:
        return not_a_diary(path)
    if code == sqlite3.SQLITE_CANTOPEN:
        return DiaryError(
            f"The diary “{path}” could not be opened: check that you may read and write it and its folder."
        )
    if code == sqlite3.SQLITE_IOERR:
        return DiaryError(
            f"The disk failed while reading or writing the diary “{path}”: check the disk and its connection,"
            " then try again."
        )
    return None


def of_system(error: OSError, path: Path) -> DiaryError:
    """What to tell the user about an error of the operating system met at ``path``."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return full(path)
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return read_only(path)
    if error.errno == errno.ENOENT:
        return DiaryError(f"“{path}” could not be found: check the name and that its disk is connected.")
    return DiaryError(f"“{path}” could not be used ({error.strerror}): check the disk, then try again.")


def busy(path: Path) -> DiaryError:
    """Another program holds the diary."""
    return DiaryError(
        f"The diary “{path}” is being written by another program: wait or close that program, then try again;"
        " nothing was changed."
    )


def full(path: Path) -> DiaryError:
    """No room left on the disk."""
    return DiaryError(
        f"The disk that holds “{path}” is full: free some space and try again; nothing was changed."
    )


def read_only(path: Path) -> DiaryError:
    """The file or its folder must not be written."""
    return DiaryError(
        f"“{path}” cannot be written: it or its folder is read-only or belongs to someone else; allow"
        " writing, or copy it to a folder of your own."
    )


def damaged(path: Path, backups: Sequence[Path] = ()) -> DiaryError:
    """The file is broken inside; says how to put back the newest good backup."""
    backup = newest_good(path, backups)
    if backup is None:
        return DiaryError(
            f"The diary “{path}” is damaged and no good backup was found: keep the file, look for a backup"
            " elsewhere and put it back with “kitdiary restore FILE”."
        )
    return DiaryError(
        f"The diary “{path}” is damaged: put back the newest good backup with"
        f' kitdiary --diary "{path}" restore "{backup}"'
    )


def not_a_diary(path: Path) -> DiaryError:
    """Some other file."""
    return DiaryError(
        f"“{path}” is not a KitDiary diary: choose another file, or name one that does not exist yet to"
        " begin a new diary."
    )


def newer(path: Path, schema: int, known: int) -> DiaryError:
    """A diary of a later version of the program."""
    return DiaryError(
        f"The diary “{path}” was written by a newer KitDiary (its format is {schema}, this one knows up to"
        f" {known}): update KitDiary to open it."
    )
