"""Finding people: by address, number or name, for a command's CONTACT argument and for introductions."""

from collections.abc import Sequence

from kitdiary.domain.names import email_key, name_key
from kitdiary.storage.database import Store
from kitdiary.storage.matching import in_columns, prefixes_query

_LAST = "\U0010ffff"
"""Sorts after every text that begins the same."""
_MOST = 200
"""Matches of an ambiguous name that are worth knowing."""

_UP = """
WITH RECURSIVE up(id) AS (
    SELECT introduced_by FROM contacts WHERE id = :id AND introduced_by IS NOT NULL
    UNION
    SELECT c.introduced_by FROM up JOIN contacts c ON c.id = up.id WHERE c.introduced_by IS NOT NULL
)
SELECT id FROM up WHERE id <> :id
"""
_DOWN = """
WITH RECURSIVE down(id) AS (
    SELECT id FROM contacts WHERE introduced_by = :id
    UNION
    SELECT c.id FROM down JOIN contacts c ON c.introduced_by = down.id
)
SELECT id FROM down WHERE id <> :id
"""


class Lookup:
    """Ways to find contacts. All are reads and need a read scope; all answer with ids."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def _ids(self, sql: str, params: Sequence[str | int] | dict[str, int]) -> list[int]:
        return [row[0] for row in self._store.rows(sql, params)]

    def by_email(self, address: str) -> list[int]:
        """The contacts with this address, whatever its case."""
        return self._ids(
            "SELECT DISTINCT contact_id FROM contact_emails WHERE value_key = ? ORDER BY contact_id",
            (email_key(address),),
        )

    def by_e164(self, number: str) -> list[int]:
        """The contacts with this number in its international form; "" finds nobody."""
        return self._ids(
            "SELECT DISTINCT contact_id FROM contact_phones WHERE e164 = ? AND e164 <> ''"
            " ORDER BY contact_id",
            (number,),
        )

    def by_name(self, name: str) -> list[int]:
        """The contacts of this name, whatever case and accents.

        None: those whose name begins so; none either: those whose name has all these words, each perhaps
        only begun.
        """
        key = name_key(name)
        if not key:
            return []
        found = self._ids("SELECT id FROM contacts WHERE name_key = ? ORDER BY id", (key,))
        if not found:
            found = self._ids(
                "SELECT id FROM contacts WHERE name_key >= ? AND name_key < ? ORDER BY name_key, id LIMIT ?",
                (key, key + _LAST, _MOST),
            )
        return found or self._by_words(name)

    def _by_words(self, name: str) -> list[int]:
        query = prefixes_query(name)
        if query is None:
            return []
        return self._ids(
            "SELECT rowid FROM people_search WHERE people_search MATCH ? ORDER BY rowid LIMIT ?",
            (in_columns("name", query), _MOST),
        )

    def resolve(self, text: str) -> list[int]:
        """Whom a CONTACT argument means: an id, an email address, or a name (see `by_name`).

        One id where it is clear, several where it is ambiguous, none where nobody fits. A number is an
        id if there is such a contact, else a name.
        """
        wanted = text.strip()
        if wanted.isascii() and wanted.isdigit() and len(wanted) < 19:
            found = self._ids("SELECT id FROM contacts WHERE id = ?", (int(wanted),))
            if found:
                return found
        if "@" in wanted:
            found = self.by_email(wanted)
            if found:
                return found
        return self.by_name(wanted)

    def introducers(self, contact_id: int) -> list[int]:
        """Who introduced a contact, who introduced them, and so on; nearest first, a circle is cut."""
        return self._ids(_UP, {"id": contact_id})

    def brought(self, contact_id: int) -> list[int]:
        """Whom a contact introduced themselves, in the order they were added."""
        return self._ids("SELECT id FROM contacts WHERE introduced_by = ? ORDER BY id", (contact_id,))

    def introduced(self, contact_id: int) -> list[int]:
        """Everyone who came through a contact, directly or further down; a circle is cut."""
        return self._ids(_DOWN, {"id": contact_id})
