"""A session bus of the test's own, and on it a small notification daemon that writes down what it gets.

The daemon speaks the Desktop Notifications Specification 1.2 as far as plyer asks for it.
"""

import shutil
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from jeepney import DBus, HeaderFields, Message, MessageType, new_error, new_method_return
from jeepney.io.blocking import Proxy, open_dbus_connection

NAME = "org.freedesktop.Notifications"
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

MISSING = [name for name in ("dbus-daemon", "dbus-send", "notify-send") if shutil.which(name) is None]
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


class Daemon:
    """Owns the name of the notification daemon while it is entered.

    ``hung`` makes it take requests and never answer.
    """

    def __init__(self, address: str, *, hung: bool = False) -> None:
        self.shown: list[Shown] = []
        self._hung = hung
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

    def _serve(self) -> None:
        while not self._ending.is_set():
            with suppress(TimeoutError):
                message = self._connection.receive(timeout=0.05)
                if message.header.message_type is MessageType.method_call and not self._hung:
                    self._connection.send(self._answer(message))

    def _answer(self, message: Message) -> Message:
        member = message.header.fields.get(HeaderFields.member)
        if member == "Notify":
            app, _replaces, _icon, title, body, *_rest = message.body
            self.shown.append(Shown(title, body, app))
            return new_method_return(message, "u", (len(self.shown),))
        if member == "GetServerInformation":
            return new_method_return(message, "ssss", ("fake", "KitDiary", "1", "1.2"))
        if member == "GetCapabilities":
            return new_method_return(message, "as", (["body", "body-markup"],))
        return new_error(message, "org.freedesktop.DBus.Error.UnknownMethod")
