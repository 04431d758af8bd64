"""The figures of Reports: the first ones, all of them, and of a part of the people."""

import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from kitdiary.domain.figures import EVERYBODY, Part, Scope
from kitdiary.services.exchange.handoff import HandoffRequest
from tests.bench.generate import BIG, copy_of, diary, remove
from tests.bench.measure import Figure, in_turns
from tests.bench.morning import opened, opened_at

_FIRST = (Part.LEFT_BEHIND, Part.CADENCE, Part.WEEKS)
"""What the tiles and the first chart show."""


def reports() -> Iterator[Figure]:
    """A report over 100,000 contacts and a million touches."""
    with opened(BIG) as big:
        period = big.reports.period()

        def first(scope: Scope = EVERYBODY) -> None:
            asked = big.reports.ask(period, scope)
            for part in _FIRST:
                big.reports.part(part, asked)

        everything, tiles, some = in_turns(
            lambda: big.reports.figures(period),
            first,
            lambda: first(Scope(ratings=("A", "B"))),
            rounds=5,
        )
    yield Figure("the first figures", median(tiles) * 1e3, "ms", 300)
    yield Figure("  of two ratings", median(some) * 1e3, "ms", 300)
    yield Figure("all figures", median(everything) * 1e3, "ms", 2000)


def handoff() -> Iterator[Figure]:
    """The hand-off of 100,000 contacts, all files but the page."""
    path = copy_of(diary(BIG))
    try:
        with opened_at(path) as big, tempfile.TemporaryDirectory() as folder:
            start = time.perf_counter()
            made = big.handoffs.make(Path(folder, "out"), HandoffRequest(big.reports.period()))
            seconds = time.perf_counter() - start
            rows = sum(file.rows or 0 for file in made.manifest.files)
    finally:
        remove(path)
    yield Figure(f"a hand-off of {rows:,} rows", seconds, "s", 20)
