"""Native notifications through plyer: the only file that imports it.

plyer gives no proof of delivery: on Linux it ignores the exit code of notify-send, loses messages with
an empty title or one that begins with a dash, and blocks while a daemon hangs. So the text is cleaned
and cut, somebody must be listening, and the call gets a time limit (seen with 2.1.0).
"""

import sys
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from kitdiary.services.reminders.notifier import Message
from kitdiary.services.reminders.texts import clean
from kitdiary.services.reminders.time_limit import TimeLimit

_LINUX = sys.platform.startswith("linux")


class PlyerNotifier:
    """Shows a message as the platform does, without actions. ``seconds`` bounds each call."""

    name = "native"

    def __init__(self, seconds: float = 5.0) -> None:
        self._seconds = seconds
        self._limit = TimeLimit(seconds)

    def ready(self) -> None:
        """Raise NotifierFailed where nobody listens. Elsewhere than on Linux that cannot be known."""
        if _LINUX:
            self._limit.run(self._someone_listens)

    def show(self, message: Message) -> None:
        """Show it, or raise NotifierFailed when nobody listens or it takes too long.

        What plyer itself raises comes through: the chain takes it for a failure.
        """
        self.ready()
        title, body = clean(message.title, message.body, markup=_LINUX)
        self._limit.run(lambda: _notify(title, body))

    def close(self) -> None:
        """Wait for nothing any more."""
        self._limit.close()

    def _someone_listens(self) -> None:
        # Here, not above: no other system has a session bus.
        from kitdiary.services.reminders.bus import Bus
        from kitdiary.services.reminders.listening import can_notify, someone_listens

        can_notify()
        bus = Bus(self._seconds)
        try:
            someone_listens(bus)
        finally:
            bus.close()


def _notify(title: str, body: str) -> None:
    _facade().notify(title=title, message=body, app_name="KitDiary", timeout=10)


def _facade() -> Any:
    """The way plyer has for this platform.

    On Linux it is chosen here: plyer takes any machine with a folder ``/app`` for a Flatpak and then
    puts the text between quotes of its own (a name with an apostrophe breaks it), and it warns on
    standard error where dbus-python is missing.
    """
    if not _LINUX:
        return import_module("plyer").notification
    ways = import_module("plyer.platforms.linux.notification")
    return ways.NotifyDbus() if find_spec("dbus") is not None else ways.NotifySendNotification()
