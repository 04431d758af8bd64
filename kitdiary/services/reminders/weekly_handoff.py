"""The weekly hand-off, made by the heartbeat into a chosen folder: on its weekday, or as soon as it can be.

A folder of its own for each, named by the rep and the day, so that it is there whole or not at all. One that
fails is noted, in a sentence for the status, and tried again every hour.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from kitdiary.domain.errors import DiaryError
from kitdiary.domain.preferences import Preferences
from kitdiary.services.context import Context

if TYPE_CHECKING:
    from kitdiary.services.exchange.handoff import HandoffService

_LOG = logging.getLogger(__name__)
LAST_HANDOFF, HANDOFF_TRIED, HANDOFF_FAILURE = "last-handoff", "handoff-tried", "handoff-failure"
"""Notes of the heartbeat: the local day of the last weekly hand-off (before the first: the day from which it
counts), the instant of a try under way or failed, and what was wrong, in a sentence."""
RETRY = timedelta(hours=1)
_FORBIDDEN = '<>:"/\\|?*'
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class WeeklyStatus:
    """How the weekly hand-off is. ``folder`` is "" where none is made; ``failure`` "" where all is well."""

    folder: str
    next_on: date | None
    last_on: date | None
    failure: str


class WeeklyHandoff:
    """Sees to it that each week has its hand-off."""

    def __init__(self, context: Context, service: Callable[[], "HandoffService"]) -> None:
        self._context = context
        self._service = service

    def status(self) -> WeeklyStatus:
        """How it is now."""
        context = self._context
        with context.store.read():
            preferences, notes = context.preferences, context.heartbeat.all()
        if not preferences.handoff_folder:
            return WeeklyStatus("", None, None, "")
        last = notes.get(LAST_HANDOFF)
        today = context.today()
        due = due_day(preferences.handoff_day, today)
        waiting = last is not None and date.fromisoformat(last) < due
        return WeeklyStatus(
            preferences.handoff_folder,
            today if waiting or (due == today and last is None) else due + timedelta(days=7),
            None if last is None else date.fromisoformat(last),
            notes.get(HANDOFF_FAILURE, ""),
        )

    def see_to(self, now: datetime) -> None:
        """Make it where the week has none yet. Outside every scope; a failure is noted, not raised."""
        preferences = self._context.preferences
        if not preferences.handoff_folder or not self._begun(now, preferences):
            return
        try:
            remarks = self._make(now.date(), preferences)
        except (DiaryError, OSError) as error:
            _LOG.warning("hand-off: %s", type(error))
            self._note(None, str(error))
        else:
            self._note(now.date(), " ".join(remarks))

    def _make(self, today: date, preferences: Preferences) -> tuple[str, ...]:
        from kitdiary.services.exchange.handoff import HandoffRequest, extras_of

        folder = Path(preferences.handoff_folder)
        if not folder.is_dir():
            raise DiaryError(f"The folder {folder} for the weekly hand-off is not there: it is tried again.")
        service = self._service()
        request = HandoffRequest(
            service.since_last(),
            include=extras_of(preferences.handoff_include),
            zipped=preferences.handoff_zip,
        )
        return service.make(folder / f"{_file_name(preferences.rep_name)} {today}", request).remarks

    def _begun(self, now: datetime, preferences: Preferences) -> bool:
        """Whether it is for this program to make it now; if so that is noted, for the others."""
        notes, due = self._context.heartbeat, due_day(preferences.handoff_day, now.date())
        with self._context.store.maintenance():
            last = notes.get(LAST_HANDOFF)
            if last is None:
                # Just chosen: the first one is made on its day, which may be today.
                last = (due if due < now.date() else due - timedelta(days=7)).isoformat()
                notes.set(LAST_HANDOFF, last)
            if date.fromisoformat(last) >= due:
                return False
            tried = notes.get(HANDOFF_TRIED)
            # A try that lies ahead was made before the clock was set back.
            if tried and timedelta(0) <= now - datetime.fromisoformat(tried) < RETRY:
                return False
            notes.set(HANDOFF_TRIED, now.isoformat())
        return True

    def _note(self, day: date | None, failure: str) -> None:
        with self._context.store.maintenance():
            if day is not None:
                self._context.heartbeat.set(LAST_HANDOFF, day.isoformat())
                self._context.heartbeat.set(HANDOFF_TRIED, "")
            self._context.heartbeat.set(HANDOFF_FAILURE, failure)


def due_day(weekday: int, today: date) -> date:
    """The last such weekday up to and with today."""
    return today - timedelta(days=(today.weekday() - weekday) % 7)


def _file_name(rep: str) -> str:
    """A rep's name as every file system takes it."""
    kept = "".join(" " if char in _FORBIDDEN or not char.isprintable() else char for char in rep)
    return " ".join(kept.split()).strip(". ")[:_LONGEST_NAME] or "KitDiary"
