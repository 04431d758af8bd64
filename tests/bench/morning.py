"""The morning: what is due, in order, with its reasons; and that a longer history does not slow it."""

import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from statistics import median

from kitdiary.domain.agenda import AgendaItem, DueStep
from kitdiary.services.clock import FixedClock
from kitdiary.services.diary import Diary
from kitdiary.storage.database import Store
from tests.bench.generate import BIG, NOW, SMALL, diary
from tests.bench.measure import ROUNDS, Figure, in_turns, ratio, raw, shown, statements

_TODAY = NOW.date()
_MOST = 500
_TOP = """
SELECT s.contact_id, c.name, k.name, c.rating, s.rating, s.kind, s.due_on, s.due_at, s.due_offset,
    s.original_on, s.interval_days, s.rule, s.reason, s.promise_id,
    (SELECT r.channel FROM promises r WHERE r.id = s.promise_id), c.time_zone,
    CASE WHEN s.kind = 'promise' AND s.due_at IS NOT NULL THEN 0
        WHEN s.rule IN ('timing', 'timing-passed') THEN 4
        ELSE CASE s.kind WHEN 'reply' THEN 1 WHEN 'promise' THEN 2 WHEN 'thanks' THEN 3 WHEN 'talk' THEN 5
            ELSE 6 END END AS part,
    max(0, julianday(?1) - julianday(s.original_on)) AS late
FROM steps s CROSS JOIN contacts c ON c.id = s.contact_id
LEFT JOIN companies k ON k.id = c.company_id
WHERE s.due_on <= ?1
ORDER BY part, CASE WHEN part = 0 THEN s.due_at WHEN part < 5 THEN julianday(s.due_on) ELSE
    -(CASE s.rating WHEN 'A' THEN 8 WHEN 'B' THEN 4 WHEN 'C' THEN 2 ELSE 1 END)
    * (1 + late / s.interval_days) END, lower(c.name), s.contact_id
LIMIT ?2
"""
"""The order of the day (PRODUCT §2.17) as somebody would write it in SQL alone."""


def opened(touches: int) -> AbstractContextManager[Diary]:
    """A generated diary, at the time of the benches."""
    return opened_at(diary(touches))


@contextmanager
def opened_at(path: Path) -> Iterator[Diary]:
    """A generated diary or a copy of it, planned by today's rules."""
    with Store.open(path, create=False) as store:
        found = Diary(store, FixedClock(NOW))
        found.bring_up_to_date()
        yield found


def top() -> Iterator[Figure]:
    """What is due as the steps of the domain, against the same SQL; and put in order, against SQL's order."""
    with opened(BIG) as big:
        context, connection = big.context, raw(big.context.store.path)

        def fetched() -> list[DueStep]:
            with context.store.read():
                return context.steps.due(_TODAY)

        def ordered() -> list[AgendaItem]:
            return big.agenda.items(_TODAY)[:_MOST]

        def in_sql() -> list[tuple[object, ...]]:
            return connection.execute(_TOP, (_TODAY.isoformat(), _MOST)).fetchall()

        due = len(fetched())
        same = [row[0] for row in in_sql()] == [item.step.contact_id for item in ordered()]
        asked = statements(context.store.connection(), fetched)
        count = statements(context.store.connection(), ordered)
        # The longest is what asks for the steps; the others read settings and what was done today.
        sql = max(asked, key=len)
        own, other, items, top_500 = in_turns(
            fetched, lambda: connection.execute(sql).fetchall(), ordered, in_sql, rounds=2 * ROUNDS
        )
        connection.close()
    remark = f"{shown(own)} against {shown(other)}, in {len(asked)} statement"
    yield Figure(f"fetching {due:,} due, against raw SQL", ratio(own, other), "x", 1.2, remark)
    remark = "with the settings and what was done today"
    yield Figure(f"  the top {_MOST} in the order of the day, statements", len(count), "", 3, remark)
    remark = f"{shown(items)} against {shown(top_500)}; {'same order' if same else 'ANOTHER ORDER'}"
    yield Figure("  against SQL that orders and cuts by itself", ratio(items, top_500), "x", None, remark)


def _with_reasons(found: Diary) -> list[str]:
    with found.context.store.read():
        return [item.step.reason.sentence(_TODAY) for item in found.agenda.items(_TODAY)]


def agenda() -> Iterator[Figure]:
    """The whole day with reasons, in a diary of a million touches and in one of a tenth."""
    with opened(BIG) as big, opened(SMALL) as small:
        whole, fewer, page = in_turns(
            lambda: _with_reasons(big),
            lambda: _with_reasons(small),
            lambda: big.agenda.lines(_TODAY, most=_MOST),
            rounds=2 * ROUNDS,
        )
        top_big, top_small = in_turns(
            lambda: big.agenda.items(_TODAY)[:_MOST], lambda: small.agenda.items(_TODAY)[:_MOST]
        )
        (alone,) = in_turns(lambda: _with_reasons(big), clock=time.thread_time)
        due = len(_with_reasons(big))
    remark = f"best {min(whole) * 1e3:.3g} ms; {shown(alone)} of the processor's"
    yield Figure(f"whole agenda of {due:,} steps with reasons", median(whole) * 1e3, "ms", 50, remark)
    yield Figure("  against a tenth of the touches", ratio(whole, fewer), "x", 1.1)
    yield Figure("  top 500 against a tenth of the touches", ratio(top_big, top_small), "x", 1.1)
    yield Figure("  500 lines with local times and what to send", median(page) * 1e3, "ms")
