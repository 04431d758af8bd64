"""A time limit for calls into other people's libraries and daemons, which may hang."""

import threading
from collections.abc import Callable

from kitdiary.services.reminders.notifier import NotifierFailed


class TimeLimit:
    """Runs calls, each in a daemon thread of its own, and waits at most ``seconds`` for one.

    A notification daemon that hangs blocks its caller for up to 75 seconds; nobody here waits for that.
    Safe to use from several threads.
    """

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._closed = False
        self._waiting: set[threading.Event] = set()

    def run(self, act: Callable[[], None]) -> None:
        """Run ``act``; what it raises is raised here. NotifierFailed when the time is up, or on `close`."""
        ended = threading.Event()
        raised: list[BaseException] = []
        answered = False

        def work() -> None:
            nonlocal answered
            try:
                act()
            except BaseException as error:  # noqa: BLE001  # raised again in the thread that waits
                raised.append(error)
            answered = True
            ended.set()

        self._waiting.add(ended)
        try:
            if self._closed:  # asked after the waiting was noted, so that no close goes by unseen
                raise NotifierFailed("the program is ending")
            threading.Thread(target=work, name="notify", daemon=True).start()
            in_time = ended.wait(self._seconds)
        finally:
            self._waiting.discard(ended)
        if raised:
            raise raised[0]
        if not answered:
            raise NotifierFailed(
                "the program is ending" if in_time else f"no answer within {self._seconds:g} seconds"
            )

    def close(self) -> None:
        """Let go everybody who waits, and run nothing more: the program ends."""
        self._closed = True
        for ended in tuple(self._waiting):
            ended.set()
