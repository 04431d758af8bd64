"""The library as a list: which items, in what order, and what became of each (PRODUCT §4 Library)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kitdiary.domain.content import ContentKind
from kitdiary.domain.names import name_key
from kitdiary.domain.touches import Counts
from kitdiary.storage.database import Store
from kitdiary.storage.matching import prefixes_query
from kitdiary.storage.values import day_or_none, json_list

REACH_DAYS = 30
"""What comes from somebody within so many days of getting an item counts as having come of it."""


class LibrarySort(StrEnum):
    """By what the library can be ordered."""

    ADDED = "added"
    TITLE = "title"
    KIND = "kind"
    UNTIL = "until"
    SENT = "sent"
    REPLIED = "replied"
    TALKED = "talked"


class Offered(StrEnum):
    """Which items of the library by whether they may still be proposed."""

    CURRENT = "current"
    EXPIRED = "expired"
    ARCHIVED = "archived"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class LibraryQuery:
    """What is asked of the library. ``text`` is words begun, ``topic`` a whole one or an industry."""

    text: str = ""
    kind: ContentKind | None = None
    topic: str = ""
    offered: Offered = Offered.CURRENT
    sort: LibrarySort = LibrarySort.ADDED
    descending: bool = True


@dataclass(frozen=True, slots=True)
class Reach:
    """What became of an item: people it was sent to, and of them who wrote back, and with whom one spoke.

    Within `REACH_DAYS` after they got it first.
    """

    sent: int
    replied: int
    talked: int


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who has had an item: when last, and the first reply and conversation within `REACH_DAYS`."""

    touch_id: int
    contact_id: int
    name: str
    company: str
    on: date
    replied_on: date | None
    talked_on: date | None


_OUR_DOING = int(Counts.OUTGOING | Counts.ATTEMPT)
_CAME = f"""
SELECT {{what}} FROM touch_facts f WHERE f.contact_id = h.contact_id AND f.at > h.at
AND f.at < h.at + {(REACH_DAYS + 2) * 86_400} AND f.on_date <= date(h.on_date, '+{REACH_DAYS} days')"""
_REPLIED = f"{_CAME} AND f.counts & {_OUR_DOING} = 0 AND f.counts & {int(Counts.CONVERSATION)} = 0"
_TALKED = f"{_CAME} AND f.counts & {int(Counts.CONVERSATION)} <> 0"
_SENT = """
SELECT t.content_id, l.contact_id, min(t.on_date) AS on_date, min(l.at) AS at FROM touches t
CROSS JOIN touch_contacts l ON l.touch_id = t.id
WHERE {which} AND t.direction = 'out' AND t.outcome <> 'bounced' GROUP BY 1, 2"""
_REACH = f"""
SELECT h.content_id, count(*), sum(EXISTS ({_REPLIED.format(what=1)})),
    sum(EXISTS ({_TALKED.format(what=1)}))
FROM ({_SENT}) h GROUP BY 1"""
_RECIPIENTS = f"""
SELECT h.touch_id, h.contact_id, c.name, coalesce(k.name, ''), h.on_date,
    ({_REPLIED.format(what="min(f.on_date)")}), ({_TALKED.format(what="min(f.on_date)")})
FROM (SELECT t.id AS touch_id, l.contact_id, t.on_date, max(l.at) AS at FROM touches t
    CROSS JOIN touch_contacts l ON l.touch_id = t.id
    WHERE t.content_id = ? AND t.outcome <> 'bounced' GROUP BY l.contact_id) h
CROSS JOIN contacts c ON c.id = h.contact_id LEFT JOIN companies k ON k.id = c.company_id
ORDER BY h.at DESC, h.touch_id DESC, c.name, c.id LIMIT ?"""
_CURRENT = "NOT i.archived AND (i.until_on IS NULL OR i.until_on >= :today)"
_OFFERED = {
    Offered.CURRENT: _CURRENT,
    Offered.EXPIRED: "NOT i.archived AND i.until_on < :today",
    Offered.ARCHIVED: "i.archived",
    Offered.ALL: "1",
}
_BY = {
    LibrarySort.ADDED: "i.added_on {0}, i.id {0}",
    LibrarySort.TITLE: "i.title_key {0}, i.id {0}",
    LibrarySort.KIND: "i.kind {0}, i.title_key, i.id",
    LibrarySort.UNTIL: "i.until_on IS NULL, i.until_on {0}, i.title_key, i.id",
}
_BY_REACH = {LibrarySort.SENT: 1, LibrarySort.REPLIED: 2, LibrarySort.TALKED: 3}


class LibraryList:
    """Reads of the library's page. They need a read scope."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def ids(self, query: LibraryQuery, today: date, limit: int | None = None) -> list[int]:
        """The ids of the items asked for, in the order asked for."""
        where, values = [f"({_OFFERED[query.offered]})"], {"today": today.isoformat()}
        if query.kind is not None:
            where.append("i.kind = :kind")
            values["kind"] = query.kind.value
        if topic := name_key(query.topic):
            where.append(
                "(EXISTS (SELECT 1 FROM content_topics t WHERE t.content_id = i.id AND t.topic_key = :topic)"
                " OR instr(char(10) || lower(i.industries) || char(10), char(10) || :line || char(10)))"
            )
            values |= {"topic": topic, "line": query.topic.lower()}
        words = prefixes_query(query.text)
        if words is not None:
            where.append(
                "(i.id IN (SELECT rowid FROM content_search WHERE content_search MATCH :words)"
                " OR instr(lower(i.industries), :text))"
            )
            values |= {"words": words, "text": query.text.strip().lower()}
        direction = "DESC" if query.descending else "ASC"
        source, order = "content i", _BY.get(query.sort, "").format(direction)
        if query.sort in _BY_REACH:
            names = ("content_id", "sent", "replied", "talked")
            reach = _REACH.format(which="t.content_id IS NOT NULL")
            source = f"content i LEFT JOIN (SELECT NULL AS {names[0]}, 0 AS {names[1]}, 0 AS {names[2]}, 0 AS"
            source += f" {names[3]} WHERE 0 UNION ALL {reach}) r ON r.content_id = i.id"
            order = f"coalesce(r.{names[_BY_REACH[query.sort]]}, 0) {direction}, i.added_on DESC, i.id DESC"
        sql = f"SELECT i.id FROM {source} WHERE {' AND '.join(where)} ORDER BY {order}"
        if limit is not None:
            sql += f" LIMIT {int(limit)}"
        return [item for (item,) in self._store.rows(sql, values)]

    def reach(self, ids: Iterable[int] | None = None) -> dict[int, Reach]:
        """What became of these items, of all of them for None; one nobody was sent is left out."""
        if ids is None:
            rows = self._store.rows(_REACH.format(which="t.content_id IS NOT NULL"))
        else:
            which = "t.content_id IN (SELECT value FROM json_each(?))"
            rows = self._store.rows(_REACH.format(which=which), (json_list(ids),))
        return {item: Reach(sent, replied, talked) for item, sent, replied, talked in rows}

    def recipients(self, item_id: int, limit: int) -> list[Recipient]:
        """Who has had an item, in whatever way, the last first."""
        return [
            Recipient(
                touch, who, name, company, date.fromisoformat(on), day_or_none(replied), day_or_none(talked)
            )
            for touch, who, name, company, on, replied, talked in self._store.rows(
                _RECIPIENTS, (item_id, limit)
            )
        ]

    def labels(self) -> tuple[list[str], list[str], list[str]]:
        """The topics, industries and competitors in use, each by name; industries of companies too."""
        topics = self._store.rows(
            "SELECT min(topic) FROM content_topics GROUP BY topic_key ORDER BY topic_key"
        )
        lines = self._store.rows(
            "SELECT DISTINCT industries FROM content WHERE industries <> ''"
            " UNION SELECT DISTINCT industry FROM companies WHERE industry <> ''"
        )
        rivals = self._store.rows(
            "SELECT DISTINCT competitor FROM content WHERE competitor <> '' ORDER BY competitor"
        )
        industries = {name_key(one): one for (text,) in lines for one in text.split("\n")}
        return (
            [topic for (topic,) in topics],
            [industries[key] for key in sorted(industries)],
            [rival for (rival,) in rivals],
        )
