"""Timing: be in touch before the door opens (PRODUCT §2.8)."""

from datetime import date, timedelta

from kitdiary.domain.intervals import Interval, Unit
from kitdiary.domain.people import Timing
from kitdiary.domain.reasons import Reason, Rule
from kitdiary.domain.rules.case import Case

_ONE_DAY = timedelta(days=1)


def timing_due(timing: Timing, lead_days: int, base: date | None) -> tuple[date, Rule] | None:
    """The date the timing rule asks for, or None once ``base`` (the last talk) is on or after its date.

    ``lead_days`` is the policy's for the kind. A third of a lead is at least one day.
    """
    if base is not None and base >= timing.on:
        return None
    if timing.on < timing.recorded_on:
        return timing.recorded_on + _ONE_DAY, Rule.TIMING_PASSED
    opens = _opens(timing, lead_days)
    due = opens if base is None or base < opens else base + timedelta(days=_apart(lead_days))
    if due > timing.on:
        return timing.on + _ONE_DAY, Rule.TIMING_PASSED
    return due, Rule.TIMING


def earlier_timing(
    case: Case, due: date, reason: Reason, base: date | None, touch_id: int | None
) -> tuple[date, Reason]:
    """The earlier of an ordinary date and that of the timing, with its reason; on one day the timing's."""
    timing = case.contact.timing
    if timing is None:
        return due, reason
    lead = case.policy.leads[timing.kind]
    found = timing_due(timing, lead, base)
    if found is None or found[0] > due:
        return due, reason
    due, rule = found
    inside = base is not None and base >= _opens(timing, lead)
    return due, Reason(
        rule,
        base if inside else None,
        touch_id if inside else None,
        str(Interval(_apart(lead), Unit.DAY)) if inside else None,
        timing=timing.kind,
        timing_on=timing.on,
        precision=timing.precision,
    )


def _opens(timing: Timing, lead_days: int) -> date:
    return max(timing.on - timedelta(days=lead_days), timing.recorded_on)


def _apart(lead_days: int) -> int:
    return max(1, lead_days // 3)
