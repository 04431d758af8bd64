"""What a write did, told to a person or to a program."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from kitdiary.cli.output import say, say_json
from kitdiary.cli.text import one_line, page_width, wrapped
from kitdiary.cli.words import KIND_WORDS, due_words
from kitdiary.domain.steps import NextSteps, Step

if TYPE_CHECKING:
    from kitdiary.services.changes import Change
    from kitdiary.services.diary import Diary

_MOST_PLANS = 5
"""After a change of more people than this, their next dates are left out."""


def report(diary: "Diary", change: "Change", *, as_json: bool, plans: bool = True) -> None:
    """Say what changed, whose next steps are what now, and how to put it back."""
    if as_json:
        say_json({"operation_id": change.operation_id, "contact_ids": list(change.contact_ids)})
        return
    lines = [f"{one_line(change.what)}." if change.operation_id is not None else "Nothing had to be changed."]
    if plans and len(change.contact_ids) <= _MOST_PLANS:
        lines += plan_lines(diary.cards.plans(change.contact_ids), diary.context.today())
    if change.operation_id is not None:
        lines.append(f"“kitdiary undo {change.operation_id}” puts it back.")
    say(lines)


def plan_lines(plans: dict[str, NextSteps], today: date) -> list[str]:
    """The next steps of people, by their names where they are several."""
    found: list[str] = []
    for name, plan in plans.items():
        if len(plans) > 1:
            found.append(f"{one_line(name)}:")
        found += step_lines(plan, today)
    return found


def step_lines(plan: Iterable[Step], today: date) -> list[str]:
    """The steps of a plan, earliest first: when, what and why."""
    steps = sorted(plan, key=lambda step: step.due_on)
    if not steps:
        return ["  No next step."]
    lines: list[str] = []
    for step in steps:
        head = f"Next {KIND_WORDS[step.kind]}: {due_words(step, today)}"
        lines += wrapped(f"{head}. {step.reason.sentence(today)}.", 2, page_width())
    return lines
