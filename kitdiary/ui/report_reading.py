"""Reading a report part by part in the reader's thread: the first figures first, no longer than wanted."""

from collections.abc import Callable
from typing import Any

from kitdiary.domain.figures import Part, Scope
from kitdiary.domain.periods import Period
from kitdiary.services.reports import Asked
from kitdiary.ui.desk import Desk
from kitdiary.ui.worker import Task


class ReportReading:
    """One report on its way. ``came(part, what)`` is called for each part, ``ended()`` after the last.

    Between two parts whatever else wants the reader gets it; `stop` ends at the next part.
    """

    def __init__(
        self,
        desk: Desk,
        period: Period,
        scope: Scope,
        came: Callable[[Part, Any], None],
        ended: Callable[[], None] = lambda: None,
    ) -> None:
        self._desk = desk
        self._came, self._ended = came, ended
        self._left = list(Part)
        self._stopped = False
        self.asked: Asked | None = None
        reports = desk.diary.reports
        self._task: Task = desk.look(lambda _task: reports.ask(period, scope), self._begin, self._failed)

    @property
    def running(self) -> bool:
        """Whether parts are still to come."""
        return bool(self._left) and not self._stopped

    def stop(self) -> None:
        """Ask for no more, and tell nothing of what was asked for."""
        self._stopped = True
        self._task.cancel()

    def _begin(self, asked: Asked) -> None:
        self.asked = asked
        self._next()

    def _next(self) -> None:
        asked = self.asked
        if self._stopped or asked is None:
            return
        if not self._left:
            self._ended()
            return
        part, reports = self._left[0], self._desk.diary.reports

        def read(task: Task) -> Any:
            return None if task.cancelled else reports.part(part, asked)

        self._task = self._desk.look(read, lambda found: self._take(part, found), self._failed)

    def _take(self, part: Part, found: Any) -> None:
        if self._stopped:
            return
        del self._left[0]
        self._came(part, found)
        self._next()

    def _failed(self, sentence: str) -> None:
        if not self._stopped:
            self._stopped = True
            self._desk.failed.emit(sentence)
