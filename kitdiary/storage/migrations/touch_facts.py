"""What the plan looks at in a touch, lying in the order of contact and time: table ``touch_facts``.

A plan reads a contact's whole history. In ``touches`` every touch of it lies on another page, beside a
note the plan does not want; here they lie together, so that replanning everybody takes a quarter of the
time. The table is derived: triggers keep it true, whoever writes and whatever is undone.
"""

import sqlite3

_TABLE = """
CREATE TABLE touch_facts (
    contact_id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    touch_id INTEGER NOT NULL,
    on_date TEXT NOT NULL,
    counts INTEGER NOT NULL,
    asks INTEGER NOT NULL,
    op INTEGER NOT NULL,
    PRIMARY KEY (contact_id, at, touch_id)
) STRICT, WITHOUT ROWID
"""
_FACTS = """
SELECT l.contact_id, l.at, t.id, t.on_date, t.counts, t.wants_reply AND t.direction = 'in', t.op
FROM touch_contacts l CROSS JOIN touches t ON t.id = l.touch_id
"""
_ADD = f"INSERT INTO touch_facts {_FACTS} WHERE l.id = new.id"
_REMOVE = (
    "DELETE FROM touch_facts WHERE contact_id = old.contact_id AND at = old.at AND touch_id = old.touch_id"
)

_TRIGGERS = (
    f"CREATE TRIGGER touch_contacts_facts_insert AFTER INSERT ON touch_contacts BEGIN {_ADD}; END",
    f"CREATE TRIGGER touch_contacts_facts_delete AFTER DELETE ON touch_contacts BEGIN {_REMOVE}; END",
    f"CREATE TRIGGER touch_contacts_facts_update AFTER UPDATE ON touch_contacts BEGIN {_REMOVE}; {_ADD}; END",
    """
    CREATE TRIGGER touches_facts_update AFTER UPDATE OF on_date, counts, wants_reply, direction, op ON touches
    BEGIN
        UPDATE touch_facts SET on_date = new.on_date, counts = new.counts, op = new.op,
            asks = new.wants_reply AND new.direction = 'in'
        WHERE (contact_id, at, touch_id) IN
            (SELECT l.contact_id, l.at, l.touch_id FROM touch_contacts l WHERE l.touch_id = new.id);
    END
    """,
)


def create_touch_facts(connection: sqlite3.Connection) -> None:
    """Create the table and its triggers inside the caller's transaction, and fill it."""
    connection.execute(_TABLE)
    for trigger in _TRIGGERS:
        connection.execute(trigger)
    refill(connection)


def refill(connection: sqlite3.Connection) -> None:
    """Make the table anew from the touches, inside the caller's transaction."""
    connection.execute("DELETE FROM touch_facts")
    connection.execute(f"INSERT INTO touch_facts {_FACTS} ORDER BY l.contact_id, l.at, l.touch_id")


def problems(connection: sqlite3.Connection) -> list[str]:
    """What is wrong with the table, in sentences; empty when all of it is true."""
    kept = "SELECT contact_id, at, touch_id, on_date, counts, asks, op FROM touch_facts"
    (missing,) = connection.execute(f"SELECT count(*) FROM ({_FACTS} EXCEPT {kept})").fetchone()
    (extra,) = connection.execute(f"SELECT count(*) FROM ({kept} EXCEPT {_FACTS})").fetchone()
    if not missing and not extra:
        return []
    return [f"What the plan knows of touches differs from the touches in {missing + extra} places."]
