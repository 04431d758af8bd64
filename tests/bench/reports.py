"""The figures of Reports: the first ones, all of them, and of a part of the people."""

from collections.abc import Iterator
from statistics import median

from kitdiary.domain.figures import EVERYBODY, Part, Scope
from tests.bench.generate import BIG
from tests.bench.measure import Figure, in_turns
from tests.bench.morning import opened

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
