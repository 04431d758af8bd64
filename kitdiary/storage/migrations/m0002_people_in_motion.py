"""Schema 2: job changes, pictures, people who move between diaries, and files that come and go.

``past_jobs`` keeps where somebody worked before; ``contact_photos`` the picture of an address book;
``distinct_people`` the pairs the rep said are two people; ``import_mappings`` which column means what, by
the headings of a file; ``origins`` which row of another diary a row here was taken over from;
``templates`` the texts of mails. Not the user's own, so not journaled: ``do_not_import`` the salted
marks of people erased, ``handoffs`` what was handed to a manager when, ``diary_facts`` what tells this
diary from every other (its id and its salt).
"""

import sqlite3

from kitdiary.storage.migrations.triggers import create_journal_triggers

NEW_USER_TABLES = (
    "past_jobs",
    "contact_photos",
    "distinct_people",
    "import_mappings",
    "origins",
    "templates",
)

_SCHEMA = """
CREATE TABLE past_jobs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL REFERENCES contacts(id),
    company_id INTEGER REFERENCES companies(id),
    job_title TEXT NOT NULL DEFAULT '',
    left_on TEXT NOT NULL,
    successor_id INTEGER REFERENCES contacts(id)
) STRICT;
CREATE INDEX past_jobs_contact ON past_jobs(contact_id);
CREATE INDEX past_jobs_company ON past_jobs(company_id) WHERE company_id IS NOT NULL;
CREATE INDEX past_jobs_successor ON past_jobs(successor_id) WHERE successor_id IS NOT NULL;

CREATE TABLE contact_photos (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL UNIQUE REFERENCES contacts(id),
    media_type TEXT NOT NULL DEFAULT '',
    sha256 TEXT NOT NULL REFERENCES blobs(sha256)
) STRICT;

CREATE TABLE distinct_people (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL REFERENCES contacts(id),
    other_id INTEGER NOT NULL REFERENCES contacts(id),
    UNIQUE (contact_id, other_id)
) STRICT;
CREATE INDEX distinct_people_other ON distinct_people(other_id);

CREATE TABLE import_mappings (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    headings_key TEXT NOT NULL UNIQUE,
    mapping TEXT NOT NULL
) STRICT;

CREATE TABLE origins (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    diary TEXT NOT NULL,
    tbl TEXT NOT NULL,
    origin_id INTEGER NOT NULL,
    row_id INTEGER NOT NULL,
    UNIQUE (diary, tbl, origin_id)
) STRICT;

CREATE TABLE templates (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    kind TEXT NOT NULL DEFAULT 'mail',
    language TEXT NOT NULL DEFAULT '',
    subject TEXT NOT NULL DEFAULT '',
    body TEXT NOT NULL DEFAULT '',
    UNIQUE (name_key, language)
) STRICT;

CREATE TABLE do_not_import (mark TEXT PRIMARY KEY, on_date TEXT NOT NULL) STRICT;
CREATE TABLE handoffs (
    id INTEGER PRIMARY KEY,
    made_at INTEGER NOT NULL,
    made_offset INTEGER NOT NULL,
    from_on TEXT NOT NULL,
    to_on TEXT NOT NULL,
    place TEXT NOT NULL,
    asked TEXT NOT NULL DEFAULT '{}'
) STRICT;
CREATE TABLE diary_facts (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
"""


def apply(connection: sqlite3.Connection) -> None:
    """Bring schema 1 to schema 2, inside the caller's transaction."""
    for statement in _SCHEMA.split(";"):
        if statement.strip():
            connection.execute(statement)
    for table in NEW_USER_TABLES:
        create_journal_triggers(connection, table)
