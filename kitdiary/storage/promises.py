"""Promises, and what the rep did to a step by hand: snoozes and skips."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from kitdiary.domain.people import Moment
from kitdiary.domain.steps import Skip, Snooze, StepKind
from kitdiary.domain.touches import Channel, Promise
from kitdiary.storage.database import Store
from kitdiary.storage.rows import change_row, missing
from kitdiary.storage.values import instant_or_none, instant_pair

CHANNELS = {channel.value: channel for channel in Channel}
KINDS = {kind.value: kind for kind in StepKind}

PROMISE_COLUMNS = "id, on_date, at, at_offset, channel, what, made_at, made_op, ticked_on, dropped_on"


def promise_of(row: Sequence[Any]) -> Promise:
    """The promise of a row of `PROMISE_COLUMNS`."""
    promise_id, on, at, offset, channel, what, made_at, made_op, ticked_on, dropped_on = row
    return Promise(
        promise_id,
        date.fromisoformat(on),
        instant_or_none(at, offset),
        CHANNELS[channel],
        what,
        Moment(made_at, made_op),
        ticked_on is not None,
        dropped_on is not None,
    )


class Promises:
    """Promises, snoozes and skips. Reads need a read scope, writes an operation."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(  # noqa: PLR0917 - the facts of a promise, in the order it is said
        self, contact_id: int, on: date, at: datetime | None, channel: Channel, what: str, made: Moment
    ) -> int:
        """Write down a promise for a local date, or for the instant ``at`` on it; its id."""
        seconds, offset = instant_pair(at)
        return self._store.insert(
            "promises",
            contact_id=contact_id,
            on_date=on.isoformat(),
            at=seconds,
            at_offset=offset,
            channel=channel.value,
            what=what,
            made_at=made.at,
            made_op=made.operation,
        )

    def one(self, promise_id: int) -> tuple[int, Promise]:
        """A promise and the contact it was given to; DiaryError for an unknown id."""
        row = self._store.one(
            f"SELECT contact_id, {PROMISE_COLUMNS} FROM promises WHERE id = ?", (promise_id,)
        )
        if row is None:
            raise missing("promise", promise_id)
        return row[0], promise_of(row[1:])

    def of(self, contact_id: int, *, open_only: bool = True) -> list[Promise]:
        """The promises to a contact by their date; ``open_only`` leaves out the ticked and the dropped.

        Whether a conversation has kept one is for the plan to say.
        """
        unmarked = " AND ticked_on IS NULL AND dropped_on IS NULL" if open_only else ""
        rows = self._store.rows(
            f"SELECT {PROMISE_COLUMNS} FROM promises WHERE contact_id = ?{unmarked}"
            " ORDER BY on_date, at IS NULL, at, id",
            (contact_id,),
        )
        return [promise_of(row) for row in rows]

    def promised(self) -> list[int]:
        """Everyone who was promised something not ticked or dropped, less closed contacts, by id."""
        rows = self._store.rows(
            "SELECT DISTINCT contact_id FROM promises WHERE ticked_on IS NULL AND dropped_on IS NULL"
            " AND contact_id IN (SELECT id FROM contacts WHERE closed IS NULL) ORDER BY contact_id"
        )
        return [row[0] for row in rows]

    def tick(self, promise_id: int, on: date) -> None:
        """Mark a promise kept on a local date."""
        change_row(self._store, "promises", promise_id, {"ticked_on": on.isoformat()}, "promise")

    def drop(self, promise_id: int, on: date) -> None:
        """Let a promise go on a local date."""
        change_row(self._store, "promises", promise_id, {"dropped_on": on.isoformat()}, "promise")

    def add_snooze(self, contact_id: int, snooze: Snooze) -> int:
        """Write down that a step was moved; its id."""
        seconds, offset = instant_pair(snooze.until_at)
        return self._store.insert(
            "snoozes",
            contact_id=contact_id,
            kind=snooze.kind.value,
            until_on=snooze.until_on.isoformat(),
            until_at=seconds,
            until_offset=offset,
            promise_id=snooze.promise_id,
            made_at=snooze.made.at,
            made_op=snooze.made.operation,
        )

    def add_snoozes(self, snoozes: Iterable[tuple[int, Snooze]]) -> range:
        """Move many steps in one go (spreading what is overdue); one line in the undo journal."""
        columns = (
            "contact_id",
            "kind",
            "until_on",
            "until_at",
            "until_offset",
            "promise_id",
            "made_at",
            "made_op",
        )
        rows = (
            (i, s.kind.value, s.until_on.isoformat(), *instant_pair(s.until_at), s.promise_id, *s.made)
            for i, s in snoozes
        )
        return self._store.bulk_insert("snoozes", columns, rows)

    def add_skip(self, contact_id: int, skip: Skip, why: str = "") -> int:
        """Write down that a step was let pass, and why; its id."""
        return self._store.insert(
            "skips",
            contact_id=contact_id,
            kind=skip.kind.value,
            on_date=skip.on.isoformat(),
            why=why,
            made_at=skip.made.at,
            made_op=skip.made.operation,
        )
