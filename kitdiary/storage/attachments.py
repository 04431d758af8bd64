"""Files kept inside the diary: what they are called and where they belong; their bytes are blobs."""

from dataclasses import dataclass
from datetime import date

from kitdiary.storage.database import Store
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
        rows = self._store.rows(
            "SELECT id, name, media_type, size, sha256, added_on, contact_id, company_id FROM attachments"
            " WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id DESC",
            (json_list(ids),),
        )
        return [
            Attachment(
                file_id, name, media_type, size, sha256, date.fromisoformat(on), contact_id, company_id
            )
            for file_id, name, media_type, size, sha256, on, contact_id, company_id in rows
        ]
