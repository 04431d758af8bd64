"""The real program on a real screen, worked by a keyboard: Xvfb is the screen, xdotool the hands."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest

from kitdiary.ui.display import display
from tests.services.reminders.desktop import session_bus

MISSING = [name for name in ("Xvfb", "xdotool") if shutil.which(name) is None]
NO_BUS = [name for name in ("dbus-daemon", "dunst", "dunstctl") if shutil.which(name) is None]
pytestmark = [
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}"),
    pytest.mark.timeout(300),
]
NOW = "2026-11-24T09:00"
"""A Tuesday, two working days after the people were added."""
PATIENCE = 30.0
PEOPLE = "Name,Company,Email\nPriya Raman,Northgate Foods,priya@northgate.example\nAnn Lee,,ann@lee.example\n"


@pytest.fixture(scope="module")
def screen() -> Iterator[str]:
    """A screen of its own."""
    reading, writing = os.pipe()
    with subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1400x900x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=(writing,),
        stderr=subprocess.DEVNULL,
    ) as server:
        os.close(writing)
        try:
            with os.fdopen(reading) as said:
                number = said.readline().strip()
            assert number, "Xvfb did not start"
            yield f":{number}"
        finally:
            server.terminate()


class Desktop:
    """Programs started on a screen, with one user's folders."""

    def __init__(self, screen: str, folder: Path) -> None:
        self.diary = folder / "diary.kitdiary"
        left_out = ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY")
        self.env = {name: value for name, value in os.environ.items() if name not in left_out}
        self.env |= {
            "DISPLAY": screen,
            "KITDIARY_CONFIG_DIR": str(folder / "config"),
            "KITDIARY_LOG_DIR": str(folder / "log"),
            "LC_ALL": "C.UTF-8",
        }

    def command(self, *args: str) -> list[str]:
        return [sys.executable, "-m", "kitdiary", "--diary", str(self.diary), *args]

    def kitdiary(self, *args: str) -> str:
        """What a command prints."""
        done = subprocess.run(
            self.command(*args), env=self.env, capture_output=True, text=True, check=True, timeout=PATIENCE
        )
        return done.stdout

    def json(self, *args: str) -> Any:
        return json.loads(self.kitdiary("--now", NOW, *args, "--json"))

    def hands(self, *args: str) -> str:
        """What xdotool answers, empty where it found nothing."""
        done = subprocess.run(
            ["xdotool", *args], env=self.env, capture_output=True, text=True, check=False, timeout=PATIENCE
        )
        return done.stdout.strip()

    def keys(self, *names: str) -> None:
        self.hands("key", "--clearmodifiers", *names)

    def type(self, text: str) -> None:
        self.hands("type", "--delay", "15", text)

    def in_front(self) -> str:
        """The title of the window that has the keyboard; a dialog has the program's name behind its own."""
        return self.hands("getwindowfocus", "getwindowname").removesuffix(" — KitDiary")

    def shown(self, title: str) -> str:
        """The number of the window with a title, empty where none is to be seen."""
        return self.hands("search", "--onlyvisible", "--name", f"^{title}$").partition("\n")[0]

    def focus(self, number: str) -> None:
        """Give a window the keyboard: no window manager is there to do it."""
        self.hands("windowfocus", "--sync", number)

    def back_from(self, dialog: str, program: subprocess.Popen[str]) -> None:
        """Wait until a dialog has gone, and go back to the window."""
        until(lambda: not self.shown(f"{dialog} .*"), program)
        self.focus(self.shown("KitDiary"))
        until(lambda: self.in_front() == "KitDiary", program)

    def start_again(self, *args: str) -> int:
        """Start the program once more; what it ends with."""
        done = subprocess.run(
            self.command("--now", NOW, *args),
            env=self.env,
            capture_output=True,
            check=False,
            timeout=PATIENCE,
        )
        return done.returncode

    @contextmanager
    def window(self) -> Iterator[subprocess.Popen[str]]:
        """The program, its window open and in front."""
        with subprocess.Popen(
            self.command("--now", NOW),
            env=self.env,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        ) as program:
            try:
                until(lambda: self.shown("KitDiary"), program)
                self.focus(self.shown("KitDiary"))
                until(lambda: self.in_front() == "KitDiary", program)
                yield program
            finally:
                if program.poll() is None:
                    program.kill()


def until(true: Callable[[], object], program: subprocess.Popen[str] | None = None) -> None:
    """Wait until something is so; a program that ended meanwhile is shown with what it said."""
    end = time.monotonic() + PATIENCE
    while not true():
        if program is not None and program.poll() is not None:
            pytest.fail(f"ended with {program.returncode}: {program.communicate()}")
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)


@pytest.fixture
def desktop(screen: str, tmp_path: Path) -> Desktop:
    made = Desktop(screen, tmp_path)
    file = tmp_path / "people.csv"
    file.write_text(PEOPLE, encoding="utf-8")
    made.kitdiary("--now", "2026-11-20T09:00", "import", str(file))
    made.kitdiary("--now", "2026-11-20T09:00", "rate", "priya", "A")
    return made


def notes(desktop: Desktop, who: str) -> list[str]:
    return [touch["note"] for touch in desktop.json("show", who)["touches"]]


def test_a_call_is_logged_by_keyboard_and_there_after_a_new_start(desktop: Desktop) -> None:
    due = {line["name"] for line in desktop.json("agenda")}
    assert "Priya Raman" in due
    before = desktop.json("show", "priya")["next"]["talk"]["due_on"]
    with desktop.window() as program:
        # The first beat is over: what it loads may swallow a key that a machine presses meanwhile.
        until(lambda: any(desktop.diary.parent.glob("*-backups/*.kitdiary")), program)
        desktop.keys("ctrl+k")
        until(lambda: desktop.in_front() == "Find", program)
        desktop.type("raman")
        desktop.keys("Return")
        desktop.back_from("Find", program)
        desktop.keys("ctrl+Return")
        until(lambda: desktop.in_front() == "Log a touch", program)
        desktop.type("Wants to hear of the pilot")
        desktop.keys("ctrl+Return")
        until(lambda: notes(desktop, "priya") == ["Wants to hear of the pilot"], program)
        desktop.back_from("Log a touch", program)
        after = desktop.json("show", "priya")["next"]["talk"]["due_on"]
        assert after > before  # the next date followed at once
        desktop.keys("ctrl+q")
        assert program.wait(PATIENCE) == 0
        assert program.communicate() == ("", "")
    assert (Path(desktop.env["KITDIARY_CONFIG_DIR"]) / "window.ini").exists()
    with desktop.window() as program:
        assert notes(desktop, "priya") == ["Wants to hear of the pilot"]
        desktop.keys("l")  # Ann, the only one who is due now
        until(lambda: desktop.in_front() == "Log a touch", program)
        desktop.type("Said hello")
        desktop.keys("ctrl+Return")
        until(lambda: notes(desktop, "ann") == ["Said hello"], program)
        desktop.back_from("Log a touch", program)
        desktop.keys("ctrl+z")
        until(lambda: notes(desktop, "ann") == [], program)
        assert notes(desktop, "priya") == ["Wants to hear of the pilot"]
        desktop.keys("ctrl+q")
        assert program.wait(PATIENCE) == 0
    assert "in order" in desktop.kitdiary("check")


def test_a_second_start_comes_back_at_once_and_the_first_goes_on(desktop: Desktop) -> None:
    with desktop.window() as program:
        second = subprocess.run(
            desktop.command(), env=desktop.env, capture_output=True, text=True, check=False, timeout=PATIENCE
        )
        assert (second.returncode, second.stdout, second.stderr) == (0, "", "")
        assert program.poll() is None
        assert len(desktop.hands("search", "--onlyvisible", "--name", "^KitDiary$").split()) == 1
        program.terminate()  # the system ends
        assert program.wait(PATIENCE) == 0


def test_killed_it_starts_again(desktop: Desktop) -> None:
    with desktop.window() as program:
        program.kill()
        program.wait(PATIENCE)
    with desktop.window() as program:
        desktop.keys("ctrl+q")
        assert program.wait(PATIENCE) == 0


def test_the_demo_opens_its_window(desktop: Desktop, tmp_path: Path) -> None:
    env = desktop.env | {"TMPDIR": str(tmp_path)}
    with subprocess.Popen(
        [sys.executable, "-m", "kitdiary", "demo"], env=env, stdout=subprocess.PIPE, text=True
    ) as program:
        try:
            until(lambda: desktop.shown("KitDiary"), program)
            program.terminate()
            out, _ = program.communicate(timeout=PATIENCE)
        finally:
            program.kill()
    assert program.returncode == 0
    assert "The demo diary is" in out


def test_a_diary_that_cannot_be_opened_says_so_in_a_window(desktop: Desktop) -> None:
    desktop.diary.write_bytes(b"no diary at all" * 500)
    with subprocess.Popen(
        desktop.command(), env=desktop.env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as program:
        try:
            until(lambda: desktop.shown("KitDiary"), program)
            desktop.focus(desktop.shown("KitDiary"))
            desktop.keys("Return")
            _, err = program.communicate(timeout=PATIENCE)
        finally:
            program.kill()
    assert program.returncode == 1
    assert "Traceback" not in err
    assert len(err.splitlines()) == 1


def is_there() -> bool:
    with display() as there:
        return there


def test_a_display_is_known_when_it_is_there(
    screen: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", screen)
    assert is_there()
    monkeypatch.setenv("DISPLAY", ":4711")
    assert not is_there()
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-7")
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert not is_there()


# -- closing -----------------------------------------------------------------------------------------


def close(desktop: Desktop) -> None:
    """As the cross in the frame of the window does."""
    script = Path(__file__).with_name("close_window.py")
    command = [sys.executable, str(script), desktop.shown("KitDiary")]
    subprocess.run(command, env=desktop.env, check=True, timeout=PATIENCE)


def ended(program: subprocess.Popen[str]) -> float:
    """Wait for the end; how long it took."""
    began = time.monotonic()
    assert program.wait(PATIENCE) == 0
    return time.monotonic() - began


def test_without_a_tray_it_says_that_it_goes_on_and_ctrl_q_ends_it(desktop: Desktop) -> None:
    with desktop.window() as program:
        close(desktop)
        until(lambda: desktop.shown("KitDiary goes on.*"), program)
        desktop.focus(desktop.shown("KitDiary goes on.*"))
        desktop.keys("Return")
        until(lambda: not desktop.shown("KitDiary goes on.*"), program)
        assert program.poll() is None
        assert desktop.start_again() == 0  # brings it back
        desktop.focus(desktop.shown("KitDiary"))
        until(lambda: desktop.in_front() == "KitDiary", program)
        desktop.keys("ctrl+q")
        assert ended(program) < 2


@pytest.fixture
def tray(desktop: Desktop) -> Iterator[None]:
    """A panel with a tray."""
    if shutil.which("trayer") is None:
        pytest.skip("not installed: trayer")
    with subprocess.Popen(["trayer"], env=desktop.env, stderr=subprocess.DEVNULL) as panel:
        try:
            until(lambda: desktop.hands("search", "--onlyvisible", "--class", "trayer"))
            yield
        finally:
            panel.terminate()


def test_it_hides_in_the_tray_and_a_second_start_brings_it_back(desktop: Desktop, tray: None) -> None:
    with desktop.window() as program:
        close(desktop)
        until(lambda: not desktop.shown("KitDiary"), program)
        assert program.poll() is None
        assert desktop.start_again() == 0
        until(lambda: desktop.shown("KitDiary"), program)
        desktop.focus(desktop.shown("KitDiary"))
        until(lambda: desktop.in_front() == "KitDiary", program)
        close(desktop)
        until(lambda: not desktop.shown("KitDiary"), program)
        program.terminate()
        assert ended(program) < 2
        assert program.communicate() == ("", "")


def test_a_start_at_login_shows_no_window_until_it_is_asked_for(desktop: Desktop, tray: None) -> None:
    with subprocess.Popen(desktop.command("--hidden"), env=desktop.env) as program:
        try:
            # The icon is the only sign of it: a window of its own in the panel.
            until(lambda: desktop.hands("search", "--onlyvisible", "--class", "kitdiary"), program)
            assert desktop.start_again("--hidden") == 0
            assert not desktop.shown("KitDiary")
            assert desktop.start_again() == 0
            until(lambda: desktop.shown("KitDiary"), program)
            program.terminate()
            ended(program)
        finally:
            program.kill()


@pytest.mark.skipif(bool(NO_BUS), reason=f"not installed: {', '.join(NO_BUS)}")
def test_a_notification_acted_on_brings_the_person_up_from_the_tray(
    desktop: Desktop, tray: None, tmp_path: Path
) -> None:
    desktop.kitdiary("--now", NOW, "settings", "working-days", "wed")  # no digest on a day off
    desktop.kitdiary(
        "--now", NOW, "promise", "priya", "--on", "2026-11-24", "--time", "09:05", "--what", "call"
    )
    with session_bus(tmp_path) as address, ExitStack() as started:
        desktop.env["DBUS_SESSION_BUS_ADDRESS"] = address
        for command in (["dunst"], desktop.command("--now", NOW, "--hidden")):
            program = subprocess.Popen(command, env=desktop.env, stderr=subprocess.DEVNULL)
            started.callback(program.wait, PATIENCE)
            started.callback(program.terminate)

        def dunst(*words: str) -> str:
            done = subprocess.run(
                ["dunstctl", *words], env=desktop.env, capture_output=True, text=True, check=False
            )
            return done.stdout.strip()

        until(lambda: dunst("count", "displayed") == "1", program)
        assert not desktop.shown("KitDiary")
        dunst("action", "0")  # as a click on it
        until(lambda: desktop.shown("KitDiary"), program)
