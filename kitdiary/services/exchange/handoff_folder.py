"""Putting a hand-off in its place whole: written beside, then renamed.

A run that is killed leaves at most a hidden folder beside the place, which the next run clears away.
"""

import glob
import json
import os
import shutil
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from kitdiary.domain.errors import DiaryError, InvalidInput
from kitdiary.domain.handoff_format import FILES, FORMAT, MANIFEST

_PART = ".part"
_MANIFEST_BYTES = 1 << 20
_FORGOTTEN_SECONDS = 3600
"""A part this old was left by a run that was killed: none takes so long."""


def place_of(place: Path, *, zipped: bool) -> Path:
    """Where a hand-off goes: the folder, or the zip file with that name. InvalidInput for a whole disk."""
    whole = place.expanduser().absolute()
    if not whole.name:
        raise InvalidInput(f"{whole} is no folder for a hand-off: name one inside it.")
    if not zipped or whole.suffix.lower() == ".zip":
        return whole
    return whole.with_name(f"{whole.name}.zip")


def check_place(place: Path, *, zipped: bool) -> None:
    """Raise DiaryError where no hand-off can be put."""
    if zipped and place.is_dir():
        raise DiaryError(f"{place} is a folder, so no zip file can be written there: choose another name.")
    if zipped and place.exists() and not _is_own_zip(place):
        raise DiaryError(f"{place} is no hand-off, and it would be overwritten: choose another name.")
    if not zipped and place.exists() and not place.is_dir():
        raise DiaryError(f"{place} is a file, not a folder: choose a folder for the hand-off.")
    if not zipped and place.is_dir():
        own = _own_files(place)
        foreign = [name for name in FILES if name not in own and (place / name).exists()]
        if foreign or (not own and (place / MANIFEST).exists()):
            raise DiaryError(
                f"{place} has a {foreign[0] if foreign else MANIFEST} that is no hand-off's, and it would be "
                "overwritten: choose another folder."
            )


def _is_own_zip(place: Path) -> bool:
    try:
        with zipfile.ZipFile(place) as whole:
            return MANIFEST in whole.namelist()
    except (OSError, zipfile.BadZipFile):
        return False


@contextmanager
def written_beside(place: Path, *, zipped: bool, made_at: datetime) -> Iterator[Path]:
    """A folder to write the files into; on leaving they are in their place, after an error nothing is.

    Files in the place that are no hand-off's stay; those of an earlier hand-off there are replaced.
    Raises DiaryError where the system does not let it.
    """
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        _clear_forgotten(place)
        part = place.with_name(f".{place.name}.{os.getpid()}-{os.urandom(3).hex()}{_PART}")
        part.mkdir()
        try:
            yield part
            if zipped:
                _zip(part, place, made_at)
            else:
                _publish(part, place)
        finally:
            shutil.rmtree(part, ignore_errors=True)
    except OSError as error:
        raise DiaryError(
            f"The hand-off cannot be written to {place} ({error.strerror or error}): "
            "make room, or choose another place."
        ) from error


def _publish(part: Path, place: Path) -> None:
    """Bring the folder into its place.

    Over an earlier hand-off a manifest that says "unfinished" comes first, the new one last.
    So a reader finds a whole hand-off or none, never one half old and half new that looks whole; and the
    next run knows whose files these are.
    """
    _sync(part)
    with suppress(OSError):
        part.rename(place)  # new, or an empty folder
        _sync(place.parent)
        return
    new = [name for name in FILES if (part / name).exists()]
    gone = _own_files(place) - set(new)
    unfinished = part / "unfinished.json"
    names = [{"name": name} for name in {*new, *gone}]
    unfinished.write_text(
        json.dumps({"format": FORMAT, "unfinished": True, "files": names}), encoding="utf-8"
    )
    unfinished.replace(place / MANIFEST)
    for name in new:
        (part / name).replace(place / name)
    for name in gone:
        (place / name).unlink(missing_ok=True)
    (part / MANIFEST).replace(place / MANIFEST)
    _sync(place)


def _own_files(place: Path) -> set[str]:
    """The files of a hand-off that is in a folder already, by its manifest; none without one."""
    try:
        with (place / MANIFEST).open("rb") as file:
            found = json.loads(file.read(_MANIFEST_BYTES))
        if found["format"] == FORMAT:
            return {str(one["name"]) for one in found["files"]} & set(FILES)
    except (OSError, ValueError, TypeError, KeyError):
        pass
    return set()


def _zip(part: Path, place: Path, made_at: datetime) -> None:
    beside = part / place.name
    stamp = made_at.timetuple()[:6]
    with zipfile.ZipFile(beside, "w", zipfile.ZIP_DEFLATED) as whole:
        for name in (*FILES, MANIFEST):
            if (part / name).exists():
                info = zipfile.ZipInfo(name, stamp)
                info.compress_type = zipfile.ZIP_DEFLATED
                with (part / name).open("rb") as source, whole.open(info, "w") as target:
                    shutil.copyfileobj(source, target, 1 << 18)
    with beside.open("rb+") as file:
        os.fsync(file.fileno())
    beside.replace(place)
    _sync(place.parent)


def _sync(folder: Path) -> None:
    """Have the names in a folder on the disk, where the system can do that."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _clear_forgotten(place: Path) -> None:
    for old in place.parent.glob(f".{glob.escape(place.name)}.*{_PART}"):
        with suppress(OSError):
            if old.is_dir() and time.time() - old.stat().st_mtime > _FORGOTTEN_SECONDS:
                shutil.rmtree(old, ignore_errors=True)
