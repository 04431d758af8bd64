"""Attachments live in the diary, each content once under its SHA-256, so that one file is the whole diary.

Contents are not journaled and never deleted: an undo may need them again.
"""

import hashlib
from pathlib import Path

from kitdiary.domain.errors import DiaryError
from kitdiary.storage.database import Store

MOST_BYTES = 25 * 1024 * 1024
"""The largest attachment, 25 MB."""


def read_attachment(path: Path) -> bytes:
    """The bytes of a file to attach. DiaryError where it is too large or cannot be read."""
    try:
        _check_size(path.stat().st_size, f"“{path}”")
        return path.read_bytes()
    except OSError as error:
        raise DiaryError(
            f"“{path}” could not be read ({error.strerror}): check the file, then try again."
        ) from error


def put_blob(store: Store, data: bytes) -> str:
    """Keep the content of an attachment inside the current operation and return its SHA-256.

    DiaryError above 25 MB, with nothing written.
    """
    _check_size(len(data), "The attachment")
    digest = hashlib.sha256(data).hexdigest()
    store.execute("INSERT INTO blobs(sha256, data) VALUES (?, ?) ON CONFLICT DO NOTHING", (digest, data))
    return digest


def get_blob(store: Store, sha256: str) -> bytes:
    """The content of an attachment; DiaryError where the diary does not hold it."""
    row = store.one("SELECT data FROM blobs WHERE sha256 = ?", (sha256,))
    if row is None:
        raise DiaryError("The attachment's content is missing from the diary: “kitdiary check” says more.")
    return bytes(row[0])


def _check_size(size: int, what: str) -> None:
    if size > MOST_BYTES:
        raise DiaryError(
            f"{what} has {size / 1024 / 1024:.1f} MB; the most an attachment may have is"
            f" {MOST_BYTES // 1024 // 1024} MB: keep the file elsewhere and attach a link to it."
        )
