"""Words for kinds, dates and times, the same in every command."""

from datetime import date, datetime

from kitdiary.domain.day_names import short_day, weekday_short
from kitdiary.domain.steps import Step, StepKind

KIND_WORDS = {
    StepKind.TALK: "talk",
    StepKind.VALUE_ADD: "value-add",
    StepKind.REPLY: "reply",
    StepKind.PROMISE: "promise",
    StepKind.THANKS: "thanks",
}


def day_text(day: date) -> str:
    """``Fri 20 Nov 2026``: with the weekday, for plans are made by it."""
    return f"{weekday_short(day)} {short_day(day)} {day.year}"


def clock_text(moment: datetime) -> str:
    """``14:30``."""
    return f"{moment:%H:%M}"


def due_words(step: Step, today: date) -> str:
    """When a step is due: its day, its time if it has one, and how late it is."""
    text = day_text(step.due_on)
    if step.due_at is not None:
        text += f" at {clock_text(step.due_at)}"
    late = (today - step.original_on).days
    return f"{text}, {late_words(late)}" if step.due_on <= today and late > 0 else text


def late_words(days: int) -> str:
    """``3 days late``, "" when it is not."""
    return "" if days <= 0 else f"{days} day{'' if days == 1 else 's'} late"


def plural(count: int, noun: str) -> str:
    """``1 talk``, ``1,000 talks``, ``2 replies``, ``3 touches``."""
    if count == 1:
        return f"1 {noun}"
    if noun.endswith("y"):
        return f"{count:,} {noun[:-1]}ies"
    return f"{count:,} {noun}{'es' if noun.endswith('ch') else 's'}"
