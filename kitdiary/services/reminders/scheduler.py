"""The clockwork of the heartbeat: APScheduler, one job, once a minute. The only file that imports it.

Nothing due is held here: the job only asks the diary. A job store in memory, UTC, no grace time and
coalescing make a sleep or a jump of the clock an ordinary late beat (measured with 3.11).
"""

import logging
import threading
from collections.abc import Callable
from datetime import UTC, datetime

from apscheduler.executors.base import BaseExecutor, run_job
from apscheduler.schedulers.background import BackgroundScheduler

from kitdiary.domain.errors import DiaryError
from kitdiary.services.reminders.clock_guard import LOOK, ClockGuard
from kitdiary.services.reminders.pulse import BEAT

_LOG = logging.getLogger(__name__)
BEAT_SECONDS = BEAT.total_seconds()
_JOB = "heartbeat"

# Its warnings (a beat was left out, since the last one still runs) are for no user's eyes.
logging.getLogger("apscheduler").addHandler(logging.NullHandler())


class _DaemonThreads(BaseExecutor):  # type: ignore[misc]  # the library has no types
    """Runs each job in a daemon thread.

    The library's own pool is waited for when Python ends, so that a notifier that hangs would hold the
    program's exit.
    """

    def _do_submit_job(self, job: object, run_times: object) -> None:
        threading.Thread(target=self._work, args=(job, run_times), name="heartbeat", daemon=True).start()

    def _work(self, job: object, run_times: object) -> None:
        store = getattr(job, "_jobstore_alias", "")
        self._run_job_success(getattr(job, "id", _JOB), run_job(job, store, run_times, self._logger.name))


class HeartbeatScheduler:
    """Calls ``beat`` once a minute in a thread of its own until it is stopped.

    ``failed`` is told of a beat that failed, in a sentence, in that thread.
    """

    def __init__(self, beat: Callable[[], object], failed: Callable[[str], None] | None = None) -> None:
        self._beat = beat
        self._failed = failed
        self._one_at_a_time, self._next = threading.Lock(), threading.Lock()
        self._stopped = False
        self._scheduler = BackgroundScheduler(
            timezone=UTC,
            executors={"default": _DaemonThreads()},
            # More than the one that beats and the one that waits for it (see `_run`): a run counts until
            # the library has taken notice of its end, and one too many would be a poke lost.
            job_defaults={"coalesce": True, "max_instances": 10, "misfire_grace_time": None},
        )
        self._scheduler.add_job(
            self._run, "interval", seconds=BEAT_SECONDS, id=_JOB, next_run_time=datetime.now(UTC)
        )

    def start(self) -> None:
        """Begin; the first beat comes at once."""
        self._scheduler.start()

    def poke(self) -> None:
        """Beat now, or once the beat under way is over.

        After a resume, or when the wall clock jumped: a clock set back stalls the job.
        """
        self._scheduler.modify_job(_JOB, next_run_time=datetime.now(UTC))

    def stop(self) -> None:
        """End without waiting for a beat under way: a notifier that hangs must not hold the exit."""
        self._stopped = True
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    def _run(self) -> None:
        if not self._next.acquire(blocking=False):
            return  # one waits already, and its beat is yet to come
        with self._one_at_a_time:
            self._next.release()
            if not self._stopped:
                self._beat_once()

    def _beat_once(self) -> None:
        try:
            self._beat()
        except DiaryError as error:
            _LOG.warning("heartbeat: %s", type(error))
            self._tell(str(error))
        except Exception as error:  # noqa: BLE001  # an edge: one beat that fails must not end the heart
            _LOG.exception("heartbeat")
            self._tell(f"The heartbeat failed ({type(error).__name__}); it goes on with the next beat.")

    def _tell(self, sentence: str) -> None:
        if self._failed is not None:
            self._failed(sentence)


def run_forever(
    beat: Callable[[], object],
    stop: threading.Event,
    failed: Callable[[str], None] | None = None,
    guard: ClockGuard | None = None,
    seconds: float = LOOK.total_seconds(),
) -> None:
    """Beat once a minute until ``stop`` is set: the heartbeat of a program without a window.

    To be called in the main thread, where Ctrl+C ends it as well (KeyboardInterrupt comes through, with the
    heart at rest); a handler of SIGTERM sets ``stop``. A wall clock that jumped (a sleep, a clock set) or
    another zone is noticed within ``seconds`` and answered with a beat.
    """
    scheduler = HeartbeatScheduler(beat, failed)
    guard = guard or ClockGuard()
    scheduler.start()
    try:
        # Short waits: on Windows a wait without an end does not hear Ctrl+C.
        while not stop.wait(seconds):
            if guard.jumped():
                scheduler.poke()
    finally:
        scheduler.stop()
