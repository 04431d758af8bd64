"""The day's backup, made by the heartbeat: once a local day, by one of the programs that run."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from kitdiary.domain.errors import DiaryError
from kitdiary.services.context import Context
from kitdiary.storage.backup import Daily

_LOG = logging.getLogger(__name__)
LAST_BACKUP, BACKUP_TRIED, BACKUP_FAILURE = "last-backup", "backup-tried", "backup-failure"
LAST_BACKUP_AT = "last-backup-at"
"""Notes of the heartbeat: the local date of the last backup, the instant of a try that made none (yet),
what was wrong with the last one, in sentences, empty when all went well, and the instant of the last one."""
RETRY = timedelta(hours=1)
"""After a backup that failed; also how long another program is left to make it."""

MakeBackup = Callable[[datetime], Daily]
"""Makes the day's backups, and says what was made and what failed."""


class DailyBackup:
    """Sees to it that each day has its backup."""

    def __init__(self, context: Context, make: MakeBackup) -> None:
        self._context = context
        self._make = make

    def see_to(self, now: datetime) -> None:
        """Make the backup where the day has none yet. Outside every scope; a failure is noted, not raised."""
        if not self._begun(now):
            return
        try:
            done = self._make(now)
        except (DiaryError, OSError) as error:
            _LOG.warning("backup: %s", type(error))
            self._note(None, str(error))
        else:
            self._note(now if done.made else None, " ".join(done.problems))

    def _begun(self, now: datetime) -> bool:
        """Whether it is for this program to make it now; if so that is noted, for the others."""
        notes = self._context.heartbeat
        with self._context.store.maintenance():
            if notes.get(LAST_BACKUP) == now.date().isoformat():
                return False
            tried = notes.get(BACKUP_TRIED)
            # A try that lies ahead was made before the clock was set back.
            if tried and timedelta(0) <= now - datetime.fromisoformat(tried) < RETRY:
                return False
            notes.set(BACKUP_TRIED, now.isoformat())
        return True

    def _note(self, made_at: datetime | None, failure: str) -> None:
        with self._context.store.maintenance():
            if made_at is not None:
                self._context.heartbeat.set(LAST_BACKUP, made_at.date().isoformat())
                self._context.heartbeat.set(LAST_BACKUP_AT, made_at.isoformat())
                self._context.heartbeat.set(BACKUP_TRIED, "")
            self._context.heartbeat.set(BACKUP_FAILURE, failure)
