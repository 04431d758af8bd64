"""What the plan would be after a touch that is not saved yet: shown in "Log a touch" before saving."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from kitdiary.domain.intervals import Interval
from kitdiary.domain.people import Moment, Standing, Timing
from kitdiary.domain.plan import plan
from kitdiary.domain.steps import NextSteps
from kitdiary.domain.touches import (
    Channel,
    Counts,
    Direction,
    Outcome,
    Promise,
    TouchFact,
    counts_as,
)
from kitdiary.services.context import Context

_NEXT = 2**62
"""An operation after every one there is: of one instant, what is being entered comes last."""


class Preview:
    """Plans as they would be."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def after_touch(
        self,
        contact_ids: Sequence[int],
        channel: Channel,
        direction: Direction,
        outcome: Outcome,
        at: datetime | None = None,
        *,
        gave: bool = False,
        timing: Timing | None = None,
        promised: Sequence[tuple[date, Channel, str]] = (),
        every: Interval | None = None,
        pause_until: date | None = None,
        no_calls: bool = False,
        no_email: bool = False,
    ) -> dict[int, NextSteps]:
        """The next steps of each contact once this touch is logged; nothing is written.

        ``timing`` is a new one set with it, ``promised`` are promises made to the first of them, ``every`` a
        new talk interval and ``pause_until`` a pause of all of them, and the last two say what all of them
        asked not to get any more. ``at`` is aware; None is now.
        """
        context = self._context
        with context.store.read():
            policy = context.policy
            when = at or context.now()
            counts: Counts = counts_as(channel, direction, outcome, gave)
            fact = TouchFact(0, Moment(int(when.timestamp()), _NEXT), when.date(), int(counts), asks=False)
            found = context.facts.plan_facts(set(contact_ids))
        plans: dict[int, NextSteps] = {}
        for contact_id, facts in found.items():
            touches = tuple(sorted((*facts.history.touches, fact), key=lambda touch: touch.moment))
            standing = _standing(facts.standing, timing, no_calls=no_calls, no_email=no_email)
            if every is not None:
                standing = replace(standing, talk_every=every)
            if pause_until is not None:
                standing = replace(standing, paused_until=pause_until)
            history = replace(facts.history, touches=touches)
            if promised and contact_id == contact_ids[0]:
                now = Moment(int(context.now().timestamp()), _NEXT)
                made = tuple(Promise(0, on, None, how, what, now) for on, how, what in promised)
                history = replace(history, promises=(*history.promises, *made))
            plans[contact_id] = plan(standing, facts.company_rating, history, policy)
        return plans


def _standing(standing: Standing, timing: Timing | None, *, no_calls: bool, no_email: bool) -> Standing:
    """The standing with what the conversation brought on it."""
    if timing is not None:
        standing = replace(standing, timing=timing)
    consent = standing.consent
    return replace(
        standing,
        consent=replace(consent, calls=consent.calls and not no_calls, email=consent.email and not no_email),
    )
