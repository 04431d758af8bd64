"""The full-text index of schema 1 and the triggers that keep it true.

People, companies and content are short texts gathered from several tables: their index keeps a copy.
Notes and insights are long and many: their index refers to the table itself, and knows no word counts
per row (``columnsize=0``), since they are read newest first and never ranked. A row without words is
not indexed at all, so that logging a touch without a note costs nothing here.

Every trigger tells an index about one row. During an import that costs seven times the import, so
`suspend` takes the insert triggers away and `resume` indexes what came in as one range per table.
"""

import sqlite3
from collections.abc import Mapping
from typing import NamedTuple

_TOKENS = "tokenize='unicode61 remove_diacritics 2'"


def _with_key(row: str) -> str:
    """A name, and its key where that is spelt otherwise, so that Jorgensen finds Jørgensen."""
    return f"{row}.name || CASE {row}.name_key WHEN lower({row}.name) THEN '' ELSE ' ' || {row}.name_key END"


_TABLES = f"""
CREATE VIEW people_text AS
    SELECT c.id AS id, {_with_key("c")} AS name, coalesce({_with_key("k")}, '') AS company,
        c.job_title AS job_title,
        c.city AS city,
        coalesce((SELECT group_concat(t.tag, ' ') FROM contact_tags t WHERE t.contact_id = c.id), '') AS tags,
        coalesce((SELECT group_concat(e.value, ' ') FROM contact_emails e WHERE e.contact_id = c.id), '')
            AS emails,
        c.notes AS notes
    FROM contacts c LEFT JOIN companies k ON k.id = c.company_id;
CREATE VIEW companies_text AS
    SELECT k.id AS id, {_with_key("k")} AS name, k.industry AS industry, k.city AS city, k.notes AS notes
    FROM companies k;
CREATE VIEW content_text AS
    SELECT i.id AS id, i.title AS title, i.why AS why, i.competitor AS competitor,
        coalesce((SELECT group_concat(t.topic, ' ') FROM content_topics t WHERE t.content_id = i.id), '')
            AS topics
    FROM content i;
CREATE VIRTUAL TABLE people_search USING fts5(
    name, company, job_title, city, tags, emails, notes, prefix='1 2 3', {_TOKENS});
CREATE VIRTUAL TABLE companies_search USING fts5(name, industry, city, notes, prefix='1 2 3', {_TOKENS});
CREATE VIRTUAL TABLE content_search USING fts5(title, why, competitor, topics, prefix='1 2 3', {_TOKENS});
CREATE VIRTUAL TABLE notes_search USING fts5(
    note, why, content='touches', content_rowid='id', columnsize=0, {_TOKENS});
CREATE VIRTUAL TABLE insights_search USING fts5(
    text, content='insights', content_rowid='id', columnsize=0, {_TOKENS})
"""

_MERGING = (("automerge", 8), ("crisismerge", 64))
"""When the indexes of notes and insights are tidied. As delivered by SQLite (4 and 16) one touch in fifty
wrote 2.5 MB instead of 0.1 and one in a thousand 15 MB, which took 130 ms; so the worst writes 2.5 MB."""

OWN_TABLES = ("people_search", "companies_search", "content_search")
"""Indexes that keep a copy of their text."""
LINKED_TABLES = ("notes_search", "insights_search")
"""Indexes that refer to the user's table."""


class _Source(NamedTuple):
    """A user table whose new rows are new rows of an index."""

    search: str
    columns: str
    source: str
    words: str = "1"
    """The condition under which a row has words; a linked index leaves out the others."""


_SOURCES = {
    "contacts": _Source(
        "people_search", "name, company, job_title, city, tags, emails, notes", "people_text"
    ),
    "companies": _Source("companies_search", "name, industry, city, notes", "companies_text"),
    "content": _Source("content_search", "title, why, competitor, topics", "content_text"),
    "touches": _Source("notes_search", "note, why", "touches", "{row}note <> '' OR {row}why <> ''"),
    "insights": _Source("insights_search", "text", "insights", "{row}text <> ''"),
}


class _Child(NamedTuple):
    """A user table whose rows are gathered into one column of their owner's index row."""

    search: str
    column: str
    source: str
    owner: str
    value: str


_CHILDREN = {
    "contact_tags": _Child("people_search", "tags", "people_text", "contact_id", "tag"),
    "contact_emails": _Child("people_search", "emails", "people_text", "contact_id", "value"),
    "content_topics": _Child("content_search", "topics", "content_text", "content_id", "topic"),
}

_CHANGES = """
CREATE TRIGGER contacts_search_update AFTER UPDATE OF name, company_id, job_title, city, notes ON contacts
WHEN old.name IS NOT new.name OR old.company_id IS NOT new.company_id OR old.job_title IS NOT new.job_title
    OR old.city IS NOT new.city OR old.notes IS NOT new.notes
BEGIN
    UPDATE people_search SET (name, company, job_title, city, notes) =
        (SELECT name, company, job_title, city, notes FROM people_text WHERE id = new.id)
        WHERE rowid = new.id;
END;
CREATE TRIGGER contacts_search_delete AFTER DELETE ON contacts BEGIN
    DELETE FROM people_search WHERE rowid = old.id;
END;
CREATE TRIGGER companies_search_update AFTER UPDATE OF name, industry, city, notes ON companies
WHEN old.name IS NOT new.name OR old.industry IS NOT new.industry OR old.city IS NOT new.city
    OR old.notes IS NOT new.notes
BEGIN
    UPDATE companies_search SET (name, industry, city, notes) =
        (SELECT name, industry, city, notes FROM companies_text WHERE id = new.id) WHERE rowid = new.id;
    UPDATE people_search SET company = (SELECT name FROM companies_text WHERE id = new.id)
        WHERE old.name IS NOT new.name AND rowid IN (SELECT id FROM contacts WHERE company_id = new.id);
END;
CREATE TRIGGER companies_search_delete AFTER DELETE ON companies BEGIN
    DELETE FROM companies_search WHERE rowid = old.id;
END;
CREATE TRIGGER content_search_update AFTER UPDATE OF title, why, competitor ON content
WHEN old.title IS NOT new.title OR old.why IS NOT new.why OR old.competitor IS NOT new.competitor
BEGIN
    UPDATE content_search SET title = new.title, why = new.why, competitor = new.competitor
        WHERE rowid = new.id;
END;
CREATE TRIGGER content_search_delete AFTER DELETE ON content BEGIN
    DELETE FROM content_search WHERE rowid = old.id;
END;
CREATE TRIGGER touches_search_update AFTER UPDATE OF note, why ON touches
WHEN old.note IS NOT new.note OR old.why IS NOT new.why
BEGIN
    INSERT INTO notes_search(notes_search, rowid, note, why)
        SELECT 'delete', old.id, old.note, old.why WHERE old.note <> '' OR old.why <> '';
    INSERT INTO notes_search(rowid, note, why)
        SELECT new.id, new.note, new.why WHERE new.note <> '' OR new.why <> '';
END;
CREATE TRIGGER touches_search_delete AFTER DELETE ON touches WHEN old.note <> '' OR old.why <> '' BEGIN
    INSERT INTO notes_search(notes_search, rowid, note, why) VALUES ('delete', old.id, old.note, old.why);
END;
CREATE TRIGGER insights_search_update AFTER UPDATE OF text ON insights WHEN old.text IS NOT new.text BEGIN
    INSERT INTO insights_search(insights_search, rowid, text) SELECT 'delete', old.id, old.text
        WHERE old.text <> '';
    INSERT INTO insights_search(rowid, text) SELECT new.id, new.text WHERE new.text <> '';
END;
CREATE TRIGGER insights_search_delete AFTER DELETE ON insights WHEN old.text <> '' BEGIN
    INSERT INTO insights_search(insights_search, rowid, text) VALUES ('delete', old.id, old.text);
END
"""


def create_search(connection: sqlite3.Connection) -> None:
    """Create the index and its triggers inside the caller's transaction, and index what is there."""
    for statement in _TABLES.split(";\n"):
        connection.execute(statement)
    for table in LINKED_TABLES:
        for option, value in _MERGING:
            connection.execute(f"INSERT INTO {table}({table}, rank) VALUES (?, ?)", (option, value))
    for table in _SOURCES:
        _index(connection, table)
    for statement in _CHANGES.split("\nCREATE "):
        if statement.strip():
            connection.execute(f"CREATE {statement}")
    for table, child in _CHILDREN.items():
        for event, row in (("DELETE", "old"), (f"UPDATE OF {child.owner}, {child.value}", "new")):
            connection.execute(_child_trigger(table, child, event, row))
    _create_insert_triggers(connection)


def suspend(connection: sqlite3.Connection) -> None:
    """Stop indexing new rows, inside the transaction of an import that ends with `resume`.

    Changes and deletions of rows that were there before are still followed. A touch or an insight that
    is inserted now must not be changed or deleted before `resume`.
    """
    for table in (*_SOURCES, *_CHILDREN):
        connection.execute(f"DROP TRIGGER IF EXISTS {table}_search_insert")


def resume(connection: sqlite3.Connection, inserted: Mapping[str, tuple[int, int]]) -> None:
    """Index the rows inserted since `suspend` (first and last id by table) and follow new rows again.

    Tables that are not searched may be named too. Every id of a range must be new since `suspend`.
    """
    for table, (first, last) in inserted.items():
        if table in _SOURCES:
            _index(connection, table, first, last)
    for table, (first, last) in inserted.items():
        if table in _CHILDREN:
            child = _CHILDREN[table]
            parent = "contacts" if child.search == "people_search" else "content"
            _gather(connection, table, child, (first, last), inserted.get(parent, (0, -1)))
    _create_insert_triggers(connection)


def refill(connection: sqlite3.Connection) -> None:
    """Make the whole index anew from the user's tables, inside the caller's transaction."""
    for table in OWN_TABLES:
        connection.execute(f"DELETE FROM {table}")
    for table in LINKED_TABLES:
        connection.execute(f"INSERT INTO {table}({table}) VALUES ('delete-all')")
    for table in _SOURCES:
        _index(connection, table)


def problems(connection: sqlite3.Connection) -> list[str]:
    """What is wrong with the index, in sentences; empty when all of it is true.

    A linked index is compared with the user's table; one with a copy of its text is compared with its
    copy, and that copy with the user's tables. SQLite counts its own comparison as a write: where this
    connection may not write now, only the copies are compared.
    """
    found: list[str] = []
    for table in (*OWN_TABLES, *LINKED_TABLES):
        try:
            # rank 1: SQLite 3.44 and later compare a linked index with its table only when asked so.
            connection.execute(f"INSERT INTO {table}({table}, rank) VALUES ('integrity-check', 1)")
        except sqlite3.DatabaseError as error:
            code = error.sqlite_errorcode & 0xFF
            if code == sqlite3.SQLITE_CORRUPT:
                found.append(f"The search index {table} is damaged: rebuild it.")
            elif code not in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_BUSY):
                raise
    for source in _SOURCES.values():
        if source.search in OWN_TABLES and not found:
            found += _differing(connection, source)
    return found


def _differing(connection: sqlite3.Connection, source: _Source) -> list[str]:
    true, kept = (
        f"SELECT {key}, {source.columns} FROM {table}"
        for key, table in (("id", source.source), ("rowid", source.search))
    )
    (count,) = connection.execute(
        f"SELECT count(*) FROM (SELECT * FROM ({true} EXCEPT {kept})"
        f" UNION ALL SELECT * FROM ({kept} EXCEPT {true}))"
    ).fetchone()
    return (
        [f"The search index {source.search} differs from the diary in {count} rows: rebuild it."]
        if count
        else []
    )


def _index(connection: sqlite3.Connection, table: str, first: int = 0, last: int = 2**62) -> None:
    source = _SOURCES[table]
    connection.execute(
        f"INSERT INTO {source.search}(rowid, {source.columns}) SELECT id, {source.columns}"
        f" FROM {source.source} WHERE id BETWEEN ? AND ? AND ({source.words.format(row='')})",
        (first, last),
    )


def _gather(
    connection: sqlite3.Connection, table: str, child: _Child, rows: tuple[int, int], indexed: tuple[int, int]
) -> None:
    """Bring a gathered column up to date for the owners of ``rows`` that were there before."""
    connection.execute(
        f"UPDATE {child.search} SET {child.column} ="
        f" (SELECT {child.column} FROM {child.source} s WHERE s.id = {child.search}.rowid)"
        f" WHERE rowid IN (SELECT {child.owner} FROM {table}"
        f" WHERE id BETWEEN ? AND ? AND {child.owner} NOT BETWEEN ? AND ?)",
        (*rows, *indexed),
    )


def _create_insert_triggers(connection: sqlite3.Connection) -> None:
    for table, source in _SOURCES.items():
        connection.execute(
            f"CREATE TRIGGER {table}_search_insert AFTER INSERT ON {table}"
            f" WHEN {source.words.format(row='new.')} BEGIN"
            f" INSERT INTO {source.search}(rowid, {source.columns})"
            f" SELECT id, {source.columns} FROM {source.source} WHERE id = new.id; END"
        )
    for table, child in _CHILDREN.items():
        connection.execute(_child_trigger(table, child, "INSERT", "new"))


def _child_trigger(table: str, child: _Child, event: str, row: str) -> str:
    return (
        f"CREATE TRIGGER {table}_search_{event.split(maxsplit=1)[0].lower()} AFTER {event} ON {table} BEGIN"
        f" UPDATE {child.search} SET {child.column} ="
        f" (SELECT {child.column} FROM {child.source} WHERE id = {row}.{child.owner})"
        f" WHERE rowid = {row}.{child.owner}; END"
    )
