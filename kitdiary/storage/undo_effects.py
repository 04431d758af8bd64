"""Whom an undo concerns: the contacts, companies and settings behind the rows it changes."""

from kitdiary.storage.database import Store
from kitdiary.storage.undo_entries import Ranges

_DETAILS = (
    "contact_phones",
    "contact_emails",
    "contact_tags",
    "touch_contacts",
    "insights",
    "promises",
    "snoozes",
    "skips",
    "opportunities",
    "attachments",
    "past_jobs",
)
"""Tables with a ``contact_id``."""
_UP = """
WITH RECURSIVE up(id) AS (
    SELECT introduced_by FROM contacts WHERE id IN (SELECT value FROM json_each(?))
    UNION
    SELECT c.introduced_by FROM up JOIN contacts c ON c.id = up.id
)
SELECT id FROM up WHERE id IS NOT NULL
"""


class Effects:
    """Collects who is concerned, once before and once after the rows are changed."""

    def __init__(self, store: Store, touched: Ranges) -> None:
        self._store = store
        self._touched = touched
        self.contacts: set[int] = set()
        self.companies: set[int] = set()
        self.introducers: set[int] = set()
        self.settings: set[str] = set()
        self.tables = frozenset(touched)

    def collect(self) -> None:
        """Add those whom the rows concern as they are now."""
        for table, ranges in self._touched.items():
            for first, last in ranges:
                self._of_rows(table, first, last)
        # Through the contacts themselves: their companies before and after a move both count, and so do
        # those who introduced them, before and after.
        if self.contacts:
            self._companies_of_contacts()
            self.introducers.update(found for (found,) in self._store.rows(_UP, (self._listed(),)))

    def _of_rows(self, table: str, first: int, last: int) -> None:
        if table == "contacts":
            self.contacts.update(range(first, last + 1))
        elif table in _DETAILS:
            self._add(f"SELECT DISTINCT contact_id FROM {table} WHERE id BETWEEN ? AND ?", first, last)
        elif table == "touches":
            self._add(
                "SELECT DISTINCT contact_id FROM touch_contacts WHERE touch_id BETWEEN ? AND ?", first, last
            )
        elif table == "companies":
            self.companies.update(range(first, last + 1))
            self._add("SELECT id FROM contacts WHERE company_id BETWEEN ? AND ?", first, last)
        elif table == "settings":
            rows = self._store.rows("SELECT key FROM settings WHERE id BETWEEN ? AND ?", (first, last))
            self.settings.update(key for (key,) in rows)

    def _add(self, sql: str, first: int, last: int) -> None:
        self.contacts.update(found for (found,) in self._store.rows(sql, (first, last)) if found is not None)

    def _companies_of_contacts(self) -> None:
        rows = self._store.rows(
            "SELECT DISTINCT company_id FROM contacts WHERE company_id IS NOT NULL"
            " AND id IN (SELECT value FROM json_each(?))",
            (self._listed(),),
        )
        self.companies.update(found for (found,) in rows)

    def _listed(self) -> str:
        return f"[{','.join(map(str, self.contacts))}]"
