"""Measuring in turns: what is compared runs in the same rounds, and the median of the ratios counts.

A machine is never idle, and two figures of two runs cannot be compared. In one round everything is run
once, one after the other, so that whatever else goes on slows all of it alike.
"""

import sqlite3
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from kitdiary.storage.connections import PRAGMAS

ROUNDS = 15
_UNITS = {"ms": 1e3, "s": 1.0}

Action = Callable[[], object]


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the table: what was measured, against what bar. ``bar`` None: for information."""

    what: str
    measured: float
    unit: str
    bar: float | None = None
    remark: str = ""

    @property
    def passed(self) -> bool:
        """Whether the figure is within its bar."""
        return self.bar is None or self.measured <= self.bar

    def __str__(self) -> str:
        bar = "" if self.bar is None else f"{self.bar:g} {self.unit}"
        verdict = "" if self.bar is None else "pass" if self.passed else "OVER"
        figure = f"{self.measured:,.2f}".rstrip("0").rstrip(".")
        return (
            f"{self.what:<58} {figure + ' ' + self.unit:>14} {bar:>12}  {verdict:<5} {self.remark}".rstrip()
        )


def in_turns(
    *actions: Action, rounds: int = ROUNDS, clock: Callable[[], float] = time.perf_counter
) -> list[list[float]]:
    """Seconds of every action in every round, after one round that only warms up."""
    taken: list[list[float]] = [[] for _ in actions]
    for number in range(rounds + 1):
        for action, seconds in zip(actions, taken, strict=True):
            start = clock()
            action()
            if number:
                seconds.append(clock() - start)
    return taken


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """The median of the pairwise ratios."""
    return median(own / other for own, other in zip(ours, theirs, strict=True))


def difference(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """The median of the pairwise differences."""
    return median(own - other for own, other in zip(ours, theirs, strict=True))


def percentile95(seconds: Sequence[float]) -> float:
    """The 95th percentile."""
    return quantiles(seconds, n=20)[-1]


def shown(seconds: Sequence[float], unit: str = "ms") -> str:
    """A median as it stands in a remark."""
    return f"{median(seconds) * _UNITS[unit]:.3g} {unit}"


def raw(path: Path) -> sqlite3.Connection:
    """A plain connection to a diary with the settings the diary itself uses, so that they count for both."""
    connection = sqlite3.connect(path, isolation_level=None, cached_statements=512)
    for name, value in PRAGMAS:
        connection.execute(f"PRAGMA {name} = {value}")
    return connection


def statements(connection: sqlite3.Connection, action: Action) -> list[str]:
    """The statements SQLite was given by an action with their values in place.

    Left out are those that begin and end its transaction: a snapshot begins with a look at the schema.
    """
    seen: list[str] = []
    connection.set_trace_callback(seen.append)
    try:
        action()
    finally:
        connection.set_trace_callback(None)
    own = ("BEGIN", "COMMIT", "--", "SELECT 1 FROM sqlite_schema")
    return [text for text in seen if not text.startswith(own)]
