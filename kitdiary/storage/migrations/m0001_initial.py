"""Schema 1: the diary as first released.

Dates are ISO text, instants epoch seconds in UTC with their offset in minutes beside them where the
local time matters. Ids are never used twice (AUTOINCREMENT), so that the undo journal can name rows.
"""

import sqlite3

from kitdiary.storage.migrations.search_schema import create_search
from kitdiary.storage.migrations.touch_facts import create_touch_facts
from kitdiary.storage.migrations.triggers import create_journal_triggers

USER_TABLES = (
    "companies",
    "contacts",
    "contact_phones",
    "contact_emails",
    "contact_tags",
    "touches",
    "touch_contacts",
    "insights",
    "promises",
    "snoozes",
    "skips",
    "opportunities",
    "content",
    "content_topics",
    "attachments",
    "settings",
    "saved_filters",
)
"""What the user entered, every change of which the undo journal records."""

_SCHEMA = """
CREATE TABLE operations (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    at_offset INTEGER NOT NULL,
    what TEXT NOT NULL,
    kind TEXT NOT NULL DEFAULT 'change',
    journal_from INTEGER NOT NULL,
    under_way INTEGER NOT NULL DEFAULT 0,
    undoes INTEGER,
    undone_by INTEGER
) STRICT;
CREATE UNIQUE INDEX operations_undoes ON operations(undoes) WHERE undoes IS NOT NULL;
CREATE TABLE journal (
    id INTEGER PRIMARY KEY,
    op INTEGER NOT NULL,
    tbl TEXT NOT NULL,
    action TEXT NOT NULL,
    row_id INTEGER NOT NULL,
    row_last INTEGER NOT NULL,
    before TEXT,
    after TEXT
) STRICT;

CREATE TABLE companies (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    rating TEXT,
    industry TEXT NOT NULL DEFAULT '',
    website TEXT NOT NULL DEFAULT '',
    notes TEXT NOT NULL DEFAULT '',
    street TEXT NOT NULL DEFAULT '',
    city TEXT NOT NULL DEFAULT '',
    region TEXT NOT NULL DEFAULT '',
    postcode TEXT NOT NULL DEFAULT '',
    country TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX companies_name ON companies(name_key);

CREATE TABLE contacts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL,
    name_key TEXT NOT NULL,
    given_name TEXT NOT NULL DEFAULT '',
    family_name TEXT NOT NULL DEFAULT '',
    company_id INTEGER REFERENCES companies(id),
    job_title TEXT NOT NULL DEFAULT '',
    role TEXT NOT NULL DEFAULT 'prospect',
    rating TEXT,
    fit TEXT NOT NULL DEFAULT 'unsure',
    fit_note TEXT NOT NULL DEFAULT '',
    fit_link TEXT NOT NULL DEFAULT '',
    fit_on TEXT,
    timing_kind TEXT,
    timing_on TEXT,
    timing_precision TEXT,
    timing_recorded_on TEXT,
    timing_note TEXT NOT NULL DEFAULT '',
    allow_calls INTEGER NOT NULL DEFAULT 1,
    allow_email INTEGER NOT NULL DEFAULT 1,
    allow_other INTEGER NOT NULL DEFAULT 1,
    paused_until TEXT,
    closed TEXT,
    closed_on TEXT,
    first_talk_on TEXT NOT NULL,
    added_on TEXT NOT NULL,
    talk_every TEXT,
    email_every TEXT,
    time_zone TEXT NOT NULL DEFAULT '',
    language TEXT NOT NULL DEFAULT '',
    best_hours TEXT NOT NULL DEFAULT '',
    source TEXT NOT NULL DEFAULT '',
    owner TEXT NOT NULL DEFAULT '',
    website TEXT NOT NULL DEFAULT '',
    notes TEXT NOT NULL DEFAULT '',
    birthday TEXT NOT NULL DEFAULT '',
    introduced_by INTEGER REFERENCES contacts(id),
    street TEXT NOT NULL DEFAULT '',
    city TEXT NOT NULL DEFAULT '',
    region TEXT NOT NULL DEFAULT '',
    postcode TEXT NOT NULL DEFAULT '',
    country TEXT NOT NULL DEFAULT '',
    extra TEXT NOT NULL DEFAULT '[]'
) STRICT;
CREATE INDEX contacts_name ON contacts(name_key);
CREATE INDEX contacts_company ON contacts(company_id);
CREATE INDEX contacts_introduced_by ON contacts(introduced_by) WHERE introduced_by IS NOT NULL;

CREATE TABLE contact_phones (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL REFERENCES contacts(id),
    position INTEGER NOT NULL,
    value TEXT NOT NULL,
    label TEXT NOT NULL DEFAULT '',
    e164 TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX contact_phones_contact ON contact_phones(contact_id);
CREATE INDEX contact_phones_e164 ON contact_phones(e164) WHERE e164 <> '';
CREATE TABLE contact_emails (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL REFERENCES contacts(id),
    position INTEGER NOT NULL,
    value TEXT NOT NULL,
    label TEXT NOT NULL DEFAULT '',
    value_key TEXT NOT NULL
) STRICT;
CREATE INDEX contact_emails_contact ON contact_emails(contact_id);
CREATE INDEX contact_emails_key ON contact_emails(value_key);
CREATE TABLE contact_tags (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL REFERENCES contacts(id),
    tag TEXT NOT NULL,
    tag_key TEXT NOT NULL,
    UNIQUE (contact_id, tag_key)
) STRICT;
CREATE INDEX contact_tags_key ON contact_tags(tag_key);

CREATE TABLE attachments (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER REFERENCES contacts(id),
    company_id INTEGER REFERENCES companies(id),
    name TEXT NOT NULL,
    media_type TEXT NOT NULL DEFAULT '',
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL REFERENCES blobs(sha256),
    added_on TEXT NOT NULL
) STRICT;
CREATE INDEX attachments_contact ON attachments(contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX attachments_company ON attachments(company_id) WHERE company_id IS NOT NULL;
CREATE TABLE blobs (sha256 TEXT NOT NULL PRIMARY KEY, data BLOB NOT NULL) STRICT;

CREATE TABLE content (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    title TEXT NOT NULL,
    title_key TEXT NOT NULL,
    kind TEXT NOT NULL,
    link TEXT NOT NULL DEFAULT '',
    attachment_id INTEGER REFERENCES attachments(id),
    why TEXT NOT NULL DEFAULT '',
    until_on TEXT,
    competitor TEXT NOT NULL DEFAULT '',
    added_on TEXT NOT NULL,
    archived INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX content_title ON content(title_key);
CREATE INDEX content_attachment ON content(attachment_id) WHERE attachment_id IS NOT NULL;
CREATE TABLE content_topics (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    content_id INTEGER NOT NULL REFERENCES content(id),
    topic TEXT NOT NULL,
    topic_key TEXT NOT NULL,
    UNIQUE (content_id, topic_key)
) STRICT;

CREATE TABLE touches (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    at_offset INTEGER NOT NULL,
    on_date TEXT NOT NULL,
    channel TEXT NOT NULL,
    direction TEXT NOT NULL,
    outcome TEXT NOT NULL,
    purpose TEXT NOT NULL DEFAULT '',
    note TEXT NOT NULL DEFAULT '',
    content_id INTEGER REFERENCES content(id),
    why TEXT NOT NULL DEFAULT '',
    wants_reply INTEGER NOT NULL DEFAULT 0,
    counts INTEGER NOT NULL,
    op INTEGER NOT NULL
) STRICT;
CREATE INDEX touches_on ON touches(on_date, counts);
CREATE INDEX touches_content ON touches(content_id) WHERE content_id IS NOT NULL;
CREATE TABLE touch_contacts (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    touch_id INTEGER NOT NULL REFERENCES touches(id),
    contact_id INTEGER NOT NULL REFERENCES contacts(id),
    at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX touch_contacts_touch ON touch_contacts(touch_id, contact_id);
CREATE INDEX touch_contacts_contact ON touch_contacts(contact_id, at, touch_id);

CREATE TABLE insights (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL REFERENCES contacts(id),
    touch_id INTEGER REFERENCES touches(id),
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    on_date TEXT NOT NULL
) STRICT;
CREATE INDEX insights_contact ON insights(contact_id, on_date);
CREATE INDEX insights_touch ON insights(touch_id) WHERE touch_id IS NOT NULL;

CREATE TABLE promises (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL REFERENCES contacts(id),
    on_date TEXT NOT NULL,
    at INTEGER,
    at_offset INTEGER,
    channel TEXT NOT NULL,
    what TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    made_op INTEGER NOT NULL,
    ticked_on TEXT,
    dropped_on TEXT
) STRICT;
CREATE INDEX promises_contact ON promises(contact_id);
CREATE TABLE snoozes (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL REFERENCES contacts(id),
    kind TEXT NOT NULL,
    until_on TEXT NOT NULL,
    until_at INTEGER,
    until_offset INTEGER,
    promise_id INTEGER REFERENCES promises(id),
    made_at INTEGER NOT NULL,
    made_op INTEGER NOT NULL
) STRICT;
CREATE INDEX snoozes_contact ON snoozes(contact_id);
CREATE INDEX snoozes_promise ON snoozes(promise_id) WHERE promise_id IS NOT NULL;
CREATE TABLE skips (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL REFERENCES contacts(id),
    kind TEXT NOT NULL,
    on_date TEXT NOT NULL,
    why TEXT NOT NULL DEFAULT '',
    made_at INTEGER NOT NULL,
    made_op INTEGER NOT NULL
) STRICT;
CREATE INDEX skips_contact ON skips(contact_id);
CREATE TABLE opportunities (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL REFERENCES contacts(id),
    title TEXT NOT NULL,
    title_key TEXT NOT NULL,
    value TEXT,
    currency TEXT NOT NULL DEFAULT '',
    stage TEXT NOT NULL,
    before_need INTEGER NOT NULL DEFAULT 0,
    opened_on TEXT NOT NULL,
    opened_at INTEGER NOT NULL,
    opened_op INTEGER NOT NULL,
    closed_on TEXT,
    closed_at INTEGER,
    closed_op INTEGER
) STRICT;
CREATE INDEX opportunities_contact ON opportunities(contact_id);
CREATE TABLE settings (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    key TEXT NOT NULL UNIQUE,
    value TEXT NOT NULL
) STRICT;
CREATE TABLE saved_filters (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    name TEXT NOT NULL UNIQUE,
    definition TEXT NOT NULL
) STRICT;

CREATE TABLE plans (
    contact_id INTEGER PRIMARY KEY,
    effective_rating TEXT NOT NULL,
    talk_days INTEGER,
    email_days INTEGER,
    last_conversation_on TEXT,
    last_value_add_on TEXT,
    left_behind_after TEXT
) STRICT;
CREATE INDEX plans_left_behind ON plans(left_behind_after);
CREATE TABLE steps (
    contact_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    due_on TEXT NOT NULL,
    due_at INTEGER,
    due_offset INTEGER,
    original_on TEXT NOT NULL,
    interval_days INTEGER NOT NULL,
    rating TEXT NOT NULL,
    rule TEXT NOT NULL,
    reason TEXT NOT NULL,
    promise_id INTEGER,
    PRIMARY KEY (contact_id, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX steps_due ON steps(due_on);
CREATE INDEX steps_timed ON steps(due_at) WHERE due_at IS NOT NULL;
CREATE TABLE plan_state (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE notices (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    contact_id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    step_due TEXT NOT NULL,
    promise_id INTEGER NOT NULL DEFAULT 0,
    occasion TEXT NOT NULL,
    claimed_by TEXT NOT NULL,
    claimed_at INTEGER NOT NULL,
    lease_until INTEGER NOT NULL,
    shown_at INTEGER,
    shown_by TEXT NOT NULL DEFAULT '',
    UNIQUE (contact_id, kind, step_due, promise_id, occasion)
) STRICT;
CREATE INDEX notices_shown ON notices(shown_at);
CREATE TABLE heartbeat (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
"""


def apply(connection: sqlite3.Connection) -> None:
    """Create schema 1 in an empty database, inside the caller's transaction."""
    for statement in _SCHEMA.split(";"):
        if statement.strip():
            connection.execute(statement)
    create_touch_facts(connection)
    create_search(connection)
    for table in USER_TABLES:
        create_journal_triggers(connection, table)
