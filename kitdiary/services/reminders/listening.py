"""Linux: whether a notification would be seen by anybody. notify-send and plyer do not say."""

import shutil
from importlib.util import find_spec

from kitdiary.services.reminders.bus import Bus, Target
from kitdiary.services.reminders.notifier import NotifierFailed

DAEMON = Target(
    "org.freedesktop.Notifications", "/org/freedesktop/Notifications", "org.freedesktop.Notifications"
)
"""What shows notifications on a Linux desktop (Desktop Notifications Specification 1.2)."""


def can_notify() -> None:
    """Raise NotifierFailed where neither of plyer's ways is installed."""
    if find_spec("dbus") is None and shutil.which("notify-send") is None:
        raise NotifierFailed("neither notify-send nor dbus-python is installed")


def someone_listens(bus: Bus) -> None:
    """Raise NotifierFailed unless a notification daemon runs or could be started."""
    try:
        bus.wake(DAEMON.name)
    except NotifierFailed as failed:
        if "refused" in str(failed):
            raise NotifierFailed("no notification daemon is running") from None
        raise
