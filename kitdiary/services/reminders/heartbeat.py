"""The heartbeat: one sweep asks what is due now and not yet announced, and announces it.

Claim, show, record (PRODUCT §3): the claim runs out, so that a program killed between showing and
recording leads to one more announcement, never to none; and of two programs at once, one announces.
"""

import os
import socket
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from kitdiary.domain.agenda import AgendaItem, Done, DueStep, agenda
from kitdiary.domain.policy import Policy
from kitdiary.domain.preferences import Preferences
from kitdiary.domain.reminding import Announcement, NoticeKey, Occasion, announcements, timed_key
from kitdiary.domain.workdays import workdays_of
from kitdiary.services.context import Context
from kitdiary.services.reminders.notifier import Chain, Message

LEASE = timedelta(minutes=2)
"""How long a program may take between claiming and recording; longer than any notifier may hang."""
_KEEP_DAYS = 400
LAST_BEAT, LAST_SHOWN, LAST_FAILURE = "last-beat", "last-shown", "last-failure"


@dataclass(frozen=True, slots=True)
class Announced:
    """One announcement made: its text and the notifier that showed it."""

    title: str
    body: str
    shown_by: str


class Heartbeat:
    """Asks the diary what is due and has the chain of notifiers say it."""

    def __init__(self, context: Context, chain: Chain) -> None:
        self._context = context
        self._chain = chain
        self._me = f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:8]}"

    def sweep(self) -> list[Announced]:
        """Announce what is due now and was not announced; what was shown, in order.

        What no notifier could show is given back, to be tried at the next beat. Raises DiaryError when
        the diary cannot be read or written.
        """
        context = self._context
        now = context.now()
        made: list[Announced] = []
        for announcement in self._due(now):
            with context.store.maintenance():
                claimed = context.notices.claim(announcement.keys, self._me, now, LEASE)
                if announcement.keys[0] not in claimed:
                    # Somebody else is announcing it: what else was claimed with it is theirs too.
                    context.notices.release(claimed.values())
                    continue
            shown = self._chain.show(_message(announcement))
            with context.store.maintenance():
                if shown is None:
                    context.notices.release(claimed.values())
                    context.heartbeat.set(LAST_FAILURE, now.isoformat())
                    continue
                context.notices.mark_shown(claimed.values(), now, shown.by)
                context.heartbeat.set(LAST_SHOWN, now.isoformat())
            made.append(Announced(announcement.title, announcement.body, shown.by))
        with context.store.maintenance():
            context.heartbeat.set(LAST_BEAT, now.isoformat())
            context.notices.forget_before(now - timedelta(days=_KEEP_DAYS))
        return made

    def _due(self, now: datetime) -> list[Announcement]:
        context = self._context
        with context.store.read():
            policy, preferences = context.settings()
            today = now.date()
            items = self._items(policy, today)
            timed = self._timed(now, preferences)
            keys = _keys(timed, today)
            announced = context.notices.shown(keys)
            return announcements(items, timed, now, preferences, workdays_of(policy), announced)

    def _items(self, policy: Policy, today: date) -> list[AgendaItem]:
        steps = self._context.steps
        return agenda(steps.due(today), policy, today, Done(*steps.done_on(today)))

    def _timed(self, now: datetime, preferences: Preferences) -> list[DueStep]:
        lead = timedelta(minutes=preferences.promise_lead_minutes)
        return self._context.steps.timed(now + lead)


def _keys(timed: Sequence[DueStep], today: date) -> list[NoticeKey]:
    keys = [timed_key(step, occasion) for step in timed for occasion in (Occasion.AHEAD, Occasion.ON_TIME)]
    return [NoticeKey(0, "digest", today.isoformat(), 0, Occasion.DIGEST), *keys]


def _message(announcement: Announcement) -> Message:
    key = announcement.keys[0]
    return Message(announcement.title, announcement.body, ":".join(str(part) for part in key))
