"""The library: what is worth sending."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from kitdiary.domain.content import ContentItem, ContentKind
from kitdiary.domain.names import name_key
from kitdiary.storage.database import Store
from kitdiary.storage.rows import Value, change_row, missing
from kitdiary.storage.values import day_or_none, day_text, json_list

_KINDS = {kind.value: kind for kind in ContentKind}
_SELECT = """
SELECT id, title, kind, link, why, until_on, competitor, added_on, archived, industries FROM content"""


def _same(name: str) -> Callable[[Any], dict[str, Value]]:
    return lambda value: {name: value}


_WRITERS: Mapping[str, Callable[[Any], dict[str, Value]]] = {
    "title": lambda title: {"title": title, "title_key": name_key(title)},
    "kind": lambda kind: {"kind": kind.value},
    "link": _same("link"),
    "why": _same("why"),
    "until": lambda until: {"until_on": day_text(until)},
    "competitor": _same("competitor"),
    "added_on": lambda on: {"added_on": on.isoformat()},
    "archived": lambda archived: {"archived": int(archived)},
    "industries": lambda industries: {"industries": "\n".join(industries)},
}


class Library:
    """The content items of a diary. Reads need a read scope, writes an operation."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, item: ContentItem, attachment_id: int | None = None) -> int:
        """Add an item (its ``id`` is not looked at) with its topics; its id."""
        columns: dict[str, Value] = {"attachment_id": attachment_id}
        for name, write in _WRITERS.items():
            columns |= write(getattr(item, name))
        item_id = self._store.insert("content", **columns)
        self._set_topics(item_id, item.topics)
        return item_id

    def change(self, item_id: int, **fields: Any) -> bool:
        """Change fields of `ContentItem` by name, or ``attachment_id``; whether any differed."""
        topics = fields.pop("topics", None)
        columns: dict[str, Value] = {}
        for name, value in fields.items():
            columns |= {name: value} if name == "attachment_id" else _WRITERS[name](value)
        changed = change_row(self._store, "content", item_id, columns, "content item")
        if topics is not None:
            changed = self._set_topics(item_id, topics) or changed
        return changed

    def _set_topics(self, item_id: int, topics: Iterable[str]) -> bool:
        wanted = {name_key(topic): topic for topic in topics if name_key(topic)}
        rows = self._store.rows(
            "SELECT id, topic_key, topic FROM content_topics WHERE content_id = ?", (item_id,)
        )
        present = {key: topic for _, key, topic in rows}
        gone = [row_id for row_id, key, topic in rows if wanted.get(key) != topic]
        new = {key: topic for key, topic in wanted.items() if present.get(key) != topic}
        for row_id in gone:
            self._store.delete("content_topics", row_id)
        for key, topic in new.items():
            self._store.insert("content_topics", content_id=item_id, topic=topic, topic_key=key)
        return bool(gone or new)

    def item(self, item_id: int) -> ContentItem:
        """One item; DiaryError for an unknown id."""
        found = self.items((item_id,))
        if not found:
            raise missing("content item", item_id)
        return found[0]

    def items(self, ids: Iterable[int] | None = None, *, archived: bool = True) -> list[ContentItem]:
        """These items (all of them with None), newest first; without the archived where asked so."""
        some, params = "IN (SELECT value FROM json_each(?))", () if ids is None else (json_list(ids),)
        which, of_which = ("1", "1") if ids is None else (f"id {some}", f"content_id {some}")
        shown = "" if archived else " AND NOT archived"
        rows = self._store.rows(f"{_SELECT} WHERE {which}{shown} ORDER BY id DESC", params)
        topics: dict[int, list[str]] = {}
        for item_id, topic in self._store.rows(
            f"SELECT content_id, topic FROM content_topics WHERE {of_which} ORDER BY content_id, topic_key",
            params,
        ):
            topics.setdefault(item_id, []).append(topic)
        return [_item(row, tuple(topics.get(row[0], ()))) for row in rows]

    def find(self, title: str) -> ContentItem | None:
        """The item of this title: the same spelling before another case or accent, then the newest."""
        row = self._store.one(
            "SELECT id FROM content WHERE title_key = ? ORDER BY archived, title <> ?, id DESC LIMIT 1",
            (name_key(title), title),
        )
        return None if row is None else self.item(row[0])

    def had_by(self, item_id: int, limit: int = 50) -> list[tuple[int, int, str, date]]:
        """Who got an item: touch, contact, name and local date, the last first; what bounced is left out."""
        rows = self._store.rows(
            "SELECT t.id, c.id, c.name, t.on_date FROM touches t"
            " CROSS JOIN touch_contacts l ON l.touch_id = t.id JOIN contacts c ON c.id = l.contact_id"
            " WHERE t.content_id = ? AND t.outcome <> 'bounced' ORDER BY t.at DESC, t.id DESC LIMIT ?",
            (item_id, limit),
        )
        return [(touch, who, name, date.fromisoformat(on)) for touch, who, name, on in rows]

    def attachment_of(self, item_id: int) -> int | None:
        """The id of the file that belongs to an item, if any."""
        row = self._store.one("SELECT attachment_id FROM content WHERE id = ?", (item_id,))
        return None if row is None else row[0]

    def count(self) -> int:
        """How many items there are."""
        row = self._store.one("SELECT count(*) FROM content")
        return 0 if row is None else int(row[0])

    def count_offered(self, today: date) -> int:
        """How many of them may be proposed today."""
        row = self._store.one(
            "SELECT count(*) FROM content WHERE NOT archived AND (until_on IS NULL OR until_on >= ?)",
            (today.isoformat(),),
        )
        return 0 if row is None else int(row[0])

    def is_used(self, item_id: int) -> bool:
        """Whether an item stands in a touch, in whatever way."""
        return self._store.one("SELECT 1 FROM touches WHERE content_id = ?", (item_id,)) is not None

    def remove(self, item_id: int) -> None:
        """Take an item that is not used out of the library, with its topics."""
        for (row_id,) in self._store.rows("SELECT id FROM content_topics WHERE content_id = ?", (item_id,)):
            self._store.delete("content_topics", row_id)
        self._store.delete("content", item_id)

    def last_change(self) -> int:
        """A number that grows with every change of the diary, this one's included."""
        row = self._store.one("SELECT (SELECT max(id) FROM journal) + (SELECT max(id) FROM operations)")
        return 0 if row is None or row[0] is None else int(row[0])

    def topics(self) -> dict[str, int]:
        """Every topic in use with the number of items that have it; by name."""
        return dict(
            self._store.rows(
                "SELECT min(topic), count(*) FROM content_topics GROUP BY topic_key ORDER BY topic_key"
            )
        )


def _item(row: tuple[Any, ...], topics: tuple[str, ...]) -> ContentItem:
    item_id, title, kind, link, why, until, competitor, added_on, archived, industries = row
    added = day_or_none(added_on)
    assert added is not None
    return ContentItem(
        item_id,
        title,
        _KINDS[kind],
        link,
        topics,
        why,
        day_or_none(until),
        competitor,
        added,
        archived == 1,
        tuple(industries.split("\n")) if industries else (),
    )
