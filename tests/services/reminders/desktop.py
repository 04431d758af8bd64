"""A session bus of the test's own, and on it a small notification daemon that writes down what it gets.

The daemon speaks the Desktop Notifications Specification 1.2 as far as the notifiers ask for it.
"""

import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from jeepney import (
    DBus,
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    new_error,
    new_method_return,
    new_signal,
)
from jeepney.io.blocking import Proxy, open_dbus_connection

NAME = "org.freedesktop.Notifications"
_OBJECT = DBusAddress("/org/freedesktop/Notifications", interface=NAME)
_CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>unix:tmpdir=/tmp</listen>
  <servicedir>{services}</servicedir>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
  </policy>
</busconfig>
"""

MISSING = [name for name in ("dbus-daemon", "notify-send") if shutil.which(name) is None]
"""Programs the tests with a real bus need and this machine has not."""


@contextmanager
def session_bus(folder: Path, activatable: str = "") -> Iterator[str]:
    """A real bus, alone; its address. ``activatable`` is the command that starts the daemon on demand."""
    services = folder / "services"
    services.mkdir()
    if activatable:
        service = f"[D-BUS Service]\nName={NAME}\nExec={activatable}\n"
        (services / f"{NAME}.service").write_text(service)
    config = folder / "bus.conf"
    config.write_text(_CONFIG.format(services=services))
    command = ["dbus-daemon", f"--config-file={config}", "--nofork", "--nopidfile", "--print-address=1"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


@dataclass(frozen=True, slots=True)
class Shown:
    """What the daemon was asked to show."""

    title: str
    body: str
    app: str


@dataclass(frozen=True, slots=True)
class Extras:
    """What else came with it: the id it replaces, the actions by key, the hints."""

    replaces: int
    actions: dict[str, str]
    hints: dict[str, Any]


class Daemon:
    """Owns the name of the notification daemon while it is entered.

    ``hung`` makes it take requests and never answer, also while it runs. ``able`` is what it says it can do.
    """

    def __init__(
        self, address: str, *, hung: bool = False, able: tuple[str, ...] = ("body", "body-markup", "actions")
    ) -> None:
        self.shown: list[Shown] = []
        self.extras: list[Extras] = []
        self.hung = hung
        self.heard_of = threading.Event()
        """Set once anything was asked of it, answered or not."""
        self._able = able
        self._sending = threading.Lock()
        self._connection = open_dbus_connection(bus=address)
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._serve, name="fake daemon", daemon=True)

    def __enter__(self) -> Self:
        Proxy(DBus(), self._connection, timeout=10).RequestName(NAME)
        self._thread.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._ending.set()
        self._thread.join(10)
        self._connection.close()

    def click(self, number: int, key: str) -> None:
        """What the daemon tells everybody after a click on a button of the ``number``-th notification."""
        with self._sending:
            self._connection.send(new_signal(_OBJECT, "ActionInvoked", "us", (number, key)))

    def _serve(self) -> None:
        while not self._ending.is_set():
            with suppress(TimeoutError):
                message = self._connection.receive(timeout=0.05)
                if message.header.message_type is not MessageType.method_call:
                    continue
                if not self.hung:
                    with self._sending:
                        self._connection.send(self._answer(message))
                self.heard_of.set()

    def _answer(self, message: Message) -> Message:
        member = message.header.fields.get(HeaderFields.member)
        if member == "Notify":
            app, replaces, _icon, title, body, actions, hints, _expires = message.body
            self.shown.append(Shown(title, body, app))
            plain = {key: value for key, (_signature, value) in hints.items()}
            labels = dict(zip(actions[::2], actions[1::2], strict=True))
            self.extras.append(Extras(replaces, labels, plain))
            return new_method_return(message, "u", (len(self.shown),))
        if member == "GetServerInformation":
            return new_method_return(message, "ssss", ("fake", "KitDiary", "1", "1.2"))
        if member == "GetCapabilities":
            return new_method_return(message, "as", (list(self._able),))
        return new_error(message, "org.freedesktop.DBus.Error.UnknownMethod")
