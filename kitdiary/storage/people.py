"""Contacts: adding, changing and reading them whole. Finding them is in `lookup`, lists in `contact_list`."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from kitdiary.domain.names import email_key, name_key
from kitdiary.domain.people import Contact, Labelled
from kitdiary.storage.contact_columns import COLUMNS, columns_of, contact_of, row_of
from kitdiary.storage.database import Store
from kitdiary.storage.rows import Value, change_row, missing
from kitdiary.storage.values import json_list

E164 = Callable[[str], str]
"""Gives the international form of a phone number as typed, "" where it cannot tell."""

_IN = "IN (SELECT value FROM json_each(?))"
_ROW = f"SELECT id, {', '.join(COLUMNS)} FROM contacts WHERE id "
_LABELLED = (
    f"SELECT contact_id, value, label FROM {{}} WHERE contact_id {_IN} ORDER BY contact_id, position, id"
)
_PHONES, _EMAILS = _LABELLED.format("contact_phones"), _LABELLED.format("contact_emails")
_TAGS = f"SELECT contact_id, tag FROM contact_tags WHERE contact_id {_IN} ORDER BY contact_id, tag_key"

_DETAIL_TABLES = ("contact_phones", "contact_emails", "contact_tags", "contact_photos")


def no_e164(_number: str) -> str:
    """Knows no international form of any number."""
    return ""


class People:
    """The contacts of a diary. Reads need a read scope, writes an operation."""

    def __init__(self, store: Store) -> None:
        self._store = store

    # ------------------------------------------------------------------------------------ writing

    def add(self, contact: Contact, e164: E164 = no_e164) -> int:
        """Add a contact (its ``id`` is not looked at) with phones, emails and tags; its new id."""
        contact_id = self._store.insert("contacts", **dict(zip(COLUMNS, row_of(contact), strict=True)))
        self.set_phones(contact_id, contact.phones, e164)
        self.set_emails(contact_id, contact.emails)
        self.set_tags(contact_id, contact.tags)
        return contact_id

    def add_many(
        self, contacts: Sequence[Contact], e164: E164 = no_e164, e164s: Sequence[Sequence[str]] | None = None
    ) -> range:
        """Add contacts in their order, for an import; their new ids. One range in the undo journal.

        ``e164s`` are the international forms of each contact's numbers, in their order, instead of ``e164``:
        what is typed alike in two countries is two numbers.
        """
        ids = self._store.bulk_insert("contacts", COLUMNS, map(row_of, contacts))
        each = list(zip(ids, contacts, strict=True))
        insert = self._store.bulk_insert
        labelled = ("contact_id", "position", "value", "label")
        if e164s is None:
            e164s = [[e164(phone.value) for phone in contact.phones] for contact in contacts]
        phones = [
            (i, place, phone.value, phone.label, known)
            for (i, contact), found in zip(each, e164s, strict=True)
            for place, (phone, known) in enumerate(zip(contact.phones, found, strict=True))
        ]
        emails = [
            (i, place, email.value, email.label, email_key(email.value))
            for i, contact in each
            for place, email in enumerate(contact.emails)
        ]
        tags = [
            (i, tag, key)
            for i, contact in each
            for key, tag in {name_key(tag): tag for tag in contact.tags}.items()
        ]
        if phones:
            insert("contact_phones", (*labelled, "e164"), phones)
        if emails:
            insert("contact_emails", (*labelled, "value_key"), emails)
        if tags:
            insert("contact_tags", ("contact_id", "tag", "tag_key"), tags)
        return ids

    def change(self, contact_id: int, **fields: object) -> bool:
        """Change fields of `Contact` by name, with values of the domain; whether any differed.

        Only what differs is written. Phones, emails and tags have their own methods. Raises DiaryError
        for an unknown id.
        """
        return change_row(self._store, "contacts", contact_id, columns_of(fields), "contact")

    def set_phones(self, contact_id: int, phones: Iterable[Labelled], e164: E164 = no_e164) -> bool:
        """Make these the numbers of a contact, in this order; whether anything had to be written."""
        return self._set("contact_phones", contact_id, _phone_rows(phones, e164))

    def set_emails(self, contact_id: int, emails: Iterable[Labelled]) -> bool:
        """Make these the addresses of a contact, in this order; whether anything had to be written."""
        return self._set("contact_emails", contact_id, _email_rows(emails))

    def set_tags(self, contact_id: int, tags: Iterable[str]) -> bool:
        """Make these the tags of a contact (two that differ by case are one); whether anything changed."""
        return self._set("contact_tags", contact_id, _tag_rows(tags))

    def add_phones(self, contact_id: int, phones: Sequence[tuple[Labelled, str]]) -> None:
        """Put numbers, each with its international form, behind those a contact has."""
        (last,) = self._store.one(
            "SELECT ifnull(max(position), -1) FROM contact_phones WHERE contact_id = ?", (contact_id,)
        ) or (-1,)
        for place, (phone, e164) in enumerate(phones, last + 1):
            self._store.insert(
                "contact_phones",
                contact_id=contact_id,
                position=place,
                value=phone.value,
                label=phone.label,
                e164=e164,
            )

    def _set(self, table: str, contact_id: int, wanted: list[dict[str, Value]]) -> bool:
        """Keep the rows that are wanted as they stand, remove the others, add what is missing."""
        names = tuple(wanted[0]) if wanted else ("contact_id",)
        found = self._store.rows(
            f"SELECT id, {', '.join(names)} FROM {table} WHERE contact_id = ?", (contact_id,)
        )
        present = {row[0]: dict(zip(names, row[1:], strict=True)) for row in found}
        gone = [row_id for row_id, row in present.items() if row not in wanted]
        new = [row for row in wanted if row not in present.values()]
        for row_id in gone:  # before adding: a tag whose case changed must not meet its old self
            self._store.delete(table, row_id)
        for row in new:
            self._store.insert(table, contact_id=contact_id, **row)
        return bool(gone or new)

    def delete(self, contact_id: int) -> None:
        """Remove a contact with its phones, emails, tags and picture.

        Whatever else speaks of it (touches, promises …) must be gone or moved before.
        """
        for table in _DETAIL_TABLES:
            for (row_id,) in self._store.rows(f"SELECT id FROM {table} WHERE contact_id = ?", (contact_id,)):
                self._store.delete(table, row_id)
        self._store.delete("contacts", contact_id)

    # ------------------------------------------------------------------------------------ reading

    def contact(self, contact_id: int) -> Contact:
        """A contact, whole; DiaryError for an unknown id."""
        found = self.contacts((contact_id,))
        if not found:
            raise missing("contact", contact_id)
        return found[contact_id]

    def contacts(self, ids: Iterable[int]) -> dict[int, Contact]:
        """The contacts of these ids, whole, in four statements; in the order given, unknown ones left out."""
        wanted = list(ids)
        listed = (json_list(wanted),)
        phones = self._labelled(_PHONES, listed)
        emails = self._labelled(_EMAILS, listed)
        tags: dict[int, list[str]] = {}
        for contact_id, tag in self._store.rows(_TAGS, listed):
            tags.setdefault(contact_id, []).append(tag)
        found = {
            row[0]: contact_of(
                row,
                tuple(phones.get(row[0], ())),
                tuple(emails.get(row[0], ())),
                tuple(tags.get(row[0], ())),
            )
            for row in self._store.rows(_ROW + _IN, listed)
        }
        return {contact_id: found[contact_id] for contact_id in wanted if contact_id in found}

    def _labelled(self, sql: str, listed: tuple[str]) -> dict[int, list[Labelled]]:
        return labelled_by_contact(self._store.rows(sql, listed))

    def exists(self, contact_id: int) -> bool:
        """Whether there is such a contact."""
        return self._store.one("SELECT 1 FROM contacts WHERE id = ?", (contact_id,)) is not None

    def count(self) -> int:
        """How many contacts there are, closed ones included."""
        row = self._store.one("SELECT count(*) FROM contacts")
        return 0 if row is None else int(row[0])

    def names(self, ids: Iterable[int]) -> dict[int, str]:
        """The names of these contacts."""
        return dict(self._store.rows(f"SELECT id, name FROM contacts WHERE id {_IN}", (json_list(ids),)))

    def job_titles(self, ids: Iterable[int]) -> dict[int, str]:
        """The job titles of these contacts; "" where none is known."""
        return dict(self._store.rows(f"SELECT id, job_title FROM contacts WHERE id {_IN}", (json_list(ids),)))

    def all_ids(self) -> list[int]:
        """Every contact, in the order they were added."""
        return [row[0] for row in self._store.rows("SELECT id FROM contacts ORDER BY id")]


def labelled_by_contact(rows: Iterable[tuple[int, str, str]]) -> dict[int, list[Labelled]]:
    """Phones or emails by contact."""
    found: dict[int, list[Labelled]] = {}
    for contact_id, value, label in rows:
        found.setdefault(contact_id, []).append(Labelled(value, label))
    return found


def _phone_rows(phones: Iterable[Labelled], e164: E164) -> list[dict[str, Value]]:
    return [
        {"position": place, "value": phone.value, "label": phone.label, "e164": e164(phone.value)}
        for place, phone in enumerate(phones)
    ]


def _email_rows(emails: Iterable[Labelled]) -> list[dict[str, Value]]:
    return [
        {"position": place, "value": email.value, "label": email.label, "value_key": email_key(email.value)}
        for place, email in enumerate(emails)
    ]


def _tag_rows(tags: Iterable[str]) -> list[dict[str, Value]]:
    rows: Mapping[str, dict[str, Value]] = {
        name_key(tag): {"tag": tag, "tag_key": name_key(tag)} for tag in tags
    }
    return list(rows.values())
