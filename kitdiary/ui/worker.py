"""The one thread for writes and slow work, with progress and cancel; the window never waits for it."""

import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from kitdiary.domain.errors import DiaryError
from kitdiary.ui.bridge import Bridge

_LOG = logging.getLogger(__name__)
UNEXPECTED = "That did not work, and the diary was left as it was; the log says more ({0})."


class Task:
    """A piece of work on its way: ask it to stop, or look whether it was asked to."""

    def __init__(self) -> None:
        self._stop = threading.Event()

    def cancel(self) -> None:
        """Ask the work to end; it does so at its next look."""
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        """Whether the work was asked to end."""
        return self._stop.is_set()


@dataclass(slots=True)
class _Job:
    work: Callable[[Task, Callable[[Any], None]], Any]
    done: Callable[[Any], None]
    failed: Callable[[str], None]
    progress: Callable[[Any], None]
    task: Task = field(default_factory=Task)


class Worker:
    """Does one thing after the other in a thread of its own and answers in the window's thread."""

    def __init__(self, bridge: Bridge) -> None:
        self._bridge = bridge
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="worker", daemon=True)
        self._thread.start()
        self._under_way: _Job | None = None
        self._closing = False

    def submit(
        self,
        work: Callable[[Task, Callable[[Any], None]], Any],
        done: Callable[[Any], None],
        failed: Callable[[str], None],
        progress: Callable[[Any], None] = lambda _value: None,
    ) -> Task:
        """Do ``work(task, tell)``; then ``done(result)``, or ``failed(sentence)`` where it could not.

        ``tell(value)`` calls ``progress(value)``. All three run in the window's thread.
        """
        job = _Job(work, done, failed, progress)
        self._jobs.put(job)
        return job.task

    @property
    def busy(self) -> bool:
        """Whether anything is under way or waits; just after a job has ended it may still be said so."""
        return self._under_way is not None or not self._jobs.empty()

    def close(self, seconds: float = 5.0) -> bool:
        """End after what is under way (asked to stop); whether it ended in time."""
        self._closing = True
        under_way = self._under_way
        if under_way is not None:
            under_way.task.cancel()
        self._jobs.put(None)
        self._thread.join(seconds)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            self._under_way = job
            if not self._closing or not job.task.cancelled:
                self._do(job)
            self._under_way = None

    def _do(self, job: _Job) -> None:
        def tell(value: Any) -> None:
            self._bridge.post(lambda: job.progress(value))

        try:
            result = job.work(job.task, tell)
        except DiaryError as error:
            sentence = str(error)
            self._bridge.post(lambda: job.failed(sentence))
        except Exception as error:  # noqa: BLE001  # one job that fails must not end the worker
            _LOG.exception("worker")
            name = type(error).__name__
            self._bridge.post(lambda: job.failed(UNEXPECTED.format(name)))
        else:
            self._bridge.post(lambda: job.done(result))
