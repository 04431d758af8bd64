"""The filters a rep has given a name; what a definition means is the service's business."""

from kitdiary.storage.database import Store


class SavedFilters:
    """The saved filters. Reads need a read scope, writes an operation: each can be undone."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> list[tuple[str, str]]:
        """Names and definitions, by name."""
        return [
            (name, definition)
            for name, definition in self._store.rows(
                "SELECT name, definition FROM saved_filters ORDER BY lower(name), name"
            )
        ]

    def put(self, name: str, definition: str) -> None:
        """Keep a definition under a name, in the place of what had it."""
        found = self._store.one("SELECT id FROM saved_filters WHERE name = ?", (name,))
        if found is None:
            self._store.insert("saved_filters", name=name, definition=definition)
        else:
            self._store.update("saved_filters", found[0], definition=definition)

    def delete(self, name: str) -> bool:
        """Forget the filter of a name; whether there was one."""
        found = self._store.one("SELECT id FROM saved_filters WHERE name = ?", (name,))
        if found is not None:
            self._store.delete("saved_filters", found[0])
        return found is not None
