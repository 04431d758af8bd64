"""Native notifications through plyer: the only file that imports it.

plyer gives no proof of delivery: on Linux it ignores the exit code of notify-send, loses messages with
an empty title or one that begins with a dash, and blocks while a daemon hangs. So the text is cleaned
and cut, somebody must be listening, and the call gets a time limit (PLATFORM facts, seen with 2.1.0).
"""

import os
import shutil
import subprocess
import sys
from functools import lru_cache
from importlib import import_module

from kitdiary.services.reminders.notifier import Message, NotifierFailed, within

_TITLE_UNITS, _BODY_UNITS = 63, 255
"""What Windows shows at most, in UTF-16 units; more raises inside plyer's own thread there."""
_PROBE = (
    "org.freedesktop.DBus",
    "/org/freedesktop/DBus",
)


class PlyerNotifier:
    """Shows a message as the platform does, without actions. ``seconds`` bounds each call."""

    name = "native"

    def __init__(self, seconds: float = 5.0) -> None:
        self._seconds = seconds

    def show(self, message: Message) -> None:
        """Show it, or raise NotifierFailed when nobody listens, plyer fails or takes too long."""
        if sys.platform.startswith("linux"):
            _someone_listens(self._seconds)
        title, body = clean(message.title, message.body)
        within(self._seconds, lambda: _notify(title, body))


def clean(title: str, body: str) -> tuple[str, str]:
    """Title and body as plyer can show them: never empty, no leading dash, no markup, cut to length."""
    title = cut(" ".join(title.split()).lstrip("-").strip() or "KitDiary", _TITLE_UNITS)
    body = cut(body.strip(), _BODY_UNITS)
    if sys.platform.startswith("linux"):
        body = body.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return title, body.lstrip("-") if body.startswith("-") else body


def cut(text: str, units: int) -> str:
    """``text`` cut to so many UTF-16 units, with an ellipsis, never inside a character."""
    if len(text.encode("utf-16-le")) // 2 <= units:
        return text
    kept = text.encode("utf-16-le")[: (units - 1) * 2].decode("utf-16-le", "ignore")
    return kept.rstrip() + "…"


def _notify(title: str, body: str) -> None:
    try:
        facade = import_module("plyer").notification
        facade.notify(title=title, message=body, app_name="KitDiary", timeout=10)
    except (NotImplementedError, ImportError, OSError, RuntimeError, ValueError, AttributeError, TypeError) as error:
        raise NotifierFailed(f"plyer: {type(error).__name__}") from error


def _someone_listens(seconds: float) -> None:
    """Raise NotifierFailed unless a notification daemon owns its name on the bus or can be started."""
    if not os.environ.get("DBUS_SESSION_BUS_ADDRESS") and not os.path.exists(f"/run/user/{os.getuid()}/bus"):
        raise NotifierFailed("no session bus")
    if not _can_notify():
        raise NotifierFailed("neither notify-send nor dbus-python is installed")
    for method in ("NameHasOwner", "ListActivatableNames"):
        answer = _ask_bus(method, seconds)
        if "true" in answer or "org.freedesktop.Notifications" in answer:
            return
    raise NotifierFailed("no notification daemon is running")


@lru_cache(maxsize=1)
def _can_notify() -> bool:
    if shutil.which("notify-send"):
        return True
    try:
        import_module("dbus")
    except ImportError:
        return False
    return True


def _ask_bus(method: str, seconds: float) -> str:
    name, path = _PROBE
    command = ["dbus-send", "--session", "--print-reply", f"--dest={name}", path, f"{name}.{method}"]
    if method == "NameHasOwner":
        command.append("string:org.freedesktop.Notifications")
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds, check=False)
    except FileNotFoundError:
        return "true"  # no dbus-send to ask with: let plyer try
    except subprocess.TimeoutExpired:
        raise NotifierFailed("the session bus does not answer") from None
    return done.stdout
