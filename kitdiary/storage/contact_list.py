"""Lists of contacts: the ids of a filter in order first, the lines on demand.

A list may have 100,000 of them (PLATFORM *Lists of 100,000 rows*).
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from kitdiary.domain.people import ClosedReason, Fit, Labelled, Role, State
from kitdiary.storage.contact_columns import CLOSED
from kitdiary.storage.contact_query import NEXT_TALK, ContactQuery, Params, conditions, place
from kitdiary.storage.database import Store
from kitdiary.storage.people import labelled_by_contact
from kitdiary.storage.values import day_or_none, json_list

__all__ = ["ContactList", "ContactQuery", "ContactRow", "ContactSort"]

_TAG_END = "\x1f"
_ROWS = f"""
SELECT c.id, c.name, c.company_id, k.name, c.job_title, c.rating, k.rating, p.effective_rating, c.closed,
    c.paused_until, (SELECT s.due_on FROM steps s WHERE s.contact_id = c.id AND s.kind = 'talk'),
    (SELECT s.due_on FROM steps s WHERE s.contact_id = c.id AND s.kind = 'value_add'), p.last_conversation_on,
    {NEXT_TALK}, c.added_on, c.timing_on, c.role, c.fit, c.source,
    coalesce(nullif(c.city, ''), k.city, ''), coalesce(nullif(c.postcode, ''), k.postcode, ''),
    coalesce(nullif(c.country, ''), k.country, ''),
    (SELECT group_concat(tag, char(31)) FROM
        (SELECT t.tag FROM contact_tags t WHERE t.contact_id = c.id ORDER BY t.tag_key))
FROM json_each(?) e CROSS JOIN contacts c ON c.id = e.value
LEFT JOIN companies k ON k.id = c.company_id LEFT JOIN plans p ON p.contact_id = c.id ORDER BY e.key
"""
_LABELLED = """
SELECT contact_id, value, label FROM {} WHERE contact_id IN (SELECT value FROM json_each(?))
ORDER BY contact_id, position, id
"""
_HITS = "SELECT count(*) FROM people_search WHERE people_search MATCH :match"
_MANY = 5_000
_IN_USE = (
    "SELECT {0} FROM contacts WHERE {0} <> '' UNION SELECT {0} FROM companies WHERE {0} <> '' ORDER BY 1"
)


class ContactSort(StrEnum):
    """What a list of contacts can be ordered by; ties by name. What has no value comes last, both ways."""

    NAME = "name"
    COMPANY = "company"
    RATING = "rating"
    NEXT_TALK = "next_talk"
    NEXT_VALUE_ADD = "next_value_add"
    LAST_CONVERSATION = "last_conversation"
    ADDED = "added"
    JOB_TITLE = "job_title"
    CITY = "city"
    POSTCODE = "postcode"
    COUNTRY = "country"
    SOURCE = "source"
    ROLE = "role"
    FIT = "fit"
    TIMING = "timing"


_ORDER = {
    ContactSort.NAME: "c.name_key",
    ContactSort.COMPANY: "(SELECT k.name_key FROM companies k WHERE k.id = c.company_id)",
    ContactSort.NEXT_TALK: NEXT_TALK,
    ContactSort.NEXT_VALUE_ADD: "(SELECT s.due_on FROM steps s"
    " WHERE s.contact_id = c.id AND s.kind = 'value_add')",
    ContactSort.LAST_CONVERSATION: "(SELECT p.last_conversation_on FROM plans p WHERE p.contact_id = c.id)",
    ContactSort.ADDED: "c.id",
    ContactSort.JOB_TITLE: "lower(nullif(c.job_title, ''))",
    ContactSort.CITY: f"lower({place('city')})",
    ContactSort.POSTCODE: f"upper({place('postcode')})",
    ContactSort.COUNTRY: f"lower({place('country')})",
    ContactSort.SOURCE: "lower(nullif(c.source, ''))",
    ContactSort.ROLE: "c.role",
    ContactSort.FIT: "CASE c.fit WHEN 'yes' THEN 0 WHEN 'unsure' THEN 1 ELSE 2 END",
    ContactSort.TIMING: "c.timing_on",
}


EVERYBODY = ContactQuery()
"""No condition at all."""


@dataclass(frozen=True, slots=True)
class ContactRow:
    """One line of a list of contacts. ``effective_rating`` is None until a plan was made.

    ``talk_on`` is the next talk or the promise that stands in its place. City, postcode and country are
    the person's own, else those of the company.
    """

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
    talk_on: date | None = None
    added_on: date | None = None
    timing_on: date | None = None
    role: Role = Role.PROSPECT
    fit: Fit = Fit.UNSURE
    source: str = ""
    city: str = ""
    postcode: str = ""
    country: str = ""
    tags: tuple[str, ...] = ()

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
        query: ContactQuery = EVERYBODY,
        sort: ContactSort = ContactSort.NAME,
        *,
        descending: bool = False,
        scale: Sequence[str] = (),
        limit: int | None = None,
    ) -> list[int]:
        """The ids of the contacts that fit, in order, at most ``limit``; one statement.

        ``scale`` are the rating codes best first, needed for the order by rating (best first unless
        ``descending``).
        """
        params: Params = {"limit": -1 if limit is None else limit}
        found = conditions(query, params)
        if found is None:
            return []
        if sort is ContactSort.NAME and limit is not None and self._has_many(params):
            # Along the names until there are enough, instead of looking up every hit and sorting them all.
            found = [condition.replace("c.id IN", "+c.id IN") for condition in found]
        where = f" WHERE {' AND '.join(found)}" if found else ""
        turned = " DESC" if descending else ""
        if sort in (ContactSort.NAME, ContactSort.ADDED):
            columns, by_value = "c.id AS id", f"{_ORDER[sort]}{turned}"
        else:
            order = _rank(scale, params) if sort is ContactSort.RATING else _ORDER[sort]
            columns, by_value = f"c.id AS id, {order}", f"2{turned} NULLS LAST"
        ties = f"c.id{turned}" if sort is ContactSort.NAME else "c.name_key, c.id"
        table = "contacts c" if _by_index(query, sort, whole=limit is None) else "contacts c NOT INDEXED"
        ordered = f"SELECT {columns} FROM {table}{where} ORDER BY {by_value}, {ties} LIMIT :limit"
        # As one text: a row at a time Python needs five times as long, and holds up the window meanwhile.
        row = self._store.one(f"SELECT json_group_array(id) FROM ({ordered})", params)
        ids: list[int] = [] if row is None else json.loads(row[0])
        return ids

    def _has_many(self, params: Params) -> bool:
        """Whether the words are those of so many that the first of them by name are soon found."""
        if "match" not in params:
            return False
        row = self._store.one(_HITS, params)
        return row is not None and int(row[0]) > _MANY

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

    def sources(self) -> list[str]:
        """Every source in use, by name. Reads every contact."""
        rows = self._store.rows("SELECT DISTINCT source FROM contacts WHERE source <> '' ORDER BY source")
        return [row[0] for row in rows]

    def countries(self) -> list[str]:
        """Every country in use, of people and companies, by name. Reads all of both."""
        return [row[0] for row in self._store.rows(_IN_USE.format("country"))]


def _by_index(query: ContactQuery, sort: ContactSort, *, whole: bool) -> bool:
    """Whether an index leads to the few that are wanted.

    Who looks at everybody does so by id: their steps and plans lie in that order, by name it takes twice
    as long.
    """
    if query.text.strip() or query.company_id is not None:
        return True
    return sort is ContactSort.NAME and (not whole or query == ContactQuery(today=query.today))


def _rank(scale: Sequence[str], params: Params) -> str:
    """The place of the effective rating on the scale, as SQL."""
    cases = []
    for place_on_scale, code in enumerate(scale):
        params[f"code{place_on_scale}"] = code
        cases.append(f" WHEN :code{place_on_scale} THEN {place_on_scale}")
    rank = f"CASE p.effective_rating{''.join(cases)} END" if cases else "NULL"
    return f"(SELECT {rank} FROM plans p WHERE p.contact_id = c.id)"


_FITS = {fit.value: fit for fit in Fit}
_ROLES = {role.value: role for role in Role}


def _row(row: Sequence[Any], emails: tuple[Labelled, ...], phones: tuple[Labelled, ...]) -> ContactRow:
    (
        contact_id, name, company_id, company, job_title, rating, company_rating, effective, closed,
        paused_until, next_talk_on, value_add_on, spoke_on, talk_on, added_on, timing_on, role, fit, source,
        city, postcode, country, tags,
    ) = row  # fmt: skip
    return ContactRow(
        contact_id, name, company_id, company, job_title, rating, company_rating, effective,
        None if closed is None else CLOSED[closed], day_or_none(paused_until), day_or_none(next_talk_on),
        day_or_none(value_add_on), day_or_none(spoke_on), emails, phones, day_or_none(talk_on),
        day_or_none(added_on), day_or_none(timing_on), _ROLES[role], _FITS[fit], source,
        city, postcode, country, tuple(tags.split(_TAG_END)) if tags else (),
    )  # fmt: skip
