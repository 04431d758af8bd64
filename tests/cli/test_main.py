"""The program in real processes: its edges, its faults, how fast it starts."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kitdiary import __version__, log, paths
from kitdiary.cli.session import Session
from tests.cli.conftest import NOW, Kit

SLOW = ("PySide6", "apscheduler", "plyer", "holidays", "phonenumbers", "rapidfuzz", "peewee")


def command(diary: Path, *args: str) -> list[str]:
    return [sys.executable, "-m", "kitdiary", "--diary", str(diary), "--now", NOW, *args]


def process(diary: Path, *args: str, **variables: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        command(diary, *args), capture_output=True, check=False, env={**os.environ, **variables}, timeout=60
    )


def test_a_day_s_work_in_real_processes(tmp_path: Path) -> None:
    diary = tmp_path / "diary.kitdiary"
    done = process(diary, "add", "--name", "田中 太郎", "--rating", "A", "--json")
    assert (done.returncode, json.loads(done.stdout)) == (0, {"operation_id": 1, "contact_ids": [1]})
    assert f"Began a new diary: {diary}" in done.stderr.decode()
    assert process(diary, "log", "田中", "--channel", "call", "--outcome", "spoke").returncode == 0
    done = process(diary, "show", "1", "--json")
    assert json.loads(done.stdout)["next"]["talk"]["due_on"] == "2027-01-01"
    assert done.stderr == b""
    done = process(diary, "show", "nobody")
    assert (done.returncode, done.stdout) == (1, b"")
    assert process(diary, "rate", "1", "Z").returncode == 2


@pytest.mark.parametrize("encoding", ["ascii", "cp1252:strict", "latin-1"])
def test_utf_8_also_where_the_console_cannot(tmp_path: Path, encoding: str) -> None:
    done = process(tmp_path / "d", "add", "--name", "Zoë 田中 👍", PYTHONIOENCODING=encoding, PYTHONUTF8="0")
    assert done.returncode == 0
    assert "Zoë 田中 👍" in done.stdout.decode("utf-8")


@pytest.mark.skipif(os.name != "posix", reason="any bytes are an argument on POSIX only")
def test_an_argument_that_is_no_text(tmp_path: Path) -> None:
    name = b"Zo\xeb"
    done = subprocess.run(
        [*map(os.fsencode, command(tmp_path / "d", "add", "--json", "--name")), name],
        capture_output=True,
        check=False,
        timeout=60,
    )
    assert done.returncode in (0, 2)
    assert b"Traceback" not in done.stderr
    assert process(tmp_path / "d", "contacts", "--json").returncode == 0


@pytest.mark.skipif(os.name != "posix", reason="pipes and signals of POSIX")
def test_a_closed_pipe_needs_no_words(tmp_path: Path) -> None:
    diary = tmp_path / "d"
    process(diary, "demo", "--data-only")
    with subprocess.Popen(
        command(diary, "contacts", "--json"), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        assert running.stderr is not None
        running.stdout.close()
        err = running.stderr.read()
    assert (running.returncode, err) == (1, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_output_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            command(tmp_path / "d", "settings"), stdout=full, stderr=subprocess.PIPE, check=False, timeout=60
        )
    assert done.returncode == 1
    assert done.stderr.decode().splitlines()[-1].startswith("The output could not be written")
    assert b"Traceback" not in done.stderr


@pytest.mark.skipif(os.name != "posix", reason="pipes and signals of POSIX")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_reminders_go_on_until_they_are_ended(tmp_path: Path, number: int) -> None:
    with subprocess.Popen(
        command(tmp_path / "d", "remind"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        assert running.stderr is not None
        for line in running.stderr:
            if "Ctrl+C" in line:
                break
        running.send_signal(number)
        _, err = running.communicate(timeout=30)
    assert (running.returncode, err.strip()) == (0, "Reminders ended.")


def test_ctrl_c_in_a_command_is_one_sentence(kit: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Session, "open", interrupted)
    ran = kit.run("agenda")
    # The empty line ends the one on which the terminal shows ^C.
    assert (ran.code, ran.out, ran.err) == (1, "", "\nStopped; nothing was written by half.\n")


def test_an_unexpected_error_is_one_sentence_and_says_where_the_log_is(
    kit: Kit, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("about Priya Raman")

    monkeypatch.setenv(paths.LOG_VARIABLE, str(tmp_path / "log"))
    monkeypatch.setattr(Session, "open", broken)
    sentence = kit.refused("agenda")
    file = tmp_path / "log" / log.FILE_NAME
    assert str(file) in sentence
    assert "ZeroDivisionError" in sentence
    assert "Priya" not in sentence
    assert "ZeroDivisionError" in file.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (("fly",), "fly"),
        (("--unknown",), "--unknown"),
        (("log",), "CONTACT"),
        (("agenda", "--chanel"), "kitdiary agenda --help"),
        (("agenda", "extra"), "extra"),
        (("contacts", "a", "b"), "kitdiary contacts --help"),
        (("promise", "x", "--what"), "--what"),
        (("--now", "soon", "agenda"), "soon"),
        (("agenda", "--now", "2026-02-30"), "2026-02-30"),
    ],
)
def test_wrong_usage_is_one_sentence(kit: Kit, arguments: tuple[str, ...], part: str) -> None:
    assert part in kit.refused(*arguments, code=2)


def test_help_and_version(kit: Kit) -> None:
    assert kit("--version") == f"KitDiary {__version__}\n"
    out = kit("--help")
    assert "--now" not in out
    assert all(
        "..." not in line for line in out.splitlines() if line.startswith("  ") and "COMMAND" not in line
    )
    assert "--diary" not in kit("agenda", "--help")
    assert "[QUERY]" in kit("content", "--help")


def test_the_diary_may_be_named_after_the_command_too(kit: Kit, tmp_path: Path) -> None:
    other = str(tmp_path / "other.kitdiary")
    for words in (("add", "--name", "Ann Lee"), ("content", "add", "--title", "Audit")):
        kit(*words, "--diary", other, "--now", "2026-12-01")
    assert kit.json("contacts") == []
    assert [row["name"] for row in kit.json("contacts", "--diary", other)] == ["Ann Lee"]
    assert kit.json("history", "--diary", other)[0]["at"] == "2026-12-01T09:00:00+01:00"


def test_the_user_s_own_diary_and_its_folder(
    kit: Kit, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kitdiary.__main__ import run

    own = tmp_path / "a" / "b" / "own.kitdiary"
    monkeypatch.setenv(paths.DIARY_VARIABLE, str(own))
    assert run(["add", "--name", "Ann Lee"]) == 0
    assert own.exists()
    monkeypatch.setenv(paths.DIARY_VARIABLE, str(kit.diary / "below a file" / "own.kitdiary"))
    assert run(["agenda"]) == 1


def test_nothing_slow_is_loaded_for_help(tmp_path: Path) -> None:
    program = (
        "import sys; from kitdiary.__main__ import run; run(['--help']);"
        f" print([name for name in {SLOW!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, timeout=60)
    assert done.stderr.decode() == "[]\n"


def test_nothing_for_other_screens_is_loaded_for_the_agenda(tmp_path: Path) -> None:
    slow = [name for name in SLOW if name != "peewee"]
    program = (
        "import sys; from kitdiary.__main__ import run;"
        f" run(['--diary', {str(tmp_path / 'd')!r}, 'agenda', '--json']);"
        f" print([name for name in {slow!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True, timeout=60)
    assert done.stderr.decode().splitlines()[-1] == "[]"


@pytest.mark.skipif(os.name != "posix", reason="measures as POSIX does")
def test_help_starts_at_once() -> None:
    # As a ratio of processor time in one run: within a few times what a bare Python takes.
    import resource

    def spent(*words: str) -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *words], stdout=subprocess.DEVNULL, check=True, timeout=60)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    bare = min(spent("-c", "import argparse, json, re") for _ in range(7))
    assert min(spent("-m", "kitdiary", "--help") for _ in range(7)) < 10 * bare
