"""Notifiers for the tests."""

import threading

from kitdiary.services.reminders.notifier import Message, NotifierFailed


class Recorder:
    """Shows everything, and keeps it."""

    name = "recorder"

    def __init__(self) -> None:
        self.messages: list[Message] = []
        self._lock = threading.Lock()

    def show(self, message: Message) -> None:
        with self._lock:
            self.messages.append(message)

    def ready(self) -> None:
        """Always."""


class Broken:
    """Shows nothing."""

    name = "broken"

    def __init__(self, error: BaseException | None = None) -> None:
        self.error = error or NotifierFailed("out of order")
        self.asked = 0

    def show(self, message: Message) -> None:
        self.asked += 1
        raise self.error

    def ready(self) -> None:
        raise self.error
