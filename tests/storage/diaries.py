"""Small things the storage tests share."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from kitdiary.storage.database import Store
from kitdiary.storage.migrations import USER_TABLES

NOW = datetime(2026, 11, 20, 9, 15, tzinfo=UTC)


def contact(store: Store, name: str = "Priya Raman", **columns: Any) -> int:
    """Insert a contact inside the operation under way."""
    return store.insert(
        "contacts",
        name=name,
        name_key=name.casefold(),
        first_talk_on="2026-11-24",
        added_on="2026-11-20",
        **columns,
    )


def company(store: Store, name: str = "Acme", **columns: Any) -> int:
    """Insert a company inside the operation under way."""
    return store.insert("companies", name=name, name_key=name.casefold(), **columns)


def tag(store: Store, contact_id: int, text: str) -> int:
    """Tag a contact inside the operation under way."""
    return store.insert("contact_tags", contact_id=contact_id, tag=text, tag_key=text.casefold())


def touch(store: Store, *contacts: int, note: str = "") -> int:
    """Insert a touch with its contacts inside the operation under way."""
    found = store.insert(
        "touches",
        at=1_795_000_000,
        at_offset=60,
        on_date="2026-11-18",
        channel="call",
        direction="out",
        outcome="spoke",
        note=note,
        counts=1,
        op=store.in_operation,
    )
    for one in contacts:
        store.insert("touch_contacts", touch_id=found, contact_id=one, at=1_795_000_000)
    return found


def dump(store: Store) -> dict[str, list[tuple[Any, ...]]]:
    """Everything the user entered, with the type of every value."""
    with store.read():
        return {
            table: [
                tuple((type(value).__name__, value) for value in row)
                for row in store.rows(f"SELECT * FROM {table} ORDER BY id")
            ]
            for table in USER_TABLES
        }


def files(folder: Path) -> dict[str, bytes]:
    """The names and contents of all files in a folder."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
