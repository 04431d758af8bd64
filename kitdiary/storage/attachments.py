"""Files kept inside the diary: what they are called and where they belong; their bytes are blobs."""

from dataclasses import dataclass
from datetime import date

from kitdiary.storage.database import Store
from kitdiary.storage.rows import missing
from kitdiary.storage.values import json_list


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a contact, a company or (neither) a content item. ``size`` in bytes."""

    id: int
    name: str
    media_type: str
    size: int
    sha256: str
    added_on: date
    contact_id: int | None = None
    company_id: int | None = None


class Attachments:
    """The attachments of a diary. Reads need a read scope, writes an operation."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, attachment: Attachment) -> int:
        """Write an attachment whose blob is stored already (its ``id`` is not looked at); its id."""
        return self._store.insert(
            "attachments",
            contact_id=attachment.contact_id,
            company_id=attachment.company_id,
            name=attachment.name,
            media_type=attachment.media_type,
            size=attachment.size,
            sha256=attachment.sha256,
            added_on=attachment.added_on.isoformat(),
        )

    def many(self, ids: list[int]) -> list[Attachment]:
        """These attachments, newest first."""
        return self._read("id IN (SELECT value FROM json_each(?))", json_list(ids))

    def of_contact(self, contact_id: int) -> list[Attachment]:
        """The attachments of a contact, newest first."""
        return self._read("contact_id = ?", contact_id)

    def of_company(self, company_id: int) -> list[Attachment]:
        """The attachments of a company, newest first."""
        return self._read("company_id = ?", company_id)

    def one(self, attachment_id: int) -> Attachment:
        """An attachment; DiaryError for an unknown id."""
        found = self.many([attachment_id])
        if not found:
            raise missing("attachment", attachment_id)
        return found[0]

    def remove(self, attachment_id: int) -> None:
        """Take an attachment away; its content stays, an undo needs it."""
        self._store.delete("attachments", attachment_id)

    def _read(self, which: str, value: str | int) -> list[Attachment]:
        rows = self._store.rows(
            "SELECT id, name, media_type, size, sha256, added_on, contact_id, company_id FROM attachments"
            f" WHERE {which} ORDER BY id DESC",
            (value,),
        )
        return [
            Attachment(
                file_id, name, media_type, size, sha256, date.fromisoformat(on), contact_id, company_id
            )
            for file_id, name, media_type, size, sha256, on, contact_id, company_id in rows
        ]
