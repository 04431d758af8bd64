"""Whom an item fits, among everybody: the rules of `domain.fitting`, turned round into sets of people.

Tags and industries are few different ones: each is compared once, and the index says who has it. The
words of insights are in the full-text index, whose own list of words gives the forms of a topic's word.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial

from kitdiary.domain.content import ContentItem
from kitdiary.domain.fitting import (
    COMPETITOR,
    INDUSTRY,
    MADE_FOR,
    SAID,
    TAG,
    freshness,
    lies_inside,
    of_industry,
)
from kitdiary.domain.words import Label, beginning, keys, label
from kitdiary.storage.database import Store
from kitdiary.storage.interests import SAID as SAID_KINDS
from kitdiary.storage.values import json_list

_LAST = "\U0010ffff"
# The words of the index as a table; it is the connection's own and holds nothing.
_VOCABULARY = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.said_words USING fts5vocab(main, insights_search, row)"
_SPOKE = """
SELECT DISTINCT i.contact_id FROM insights_search s CROSS JOIN insights i ON i.id = s.rowid
WHERE insights_search MATCH ?"""
_TAGGED = "SELECT contact_id FROM contact_tags WHERE tag_key IN (SELECT value FROM json_each(?))"
_EMPLOYED = """
SELECT c.id FROM companies k CROSS JOIN contacts c ON c.company_id = k.id
WHERE k.industry IN (SELECT value FROM json_each(?))"""

Points = dict[int, int]


class Fits:
    """Looks for the people items fit. Make it for one read scope: it remembers what it has read."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._tags: dict[str, Label] | None = None
        self._industries: dict[str, Label] | None = None

    def points(self, item: ContentItem, today: date) -> Points:
        """Everybody an item fits, with its points; nobody for one that fits anyone."""
        found: Points = {}
        of: dict[str, Points] = {topic: self._topic(label(topic)) for topic in item.topics}
        for industry in item.industries:
            wanted = label(industry)
            people = dict.fromkeys(self._employed(partial(of_industry, wanted)), MADE_FOR)
            of[industry] = _most(of.get(industry, {}), people)
        if competitor := label(item.competitor):
            users = self._users(competitor)
            of[item.competitor] = _sum((of.get(item.competitor, {}), dict.fromkeys(users, COMPETITOR)))
            of = {
                text: {who: count for who, count in some.items() if who in users} for text, some in of.items()
            }
        found = _sum(of.values())
        age = freshness(item, today)
        return {who: points + age for who, points in found.items()} if age else found

    def _topic(self, topic: Label) -> Points:
        """Who a topic fits: who has all its words, and who has a label that lies inside it."""
        if not topic:
            return {}
        by_words: Points | None = None
        for word in topic:
            people = self._with_word(word)
            if by_words is None:
                by_words = people
            else:
                both = by_words.keys() & people.keys()
                by_words = {who: by_words[who] + people[who] for who in both}
            if not by_words:
                break
        inside: Points = {}
        for count, labels, find in (
            (INDUSTRY, self._all_industries(), self._employed),
            (TAG, self._all_tags(), self._tagged),
        ):
            lengths = {len(one) for one in labels.values() if lies_inside(one, topic)}
            for length in sorted(lengths):
                of_length = find(partial(_of_length, topic, length))
                inside = _most(inside, dict.fromkeys(of_length, count * length))
        return _most(by_words or {}, inside)

    def _with_word(self, word: frozenset[str]) -> Points:
        """Who has a word, with the points of the best place it is in."""
        found = dict.fromkeys(self._employed(partial(_has, word)), INDUSTRY)
        found.update(dict.fromkeys(self._tagged(partial(_has, word)), TAG))
        found.update(dict.fromkeys(self._spoke(word, SAID_KINDS), SAID))
        return found

    def _users(self, competitor: Label) -> set[int]:
        """Who is known to use a competitor."""
        everybody: set[int] | None = None
        for word in competitor:
            people = set(self._spoke(word, ())) | set(self._tagged(partial(_has, word)))
            people |= self._noted(word)
            everybody = people if everybody is None else everybody & people
        return everybody or set()

    def _noted(self, word: frozenset[str]) -> set[int]:
        """Whose contract ends with a note that has the word."""
        rows = self._store.rows("SELECT id, timing_note FROM contacts WHERE timing_note <> ''")
        return {who for who, note in rows if _has(word, label(note))}

    # -- the three places ---------------------------------------------------------------------

    def _spoke(self, word: frozenset[str], kinds: tuple[str, ...]) -> Iterable[int]:
        """Who said a word in some form; in insights of these kinds, in any for none."""
        store, first = self._store, beginning(word)
        store.execute(_VOCABULARY)
        rows = store.rows(
            "SELECT term FROM temp.said_words WHERE term >= ? AND term < ?", (first, first + _LAST)
        )
        forms = [term for (term,) in rows if keys(term) & word]
        if not forms:
            return ()
        query = " OR ".join(f'"{form}"' for form in forms)
        only = f" AND i.kind IN ({', '.join('?' * len(kinds))})" if kinds else ""
        return [who for (who,) in store.rows(_SPOKE + only, (query, *kinds))]

    def _tagged(self, fits: Callable[[Label], bool]) -> Iterable[int]:
        tags = [key for key, words in self._all_tags().items() if fits(words)]
        return [who for (who,) in self._store.rows(_TAGGED, (json_list(tags),))] if tags else ()

    def _employed(self, fits: Callable[[Label], bool]) -> Iterable[int]:
        names = [name for name, words in self._all_industries().items() if fits(words)]
        return [who for (who,) in self._store.rows(_EMPLOYED, (json_list(names),))] if names else ()

    def _all_tags(self) -> Mapping[str, Label]:
        if self._tags is None:
            rows = self._store.rows("SELECT DISTINCT tag_key FROM contact_tags")
            self._tags = {key: label(key) for (key,) in rows}
        return self._tags

    def _all_industries(self) -> Mapping[str, Label]:
        if self._industries is None:
            rows = self._store.rows("SELECT DISTINCT industry FROM companies WHERE industry <> ''")
            self._industries = {name: label(name) for (name,) in rows}
        return self._industries


def _of_length(topic: Label, length: int, one: Label) -> bool:
    return len(one) == length and lies_inside(one, topic)


def _has(word: frozenset[str], one: Label) -> bool:
    return any(word & other for other in one)


def _most(one: Points, other: Points) -> Points:
    """The more of two for everybody in either."""
    if not one or not other:
        return one or other
    return one | {who: max(points, one.get(who, 0)) for who, points in other.items()}


def _sum(parts: Iterable[Points]) -> Points:
    found: Points = {}
    for part in parts:
        if not found:
            found = dict(part)
            continue
        for who, points in part.items():
            found[who] = found.get(who, 0) + points
    return found
