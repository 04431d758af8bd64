"""The figures of Reports under their names: the same in ``report --json`` and in ``summary.csv``."""

from collections.abc import Iterator
from dataclasses import dataclass

from kitdiary.domain.figures import Cadence, ComingLoad, LeftBehind, Part, Scope, Slipping, Weeks
from kitdiary.domain.leak_figures import LeakKind, Leaks
from kitdiary.domain.list_figures import TargetList
from kitdiary.domain.opportunity_figures import Arrivals, Payback, Place
from kitdiary.domain.periods import Period

Metric = tuple[str, int | float | None]
ON_CADENCE_OF = "on_cadence_of_"
"""Begins the name of a metric: how many active contacts of a rating have a clock."""


@dataclass(frozen=True, slots=True)
class Figures:
    """A whole report."""

    period: Period
    scope: Scope
    left_behind: LeftBehind
    cadence: Cadence
    weeks: Weeks
    arrivals: Arrivals
    slipping: Slipping
    load: ComingLoad
    payback: Payback
    leaks: Leaks
    lists: tuple[TargetList, ...]

    def part(self, part: Part) -> object:
        """One part of it, as `Reports.part` gives it."""
        return getattr(self, _FIELDS[part])


_FIELDS = {
    Part.LEFT_BEHIND: "left_behind",
    Part.CADENCE: "cadence",
    Part.WEEKS: "weeks",
    Part.OPPORTUNITIES: "arrivals",
    Part.SLIPPING: "slipping",
    Part.LOAD: "load",
    Part.PAYBACK: "payback",
    Part.LEAKS: "leaks",
    Part.LISTS: "lists",
}


def metrics(figures: Figures) -> Iterator[Metric]:
    """Every figure that is one number, by its name, in the order of the page. None: there is nothing to say.

    ``opportunities_multiplier`` is ``opportunities`` (its numerator) divided by
    ``opportunities_first_meeting`` (its denominator).
    """
    yield "left_behind", figures.left_behind.count
    yield from _cadence(figures.cadence)
    weeks = figures.weeks
    yield "conversations", weeks.conversations
    yield "conversations_a_week", weeks.a_week(weeks.conversations)
    yield "value_adds", weeks.value_adds
    yield "value_adds_a_week", weeks.a_week(weeks.value_adds)
    yield from _arrivals(figures.arrivals)
    yield "slipping_away", figures.slipping.count
    yield "overdue_talks", figures.load.overdue.talks
    yield "overdue_value_adds", figures.load.overdue.value_adds
    for week in figures.load.weeks:
        yield f"load_talks_{week.period.start}", week.talks
        yield f"load_talk_capacity_{week.period.start}", week.talk_capacity
        yield f"load_value_adds_{week.period.start}", week.value_adds
        yield f"load_value_add_capacity_{week.period.start}", week.value_add_capacity
    yield "introduced_opportunities", len(figures.payback.opportunity_ids)
    yield "introduced_won", figures.payback.won
    yield "introduced_by_written_off", len(figures.payback.written_off_ids)
    for kind in LeakKind:
        yield f"leaks_{kind.value}", figures.leaks.count(kind)
    yield "leaks_second_look", len(figures.leaks.second_look)
    for week_done in weeks.weeks:
        yield f"conversations_week_to_{week_done.period.end}", week_done.conversations
        yield f"value_adds_week_to_{week_done.period.end}", week_done.value_adds


def _cadence(cadence: Cadence) -> Iterator[Metric]:
    overall = cadence.overall
    yield "on_cadence", overall.good
    yield "on_cadence_of", overall.of
    yield "on_cadence_percent", overall.percent
    for share in cadence.ratings:
        yield f"on_cadence_{share.key}", share.good
        yield f"{ON_CADENCE_OF}{share.key}", share.of
        yield f"on_cadence_percent_{share.key}", share.percent


def _arrivals(arrivals: Arrivals) -> Iterator[Metric]:
    yield "opportunities", arrivals.total
    for place in Place:
        yield f"opportunities_{place.value}", arrivals.at(place)
    yield "opportunities_after_first_meeting", arrivals.later
    yield "opportunities_multiplier", arrivals.multiplier
