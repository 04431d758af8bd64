"""What tells this diary from every other. Not the user's own, so not journaled: undo leaves it alone."""

import secrets
import uuid

from kitdiary.storage.database import Store

_IDENTITY, _SALT = "id", "salt"


class DiaryFacts:
    """The facts of a diary. Reads need a read scope, writes a maintenance scope."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, key: str) -> str | None:
        """One fact, None where there is none."""
        row = self._store.one("SELECT value FROM diary_facts WHERE key = ?", (key,))
        return None if row is None else str(row[0])

    def put_new(self, key: str, value: str) -> str:
        """Write a fact unless there is one; the one that holds."""
        self._store.execute("INSERT OR IGNORE INTO diary_facts(key, value) VALUES (?, ?)", (key, value))
        return self.get(key) or value

    def identity(self) -> str:
        """The diary's id, made when it is first asked for. Outside every scope or in a maintenance scope."""
        with self._store.maintenance():
            return self.get(_IDENTITY) or self.put_new(_IDENTITY, uuid.uuid4().hex)

    def salt(self) -> str:
        """What the marks of people erased are salted with; it never leaves the diary. Made like the id."""
        with self._store.maintenance():
            return self.get(_SALT) or self.put_new(_SALT, secrets.token_hex(16))

    def known_salt(self) -> str | None:
        """The salt, None where nobody was ever erased."""
        return self.get(_SALT)
