"""Finding whom the rows of an import are about, many at a time."""

from collections.abc import Collection

from kitdiary.storage.database import Store
from kitdiary.storage.values import json_list

_EMAILS = """
SELECT m.value_key, m.contact_id FROM json_each(?) e JOIN contact_emails m ON m.value_key = e.value
WHERE m.contact_id <= ? ORDER BY m.contact_id
"""
_PHONES = """
SELECT p.e164, p.contact_id FROM json_each(?) e JOIN contact_phones p ON p.e164 = e.value AND p.e164 <> ''
WHERE p.contact_id <= ? ORDER BY p.contact_id
"""
_NAMES = """
SELECT c.name_key, ifnull(k.name_key, ''), c.id FROM json_each(?) e JOIN contacts c ON c.name_key = e.value
LEFT JOIN companies k ON k.id = c.company_id WHERE c.id <= ? ORDER BY c.id
"""
_COMPANIES = """
SELECT k.name_key, min(k.id) FROM json_each(?) e JOIN companies k ON k.name_key = e.value GROUP BY k.name_key
"""
_E164S = """
SELECT p.contact_id, p.e164 FROM json_each(?) e JOIN contact_phones p ON p.contact_id = e.value
ORDER BY p.contact_id, p.position, p.id
"""
_TOUCHED = """
SELECT e.value FROM json_each(?) e WHERE EXISTS (SELECT 1 FROM touch_contacts l WHERE l.contact_id = e.value)
"""
_WITHOUT_UID = "SELECT id FROM contacts WHERE extra NOT LIKE '%\"UID:%'"
_UIDS = """
SELECT substr(j.value, 5), c.id FROM contacts c JOIN json_each(c.extra) j
WHERE c.extra LIKE '%"UID:%' AND j.value LIKE 'UID:%' ORDER BY c.id DESC
"""


class ImportLookup:
    """Matches among the contacts and companies that were there before the import began.

    Needs a read scope or an operation all the while. ``newest_contact`` is the highest id at the beginning.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        row = store.one("SELECT max(id) FROM contacts")
        self.newest_contact = 0 if row is None or row[0] is None else int(row[0])

    def by_email(self, keys: Collection[str]) -> dict[str, list[int]]:
        """Contact ids by email key."""
        return self._grouped(_EMAILS, keys)

    def by_phone(self, e164s: Collection[str]) -> dict[str, list[int]]:
        """Contact ids by international number."""
        return self._grouped(_PHONES, e164s)

    def uids(self, own_prefix: str) -> dict[str, int]:
        """The contact of every UID: of the card they came from, else ``own_prefix`` and their id.

        Reads the whole diary: half a second where it has 100,000 contacts that came from cards.
        """
        found = {f"{own_prefix}{row[0]}": row[0] for row in self._store.rows(_WITHOUT_UID)}
        return found | dict(self._store.rows(_UIDS))

    def by_name(self, keys: Collection[tuple[str, str | None]]) -> dict[tuple[str, str | None], list[int]]:
        """Contact ids by the name keys of person and company ("" without one, None whichever)."""
        wanted = set(keys)
        found: dict[tuple[str, str | None], list[int]] = {}
        names = json_list({name for name, _company in wanted})
        for name, company, contact_id in self._store.rows(_NAMES, (names, self.newest_contact)):
            for key in ((name, company), (name, None)):
                if key in wanted:
                    found.setdefault(key, []).append(contact_id)
        return found

    def company_ids(self, keys: Collection[str]) -> dict[str, int]:
        """Company ids by name key, the oldest of several."""
        return dict(self._store.rows(_COMPANIES, (json_list(keys),)))

    def e164s(self, contact_ids: Collection[int]) -> dict[int, tuple[str, ...]]:
        """The international forms of these contacts' numbers, in their order, "" where there is none."""
        found: dict[int, tuple[str, ...]] = {}
        for contact_id, e164 in self._store.rows(_E164S, (json_list(contact_ids),)):
            found[contact_id] = (*found.get(contact_id, ()), e164)
        return found

    def touched(self, contact_ids: Collection[int]) -> set[int]:
        """Those of these contacts who have any touch."""
        return {row[0] for row in self._store.rows(_TOUCHED, (json_list(contact_ids),))}

    def _grouped(self, sql: str, keys: Collection[str]) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for key, contact_id in self._store.rows(sql, (json_list(keys), self.newest_contact)):
            ids = found.setdefault(key, [])
            if contact_id not in ids:
                ids.append(contact_id)
        return found
