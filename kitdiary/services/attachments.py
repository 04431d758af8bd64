"""Files kept with a contact or a company, inside the diary: added, read back, saved elsewhere, removed."""

import contextlib
import mimetypes
from collections.abc import Sequence
from pathlib import Path

from kitdiary.domain.errors import DiaryError
from kitdiary.domain.names import clean_name
from kitdiary.services.changes import Change, Kind
from kitdiary.services.context import Context
from kitdiary.services.library import read_attachment
from kitdiary.storage.attachments import Attachment
from kitdiary.storage.blobs import MOST_BYTES, get_blob, put_blob

__all__ = ["Attachment", "AttachmentService"]

MOST_AT_ONCE = 4 * MOST_BYTES
"""Bytes of all files added at once: they are held in memory until they are written."""
_CHANGED = frozenset({Kind.ATTACHMENTS})


class AttachmentService:
    """The files of contacts and companies. Reading and writing them takes time: not for a window's thread."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def of_contact(self, contact_id: int) -> list[Attachment]:
        """The files of a contact, newest first, without their contents."""
        with self._context.store.read():
            return self._context.attachments.of_contact(contact_id)

    def of_company(self, company_id: int) -> list[Attachment]:
        """The files of a company, newest first, without their contents."""
        with self._context.store.read():
            return self._context.attachments.of_company(company_id)

    def add(
        self, files: Sequence[Path], *, contact_id: int | None = None, company_id: int | None = None
    ) -> Change:
        """Keep files with a contact or a company: all of them or, after an error, none.

        DiaryError for one that cannot be read or has more than 25 MB, and where there are too many at once.
        """
        return self.keep(_read_all(files), contact_id=contact_id, company_id=company_id)

    def keep(
        self,
        read: Sequence[tuple[str, bytes]],
        *,
        contact_id: int | None = None,
        company_id: int | None = None,
    ) -> Change:
        """The same for files that were read already (out of a mail): their names and what is in them."""
        context = self._context
        with context.store.operation("", context.now()) as operation:
            whose = self._name(contact_id, company_id)
            what_files = f"“{read[0][0]}”" if len(read) == 1 else f"{len(read)} files"
            operation.what = what = f"Attached {what_files} to {whose}"
            for name, data in read:
                kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
                digest = put_blob(context.store, data)
                context.attachments.add(
                    Attachment(0, name, kind, len(data), digest, context.today(), contact_id, company_id)
                )
        return Change(operation.id, what, _CHANGED, _some(contact_id), company_ids=_some(company_id))

    def remove(self, attachment_id: int) -> Change:
        """Take a file away from its contact or company. An undo brings it back."""
        context = self._context
        with context.store.operation("", context.now()) as operation:
            found = context.attachments.one(attachment_id)
            whose = self._name(found.contact_id, found.company_id)
            operation.what = what = f"Removed “{found.name}” from {whose}"
            context.attachments.remove(attachment_id)
        people, companies = _some(found.contact_id), _some(found.company_id)
        return Change(operation.id, what, _CHANGED, people, company_ids=companies)

    def content(self, attachment_id: int) -> tuple[str, bytes]:
        """The name of a file and what is in it. DiaryError where it is not there any more."""
        context = self._context
        with context.store.read():
            found = context.attachments.one(attachment_id)
            return found.name, get_blob(context.store, found.sha256)

    def save(self, attachment_id: int, place: Path) -> Path:
        """Write a file to a place, whole or not at all, over one that is there. DiaryError if it fails."""
        _, data = self.content(attachment_id)
        beside = place.with_name(f".{place.name}.part")
        try:
            beside.write_bytes(data)
            beside.replace(place)
        except OSError as error:
            with contextlib.suppress(OSError):
                beside.unlink(missing_ok=True)
            raise DiaryError(
                f"{place} cannot be written ({error.strerror}): choose another folder or name."
            ) from error
        return place

    def _name(self, contact_id: int | None, company_id: int | None) -> str:
        if contact_id is not None:
            return self._context.people.contact(contact_id).name
        return "the library" if company_id is None else self._context.companies.one(company_id).name


def _read_all(files: Sequence[Path]) -> list[tuple[str, bytes]]:
    if not files:
        raise DiaryError("There is no file to attach: name one.")
    read, total = [], 0
    for file in files:
        data = read_attachment(file)
        total += len(data)
        if total > MOST_AT_ONCE:
            raise DiaryError(
                f"These files have more than {MOST_AT_ONCE // 2**20} MB together: attach fewer at once."
            )
        read.append((clean_name(file.name, "file name") or "attachment", data))
    return read


def _some(which: int | None) -> tuple[int, ...]:
    return () if which is None else (which,)
