"""What someone waits for: promises, replies, thanks (PRODUCT §2.7, §2.9, §2.10)."""

from dataclasses import replace

from kitdiary.domain.reasons import Reason, Rule
from kitdiary.domain.rules.case import Case
from kitdiary.domain.steps import Step, StepKind
from kitdiary.domain.touches import Counts, Promise, TouchFact

_CONVERSATION = int(Counts.CONVERSATION)
_ATTEMPT = int(Counts.ATTEMPT)


def reply_step(case: Case) -> Step | None:
    """The reply owed; the first unanswered touch that asked sets the date."""
    owed = case.facts.owed
    if owed is None:
        return None
    due = case.days.add(owed.on, case.policy.reply_working_days)
    return case.finish(StepKind.REPLY, due, Reason(Rule.REPLY, owed.on, owed.id), 1, owed.moment)


def thanks_step(case: Case) -> Step | None:
    """The thanks for the earliest opportunity nobody has thanked for."""
    if not case.history.causes or not case.contact.consent.any:
        return None
    answered = max(case.facts.answered, case.facts.skipped(StepKind.THANKS))
    causes = [cause for cause in case.history.causes if cause.made > answered]
    if not causes:
        return None
    cause = min(causes, key=lambda found: (found.on, found.made, found.opportunity_id, found.won))
    reason = Reason(Rule.THANKS, cause.on, what=cause.contact_name, won=cause.won)
    return case.finish(StepKind.THANKS, case.days.add(cause.on, 1), reason, 1, cause.made)


def promise_step(case: Case) -> tuple[Step | None, bool]:
    """The earliest open promise, and whether any open one is to talk."""
    still_open = _still_open(case)
    if not still_open:
        return None, False
    steps = [_step_of(case, promise) for promise in still_open]
    first = min(steps, key=lambda step: (step.due_on, step.due_at is None, step.due_at, step.promise_id))
    if len(steps) > 1:
        first = replace(first, reason=first.reason._replace(more=len(steps) - 1))
    return first, any(promise.to_talk for promise in still_open)


def promise_steps(case: Case) -> list[Step]:
    """Every open promise as a step of its own."""
    return [_step_of(case, promise) for promise in _still_open(case)]


def _still_open(case: Case) -> list[Promise]:
    return [promise for promise in case.history.promises if is_open(promise, case.history.touches)]


def _step_of(case: Case, promise: Promise) -> Step:
    on, at, made = promise.on, promise.at, promise.made
    reason = Reason(Rule.PROMISE, promise.on, what=promise.what)
    tried = [touch for touch in case.history.touches if tries_promise(touch, promise)]
    if tried:
        latest = max(tried, key=lambda touch: touch.on)
        on = case.days.add(latest.on, 1)
        at = None if at is None else at + (on - promise.on)
        made = max((touch.moment for touch in tried), key=lambda moment: moment.entered)
        reason = Reason(Rule.PROMISE_TRIED, latest.on, latest.id, what=promise.what, tries=len(tried))
    step = Step(StepKind.PROMISE, on, reason, 1, promise.on, at, promise.id)
    snooze = case.snooze(StepKind.PROMISE, made, promise.id)
    return step if snooze is None else step.moved(snooze.until_on, snooze.until_at)


def is_open(promise: Promise, touches: tuple[TouchFact, ...]) -> bool:
    """Whether a promise still stands: not ticked, not dropped, and, if to talk, no conversation since.

    A conversation keeps it when it took place on or after the promised date and after the promise was
    made; an earlier one does not (PRODUCT §2.7).
    """
    if promise.ticked or promise.dropped:
        return False
    if not promise.to_talk:
        return True
    return not any(_since(touch, promise, _CONVERSATION) for touch in touches)


def tries_promise(touch: TouchFact, promise: Promise) -> bool:
    """Whether a touch is an attempt that moves a promise to talk: on or after its date, once made."""
    return promise.to_talk and _since(touch, promise, _ATTEMPT)


def _since(touch: TouchFact, promise: Promise, counts: int) -> bool:
    return bool(touch.counts & counts) and touch.on >= promise.on and touch.moment > promise.made
