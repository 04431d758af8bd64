"""Starting at login, on each of the three systems in its own way; off unless the rep wants it.

The system's own entry is the only place where this is kept: what the rep (or a tool) changes there counts.
"""

import os
import plistlib
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from kitdiary import paths
from kitdiary.domain.errors import DiaryError

HIDDEN_OPTION = "--hidden"
_NAME = "KitDiary"
_LABEL = "org.kitdiary.KitDiary"


class StartAtLogin(Protocol):
    """The entry of this program among what the system starts at login."""

    def is_on(self) -> bool:
        """Whether it is started; DiaryError where the system does not say."""
        ...

    def turn(self, on: bool) -> None:
        """Have it started or not; DiaryError where that cannot be."""
        ...


def start_at_login(diary: Path, system: str = sys.platform) -> StartAtLogin:
    """The entry that starts this very program, quietly, on this diary."""
    command = start_command(diary)
    if system == "win32":
        return WindowsRun(command, import_module("winreg"))
    if system == "darwin":
        return LaunchAgent(command, Path.home() / "Library" / "LaunchAgents")
    return AutostartEntry(command, _config_home() / "autostart")


def start_command(diary: Path) -> list[str]:
    """What is started. The diary is named only where it is not the one that would be opened anyway."""
    which = [] if diary.absolute() == paths.default_diary_path() else ["--diary", str(diary.absolute())]
    return [*program_command(), HIDDEN_OPTION, *which]


def program_command() -> list[str]:
    """The program as it was installed: a bundle, the script beside Python, or a checkout."""
    python = Path(sys.executable)
    if getattr(sys, "frozen", False):
        return [str(python)]
    ending = ".exe" if sys.platform == "win32" else ""
    script = python.with_name(f"kitdiary{ending}")
    if script.exists():
        return [str(script)]
    root = Path(__file__).resolve().parents[2]
    start = f"import sys; sys.path.insert(0, {str(root)!r}); from kitdiary.__main__ import main; main()"
    windowless = python.with_name("pythonw.exe")
    return [str(windowless if windowless.exists() else python), "-c", start]


def _config_home() -> Path:
    """``XDG_CONFIG_HOME``; a relative one is to be ignored (XDG Base Directory Specification)."""
    given = Path(os.environ.get("XDG_CONFIG_HOME", ""))
    return given if given.is_absolute() else Path.home() / ".config"


# -- Linux -----------------------------------------------------------------------------------------------


class AutostartEntry:
    """A desktop entry in the autostart folder (Desktop Application Autostart Specification 0.5)."""

    def __init__(self, command: Sequence[str], folder: Path) -> None:
        self._command = command
        self._path = folder / "kitdiary.desktop"

    def is_on(self) -> bool:
        """Whether the entry is there and neither hidden nor switched off by the desktop's own settings."""
        values = self._values()
        hidden = values.get("Hidden", "").lower() == "true"
        disabled = values.get("X-GNOME-Autostart-enabled", "").lower() == "false"
        return bool(values.get("Exec")) and not hidden and not disabled

    def turn(self, on: bool) -> None:
        """Write the entry anew, or take it away."""
        try:
            if on:
                _write(self._path, self._text().encode())
            else:
                self._path.unlink(missing_ok=True)
        except OSError as error:
            raise _cannot(self._path, error) from error

    def _text(self) -> str:
        lines = {
            "Type": "Application",
            "Name": _NAME,
            "Comment": "Reminds you whom to talk to",
            "Exec": " ".join(exec_quoted(part) for part in self._command),
            "Icon": "kitdiary",
            "Terminal": "false",
            "StartupNotify": "false",
            "X-GNOME-Autostart-enabled": "true",
        }
        return "[Desktop Entry]\n" + "".join(f"{key}={value}\n" for key, value in lines.items())

    def _values(self) -> dict[str, str]:
        try:
            text = self._path.read_text("utf-8", errors="replace")
        except FileNotFoundError:
            return {}
        except OSError as error:
            raise _cannot(self._path, error) from error
        found: dict[str, str] = {}
        group = ""
        for line in map(str.strip, text.splitlines()):
            if line.startswith("["):
                group = line
            elif group == "[Desktop Entry]" and "=" in line and not line.startswith("#"):
                key, _, value = line.partition("=")
                found[key.strip()] = value.strip()
        return found


def exec_quoted(part: str) -> str:
    """An argument as a desktop entry's ``Exec`` has it (Desktop Entry Specification 1.5, "The Exec key").

    Twice over: first the quotes of the command, then the escapes of any text in such a file.
    """
    if any(char < " " for char in part):
        raise DiaryError(f"The path {part!r} cannot be started at login: it has a line break in it.")
    for char in '\\"`$':
        part = part.replace(char, "\\" + char)
    quoted = '"' + part.replace("%", "%%") + '"'
    return quoted.replace("\\", "\\\\")


# -- Windows ---------------------------------------------------------------------------------------------


class WindowsRun:
    """A value of the user's Run key; ``registry`` is the module winreg. Nobody has run it on Windows yet."""

    RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
    APPROVED = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"
    """What the Task Manager switches off is noted here: the first byte of the value is odd."""

    def __init__(self, command: Sequence[str], registry: Any) -> None:
        self._command = command
        self._registry = registry

    def is_on(self) -> bool:
        """Whether the value is there and the Task Manager has not switched it off."""
        if not self._value(self.RUN):
            return False
        approved = self._value(self.APPROVED)
        return not (isinstance(approved, bytes) and approved and approved[0] & 1)

    def turn(self, on: bool) -> None:
        """Write or remove the value, and with it what the Task Manager noted about it."""
        from subprocess import list2cmdline

        registry = self._registry
        try:
            self._remove(self.APPROVED)
            if not on:
                self._remove(self.RUN)
                return
            with registry.CreateKey(registry.HKEY_CURRENT_USER, self.RUN) as key:
                registry.SetValueEx(key, _NAME, 0, registry.REG_SZ, list2cmdline(self._command))
        except OSError as error:
            raise _cannot(f"HKEY_CURRENT_USER\\{self.RUN}", error) from error

    def _value(self, path: str) -> Any:
        registry = self._registry
        try:
            with registry.OpenKey(registry.HKEY_CURRENT_USER, path) as key:
                return registry.QueryValueEx(key, _NAME)[0]
        except FileNotFoundError:
            return None
        except OSError as error:
            raise _cannot(f"HKEY_CURRENT_USER\\{path}", error) from error

    def _remove(self, path: str) -> None:
        registry = self._registry
        try:
            with registry.OpenKey(registry.HKEY_CURRENT_USER, path, 0, registry.KEY_SET_VALUE) as key:
                registry.DeleteValue(key, _NAME)
        except FileNotFoundError:
            return


# -- macOS -----------------------------------------------------------------------------------------------


class LaunchAgent:
    """A property list in the folder of the user's launch agents. Nobody has run this on macOS yet."""

    def __init__(self, command: Sequence[str], folder: Path) -> None:
        self._command = command
        self._path = folder / f"{_LABEL}.plist"

    def is_on(self) -> bool:
        """Whether the agent is there, starts something at login, and is not disabled."""
        try:
            found = plistlib.loads(self._path.read_bytes())
        except (FileNotFoundError, plistlib.InvalidFileException, ValueError):
            return False
        except OSError as error:
            raise _cannot(self._path, error) from error
        if not isinstance(found, dict):
            return False
        return (
            bool(found.get("ProgramArguments") or found.get("Program"))
            and found.get("RunAtLoad") is True
            and found.get("Disabled") is not True
        )

    def turn(self, on: bool) -> None:
        """Write the agent or take it away. It counts from the next login on: now the program runs already."""
        agent = {
            "Label": _LABEL,
            "ProgramArguments": list(self._command),
            "RunAtLoad": True,
            "ProcessType": "Interactive",
            "LimitLoadToSessionType": "Aqua",
        }
        try:
            if on:
                _write(self._path, plistlib.dumps(agent))
            else:
                self._path.unlink(missing_ok=True)
        except OSError as error:
            raise _cannot(self._path, error) from error


def _write(path: Path, content: bytes) -> None:
    """Beside it and then in its place: a desktop may look at any moment."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.partial")
    try:
        beside.write_bytes(content)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def _cannot(where: object, error: OSError) -> DiaryError:
    return DiaryError(
        f"Starting at login could not be changed or read in {where} ({error.strerror or error}): "
        "see who may write there, or add KitDiary in your system's own settings."
    )
