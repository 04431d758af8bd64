"""What was handed to a manager, and the rows of a hand-off, one after the other.

The rows come straight from the cursor: a diary of 100,000 people needs no more memory than one of ten.
What is withheld is not read at all. Reads need a read scope, `remember` a maintenance.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kitdiary.domain.periods import Period
from kitdiary.domain.touches import Counts
from kitdiary.storage.contact_query import NEXT_TALK
from kitdiary.storage.database import Store
from kitdiary.storage.reports import Who
from kitdiary.storage.steps import ACTIVE_TODAY
from kitdiary.storage.values import instant, json_list, offset_minutes, seconds

_SPOKE = int(Counts.CONVERSATION)
_ACTIVE = ACTIVE_TODAY.replace("?1", ":today")
_AMONG = "c.id IN (SELECT value FROM json_each(:who))"
_CONTACTS = f"""
SELECT c.id, c.name, k.name, c.job_title, c.role, c.rating, k.rating, p.effective_rating, c.fit,
    c.timing_kind, c.timing_on, p.last_conversation_on, p.last_value_add_on,
    coalesce(n.touches, 0), coalesce(n.talks, 0), {NEXT_TALK},
    (SELECT s.due_on FROM steps s WHERE s.contact_id = c.id AND s.kind = 'value_add'),
    CASE WHEN {_ACTIVE} THEN (
        SELECT max(0, CAST(julianday(:today) - julianday(min(s.original_on)) AS INTEGER))
        FROM steps s WHERE s.contact_id = c.id) END,
    c.allow_calls, c.allow_email, c.allow_other, c.source,
    (SELECT group_concat(tag, '; ') FROM
        (SELECT t.tag FROM contact_tags t WHERE t.contact_id = c.id ORDER BY t.tag_key))
FROM contacts c LEFT JOIN companies k ON k.id = c.company_id LEFT JOIN plans p ON p.contact_id = c.id
LEFT JOIN (SELECT f.contact_id, count(*) AS touches, sum((f.counts & {_SPOKE}) > 0) AS talks
    FROM touch_facts f WHERE f.on_date BETWEEN :start AND :end GROUP BY f.contact_id) n ON n.contact_id = c.id
{{where}} ORDER BY c.id
"""
_COMPANIES = f"""
SELECT k.id, k.name, k.rating, count(c.id),
    (SELECT count(DISTINCT f.touch_id) FROM contacts c CROSS JOIN touch_facts f ON f.contact_id = c.id
        WHERE c.company_id = k.id AND f.counts & {_SPOKE} AND f.on_date BETWEEN :start AND :end {{who}}),
    max(p.last_conversation_on), min((SELECT min(s.due_on) FROM steps s WHERE s.contact_id = c.id))
FROM companies k {{join}} JOIN contacts c ON c.company_id = k.id {{who}}
LEFT JOIN plans p ON p.contact_id = c.id GROUP BY k.id ORDER BY k.id
"""
_TOUCHES = """
SELECT t.id, c.id, c.name, k.name, t.at, t.at_offset, t.channel, t.direction, t.outcome, t.purpose, i.title,
    {note}
FROM touches t CROSS JOIN touch_contacts l ON l.touch_id = t.id CROSS JOIN contacts c ON c.id = l.contact_id
LEFT JOIN companies k ON k.id = c.company_id LEFT JOIN content i ON i.id = t.content_id
WHERE t.on_date BETWEEN :start AND :end {who} ORDER BY t.on_date, t.at, t.id, l.id
"""
_OPPORTUNITIES = """
SELECT o.id, o.contact_id, k.name, o.title, o.value, o.currency, o.stage, o.opened_on, o.closed_on,
    (SELECT count(*) FROM touch_facts f WHERE f.contact_id = o.contact_id AND f.on_date <= o.opened_on),
    b.name
FROM opportunities o CROSS JOIN contacts c ON c.id = o.contact_id LEFT JOIN companies k ON k.id = c.company_id
LEFT JOIN contacts b ON b.id = c.introduced_by
WHERE o.opened_on <= :end AND (o.closed_on IS NULL OR o.closed_on >= :start) {who} ORDER BY o.opened_on, o.id
"""
"""Those that were open at some time of the period: still open ones tell a manager as much as new ones."""
_INSIGHTS = """
SELECT i.id, c.id, i.touch_id, c.name, k.name, i.on_date, i.kind, i.text
FROM insights i CROSS JOIN contacts c ON c.id = i.contact_id LEFT JOIN companies k ON k.id = c.company_id
WHERE i.on_date BETWEEN :start AND :end {who} ORDER BY i.on_date, i.id
"""
_LATEST = "SELECT made_at, made_offset, from_on, to_on, place, asked FROM handoffs ORDER BY id DESC LIMIT ?"

Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Handed:
    """A hand-off that was made. ``asked`` is what was asked for, as it was written down."""

    made_at: datetime
    period: Period
    place: str
    asked: Mapping[str, Any]


class HandoffRows:
    """The rows of the files of a hand-off, as they are stored."""

    def __init__(self, store: Store, period: Period, today: date, who: Who) -> None:
        self._store = store
        self._params: dict[str, Any] = {
            "start": period.start.isoformat(),
            "end": period.end.isoformat(),
            "today": today.isoformat(),
        }
        self._everybody = who is None
        if who is not None:
            self._params["who"] = json_list(who)

    def contacts(self) -> Iterator[Row]:
        """Everybody, by id."""
        return self._rows(_CONTACTS, where="" if self._everybody else f"WHERE {_AMONG}")

    def companies(self) -> Iterator[Row]:
        """Their companies, by id; with everybody those too that have nobody."""
        return self._rows(_COMPANIES, join="LEFT" if self._everybody else "")

    def touches(self, *, notes: bool) -> Iterator[Row]:
        """The touches of the period, a row for each of their people, oldest first."""
        return self._rows(_TOUCHES, note="t.note" if notes else "NULL")

    def opportunities(self) -> Iterator[Row]:
        """Every opportunity open at some time of the period, by its opening."""
        return self._rows(_OPPORTUNITIES)

    def insights(self) -> Iterator[Row]:
        """What was learned in the period, oldest first."""
        return self._rows(_INSIGHTS)

    def _rows(self, sql: str, **parts: str) -> Iterator[Row]:
        who = "" if self._everybody else f"AND {_AMONG}"
        text = sql.format(who=who, **parts)
        used = {name: value for name, value in self._params.items() if f":{name}" in text}
        yield from self._store.execute(text, used)


class Handoffs:
    """Remembers hand-offs."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def remember(self, handed: Handed) -> None:
        """Write one down. Not the user's own data: undo does not touch it."""
        self._store.execute(
            "INSERT INTO handoffs(made_at, made_offset, from_on, to_on, place, asked)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (
                seconds(handed.made_at),
                offset_minutes(handed.made_at),
                handed.period.start.isoformat(),
                handed.period.end.isoformat(),
                handed.place,
                json.dumps(handed.asked, ensure_ascii=False),
            ),
        )

    def latest(self, limit: int = 1) -> list[Handed]:
        """The last ones, newest first."""
        return [
            Handed(
                instant(row[0], row[1]),
                Period(date.fromisoformat(row[2]), date.fromisoformat(row[3])),
                row[4],
                json.loads(row[5]),
            )
            for row in self._store.rows(_LATEST, (limit,))
        ]
