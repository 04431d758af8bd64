"""The value-add step: its clock, another way after three tries, no nuisance (PRODUCT §2.3, 6, 8, 11, 12)."""

from datetime import date, timedelta

from kitdiary.domain.clocks import Clock
from kitdiary.domain.reasons import Reason, Rule
from kitdiary.domain.rules.case import Case, base_of, last_entered
from kitdiary.domain.rules.talk import TRIES_BEFORE_ANOTHER_WAY
from kitdiary.domain.rules.timing import earlier_timing
from kitdiary.domain.steps import Step, StepKind


def value_add_step(case: Case) -> Step | None:
    """When to give them something next; None where no clock asks for it."""
    facts, clocks = case.facts, case.clocks
    clock = clocks.email or clocks.talk
    if clock is None:
        return None
    found = None if clocks.email is None else _ordinary(case, clocks.email)
    other_way = _another_way(case)
    if other_way is not None and (found is None or other_way[0] <= found[0]):
        found = other_way
    if found is None:
        return None
    due, reason = _no_nuisance(case, *found)
    since = last_entered(facts.skipped(StepKind.VALUE_ADD), facts.talked, facts.gave)
    step = case.finish(StepKind.VALUE_ADD, due, reason, clock.days, since)
    free_from = _person_gap_ends(case)
    if step.reason.moved and free_from is not None and step.due_on < free_from:
        return step.moved(case.days.next_from(free_from))
    return step


def _ordinary(case: Case, clock: Clock) -> tuple[date, Reason]:
    gave, spoke = case.facts.value_add, case.facts.conversation
    after_talk = spoke is not None and (gave is None or spoke.on > gave.on)
    latest = spoke if after_talk else gave
    base, touch_id, skipped = base_of(latest, case.facts.skips.get(StepKind.VALUE_ADD))
    every, rating = str(clock.every), clock.rating
    no_talks = case.clocks.talk is None
    if base is None:
        first = case.contact.first_talk_on
        due = first if no_talks else clock.every.after(first)
        reason = Reason(Rule.FIRST_VALUE, None, None, every, rating)
    else:
        due = clock.every.after(base)
        rule = Rule.AFTER_TALK if after_talk and not skipped else Rule.LAST_VALUE
        reason = Reason(rule, base, touch_id, every, rating, skipped=skipped)
    return earlier_timing(case, due, reason, base, touch_id) if no_talks else (due, reason)


def _another_way(case: Case) -> tuple[date, Reason] | None:
    """After three tries: a value-add the next working day, unless one went out since the latest."""
    facts = case.facts
    tries = facts.tries
    if tries < TRIES_BEFORE_ANOTHER_WAY or case.clocks.talk is None or not case.contact.consent.value_add:
        return None
    if max(facts.gave, facts.skipped(StepKind.VALUE_ADD)) > facts.attempts[-1].moment:
        return None
    latest = facts.latest_try
    return case.days.add(latest.on, 1), Reason(Rule.OTHER_WAY, latest.on, latest.id, tries=tries)


def _person_gap_ends(case: Case) -> date | None:
    last, gap = case.facts.outgoing_on, case.policy.person_gap_days
    return last + timedelta(days=gap) if last is not None and gap else None


def _no_nuisance(case: Case, due: date, reason: Reason) -> tuple[date, Reason]:
    """Not within the gap after a touch to them, nor after one to a colleague, but that not for long.

    A gap of 0 days holds nothing back.
    """
    days, policy = case.days, case.policy
    due = days.next_from(due)
    free_from = _person_gap_ends(case)
    if free_from is not None and free_from > due:
        due = days.next_from(free_from)
        reason = reason._replace(gap_days=policy.person_gap_days)
    colleague, gap = case.history.colleague_outgoing_on, timedelta(days=policy.company_gap_days)
    if colleague is not None and gap and colleague + gap > due:
        free = days.next_from(colleague + gap)
        latest = days.last_until(due + timedelta(days=policy.company_gap_most_days), due)
        if latest > due:
            due = min(free, latest)
            reason = reason._replace(gap_days=policy.company_gap_days, gap_company=True)
    return due, reason
