"""What the program costs while it waits in the tray: a real process on a real screen, 100,000 contacts.

Linux only: Xvfb is the screen, trayer the panel, and the time a process took is read from /proc.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.generate import SMALL, copy_of, diary, remove
from tests.bench.measure import Figure

MISSING = [name for name in ("Xvfb", "trayer", "xdotool") if shutil.which(name) is None]
SETTLED_CPU = 0.05
"""So many seconds of processor in ten are taken for rest: the first beat has announced and backed up."""
SETTLE_SECONDS, MEASURED_SECONDS = 300, 120


def idle() -> Iterator[Figure]:
    """Two minutes in the tray: heartbeats, looks at the clock, looks for what other programs wrote."""
    if MISSING or not Path("/proc/self/stat").exists():
        return
    path = copy_of(diary(SMALL))
    try:
        with tempfile.TemporaryDirectory() as folder, _program(path, Path(folder)) as program:
            _settle(program.pid)
            before, began = _cpu(program.pid), time.monotonic()
            time.sleep(MEASURED_SECONDS)
            used, passed = _cpu(program.pid) - before, time.monotonic() - began
            yield Figure(
                "idle in the tray, share of a core", 100 * used / passed, "%", 0.5, f"{passed:.0f} s"
            )
            yield Figure("  memory", _resident(program.pid), "MB")
    finally:
        remove(path)


class _program:  # noqa: N801 - a context manager, used as one
    """The program in the tray of a screen of its own."""

    def __init__(self, path: Path, folder: Path) -> None:
        self._path, self._folder = path, folder
        self._started: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> subprocess.Popen[bytes]:
        reading, writing = os.pipe()
        screen = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
        self._start(screen, {}, writing)
        os.close(writing)
        with os.fdopen(reading) as said:
            display = {"DISPLAY": f":{said.readline().strip()}"}
        self._start(["trayer"], display)
        mine = {"KITDIARY_CONFIG_DIR": str(self._folder), "KITDIARY_LOG_DIR": str(self._folder)}
        command = [sys.executable, "-m", "kitdiary", "--diary", str(self._path), "--hidden"]
        program = self._start(command, display | mine)
        search = ["xdotool", "search", "--onlyvisible", "--class", "kitdiary"]
        while subprocess.run(search, env=os.environ | display, capture_output=True, check=False).returncode:
            if program.poll() is not None:
                raise RuntimeError("the program ended")
            time.sleep(0.2)
        return program

    def __exit__(self, *_error: object) -> None:
        for process in reversed(self._started):
            process.terminate()
            process.wait(30)

    def _start(
        self, command: list[str], variables: dict[str, str], handed: int | None = None
    ) -> subprocess.Popen[bytes]:
        kept = {name: text for name, text in os.environ.items() if name not in _LEFT_OUT}
        passed = () if handed is None else (handed,)
        started = subprocess.Popen(
            command,
            env=kept | variables,
            pass_fds=passed,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._started.append(started)
        return started


_LEFT_OUT = ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS")


def _settle(pid: int) -> None:
    """Wait until the start is over: the first beat, the day's backup."""
    end = time.monotonic() + SETTLE_SECONDS
    while time.monotonic() < end:
        before = _cpu(pid)
        time.sleep(10)
        if _cpu(pid) - before < SETTLED_CPU:
            return


def _cpu(pid: int) -> float:
    """Seconds of processor a process has had."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _resident(pid: int) -> float:
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20
