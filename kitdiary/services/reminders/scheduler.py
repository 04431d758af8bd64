"""The clockwork of the heartbeat: APScheduler, one job, once a minute. The only file that imports it.

Nothing due is held here: the job only asks the diary. A job store in memory, UTC, no grace time and
coalescing make a sleep or a jump of the clock an ordinary late beat (PLATFORM, measured with 3.11).
"""

import logging
from collections.abc import Callable
from datetime import UTC, datetime

from apscheduler.schedulers.background import BackgroundScheduler

from kitdiary.domain.errors import DiaryError

_LOG = logging.getLogger(__name__)
BEAT_SECONDS = 60
_JOB = "heartbeat"


class HeartbeatScheduler:
    """Calls ``beat`` once a minute in a thread of its own until it is stopped."""

    def __init__(self, beat: Callable[[], None], failed: Callable[[str], None] | None = None) -> None:
        self._beat = beat
        self._failed = failed
        self._scheduler = BackgroundScheduler(
            timezone=UTC,
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        self._scheduler.add_job(
            self._run, "interval", seconds=BEAT_SECONDS, id=_JOB, next_run_time=datetime.now(UTC)
        )

    def start(self) -> None:
        """Begin; the first beat comes at once."""
        self._scheduler.start()

    def poke(self) -> None:
        """Beat now: after a resume, or when the wall clock jumped (a clock set back stalls the job)."""
        self._scheduler.modify_job(_JOB, next_run_time=datetime.now(UTC))

    def stop(self) -> None:
        """End without waiting for a beat under way: a notifier that hangs must not hold the exit."""
        self._scheduler.shutdown(wait=False)

    def _run(self) -> None:
        # One beat that fails must not end the heart: it is logged and the next one tries again.
        try:
            self._beat()
        except DiaryError as error:
            _LOG.warning("heartbeat: %s", type(error).__name__)
            if self._failed is not None:
                self._failed(str(error))
        except Exception as error:
            _LOG.exception("heartbeat")
            if self._failed is not None:
                self._failed(f"The heartbeat failed ({type(error).__name__}); it goes on with the next beat.")
