"""The triggers that write the undo journal: every change of a user's table, by whatever statement.

They write only while an operation is under way, which the newest row of ``operations`` says with
``under_way = 1``. (A table of its own for that would be one more page to sync with every commit.)

An insert leaves only the id: the row itself is the proof of what it was. An update leaves the changed
columns, before and after. A delete leaves the whole row, of which columns that held their default are
left out: **a column's default must never change in a later schema.**
"""

import sqlite3
from typing import NamedTuple

_UNDER_WAY = "(SELECT under_way FROM operations ORDER BY id DESC LIMIT 1)"
_OPERATION = "(SELECT max(id) FROM operations)"


class _Column(NamedTuple):
    name: str
    default: str | None
    """The default as SQL, None where the column has to be given a value."""


def create_journal_triggers(connection: sqlite3.Connection, table: str) -> None:
    """Create the three journal triggers of ``table`` for the columns it has now.

    Can be run again after ``ALTER TABLE``; a migration that adds a column must do so.
    """
    columns = _columns(connection, table)
    for event, condition, before, after in (
        ("insert", "1", "NULL", "NULL"),
        ("update", _changed(columns), _changes(columns, "old"), _changes(columns, "new")),
        ("delete", "1", whole_row(connection, table, "old."), "NULL"),
    ):
        row = "new" if event == "insert" else "old"
        connection.execute(f"DROP TRIGGER IF EXISTS {table}_journal_{event}")
        connection.execute(
            f"CREATE TRIGGER {table}_journal_{event} AFTER {event} ON {table}"
            f" WHEN {_UNDER_WAY} AND ({condition}) BEGIN"
            " INSERT INTO journal(op, tbl, action, row_id, row_last, before, after)"
            f" VALUES ({_OPERATION}, '{table}', '{event}', {row}.id, {row}.id, {before}, {after}); END"
        )


def whole_row(connection: sqlite3.Connection, table: str, prefix: str = "") -> str:
    """SQL for a row of ``table`` as JSON, without its id and what holds its column's default."""
    parts = []
    for name, default in _columns(connection, table):
        value = f"',\"{name}\":' || json_quote({prefix}{name})"
        parts.append(
            value if default is None else f"CASE WHEN {prefix}{name} IS {default} THEN '' ELSE {value} END"
        )
    return _braced(parts)


def _columns(connection: sqlite3.Connection, table: str) -> list[_Column]:
    found = []
    for _, name, _, not_null, default, _ in connection.execute(f"PRAGMA table_info({table})"):
        if name != "id":
            found.append(_Column(name, default if default is not None else None if not_null else "NULL"))
    return found


def _changed(columns: list[_Column]) -> str:
    return " OR ".join(f"old.{c.name} IS NOT new.{c.name}" for c in columns)


def _changes(columns: list[_Column], row: str) -> str:
    return _braced(
        [
            f"CASE WHEN old.{c.name} IS NOT new.{c.name} THEN ',\"{c.name}\":' || json_quote({row}.{c.name})"
            " ELSE '' END"
            for c in columns
        ]
    )


def _braced(parts: list[str]) -> str:
    """The members, each beginning with a comma, as one JSON object."""
    return f"'{{' || substr({' || '.join(parts)}, 2) || '}}'"
