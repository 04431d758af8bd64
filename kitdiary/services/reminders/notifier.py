"""What can show a message, and the chain of them: the first that answers shows it."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Protocol

from kitdiary.domain.reminding import StepRef

_LOG = logging.getLogger(__name__)


class Action(StrEnum):
    """What a rep can do from a notification. The values are what goes over the wire."""

    OPEN = "open"
    LOG = "log"
    SNOOZE_HOUR = "snooze-1h"
    SNOOZE_TOMORROW = "snooze-tomorrow"

    @property
    def is_snooze(self) -> bool:
        """Whether the reminders do it themselves; the others need the window."""
        return self in (Action.SNOOZE_HOUR, Action.SNOOZE_TOMORROW)


@dataclass(frozen=True, slots=True)
class Message:
    """One announcement in plain text. ``tag`` is the same each time the same thing is announced.

    ``actions`` are what can be done with it, the best first; `Action.OPEN` is also what a click on the text
    does. ``steps`` are the steps they are for: none stands for the whole day (open Today).
    """

    title: str
    body: str
    tag: str
    actions: tuple[Action, ...] = ()
    steps: tuple[StepRef, ...] = ()


Acted = Callable[[Action, Message], None]
"""Told in a thread of the notifier that the user chose an action. Must not block for long."""


class NotifierFailed(Exception):
    """A notifier could not show a message; the text says why, in a few words, for the log."""


class Notifier(Protocol):
    """One way to show a message. ``name`` is recorded with the announcement."""

    name: str

    def show(self, message: Message) -> None:
        """Show it, or raise NotifierFailed. Within a time limit of its own."""
        ...

    def ready(self) -> None:
        """Raise NotifierFailed, saying why, where `show` would; shows nothing. Within a time limit."""
        ...


@dataclass(frozen=True, slots=True)
class Shown:
    """How a message was shown: the notifier's name, and why those before it could not.

    ``by`` is None where none could show it.
    """

    by: str | None
    failures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether a notifier could show something now; ``why_not`` says in a few words why not."""

    name: str
    ready: bool
    why_not: str = ""


class Chain:
    """Notifiers in order of preference; the last one should always work."""

    def __init__(self, links: Sequence[Notifier]) -> None:
        self.links = tuple(links)
        self._closed = False
        self._showing = 0

    @property
    def showing(self) -> bool:
        """Whether a message is being shown this moment: a link may hang. Safe to ask from every thread."""
        return self._showing > 0

    def show(self, message: Message) -> Shown:
        """Show the message by the first link that can.

        Whatever a link raises leads to the next one: behind it are other people's libraries and daemons.
        Once closed it shows nothing: what a window says while it goes, nobody reads.
        """
        failures: list[str] = []
        self._showing += 1
        try:
            for link in self.links:
                if self._closed:
                    break
                why_not = _tried(link.name, partial(link.show, message))
                if why_not is None:
                    return Shown(link.name, tuple(failures))
                failures.append(f"{link.name}: {why_not}")
        finally:
            self._showing -= 1
        return Shown(None, tuple(failures))

    def answers(self) -> tuple[Answer, ...]:
        """Which links answer now, in their order. Each may take its time limit: not for the GUI thread."""
        reasons = [(link.name, _tried(link.name, link.ready)) for link in self.links]
        return tuple(Answer(name, why_not is None, why_not or "") for name, why_not in reasons)

    def close(self) -> None:
        """Show nothing more, and let go of what the links hold: whoever waits for one that hangs goes on.

        Takes well under a second.
        """
        self._closed = True
        for link in self.links:
            close: Callable[[], None] | None = getattr(link, "close", None)
            if close is not None:
                _tried(link.name, close)


def _tried(name: str, act: Callable[[], None]) -> str | None:
    """None where it went well, else why not in a few words."""
    try:
        act()
    except NotifierFailed as failed:
        _LOG.info("notifier %s cannot show messages", name)
        return str(failed)
    except Exception as error:  # noqa: BLE001  # an edge: other people's libraries and daemons
        _LOG.exception("notifier")
        return type(error).__name__
    return None


class PrintNotifier:
    """Prints to standard output: what is left without a screen, and what cron mails."""

    name = "print"

    def __init__(self, write: Callable[[str], None]) -> None:
        self._write = write

    def show(self, message: Message) -> None:
        """Write the message as one line."""
        self._write(f"{message.title}: {message.body}" if message.body else message.title)

    def ready(self) -> None:
        """Always."""
