"""When the people of an import are first talked to (PRODUCT §2.14): the same for a preview and the import."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kitdiary.domain.clocks import clocks_of
from kitdiary.domain.people import Consent, Fit, Standing
from kitdiary.domain.policy import Policy
from kitdiary.domain.workload import (
    Load,
    Newcomer,
    RankSpread,
    first_talk_alone,
    newcomers_a_day,
    spread_by_rank,
    spread_first_talks,
)
from kitdiary.services.context import Context
from kitdiary.services.exchange.decisions import CompanyStep
from kitdiary.services.exchange.import_batch import Batch
from kitdiary.services.exchange.records import ImportRecord


@dataclass(frozen=True, slots=True)
class FirstTalks:
    """The first-talk dates of an import, in the order of its adds."""

    dates: Sequence[date]
    a_day: int
    """So many newcomers a working day at most."""
    ranks: tuple[RankSpread, ...]
    """How many of each effective rating, from when to when; best first."""


def plan_first_talks(
    context: Context, policy: Policy, batch: Batch, today: date, *, conversation: bool
) -> FirstTalks:
    """The dates of everybody a batch adds; who starts as talked to takes no place. Inside a scope."""
    ratings = _ratings(context, policy, batch)
    seeded = [
        conversation and batch.seeds and record.last_contact is not None for record, _step in batch.adds
    ]
    known: dict[tuple[str | None, Fit | None, bool, bool, bool, str], Newcomer] = {}
    newcomers = []
    for (record, _step), rating, done in zip(batch.adds, ratings, seeded, strict=True):
        if done or record.facts.first_talk_on is not None:
            continue
        key = (record.rating, record.fit, record.no_calls, record.no_email, record.no_other, rating)
        newcomer = known.get(key)
        if newcomer is None:
            newcomer = known[key] = _newcomer(record, rating, policy, today)
        newcomers.append(newcomer)
    load = {
        day: Load(talks, value_adds)
        for day, (talks, value_adds) in context.steps.load_by_day(date.min).items()
    }
    spread = spread_first_talks(newcomers, load, today, policy)
    dates = iter(spread)
    alone = first_talk_alone(today, policy)
    return FirstTalks(
        [
            record.facts.first_talk_on or (alone if done else next(dates))
            for (record, _step), done in zip(batch.adds, seeded, strict=True)
        ],
        newcomers_a_day(policy),
        spread_by_rank(newcomers, spread),
    )


def consent_of_record(record: ImportRecord) -> Consent:
    """What a row permits."""
    if record.no_calls or record.no_email or record.no_other:
        return Consent(not record.no_calls, not record.no_email, not record.no_other)
    return _ALL


_ALL = Consent(calls=True, email=True, other=True)


def _ratings(context: Context, policy: Policy, batch: Batch) -> list[str]:
    """The effective rating of each person to be added."""
    there = {step.company_id for _record, step in batch.adds if step and step.company_id is not None}
    known = {firm.id: firm.rating for firm in context.companies.many(there).values()}
    for company_id, changes in batch.firm_changes.items():
        known[company_id] = changes.get("rating", known.get(company_id))

    def of_firm(step: CompanyStep | None) -> str | None:
        if step is None:
            return None
        return batch.firms[step.key].rating if step.company_id is None else known.get(step.company_id)

    return [policy.effective_rating(record.rating, of_firm(step)) for record, step in batch.adds]


def _newcomer(record: ImportRecord, rating: str, policy: Policy, today: date) -> Newcomer:
    standing = Standing(
        0,
        record.rating,
        record.fit or Fit.UNSURE,
        None,
        consent_of_record(record),
        None,
        closed=False,
        first_talk_on=today,
        added_on=today,
    )
    clocks = clocks_of(standing, policy.level(rating), policy)
    return Newcomer(policy.rank(rating), clocks.talk is not None)
