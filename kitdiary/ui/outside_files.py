"""Files that leave the diary to be looked at: copies in a folder of their own, gone with the window."""

import contextlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from kitdiary.domain.errors import DiaryError

if TYPE_CHECKING:
    import tempfile

_PREFIX = "kitdiary-copies-"
_MOST = 120
"""Letters of a file's name that every system takes."""
_FORBIDDEN = set('<>:"/\\|?*')
_READ_ONLY = 0o400


class Copies:
    """Temporary copies. Each is read-only: what is changed in it would not come back into the diary."""

    def __init__(self) -> None:
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._made = 0

    def put_new(self, name: str, data: bytes) -> Path:
        """Write something made anew, such as a draft, in a place nothing else has. DiaryError as `put`."""
        self._made += 1
        return self.put(-self._made, name, data)

    def put(self, key: int, name: str, data: bytes) -> Path:
        """Write a copy and say where it is; one there is already is taken. DiaryError where it cannot be."""
        import tempfile  # only who opens a file waits for it

        try:
            if self._folder is None:
                _sweep(Path(tempfile.gettempdir()))
                prefix = f"{_PREFIX}{os.getpid()}-"
                self._folder = tempfile.TemporaryDirectory(prefix=prefix, ignore_cleanup_errors=True)
            place = Path(self._folder.name) / str(key) / safe_name(name)
            if not place.exists():
                place.parent.mkdir(exist_ok=True)
                place.write_bytes(data)
                place.chmod(_READ_ONLY)
        except OSError as error:
            raise DiaryError(
                f"“{name}” cannot be copied to be opened ({error.strerror}): save it somewhere instead."
            ) from error
        return place

    def close(self) -> None:
        """Remove all copies that no program holds open."""
        if self._folder is not None:
            with contextlib.suppress(OSError):
                self._folder.cleanup()
            self._folder = None


def _sweep(place: Path) -> None:
    """Remove the copies a program left that was killed: they hold what people were written."""
    import shutil

    if sys.platform == "win32":  # there it would take signal 0 for Ctrl+C
        return
    for folder in place.glob(f"{_PREFIX}*-*"):
        number = folder.name.removeprefix(_PREFIX).partition("-")[0]
        try:
            if number.isdecimal() and not _runs(int(number)) and folder.lstat().st_uid == os.getuid():
                shutil.rmtree(folder, ignore_errors=True)
        except OSError:  # somebody else's: let it lie
            continue


def _runs(number: int) -> bool:
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def safe_name(name: str) -> str:
    """A name every system takes for a file: no folders, no reserved signs, not too long; its ending stays."""
    cleaned = "".join("_" if ch in _FORBIDDEN or not ch.isprintable() else ch for ch in name).strip(" .")
    stem, dot, ending = cleaned.rpartition(".")
    if dot and stem and len(ending) <= 10:
        return f"{stem[: _MOST - len(ending) - 1]}.{ending}"
    return cleaned[:_MOST] or "attachment"


def open_file(path: Path) -> bool:
    """Ask the system to open a file. Asking is not doing: on Linux Qt says yes also when nothing opened."""
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
