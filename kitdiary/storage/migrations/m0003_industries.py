"""Schema 3: the industries a content item is for, one a line in ``content.industries``."""

import sqlite3

from kitdiary.storage.migrations.triggers import create_journal_triggers


def apply(connection: sqlite3.Connection) -> None:
    """Bring schema 2 to schema 3, inside the caller's transaction."""
    connection.execute("ALTER TABLE content ADD COLUMN industries TEXT NOT NULL DEFAULT ''")
    create_journal_triggers(connection, "content")
