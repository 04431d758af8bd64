"""Keeping the stored plan true: whose plan a write affects, and computing it anew."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from kitdiary.domain.errors import DiaryError
from kitdiary.domain.plan import plan
from kitdiary.domain.policy import Policy
from kitdiary.domain.steps import NextSteps
from kitdiary.domain.touches import Counts
from kitdiary.domain.workdays import workdays_of
from kitdiary.services.context import Context
from kitdiary.services.plan_state import fingerprint, is_current
from kitdiary.storage.facts import PlanFacts

_PAGE = 250
AT_ONCE = 2_000
"""Up to so many contacts a policy change replans everyone in its own transaction."""

Progress = Callable[[int, int], bool]
"""Told how many of how many are done; answers whether to go on."""


def go_on(progress: Progress | None, done: int, total: int) -> None:
    """Tell how far a write is. DiaryError where that is to be the end: its operation then leaves nothing."""
    if progress is not None and not progress(done, total):
        raise DiaryError("Stopped: nothing was changed.")


class Planning:
    """Computes and stores plans. Inside a write scope unless said otherwise."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def replan(
        self, contact_ids: Iterable[int], policy: Policy, progress: Progress | None = None
    ) -> frozenset[int]:
        """Compute and store the plan of these contacts; whose it was (unknown ids are left out).

        ``progress`` is told the second half of the way, after the writing; where it ends it, DiaryError.
        """
        wanted = sorted(set(contact_ids))
        done: set[int] = set()
        for start in range(0, len(wanted), _PAGE):
            go_on(progress, len(wanted) + start, 2 * len(wanted))
            facts = self._context.facts.plan_facts(wanted[start : start + _PAGE])
            self._write(facts, policy)
            done.update(facts)
        return frozenset(done)

    def replan_after_touch(
        self, contact_ids: Iterable[int], policy: Policy, *, outgoing: bool
    ) -> frozenset[int]:
        """The same after a touch was written, with the colleagues whose value-add it may move.

        ``outgoing`` says that it went out and was no attempt, and so keeps the company's gap (rule 11).
        """
        people = set(contact_ids)
        facts = self._context.facts.plan_facts(people)
        if outgoing:
            facts |= self._context.facts.plan_facts(self._held_colleagues(people, facts, policy))
        self._write(facts, policy)
        return frozenset(facts)

    def _held_colleagues(self, people: set[int], facts: Mapping[int, PlanFacts], policy: Policy) -> set[int]:
        """The colleagues whose value-add the company's gap holds, or held before the touch.

        The gap only ever moves a value-add up to the first working day it leaves free, so whoever's falls
        after that day keeps it. The day counts from the latest date of all touches, not from that of the
        one just written: over the date line the last touch may bear an earlier date than the one before.
        """
        latest = max(
            touch.on
            for found in facts.values()
            for touch in found.history.touches
            if touch.counts & Counts.OUTGOING
        )
        free = workdays_of(policy).next_from(latest + timedelta(days=policy.company_gap_days))
        return self._context.facts.colleagues_held_by_gap(people, free + timedelta(days=1))

    # -- the whole diary ----------------------------------------------------------------------

    def is_current(self) -> bool:
        """Whether the stored plans were made by today's rules, policy and holidays. Inside a read scope."""
        return is_current(self._context)

    def mark_stale(self) -> None:
        """Say that the stored plans are older than the policy; `replan_everyone` mends it."""
        self._context.steps.set_state("made-by", "")
        self._context.steps.set_state("done-up-to", "0")

    def replan_everyone_now(self, policy: Policy) -> None:
        """Replan the whole diary within the present transaction: for a small diary, or a new one."""
        after = 0
        while facts := self._context.facts.page(after, _PAGE):
            self._write(facts, policy)
            after = max(facts)
        self._context.steps.set_state("made-by", fingerprint(policy))

    def replan_everyone(self, progress: Progress | None = None) -> bool:
        """Replan the whole diary in pages, each a transaction of its own, outside every scope.

        Others read and write meanwhile: a page is made from a snapshot, and the diary is held only to
        store it. Where somebody wrote in between, the page is made once more while it is held. Goes on
        where an earlier call was ended; begins again where the policy changed. False when ``progress``
        ended it.
        """
        store = self._context.store
        done = total = 0
        while True:
            with store.read():
                seen = store.data_version()
                page = self._next_page()
                if progress is not None and not total:
                    done, total = self._context.census.up_to(page.after)
            with store.maintenance():
                if store.data_version() != seen:
                    page = self._next_page()
                self._store_page(page)
            if not page.plans:
                return True
            done += len(page.plans)
            if progress is not None and not progress(min(done, total), total):
                return False

    def _next_page(self) -> "_Page":
        """The plans of the next contacts of a replan of the whole diary."""
        context = self._context
        policy = context.policy
        made_for = fingerprint(policy)
        after = 0
        if context.steps.get_state("making") == made_for:
            after = int(context.steps.get_state("done-up-to") or 0)
        return _Page(made_for, after, _planned(context.facts.page(after, _PAGE), policy))

    def _store_page(self, page: "_Page") -> None:
        steps = self._context.steps
        if page.plans:
            steps.write_plans(page.plans)
            steps.set_state("making", page.made_for)
            steps.set_state("done-up-to", str(max(page.plans)))
        else:
            steps.set_state("made-by", page.made_for)
            steps.set_state("making", "")

    def _write(self, facts: Mapping[int, PlanFacts], policy: Policy) -> None:
        self._context.steps.write_plans(_planned(facts, policy))


@dataclass(frozen=True, slots=True)
class _Page:
    """The plans of the contacts after ``after``, for the policy of this fingerprint; none at the end."""

    made_for: str
    after: int
    plans: Mapping[int, NextSteps]


def _planned(facts: Mapping[int, PlanFacts], policy: Policy) -> dict[int, NextSteps]:
    return {
        contact_id: plan(found.standing, found.company_rating, found.history, policy)
        for contact_id, found in facts.items()
    }
