"""What can show a message, and the chain of them: the first that answers shows it."""

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Message:
    """One announcement in plain text. ``tag`` is the same each time the same thing is announced."""

    title: str
    body: str
    tag: str


class NotifierFailed(Exception):
    """A notifier could not show a message; the text says why, in a few words, for the log."""


class Notifier(Protocol):
    """One way to show a message. ``name`` is recorded with the announcement."""

    name: str

    def show(self, message: Message) -> None:
        """Show it, or raise NotifierFailed."""
        ...


@dataclass(frozen=True, slots=True)
class Shown:
    """How a message was shown: the notifier's name, and why those before it could not."""

    by: str
    failures: tuple[str, ...] = ()


class Chain:
    """Notifiers in order of preference; the last one should always work."""

    def __init__(self, links: Sequence[Notifier]) -> None:
        self.links = tuple(links)

    def show(self, message: Message) -> Shown | None:
        """Show the message by the first link that can; None when none could.

        Whatever a link raises leads to the next one: behind it are other people's libraries and daemons.
        """
        failures: list[str] = []
        for link in self.links:
            try:
                link.show(message)
            except NotifierFailed as failed:
                failures.append(f"{link.name}: {failed}")
                _LOG.info("notifier %s could not show a message", link.name)
            except Exception as error:  # noqa: BLE001  # an edge: other people's libraries and daemons
                failures.append(f"{link.name}: {type(error).__name__}")
                _LOG.exception("notifier")
            else:
                return Shown(link.name, tuple(failures))
        return None


def within(seconds: float, act: Callable[[], None]) -> None:
    """Run ``act`` in a thread of its own and wait at most ``seconds`` for it.

    A notification daemon that hangs blocks its caller for up to 75 seconds; nobody here waits for
    that. What it raises is raised here; NotifierFailed when the time is up.
    """
    raised: list[BaseException] = []

    def run() -> None:
        try:
            act()
        except BaseException as error:  # noqa: BLE001  # raised again in the thread that waits
            raised.append(error)

    worker = threading.Thread(target=run, name="notify", daemon=True)
    worker.start()
    worker.join(seconds)
    if worker.is_alive():
        raise NotifierFailed(f"no answer within {seconds:g} seconds")
    if raised:
        raise raised[0]


class PrintNotifier:
    """Prints to standard output: what is left without a screen, and what cron mails."""

    name = "print"

    def __init__(self, write: Callable[[str], None]) -> None:
        self._write = write

    def show(self, message: Message) -> None:
        """Write the message as one line."""
        self._write(f"{message.title}: {message.body}" if message.body else message.title)
