"""Counting people: which ratings are in use, which cadences are people's own, how many there are."""

from datetime import date

from kitdiary.domain.people import Override
from kitdiary.storage.database import Store
from kitdiary.storage.values import override

_ACTIVE = "closed IS NULL AND (paused_until IS NULL OR paused_until <= ?)"


class Census:
    """Counts over everyone. Needs a read scope."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def ratings_used(self) -> set[str]:
        """Every rating given to a person or a company."""
        rows = self._store.rows(
            "SELECT rating FROM contacts WHERE rating IS NOT NULL"
            " UNION SELECT rating FROM companies WHERE rating IS NOT NULL"
        )
        return {row[0] for row in rows}

    def overrides_used(self) -> list[tuple[Override, Override]]:
        """The pairs of own cadences (talk, email) in use, those that are not as the rating."""
        rows = self._store.rows(
            "SELECT DISTINCT talk_every, email_every FROM contacts"
            " WHERE talk_every IS NOT NULL OR email_every IS NOT NULL"
        )
        return [(override(talk), override(email)) for talk, email in rows]

    def up_to(self, contact_id: int) -> tuple[int, int]:
        """How many contacts there are up to an id, and in all."""
        row = self._store.one("SELECT count(*) FILTER (WHERE id <= ?), count(*) FROM contacts", (contact_id,))
        return (0, 0) if row is None else (row[0], row[1])

    def active_by_rating(self, today: date) -> dict[str, int]:
        """How many active contacts count as each rating."""
        rows = self._store.rows(
            "SELECT p.effective_rating, count(*) FROM contacts JOIN plans p ON p.contact_id = contacts.id"
            f" WHERE {_ACTIVE} GROUP BY 1",
            (today.isoformat(),),
        )
        return dict(rows)

    def due_on(self, day: date) -> int:
        """How many steps are due on or before a local date."""
        return self._number("SELECT count(*) FROM steps WHERE due_on <= ?", (day.isoformat(),))

    def companies(self) -> int:
        """How many companies there are."""
        return self._number("SELECT count(*) FROM companies")

    def _number(self, sql: str, params: tuple[str, ...] = ()) -> int:
        row = self._store.one(sql, params)
        return 0 if row is None else int(row[0])
