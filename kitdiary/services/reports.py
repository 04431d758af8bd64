"""The figures of Reports, in parts: a page shows the first ones first and may stop between two."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from kitdiary.domain.figures import (
    EVERYBODY,
    LOAD_WEEKS,
    SLIPPING_SHOWN,
    Cadence,
    ComingLoad,
    LeftBehind,
    Part,
    Scope,
    Slipping,
    Weeks,
    by_silence,
    by_week,
    coming_load,
    is_late,
    on_cadence,
)
from kitdiary.domain.leak_figures import NO_STEP, Leak, LeakKind, Leaks, all_leaks, leak_of
from kitdiary.domain.list_figures import ListFacts, ListKind, TargetList, target_list
from kitdiary.domain.metrics import Figures
from kitdiary.domain.opportunity_figures import Arrivals, Payback, chain_above, payback
from kitdiary.domain.people import Fit
from kitdiary.domain.periods import DEFAULT_WEEKS, Period, last_weeks
from kitdiary.domain.policy import Policy
from kitdiary.domain.touches import Counts
from kitdiary.domain.workload import Load
from kitdiary.services.context import Context
from kitdiary.storage.past_conditions import PastConditions
from kitdiary.storage.reports import Reports as Rows
from kitdiary.storage.reports import Who

LISTS_OF_A_KIND = 40
"""So many lists of each kind are shown, the largest first."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One report: its period, whom it is about, the day it is seen from, the policy in force."""

    period: Period
    scope: Scope
    today: date
    policy: Policy
    who: Who
    left_behind: list[int]
    """Who is left behind today, as three parts need it."""


class Reports:
    """Works out figures. Each call is one snapshot; safe from every thread."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._rows = Rows(context.store)
        self._past = PastConditions(context.store)
        self._makers: Mapping[Part, Callable[[Asked], Any]] = {
            Part.LEFT_BEHIND: self._left_behind,
            Part.CADENCE: self._cadence,
            Part.WEEKS: self._weeks,
            Part.OPPORTUNITIES: self._arrivals,
            Part.SLIPPING: self._slipping,
            Part.LOAD: self._load,
            Part.PAYBACK: self._payback,
            Part.LEAKS: self._leaks,
            Part.LISTS: self._lists,
        }

    def period(self, start: date | None = None, end: date | None = None) -> Period:
        """The period from ``start`` to ``end``, today and 26 weeks up to the end where none are given.

        InvalidInput where it would end before it begins.
        """
        last = end or self._context.today()
        return last_weeks(last, DEFAULT_WEEKS) if start is None else Period(start, last)

    def scope(
        self,
        ratings: tuple[str, ...] = (),
        tags: tuple[str, ...] = (),
        sources: tuple[str, ...] = (),
        territory: str = "",
    ) -> Scope:
        """A scope as typed; InvalidInput for a rating that is not on the scale."""
        policy = self._context.policy
        codes = tuple(policy.level(code.strip().upper()).code for code in ratings if code.strip())
        return Scope(codes, tags, sources, territory.strip())

    def parts(self, period: Period, scope: Scope = EVERYBODY) -> Iterator[tuple[Part, Any]]:
        """The parts in their order, each in a snapshot of its own, worked out as they are asked for.

        Who has seen enough (the page was left) simply asks for no more.
        """
        asked = self.ask(period, scope)
        for part in Part:
            yield part, self.part(part, asked)

    def ask(self, period: Period, scope: Scope = EVERYBODY) -> Asked:
        """What all parts of a report need: done once for all of them."""
        context = self._context
        with context.store.read():
            today, who = context.today(), self._rows.who(scope)
            return Asked(period, scope, today, context.policy, who, self._rows.left_behind(today, who))

    def part(self, part: Part, asked: Asked) -> Any:
        """One part: LeftBehind, Cadence, Weeks, Arrivals, Slipping, ComingLoad, Payback, Leaks, or lists."""
        with self._context.store.read():
            return self._makers[part](asked)

    def figures(self, period: Period, scope: Scope = EVERYBODY) -> Figures:
        """The whole report in one snapshot."""
        with self._context.store.read():
            asked = self.ask(period, scope)
            return Figures(period, scope, *(self.part(part, asked) for part in Part))

    # -- the people behind a bar -----------------------------------------------------------------------

    def on_cadence_people(self, asked: Asked, rating: str | None, *, late: bool) -> list[int]:
        """Who of a rating (None: of all) is on cadence, or with ``late`` is not."""
        with self._context.store.read():
            rows = self._rows.clocks(asked.today, asked.who)
        return [
            contact_id
            for contact_id, code, due in rows
            if rating in (None, code) and is_late(due, asked.today) == late
        ]

    def week_people(self, asked: Asked, week: Period, counts: Counts) -> list[int]:
        """With whom there was a conversation, or a value-add, in a week (or the whole period)."""
        with self._context.store.read():
            return self._rows.touched(week, counts, asked.who)

    def load_people(self, asked: Asked, week: Period) -> list[int]:
        """Whom a coming week asks a talk or a value-add for; the first one with all who are overdue."""
        start = date.min if week.start == asked.today else week.start
        with self._context.store.read():
            return self._rows.due_people(start, week.end, asked.who)

    def contacts_of(self, opportunity_ids: tuple[int, ...]) -> list[int]:
        """The contacts of opportunities, each once, in their order."""
        with self._context.store.read():
            found = [self._context.opportunities.one(one).contact_id for one in opportunity_ids]
        return list(dict.fromkeys(found))

    # -- the parts -------------------------------------------------------------------------------------

    def _left_behind(self, asked: Asked) -> LeftBehind:
        return LeftBehind(tuple(asked.left_behind))

    def _cadence(self, asked: Asked) -> Cadence:
        codes = asked.scope.ratings or asked.policy.codes
        return on_cadence(self._rows.clock_facts(asked.today, asked.who), codes, asked.today)

    def _weeks(self, asked: Asked) -> Weeks:
        return by_week(asked.period, self._rows.counted_by_day(asked.period, asked.who))

    def _arrivals(self, asked: Asked) -> Arrivals:
        return Arrivals(tuple(self._rows.came(asked.period, asked.who)))

    def _slipping(self, asked: Asked) -> Slipping:
        people = by_silence(self._rows.silent(asked.today, asked.who), asked.policy)
        first = people[:SLIPPING_SHOWN]
        names = self._rows.names(slip.contact_id for slip in first)
        shown = tuple(
            slip._replace(name=names[slip.contact_id][0], company=names[slip.contact_id][1]) for slip in first
        )
        return Slipping(tuple(slip.contact_id for slip in people), shown)

    def _load(self, asked: Asked) -> ComingLoad:
        last = coming_load({}, Load(), asked.today, asked.policy, LOAD_WEEKS).weeks[-1].period.end
        by_day: dict[date, Load] = {}
        overdue = Load()
        for day, (talks, value_adds) in self._rows.due_by_day(last, asked.who).items():
            if day < asked.today:
                overdue = Load(overdue.talks + talks, overdue.value_adds + value_adds)
            else:
                by_day[day] = Load(talks, value_adds)
        now = by_day.get(asked.today, Load())
        by_day[asked.today] = Load(now.talks + overdue.talks, now.value_adds + overdue.value_adds)
        return coming_load(by_day, overdue, asked.today, asked.policy)

    def _payback(self, asked: Asked) -> Payback:
        came = self._rows.came(asked.period, asked.who)
        above = self._rows.introduced_by()
        chained = {person for one in came for person in chain_above(one.contact_id, above)}
        found = payback(came, above, self._past.ever_written_off(chained))
        names = self._rows.names(chained)
        people = tuple(
            replace(one, name=names[one.contact_id][0], company=names[one.contact_id][1])
            for one in found.introducers
        )
        return replace(found, introducers=people)

    def _leaks(self, asked: Asked) -> Leaks:
        policy = asked.policy
        found: dict[int, Leak] = {}
        for one in self._past.changed(asked.period, asked.who):
            leak = leak_of(one.before, one.after, asked.period, policy)
            if leak is not None:
                rating = policy.effective_rating(one.before.rating, one.before.company_rating)
                closed = one.after.closed
                found[one.contact_id] = Leak(one.contact_id, *leak, rating, one.fit, closed=closed)
        stepless = self._rows.without_step(asked.left_behind)
        standing = self._rows.standing([*found, *stepless])
        for contact_id in stepless:
            if contact_id not in found:
                fit, rating, _ = standing[contact_id]
                found[contact_id] = Leak(contact_id, LeakKind.UNDATED, NO_STEP, rating, Fit(fit))
        names = self._rows.names(found)
        whole = (
            leak._replace(
                opportunities=standing[leak.contact_id][2],
                name=names[leak.contact_id][0],
                company=names[leak.contact_id][1],
            )
            for leak in found.values()
        )
        return all_leaks(whole, policy)

    def _lists(self, asked: Asked) -> tuple[TargetList, ...]:
        rows, who = self._rows, asked.who
        clocks = rows.clocks(asked.today, who)
        facts = ListFacts(
            rows.ever_reached(),
            {contact_id for contact_id, _, _ in clocks},
            {contact_id for contact_id, _, due in clocks if is_late(due, asked.today)},
            set(asked.left_behind),
            rows.conversations(asked.period, who),
            Counter(one.contact_id for one in rows.came(asked.period, who)),
        )
        meant = None if who is None else set(who)
        found: list[TargetList] = []
        for kind in ListKind:
            members = rows.lists(kind)
            if meant is not None:
                members = {key: [i for i in ids if i in meant] for key, ids in members.items()}
            largest = sorted(
                (item for item in members.items() if item[1]), key=lambda item: (-len(item[1]), item[0])
            )
            found += [target_list(kind, key, ids, facts) for key, ids in largest[:LISTS_OF_A_KIND]]
        return tuple(found)
