"""Logging a touch, with its plan, its journal and its words; and what an append to a file takes here."""

import os
from collections.abc import Iterator
from random import Random

from kitdiary.domain.touches import Channel, InsightKind, Outcome
from kitdiary.services.touch_log import TouchDraft
from tests.bench.generate import BIG, copy_of, diary, remove
from tests.bench.invent import Notes
from tests.bench.measure import Figure, in_turns, percentile95, ratio, shown
from tests.bench.morning import opened_at
from tests.bench.population import CONTACTS

_APPEND = os.urandom(32 * 1024)
_ROUNDS = 300
_KINDS = ((Channel.CALL, Outcome.SPOKE), (Channel.CALL, Outcome.NO_ANSWER), (Channel.EMAIL, Outcome.SENT))


def log() -> Iterator[Figure]:
    """A touch with a note and an insight, of contacts with colleagues, against 32 kB made safe."""
    path = copy_of(diary(BIG))
    beside = path.with_name(path.name + "-append")
    random = Random(7)
    notes = Notes(random)
    try:
        with opened_at(path) as big, beside.open("ab", buffering=0) as file:
            with big.context.store.read():
                rows = big.context.store.rows(
                    "SELECT c.id FROM contacts c WHERE EXISTS (SELECT 1 FROM contacts o"
                    " WHERE o.company_id = c.company_id AND o.id <> c.id) AND c.id % 97 = 0"
                )
            people = [number for (number,) in rows] or [CONTACTS]

            def touch() -> None:
                channel, outcome = random.choice(_KINDS)
                insight = (InsightKind.NEED, notes.one())
                draft = TouchDraft(
                    (random.choice(people),), channel, outcome, note=notes.one(), insights=(insight,)
                )
                big.log.record(draft)

            def append() -> None:
                file.write(_APPEND)
                os.fdatasync(file.fileno())

            own, other = in_turns(touch, append, rounds=_ROUNDS)
    finally:
        remove(path)
        beside.unlink(missing_ok=True)
    remark = f"{shown(own)} against {shown(other)}"
    yield Figure("logging a touch, against an append of 32 kB", ratio(own, other), "x", 5, remark)
    yield Figure(
        "  95th percentile",
        percentile95(own) * 1e3,
        "ms",
        20,
        f"of an append {percentile95(other) * 1e3:.3g} ms",
    )
