"""``remind`` as a program of its own on a real session bus: buttons, quitting, beside another one."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.services.diaries import added, local, on, opened, plan_of, time_of
from tests.services.reminders.desktop import MISSING, Daemon, session_bus

pytestmark = [
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the session bus is Linux's"),
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}"),
]

ENOUGH = 60.0
AT = "2026-11-21T10:00"
"""A Saturday, on which only what has a time is announced."""


@pytest.fixture
def bus(tmp_path: Path) -> Iterator[str]:
    with session_bus(tmp_path) as address:
        yield address


@pytest.fixture
def diary(tmp_path: Path) -> Path:
    """One promise at the time the clock is set to."""
    path = tmp_path / "d.kitdiary"
    with opened(path) as made:
        made.steps.promise(added(made, "Ann Lee"), on(AT[:10]), "ring", time_of(AT[11:]))
    return path


@contextmanager
def reminding(diary: Path, bus: str, *options: str) -> Iterator["subprocess.Popen[str]"]:
    command = [sys.executable, "-m", "kitdiary", "--diary", str(diary), "--now", AT, "remind", *options]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "DBUS_SESSION_BUS_ADDRESS": bus, "PYTHONUNBUFFERED": "1"},
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def ended(process: "subprocess.Popen[str]", how: signal.Signals) -> float:
    """Seconds from the signal to the end, which must be an orderly one."""
    started = time.monotonic()
    process.send_signal(how)
    code = process.wait(ENOUGH)
    took = time.monotonic() - started
    assert process.stderr is not None
    said = process.stderr.read()
    assert (code, "Reminders ended." in said, "Traceback" in said) == (0, True, False), said
    return took


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_within_a_second_while_a_notifier_hangs_and_loses_nothing(
    diary: Path, bus: str, how: signal.Signals
) -> None:
    with Daemon(bus, hung=True) as daemon, reminding(diary, bus) as process:
        assert daemon.heard_of.wait(ENOUGH)
        assert ended(process, how) < 1
    with Daemon(bus) as daemon, reminding(diary, bus, "--once") as process:
        out, _err = process.communicate(timeout=ENOUGH)
    assert [shown.title for shown in daemon.shown] == ["10:00 Ann Lee"]
    assert out.startswith("10:00 Ann Lee")


def test_a_click_on_snooze_moves_the_step_with_no_window(diary: Path, bus: str) -> None:
    with Daemon(bus) as daemon, reminding(diary, bus) as process:
        assert process.stdout is not None
        assert process.stdout.readline().startswith("10:00 Ann Lee")
        daemon.click(1, "snooze-1h")
        assert process.stderr is not None
        said = [process.stderr.readline() for _ in range(2)]
        assert said[1] == "Snoozed the promise with Ann Lee to 2026-11-21 11:00\n"
        ended(process, signal.SIGTERM)
    with opened(diary, AT) as after:
        step = plan_of(after, 1).promise
        assert step is not None
        assert step.due_at == local("2026-11-21T11:00")
        (last, *_rest) = after.safety.history()
        after.safety.undo(last.id)
        undone = plan_of(after, 1).promise
        assert undone is not None
        assert undone.due_at == local(AT)


def test_with_once_there_are_no_buttons_for_nobody_would_hear(diary: Path, bus: str) -> None:
    with Daemon(bus) as daemon:
        for printed in (1, 0):
            with reminding(diary, bus, "--once") as process:
                out, err = process.communicate(timeout=ENOUGH)
                assert (out.count("\n"), err, process.returncode) == (printed, "", 0)
    assert [extras.actions for extras in daemon.extras] == [{}]


def test_of_four_programs_on_one_diary_one_announces_each_thing(diary: Path, bus: str) -> None:
    with opened(diary) as more:
        for name in ("Bo", "Cy"):
            more.steps.promise(added(more, name), on(AT[:10]), "ring", time_of(AT[11:]))
    with Daemon(bus) as daemon, ExitStack() as running:
        four = [running.enter_context(reminding(diary, bus, "--once")) for _ in range(4)]
        printed = "".join(process.communicate(timeout=ENOUGH)[0] for process in four)
    wanted = ["10:00 Ann Lee", "10:00 Bo", "10:00 Cy"]
    assert sorted(shown.title for shown in daemon.shown) == wanted
    assert sorted(line.partition(": ")[0] for line in printed.splitlines()) == wanted


def test_without_a_desktop_it_is_printed(diary: Path) -> None:
    with reminding(diary, "unix:path=/nowhere", "--once") as process:
        out, err = process.communicate(timeout=ENOUGH)
    assert (out, err) == ("10:00 Ann Lee: You promised for 21 Nov: ring\n", "")
