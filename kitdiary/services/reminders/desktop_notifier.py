"""Notifications with actions on a Linux desktop, spoken to directly over the session bus.

Two ways were tried against dunst and the daemon of the tests. desktop-notifier 6.2 has one interface for
three systems, and its buttons worked, but: every failure is swallowed (`send` returns an id with no
daemon, no bus, or a daemon that just died); it always sends ``replaces_id`` 0 and lets no hint through, so
that an announcement repeated after a kill stands beside the first one; nothing limits a call (a hung daemon
held it until the caller gave up); on macOS it needs a signed bundle. What it would add, Windows and macOS,
nobody could try here, and plyer reaches both. So this speaks to the daemon by jeepney, in pure Python, 1 to
2 ms a notification; elsewhere plyer and the window show what is due, without buttons.
"""

import sys
import threading
from collections import OrderedDict
from typing import NamedTuple

from kitdiary import paths
from kitdiary.domain.errors import DiaryError
from kitdiary.services.reminders.bus import Bus, Signal
from kitdiary.services.reminders.listening import DAEMON, someone_listens
from kitdiary.services.reminders.notifier import Acted, Action, Message, NotifierFailed
from kitdiary.services.reminders.texts import clean
from kitdiary.services.reminders.time_limit import TimeLimit

_LINUX = sys.platform.startswith("linux")
_DEFAULT = "default"
"""The key of a click on the text itself."""
_LABELS = {
    Action.OPEN: "Open",
    Action.LOG: "Log",
    Action.SNOOZE_HOUR: "Snooze 1 hour",
    Action.SNOOZE_TOMORROW: "Tomorrow",
}
_URGENCY_NORMAL = 1
_DAEMON_DECIDES = -1
_REMEMBERED = 64
"""Notifications whose clicks are still understood."""


class _Place(NamedTuple):
    """Which notification: the daemon's unique name on the bus (another after a restart) and its id."""

    daemon: str
    number: int


class DesktopNotifier:
    """Shows a message with its actions. ``seconds`` bounds each call.

    ``acted`` is told what the rep chose, in a thread of its own; without it no actions are offered. A message
    with the tag of an earlier one takes its place: by its id where this program showed that, else by a hint
    that dunst, mako, Xfce and others heed.
    """

    name = "desktop"

    def __init__(self, acted: Acted | None = None, seconds: float = 5.0) -> None:
        self._acted = acted
        self._seconds = seconds
        self._limit = TimeLimit(seconds)
        self._one_at_a_time = threading.Lock()
        self._bus: Bus | None = None
        self._shown: OrderedDict[_Place, Message] = OrderedDict()

    def ready(self) -> None:
        """Raise NotifierFailed where there is no daemon, or it does not answer."""
        self._limit.run(self._ready)

    def show(self, message: Message) -> None:
        """Show it, or raise NotifierFailed."""
        self._limit.run(lambda: self._show(message))

    def close(self) -> None:
        """Wait for nothing, hear nothing more."""
        self._limit.close()
        bus = self._bus
        if bus is not None:
            bus.close()

    def _ready(self) -> None:
        self._connected().call(DAEMON, "GetCapabilities")

    def _show(self, message: Message) -> None:
        bus = self._connected()
        daemon, (able,) = bus.call(DAEMON, "GetCapabilities")
        title, body = clean(message.title, message.body, markup="body-markup" in able)
        offered = self._acted is not None and "actions" in able
        actions = _keys_and_labels(message.actions) if offered else []
        hints = {
            "urgency": ("y", _URGENCY_NORMAL),
            "desktop-entry": ("s", "kitdiary"),
            "x-dunst-stack-tag": ("s", message.tag),
            "x-canonical-private-synchronous": ("s", message.tag),
        }
        values = (
            *("KitDiary", self._earlier(daemon, message.tag), _icon(), title, body),
            *(actions, hints, _DAEMON_DECIDES),
        )
        reply = bus.call(DAEMON, "Notify", "susssasa{sv}i", *values)
        self._shown[_Place(reply.sender, reply.values[0])] = message
        while len(self._shown) > _REMEMBERED:
            self._shown.popitem(last=False)

    def _connected(self) -> Bus:
        """The connection, made anew where it broke, with a daemon at its other end."""
        if not _LINUX:
            raise NotifierFailed("not on this system")
        with self._one_at_a_time:
            bus = self._bus
            if bus is None or not bus.alive:
                bus = Bus(self._seconds, self._heard)
                bus.listen(DAEMON, "ActionInvoked")
                self._bus = bus
        someone_listens(bus)
        return bus

    def _earlier(self, daemon: str, tag: str) -> int:
        """The id of the notification with this tag, 0 for none: its place is taken."""
        shown = tuple(self._shown.items())
        return next((place.number for place, one in shown if (place.daemon, one.tag) == (daemon, tag)), 0)

    def _heard(self, signal: Signal) -> None:
        """Some daemons tell everybody of every click: only those on our own are ours."""
        if signal.member != "ActionInvoked" or self._acted is None:
            return
        number, key = signal.values
        message = self._shown.pop(_Place(signal.sender, number), None)
        action = Action.OPEN if key == _DEFAULT else next((one for one in Action if one == key), None)
        if message is not None and action is not None:
            # Not in this thread: the next answers of the daemon come through it.
            act = threading.Thread(target=self._acted, args=(action, message), name="acted", daemon=True)
            act.start()


def _icon() -> str:
    """The program's icon; by its name in the theme where the file is missing."""
    try:
        return paths.resource("icons", "kitdiary.svg").as_uri()
    except DiaryError:
        return "kitdiary"


def _keys_and_labels(actions: tuple[Action, ...]) -> list[str]:
    """As the daemon wants them: key, label, key, label …; a click on the text opens."""
    pairs = [(_DEFAULT, _LABELS[Action.OPEN])] if Action.OPEN in actions else []
    pairs += [(action.value, _LABELS[action]) for action in actions]
    return [part for pair in pairs for part in pair]
