"""What was announced, and by whom it is being announced right now; and the heartbeat's own notes.

Claim, show, record: a claim runs out, so that an announcement whose program was killed in between is
made once more, never not at all. Every write needs a write scope; none is journaled.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from kitdiary.domain.reminding import NoticeKey, Occasion
from kitdiary.storage.database import Store
from kitdiary.storage.values import instant, instant_or_none, json_list, seconds

_OCCASIONS = {occasion.value: occasion for occasion in Occasion}
_KEY = "contact_id, kind, step_due, promise_id, occasion"
_CLAIM = f"""
INSERT INTO notices({_KEY}, claimed_by, claimed_at, lease_until) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT({_KEY}) DO UPDATE
    SET claimed_by = excluded.claimed_by, claimed_at = excluded.claimed_at, lease_until = excluded.lease_until
    WHERE shown_at IS NULL AND (lease_until <= excluded.claimed_at OR claimed_by = excluded.claimed_by)
RETURNING id
"""


@dataclass(frozen=True, slots=True)
class Notice:
    """One announcement of one step. Instants are UTC; ``shown_by`` is the notifier that showed it."""

    id: int
    key: NoticeKey
    claimed_at: datetime
    shown_at: datetime | None
    shown_by: str


class Notices:
    """The announcements of a diary."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def claim(
        self, keys: Iterable[NoticeKey], by: str, now: datetime, lease: timedelta
    ) -> dict[NoticeKey, int]:
        """Take the announcements nobody has made or is making; their ids by key.

        ``by`` names the claiming process. Whoever claims has until ``now`` + ``lease`` to mark them shown;
        after that another may. The same process claims its own again at once.
        """
        at = seconds(now)
        until = at + int(lease.total_seconds())
        won: dict[NoticeKey, int] = {}
        for key in keys:
            params = (
                key.contact_id,
                str(key.kind),
                key.step_due,
                key.promise_id,
                key.occasion.value,
                by,
                at,
                until,
            )
            rows = self._store.rows(_CLAIM, params)
            for (notice_id,) in rows:
                won[key] = notice_id
        return won

    def mark_shown(self, ids: Iterable[int], now: datetime, how: str) -> None:
        """Record that these were shown, and by which notifier."""
        self._store.execute(
            "UPDATE notices SET shown_at = ?, shown_by = ? WHERE id IN (SELECT value FROM json_each(?))",
            (seconds(now), how, json_list(ids)),
        )

    def release(self, ids: Iterable[int]) -> None:
        """Give claims back that could not be shown."""
        self._store.execute(
            "DELETE FROM notices WHERE shown_at IS NULL AND id IN (SELECT value FROM json_each(?))",
            (json_list(ids),),
        )

    def shown(self, keys: Collection[NoticeKey]) -> set[NoticeKey]:
        """Those of ``keys`` that have been shown."""
        wanted = set(keys)
        rows = self._store.rows(
            f"SELECT {_KEY} FROM notices WHERE shown_at IS NOT NULL"
            " AND contact_id IN (SELECT value FROM json_each(?))",
            (json_list({key.contact_id for key in wanted}),),
        )
        return {key for row in rows if (key := _key(row)) in wanted}

    def shown_since(self, since: datetime) -> set[NoticeKey]:
        """Everything shown at or after an instant."""
        rows = self._store.rows(f"SELECT {_KEY} FROM notices WHERE shown_at >= ?", (seconds(since),))
        return {_key(row) for row in rows}

    def recent(self, limit: int = 100) -> list[Notice]:
        """The announcements last shown, newest first."""
        rows = self._store.rows(
            f"SELECT id, {_KEY}, claimed_at, shown_at, shown_by FROM notices WHERE shown_at IS NOT NULL"
            " ORDER BY shown_at DESC, id DESC LIMIT ?",
            (limit,),
        )
        return [Notice(r[0], _key(r[1:6]), instant(r[6], 0), instant_or_none(r[7], 0), r[8]) for r in rows]

    def forget_before(self, before: datetime) -> None:
        """Remove what was shown before an instant, so that the record does not grow for ever."""
        self._store.execute("DELETE FROM notices WHERE shown_at < ?", (seconds(before.astimezone(UTC)),))


def _key(row: tuple[int, str, str, int, str]) -> NoticeKey:
    return NoticeKey(row[0], row[1], row[2], row[3], _OCCASIONS[row[4]])


class Heartbeat:
    """What the heartbeat notes about itself (last run, the notifier that works …), as key and text."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, key: str) -> str | None:
        """One note, None where there is none."""
        row = self._store.one("SELECT value FROM heartbeat WHERE key = ?", (key,))
        return None if row is None else str(row[0])

    def set(self, key: str, value: str) -> None:
        """Write one note."""
        self._store.execute("INSERT OR REPLACE INTO heartbeat(key, value) VALUES (?, ?)", (key, value))

    def all(self) -> dict[str, str]:
        """Every note."""
        return dict(self._store.rows("SELECT key, value FROM heartbeat"))
