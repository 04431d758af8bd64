"""The pictures of contacts: one each, their bytes among the blobs."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from kitdiary.storage.blobs import get_blob, put_blob
from kitdiary.storage.database import Store
from kitdiary.storage.values import json_list

_COLUMNS = ("contact_id", "media_type", "sha256")


@dataclass(frozen=True, slots=True)
class Photo:
    """A contact's picture; ``media_type`` as ``image/jpeg``, "" where nobody knows."""

    contact_id: int
    media_type: str
    sha256: str


class Photos:
    """The pictures of a diary. Reads need a read scope, writes an operation."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add_many(self, pictures: Iterable[tuple[int, str, bytes]]) -> None:
        """Give contacts who have none a picture each: contact id, media type, bytes."""
        rows = [
            (contact_id, media_type, put_blob(self._store, data)) for contact_id, media_type, data in pictures
        ]
        if rows:
            self._store.bulk_insert("contact_photos", _COLUMNS, rows)

    def of(self, contact_ids: Collection[int]) -> dict[int, Photo]:
        """The pictures of these contacts, by contact."""
        rows = self._store.rows(
            f"SELECT {', '.join(_COLUMNS)} FROM contact_photos"
            " WHERE contact_id IN (SELECT value FROM json_each(?))",
            (json_list(contact_ids),),
        )
        return {row[0]: Photo(*row) for row in rows}

    def any(self) -> bool:
        """Whether anybody has a picture."""
        return self._store.one("SELECT 1 FROM contact_photos LIMIT 1") is not None

    def data(self, photo: Photo) -> bytes:
        """The bytes of a picture."""
        return get_blob(self._store, photo.sha256)
