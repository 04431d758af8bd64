"""What Settings holds, as key and text; what a key means is the domain's business."""

from kitdiary.storage.database import Store


class Settings:
    """The settings rows. Reads need a read scope, writes an operation: a setting can be undone."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> dict[str, str]:
        """Every setting that differs from what the program delivers."""
        return dict(self._store.rows("SELECT key, value FROM settings"))

    def set(self, key: str, value: str) -> bool:
        """Write one setting; whether it changed."""
        found = self._store.one("SELECT id, value FROM settings WHERE key = ?", (key,))
        if found is None:
            self._store.insert("settings", key=key, value=value)
            return True
        if found[1] == value:
            return False
        self._store.update("settings", found[0], value=value)
        return True

    def delete(self, key: str) -> bool:
        """Go back to what the program delivers; whether there was anything else."""
        found = self._store.one("SELECT id FROM settings WHERE key = ?", (key,))
        if found is None:
            return False
        self._store.delete("settings", found[0])
        return True
