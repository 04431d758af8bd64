"""What was announced, and by whom it is being announced right now; and the heartbeat's own notes.

Claim, show, record: a claim runs out, so that an announcement whose program was killed in between is
made once more, never not at all. Every write needs a write scope; none is journaled.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from kitdiary.domain.reminding import NoticeKey, Occasion
from kitdiary.storage.database import Store
from kitdiary.storage.values import instant, json_list, seconds

_OCCASIONS = {occasion.value: occasion for occasion in Occasion}
_KEY = "contact_id, kind, step_due, promise_id, occasion"
_CLAIM = f"""
INSERT INTO notices({_KEY}, claimed_by, claimed_at, lease_until) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT({_KEY}) DO UPDATE
    SET claimed_by = excluded.claimed_by, claimed_at = excluded.claimed_at, lease_until = excluded.lease_until
    WHERE shown_at IS NULL AND (lease_until <= excluded.claimed_at OR claimed_by = excluded.claimed_by
        OR claimed_at >= excluded.lease_until)
RETURNING id
"""
"""The last line: a claim made further ahead than a lease was made before the clock was set back."""
_LOG = f"""
SELECT n.id, {", ".join(f"n.{column}" for column in _KEY.split(", "))}, n.claimed_at, n.shown_at, n.shown_by,
    c.name, CASE WHEN n.contact_id = 0 THEN coalesce(d.steps, 0) ELSE 1 END
FROM notices n LEFT JOIN contacts c ON c.id = n.contact_id
    LEFT JOIN (SELECT step_due, count(*) AS steps FROM notices
        WHERE occasion = 'digest' AND contact_id <> 0 GROUP BY step_due) d ON d.step_due = n.step_due
WHERE (n.shown_at IS NOT NULL OR n.shown_by <> '')
    AND (n.occasion <> 'digest' OR n.contact_id = 0)
    AND NOT (n.occasion = 'ahead' AND EXISTS (SELECT 1 FROM notices o WHERE o.contact_id = n.contact_id
        AND o.kind = n.kind AND o.step_due = n.step_due AND o.promise_id = n.promise_id
        AND o.occasion = 'on-time' AND o.shown_at = n.shown_at))
ORDER BY coalesce(n.shown_at, n.claimed_at) DESC, n.id DESC LIMIT ?
"""
"""One line for each announcement: a digest stands for its steps, and a time told late for its time ahead."""
_FAILED = "-"
"""What ``shown_by`` begins with where nobody could show it; the reasons follow, a line each."""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One line of the log: an announcement that was shown, or that nobody could show.

    ``at`` is UTC. ``contact`` is the name, "" for the digest of a day or where the contact is no more.
    ``steps`` is how many steps it told. ``shown_by`` is the notifier, None where none could; ``failures``
    is why others could not.
    """

    key: NoticeKey
    contact: str
    steps: int
    at: datetime
    shown_by: str | None
    failures: tuple[str, ...]


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

    def mark_shown(self, ids: Iterable[int], now: datetime, how: str, failures: Iterable[str] = ()) -> None:
        """Record that these were shown, by which notifier, and why those before it could not."""
        self._store.execute(
            "UPDATE notices SET shown_at = ?, shown_by = ? WHERE id IN (SELECT value FROM json_each(?))",
            (seconds(now), _lines(how, failures), json_list(ids)),
        )

    def mark_failed(self, ids: Iterable[int], failures: Iterable[str]) -> None:
        """Give claims back that nobody could show, for anybody to try again at once; the reasons stay."""
        self._store.execute(
            "UPDATE notices SET lease_until = 0, shown_by = ?"
            " WHERE shown_at IS NULL AND id IN (SELECT value FROM json_each(?))",
            (_lines(_FAILED, failures), json_list(ids)),
        )

    def release(self, ids: Iterable[int]) -> None:
        """Give claims back that are not to be shown now."""
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

    def log(self, limit: int = 100) -> list[Attempt]:
        """The last announcements, those that nobody could show among them, newest first."""
        return [_attempt(row) for row in self._store.rows(_LOG, (limit,))]

    def forget_before(self, before: datetime) -> None:
        """Remove what was shown or tried before an instant, so that the record does not grow for ever."""
        at = seconds(before.astimezone(UTC))
        self._store.execute(
            "DELETE FROM notices WHERE shown_at < ? OR shown_at IS NULL AND claimed_at < ?", (at, at)
        )


def _key(row: tuple[int, str, str, int, str]) -> NoticeKey:
    return NoticeKey(row[0], row[1], row[2], row[3], _OCCASIONS[row[4]])


def _lines(how: str, failures: Iterable[str]) -> str:
    return "\n".join((how, *(" ".join(failure.split()) for failure in failures)))


def _attempt(row: tuple[Any, ...]) -> Attempt:
    how, *failures = row[8].split("\n")
    shown = row[7] is not None
    at = instant(row[7] if shown else row[6], 0)
    return Attempt(_key(row[1:6]), row[9] or "", row[10], at, how if shown else None, tuple(failures))


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
