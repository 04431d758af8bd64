"""``agenda``: the order of the day with reasons."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

import click

from kitdiary.cli.days import Day
from kitdiary.cli.output import say, say_json
from kitdiary.cli.parameters import DAY
from kitdiary.cli.session import DiaryCommand, Session, as_json_option, in_session
from kitdiary.cli.shapes import agenda_item
from kitdiary.cli.text import cell, page_width, width, wrapped
from kitdiary.cli.words import clock_text, day_text, late_words, plural
from kitdiary.domain.agenda import PROMISES, REPLIES, TALKS, THANKS, TIMED, TIMING, VALUE_ADDS, group
from kitdiary.domain.steps import StepKind

if TYPE_CHECKING:
    from kitdiary.services.agenda import Line
    from kitdiary.services.diary import Diary

_HEADINGS = {
    TIMED: "Promised for a time",
    REPLIES: "Replies owed",
    PROMISES: "Promised",
    THANKS: "Thanks",
    TIMING: "The time has come",
    TALKS: "Talks",
    VALUE_ADDS: "Value-adds",
}
_NOUNS = {
    StepKind.TALK: "talk",
    StepKind.VALUE_ADD: "value-add",
    StepKind.REPLY: "reply",
    StepKind.PROMISE: "promise",
    StepKind.THANKS: "thank-you",
}
_EMPTY = (
    "This diary is empty. Bring your contacts in with “kitdiary import FILE”, add one with "
    "“kitdiary add --name NAME”, or look around in the demo with “kitdiary demo”."
)
_INDENT = 8
_NO_COMPANIES = 24
"""Below so many columns for name and company, the name has them alone."""
_LONGEST_NAME, _LONGEST_COMPANY = 30, 34


@click.command(cls=DiaryCommand)
@click.option(
    "--date", "day", type=DAY, metavar="D", default="today", help="Another day, seen from that day."
)
@as_json_option
@in_session
def agenda(session: Session, day: Day, as_json: bool) -> None:
    """List the order of the day: whom to talk or write to, and why."""
    with session.open() as diary:
        print_agenda(diary, day.on(diary.context.today()), as_json=as_json)


def print_agenda(diary: "Diary", day: date, *, as_json: bool = False) -> None:
    """Print the agenda of a day."""
    lines = diary.agenda.lines(day)
    if as_json:
        say_json([agenda_item(line) for line in lines])
        return
    if not lines and not diary.cards.any():
        say(wrapped(_EMPTY, 0, page_width()))
        return
    say(agenda_lines(lines, day, len(diary.agenda.left_behind()), page_width()))


def agenda_lines(lines: Sequence["Line"], day: date, left_behind: int, columns: int) -> list[str]:
    """The agenda as text, grouped as the order of the day is."""
    found = wrapped(_heading(lines, day), 0, columns)
    if left_behind:
        found += wrapped(f"Left behind: {left_behind}.", 0, columns)
    names, companies = _widths(lines, columns)
    for (place, over), members in groupby(
        lines, key=lambda line: (group(line.item.step), line.item.over_capacity)
    ):
        found += ["", _HEADINGS[place] + (", if there is time" if over else "")]
        for line in members:
            found += _entry(line, names, companies, columns)
    return found


def _heading(lines: Sequence["Line"], day: date) -> str:
    if not lines:
        return f"{day_text(day)}: nothing is due."
    kinds = [line.item.step.kind for line in lines if not line.item.over_capacity]
    counts = [plural(kinds.count(kind), noun) for kind, noun in _NOUNS.items() if kind in kinds]
    over = len(lines) - len(kinds)
    more = f", and {over} more if there is time" if over else ""
    return f"{day_text(day)}: {', '.join(counts) or 'nothing within capacity'}{more}."


def _widths(lines: Sequence["Line"], columns: int) -> tuple[int, int]:
    """The columns of names and companies: as wide as they need, within what the page has."""
    spare = columns - _INDENT - 5 - 13 - 2  # rating, lateness, blanks between
    names = max((width(line.item.step.name) for line in lines), default=0)
    companies = max((width(line.item.step.company or "") for line in lines), default=0)
    if spare < _NO_COMPANIES:
        return min(names, spare), 0
    names = min(names, _LONGEST_NAME, spare * 3 // 5)
    return names, min(companies, _LONGEST_COMPANY, spare - names)


def _entry(line: "Line", names: int, companies: int, columns: int) -> list[str]:
    """Who, where, how late; below it why, what to send and what time it is there."""
    step = line.item.step
    when = clock_text(step.due_at) if step.due_at is not None else str(step.contact_id)
    late = late_words(line.item.days_late)
    head = (
        f"{when:>6}  {cell(step.name, names)}  {cell(step.effective_rating, 3)}"
        f"{cell(step.company or '', companies)}  {late}"
    )
    reason = f"{line.reason}."
    if line.suggestion is not None:
        reason += f" Worth sending: {line.suggestion.item.title} ({line.suggestion.reason})."
    if line.local_time is not None:
        reason += f" It is {line.local_time} there."
    return [head.rstrip(), *wrapped(reason, _INDENT, columns)]
