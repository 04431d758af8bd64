"""Lists of contacts: the ids of a filter in order first, the lines on demand.

A list may have 100,000 of them (PLATFORM *Lists of 100,000 rows*).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from kitdiary.domain.names import name_key
from kitdiary.domain.people import ClosedReason, Fit, Labelled, Role, State
from kitdiary.storage.contact_columns import CLOSED
from kitdiary.storage.database import Store
from kitdiary.storage.matching import in_columns, prefixes_query, words_of
from kitdiary.storage.people import labelled_by_contact
from kitdiary.storage.steps import LEFT_BEHIND
from kitdiary.storage.values import day_or_none, json_list

_LAST = "\U0010ffff"
_LISTED_WORDS = "name company job_title city tags emails"
"""Where the filter of a list looks: what a line says of a person, not the long notes."""
_SHORT = 2
"""Up to so many letters a filter is the beginning of a name: nearly everybody has a word with them."""

_ROWS = """
SELECT c.id, c.name, c.company_id, k.name, c.job_title, c.rating, k.rating, p.effective_rating, c.closed,
    c.paused_until, (SELECT s.due_on FROM steps s WHERE s.contact_id = c.id AND s.kind = 'talk'),
    (SELECT s.due_on FROM steps s WHERE s.contact_id = c.id AND s.kind = 'value_add'), p.last_conversation_on
FROM json_each(?) e CROSS JOIN contacts c ON c.id = e.value
LEFT JOIN companies k ON k.id = c.company_id LEFT JOIN plans p ON p.contact_id = c.id ORDER BY e.key
"""
_LABELLED = """
SELECT contact_id, value, label FROM {} WHERE contact_id IN (SELECT value FROM json_each(?))
ORDER BY contact_id, position, id
"""


class ContactSort(StrEnum):
    """What a list of contacts can be ordered by; ties by name. What has no value comes last, both ways."""

    NAME = "name"
    COMPANY = "company"
    RATING = "rating"
    NEXT_TALK = "next_talk"
    NEXT_VALUE_ADD = "next_value_add"
    LAST_CONVERSATION = "last_conversation"
    ADDED = "added"


_STEP = "(SELECT s.due_on FROM steps s WHERE s.contact_id = c.id AND s.kind = '{}')"
_ORDER = {
    ContactSort.NAME: "c.name_key",
    ContactSort.COMPANY: "(SELECT k.name_key FROM companies k WHERE k.id = c.company_id)",
    ContactSort.RATING: "(SELECT e.key FROM json_each(:scale) e"
    " JOIN plans p ON p.effective_rating = e.value WHERE p.contact_id = c.id)",
    ContactSort.NEXT_TALK: _STEP.format("talk"),
    ContactSort.NEXT_VALUE_ADD: _STEP.format("value_add"),
    ContactSort.LAST_CONVERSATION: "(SELECT p.last_conversation_on FROM plans p WHERE p.contact_id = c.id)",
    ContactSort.ADDED: "c.id",
}


@dataclass(frozen=True, slots=True)
class ContactQuery:
    """Which contacts: all conditions given must hold; of several ratings, roles or tags, one.

    ``text`` are words of the name, company, job title, place, tags or addresses, each perhaps only begun;
    one or two letters are the beginning of a name. ``ratings`` are effective ones. ``state`` and
    ``left_behind`` are as of the local date ``today``, which they need.
    """

    text: str = ""
    ratings: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    tags: tuple[str, ...] = ()
    state: State | None = None
    fit: Fit | None = None
    company_id: int | None = None
    left_behind: bool = False
    today: date | None = None


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One line of a list of contacts. ``effective_rating`` is None until a plan was made."""

    contact_id: int
    name: str
    company_id: int | None
    company: str | None
    job_title: str
    rating: str | None
    company_rating: str | None
    effective_rating: str | None
    closed: ClosedReason | None
    paused_until: date | None
    next_talk_on: date | None
    next_value_add_on: date | None
    last_conversation_on: date | None
    emails: tuple[Labelled, ...]
    phones: tuple[Labelled, ...]

    def state(self, today: date) -> State:
        """Active, paused or closed, as seen from a local date."""
        if self.closed is not None:
            return State.CLOSED
        paused = self.paused_until is not None and self.paused_until > today
        return State.PAUSED if paused else State.ACTIVE


class ContactList:
    """Reads lists of contacts. Everything needs a read scope."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def ids(
        self,
        query: ContactQuery = ContactQuery(),
        sort: ContactSort = ContactSort.NAME,
        *,
        descending: bool = False,
        scale: Sequence[str] = (),
    ) -> list[int]:
        """The ids of the contacts that fit, in order; one statement.

        ``scale`` are the rating codes best first, needed for the order by rating (best first unless
        ``descending``).
        """
        params: dict[str, str | int] = {"scale": json_list(scale)}
        conditions = _conditions(query, params)
        if conditions is None:
            return []
        where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        order = _ORDER[sort]
        turned = " DESC" if descending else ""
        by_value = (
            f"{order}{turned}" if sort in (ContactSort.NAME, ContactSort.ADDED) else f"2{turned} NULLS LAST"
        )
        name = f", c.name_key{turned}, c.id{turned}" if sort is ContactSort.NAME else ", c.name_key, c.id"
        columns = "c.id" if by_value.startswith("c.") else f"c.id, {order}"
        rows = self._store.rows(f"SELECT {columns} FROM contacts c{where} ORDER BY {by_value}{name}", params)
        return [row[0] for row in rows]

    def rows(self, ids: Iterable[int]) -> list[ContactRow]:
        """The lines for these ids, in their order, in three statements; unknown ids are left out."""
        listed = (json_list(ids),)
        emails = labelled_by_contact(self._store.rows(_LABELLED.format("contact_emails"), listed))
        phones = labelled_by_contact(self._store.rows(_LABELLED.format("contact_phones"), listed))
        return [
            _row(row, tuple(emails.get(row[0], ())), tuple(phones.get(row[0], ())))
            for row in self._store.rows(_ROWS, listed)
        ]

    def tags(self) -> dict[str, int]:
        """Every tag in use with the number of contacts that have it; by name."""
        return dict(
            self._store.rows("SELECT min(tag), count(*) FROM contact_tags GROUP BY tag_key ORDER BY tag_key")
        )


def _row(row: Sequence[Any], emails: tuple[Labelled, ...], phones: tuple[Labelled, ...]) -> ContactRow:
    contact_id, name, company_id, company, job_title, rating, company_rating, effective, closed, *days = row
    paused_until, talk_on, value_add_on, spoke_on = map(day_or_none, days)
    return ContactRow(
        contact_id,
        name,
        company_id,
        company,
        job_title,
        rating,
        company_rating,
        effective,
        None if closed is None else CLOSED[closed],
        paused_until,
        talk_on,
        value_add_on,
        spoke_on,
        emails,
        phones,
    )


def _conditions(query: ContactQuery, params: dict[str, str | int]) -> list[str] | None:
    """The conditions of a query as SQL, their values put into ``params``; None: nobody can fit."""
    found: list[str] = []
    if query.text.strip():
        text = _text_condition(query.text, params)
        if text is None:
            return None
        found.append(text)
    if query.ratings:
        params["ratings"] = json_list(query.ratings)
        found.append(
            "c.id IN (SELECT p.contact_id FROM plans p"
            " WHERE p.effective_rating IN (SELECT value FROM json_each(:ratings)))"
        )
    if query.roles:
        params["roles"] = json_list(role.value for role in query.roles)
        found.append("c.role IN (SELECT value FROM json_each(:roles))")
    if query.tags:
        params["tags"] = json_list(name_key(tag) for tag in query.tags)
        found.append(
            "c.id IN (SELECT t.contact_id FROM contact_tags t"
            " WHERE t.tag_key IN (SELECT value FROM json_each(:tags)))"
        )
    if query.fit is not None:
        params["fit"] = query.fit.value
        found.append("c.fit = :fit")
    if query.company_id is not None:
        params["company"] = query.company_id
        found.append("c.company_id = :company")
    found += _dated_conditions(query, params)
    return found


def _dated_conditions(query: ContactQuery, params: dict[str, str | int]) -> list[str]:
    if query.state is None and not query.left_behind:
        return []
    if query.today is None:
        raise ValueError("a filter by state or by left behind needs today's date")
    params["today"] = query.today.isoformat()
    paused = "coalesce(c.paused_until > :today, 0)"
    by_state = {
        None: "1",
        State.CLOSED: "c.closed IS NOT NULL",
        State.PAUSED: f"c.closed IS NULL AND {paused}",
        State.ACTIVE: f"c.closed IS NULL AND NOT {paused}",
    }
    behind = f"c.id IN ({LEFT_BEHIND.replace('?1', ':today')})" if query.left_behind else "1"
    return [by_state[query.state], behind]


def _text_condition(text: str, params: dict[str, str | int]) -> str | None:
    key = name_key(text)
    if 0 < len(key) <= _SHORT and key.isascii():
        params["first"], params["last"] = key, key + _LAST
        return "c.name_key >= :first AND c.name_key < :last"
    query = prefixes_query(text)
    if query is None or not words_of(text):
        return None
    params["match"] = in_columns(_LISTED_WORDS, query)
    return "c.id IN (SELECT rowid FROM people_search WHERE people_search MATCH :match)"
