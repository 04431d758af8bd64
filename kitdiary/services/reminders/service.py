"""What a rep sees and does of the reminders: how they are, a pause, the log, a test, acting on a notice."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from kitdiary.domain.agenda import Done, agenda
from kitdiary.domain.errors import InvalidInput
from kitdiary.domain.reminder_times import next_digest, paused_until
from kitdiary.domain.reminding import Occasion, count_words, digest_of
from kitdiary.domain.workdays import workdays_of
from kitdiary.services.changes import Change, Kind
from kitdiary.services.context import Context
from kitdiary.services.next_steps import NextStepService, said
from kitdiary.services.reminders.notifier import Action, Answer, Chain, Message, Shown
from kitdiary.services.reminders.pulse import Beats, Pulse
from kitdiary.services.settings import SettingsService

_PAUSED_UNTIL = "reminders-paused-until"
_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)
TEST = Message("KitDiary", "This is a test notice: reminders reach you here.", "test")


@dataclass(frozen=True, slots=True)
class Status:
    """How the reminders are. Instants are in the rep's zone.

    ``next_digest`` is when the next digest of a day is shown, None where a year holds no working day, and
    ``next_digest_words`` what would be in it as things stand ("" for nothing, then none is shown).
    """

    beats: Beats
    next_digest: datetime | None
    next_digest_words: str
    paused_until: datetime | None


@dataclass(frozen=True, slots=True)
class Announcement:
    """One line of the log. ``at`` is in the rep's zone.

    ``name`` and ``kind`` are whom and what it told ("" where the contact is no more, a kind of step); for
    the digest of a day "" and "digest", with the number of ``steps`` in it. ``shown_by`` is the notifier,
    None where none could show it; ``failures`` is why others could not.
    """

    at: datetime
    contact_id: int
    name: str
    kind: str
    occasion: Occasion
    steps: int
    shown_by: str | None
    failures: tuple[str, ...]


class Reminders:
    """The reminders of an open diary, beside the heart that makes them. Safe to share between threads."""

    def __init__(
        self, context: Context, steps: NextStepService, settings: SettingsService, pulse: Pulse
    ) -> None:
        self._pulse = pulse
        self._context = context
        self._steps = steps
        self._settings = settings

    def status(self) -> Status:
        """How the reminders are now. Quick: asks no notifier (see `answers`)."""
        context = self._context
        beats = self._pulse.read()
        now = context.now()
        with context.store.read():
            policy, preferences = context.settings()
            at = next_digest(now, preferences, workdays_of(policy), self._was_announced)
            words = ""
            if at is not None:
                day = at.date()
                done = Done(*context.steps.done_on(day))
                items = agenda(context.steps.due(day), policy, day, done)
                words = count_words([item.step for item in items if not item.over_capacity])
        return Status(beats, at, words, paused_until(preferences, now))

    def answers(self, chain: Chain) -> tuple[Answer, ...]:
        """Which notifiers could show something now, and why not. May take seconds: a daemon may hang."""
        return chain.answers()

    def pause(self, until: datetime | None) -> Change:
        """Announce nothing before an instant (without an offset: in the rep's zone); None lets it go on.

        A setting, not a note of the heartbeat: it survives a restart, holds for every program on this diary,
        stands in Settings and on the command line, and can be undone. What came due meanwhile is
        announced after it. InvalidInput for a past instant.
        """
        now = self._context.now()
        if until is not None and until.tzinfo is None:
            until = until.replace(tzinfo=now.tzinfo)
        if until is not None and until.astimezone(UTC) <= now.astimezone(UTC):
            raise InvalidInput("That time is past: choose a later one, until which there are no reminders.")
        text = "none" if until is None else until.astimezone(now.tzinfo).isoformat(timespec="seconds")
        return self._settings.set(_PAUSED_UNTIL, text)

    def last_announcements(self, limit: int = 100) -> list[Announcement]:
        """The last announcements of any program, those that nobody could show among them, newest first."""
        context = self._context
        zone = context.zone
        with context.store.read():
            found = context.notices.log(limit)
        return [
            Announcement(
                one.at.astimezone(zone),
                one.key.contact_id,
                one.contact,
                one.key.kind,
                one.key.occasion,
                one.steps,
                one.shown_by,
                one.failures,
            )
            for one in found
        ]

    def send_test(self, chain: Chain) -> Shown:
        """Show a test notice; by which notifier, and why not by those before it. May take seconds."""
        return chain.show(TEST)

    def act(self, action: Action, message: Message) -> Change:
        """Snooze the steps a message is about, as one change that can be undone; works without a window.

        An hour is counted from now, to the minute; tomorrow is the next day of the rep's calendar. A step
        that is done by now is left alone. Opening and logging are the window's: InvalidInput.
        """
        if not action.is_snooze:
            raise InvalidInput("Only a snooze can be done without the window.")
        context = self._context
        now = context.now()
        # In UTC: within a zone Python adds to the wall clock, where an hour may be none or two.
        hour = (now.astimezone(UTC) + _HOUR).replace(second=0, microsecond=0).astimezone(now.tzinfo)
        until: date | datetime = hour if action is Action.SNOOZE_HOUR else now.date() + _DAY
        people: set[int] = set()
        replanned: frozenset[int] = frozenset()
        with context.store.together("", now) as operation:
            for ref in message.steps:
                # Done, skipped, dropped, or gone with its contact by now: left alone.
                if self._steps.open_step(*ref) is not None:
                    change = self._steps.snooze(ref.contact_id, ref.kind, until, ref.promise_id)
                    people.add(ref.contact_id)
                    replanned |= change.replanned
                    operation.what = change.what
            if len(people) > 1:
                operation.what = f"Snoozed {len(message.steps)} steps to {said(until, now)}"
        if not people:
            return Change(None, "Nothing to snooze: that is done already.")
        return Change(operation.id, operation.what, frozenset({Kind.STEPS}), tuple(sorted(people)), replanned)

    def _was_announced(self, day: date) -> bool:
        return bool(self._context.notices.shown([digest_of(day)]))
