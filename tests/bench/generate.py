"""The diaries the benches measure on: 100,000 contacts, and a million touches or a tenth of them.

Made through the real schema, the real search index and the real planner, once: they are kept in a
temporary folder (``KITDIARY_BENCH`` names another) under a name that changes with what makes them.
"""

import ast
import hashlib
import os
import shutil
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from kitdiary.services.clock import FixedClock
from kitdiary.services.context import Context
from kitdiary.services.planning import Planning
from kitdiary.storage import migrations
from kitdiary.storage.database import Store
from tests.bench import history, population
from tests.bench.history import CONTENT

BIG = 1_000_000
SMALL = BIG // 10
NOW = datetime(2026, 11, 20, 9, 15, tzinfo=ZoneInfo("Europe/Berlin"))
"""The instant all benches take place at."""
_SEED = 20
_MADE = NOW - timedelta(days=3)


def diary(touches: int) -> Path:
    """A generated diary with so many touches; never to be written to (see `copy_of`)."""
    folder = Path(os.environ.get("KITDIARY_BENCH") or Path(tempfile.gettempdir(), "kitdiary-bench"))
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{touches}-{_recipe()}.kitdiary"
    if not path.exists():
        started = time.monotonic()
        unfinished = path.with_suffix(".making")
        for old in (*folder.glob(f"{touches}-*"), unfinished):
            old.unlink(missing_ok=True)
        _generate(unfinished, touches)
        unfinished.rename(path)
        print(f"made a diary of {touches:,} touches in {time.monotonic() - started:.0f} s", file=sys.stderr)
    return path


def copy_of(path: Path) -> Path:
    """A copy beside it that may be written to; the caller removes it."""
    with tempfile.NamedTemporaryFile(dir=path.parent, prefix="copy-", delete=False) as file:
        pass
    return Path(shutil.copy(path, file.name))


def remove(path: Path) -> None:
    """Remove a copy with its log."""
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _recipe() -> str:
    """A hash of the generator and of the schema; a diary made by older rules is planned anew when opened."""
    here = Path(__file__).parent
    sources = [here / f"{name}.py" for name in ("generate", "history", "invent", "population")]
    sources += Path(migrations.__file__).parent.glob("*.py")
    trees = [ast.dump(ast.parse(path.read_text(encoding="utf-8"))) for path in sorted(sources)]
    return hashlib.sha256("".join(trees).encode()).hexdigest()[:12]


def _generate(path: Path, touches: int) -> None:
    with Store.open(path, create=True) as store:
        with store.operation("Imported everything", _MADE, kind="import") as operation, store.bulk():
            _fill(store, touches, operation.id)
        store.checkpoint()
        Planning(Context(store, FixedClock(NOW))).replan_everyone()
        store.checkpoint()


def _fill(store: Store, touches: int, op: int) -> None:
    random = Random(_SEED)  # one for the people, so that both diaries have the same
    met: list[population.Person] = []
    made_at = int(_MADE.timestamp())
    put = store.bulk_insert
    put("companies", population.COMPANY_COLUMNS, population.company_rows(random))
    put("contacts", population.CONTACT_COLUMNS, population.contact_rows(random, met))
    put("contact_emails", ("contact_id", "position", "value", "label", "value_key"), population.email_rows())
    put("contact_phones", ("contact_id", "position", "value", "label", "e164"), population.phone_rows())
    put("contact_tags", ("contact_id", "tag", "tag_key"), population.tag_rows(random))
    content = ((f"Guide {n}", f"guide {n}", "article", "2024-01-08") for n in range(1, CONTENT + 1))
    put("content", ("title", "title_key", "kind", "added_on"), content)
    topics = ((n, topic, topic) for n in range(1, CONTENT + 1) for topic in ("reseller", f"topic {n % 30}"))
    put("content_topics", ("content_id", "topic", "topic_key"), topics)
    made = ("made_at", "made_op")
    put(
        "promises",
        ("contact_id", "on_date", "channel", "what", *made),
        history.promise_rows(random, made_at, op),
    )
    put("snoozes", ("contact_id", "kind", "until_on", *made), history.snooze_rows(random, made_at, op))
    put(
        "opportunities",
        (
            "contact_id",
            "title",
            "title_key",
            "value",
            "currency",
            "stage",
            "opened_on",
            "opened_at",
            "opened_op",
        ),
        history.opportunity_rows(random, made_at - 86_400 * 12, op),
    )
    when = history.moments(random, met, touches)
    put("touches", history.TOUCH_COLUMNS, history.touch_rows(random, when, op))
    put("touch_contacts", ("touch_id", "contact_id", "at"), history.link_rows(random, when, met))
    put(
        "insights",
        ("contact_id", "touch_id", "kind", "text", "on_date"),
        history.insight_rows(random, when),
    )
