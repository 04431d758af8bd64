"""The talk step: the regular date, tries without an answer, the fit guard, timing (PRODUCT §2.2, 4, 6, 8)."""

from datetime import date, timedelta

from kitdiary.domain.clocks import Clock
from kitdiary.domain.intervals import Interval, Unit
from kitdiary.domain.reasons import Reason, Rule
from kitdiary.domain.rules.case import Case, base_of, last_entered
from kitdiary.domain.rules.timing import earlier_timing
from kitdiary.domain.steps import Step, StepKind

RETRY_WORKING_DAYS = 2
TRIES_BEFORE_ANOTHER_WAY = 3


def talk_step(case: Case) -> Step | None:
    """When to talk next; None where no talk clock runs."""
    clock = case.clocks.talk
    if clock is None:
        return None
    facts = case.facts
    due, reason = _after_tries(case, clock) if facts.attempts else _ordinary(case, clock)
    restarts = [facts.skipped(StepKind.TALK), facts.talked]
    restarts += [promise.made for promise in case.history.promises if promise.to_talk]
    restarts += [attempt.moment for attempt in facts.attempts]
    return case.finish(StepKind.TALK, due, reason, clock.days, last_entered(*restarts))


def _after_tries(case: Case, clock: Clock) -> tuple[date, Reason]:
    tries, latest = case.facts.tries, case.facts.latest_try
    if tries < TRIES_BEFORE_ANOTHER_WAY:
        due = case.days.add(latest.on, RETRY_WORKING_DAYS)
    else:
        due = latest.on + timedelta(days=max(1, clock.days // 2))
    return due, Reason(Rule.TRIES, latest.on, latest.id, str(clock.every), clock.rating, tries)


def _ordinary(case: Case, clock: Clock) -> tuple[date, Reason]:
    base, touch_id, skipped = base_of(case.facts.conversation, case.facts.skips.get(StepKind.TALK))
    if base is None:
        due = case.contact.first_talk_on
        reason = Reason(Rule.FIRST_TALK, due)
    else:
        due = clock.every.after(base)
        reason = Reason(Rule.LAST_TALK, base, touch_id, str(clock.every), clock.rating, skipped=skipped)
        if clock.guard_days is not None and base + timedelta(days=clock.guard_days) <= due:
            due = base + timedelta(days=clock.guard_days)
            guard = str(Interval(clock.guard_days, Unit.DAY))
            reason = reason._replace(rule=Rule.FIT_GUARD, every=guard)
    return earlier_timing(case, due, reason, base, touch_id)
