"""Everything the diary holds on one person, table by table, as it is stored."""

from typing import Any

from kitdiary.storage.database import Store

_TABLES = (
    "contact_phones",
    "contact_emails",
    "contact_tags",
    "insights",
    "promises",
    "snoozes",
    "skips",
    "opportunities",
    "attachments",
    "contact_photos",
    "past_jobs",
    "steps",
    "notices",
)
_TOUCHES = """
SELECT t.*, i.title AS content, (SELECT count(*) FROM touch_contacts o WHERE o.touch_id = t.id) AS people
FROM touch_contacts l JOIN touches t ON t.id = l.touch_id LEFT JOIN content i ON i.id = t.content_id
WHERE l.contact_id = ? ORDER BY l.at, t.id
"""
_JOBS = """
SELECT j.*, k.name AS company FROM past_jobs j LEFT JOIN companies k ON k.id = j.company_id
WHERE j.contact_id = ? ORDER BY j.left_on, j.id
"""

Record = dict[str, Any]


class PersonRecord:
    """Reads one person whole. Needs a read scope."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def contact(self, contact_id: int) -> Record | None:
        """The row of the contact with the names of the company and of who introduced them."""
        found = self._records(
            "SELECT c.*, k.name AS company, i.name AS introduced_by_name FROM contacts c"
            " LEFT JOIN companies k ON k.id = c.company_id LEFT JOIN contacts i ON i.id = c.introduced_by"
            " WHERE c.id = ?",
            contact_id,
        )
        return found[0] if found else None

    def tables(self, contact_id: int) -> dict[str, list[Record]]:
        """The rows of every table that has any of this person, touches first."""
        found = {"touches": self._records(_TOUCHES, contact_id)}
        for table in _TABLES:
            sql = (
                _JOBS if table == "past_jobs" else f"SELECT * FROM {table} WHERE contact_id = ? ORDER BY 1, 2"
            )
            found[table] = self._records(sql, contact_id)
        return {table: rows for table, rows in found.items() if rows}

    def _records(self, sql: str, contact_id: int) -> list[Record]:
        cursor = self._store.execute(sql, (contact_id,))
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor]
