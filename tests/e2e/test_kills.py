"""Killed with -9 at any moment: what was answered as done is there, and the diary is in order."""

import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kitdiary.bootstrap import open_diary
from tests.e2e.writer import ROWS

_ROOT = Path(__file__).parents[2]


@contextmanager
def writing(diary: Path, what: str, name: str) -> Iterator["subprocess.Popen[str]"]:
    """A writer at work."""
    command = [sys.executable, "-m", "tests.e2e.writer", str(diary), what, name]
    with subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield process
        finally:
            process.kill()


def killed(diary: Path, what: str, name: str, seconds: float) -> list[str]:
    """Let a writer write for a while after its first answer, kill it, and say what it answered as done."""
    with writing(diary, what, name) as process:
        assert process.stdout is not None
        first = process.stdout.readline()
        time.sleep(seconds)  # the random moment of the kill, or the time the writers have
        process.kill()
        rest = process.stdout.read().splitlines(keepends=True)
    # A line without its end was not answered whole.
    return [line.strip() for line in (first, *rest) if line.endswith("\n")]


def missing(diary: Path, answered: list[str]) -> list[str]:
    """What was answered as done and is not there; problems of the diary count as missing too."""
    with open_diary(diary) as opened:
        with opened.context.store.read():
            notes = {row[0] for row in opened.context.store.rows("SELECT note FROM touches")}
            emails = {row[0] for row in opened.context.store.rows("SELECT value FROM contact_emails")}
        gone = opened.safety.check()
    for line in answered:
        kind, _, what = line.partition(" ")
        if kind == "touch":
            gone += [line] if what not in notes else []
        elif kind == "import":
            gone += [line] if any(f"given{i}@{what}.example" not in emails for i in range(ROWS)) else []
        else:
            with open_diary(Path(what), create=False) as copy:
                gone += [f"{line}: {problem}" for problem in copy.safety.check()]
    return gone


def kill_often(folder: Path, what: str, times: int, seed: int) -> int:
    """Kill so often, looking each time; how many writes were answered as done in all."""
    rng = random.Random(seed)
    diary = folder / "killed.kitdiary"
    answered = 0
    for number in range(times):
        done = killed(diary, what, f"k{number}", rng.uniform(0, 0.25))
        answered += len(done)
        assert missing(diary, done) == [], f"kill {number} of {what}"
        for copy in folder.glob("*.backup*"):
            copy.unlink()
    return answered


@pytest.mark.parametrize("what", ["log", "import", "backup"])
def test_a_kill_loses_nothing_that_was_answered(tmp_path: Path, what: str) -> None:
    assert kill_often(tmp_path, what, 2, seed=len(what)) > 0


@pytest.mark.soak
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("what", ["log", "import", "backup", "all"])
def test_two_hundred_kills_lose_nothing(tmp_path: Path, what: str) -> None:
    answered = kill_often(tmp_path, what, 50, seed=2026 + len(what))
    sys.stdout.write(f"{what}: 50 kills, {answered} writes answered as done, none missing\n")


def together(diary: Path, seconds: float, writers: int = 2) -> list[list[str]]:
    """Several writers at once; what each answered as done. None may fail."""
    with open_diary(diary) as opened:
        for number in range(5):
            opened.contacts.add(name=f"Given {number}")
    processes = []
    for number in range(writers):
        command = [sys.executable, "-m", "tests.e2e.writer", str(diary), "all", f"w{number}"]
        processes.append(
            subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        )
    answered: list[list[str]] = []
    try:
        time.sleep(seconds)  # the random moment of the kill, or the time the writers have
        assert [process.poll() for process in processes] == [None] * writers, "a writer gave up"
    finally:
        for process in processes:
            process.kill()
            out, err = process.communicate()
            assert err == "", err
            lines = out.splitlines(keepends=True)
            answered.append([line.strip() for line in lines if line.endswith("\n")])
    return answered


def test_two_writers_at_once_lose_nothing(tmp_path: Path) -> None:
    diary = tmp_path / "shared.kitdiary"
    answered = together(diary, 3)
    assert all(answered)
    assert [missing(diary, lines) for lines in answered] == [[], []]


@pytest.mark.soak
@pytest.mark.timeout(600)
def test_two_writers_for_a_minute_lose_nothing(tmp_path: Path) -> None:
    diary = tmp_path / "shared.kitdiary"
    answered = together(diary, 60)
    sys.stdout.write(
        f"two writers, 60 s: {[len(lines) for lines in answered]} writes answered as done, none missing\n"
    )
    assert [missing(diary, lines) for lines in answered] == [[], []]
