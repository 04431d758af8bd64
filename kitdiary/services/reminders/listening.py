"""Linux: whether a notification would be seen by anybody. notify-send and plyer do not say."""

import os
import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

from kitdiary.services.reminders.notifier import NotifierFailed

_ADDRESS = "DBUS_SESSION_BUS_ADDRESS"
_DAEMON = "org.freedesktop.Notifications"
_BUS = "org.freedesktop.DBus"
_PATH = "/org/freedesktop/DBus"
_HAS_OWNER, _START = "NameHasOwner", "StartServiceByName"


def can_notify() -> None:
    """Raise NotifierFailed where neither of plyer's ways is installed."""
    if find_spec("dbus") is None and shutil.which("notify-send") is None:
        raise NotifierFailed("neither notify-send nor dbus-python is installed")


def someone_listens(seconds: float) -> None:
    """Raise NotifierFailed unless a notification daemon runs or could be started.

    Starting it is asked for rather than whether it could be: a daemon that is installed does not come up
    without a display. Waits ``seconds`` at most.
    """
    _find_bus()
    owned = _ask(_HAS_OWNER, seconds)
    if owned.returncode == 0 and b"true" in owned.stdout:
        return
    if _ask(_START, seconds).returncode != 0:
        raise NotifierFailed("no notification daemon is running")


def _ask(method: str, seconds: float) -> subprocess.CompletedProcess[bytes]:
    """Ask the bus about the daemon, with whichever program is installed."""
    flags = ("0",) if method == _START else ()
    ways = (
        (
            *("dbus-send", "--session", "--print-reply", f"--dest={_BUS}", _PATH, f"{_BUS}.{method}"),
            *(f"string:{_DAEMON}", *(f"uint32:{flag}" for flag in flags)),
        ),
        ("busctl", "--user", "call", _BUS, _PATH, _BUS, method, "su" if flags else "s", _DAEMON, *flags),
        (
            *("gdbus", "call", "--session", "--dest", _BUS, "--object-path", _PATH),
            *("--method", f"{_BUS}.{method}", _DAEMON, *flags),
        ),
    )
    command = next((way for way in ways if shutil.which(way[0])), None)
    if command is None:
        raise NotifierFailed("no way to ask the session bus (dbus-send, busctl or gdbus)")
    try:
        return subprocess.run(command, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired:
        raise NotifierFailed("the session bus does not answer") from None


def _find_bus() -> None:
    """See to it that programs started from here find the session bus; cron does not say where it is."""
    if os.environ.get(_ADDRESS):
        return
    socket = Path(f"/run/user/{os.getuid()}/bus")
    if not socket.exists():
        raise NotifierFailed("no session bus")
    os.environ[_ADDRESS] = f"unix:path={socket}"
