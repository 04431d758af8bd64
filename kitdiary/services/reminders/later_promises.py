"""Promises with a time that stand behind an earlier one to the same person.

The plan of a contact shows its earliest open promise alone (PRODUCT §2.7), and stays there until that one
is ticked. Each of the others is announced at its own time all the same.
"""

from collections.abc import Iterable
from datetime import datetime

from kitdiary.domain.agenda import AgendaItem, DueStep
from kitdiary.domain.plan import open_promises
from kitdiary.domain.policy import Policy
from kitdiary.domain.steps import StepKind
from kitdiary.services.context import Context


def later_promises(
    context: Context, items: Iterable[AgendaItem], policy: Policy, until: datetime
) -> list[DueStep]:
    """Those due up to an instant, as they would be read from the plan. ``items`` is what is due today.

    Whose second promise comes up has the first one due by then, so nobody else need be looked at.
    """
    shown = {
        item.step.contact_id: item.step
        for item in items
        if item.step.kind is StepKind.PROMISE and item.step.reason.more
    }
    if not shown:
        return []
    found: list[DueStep] = []
    for contact_id, facts in context.facts.plan_facts(shown.keys()).items():
        first = shown[contact_id]
        for step in open_promises(facts.standing, facts.company_rating, facts.history, policy):
            if step.due_at is None or step.due_at > until or step.promise_id == first.promise_id:
                continue
            found.append(
                first._replace(
                    due_on=step.due_on,
                    due_at=step.due_at,
                    original_on=step.original_on,
                    rule=step.reason.rule,
                    reason_json=step.reason.to_json(),
                    promise_id=step.promise_id,
                )
            )
    return found
