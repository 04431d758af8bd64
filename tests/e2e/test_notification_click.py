"""The real program, its window hidden, and a real click on its notification: dunst, Xvfb, xdotool."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kitdiary.services.reminders.notifier import Action
from tests.services.diaries import added, local, on, opened, plan_of, time_of
from tests.services.reminders.desktop import MISSING, Daemon, session_bus
from tests.services.reminders.dunst import ENOUGH, NEEDED, Dunst, display, dunst_on, until

pytestmark = [
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the session bus is Linux's"),
    pytest.mark.skipif(bool(MISSING + NEEDED), reason=f"not installed: {', '.join(MISSING + NEEDED)}"),
    pytest.mark.timeout(300),
]

AT = "2026-11-21T10:00"


@pytest.fixture
def diary(tmp_path: Path) -> Path:
    """One promise at the time the clock is set to."""
    path = tmp_path / "d.kitdiary"
    with opened(path) as made:
        made.steps.promise(added(made, "Ann Lee"), on(AT[:10]), "ring", time_of(AT[11:]))
    return path


@contextmanager
def hidden(diary: Path, screen: dict[str, str], folder: Path) -> Iterator["subprocess.Popen[bytes]"]:
    """The program as it is started at login: it waits for a tray, of which there is none here."""
    folders = {"KITDIARY_CONFIG_DIR": str(folder / "config"), "KITDIARY_LOG_DIR": str(folder / "log")}
    variables = {name: value for name, value in screen.items() if name != "QT_QPA_PLATFORM"}
    with subprocess.Popen(
        [sys.executable, "-m", "kitdiary", "--diary", str(diary), "--now", AT, "--hidden"],
        env=variables | folders,
        stderr=subprocess.DEVNULL,
    ) as program:
        try:
            yield program
        finally:
            program.terminate()
            program.wait(ENOUGH)


@contextmanager
def desktop(folder: Path, action: Action) -> Iterator[Dunst]:
    """A screen, a bus and dunst, on which a click does one of our actions."""
    with (
        display() as screen,
        session_bus(folder) as bus,
        dunst_on(bus, screen, folder, action) as dunst,
    ):
        yield dunst


def until_gone(program: "subprocess.Popen[bytes]") -> float:
    """Asks the program to end; how many seconds it took."""
    started = time.monotonic()
    program.terminate()
    assert program.wait(ENOUGH) == 0
    return time.monotonic() - started


def windows(dunst: Dunst) -> str:
    return dunst.run("xdotool", "search", "--onlyvisible", "--name", "KitDiary$")


def test_a_click_on_snooze_moves_the_step_and_leaves_the_window_hidden(diary: Path, tmp_path: Path) -> None:
    with (
        desktop(tmp_path, Action.SNOOZE_HOUR) as dunst,
        hidden(diary, dunst.variables, tmp_path),
        opened(diary, AT) as beside,
    ):
        until(lambda: dunst.displayed() == 1)
        assert windows(dunst) == ""
        dunst.click()
        until(
            lambda: beside.safety.history()[0].what == "Snoozed the promise with Ann Lee to 2026-11-21 11:00"
        )
        assert windows(dunst) == ""
        step = plan_of(beside, 1).promise
        assert step is not None
        assert step.due_at == local("2026-11-21T11:00")
        assert beside.reminders.last_announcements()[0].shown_by == "desktop"


def test_a_click_on_open_brings_up_the_window(diary: Path, tmp_path: Path) -> None:
    with desktop(tmp_path, Action.OPEN) as dunst, hidden(diary, dunst.variables, tmp_path):
        until(lambda: dunst.displayed() == 1)
        assert windows(dunst) == ""
        dunst.click()
        until(lambda: windows(dunst) != "")


def test_it_ends_within_a_second_while_the_daemon_hangs_and_loses_nothing(
    diary: Path, tmp_path: Path
) -> None:
    with display() as screen, session_bus(tmp_path) as bus:
        variables = {**os.environ, "DISPLAY": screen, "DBUS_SESSION_BUS_ADDRESS": bus}
        with Daemon(bus, hung=True) as daemon, hidden(diary, variables, tmp_path) as program:
            assert daemon.heard_of.wait(ENOUGH)
            assert until_gone(program) < 1
        with Daemon(bus) as daemon, hidden(diary, variables, tmp_path) as program:
            until(lambda: len(daemon.shown) == 1)
            assert until_gone(program) < 1
    assert [shown.title for shown in daemon.shown] == ["10:00 Ann Lee"]
