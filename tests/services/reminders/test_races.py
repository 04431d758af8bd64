"""Several programs on one diary: each thing is announced by one of them, whoever dies in between."""

import multiprocessing
import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from kitdiary.services.diary import Diary
from kitdiary.services.reminders.heartbeat import LEASE
from kitdiary.services.reminders.notifier import Chain, Message
from tests.services.diaries import added, on, opened, set_clock, time_of
from tests.services.reminders.fakes import Recorder

MORNING = "2026-11-24T08:30"
TITLES = ["08:35 Ann 0", "08:35 Ann 1", "Due today"]
ENOUGH = 30.0
"""Seconds after which a test gives up; nothing here waits for that long."""


def filled(path: Path, people: int = 3) -> None:
    """A diary with a digest and two promises at the same time on the morning of 24 November."""
    with opened(path) as diary:
        for number in range(people):
            added(diary, f"Ann {number}")
        for contact_id in (1, 2):
            diary.steps.promise(contact_id, on("2026-11-24"), "ring", time_of("08:35"))


@pytest.mark.parametrize("hearts", [2, 4])
def test_several_hearts_in_threads_announce_each_thing_once(tmp_path: Path, hearts: int) -> None:
    path = tmp_path / "d.kitdiary"
    filled(path)
    recorder, start = Recorder(), threading.Barrier(hearts)
    faults: list[BaseException] = []

    def beat(diary: Diary) -> None:
        try:
            heart = diary.heartbeat(Chain((recorder,)))
            start.wait(ENOUGH)
            for _ in range(3):
                heart.sweep()
        except BaseException as error:  # noqa: BLE001  # looked at below
            faults.append(error)
        finally:
            diary.context.store.database.close()

    with opened(path, MORNING) as diary:
        threads = [threading.Thread(target=beat, args=(diary,)) for _ in range(hearts)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(ENOUGH)
        assert diary.safety.check() == []
    assert faults == []
    assert sorted(message.title for message in recorder.messages) == [
        "08:35 Ann 0",
        "08:35 Ann 1",
        "Due today",
    ]


def _beat(path: Path, said: Path, start: "multiprocessing.synchronize.Barrier") -> None:
    class Appending:
        name = "file"

        def show(self, message: Message) -> None:
            with said.open("a", encoding="utf-8") as out:
                out.write(message.title + "\n")

    with opened(path, MORNING) as diary:
        heart = diary.heartbeat(Chain((Appending(),)))
        start.wait(ENOUGH)
        for _ in range(3):
            heart.sweep()


@pytest.mark.parametrize("hearts", [2])
def test_several_processes_announce_each_thing_once(tmp_path: Path, hearts: int) -> None:
    path, said = tmp_path / "d.kitdiary", tmp_path / "said"
    filled(path)
    spawn = multiprocessing.get_context("spawn")
    start = spawn.Barrier(hearts)
    beating = [spawn.Process(target=_beat, args=(path, said, start)) for _ in range(hearts)]
    for process in beating:
        process.start()
    for process in beating:
        process.join(ENOUGH)
    assert [process.exitcode for process in beating] == [0] * hearts
    assert sorted(said.read_text().splitlines()) == TITLES
    backups = list((tmp_path / "d-backups").iterdir())
    assert [backup.name for backup in backups] == ["d-2026-11-24.kitdiary"]


# -- kill -9 -----------------------------------------------------------------------------------------

_PROGRAM = """
import sys
from pathlib import Path
from kitdiary.services.reminders.notifier import Chain
from tests.services.diaries import opened

class Saying:
    name = "said"
    def show(self, message):
        with open(sys.argv[2], "a") as out:
            out.write(message.title + "\\n")
            out.flush()
        print("shown", flush=True)

with opened(Path(sys.argv[1]), sys.argv[3]) as diary:
    print("open", flush=True)
    diary.heartbeat(Chain((Saying(),))).sweep()
    print("done", flush=True)
"""


def killed_at_random(path: Path, said: Path, now: str, most: float) -> None:
    """Starts a program that beats once, and kills it some time after it has opened the diary."""
    with subprocess.Popen(
        [sys.executable, "-c", _PROGRAM, str(path), str(said), now],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[3],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"open\n"
        time.sleep(random.uniform(0, most))
        process.send_signal(signal.SIGKILL)


def told_after_kills(folder: Path, kills: int) -> None:
    """After a kill at any moment, nothing is lost and at most one thing is said twice."""
    for number in range(kills):
        path, said = folder / f"d{number}.kitdiary", folder / f"said{number}"
        filled(path)
        killed_at_random(path, said, MORNING, most=0.03)
        with opened(path, MORNING) as diary:
            recorder = Recorder()
            assert diary.safety.check() == []
            for minutes in (30, 30 + LEASE.seconds // 60, 34):
                set_clock(diary, f"2026-11-24T08:{minutes}")
                diary.heartbeat(Chain((recorder,))).sweep()
        told = (said.read_text().split() if said.exists() else [], [m.title for m in recorder.messages])
        titles = (said.read_text().splitlines() if said.exists() else []) + told[1]
        assert {"Due today", "08:35 Ann 0", "08:35 Ann 1"} <= set(titles), (number, told)
        assert len(titles) - len(set(titles)) <= 1, (number, told)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_killed_at_any_moment_nothing_is_lost(tmp_path: Path) -> None:
    told_after_kills(tmp_path, 3)


@pytest.mark.soak
@pytest.mark.timeout(3600)
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_killed_a_hundred_times_nothing_is_lost(tmp_path: Path) -> None:
    told_after_kills(tmp_path, 100)
