"""A real notification daemon, dunst, on a display of its own; and a real mouse."""

import os
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kitdiary.services.reminders.notifier import Action

NEEDED = [name for name in ("dunst", "dunstctl", "Xvfb", "xdotool") if shutil.which(name) is None]
"""Programs a test with dunst needs and this machine has not."""

ENOUGH = 30.0
CONFIG = """
[global]
    origin = top-left
    offset = 0x0
    width = 500
    height = 200
    font = Monospace 12
    markup = full
    mouse_left_click = do_action, close_current
[urgency_normal]
    timeout = 0
[what a click on our notices does]
    appname = KitDiary
    action_name = {action}
"""


@dataclass
class Dunst:
    """A running dunst; ``printed`` is the file where it writes what it shows."""

    variables: dict[str, str]
    process: "subprocess.Popen[bytes]"
    printed: Path

    def displayed(self) -> int:
        return int(self.run("dunstctl", "count", "displayed") or 0)

    def click(self) -> None:
        self.run("xdotool", "mousemove", "60", "20", "click", "1")

    def picture(self, path: Path) -> None:
        """A picture of the screen, for whoever wants to look; ImageMagick need not be there."""
        if shutil.which("import") is not None:
            self.run("import", "-window", "root", str(path))

    def run(self, *command: str) -> str:
        done = subprocess.run(
            command, env=self.variables, capture_output=True, text=True, timeout=ENOUGH, check=False
        )
        return done.stdout.strip()


def until(condition: Callable[[], bool]) -> None:
    """Wait until it holds."""
    end, tick = time.monotonic() + ENOUGH, threading.Event()
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        tick.wait(0.02)


@contextmanager
def display() -> Iterator[str]:
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
    with subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL) as process:
        os.close(writing)
        try:
            with os.fdopen(reading) as found:
                yield f":{found.readline().strip()}"
        finally:
            process.terminate()


@contextmanager
def dunst_on(bus: str, screen: str, folder: Path, action: Action) -> Iterator[Dunst]:
    config = folder / "dunstrc"
    config.write_text(CONFIG.format(action=action.value))
    variables = {**os.environ, "DBUS_SESSION_BUS_ADDRESS": bus, "DISPLAY": screen}
    variables.pop("WAYLAND_DISPLAY", None)
    printed = folder / "printed"
    with (
        printed.open("ab") as out,
        subprocess.Popen(
            ["dunst", "-config", str(config), "-print"], env=variables, stdout=out, stderr=subprocess.DEVNULL
        ) as process,
    ):
        found = Dunst(variables, process, printed)
        try:
            until(lambda: found.run("dunstctl", "count", "displayed") == "0")
            yield found
        finally:
            process.kill()
