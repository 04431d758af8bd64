"""Several programs on one diary: each thing is announced by one of them, whoever dies in between."""

import multiprocessing
import os
import random
import shutil
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


@pytest.mark.parametrize("hearts", [2, 4])
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

BEFORE_CLAIM, CLAIMED, SHOWN, AT_RANDOM = "before claim", "claimed", "shown", "at random"
_PROGRAM = """
import os, signal, sys
from pathlib import Path
from kitdiary.services.reminders.notifier import Chain
from kitdiary.storage.notices import Notices
from tests.services.diaries import opened

diary, said, now, point, number = sys.argv[1:]
left = int(number)

def die_at(here):
    global left
    if here == point:
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1

claim = Notices.claim
def claiming(*arguments):
    die_at("before claim")
    return claim(*arguments)
Notices.claim = claiming

class Saying:
    name = "said"
    def show(self, message):
        die_at("claimed")
        with open(said, "a") as out:
            out.write(message.title + "\\n")
        die_at("shown")

with opened(Path(diary), now) as diary:
    print("open", flush=True)
    diary.heartbeat(Chain((Saying(),))).sweep()
    print("done", flush=True)
"""


def killed(path: Path, said: Path, point: str, number: int) -> None:
    """A program that beats once, and dies at the ``number``-th announcement, or when it pleases chance."""
    with subprocess.Popen(
        [sys.executable, "-c", _PROGRAM, str(path), str(said), MORNING, point, str(number)],
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[3],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[3])},
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"open\n"
        if point == AT_RANDOM:
            time.sleep(random.uniform(0, 0.03))
            process.send_signal(signal.SIGKILL)
        process.wait(ENOUGH)
        assert process.returncode == -signal.SIGKILL or point == AT_RANDOM


def told_after_kills(folder: Path, kills: int, point: str) -> None:
    """After a kill nothing is lost, and of what was said no more than one thing is said twice, once."""
    whole = folder / "whole.kitdiary"
    filled(whole)
    lost = doubled = 0
    for number in range(kills):
        path, said = folder / f"d{number}.kitdiary", folder / f"said{number}"
        shutil.copyfile(whole, path)
        killed(path, said, point, random.randrange(len(TITLES)))
        recorder = Recorder()
        with opened(path, MORNING) as diary:
            assert diary.safety.check() == []
            for minutes in (30, 30 + LEASE.seconds // 60, 34):
                set_clock(diary, f"2026-11-24T08:{minutes}")
                diary.heartbeat(Chain((recorder,))).sweep()
        told = said.read_text().splitlines() if said.exists() else []
        told += [message.title for message in recorder.messages]
        lost += len(set(TITLES) - set(told))
        twice = len(told) - len(set(told))
        assert twice <= 1, (number, told)
        doubled += twice
    assert lost == 0
    if point != AT_RANDOM:
        assert doubled == (kills if point == SHOWN else 0)


POINTS = pytest.mark.parametrize("point", [BEFORE_CLAIM, CLAIMED, SHOWN, AT_RANDOM])


@POINTS
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_killed_at_any_moment_nothing_is_lost(tmp_path: Path, point: str) -> None:
    told_after_kills(tmp_path, 2, point)


@POINTS
@pytest.mark.soak
@pytest.mark.timeout(3600)
@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_killed_a_hundred_times_nothing_is_lost(tmp_path: Path, point: str) -> None:
    told_after_kills(tmp_path, 100, point)
