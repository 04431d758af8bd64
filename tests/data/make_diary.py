"""Make the old diary of the newest schema: ``python tests/data/make_diary.py`` from the project's folder.

Run once per schema, when it is released: what an older program wrote must not be made by a newer one.
Every table of the user's has a row, the history an import, a change, an undo and a deletion.
"""

import gzip
import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from kitdiary.storage.blobs import put_blob
from kitdiary.storage.database import Store
from kitdiary.storage.migrations import SCHEMA
from kitdiary.storage.undo import undo

HERE = Path(__file__).parent
NOW = datetime(2026, 11, 20, 9, 15, tzinfo=UTC)
AT = int(NOW.timestamp())
DAY = NOW.date().isoformat()


def fill(store: Store) -> None:
    """Write a little of everything."""
    with store.operation("Imported 3 contacts", NOW, kind="import"), store.bulk():
        (firm,) = store.bulk_insert(
            "companies", ("name", "name_key", "rating"), [("Straße & Söhne", "strasse", "B")]
        )
        people = store.bulk_insert(
            "contacts",
            ("name", "name_key", "company_id", "first_talk_on", "added_on", "notes"),
            [
                ("Priya Raman", "priya raman", firm, "2026-11-24", DAY, "Likes short calls"),
                ("Zoë Ångström 👩‍🚀", "zoe angstrom", firm, "2026-11-25", DAY, ""),
                ("שלום כהן", "שלום כהן", None, "2026-11-26", DAY, "line one\nline two"),
            ],
        )
    first, second, third = people
    with store.operation("Added details", NOW + timedelta(minutes=1)):
        details(store, first, second)
    with store.operation("Logged a call with Priya Raman", NOW + timedelta(minutes=2)) as op:
        log(store, first, op.id)
    with store.operation("Rated Zoë", NOW + timedelta(minutes=3)) as op:
        store.update("contacts", second, rating="A")
    undo(store, op.id, NOW + timedelta(minutes=4))
    with store.operation("Removed שלום כהן", NOW + timedelta(minutes=5)):
        store.delete("contacts", third)
    with store.maintenance():
        store.execute("INSERT INTO plan_state(key, value) VALUES ('made by', 'schema 1')")


def details(store: Store, first: int, second: int) -> None:
    """Phones, addresses, tags, an attachment, content, settings and a saved filter."""
    phone = {"position": 0, "value": "+49 30 123456", "label": "work", "e164": "+4930123456"}
    store.insert("contact_phones", contact_id=first, **phone)
    store.insert(
        "contact_emails", contact_id=first, position=0, value="Priya@x.test", value_key="priya@x.test"
    )
    store.insert("contact_tags", contact_id=second, tag="Fair 2026", tag_key="fair 2026")
    data = b"%PDF invented"
    attached = store.insert(
        "attachments", name="offer.pdf", size=len(data), sha256=put_blob(store, data), added_on=DAY
    )
    item = {
        "title": "Saving energy",
        "title_key": "saving energy",
        "kind": "article",
        "added_on": DAY,
        "industries": "Water\nHeating",
    }
    content = store.insert("content", **item, attachment_id=attached)
    store.insert("content_topics", content_id=content, topic="Energy", topic_key="energy")
    store.insert("settings", key="country", value="DE")
    store.insert("saved_filters", name="Berlin", definition="{}")
    store.update("contacts", second, introduced_by=first)
    moves(store, first, second)


def moves(store: Store, first: int, second: int) -> None:
    """What schema 2 added: a former job, a picture, two who are not one, a mapping, an origin, a template."""
    store.insert("past_jobs", contact_id=first, job_title="Buyer", left_on=DAY, successor_id=second)
    picture = put_blob(store, b"\x89PNG invented")
    store.insert("contact_photos", contact_id=first, media_type="image/png", sha256=picture)
    store.insert("distinct_people", contact_id=first, other_id=second)
    store.insert("import_mappings", headings_key="name,email", mapping='{"name": "name"}')
    store.insert("origins", diary="another", tbl="contacts", origin_id=7, row_id=first)
    store.insert("templates", name="After a call", name_key="after a call", subject="Thank you")


def log(store: Store, first: int, operation: int) -> None:
    """A touch with an insight, a promise, a snooze of it, a skip and an opportunity."""
    made = {"made_at": AT, "made_op": operation}
    told = {"channel": "call", "direction": "out", "outcome": "spoke", "note": "Contract ends in spring"}
    touch = store.insert("touches", at=AT, at_offset=60, on_date=DAY, counts=1, op=operation, **told)
    store.insert("touch_contacts", touch_id=touch, contact_id=first, at=AT)
    store.insert("insights", contact_id=first, touch_id=touch, kind="need", text="Quieter pumps", on_date=DAY)
    promised = {"on_date": "2026-12-01", "channel": "call", "what": "Call back", **made}
    promise = store.insert("promises", contact_id=first, **promised)
    later = {"kind": "promise", "until_on": "2026-12-02", "promise_id": promise, **made}
    store.insert("snoozes", contact_id=first, **later)
    store.insert("skips", contact_id=first, kind="value_add", on_date=DAY, why="On holiday", **made)
    opened = {"stage": "open", "opened_on": DAY, "opened_at": AT, "opened_op": operation, "value": "12000"}
    store.insert(
        "opportunities", contact_id=first, title="Pumps", title_key="pumps", currency="EUR", **opened
    )


def main() -> None:
    """Write ``diary-schema-N.kitdiary.gz`` beside this script."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "diary.kitdiary"
        with Store.open(path, create=True) as store:
            fill(store)
        packed = gzip.compress(path.read_bytes(), mtime=0)
    (HERE / f"diary-schema-{SCHEMA}.kitdiary.gz").write_bytes(packed)


if __name__ == "__main__":
    main()
