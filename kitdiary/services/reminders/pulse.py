"""How the beats of the heart went: the last one, and the sentence of one that failed.

Kept in memory, and noted in the diary so that another program sees it too. A beat with nothing to say is
noted every ten minutes only: each write wakes the disk, and every window on the diary looks what changed.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from kitdiary.domain.errors import DiaryError
from kitdiary.services.context import Context

BEAT = timedelta(minutes=1)
"""From one beat to the next."""
NOTED_EVERY = timedelta(minutes=10)
LAST_BEAT, LAST_TRY, BEAT_FAILURE = "last-beat", "last-try", "beat-failure"
"""Notes of the heartbeat: the instants of the last beat that went well and of the last one at all (both
up to `NOTED_EVERY` old), and the sentence of the failure; empty when it went well."""


@dataclass(frozen=True, slots=True)
class Beats:
    """The last beat and the next, in the rep's zone.

    ``last`` is the last beat at all, ``failure`` why it failed ("" where it went well), ``last_good`` the
    last that went well. ``next`` is None where no heart beats. What another program did is known to ten
    minutes.
    """

    last: datetime | None = None
    failure: str = ""
    last_good: datetime | None = None
    next: datetime | None = None


class Pulse:
    """Remembers the beats of all hearts of one open diary. Safe to share between threads."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._own = Beats()

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Around one beat: what it raises is remembered in a sentence, and raised again."""
        try:
            yield
        except DiaryError as error:
            self._failed(str(error))
            raise
        except Exception as error:
            self._failed(f"The heartbeat failed ({type(error).__name__}); it goes on with the next beat.")
            raise
        now = self._context.clock.now()
        self._own = Beats(now, "", now)

    def is_to_be_noted(self, now: datetime) -> bool:
        """Whether a beat that went well is to be noted in the diary. Inside a read scope.

        ``now`` may be in any zone.
        """
        noted = _instant(self._context.heartbeat.get(LAST_BEAT))
        failed = self._context.heartbeat.get(BEAT_FAILURE)
        return bool(failed) or noted is None or abs(now - noted) >= NOTED_EVERY

    def note(self, now: datetime) -> None:
        """Note a beat that went well. Inside a write scope."""
        for key, value in ((LAST_BEAT, now.isoformat()), (LAST_TRY, now.isoformat()), (BEAT_FAILURE, "")):
            self._context.heartbeat.set(key, value)

    def read(self) -> Beats:
        """How the beats went, whichever program beat."""
        context, own = self._context, self._own
        # In UTC: within a zone Python compares wall clocks, which lie in the hour that comes twice.
        now, zone = context.clock.now(), context.zone
        with context.store.read():
            notes = context.heartbeat.all()
        last, good = _instant(notes.get(LAST_TRY)), _instant(notes.get(LAST_BEAT))
        failure = notes.get(BEAT_FAILURE, "")
        alive = last is not None and abs(now - last) <= NOTED_EVERY + BEAT
        if own.last is not None and (last is None or own.last >= last or own.last > now):
            last, failure, good = own.last, own.failure, own.last_good or good
            # A beat that lies ahead was made before the clock was set back.
            alive = abs(now - last) < 3 * BEAT
        coming = max(last + BEAT, now) if alive and last is not None else None
        return Beats(_local(last, zone), failure, _local(good, zone), _local(coming, zone))

    def _failed(self, sentence: str) -> None:
        now = self._context.clock.now()
        self._own = Beats(now, sentence, self._own.last_good)
        with suppress(DiaryError), self._context.store.maintenance():
            if self._context.heartbeat.get(BEAT_FAILURE) != sentence:
                self._context.heartbeat.set(LAST_TRY, now.isoformat())
                self._context.heartbeat.set(BEAT_FAILURE, sentence)


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text).astimezone(UTC) if text else None


def _local(instant: datetime | None, zone: tzinfo) -> datetime | None:
    return None if instant is None else instant.astimezone(zone)
