"""Looking the whole diary over: SQLite's own checks, references, the journal, the search index."""

import sqlite3

from kitdiary.storage.database import Store
from kitdiary.storage.migrations.search_schema import problems as search_problems
from kitdiary.storage.migrations.touch_facts import problems as facts_problems

_MOST = 20


def check(store: Store) -> list[str]:
    """What is wrong with an open diary, one sentence each; empty where all is well. Reads everything.

    Raises DiaryError where the file cannot even be read through.
    """
    with store.read():
        return integrity_problems(store.execute("SELECT 1").connection)


def integrity_problems(connection: sqlite3.Connection) -> list[str]:
    """The same for a plain connection, such as one to a backup."""
    found = [
        f"The file is damaged: {line}."
        for (line,) in connection.execute(f"PRAGMA integrity_check({_MOST})")
        if line != "ok"
    ]
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchmany(_MOST):
        found.append(f"Row {row} of {table} refers to a row of {parent} that does not exist.")
    if connection.execute("SELECT 1 FROM operations WHERE under_way <> 0").fetchone():
        found.append("An operation of the history was never finished.")
    (astray,) = connection.execute(
        "SELECT count(*) FROM journal WHERE op NOT IN (SELECT id FROM operations)"
    ).fetchone()
    if astray:
        found.append(f"{astray} entries of the undo journal belong to no operation.")
    found.extend(facts_problems(connection))
    found.extend(search_problems(connection))
    return found
