"""Reading somebody else's hand-off, a folder or a zip file, in bounded memory and with distrust.

No name that a file gives is followed: only the names every hand-off has are opened. What is too large, packed
to burst, or points outside is refused in a sentence.
"""

import hashlib
import io
import json
import stat
import zipfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO, Protocol

from kitdiary.domain.errors import DiaryError
from kitdiary.domain.handoff_format import FILES, FORMAT, MANIFEST, VERSION, FileEntry, Manifest
from kitdiary.domain.periods import Period

MAX_BYTES = 512 * 1024 * 1024
"""Of one file or a whole zip, unpacked: a hundred times what 2,000 contacts need."""
_MANIFEST_BYTES = 1024 * 1024
_MOST_ENTRIES = 200
_BURSTS = 300
"""Packed so many times smaller: no CSV file is (theirs shrink to about a tenth)."""
_SMALL = 16 * 1024 * 1024
_PIECE = 1 << 18


class Source(Protocol):
    """Where the files of one hand-off are. Raises DiaryError in a sentence where one cannot be had."""

    def has(self, name: str) -> bool:
        """Whether there is such a file."""
        ...

    def open(self, name: str) -> AbstractContextManager[BinaryIO]:
        """One of its files."""
        ...


class FolderSource:
    """A hand-off in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def has(self, name: str) -> bool:
        """Whether there is such a file; a link or a folder of that name is none."""
        try:
            return stat.S_ISREG((self._folder / name).lstat().st_mode)
        except OSError:
            return False

    @contextmanager
    def open(self, name: str) -> Iterator[BinaryIO]:
        """One of its files."""
        path = self._folder / name
        if path.lstat().st_size > MAX_BYTES:
            raise DiaryError(
                f"{name} has more than {MAX_BYTES // 1024**2} MB: that is no file of a hand-off."
            )
        with path.open("rb") as file:
            yield file


class ZipSource:
    """A hand-off in a zip file, at its top or in one folder of it."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        entries = archive.infolist()
        if len(entries) > _MOST_ENTRIES:
            raise DiaryError(f"it holds {len(entries):,} files: that is no hand-off.")
        total = sum(one.file_size for one in entries)
        packed = sum(one.compress_size for one in entries)
        if total > MAX_BYTES or (total > _SMALL and total > _BURSTS * max(packed, 1)):
            raise DiaryError(
                f"it unpacks to {total // 1024**2:,} MB: that is no hand-off, and it was not opened."
            )
        for one in entries:
            parts = one.filename.replace("\\", "/").split("/")
            if one.filename.startswith(("/", "\\")) or ".." in parts or ":" in parts[0]:
                raise DiaryError(f"a file in it points outside ({one.filename[:60]!r}): it was not opened.")
        manifests = [one.filename for one in entries if one.filename.rpartition("/")[2] == MANIFEST]
        if not manifests:
            raise DiaryError(f"it has no {MANIFEST}, so it is no hand-off.")
        self._top = min(manifests, key=len)[: -len(MANIFEST)]
        self._names = {one.filename for one in entries}

    def has(self, name: str) -> bool:
        """Whether there is such a file."""
        return f"{self._top}{name}" in self._names

    @contextmanager
    def open(self, name: str) -> Iterator[BinaryIO]:
        """One of its files, unpacked as it is read."""
        with self._archive.open(f"{self._top}{name}") as file:
            yield file  # type: ignore[misc]  # it reads like one


@contextmanager
def opened(place: Path) -> Iterator[Source]:
    """The hand-off at a place. Whatever is wrong with it comes out as a DiaryError."""
    try:
        if place.is_dir():
            yield FolderSource(place)
            return
        if place.stat().st_size > MAX_BYTES:
            raise DiaryError(f"it has more than {MAX_BYTES // 1024**2} MB: that is no hand-off.")
        with zipfile.ZipFile(place) as archive:
            yield ZipSource(archive)
    except (zipfile.BadZipFile, NotImplementedError, EOFError) as error:
        raise DiaryError(f"it is no zip file that can be read ({error}): have it sent again.") from error
    except RuntimeError as error:  # how the library says that a password is needed
        raise DiaryError(f"it cannot be unpacked ({error}): have it sent without a password.") from error
    except OSError as error:
        raise DiaryError(f"it cannot be read ({error.strerror or error}).") from error


def read_manifest(source: Source) -> Manifest:
    """The manifest. DiaryError where there is none, it is none, unfinished, or of a newer version."""
    if not source.has(MANIFEST):
        raise DiaryError(f"it has no {MANIFEST}, so it is no hand-off, or one that was not finished.")
    with source.open(MANIFEST) as file:
        data = file.read(_MANIFEST_BYTES + 1)
    try:
        found = json.loads(data) if len(data) <= _MANIFEST_BYTES else None
        if not isinstance(found, dict) or found.get("format") != FORMAT:
            raise DiaryError(f"its {MANIFEST} is not that of a hand-off.")
        if found.get("unfinished"):
            raise DiaryError("it was not finished: the program was ended while it wrote; have it made again.")
        if not isinstance(found["version"], int) or found["version"] > VERSION:
            raise DiaryError(
                f"it was made by a newer KitDiary (version {str(found['version'])[:20]} of the format): "
                "update this one to read it."
            )
        return _manifest(found)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise DiaryError(f"its {MANIFEST} cannot be read: have the hand-off made again.") from error


def _manifest(found: dict[str, Any]) -> Manifest:
    entries = tuple(
        FileEntry(str(one["name"]), one["rows"], str(one["sha256"]), int(one["bytes"]))
        for one in found["files"]
        if one["name"] in FILES
    )
    made_at = datetime.fromisoformat(found["made_at"])
    if made_at.tzinfo is None:
        raise ValueError("an instant without its offset")
    return Manifest(
        " ".join(str(found["rep"]).split())[:200],
        Period(date.fromisoformat(found["from"]), date.fromisoformat(found["to"])),
        made_at,
        entries,
        tuple(str(one) for one in found["withheld"]),
        tuple(str(one)[:10] for one in found["ratings"][:20]),
        {},
        str(found.get("diary", ""))[:64],
    )


class Checked(io.RawIOBase):
    """A file whose SHA-256 is taken as it is read. ``finish`` says whether it is the one of the manifest."""

    def __init__(self, file: BinaryIO, entry: FileEntry) -> None:
        super().__init__()
        self._file = file
        self._entry = entry
        self._digest = hashlib.sha256()

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read some bytes into a buffer."""
        data = self._file.read(len(buffer))
        buffer[: len(data)] = data
        self._digest.update(data)
        return len(data)

    def finish(self) -> bool:
        """Read what is left; whether nothing was altered."""
        while data := self._file.read(_PIECE):
            self._digest.update(data)
        return self._digest.hexdigest() == self._entry.sha256
