"""Putting right what was written down wrong: a touch and all that hangs on it, an insight."""

from kitdiary.domain.touches import Insight, InsightKind, Touch
from kitdiary.storage.database import Store
from kitdiary.storage.rows import change_row, missing
from kitdiary.storage.touches import INSIGHT_COLUMNS, insight_of, touch_columns


class Corrections:
    """Changes to touches and insights there are already. Reads need a read scope, writes an operation."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def change_touch(self, before: Touch, after: Touch) -> bool:
        """Write what differs between a touch and what it should have been; whether anything did.

        It keeps its place in the order of entering. What it revealed follows: to the new date, and to
        the people of the new touch; who is not of it any more loses what came from it.
        """
        columns = touch_columns(after, None)
        del columns["op"]
        changed = change_row(self._store, "touches", before.id, columns, "touch")
        if after.at != before.at:
            for link, _ in self._links(before.id):
                self._store.update("touch_contacts", link, at=columns["at"])
            if after.on != before.on:
                self._move_insights(before, after)
        if set(after.contact_ids) != set(before.contact_ids):
            self._change_people(before, after)
            changed = True
        return changed

    def remove_touch(self, touch_id: int) -> None:
        """Remove a touch with what it revealed."""
        for (insight_id,) in self._store.rows("SELECT id FROM insights WHERE touch_id = ?", (touch_id,)):
            self._store.delete("insights", insight_id)
        for link, _ in self._links(touch_id):
            self._store.delete("touch_contacts", link)
        self._store.delete("touches", touch_id)

    def insight(self, insight_id: int) -> Insight:
        """An insight; DiaryError for an unknown id."""
        row = self._store.one(f"SELECT {INSIGHT_COLUMNS} FROM insights WHERE id = ?", (insight_id,))
        if row is None:
            raise missing("insight", insight_id)
        return insight_of(row)

    def change_insight(self, insight_id: int, kind: InsightKind, text: str) -> bool:
        """Write another kind or text; whether either differed."""
        columns = {"kind": kind.value, "text": text}
        return change_row(self._store, "insights", insight_id, columns, "insight")

    def remove_insight(self, insight_id: int) -> None:
        """Remove an insight."""
        self._store.delete("insights", insight_id)

    # -- pieces -------------------------------------------------------------------------------

    def _links(self, touch_id: int) -> list[tuple[int, int]]:
        rows = self._store.rows(
            "SELECT id, contact_id FROM touch_contacts WHERE touch_id = ? ORDER BY id", (touch_id,)
        )
        return [(row[0], row[1]) for row in rows]

    def _move_insights(self, before: Touch, after: Touch) -> None:
        rows = self._store.rows(
            "SELECT id FROM insights WHERE touch_id = ? AND on_date = ?", (before.id, before.on.isoformat())
        )
        for (insight_id,) in rows:
            self._store.update("insights", insight_id, on_date=after.on.isoformat())

    def _change_people(self, before: Touch, after: Touch) -> None:
        at = touch_columns(after, None)["at"]
        said = self._store.rows(
            "SELECT DISTINCT kind, text, on_date FROM insights WHERE touch_id = ? ORDER BY id", (before.id,)
        )
        for contact_id in after.contact_ids:
            if contact_id in before.contact_ids:
                continue
            self._store.insert("touch_contacts", touch_id=before.id, contact_id=contact_id, at=at)
            for kind, text, on in said:
                self._store.insert(
                    "insights", contact_id=contact_id, touch_id=before.id, kind=kind, text=text, on_date=on
                )
        for link, contact_id in self._links(before.id):
            if contact_id in after.contact_ids:
                continue
            self._store.delete("touch_contacts", link)
            gone = self._store.rows(
                "SELECT id FROM insights WHERE touch_id = ? AND contact_id = ?", (before.id, contact_id)
            )
            for (insight_id,) in gone:
                self._store.delete("insights", insight_id)
