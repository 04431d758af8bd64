"""The heartbeat: one sweep asks what is due now and not yet announced, and announces it.

Claim, show, record (PRODUCT §3): the claim runs out, so that a program killed between showing and
recording leads to one more announcement, never to none; and of two programs at once, one announces.
"""

import os
import socket
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from kitdiary.domain.agenda import AgendaItem, Done, DueStep, agenda
from kitdiary.domain.policy import Policy
from kitdiary.domain.reminding import (
    Announcement,
    NoticeKey,
    Occasion,
    announcements,
    digest_of,
    timed_key,
)
from kitdiary.domain.workdays import workdays_of
from kitdiary.services.context import Context
from kitdiary.services.reminders.daily_backup import DailyBackup, MakeBackup
from kitdiary.services.reminders.later_promises import later_promises
from kitdiary.services.reminders.notifier import Action, Chain, Message
from kitdiary.services.reminders.pulse import Pulse

LEASE = timedelta(minutes=2)
"""How long a program may take between claiming and recording; longer than any notifier may hang."""
_KEEP_DAYS = 400
_ONE_STEP = (Action.OPEN, Action.LOG, Action.SNOOZE_HOUR, Action.SNOOZE_TOMORROW)
_MANY_STEPS = (Action.OPEN, Action.SNOOZE_HOUR, Action.SNOOZE_TOMORROW)
_THE_DAY = (Action.OPEN,)
"""The digest of a day offers no snooze: putting off all of a day at one click is no small thing."""


@dataclass(frozen=True, slots=True)
class Announced:
    """One announcement made: its text and the notifier that showed it."""

    title: str
    body: str
    shown_by: str


class Heartbeat:
    """Asks the diary what is due and has the chain of notifiers say it.

    ``backup`` makes the day's backups; with None there are none. ``pulse`` keeps how the beats went.
    ``chore`` is done with every beat, after all else. Safe to call from several threads: a beat that meets
    another of the same heart leaves it the work.
    """

    def __init__(
        self,
        context: Context,
        chain: Chain,
        backup: MakeBackup | None = None,
        pulse: Pulse | None = None,
        chore: Callable[[], object] | None = None,
    ) -> None:
        self.chain = chain
        self._context = context
        self._pulse = pulse or Pulse(context)
        self._chore = chore
        self._backup = None if backup is None else DailyBackup(context, backup)
        self._me = f"{socket.gethostname()}:{os.getpid()}:{os.urandom(4).hex()}"
        self._beating = threading.Lock()

    def sweep(self) -> list[Announced]:
        """Announce what is due now and was not announced; what was shown, in order.

        What no notifier could show is given back, to be tried at the next beat. Raises DiaryError when
        the diary cannot be read or written; what a beat raised is remembered by the pulse. Once a day it
        then sees to the backup.
        """
        # Claims are this heart's own, and its own claims it wins again: two beats at once would both show.
        if not self._beating.acquire(blocking=False):
            return []
        try:
            with self._pulse.watched():
                made = self._announce_due()
                if self._backup is not None:
                    self._backup.see_to(self._context.now())
                if self._chore is not None:
                    self._chore()
        finally:
            self._beating.release()
        return made

    def _announce_due(self) -> list[Announced]:
        context = self._context
        now = context.now()
        found = [self._announce(announcement, now) for announcement in self._due(now)]
        with context.store.read():
            note = self._pulse.is_to_be_noted(now)
        if note:
            with context.store.maintenance():
                self._pulse.note(now)
                context.notices.forget_before(now - timedelta(days=_KEEP_DAYS))
        return [announced for announced in found if announced is not None]

    def _announce(self, announcement: Announcement, now: datetime) -> Announced | None:
        """Claim, show, record; None where somebody else has it or nobody could show it."""
        context = self._context
        with context.store.maintenance():
            claimed = context.notices.claim(announcement.keys, self._me, now, LEASE)
            if announcement.keys[0] not in claimed:
                # Somebody else is announcing it: what else was claimed with it is theirs too.
                context.notices.release(claimed.values())
                return None
        shown = self.chain.show(_message(announcement))
        with context.store.maintenance():
            if shown.by is None:
                context.notices.mark_failed(claimed.values(), shown.failures)
                return None
            context.notices.mark_shown(claimed.values(), now, shown.by, shown.failures)
        return Announced(announcement.title, announcement.body, shown.by)

    def _due(self, now: datetime) -> list[Announcement]:
        context = self._context
        with context.store.read():
            policy, preferences = context.settings()
            items = self._items(policy, now.date())
            # In UTC: within a zone Python adds to the wall clock, which lies in the hour that comes twice.
            until = now.astimezone(UTC) + timedelta(minutes=preferences.promise_lead_minutes)
            timed = context.steps.timed(until) + later_promises(context, items, policy, until)
            return announcements(
                items,
                timed,
                now,
                preferences=preferences,
                days=workdays_of(policy),
                announced=context.notices.shown(_keys(timed, now)),
            )

    def _items(self, policy: Policy, today: date) -> list[AgendaItem]:
        steps = self._context.steps
        return agenda(steps.due(today), policy, today, Done(*steps.done_on(today)))


def _keys(timed: Sequence[DueStep], now: datetime) -> list[NoticeKey]:
    keys = [timed_key(step, occasion) for step in timed for occasion in (Occasion.AHEAD, Occasion.ON_TIME)]
    days = (digest_of(now.date()), digest_of(now.date() - timedelta(days=1)))
    return [*days, *keys]


def _message(announcement: Announcement) -> Message:
    tag = ":".join(str(part) for part in announcement.keys[0])
    count = len(announcement.steps)
    actions = _THE_DAY if count == 0 else _ONE_STEP if count == 1 else _MANY_STEPS
    return Message(announcement.title, announcement.body, tag, actions, announcement.steps)
