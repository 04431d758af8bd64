"""Running the benches, each in a process of its own, and printing their table.

The peak of memory of that process is the last line of its part of the table.
"""

import multiprocessing
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor

from tests.bench import (
    cards,
    duplicates,
    finding,
    idle,
    importing,
    library,
    logging_touches,
    morning,
    replanning,
    reports,
    starting,
    team,
    window_lists,
)
from tests.bench.generate import BIG, SMALL, diary
from tests.bench.measure import Figure

BENCHES: dict[str, Callable[[], Iterator[Figure]]] = {
    "top": morning.top,
    "agenda": morning.agenda,
    "words": finding.words,
    "contact": finding.contact,
    "library": library.library,
    "log": logging_touches.log,
    "opening": replanning.opening,
    "replan": replanning.replan,
    "idle": idle.idle,
    "start": starting.starting,
    "lists": window_lists.lists,
    "reports": reports.reports,
    "handoff": reports.handoff,
    "team": team.team,
    "import_tables": importing.tables,
    "import_whole": importing.whole,
    "import_window": importing.window,
    "duplicates": duplicates.duplicates,
    "vcards": cards.vcards,
    "export_csv": cards.export_csv,
}

_ON_THEIR_OWN = frozenset(
    {"import_tables", "import_whole", "import_window", "duplicates", "vcards", "export_csv"}
)
"""Those that need no generated diary."""


def _memory() -> float:
    """The most memory this process ever had, in MB; 0 where the system does not say."""
    if sys.platform == "win32":
        return 0.0
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / 2**20 if sys.platform == "darwin" else peak / 2**10


def _run(name: str) -> list[Figure]:
    """One bench, in a process of its own."""
    figures = list(BENCHES[name]())
    return [*figures, Figure("  peak of memory", _memory(), "MB")]


def main(names: list[str]) -> int:
    """Run the benches of these names and print their table; 1 where one is over, 2 for a wrong name."""
    unknown = [name for name in names if name not in BENCHES]
    if unknown:
        print(f"There is no bench {unknown[0]}: choose among {', '.join(BENCHES)}.", file=sys.stderr)
        return 2
    if not names or set(names) - _ON_THEIR_OWN:
        for touches in (SMALL, BIG):
            diary(touches)
    passed = True
    for name in names or BENCHES:
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as process:
            figures = process.submit(_run, name).result()
        print(f"{name}:", *figures, sep="\n", flush=True)
        passed = passed and all(figure.passed for figure in figures)
    return 0 if passed else 1
