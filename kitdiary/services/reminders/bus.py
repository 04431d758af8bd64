"""The session bus of a Linux desktop: calls with a time limit, and the signals. The only user of jeepney."""

import os
import threading
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as OutOfTime
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from jeepney import (
    DBusAddress,
    HeaderFields,
    MatchRule,
    Message,
    MessageType,
    message_bus,
    new_method_call,
)
from jeepney.io.blocking import open_dbus_connection

from kitdiary.services.reminders.notifier import NotifierFailed

_ADDRESS = "DBUS_SESSION_BUS_ADDRESS"
_REPLIES = (MessageType.method_return, MessageType.error)


class Target(NamedTuple):
    """An object on the bus: the name of its owner, its path, its interface."""

    name: str
    path: str
    interface: str


class Reply(NamedTuple):
    """The answer to a call, and the unique name of who gave it."""

    sender: str
    values: tuple[Any, ...]


class Signal(NamedTuple):
    """A signal that was heard, and the unique name of who sent it."""

    sender: str
    member: str
    values: tuple[Any, ...]


class Bus:
    """One private connection to the session bus. Safe to use from several threads.

    ``heard`` gets each signal asked for with `listen`, in a thread of the connection's own: it must return at
    once. Raises NotifierFailed where there is no bus. The connection is over once `alive` is False.
    """

    def __init__(self, seconds: float, heard: Callable[[Signal], None] = lambda _signal: None) -> None:
        _find_bus()
        self.alive = True
        self._seconds = seconds
        self._heard = heard
        self._sending = threading.Lock()
        self._awaited: dict[int, Future[Message]] = {}
        try:
            self._connection = open_dbus_connection(auth_timeout=seconds)
        except (OSError, RuntimeError, ValueError, StopIteration) as error:
            raise NotifierFailed(f"no session bus ({type(error).__name__})") from None
        threading.Thread(target=self._receive, name="session bus", daemon=True).start()

    def call(self, target: Target, member: str, signature: str = "", *values: object) -> Reply:
        """Call a method; NotifierFailed where it fails or the answer does not come in time."""
        address = DBusAddress(target.path, target.name, target.interface)
        return self._ask(new_method_call(address, member, signature or None, values))

    def listen(self, target: Target, member: str) -> None:
        """Have a signal of an object told from now on."""
        rule = MatchRule(
            type="signal", sender=target.name, interface=target.interface, path=target.path, member=member
        )
        self._ask(message_bus.AddMatch(rule))

    def wake(self, name: str) -> None:
        """See to it that somebody owns a name; NotifierFailed where nobody does or could be started.

        Starting is asked for rather than whether it could be: a daemon that is installed does not come up
        without a display.
        """
        if not self._ask(message_bus.NameHasOwner(name)).values[0]:
            self._ask(message_bus.StartServiceByName(name))

    def close(self) -> None:
        """End the connection; whoever waits for an answer gets none."""
        self.alive = False
        with suppress(OSError):
            self._connection.sock.shutdown(2)  # wakes the thread that receives, which then ends

    def _ask(self, message: Message) -> Reply:
        serial = next(self._connection.outgoing_serial)
        answer: Future[Message] = Future()
        self._awaited[serial] = answer
        try:
            with self._sending:
                self._connection.send(message, serial=serial)
            reply = answer.result(self._seconds)
        except OutOfTime:
            raise NotifierFailed(f"no answer within {self._seconds:g} seconds") from None
        except OSError as error:
            self.alive = False
            raise NotifierFailed(f"the session bus is gone ({type(error).__name__})") from None
        finally:
            self._awaited.pop(serial, None)
        if reply.header.message_type is MessageType.error:
            name = str(reply.header.fields.get(HeaderFields.error_name, "")).rpartition(".")[2]
            raise NotifierFailed(f"refused ({name})")
        return Reply(_sender(reply), reply.body)

    def _receive(self) -> None:
        try:
            while self.alive:
                self._take(self._connection.receive())
        except (OSError, ValueError):
            pass  # the bus or this connection ended, or the bus talks nonsense
        finally:
            self.alive = False
            self._connection.close()
            for answer in tuple(self._awaited.values()):
                if not answer.done():
                    answer.set_exception(ConnectionResetError())

    def _take(self, message: Message) -> None:
        fields = message.header.fields
        if message.header.message_type in _REPLIES:
            answer = self._awaited.get(fields.get(HeaderFields.reply_serial, 0))
            if answer is not None and not answer.done():
                answer.set_result(message)
        elif message.header.message_type is MessageType.signal:
            self._heard(Signal(_sender(message), fields.get(HeaderFields.member, ""), message.body))


def _sender(message: Message) -> str:
    return str(message.header.fields.get(HeaderFields.sender, ""))


def _find_bus() -> None:
    """See to it that this program, and those it starts, find the session bus; cron does not say where."""
    if os.environ.get(_ADDRESS):
        return
    socket = Path(f"/run/user/{os.getuid()}/bus")
    if not socket.exists():
        raise NotifierFailed("no session bus")
    os.environ[_ADDRESS] = f"unix:path={socket}"
