"""One contact's case, and what all steps share: days off, pauses, snoozes (PRODUCT §2.13, §2.15, §2.16)."""

from dataclasses import dataclass
from datetime import date

from kitdiary.domain.clocks import Clocks
from kitdiary.domain.digest import Digest
from kitdiary.domain.people import Moment, Standing
from kitdiary.domain.policy import Policy
from kitdiary.domain.reasons import Reason
from kitdiary.domain.steps import History, Skip, Snooze, Step, StepKind
from kitdiary.domain.touches import TouchFact
from kitdiary.domain.workdays import Workdays


@dataclass(slots=True)
class Case:
    """Everything the rules look at for one contact; lives for one call of `plan`."""

    contact: Standing
    history: History
    policy: Policy
    clocks: Clocks
    facts: Digest
    days: Workdays

    def snooze(self, kind: StepKind, since: Moment, promise_id: int | None = None) -> Snooze | None:
        """The latest snooze of a step that was entered after what last restarted its clock.

        Also one of the same operation and second: who logs a call and moves the next talk in one save
        has moved it after the call.
        """
        if not self.history.snoozes:
            return None
        found = [
            snooze
            for snooze in self.history.snoozes
            if snooze.kind is kind
            and snooze.promise_id == promise_id
            and snooze.made.entered >= since.entered
        ]
        return max(found, key=lambda snooze: snooze.made.entered) if found else None

    def finish(self, kind: StepKind, due: date, reason: Reason, interval_days: int, since: Moment) -> Step:
        """The step: due on a working day, then not before the pause ends, then where the rep snoozed it.

        ``since`` is what last restarted its clock, in the order of entering.
        """
        due = self.days.next_from(due)
        resumes = date.min
        if self.contact.paused_until is not None and kind is not StepKind.REPLY:
            resumes = self.days.next_from(self.contact.paused_until)
            if due < resumes:
                due, reason = resumes, reason._replace(paused=True, gap_days=None, gap_company=False)
        step = Step(kind, due, reason, interval_days, due)
        snooze = self.snooze(kind, since)
        if snooze is None:
            return step
        if snooze.until_on < resumes:
            return step.moved(resumes)
        return step.moved(snooze.until_on, snooze.until_at)


def last_entered(*moments: Moment) -> Moment:
    """Of several, the one entered last: what was logged late restarts a clock when it is logged."""
    return max(moments, key=lambda moment: moment.entered)


def base_of(touch: TouchFact | None, skip: Skip | None) -> tuple[date | None, int | None, bool]:
    """The date a clock runs from, its touch, and whether a skip set it (on the same day the touch does)."""
    if skip is not None and (touch is None or skip.on > touch.on):
        return skip.on, None, True
    return (None, None, False) if touch is None else (touch.on, touch.id, False)
