"""Touches: writing them down, and the timelines of a contact and of a company."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from kitdiary.domain.touches import Counts, Direction, Insight, InsightKind, Outcome, Touch
from kitdiary.storage.database import Store
from kitdiary.storage.promises import CHANNELS
from kitdiary.storage.rows import Value, missing
from kitdiary.storage.values import instant, json_list, offset_minutes, seconds

_DIRECTIONS = {direction.value: direction for direction in Direction}
_OUTCOMES = {outcome.value: outcome for outcome in Outcome}
_INSIGHTS = {kind.value: kind for kind in InsightKind}

_COLUMNS = """t.id, t.at, t.at_offset, t.channel, t.direction, t.outcome, t.purpose, t.note, t.content_id,
    i.title, t.why, t.wants_reply"""
_TOUCH_FROM = f"SELECT {_COLUMNS} FROM touches t LEFT JOIN content i ON i.id = t.content_id"
_TOUCH = f"{_TOUCH_FROM} WHERE t.id = ?"
_TIMELINE = f"""
SELECT {_COLUMNS} FROM touch_contacts l CROSS JOIN touches t ON t.id = l.touch_id
LEFT JOIN content i ON i.id = t.content_id
WHERE l.contact_id = ? AND (l.at, l.touch_id) < (?, ?) ORDER BY l.at DESC, l.touch_id DESC LIMIT ?
"""
_COMPANY_TIMELINE = f"""
SELECT {_COLUMNS} FROM (
    SELECT DISTINCT l.at AS at, l.touch_id AS touch_id
    FROM contacts c CROSS JOIN touch_contacts l ON l.contact_id = c.id
    WHERE c.company_id = ? AND (l.at, l.touch_id) < (?, ?) ORDER BY l.at DESC, l.touch_id DESC LIMIT ?
) n CROSS JOIN touches t ON t.id = n.touch_id LEFT JOIN content i ON i.id = t.content_id
ORDER BY n.at DESC, n.touch_id DESC
"""
_PEOPLE = """
SELECT l.touch_id, l.contact_id FROM json_each(?) e
CROSS JOIN touch_contacts l ON l.touch_id = e.value AND l.contact_id <> ? ORDER BY l.touch_id, l.id
"""
INSIGHT_COLUMNS = "id, contact_id, touch_id, kind, text, on_date"
"""What `insight_of` reads."""
_LAST = (2**62, 0)
_NOT_HAD = "('bounced', 'no-answer', 'left-message', 'busy', 'wrong-number')"
"""Outcomes with which nothing was handed over."""


class Touches:
    """Touches and insights. Reads need a read scope, writes an operation."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, touch: Touch, insights: Iterable[tuple[InsightKind, str]] = ()) -> int:
        """Write down a touch (its ``id`` is not looked at) with what it revealed; its id.

        An insight is written for each contact of the touch.
        """
        columns = touch_columns(touch, self._store.in_operation)
        at = columns["at"]
        touch_id = self._store.insert("touches", **columns)
        for contact_id in touch.contact_ids:
            self._store.insert("touch_contacts", touch_id=touch_id, contact_id=contact_id, at=at)
        for kind, text in insights:
            for contact_id in touch.contact_ids:
                self.add_insight(contact_id, kind, text, touch.on, touch_id)
        return touch_id

    def add_many(self, touches: Sequence[Touch]) -> range:
        """Write down touches in their order, for an import; their ids. One range in the undo journal."""
        operation = self._store.in_operation
        columns = [touch_columns(touch, operation) for touch in touches]
        names = tuple(columns[0]) if columns else ("at",)
        ids = self._store.bulk_insert("touches", names, (tuple(row.values()) for row in columns))
        links = (
            (i, contact_id, seconds(t.at))
            for i, t in zip(ids, touches, strict=True)
            for contact_id in t.contact_ids
        )
        self._store.bulk_insert("touch_contacts", ("touch_id", "contact_id", "at"), links)
        return ids

    def add_insight(
        self, contact_id: int, kind: InsightKind, text: str, on: date, touch_id: int | None = None
    ) -> int:
        """Write down one insight about a contact, of a local date; its id."""
        return self._store.insert(
            "insights",
            contact_id=contact_id,
            touch_id=touch_id,
            kind=kind.value,
            text=text,
            on_date=on.isoformat(),
        )

    def touch(self, touch_id: int) -> Touch:
        """A touch, whole; DiaryError for an unknown id."""
        row = self._store.one(_TOUCH, (touch_id,))
        if row is None:
            raise missing("touch", touch_id)
        return self._touches([row])[0]

    def timeline(self, contact_id: int, limit: int = 200, before: Touch | None = None) -> list[Touch]:
        """The touches of a contact, newest first; ``before`` a touch goes on where a page ended."""
        rows = self._store.rows(_TIMELINE, (contact_id, *_place(before), limit))
        return self._touches(rows, contact_id)

    def counts(self, contact_id: int) -> tuple[int, int]:
        """How many touches a contact has had, and how many of them were conversations."""
        row = self._store.one(
            f"SELECT count(*), ifnull(sum(t.counts & {int(Counts.CONVERSATION)} <> 0), 0)"
            " FROM touch_contacts l CROSS JOIN touches t ON t.id = l.touch_id WHERE l.contact_id = ?",
            (contact_id,),
        )
        return (0, 0) if row is None else (row[0], row[1])

    def on(self, day: date, limit: int = 200) -> list[Touch]:
        """The touches of a local date, newest first."""
        sql = f"{_TOUCH_FROM} WHERE t.on_date = ? ORDER BY t.at DESC, t.id DESC LIMIT ?"
        return self._touches(self._store.rows(sql, (day.isoformat(), limit)))

    def company_timeline(self, company_id: int, limit: int = 200, before: Touch | None = None) -> list[Touch]:
        """The touches of everyone at a company, each once, newest first."""
        return self._touches(self._store.rows(_COMPANY_TIMELINE, (company_id, *_place(before), limit)))

    def _touches(self, rows: list[tuple[Any, ...]], contact_id: int | None = None) -> list[Touch]:
        """Touches of rows of `_COLUMNS`; of ``contact_id`` it is known already that all are theirs."""
        known = () if contact_id is None else (contact_id,)
        people: dict[int, tuple[int, ...]] = {}
        others = self._store.rows(_PEOPLE, (json_list(row[0] for row in rows), contact_id or 0))
        for touch_id, other in others:
            people[touch_id] = (*people.get(touch_id, known), other)
        return [
            Touch(
                touch_id,
                instant(at, offset),
                CHANNELS[channel],
                _DIRECTIONS[direction],
                _OUTCOMES[outcome],
                people.get(touch_id, known),
                purpose,
                note,
                content_id,
                title,
                why,
                wants_reply == 1,
            )
            for touch_id, at, offset, channel, direction, outcome, purpose, note, content_id, title, why,
                wants_reply in rows
        ]  # fmt: skip

    def insights_of(self, contact_id: int) -> list[Insight]:
        """What is known of a contact, newest first."""
        return self.insights((contact_id,)).get(contact_id, [])

    def insights(self, contact_ids: Iterable[int]) -> dict[int, list[Insight]]:
        """What is known of each of these contacts, newest first; those without insights are left out."""
        found: dict[int, list[Insight]] = {}
        rows = self._store.rows(
            f"SELECT {INSIGHT_COLUMNS} FROM insights"
            " WHERE contact_id IN (SELECT value FROM json_each(?))"
            " ORDER BY contact_id, on_date DESC, id DESC",
            (json_list(contact_ids),),
        )
        for row in rows:
            insight = insight_of(row)
            found.setdefault(insight.contact_id, []).append(insight)
        return found

    def content_had(self, contact_ids: Iterable[int]) -> dict[int, set[int]]:
        """The content items each of these contacts has had, in whatever way; bounced ones not."""
        found: dict[int, set[int]] = {}
        rows = self._store.rows(
            "SELECT l.contact_id, t.content_id FROM json_each(?) e"
            " CROSS JOIN touch_contacts l ON l.contact_id = e.value CROSS JOIN touches t ON t.id = l.touch_id"
            f" WHERE t.content_id IS NOT NULL AND t.outcome NOT IN {_NOT_HAD}",
            (json_list(contact_ids),),
        )
        for contact_id, content_id in rows:
            found.setdefault(contact_id, set()).add(content_id)
        return found

    def who_had(self, content_id: int) -> set[int]:
        """The contacts who have had a content item."""
        rows = self._store.rows(
            "SELECT DISTINCT l.contact_id FROM touches t CROSS JOIN touch_contacts l ON l.touch_id = t.id"
            f" WHERE t.content_id = ? AND t.outcome NOT IN {_NOT_HAD}",
            (content_id,),
        )
        return {row[0] for row in rows}


def touch_columns(touch: Touch, operation: int | None) -> dict[str, Value]:
    """A touch as columns; ``operation`` is the one that wrote it down."""
    return {
        "at": seconds(touch.at),
        "at_offset": offset_minutes(touch.at),
        "on_date": touch.on.isoformat(),
        "channel": touch.channel.value,
        "direction": touch.direction.value,
        "outcome": touch.outcome.value,
        "purpose": touch.purpose,
        "note": touch.note,
        "content_id": touch.content_id,
        "why": touch.why,
        "wants_reply": int(touch.wants_reply),
        "counts": touch.counts.value,
        "op": operation,
    }


def _place(before: Touch | None) -> tuple[int, int]:
    return _LAST if before is None else (seconds(before.at), before.id)


def insight_of(row: tuple[Any, ...]) -> Insight:
    """The insight of a row of `INSIGHT_COLUMNS`."""
    insight_id, contact_id, touch_id, kind, text, on = row
    return Insight(insight_id, contact_id, touch_id, _INSIGHTS[kind], text, date.fromisoformat(on))
