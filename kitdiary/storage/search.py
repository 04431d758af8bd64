"""Finding anything by words: people, companies, notes, insights, content.

What a person types is never FTS5 syntax (`matching`). People, companies and content are found by words
begun, the best of the newest 2,000 hits first; notes and insights newest first, since ranking a word that
is in a third of a million notes takes half a second and newest first half a millisecond.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kitdiary.domain.names import name_key
from kitdiary.storage.database import Store
from kitdiary.storage.matching import in_columns, prefix_query, prefixes_query, whole_query, words_of
from kitdiary.storage.migrations import search_schema
from kitdiary.storage.values import day_or_none

_LAST = "\U0010ffff"
_RANKED = 2000
_SHORT = 2
"""Up to so many letters only names are looked up: nearly everybody has a word somewhere with one."""
_LONG_ENOUGH = 3
"""The last word of a search in notes may be only begun from so many letters on."""


class HitKind(StrEnum):
    """What was found."""

    CONTACT = "contact"
    COMPANY = "company"
    NOTE = "note"
    INSIGHT = "insight"
    CONTENT = "content"


ALL = tuple(HitKind)


@dataclass(frozen=True, slots=True)
class Hit:
    """Something found. ``id`` is that of its kind: for a note its touch.

    ``contact_id`` is the person it leads to (of several in a touch the first), None for companies and
    content. ``title`` is the name of the person or company, or the item's title; ``snippet`` one line:
    what a person does where, a company's industry, why an item is worth sending, the words of a note.
    ``on`` is the local date of a note or an insight.
    """

    kind: HitKind
    id: int
    contact_id: int | None
    title: str
    snippet: str
    on: date | None = None


_BEST = f"""
SELECT id, score FROM (
    SELECT rowid AS id, bm25({{table}}, {{weights}}) AS score FROM {{table}}
    WHERE {{table}} MATCH ? ORDER BY rowid DESC LIMIT {_RANKED}
) ORDER BY score LIMIT ?"""
_CONTACT = """c.id, c.id, c.name, trim(c.job_title || ', ' || coalesce(k.name, ''), ', '), NULL
FROM {} CROSS JOIN contacts c ON c.id = n.id LEFT JOIN companies k ON k.id = c.company_id"""
_COMPANY = """k.id, NULL, k.name, trim(k.industry || ', ' || k.city, ', '), NULL
FROM {} CROSS JOIN companies k ON k.id = n.id"""
_CONTENT = "i.id, NULL, i.title, i.why, NULL FROM {} CROSS JOIN content i ON i.id = n.id"


def _ranked(columns: str, table: str, weights: str) -> str:
    best = _BEST.format(table=table, weights=weights)
    return f"SELECT {columns.format(f'({best}) n')} ORDER BY n.score, n.id"


def _beginning(columns: str, table: str, key: str) -> str:
    named = (
        f"(SELECT id, {key} AS name FROM {table} WHERE {key} >= ? AND {key} < ? ORDER BY {key}, id LIMIT ?) n"
    )
    return f"SELECT {columns.format(named)} ORDER BY n.name, n.id"


def _begun(columns: str, table: str) -> str:
    newest = f"(SELECT rowid AS id FROM {table} WHERE {table} MATCH ? ORDER BY rowid DESC LIMIT ?) n"
    return f"SELECT {columns.format(newest)} ORDER BY n.id DESC"


_BEGUN_SQL = {
    HitKind.CONTACT: ("name", _begun(_CONTACT, "people_search")),
    HitKind.COMPANY: ("name", _begun(_COMPANY, "companies_search")),
    HitKind.CONTENT: ("title", _begun(_CONTENT, "content_search")),
}
"""Those with a word in their name that begins so, the newest first: the column, and the query."""
_RANKED_SQL = {
    HitKind.CONTACT: _ranked(_CONTACT, "people_search", "10, 4, 2, 2, 3, 3, 1"),
    HitKind.COMPANY: _ranked(_COMPANY, "companies_search", "10, 2, 2, 1"),
    HitKind.CONTENT: _ranked(_CONTENT, "content_search", "10, 2, 3, 5"),
}
_BEGINNING_SQL = {
    HitKind.CONTACT: _beginning(_CONTACT, "contacts", "name_key"),
    HitKind.COMPANY: _beginning(_COMPANY, "companies", "name_key"),
    HitKind.CONTENT: _beginning(_CONTENT, "content", "title_key"),
}
_NEWEST_SQL = {
    HitKind.INSIGHT: """
SELECT g.id, g.contact_id, c.name, n.snippet, g.on_date FROM (
    SELECT rowid AS id, snippet(insights_search, -1, '', '', '…', 12) AS snippet FROM insights_search
    WHERE insights_search MATCH ? ORDER BY rowid DESC LIMIT ?
) n CROSS JOIN insights g ON g.id = n.id CROSS JOIN contacts c ON c.id = g.contact_id
ORDER BY g.on_date DESC, g.id DESC""",
    HitKind.NOTE: """
SELECT t.id, l.contact_id, c.name, n.snippet, t.on_date FROM (
    SELECT rowid AS id, snippet(notes_search, -1, '', '', '…', 12) AS snippet FROM notes_search
    WHERE notes_search MATCH ? ORDER BY rowid DESC LIMIT ?
) n CROSS JOIN touches t ON t.id = n.id
CROSS JOIN touch_contacts l ON l.id = (SELECT min(id) FROM touch_contacts WHERE touch_id = t.id)
CROSS JOIN contacts c ON c.id = l.contact_id
ORDER BY t.at DESC, t.id DESC""",
}


def search(store: Store, text: str, kinds: Collection[HitKind] = ALL, limit: int = 50) -> list[Hit]:
    """What has all the words of ``text``: at most ``limit`` of each kind, kind after kind.

    Words of people, companies and content may be only begun; of a note or an insight the last one may,
    where that is needed to fill the list. Notes come newest first. Any text is allowed; one without a
    letter or digit finds nothing. Needs a read scope.
    """
    query = prefixes_query(text)
    if query is None:
        return []
    found: list[Hit] = []
    for kind in ALL:
        if kind not in kinds:
            continue
        if kind in _NEWEST_SQL:
            found += _newest(store, kind, text, limit)
        else:
            found += _hits(store, kind, _RANKED_SQL[kind], (query, limit))
    return found


def names(
    store: Store,
    text: str,
    limit: int = 20,
    kinds: Collection[HitKind] = (HitKind.CONTACT, HitKind.COMPANY, HitKind.CONTENT),
) -> list[Hit]:
    """People, companies and content as someone types their name: at most ``limit`` of each kind.

    Names that begin so come first, then for one or two letters those with a word that does, such as
    the family name; from three letters on what has all the words, each perhaps only begun, anywhere in
    it. Needs a read scope.
    """
    key = name_key(text)
    query = prefixes_query(text)
    if not key or query is None:
        return []
    found: list[Hit] = []
    for kind in ALL:
        if kind not in kinds or kind not in _BEGINNING_SQL:
            continue
        hits = _hits(store, kind, _BEGINNING_SQL[kind], (key, key + _LAST, limit))
        if len(hits) < limit:
            seen = {hit.id for hit in hits}
            if len(key) > _SHORT:
                more = _hits(store, kind, _RANKED_SQL[kind], (query, limit))
            else:
                column, sql = _BEGUN_SQL[kind]
                more = _hits(store, kind, sql, (in_columns(column, query), limit + len(hits)))
            hits += [hit for hit in more if hit.id not in seen][: limit - len(hits)]
        found += hits
    return found


def check_index(store: Store) -> list[str]:
    """What is wrong with the index, in sentences; empty when it is true. Needs a write scope."""
    return search_schema.problems(store.connection())


def rebuild_index(store: Store) -> None:
    """Make the whole index anew from what the diary holds. Needs a write scope."""
    search_schema.refill(store.connection())


def _newest(store: Store, kind: HitKind, text: str, limit: int) -> list[Hit]:
    """Whole words first: a word begun has to gather all it could mean before the newest is known."""
    whole, begun = whole_query(text), prefix_query(text)
    hits = _hits(store, kind, _NEWEST_SQL[kind], (whole, limit))
    if len(hits) < limit and len(words_of(text)[-1]) >= _LONG_ENOUGH:
        hits = _hits(store, kind, _NEWEST_SQL[kind], (begun, limit))
    return hits


def _hits(store: Store, kind: HitKind, sql: str, params: tuple[str | int | None, ...]) -> list[Hit]:
    return [
        Hit(kind, row_id, contact_id, title, " ".join(snippet.split()), day_or_none(on))
        for row_id, contact_id, title, snippet, on in store.rows(sql, params)
    ]
