"""Companies: the firms people work for."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from kitdiary.domain.names import name_key
from kitdiary.domain.people import Address, Company
from kitdiary.storage.database import Store
from kitdiary.storage.matching import prefix_query
from kitdiary.storage.rows import Value, change_row, missing
from kitdiary.storage.values import day_or_none, json_list

_PLAIN = ("rating", "industry", "website", "notes")
_PLACE = ("street", "city", "region", "postcode", "country")
_COLUMNS = ("name", "name_key", *_PLAIN, *_PLACE)
_SELECT = f"SELECT id, name, {', '.join(_PLAIN + _PLACE)} FROM companies"
_PEOPLE = "SELECT {} FROM contacts c WHERE c.company_id = k.id"
_CONTACTS = f"({_PEOPLE.format('count(*)')})"
_SPOKE = (
    f"""({_PEOPLE.format("max((SELECT p.last_conversation_on FROM plans p WHERE p.contact_id = c.id))")})"""
)
_NEXT = f"""({_PEOPLE.format("min((SELECT min(s.due_on) FROM steps s WHERE s.contact_id = c.id))")})"""
_ROWS = f"""
SELECT k.id, k.name, k.rating, k.city, {_CONTACTS}, k.industry, k.country, {_SPOKE}, {_NEXT}
FROM json_each(?) e JOIN companies k ON k.id = e.value ORDER BY e.key
"""


class CompanySort(StrEnum):
    """What a list of companies can be ordered by; ties by name. What has no value comes last, both ways."""

    NAME = "name"
    RATING = "rating"
    CONTACTS = "contacts"
    INDUSTRY = "industry"
    CITY = "city"
    COUNTRY = "country"
    LAST_CONVERSATION = "last_conversation"
    NEXT_STEP = "next_step"


_ORDER = {
    CompanySort.NAME: "k.name_key",
    CompanySort.RATING: "(SELECT e.key FROM json_each(:scale) e WHERE e.value = k.rating)",
    CompanySort.CONTACTS: _CONTACTS,
    CompanySort.INDUSTRY: "lower(nullif(k.industry, ''))",
    CompanySort.CITY: "lower(nullif(k.city, ''))",
    CompanySort.COUNTRY: "lower(nullif(k.country, ''))",
    CompanySort.LAST_CONVERSATION: _SPOKE,
    CompanySort.NEXT_STEP: _NEXT,
}


@dataclass(frozen=True, slots=True)
class CompanyRow:
    """One line of the list of companies: its people's last conversation and earliest step with it."""

    company_id: int
    name: str
    rating: str | None
    city: str
    contacts: int
    industry: str = ""
    country: str = ""
    last_conversation_on: date | None = None
    next_step_on: date | None = None


def place_columns(address: Address) -> dict[str, Value]:
    """An address as columns; people and companies have the same."""
    return {name: getattr(address, name) for name in _PLACE}


def _company(row: Sequence[Any]) -> Company:
    company_id, name, rating, industry, website, notes, *place = row
    return Company(company_id, name, rating, industry, website, notes, Address(*place))


def _columns(fields: Mapping[str, object]) -> dict[str, Value]:
    columns: dict[str, Value] = {}
    for name, value in fields.items():
        if name == "name":
            columns |= {"name": str(value), "name_key": name_key(str(value))}
        elif name == "address" and isinstance(value, Address):
            columns |= place_columns(value)
        elif name in _PLAIN and (value is None or isinstance(value, str)):
            columns[name] = value
        else:
            raise TypeError(f"no field {name} of a company takes {value!r}")
    return columns


def _whole(company: Company) -> dict[str, Value]:
    plain = {name: getattr(company, name) for name in _PLAIN}
    return _columns({"name": company.name, **plain, "address": company.address})


class Companies:
    """The companies of a diary. Reads need a read scope, writes an operation."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, company: Company) -> int:
        """Add a company (its ``id`` is not looked at) and say its new id."""
        return self._store.insert("companies", **_whole(company))

    def add_many(self, companies: Iterable[Company]) -> range:
        """Add companies in their order; their new ids."""
        rows = (tuple(_whole(company).values()) for company in companies)
        return self._store.bulk_insert("companies", _COLUMNS, rows)

    def change(self, company_id: int, **fields: object) -> bool:
        """Change fields of `Company` by name; whether any differed. DiaryError for an unknown id."""
        return change_row(self._store, "companies", company_id, _columns(fields), "company")

    def delete(self, company_id: int) -> None:
        """Remove a company that nobody refers to any more."""
        self._store.delete("companies", company_id)

    def one(self, company_id: int) -> Company:
        """A company; DiaryError for an unknown id."""
        row = self._store.one(f"{_SELECT} WHERE id = ?", (company_id,))
        if row is None:
            raise missing("company", company_id)
        return _company(row)

    def many(self, ids: Iterable[int]) -> dict[int, Company]:
        """The companies of these ids; unknown ones are left out."""
        rows = self._store.rows(f"{_SELECT} WHERE id IN (SELECT value FROM json_each(?))", (json_list(ids),))
        return {row[0]: _company(row) for row in rows}

    def find(self, name: str) -> Company | None:
        """The company of this name, the same spelling before another case or accent, the oldest first."""
        rows = self._store.rows(
            f"{_SELECT} WHERE name_key = ? ORDER BY name <> ?, id", (name_key(name), name)
        )
        return _company(rows[0]) if rows else None

    def keys(self) -> dict[str, int]:
        """Every name key with its company id, for an import; the oldest where two share one."""
        return dict(self._store.rows("SELECT name_key, id FROM companies ORDER BY id DESC"))

    def colleagues(self, company_id: int, but: int | None = None) -> list[int]:
        """The contacts at a company, but for one of them."""
        rows = self._store.rows(
            "SELECT id FROM contacts WHERE company_id = ? AND id IS NOT ? ORDER BY id", (company_id, but)
        )
        return [row[0] for row in rows]

    def list_ids(
        self,
        text: str = "",
        sort: CompanySort = CompanySort.NAME,
        *,
        descending: bool = False,
        scale: Sequence[str] = (),
        limit: int | None = None,
    ) -> list[int]:
        """Ids in order, of those whose name, industry or place has the words of ``text`` (the last begun).

        ``scale`` are the rating codes best first, needed for the order by rating; ``limit`` the most.
        """
        params: dict[str, str | int] = {"scale": json_list(scale), "limit": -1 if limit is None else limit}
        where = ""
        if text.strip():
            query = prefix_query(text)
            if query is None:
                return []
            where = "WHERE k.id IN (SELECT rowid FROM companies_search WHERE companies_search MATCH :match)"
            params["match"] = query
        turned = " DESC" if descending else ""
        by_name = "k.name_key, k.id"
        order = f"{_ORDER[sort]}{turned} NULLS LAST, {by_name}"
        if sort is CompanySort.NAME:
            order = f"k.name_key{turned}, k.id{turned}"
        ordered = f"SELECT k.id AS id FROM companies k {where} ORDER BY {order} LIMIT :limit"
        row = self._store.one(f"SELECT json_group_array(id) FROM ({ordered})", params)
        ids: list[int] = [] if row is None else json.loads(row[0])
        return ids

    def rows(self, ids: Iterable[int]) -> list[CompanyRow]:
        """The lines of a list for these ids, in their order; one statement for any number."""
        return [
            CompanyRow(*row[:7], *map(day_or_none, row[7:]))
            for row in self._store.rows(_ROWS, (json_list(ids),))
        ]
