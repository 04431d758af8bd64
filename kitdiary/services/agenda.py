"""The day as it is shown: the domain's order, with reasons, local times and what is worth sending."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kitdiary.domain.agenda import AgendaItem, Done, agenda
from kitdiary.domain.steps import Snooze, StepKind
from kitdiary.services.changes import Change, Kind
from kitdiary.services.context import Context

if TYPE_CHECKING:
    from kitdiary.domain.content import Suggestion
    from kitdiary.services.planning import Planning
    from kitdiary.services.suggestions import Suggestions


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the day: the item, its reason today, the person's local time, a content title."""

    item: AgendaItem
    reason: str
    local_time: str | None
    suggestion: "Suggestion | None"
    job_title: str = ""


class AgendaService:
    """The order of the day."""

    def __init__(self, context: Context, planning: "Callable[[], Planning]") -> None:
        self._context = context
        self._planning = planning

    @cached_property
    def _suggestions(self) -> "Suggestions":
        from kitdiary.services.suggestions import Suggestions

        return Suggestions(self._context)

    def items(self, day: date | None = None) -> list[AgendaItem]:
        """What is due on or before a day, in order, seen from that day; today if none is given."""
        context = self._context
        with context.store.read():
            policy = context.policy
            seen_from = day or context.today()
            done = Done(*context.steps.done_on(seen_from))
            return agenda(context.steps.due(seen_from), policy, seen_from, done)

    def lines(self, day: date | None = None, most: int | None = None) -> list[Line]:
        """The same with what a screen shows, for the first ``most`` items."""
        with self._context.store.read():
            return self.show(self.items(day)[:most], day)

    def show(
        self, items: Sequence[AgendaItem], day: date | None = None, *, sending: bool = True
    ) -> list[Line]:
        """What a screen shows of these items, seen from a day: a page of a long list at a time.

        Without ``sending`` nothing is suggested yet: `worth_sending` takes a moment the first time.
        """
        context = self._context
        with context.store.read():
            seen_from = day or context.today()
            suggestions = self.worth_sending(items, seen_from) if sending else {}
            now = context.now()
            titles = context.people.job_titles(item.step.contact_id for item in items)
            return [
                Line(
                    item,
                    item.step.reason.sentence(seen_from),
                    local_time(now, item.step.time_zone),
                    suggestions.get(item.step.contact_id) if item.step.kind is StepKind.VALUE_ADD else None,
                    titles.get(item.step.contact_id, ""),
                )
                for item in items
            ]

    def suggestion_for(self, contact_id: int) -> "Suggestion | None":
        """What is worth sending to one person today, None where nothing fits."""
        return self._suggestions.best_for(contact_id)

    def left_behind(self) -> list[int]:
        """Who is left behind today: the count to hold at 0."""
        with self._context.store.read():
            return self._context.steps.left_behind_ids(self._context.today())

    def spread(self) -> Change:
        """Spread what is overdue over the coming working days, to the full capacity, by snoozing."""
        from kitdiary.domain.workload import Load, spread_overdue
        from kitdiary.services.next_steps import moment_of

        context = self._context
        now = context.now()
        today = now.date()
        with context.store.operation("Spread what was overdue", now) as operation:
            policy = context.policy
            items = [item.step for item in agenda(context.steps.due(today), policy, today)]
            load = {day: Load(*due) for day, due in context.steps.load_by_day(date.min).items()}
            moved = spread_overdue(items, load, today, policy)
            made = moment_of(now, operation.id)
            if moved:
                context.promises.add_snoozes(
                    (step.contact_id, Snooze(step.kind, day, None, made)) for step, day in moved
                )
            ids = tuple(dict.fromkeys(step.contact_id for step, _day in moved))
            replanned = self._planning().replan(ids, policy)
        number = operation.id if operation.changed else None
        return Change(number, operation.what, frozenset({Kind.STEPS}), ids, replanned)

    def worth_sending(self, items: Sequence[AgendaItem], day: date | None = None) -> "dict[int, Suggestion]":
        """What is worth sending to each person of whom a value-add is due; nothing they have had."""
        wanted = [item.step.contact_id for item in items if item.step.kind is StepKind.VALUE_ADD]
        if not wanted:
            return {}
        return self._suggestions.best(wanted, day)


@lru_cache(maxsize=1024)
def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def local_time(now: datetime, zone_name: str) -> str | None:
    """The time of day where a person is, ``09:40``; None where their zone is not known."""
    zone = _zone(zone_name) if zone_name else None
    return None if zone is None else f"{now.astimezone(zone):%H:%M}"
