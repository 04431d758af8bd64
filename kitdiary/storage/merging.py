"""Moving everything that hangs on one contact or company to another, so that the first can go.

Everything is written row by row inside an operation, so that the undo journal knows where each came from.
"""

from kitdiary.storage.database import Store


def merge_kind(kept: int) -> str:
    """The kind of the operation that merges somebody into a contact: so an erasure finds who they were."""
    return f"merge {kept}"


_MOVED = ("insights", "promises", "snoozes", "skips", "opportunities", "attachments", "past_jobs")
"""Tables whose rows belong to one contact and simply change hands."""
_SAME_LINK = """
DELETE FROM touch_contacts WHERE contact_id = :gone
    AND touch_id IN (SELECT touch_id FROM touch_contacts WHERE contact_id = :kept)
"""
_SAME_INSIGHT = """
DELETE FROM insights WHERE contact_id = :gone AND touch_id IS NOT NULL AND EXISTS (
    SELECT 1 FROM insights k WHERE k.contact_id = :kept AND k.touch_id = insights.touch_id
        AND k.kind = insights.kind AND k.text = insights.text)
"""
_SAME_TAG = """
DELETE FROM contact_tags WHERE contact_id = :gone
    AND tag_key IN (SELECT tag_key FROM contact_tags WHERE contact_id = :kept)
"""
_SAME_EMAIL = """
DELETE FROM contact_emails WHERE contact_id = :gone
    AND value_key IN (SELECT value_key FROM contact_emails WHERE contact_id = :kept)
"""
_SAME_PHONE = """
DELETE FROM contact_phones WHERE contact_id = :gone AND EXISTS (
    SELECT 1 FROM contact_phones k WHERE k.contact_id = :kept
        AND (k.value = contact_phones.value OR k.e164 <> '' AND k.e164 = contact_phones.e164
            AND k.value NOT LIKE '%x%' AND contact_phones.value NOT LIKE '%x%'))
"""
"""Two extensions of one switchboard stay two."""
_SAME_FILE = """
DELETE FROM attachments WHERE contact_id = :gone
    AND id NOT IN (SELECT attachment_id FROM content WHERE attachment_id IS NOT NULL)
    AND EXISTS (SELECT 1 FROM attachments k WHERE k.contact_id = :kept
        AND k.sha256 = attachments.sha256 AND k.name = attachments.name)
"""
_PHONES_BEHIND = """
UPDATE contact_phones SET contact_id = :kept, position = position
    + 1 + (SELECT ifnull(max(position), -1) FROM contact_phones WHERE contact_id = :kept)
WHERE contact_id = :gone
"""
_EMAILS_BEHIND = """
INSERT INTO contact_emails(contact_id, position, value, label, value_key)
SELECT :kept, position + 1 + (SELECT ifnull(max(position), -1) FROM contact_emails WHERE contact_id = :kept),
    value, label, value_key
FROM contact_emails WHERE contact_id = :gone ORDER BY position, id
"""
_TAGS_TOO = """
INSERT INTO contact_tags(contact_id, tag, tag_key)
SELECT :kept, tag, tag_key FROM contact_tags WHERE contact_id = :gone ORDER BY id
"""
"""Emails and tags are written anew, those of ``gone`` go with it: the search index follows a row that comes
or goes, not one that changes hands."""
_DISTINCT = """
SELECT id, CASE contact_id WHEN :gone THEN other_id ELSE contact_id END
FROM distinct_people WHERE contact_id = :gone OR other_id = :gone
"""
_NOTICES = """
INSERT OR IGNORE INTO notices(contact_id, kind, step_due, promise_id, occasion, claimed_by, claimed_at,
    lease_until, shown_at, shown_by)
SELECT :kept, kind, step_due, promise_id, occasion, claimed_by, claimed_at, lease_until, shown_at, shown_by
FROM notices WHERE contact_id = :gone
"""


class Merging:
    """Moves what belongs to one entry to another. Everything needs an operation."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def move_person(self, gone: int, kept: int) -> None:
        """Give ``kept`` everything of ``gone`` it does not have; then `People.delete` can remove ``gone``.

        Touches, insights, promises, snoozes, skips, opportunities, attachments, former jobs, addresses,
        numbers and tags, the picture where there is none, and whatever refers to ``gone``.
        """
        who = {"gone": gone, "kept": kept}
        for sql in (_SAME_LINK, _SAME_INSIGHT, _SAME_TAG, _SAME_EMAIL, _SAME_PHONE, _SAME_FILE):
            self._store.execute(sql, who)
        for sql in (_EMAILS_BEHIND, _PHONES_BEHIND, _TAGS_TOO):
            self._store.execute(sql, who)
        for table in ("touch_contacts", *_MOVED):
            self._store.execute(f"UPDATE {table} SET contact_id = :kept WHERE contact_id = :gone", who)
        self._move_photo(gone, kept)
        for table, column in (("contacts", "introduced_by"), ("past_jobs", "successor_id")):
            self._store.execute(f"UPDATE {table} SET {column} = :kept WHERE {column} = :gone", who)
        self._store.execute(
            "UPDATE contacts SET introduced_by = NULL WHERE id = :kept AND introduced_by = :kept", who
        )
        self._move_distinct(gone, kept)
        self._store.execute(
            "UPDATE origins SET row_id = :kept WHERE tbl = 'contacts' AND row_id = :gone", who
        )
        # What was announced of them is not announced again under the other name (PRODUCT §3).
        self._store.execute(_NOTICES, who)

    def move_company(self, gone: int, kept: int) -> None:
        """Move everybody and everything at one company to another."""
        who = {"gone": gone, "kept": kept}
        for table in ("contacts", "attachments", "past_jobs"):
            self._store.execute(f"UPDATE {table} SET company_id = :kept WHERE company_id = :gone", who)
        self._store.execute(
            "UPDATE origins SET row_id = :kept WHERE tbl = 'companies' AND row_id = :gone", who
        )

    def _move_photo(self, gone: int, kept: int) -> None:
        has = self._store.one("SELECT 1 FROM contact_photos WHERE contact_id = ?", (kept,))
        if has is None:
            self._store.execute("UPDATE contact_photos SET contact_id = ? WHERE contact_id = ?", (kept, gone))
        else:
            self._store.execute("DELETE FROM contact_photos WHERE contact_id = ?", (gone,))

    def _move_distinct(self, gone: int, kept: int) -> None:
        """Whoever is not the one is not the other either."""
        rows = self._store.rows(_DISTINCT, {"gone": gone})
        for row_id, someone in rows:
            self._store.delete("distinct_people", row_id)
            pair = min(kept, someone), max(kept, someone)
            known = self._store.one(
                "SELECT 1 FROM distinct_people WHERE contact_id = ? AND other_id = ?", pair
            )
            if someone != kept and known is None:
                self._store.insert("distinct_people", contact_id=pair[0], other_id=pair[1])
