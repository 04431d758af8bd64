"""Everything the diary knows of contacts as texts, one row each: what leaves it as a table.

Done by one statement, since nothing else is as fast: the texts come out of SQLite as they are written.
"""

import sqlite3
from collections.abc import Iterable

from kitdiary.storage.database import Store
from kitdiary.storage.values import json_list

_OWN = (
    "street", "city", "region", "postcode", "country", "notes", "birthday", "time_zone", "language",
    "best_hours",
)  # fmt: skip


def _escaped(text: str, marks: str = ":") -> str:
    r"""A text in which a list's separators stand behind a backslash."""
    text = rf"replace({text}, '\', '\\')"
    for mark in marks:
        text = rf"replace({text}, '{mark}', '\{mark}')"
    return text


def _labelled(table: str) -> str:
    """``label: value ::: value``: every number or address in its order."""
    entry = f"iif(label = '', {_escaped('value')}, {_escaped('label')} || ': ' || {_escaped('value')})"
    return (
        f"(SELECT group_concat(t, ' ::: ') FROM (SELECT {entry} AS t FROM {table} WHERE contact_id = c.id"
        " ORDER BY position, id))"
    )


def _uid(alias: str) -> str:
    """The UID of the card they came from, else the diary's own."""
    own = f":own || {alias}.id"
    kept = f"(SELECT substr(value, 5) FROM json_each({alias}.extra) WHERE value LIKE 'UID:%' LIMIT 1)"
    return f"iif({alias}.extra = '[]', {own}, coalesce({kept}, {own}))"


_PHONES = "coalesce(" + _labelled("contact_phones") + ", '')"
_QUIET_PHONES = (
    "(SELECT iif(substr(p, 1, 1) = '+' AND substr(p, 2) GLOB '*[^0-9]*', '''' || p, p)"
    f" FROM (SELECT {_PHONES} AS p))"
)
"""A list of numbers mostly begins with a plus; done here, it need not be looked at again."""
_TIMING_DATE = """
CASE c.timing_precision WHEN 'day' THEN c.timing_on WHEN 'month' THEN substr(c.timing_on, 1, 7)
WHEN 'quarter' THEN
    substr(c.timing_on, 1, 4) || '-Q' || ((CAST(substr(c.timing_on, 6, 2) AS INTEGER) + 2) / 3)
WHEN 'year' THEN substr(c.timing_on, 1, 4) END
"""
_KEPT = """
iif(c.extra = '[]', '', (SELECT ifnull(nullif(json_group_array(value), '[]'), '') FROM json_each(c.extra)
WHERE value NOT LIKE 'UID:%' AND value NOT LIKE 'X-KITDIARY-INTRODUCED-BY:%'))
"""
_UNKNOWN = """
SELECT substr(value, 26) FROM json_each(c.extra) WHERE value LIKE 'X-KITDIARY-INTRODUCED-BY:%' LIMIT 1
"""
"""An introducer who is not in this diary, as an import kept them."""
_COLUMNS: dict[str, str] = {
    "name": "c.name",
    "given_name": "c.given_name",
    "family_name": "c.family_name",
    "company": "k.name",
    "job_title": "c.job_title",
    "emails": _labelled("contact_emails"),
    "phones": _QUIET_PHONES,
    "role": "c.role",
    "rating": "c.rating",
    "company_rating": "k.rating",
    "fit": "c.fit",
    "tags": f"(SELECT group_concat(t, '; ') FROM (SELECT {_escaped('tag', ':;,')} AS t FROM contact_tags"
    " WHERE contact_id = c.id ORDER BY tag_key))",
    "source": "c.source",
    "owner": "c.owner",
    "website": "c.website",
    **{name: f"c.{name}" for name in _OWN},
    "no_calls": "iif(c.allow_calls, '', 'yes')",
    "no_email": "iif(c.allow_email, '', 'yes')",
    "no_other": "iif(c.allow_other, '', 'yes')",
    "timing_kind": "c.timing_kind",
    "timing_date": _TIMING_DATE,
    "timing_note": "c.timing_note",
    "timing_recorded_on": "c.timing_recorded_on",
    "fit_note": "c.fit_note",
    "fit_link": "c.fit_link",
    "fit_on": "c.fit_on",
    "talk_every": "c.talk_every",
    "email_every": "c.email_every",
    "first_talk_on": "c.first_talk_on",
    "paused_until": "c.paused_until",
    "closed": "c.closed",
    "closed_on": "c.closed_on",
    "added_on": "c.added_on",
    "introduced_by": f"iif(c.introduced_by IS NULL, iif(c.extra = '[]', '', ({_UNKNOWN})),"
    f" (SELECT {_uid('i')} FROM contacts i WHERE i.id = c.introduced_by))",
    "industry": "k.industry",
    "company_website": "k.website",
    "uid": _uid("c"),
    "extra": _KEPT,
    "photo": "(SELECT sha256 FROM contact_photos WHERE contact_id = c.id)",
}
HEADINGS = tuple(_COLUMNS)
PHOTO = HEADINGS.index("photo")
_CONTACTS = (
    f"SELECT {', '.join(_COLUMNS.values())} FROM contacts c LEFT JOIN companies k ON k.id = c.company_id"
    " {where} ORDER BY c.id"
)
_COMPANY_COLUMNS = {
    "company": "k.name",
    "company_rating": "k.rating",
    "industry": "k.industry",
    "company_website": "k.website",
    "notes": "k.notes",
    **{name: f"k.{name}" for name in _OWN[:5]},
}
_SAYS_MORE = "k.notes || k.street || k.city || k.region || k.postcode || k.country <> ''"
_NO_PEOPLE = "NOT EXISTS (SELECT 1 FROM contacts c WHERE c.company_id = k.id)"
_ALL_COMPANIES = f"WHERE {_NO_PEOPLE} OR {_SAYS_MORE} ORDER BY k.name_key, k.id"
_THEIR_COMPANIES = f"""
WHERE k.id IN (SELECT company_id FROM contacts WHERE id IN (SELECT value FROM json_each(:ids)))
AND {_SAYS_MORE} ORDER BY k.name_key, k.id
"""


class ContactExport:
    """Reads contacts and companies as rows of texts. Needs a read scope all the while."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def contacts(self, own_uid: str, ids: Iterable[int] | None = None) -> sqlite3.Cursor:
        """A row of `HEADINGS` for every contact (or these), by id. ``photo`` is a SHA-256."""
        if ids is None:
            return self._store.execute(_CONTACTS.format(where=""), {"own": own_uid})
        where = "WHERE c.id IN (SELECT value FROM json_each(:ids))"
        return self._store.execute(_CONTACTS.format(where=where), {"own": own_uid, "ids": json_list(ids)})

    def companies(self, ids: Iterable[int] | None = None) -> sqlite3.Cursor:
        """A row for every company that no row of its people says all of.

        Those without people, and those with a note or an address of their own. Of a selection of contacts
        only theirs.
        """
        columns = ", ".join(_COMPANY_COLUMNS.get(name, "NULL") for name in HEADINGS)
        sql = f"SELECT {columns} FROM companies k"
        if ids is None:
            return self._store.execute(f"{sql} {_ALL_COMPANIES}")
        return self._store.execute(f"{sql} {_THEIR_COMPANIES}", {"ids": json_list(ids)})

    def company_ids(self, ids: Iterable[int] | None = None) -> list[int]:
        """The companies of those rows."""
        if ids is None:
            rows = self._store.rows(f"SELECT k.id FROM companies k {_ALL_COMPANIES}")
        else:
            rows = self._store.rows(
                f"SELECT k.id FROM companies k {_THEIR_COMPANIES}",
                {"ids": json_list(ids)},
            )
        return [row[0] for row in rows]

    def count(self, ids: Iterable[int] | None = None) -> int:
        """How many contacts there will be."""
        if ids is None:
            row = self._store.one("SELECT count(*) FROM contacts")
        else:
            row = self._store.one(
                "SELECT count(*) FROM contacts WHERE id IN (SELECT value FROM json_each(?))",
                (json_list(ids),),
            )
        return 0 if row is None else int(row[0])

    def uids(self, own_uid: str, ids: Iterable[int]) -> dict[int, str]:
        """The UID under which each of these contacts leaves the diary."""
        rows = self._store.rows(
            f"SELECT c.id, {_uid('c')} FROM contacts c WHERE c.id IN (SELECT value FROM json_each(:ids))",
            {"own": own_uid, "ids": json_list(ids)},
        )
        return dict(rows)
