"""Invented people and touches, and small ways to write them into a diary."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

from kitdiary.domain.people import Company, Contact
from kitdiary.domain.touches import Channel, Direction, InsightKind, Outcome, Touch
from kitdiary.storage.companies import Companies
from kitdiary.storage.database import Store
from kitdiary.storage.people import People
from kitdiary.storage.touches import Touches

NOW = datetime(2026, 11, 20, 9, 15, tzinfo=timezone(timedelta(hours=1)))
TODAY = date(2026, 11, 20)


def a_contact(name: str = "Priya Raman", **fields: Any) -> Contact:
    given: dict[str, Any] = {"id": 0, "name": name, "first_talk_on": TODAY, "added_on": TODAY}
    return Contact(**(given | fields))


def a_touch(*contact_ids: int, at: datetime = NOW, **fields: Any) -> Touch:
    given: dict[str, Any] = {
        "id": 0,
        "at": at,
        "channel": Channel.CALL,
        "direction": Direction.OUT,
        "outcome": Outcome.SPOKE,
        "contact_ids": contact_ids,
    }
    return Touch(**(given | fields))


def add_contact(store: Store, name: str = "Priya Raman", company: str | None = None, **fields: Any) -> int:
    with store.operation(f"Added {name}", NOW):
        if company is not None:
            found = Companies(store).find(company)
            fields["company_id"] = found.id if found else Companies(store).add(Company(0, company))
        return People(store).add(a_contact(name, **fields))


def add_touch(
    store: Store, *contact_ids: int, insights: list[tuple[InsightKind, str]] | None = None, **fields: Any
) -> int:
    with store.operation("Logged", NOW):
        return Touches(store).add(a_touch(*contact_ids, **fields), insights or ())


def days_ago(days: int) -> datetime:
    return NOW - timedelta(days=days)


@contextmanager
def counted(store: Store) -> Iterator[list[str]]:
    """The statements run inside, on this thread's connection."""
    seen: list[str] = []
    store.connection().set_trace_callback(seen.append)
    try:
        yield seen
    finally:
        store.connection().set_trace_callback(None)


def journal_rows(store: Store) -> int:
    with store.read():
        row = store.one("SELECT count(*) FROM journal")
    return 0 if row is None else int(row[0])


UTC_NOW = NOW.astimezone(UTC)
