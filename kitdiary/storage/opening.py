"""Looking at a file before SQLite does, so that what is not ours to open stays as it was to the byte."""

import os
import struct
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kitdiary.domain.errors import DiaryError
from kitdiary.storage import faults
from kitdiary.storage.migrations import APPLICATION_ID, SCHEMA

_MAGIC = b"SQLite format 3\0"
_HEADER = struct.Struct(">16xHBB4xII28xI4xI20xI4x")
"""Page size, write and read version, change counter, pages, schema, application, valid-for counter."""


@dataclass(frozen=True, slots=True)
class Found:
    """What lies at a path. ``born`` is False where a diary has yet to be made there."""

    born: bool


def examine(path: Path, *, create: bool, read_only: bool, backups: Sequence[Path]) -> Found:
    """Check that a diary can be opened (or made) at ``path`` without touching anything.

    Raises DiaryError for a missing folder or file, a folder, another kind of file, a newer diary, one
    that is cut off, and one that may not be written.
    """
    try:
        return _examine(path, create=create, read_only=read_only, backups=backups)
    except OSError as error:
        raise faults.of_system(error, path) from error


def _examine(path: Path, *, create: bool, read_only: bool, backups: Sequence[Path]) -> Found:
    if path.is_dir():
        raise DiaryError(f"“{path}” is a folder, not a diary: name a file in it.")
    if not path.parent.is_dir():
        raise DiaryError(f"The folder “{path.parent}” does not exist: create it, or choose another place.")
    if not path.exists():
        if not create:
            raise DiaryError(f"There is no diary at “{path}”: check the name, or create one there first.")
        if not _may_write(path.parent):
            raise faults.read_only(path)
        return Found(born=False)
    if not path.is_file():
        # SQLite would write its journal beside a device, a read from a pipe would never end.
        raise faults.not_a_diary(path)
    with path.open("rb") as file:
        header = file.read(_HEADER.size)
    born = bool(header)
    if born:
        _check_header(path, header, backups)
    elif not create:
        raise faults.not_a_diary(path)
    if not read_only and not (_may_write(path) and _may_write(path.parent)):
        raise faults.read_only(path)
    return Found(born)


def _check_header(path: Path, header: bytes, backups: Sequence[Path]) -> None:
    if len(header) < _HEADER.size or not header.startswith(_MAGIC):
        raise faults.not_a_diary(path)
    page_size, _, _, changes, pages, schema, application, valid_for = _HEADER.unpack(header)
    if has_log(path):
        return  # the newest header may lie in the write-ahead log: SQLite is asked instead
    if application != APPLICATION_ID:
        raise faults.not_a_diary(path)
    if schema > SCHEMA:
        raise faults.newer(path, schema, SCHEMA)
    page_size = 65536 if page_size == 1 else page_size
    # The page count counts only where its counter says that it was written last (SQLite file format).
    if changes == valid_for and path.stat().st_size < pages * page_size:
        raise faults.damaged(path, backups)


def _may_write(path: Path) -> bool:
    return os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids)


def has_log(path: Path) -> bool:
    """Whether a write-ahead log (or a rollback journal) with something in it lies beside a diary."""
    for suffix in ("-wal", "-journal"):
        try:
            if path.with_name(path.name + suffix).stat().st_size > 0:
                return True
        except FileNotFoundError:
            continue
    return False
