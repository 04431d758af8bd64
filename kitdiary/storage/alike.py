"""Reading what people are recognised by, for finding those who are in the diary twice."""

from collections.abc import Collection, Iterable, Iterator

from kitdiary.domain.likeness import Traits, company_stem, traits
from kitdiary.storage.database import Store
from kitdiary.storage.values import json_list

_PAGE = 2_000
_IN = "IN (SELECT value FROM json_each(?))"
_PEOPLE = """
SELECT c.id, c.name_key, coalesce(k.name_key, '')
FROM contacts c LEFT JOIN companies k ON k.id = c.company_id WHERE c.id
"""
_EMAILS = "SELECT contact_id, value_key FROM contact_emails WHERE contact_id"
_PHONES = """
SELECT contact_id, CASE e164 WHEN '' THEN value ELSE e164 END, label LIKE '%mobil%' OR label LIKE '%cell%'
FROM contact_phones WHERE contact_id
"""
_NAMED_OR_AT = """
SELECT c.id, c.name_key, k.name_key FROM json_each(?) e
JOIN contacts c ON c.name_key = e.value JOIN companies k ON k.id = c.company_id
UNION
SELECT c.id, c.name_key, k.name_key FROM json_each(?) e
JOIN companies k ON k.id = e.value JOIN contacts c ON c.company_id = k.id
ORDER BY 1
"""


class Alike:
    """What people are recognised by. Needs a read scope or an operation."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def everybody(self) -> Iterator[tuple[int, Traits]]:
        """The traits of all contacts by ascending id, but of those closed as a duplicate; read in pages."""
        after, page = 0, list[int]()
        while True:
            sql = "SELECT id FROM contacts WHERE id > ? AND closed IS NOT 'duplicate' ORDER BY id LIMIT ?"
            page = [row[0] for row in self._store.rows(sql, (after, _PAGE))]
            if not page:
                return
            yield from self.of(page).items()
            after = page[-1]

    def of(self, ids: Iterable[int]) -> dict[int, Traits]:
        """The traits of these contacts, by ascending id."""
        listed = (json_list(ids),)
        emails: dict[int, list[str]] = {}
        phones: dict[int, list[str]] = {}
        mobiles: dict[int, list[str]] = {}
        for contact_id, email in self._store.rows(f"{_EMAILS} {_IN}", listed):
            emails.setdefault(contact_id, []).append(email)
        for contact_id, number, mobile in self._store.rows(f"{_PHONES} {_IN}", listed):
            phones.setdefault(contact_id, []).append(number)
            if mobile:
                mobiles.setdefault(contact_id, []).append(number)
        return {
            contact_id: traits(
                name,
                company,
                emails.get(contact_id, ()),
                phones.get(contact_id, ()),
                mobiles.get(contact_id, ()),
            )
            for contact_id, name, company in self._store.rows(f"{_PEOPLE} {_IN} ORDER BY c.id", listed)
        }

    def shown(self, ids: Iterable[int]) -> dict[int, tuple[str, str]]:
        """Name and company of these contacts."""
        rows = self._store.rows(
            "SELECT c.id, c.name, coalesce(k.name, '') FROM contacts c LEFT JOIN companies k"
            f" ON k.id = c.company_id WHERE c.id {_IN}",
            (json_list(ids),),
        )
        return {row[0]: (row[1], row[2]) for row in rows}

    def e164s(self, contact_id: int) -> list[str]:
        """The international numbers of a contact."""
        rows = self._store.rows(
            "SELECT e164 FROM contact_phones WHERE contact_id = ? AND e164 <> ''", (contact_id,)
        )
        return [row[0] for row in rows]

    def company_stems(self) -> dict[str, list[int]]:
        """The ids of all companies by the stem of their name, for `named_or_at`."""
        found: dict[str, list[int]] = {}
        for company_id, key in self._store.rows("SELECT id, name_key FROM companies"):
            found.setdefault(company_stem(key), []).append(company_id)
        return found

    def named_or_at(self, names: Collection[str], company_ids: Collection[int]) -> list[tuple[int, str, str]]:
        """Id, name key and company key of who has one of these names, or works at one of these companies.

        People without a company are left out; nobody comes twice. For an import that looks for similar names.
        """
        rows = self._store.rows(_NAMED_OR_AT, (json_list(names), json_list(company_ids)))
        return [(row[0], row[1], row[2]) for row in rows]

    def said_distinct(self) -> set[tuple[int, int]]:
        """The pairs the rep said are two people, the smaller id first."""
        rows = self._store.rows("SELECT contact_id, other_id FROM distinct_people")
        return {(min(pair), max(pair)) for pair in rows}

    def say_distinct(self, one: int, other: int) -> None:
        """Remember that two contacts are two people; needs an operation. Once is enough."""
        pair = min(one, other), max(one, other)
        if pair not in self.said_distinct_of(one):
            self._store.insert("distinct_people", contact_id=pair[0], other_id=pair[1])

    def said_distinct_of(self, contact_id: int) -> set[tuple[int, int]]:
        """Those of these pairs that one contact is in."""
        rows = self._store.rows(
            "SELECT contact_id, other_id FROM distinct_people WHERE contact_id = ?1 OR other_id = ?1",
            (contact_id,),
        )
        return {(min(pair), max(pair)) for pair in rows}
