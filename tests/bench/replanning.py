"""Planning 100,000 people anew after a change of policy, while another program works in the diary."""

import multiprocessing
import time
from collections.abc import Iterator
from multiprocessing.synchronize import Event
from pathlib import Path
from queue import Queue
from random import Random
from typing import Any

from kitdiary.bootstrap import open_diary
from kitdiary.domain.touches import Channel, Outcome
from kitdiary.services.touch_log import TouchDraft
from tests.bench.generate import BIG, NOW, copy_of, diary, remove
from tests.bench.measure import Figure, in_turns, percentile95
from tests.bench.morning import opened_at
from tests.bench.population import CONTACTS

_PAUSE = 0.25


def visit(path: Path, ready: Event, over: Event, waits: "Queue[tuple[list[float], list[float]]]") -> None:
    """Another program: logs touches and reads the agenda until it is told that all is over."""
    random = Random(11)
    logged: list[float] = []
    read: list[float] = []
    with opened_at(path) as found:
        found.agenda.items()
        ready.set()
        while not over.wait(_PAUSE):
            start = time.perf_counter()
            draft = TouchDraft((random.randint(1, CONTACTS),), Channel.CALL, Outcome.SPOKE, note="Meanwhile.")
            found.log.record(draft)
            logged.append(time.perf_counter() - start)
            start = time.perf_counter()
            found.agenda.items()
            read.append(time.perf_counter() - start)
    waits.put((logged, read))


def replan() -> Iterator[Figure]:
    """``settings cadence.A.talk 10w`` alone, then ``9w`` with somebody else at work."""
    path = copy_of(diary(BIG))
    heard: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> bool:
        heard.append((done, total))
        return True

    context = multiprocessing.get_context("spawn")
    ready, over = context.Event(), context.Event()
    waits: Queue[Any] = context.Queue()  # type: ignore[assignment]  # has the same methods
    try:
        with opened_at(path) as big:
            start = time.perf_counter()
            big.settings.set("cadence.A.talk", "10w", progress)
            alone = time.perf_counter() - start
            other = context.Process(target=visit, args=(path, ready, over, waits))
            other.start()
            ready.wait()
            start = time.perf_counter()
            big.settings.set("cadence.A.talk", "9w")
            together = time.perf_counter() - start
            over.set()
            logged, read = waits.get()
            other.join()
            with big.context.store.read():
                current = big.planning.is_current()
    finally:
        remove(path)
    remark = f"{len(heard)} reports of progress, the last {heard[-1][0]:,} of {heard[-1][1]:,}"
    yield Figure("planning everyone anew after a change of policy", alone, "s", 60, remark)
    remark = "all current" if current else "NOT CURRENT"
    yield Figure("  while another program works in the diary", together, "s", 60, remark)
    remark = f"{len(logged)} touches, 95th percentile {percentile95(logged) * 1e3:.3g} ms"
    yield Figure("  its longest wait for a touch", max(logged) * 1e3, "ms", None, remark)
    remark = f"{len(read)} agendas, 95th percentile {percentile95(read) * 1e3:.3g} ms"
    yield Figure("  its longest wait for the agenda", max(read) * 1e3, "ms", None, remark)


def opening() -> Iterator[Figure]:
    """Opening the big diary, ready for use."""
    path = diary(BIG)
    with opened_at(path):
        pass  # planned by today's rules, once

    def ours() -> None:
        with open_diary(path, NOW):
            pass

    start = time.perf_counter()
    ours()
    first = time.perf_counter() - start
    (own,) = in_turns(ours)
    yield Figure(
        "opening the diary", sorted(own)[len(own) // 2] * 1e3, "ms", 50, f"first {first * 1e3:.3g} ms"
    )
