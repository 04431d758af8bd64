"""How the reminders and the backups are, at a glance: for the foot of the window's side. Quick to read."""

from dataclasses import dataclass
from datetime import date, datetime

from kitdiary.domain.reminder_times import next_digest, paused_until
from kitdiary.domain.reminding import digest_of
from kitdiary.domain.workdays import workdays_of
from kitdiary.services.context import Context
from kitdiary.services.reminders.daily_backup import BACKUP_FAILURE, LAST_BACKUP, LAST_BACKUP_AT
from kitdiary.services.reminders.pulse import BEAT_FAILURE


@dataclass(frozen=True, slots=True)
class Glance:
    """Instants are in the rep's zone.

    ``next_at`` is when something is announced next: a step with a time, whose ``next_name`` is given unless
    names are hidden, or else the digest of a day (""). ``backup_at`` is the instant of the last daily
    backup, where it is known, ``backup_on`` its local date. ``beat_failure`` and ``backup_failure`` are
    sentences, "" where all is well.
    """

    paused_until: datetime | None = None
    next_at: datetime | None = None
    next_name: str = ""
    beat_failure: str = ""
    backup_on: date | None = None
    backup_at: datetime | None = None
    backup_failure: str = ""


def glance(context: Context) -> Glance:
    """The glance of now."""
    now = context.now()
    with context.store.read():
        policy, preferences = context.settings()
        notes = context.heartbeat.all()
        pause = paused_until(preferences, now)
        timed = context.steps.first_timed(pause or now)
        digest = next_digest(
            now,
            preferences,
            workdays_of(policy),
            lambda day: bool(context.notices.shown([digest_of(day)])),
        )
    at, name = digest, ""
    if timed is not None and timed.due_at is not None and (digest is None or timed.due_at <= digest):
        at, name = timed.due_at.astimezone(now.tzinfo), "" if preferences.names_hidden else timed.name
    day, backed_up = notes.get(LAST_BACKUP), notes.get(LAST_BACKUP_AT)
    return Glance(
        pause,
        at,
        name,
        notes.get(BEAT_FAILURE, ""),
        date.fromisoformat(day) if day else None,
        datetime.fromisoformat(backed_up).astimezone(now.tzinfo) if backed_up else None,
        notes.get(BACKUP_FAILURE, ""),
    )
