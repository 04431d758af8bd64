"""The file that carries contacts to a colleague's diary: a zip of JSON lines, contents and a manifest.

Nothing of it is ever unpacked to a path: members are read where they lie, and one that is not on the list
is a reason to refuse the file.
"""

import hashlib
import json
import os
import re
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

from kitdiary.domain.errors import DiaryError
from kitdiary.storage.blobs import MOST_BYTES
from kitdiary.storage.handover_tables import TABLES

FORMAT, VERSION = "kitdiary-territory", 1
MANIFEST, ORIGINS = "manifest.json", "origins.jsonl"
_BLOB = re.compile(r"blobs/[0-9a-f]{64}")
_LISTS = frozenset({f"{table.name}.jsonl" for table in TABLES} | {ORIGINS})
_CHUNK = 1 << 20
_LONGEST_LINE = 4 << 20
_LONGEST_MANIFEST = 64 << 20
_MOST_BYTES = 16 << 30

Record = dict[str, Any]
Refuse = Callable[[str], DiaryError]


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a package says of itself. ``newest_operation`` is the giver's, ``members`` size and SHA-256."""

    diary: str
    to: str
    made_at: str
    newest_operation: int
    contacts: int
    members: dict[str, tuple[int, str]]


class PackageWriter:
    """Writes a package beside its place; it is there when all of it is. See `writing`."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.members: dict[str, tuple[int, str]] = {}

    def lines(self, name: str, rows: Iterable[Record]) -> int:
        """Write rows as JSON lines; how many there were."""
        count = 0

        def parts() -> Iterator[bytes]:
            nonlocal count
            for row in rows:
                count += 1
                yield json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"

        self._member(name, parts())
        return count

    def blob(self, sha256: str, data: bytes) -> None:
        """Write the content of a file."""
        self._member(f"blobs/{sha256}", [data])

    def manifest(self, manifest: Manifest) -> None:
        """Write the manifest, last of all."""
        said = {"format": FORMAT, "version": VERSION, **asdict(manifest)}
        self._archive.writestr(MANIFEST, json.dumps(said, ensure_ascii=False, indent=1))

    def _member(self, name: str, parts: Iterable[bytes]) -> None:
        digest, size = hashlib.sha256(), 0
        with self._archive.open(name, "w", force_zip64=True) as member:
            for part in parts:
                digest.update(part)
                size += len(part)
                member.write(part)
        self.members[name] = (size, digest.hexdigest())


@contextmanager
def writing(place: Path) -> Iterator[PackageWriter]:
    """A package to fill; what lay there before stays until it is whole. DiaryError where it cannot be."""
    target = place.absolute()
    temporary = target.with_name(f".{target.name}.{os.getpid()}.partial")
    try:
        with zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
            yield PackageWriter(archive)
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        temporary.replace(target)
    except OSError as error:
        raise DiaryError(
            f"The package “{target}” could not be written ({error.strerror}): choose another place."
        ) from error
    finally:
        temporary.unlink(missing_ok=True)


class Package:
    """An open package that was found whole: every member has the size and the hash its manifest says."""

    def __init__(self, archive: zipfile.ZipFile, manifest: Manifest, refuse: Refuse) -> None:
        self._archive = archive
        self._refuse = refuse
        self.manifest = manifest

    def lines(self, name: str) -> Iterator[Record]:
        """The rows of a list, one after the other."""
        if name not in self.manifest.members:
            return
        with self._archive.open(name) as member:
            while line := member.readline(_LONGEST_LINE):
                try:
                    row = json.loads(line)
                except ValueError:
                    row = None
                if not isinstance(row, dict):
                    raise self._refuse(f"{name} has a line that cannot be read")
                yield row

    def blob(self, sha256: str) -> bytes:
        """The content of a file; DiaryError where the package does not have it."""
        name = f"blobs/{sha256}"
        if name not in self.manifest.members:
            raise self._refuse("the content of a file is missing")
        return self._archive.read(name)


@contextmanager
def reading(place: Path) -> Iterator[Package]:
    """A package, proved whole before anything is done with it.

    DiaryError in one sentence where it is no package, was cut off or altered, or has members it should not.
    """

    def refuse(why: str) -> DiaryError:
        return DiaryError(
            f"“{place}” cannot be taken in: {why}; ask for the package again. Nothing was changed."
        )

    try:
        with zipfile.ZipFile(place) as archive:
            manifest = _manifest(archive, refuse)
            _prove(archive, manifest, refuse)
            yield Package(archive, manifest, refuse)
    except zipfile.BadZipFile as error:
        raise refuse("it is no package of KitDiary, or it was cut off") from error
    except (zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        if isinstance(error, RuntimeError) and "encrypted" not in str(error):
            raise
        raise refuse("it is damaged") from error
    except OSError as error:
        raise DiaryError(
            f"“{place}” could not be read ({error.strerror}): check the file, then try again."
        ) from error


def _manifest(archive: zipfile.ZipFile, refuse: Refuse) -> Manifest:
    names = archive.namelist()
    if len(set(names)) != len(names):
        raise refuse("it has two members of one name")
    for name in names:
        if name != MANIFEST and name not in _LISTS and not _BLOB.fullmatch(name):
            raise refuse("it has a member that does not belong in a package")
    if MANIFEST not in names or archive.getinfo(MANIFEST).file_size > _LONGEST_MANIFEST:
        raise refuse("it is no package of KitDiary")
    try:
        found = json.loads(archive.read(MANIFEST))
        if found["format"] != FORMAT:
            raise refuse("it is no package of KitDiary")
        if found["version"] > VERSION:
            raise refuse("it was made by a newer KitDiary: update this one first")
        members = {str(name): (int(size), str(sha)) for name, (size, sha) in found["members"].items()}
        texts = [str(found[name]) for name in ("diary", "to", "made_at")]
        numbers = int(found["newest_operation"]), int(found["contacts"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise refuse("its manifest cannot be read") from error
    if members.keys() != set(names) - {MANIFEST}:
        raise refuse("its members are not those of its manifest")
    return Manifest(texts[0], texts[1], texts[2], *numbers, members)


def _prove(archive: zipfile.ZipFile, manifest: Manifest, refuse: Refuse) -> None:
    if sum(size for size, _ in manifest.members.values()) > _MOST_BYTES:
        raise refuse("it says it is larger than any diary")
    for name, (size, sha256) in manifest.members.items():
        if name.startswith("blobs/") and size > MOST_BYTES:
            raise refuse("it has a file of more than 25 MB")
        with archive.open(name) as member:
            if _digest(member, size) != (size, sha256):
                raise refuse(f"its part {name} was altered or damaged")


def _digest(member: BinaryIO | Any, most: int) -> tuple[int, str]:
    """Size and hash, read no further than a little over what it should have."""
    digest, size = hashlib.sha256(), 0
    while size <= most and (part := member.read(_CHUNK)):
        digest.update(part)
        size += len(part)
    return size, digest.hexdigest()
