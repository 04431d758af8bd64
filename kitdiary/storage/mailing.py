"""Who can be written to by email, for one email to many."""

from datetime import date
from typing import NamedTuple

from kitdiary.domain.touches import Counts
from kitdiary.storage.database import Store
from kitdiary.storage.values import day_or_none

_MAY = """
SELECT c.id, c.name, coalesce(k.name, ''), c.company_id, p.effective_rating,
    (SELECT e.value FROM contact_emails e WHERE e.contact_id = c.id ORDER BY e.position LIMIT 1)
FROM contacts c LEFT JOIN companies k ON k.id = c.company_id LEFT JOIN plans p ON p.contact_id = c.id
WHERE c.closed IS NULL AND c.allow_email = 1 AND (c.paused_until IS NULL OR c.paused_until <= ?)
"""
_OUTGOING = """
SELECT l.contact_id, max(t.on_date) FROM touches t JOIN touch_contacts l ON l.touch_id = t.id
WHERE t.on_date > ? AND t.counts & ? GROUP BY l.contact_id
"""


class Addressee(NamedTuple):
    """Somebody who may get emails, with the first of their addresses."""

    contact_id: int
    name: str
    company: str
    company_id: int | None
    rating: str | None
    email: str


class MailingRows:
    """What a mailing is made of. Needs a read scope."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def addressees(self, today: date) -> tuple[list[Addressee], int]:
        """Everyone active who allows email and has an address; and how many allow it and have none."""
        rows = self._store.rows(_MAY, (today.isoformat(),))
        found = [Addressee(*row) for row in rows if row[5]]
        return found, len(rows) - len(found)

    def last_outgoing(self, after: date) -> dict[int, date]:
        """The day of the last outgoing touch, attempts not counted, of everyone who got one after a day."""
        rows = self._store.rows(_OUTGOING, (after.isoformat(), int(Counts.OUTGOING)))
        return {who: day for who, on in rows if (day := day_or_none(on)) is not None}
