"""Starting: from the start of the process to the first paint, and the most memory till then."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

from tests.bench.first_paint import PAINTED
from tests.bench.generate import BIG, NOW, copy_of, diary, remove
from tests.bench.measure import Figure, ratio
from tests.bench.morning import opened_at

_ROUNDS = 12
_ROOT = Path(__file__).parents[2]


@contextmanager
def screen() -> Iterator[str]:
    """A display of the bench's own: its ``DISPLAY``."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", "1400x900x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=(write,), stderr=subprocess.DEVNULL) as server:
        os.close(write)
        with os.fdopen(read) as said:
            number = said.readline().strip()
        try:
            yield f":{number}"
        finally:
            server.terminate()


def start(what: str, config: str, display: str) -> tuple[float, float]:
    """Seconds to the first paint, MB at the most."""
    environment = os.environ | {
        "QT_QPA_PLATFORM": "xcb",
        "DISPLAY": display,
        "PYTHONPATH": str(_ROOT),
        "TZ": str(NOW.tzinfo),
        "XDG_CONFIG_HOME": config,
        "XDG_STATE_HOME": config,
    }
    began = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-m", "tests.bench.first_paint", what],
        stdout=subprocess.PIPE,
        text=True,
        cwd=_ROOT,
        env=environment,
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        took = time.perf_counter() - began
    word, _, peak = line.partition(" ")
    if word != PAINTED:
        raise RuntimeError(f"The window on {what} painted nothing.")
    return took, int(peak) / 1024


def starting() -> Iterator[Figure]:
    """Today of 100,000 contacts and a million touches against an empty window."""
    path = copy_of(diary(BIG))
    try:
        with opened_at(path):
            pass  # planned by today's rules: that is done once, not at every start
        with tempfile.TemporaryDirectory() as config, screen() as display:
            rounds = [
                (start("empty", config, display), start(str(path), config, display))
                for _ in range(_ROUNDS + 1)
            ][1:]
    finally:
        remove(path)
    ours, floor = [own[0] for _, own in rounds], [empty[0] for empty, _ in rounds]
    remark = f"{median(ours) * 1e3:.0f} against {median(floor) * 1e3:.0f} ms"
    yield Figure(
        "start to first paint of Today, against an empty window", ratio(ours, floor), "x", 2.2, remark
    )
    peak, least = [own[1] for _, own in rounds], [empty[1] for empty, _ in rounds]
    remark = f"{median(peak):.0f} against {median(least):.0f} MB"
    yield Figure("  most memory till then, against the same", ratio(peak, least), "x", 2.3, remark)
