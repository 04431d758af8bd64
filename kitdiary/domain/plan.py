"""`plan`: the one pure function that decides every due date (PRODUCT §2).

It reads no clock and no database and is not told what day it is, so a stored plan never goes stale:
it changes only when a fact of the contact, of a colleague, of an opportunity or of the policy does.

Corners the rules leave open, and how they are decided here:

- Attempts replace rules 2, 4 and 8 alike: what was tried yesterday is not overdue again today.
- Half of the talk interval (rule 6) is half of the one in force, the fit guard included.
- Where timing and the ordinary rule fall on one day, timing is the reason.
- A skip is a fresh start of its own clock in every rule: it counts as "last talk" (or value-add) for the
  ordinary date, the fit guard and the timing, but never as a conversation that keeps a promise.
- "Try another way" holds until a value-add goes out (or is skipped) after the latest attempt.
- A snoozed value-add still keeps the 7-day gap to the same person; a pause outlasts a snooze.
- A promise moved by a failed try keeps its time of day.
- A closed contact has no steps at all.
"""

from dataclasses import replace
from datetime import date, timedelta

from kitdiary.domain.clocks import Clock, Clocks, clocks_of
from kitdiary.domain.digest import BEGINNING, Digest, digest
from kitdiary.domain.intervals import Interval, Unit
from kitdiary.domain.people import Moment, Standing, Timing
from kitdiary.domain.policy import Policy
from kitdiary.domain.reasons import Reason, Rule
from kitdiary.domain.steps import History, NextSteps, Skip, Snooze, Step, StepKind
from kitdiary.domain.touches import Counts, Promise, TouchFact
from kitdiary.domain.workdays import Workdays, workdays_of

RETRY_WORKING_DAYS = 2
TRIES_BEFORE_ANOTHER_WAY = 3
_CONVERSATION = int(Counts.CONVERSATION)


def plan(contact: Standing, company_rating: str | None, history: History, policy: Policy) -> NextSteps:
    """The next steps of one contact: at most one of each kind, each with its reason.

    ``history.touches`` must be oldest first. Dates are local dates of the rep.
    """
    rating = policy.effective_rating(contact.rating, company_rating)
    clocks = clocks_of(contact, policy.level(rating), policy)
    facts = digest(history)
    steps = _Planner(contact, history, policy, clocks, facts)
    conversation, value_add = facts.conversation, facts.value_add
    spoke_on = None if conversation is None else conversation.on
    gave_on = None if value_add is None else value_add.on
    summary = NextSteps(
        rating,
        talk_days=None if clocks.talk is None else clocks.talk.days,
        email_days=None if clocks.email is None else clocks.email.days,
        last_conversation_on=spoke_on,
        last_value_add_on=gave_on,
    )
    if contact.closed:
        return summary
    behind_after: date | None = None
    if contact.consent.any:
        silent_from = max(
            (day for day in (spoke_on, gave_on) if day is not None),
            default=max(contact.added_on, contact.first_talk_on),
        )
        behind_after = silent_from + timedelta(days=2 * clocks.longest_days)
    promise, talk_promised = steps.promise()
    return replace(
        summary,
        talk=None if talk_promised else steps.talk(),
        value_add=steps.value_add(),
        reply=steps.reply(),
        promise=promise,
        thanks=steps.thanks(),
        left_behind_after=behind_after,
    )


def timing_due(timing: Timing, lead_days: int, base: date | None) -> tuple[date, Rule] | None:
    """The date the timing rule asks for, or None once ``base`` (the last talk) is on or after its date.

    PRODUCT §2.8; ``lead_days`` is the policy's for the kind. A third of a lead is at least one day.
    """
    if base is not None and base >= timing.on:
        return None
    if timing.on < timing.recorded_on:
        return timing.recorded_on + timedelta(days=1), Rule.TIMING_PASSED
    opens = max(timing.on - timedelta(days=lead_days), timing.recorded_on)
    due = opens if base is None or base < opens else base + timedelta(days=max(1, lead_days // 3))
    if due > timing.on:
        return timing.on + timedelta(days=1), Rule.TIMING_PASSED
    return due, Rule.TIMING


class _Planner:
    """The rules over one contact's facts; lives for one call of `plan`."""

    __slots__ = ("_clocks", "_contact", "_days", "_facts", "_history", "_policy")

    def __init__(
        self, contact: Standing, history: History, policy: Policy, clocks: Clocks, facts: Digest
    ) -> None:
        self._contact = contact
        self._history = history
        self._policy = policy
        self._clocks = clocks
        self._facts = facts
        self._days: Workdays = workdays_of(policy)

    # -- talk ---------------------------------------------------------------------------------

    def talk(self) -> Step | None:
        """The talk step, rules 2, 4, 6 and 8."""
        clock = self._clocks.talk
        if clock is None:
            return None
        facts = self._facts
        due, reason = self._tries(clock) if facts.attempts else self._ordinary_talk(clock)
        restarts = [facts.skipped(StepKind.TALK), _moment(facts.conversation)]
        restarts += [promise.made for promise in self._history.promises if promise.to_talk]
        restarts += [attempt.moment for attempt in facts.attempts[-1:]]
        return self._finish(StepKind.TALK, due, reason, clock.days, max(restarts))

    def _tries(self, clock: Clock) -> tuple[date, Reason]:
        attempts = self._facts.attempts
        tries = len({attempt.on for attempt in attempts})
        latest = max(attempts, key=lambda attempt: attempt.on)
        if tries < TRIES_BEFORE_ANOTHER_WAY:
            due = self._days.add(latest.on, RETRY_WORKING_DAYS)
        else:
            due = latest.on + timedelta(days=max(1, clock.days // 2))
        return due, Reason(Rule.TRIES, latest.on, latest.id, str(clock.every), clock.rating, tries)

    def _ordinary_talk(self, clock: Clock) -> tuple[date, Reason]:
        base, touch_id, skipped = _base(self._facts.conversation, self._facts.skips.get(StepKind.TALK))
        if base is None:
            due = self._contact.first_talk_on
            reason = Reason(Rule.FIRST_TALK, due)
        else:
            due = clock.every.after(base)
            reason = Reason(Rule.LAST_TALK, base, touch_id, str(clock.every), clock.rating, skipped=skipped)
            if clock.guard_days is not None and base + timedelta(days=clock.guard_days) <= due:
                due = base + timedelta(days=clock.guard_days)
                guard = str(Interval(clock.guard_days, Unit.DAY))
                reason = replace(reason, rule=Rule.FIT_GUARD, every=guard)
        return self._earlier_timing(due, reason, base, touch_id)

    def _earlier_timing(
        self, due: date, reason: Reason, base: date | None, touch_id: int | None
    ) -> tuple[date, Reason]:
        timing = self._contact.timing
        if timing is None:
            return due, reason
        lead = self._policy.leads[timing.kind]
        found = timing_due(timing, lead, base)
        if found is None or found[0] > due:
            return due, reason
        due, rule = found
        opens = timing.on - timedelta(days=lead)
        inside = base is not None and base >= max(opens, timing.recorded_on)
        return due, Reason(
            rule,
            base if inside else None,
            touch_id if inside else None,
            str(Interval(max(1, lead // 3), Unit.DAY)) if inside else None,
            timing=timing.kind,
            timing_on=timing.on,
            precision=timing.precision,
        )

    # -- value-add ----------------------------------------------------------------------------

    def value_add(self) -> Step | None:
        """The value-add step, rules 3, 6, 8, 11 and 12."""
        found = self._ordinary_value_add()
        nudge = self._try_another_way()
        if nudge is not None and (found is None or nudge[0] <= found[0]):
            found = nudge
        if found is None:
            return None
        due, reason = self._no_nuisance(*found)
        facts = self._facts
        restarts = (facts.skipped(StepKind.VALUE_ADD), _moment(facts.conversation), _moment(facts.value_add))
        days = (self._clocks.email or self._clocks.talk).days  # type: ignore[union-attr]  # one runs here
        step = self._finish(StepKind.VALUE_ADD, due, reason, days, max(restarts))
        free_from = self._person_gap_ends()
        if step.reason.moved and free_from is not None and step.due_on < free_from:
            return step.moved(self._days.next_from(free_from))
        return step

    def _ordinary_value_add(self) -> tuple[date, Reason] | None:
        clock = self._clocks.email
        if clock is None:
            return None
        facts = self._facts
        gave, spoke = facts.value_add, facts.conversation
        after_talk = spoke is not None and (gave is None or spoke.on > gave.on)
        latest = spoke if after_talk else gave
        base, touch_id, skipped = _base(latest, facts.skips.get(StepKind.VALUE_ADD))
        every, rating = str(clock.every), clock.rating
        if base is None:
            first = self._contact.first_talk_on
            due = first if self._clocks.talk is None else clock.every.after(first)
            reason = Reason(Rule.FIRST_VALUE, None, None, every, rating)
        else:
            due = clock.every.after(base)
            rule = Rule.AFTER_TALK if after_talk and not skipped else Rule.LAST_VALUE
            reason = Reason(rule, base, touch_id, every, rating, skipped=skipped)
        if self._clocks.talk is None:
            return self._earlier_timing(due, reason, base, touch_id)
        return due, reason

    def _try_another_way(self) -> tuple[date, Reason] | None:
        attempts = self._facts.attempts
        tries = len({attempt.on for attempt in attempts})
        if tries < TRIES_BEFORE_ANOTHER_WAY or self._clocks.talk is None or not self._contact.consent.value_add:
            return None
        answered = max(_moment(self._facts.value_add), self._facts.skipped(StepKind.VALUE_ADD))
        if answered > attempts[-1].moment:
            return None
        latest = max(attempts, key=lambda attempt: attempt.on)
        return self._days.add(latest.on, 1), Reason(Rule.OTHER_WAY, latest.on, latest.id, tries=tries)

    def _person_gap_ends(self) -> date | None:
        last = self._facts.outgoing_on
        return None if last is None else last + timedelta(days=self._policy.person_gap_days)

    def _no_nuisance(self, due: date, reason: Reason) -> tuple[date, Reason]:
        days, policy = self._days, self._policy
        due = days.next_from(due)
        free_from = self._person_gap_ends()
        if free_from is not None and free_from > due:
            due = days.next_from(free_from)
            reason = replace(reason, gap_days=policy.person_gap_days)
        colleague = self._history.colleague_outgoing_on
        if colleague is not None:
            free = days.next_from(colleague + timedelta(days=policy.company_gap_days))
            latest = days.last_until(due + timedelta(days=policy.company_gap_most_days), due)
            if min(free, latest) > due:
                due = min(free, latest)
                reason = replace(reason, gap_days=policy.company_gap_days, gap_company=True)
        return due, reason

    # -- reply, promise, thanks ---------------------------------------------------------------

    def reply(self) -> Step | None:
        """The reply owed, rule 9; the first unanswered touch that asked sets the date."""
        owed = self._facts.owed
        if owed is None:
            return None
        due = self._days.add(owed.on, self._policy.reply_working_days)
        return self._finish(StepKind.REPLY, due, Reason(Rule.REPLY, owed.on, owed.id), 1, owed.moment)

    def thanks(self) -> Step | None:
        """The thanks for the earliest opportunity nobody has thanked for, rule 10."""
        if not self._contact.consent.any:
            return None
        answered = max(_moment(self._facts.answer), self._facts.skipped(StepKind.THANKS))
        causes = [cause for cause in self._history.causes if cause.made > answered]
        if not causes:
            return None
        cause = min(causes, key=lambda found: (found.on, found.made, found.opportunity_id, found.won))
        reason = Reason(Rule.THANKS, cause.on, what=cause.contact_name, won=cause.won)
        return self._finish(StepKind.THANKS, self._days.add(cause.on, 1), reason, 1, cause.made)

    def promise(self) -> tuple[Step | None, bool]:
        """The earliest open promise, and whether any open one is to talk (rule 7)."""
        still_open = [promise for promise in self._history.promises if is_open(promise, self._history.touches)]
        if not still_open:
            return None, False
        steps = [self._promise_step(promise) for promise in still_open]
        first = min(steps, key=lambda step: (step.due_on, step.due_at is None, step.due_at, step.promise_id))
        if len(steps) > 1:
            first = replace(first, reason=replace(first.reason, more=len(steps) - 1))
        return first, any(promise.to_talk for promise in still_open)

    def _promise_step(self, promise: Promise) -> Step:
        on, at, made = promise.on, promise.at, promise.made
        reason = Reason(Rule.PROMISE, promise.on, what=promise.what)
        tried = [touch for touch in self._history.touches if tries_promise(touch, promise)]
        if tried:
            latest = max(tried, key=lambda touch: touch.on)
            on = self._days.add(latest.on, 1)
            at = None if at is None else at + (on - promise.on)
            made = tried[-1].moment
            reason = Reason(Rule.PROMISE_TRIED, latest.on, latest.id, what=promise.what, tries=len(tried))
        step = Step(StepKind.PROMISE, on, reason, 1, promise.on, at, promise.id)
        snooze = self._snooze(StepKind.PROMISE, made, promise.id)
        return step if snooze is None else step.moved(snooze.until_on, snooze.until_at)

    # -- what all steps share -----------------------------------------------------------------

    def _snooze(self, kind: StepKind, since: Moment, promise_id: int | None = None) -> Snooze | None:
        found = [
            snooze
            for snooze in self._history.snoozes
            if snooze.kind is kind and snooze.made > since and snooze.promise_id == promise_id
        ]
        return max(found, key=lambda snooze: snooze.made) if found else None

    def _finish(self, kind: StepKind, due: date, reason: Reason, interval_days: int, since: Moment) -> Step:
        """Move to a working day, then the pause, then the rep's snooze (rules 13, 15, 16)."""
        due = self._days.next_from(due)
        paused = self._contact.paused_until
        pausable = kind is not StepKind.REPLY and paused is not None
        resumes = self._days.next_from(paused) if pausable and paused is not None else date.min
        if pausable and due < resumes:
            due, reason = resumes, replace(reason, paused=True, gap_days=None, gap_company=False)
        step = Step(kind, due, reason, interval_days, due)
        snooze = self._snooze(kind, since)
        if snooze is None:
            return step
        if pausable and snooze.until_on < resumes:
            return step.moved(resumes)
        return step.moved(snooze.until_on, snooze.until_at)


def is_open(promise: Promise, touches: tuple[TouchFact, ...]) -> bool:
    """Whether a promise still stands: not ticked, not dropped, and, if to talk, no conversation since.

    A conversation keeps it when it took place on or after the promised date and was entered after the
    promise was made; an earlier one does not (PRODUCT §2.7).
    """
    if promise.ticked or promise.dropped:
        return False
    if not promise.to_talk:
        return True
    return not any(
        touch.counts & _CONVERSATION and touch.on >= promise.on and touch.moment > promise.made for touch in touches
    )


def tries_promise(touch: TouchFact, promise: Promise) -> bool:
    """Whether a touch is an attempt that moves a promise to talk: on or after its date, once made."""
    return bool(
        promise.to_talk
        and touch.counts & int(Counts.ATTEMPT)
        and touch.on >= promise.on
        and touch.moment > promise.made
    )


def _moment(touch: TouchFact | None) -> Moment:
    return BEGINNING if touch is None else touch.moment


def _base(touch: TouchFact | None, skip: Skip | None) -> tuple[date | None, int | None, bool]:
    """The date a clock runs from, its touch, and whether a skip set it (on the same day the touch does)."""
    if skip is not None and (touch is None or skip.on > touch.on):
        return skip.on, None, True
    return (None, None, False) if touch is None else (touch.on, touch.id, False)


