"""Starting at login: real files on Linux, the logic alone for the registry, a property list read back."""

from __future__ import annotations

import plistlib
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from kitdiary import paths
from kitdiary.domain.errors import DiaryError
from kitdiary.services.start_at_login import (
    AutostartEntry,
    LaunchAgent,
    WindowsRun,
    exec_quoted,
    start_at_login,
    start_command,
)

COMMAND = ["/opt/kit diary/kitdiary", "--hidden"]
LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a desktop entry is for Linux")


# -- Linux -------------------------------------------------------------------------------------------


@pytest.fixture
def entry(tmp_path: Path) -> AutostartEntry:
    return AutostartEntry(COMMAND, tmp_path / "autostart")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "autostart" / "kitdiary.desktop"


def test_it_is_off_turned_on_and_off_again(entry: AutostartEntry, file: Path) -> None:
    assert not entry.is_on()
    entry.turn(True)
    assert entry.is_on()
    text = file.read_text("utf-8")
    assert text.startswith("[Desktop Entry]\n")
    assert 'Exec="/opt/kit diary/kitdiary" "--hidden"\n' in text
    assert [path.name for path in file.parent.iterdir()] == ["kitdiary.desktop"]
    entry.turn(False)
    assert not entry.is_on()
    assert not file.exists()
    entry.turn(False)


@pytest.mark.parametrize(
    "change",
    [
        ("Terminal=false", "Hidden=true"),
        ("X-GNOME-Autostart-enabled=true", "X-GNOME-Autostart-enabled=false"),
        ("X-GNOME-Autostart-enabled=true", "X-GNOME-Autostart-enabled = False"),
        ("Exec=", "X-Old-Exec="),
        ("[Desktop Entry]", "[Something Else]"),
    ],
)
def test_what_the_user_switched_off_in_the_system_is_off(
    entry: AutostartEntry, file: Path, change: tuple[str, str]
) -> None:
    entry.turn(True)
    file.write_text(file.read_text("utf-8").replace(*change), "utf-8")
    assert not entry.is_on()
    entry.turn(True)
    assert entry.is_on()


def test_a_spoilt_entry_is_off(entry: AutostartEntry, file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b"\xff\xfe\x00[Desktop")
    assert not entry.is_on()


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    entry = AutostartEntry(COMMAND, tmp_path / "file" / "autostart")
    with pytest.raises(DiaryError, match="login"):
        entry.turn(True)


def test_a_line_break_in_the_path_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DiaryError, match="line break"):
        AutostartEntry(["/opt/kit\ndiary"], tmp_path).turn(True)
    assert list(tmp_path.iterdir()) == []


NASTY = "a b'\"c`d$e\\f%g%%h;&|<>*?#()~"


def unquoted(line: str) -> list[str]:
    """An Exec line read as the specification says, for arguments that are all quoted."""
    text = line.replace("\\\\", "\\")
    found, current, inside, rest = [], "", False, iter(text)
    for char in rest:
        if char == '"':
            if inside:
                found.append(current.replace("%%", "%"))
                current = ""
            inside = not inside
        elif inside:
            current += next(rest) if char == "\\" else char
    return found


def test_any_path_comes_through_the_quotes() -> None:
    assert unquoted(" ".join(map(exec_quoted, [NASTY, "--hidden", "Größe/日記"]))) == [
        NASTY,
        "--hidden",
        "Größe/日記",
    ]


@LINUX
@pytest.mark.skipif(shutil.which("gio") is None, reason="not installed: gio (libglib2.0-bin)")
def test_a_desktop_really_starts_it(tmp_path: Path) -> None:
    script = tmp_path / NASTY.replace("%", "")  # GLib looks for the program before it reads its percents
    said = tmp_path / "said"
    script.write_text(f"#!/bin/sh\nprintf '%s\\n' \"$@\" > '{said}.new'; mv '{said}.new' '{said}'\n", "utf-8")
    script.chmod(0o755)
    AutostartEntry([str(script), "--hidden", NASTY], tmp_path / "autostart").turn(True)
    subprocess.run(
        ["gio", "launch", str(tmp_path / "autostart" / "kitdiary.desktop")], check=True, timeout=20
    )
    end = time.monotonic() + 20
    while not said.exists() and time.monotonic() < end:
        time.sleep(0.02)
    assert said.read_text("utf-8").splitlines() == ["--hidden", NASTY]


@LINUX
def test_where_the_entry_lies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    for given, where in (("", ".config"), ("relative", ".config"), (str(tmp_path / "xdg"), "xdg")):
        monkeypatch.setenv("XDG_CONFIG_HOME", given)
        start_at_login(tmp_path / "d", "linux").turn(True)
        assert (tmp_path / where / "autostart" / "kitdiary.desktop").exists()
        start_at_login(tmp_path / "d", "linux").turn(False)


# -- what is started ---------------------------------------------------------------------------------


def test_the_users_own_diary_is_not_named_another_is(tmp_path: Path) -> None:
    assert start_command(paths.default_diary_path())[-1] == "--hidden"
    assert start_command(tmp_path / "d")[-3:] == ["--hidden", "--diary", str(tmp_path / "d")]


def test_what_is_started_is_this_program() -> None:
    command = start_command(paths.default_diary_path())
    done = subprocess.run(
        [*command[:-1], "--version"], check=True, capture_output=True, text=True, timeout=60, cwd="/"
    )
    assert done.stdout.startswith("KitDiary ")


# -- Windows -----------------------------------------------------------------------------------------


class Registry:
    """The part of winreg that is used, in memory."""

    HKEY_CURRENT_USER, REG_SZ, KEY_SET_VALUE = "HKCU", 1, 2

    def __init__(self) -> None:
        self.keys: dict[str, dict[str, Any]] = {}
        self.locked = False

    @contextmanager
    def OpenKey(self, root: str, path: str, _reserved: int = 0, _access: int = 0) -> Iterator[dict[str, Any]]:  # noqa: N802
        assert root == self.HKEY_CURRENT_USER
        if self.locked:
            raise PermissionError(13, "Access is denied")
        if path not in self.keys:
            raise FileNotFoundError(path)
        yield self.keys[path]

    @contextmanager
    def CreateKey(self, root: str, path: str) -> Iterator[dict[str, Any]]:  # noqa: N802
        self.keys.setdefault(path, {})
        with self.OpenKey(root, path) as key:
            yield key

    def QueryValueEx(self, key: dict[str, Any], name: str) -> tuple[Any, int]:  # noqa: N802
        if name not in key:
            raise FileNotFoundError(name)
        return key[name], self.REG_SZ

    def SetValueEx(self, key: dict[str, Any], name: str, _r: int, kind: int, value: str) -> None:  # noqa: N802
        assert kind == self.REG_SZ
        key[name] = value

    def DeleteValue(self, key: dict[str, Any], name: str) -> None:  # noqa: N802
        if name not in key:
            raise FileNotFoundError(name)
        del key[name]


def test_the_run_key_of_windows() -> None:
    registry = Registry()
    run = WindowsRun([r"C:\Program Files\KitDiary\kitdiary.exe", "--hidden"], registry)
    assert not run.is_on()
    run.turn(True)
    assert run.is_on()
    assert registry.keys[WindowsRun.RUN] == {
        "KitDiary": '"C:\\Program Files\\KitDiary\\kitdiary.exe" --hidden'
    }
    registry.keys[WindowsRun.APPROVED] = {"KitDiary": b"\x03" + bytes(11)}  # switched off in the Task Manager
    assert not run.is_on()
    run.turn(True)
    assert run.is_on()
    run.turn(False)
    assert not run.is_on()
    run.turn(False)
    registry.locked = True
    with pytest.raises(DiaryError, match="Access is denied"):
        run.turn(True)
    with pytest.raises(DiaryError, match="HKEY_CURRENT_USER"):
        run.is_on()


# -- macOS -------------------------------------------------------------------------------------------


def test_the_launch_agent_of_macos(tmp_path: Path) -> None:
    agent = LaunchAgent(COMMAND, tmp_path / "LaunchAgents")
    assert not agent.is_on()
    agent.turn(True)
    assert agent.is_on()
    (file,) = (tmp_path / "LaunchAgents").iterdir()
    read = plistlib.loads(file.read_bytes())
    assert read["ProgramArguments"] == COMMAND
    assert read["RunAtLoad"] is True
    assert file.name == f"{read['Label']}.plist"
    file.write_bytes(plistlib.dumps(read | {"Disabled": True}))
    assert not agent.is_on()
    file.write_bytes(b"spoilt")
    assert not agent.is_on()
    agent.turn(True)
    assert agent.is_on()
    agent.turn(False)
    assert not file.exists()
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(DiaryError):
        LaunchAgent(COMMAND, tmp_path / "file" / "x").turn(True)
