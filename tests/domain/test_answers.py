"""The quick answers: what each is kept as, and which next step it proposes."""

from __future__ import annotations

from datetime import date

import pytest

from kitdiary.domain.answers import (
    Answer,
    Move,
    answer_of,
    contract_timing,
    doubled,
    incumbent,
    insight_of_answer,
    proposals,
)
from kitdiary.domain.intervals import parse_interval
from kitdiary.domain.people import Precision, TimingKind
from kitdiary.domain.policy import Policy
from kitdiary.domain.prompts import Topic
from kitdiary.domain.touches import Insight, InsightKind

TODAY = date(2026, 11, 20)  # a Friday
DELIVERED = Policy()


def kept(answer: Answer, supplier: str = "") -> Insight:
    kind, text = insight_of_answer(answer, supplier)
    return Insight(1, 1, 1, kind, text, TODAY)


@pytest.mark.parametrize("answer", list(Answer))
def test_an_answer_is_known_again(answer: Answer) -> None:
    assert answer_of(kept(answer)) is answer
    assert answer.question in Topic


@pytest.mark.parametrize(
    ("kind", "text"),
    [("budget", "has"), ("budget", "unknown"), ("cannot", "sign anything"), ("need", "not a priority now")],
)
def test_other_insights_are_no_answers(kind: str, text: str) -> None:
    assert answer_of(Insight(1, 1, 1, InsightKind(kind), text, TODAY)) is None


def test_the_incumbent_is_the_one_named_last() -> None:
    veltra, other = kept(Answer.HAS_SUPPLIER, "Veltra"), kept(Answer.HAS_SUPPLIER, "Kolb & Co: north")
    assert incumbent((veltra, other)) == "Veltra"
    assert incumbent((kept(Answer.NO_PROBLEM), other)) == "Kolb & Co: north"
    assert incumbent((kept(Answer.HAS_SUPPLIER),)) == ""
    assert incumbent((kept(Answer.NO_BUDGET),)) is None


@pytest.mark.parametrize(
    ("answer", "talk_days", "moves"),
    [
        (Answer.NOT_A_PRIORITY, 42, [("lighter", "12w"), ("pause", "2027-02-01")]),
        (Answer.NOT_A_PRIORITY, None, [("pause", "2027-02-01")]),
        (Answer.NO_PROBLEM, 42, [("send", "2026-11-24")]),  # two working days on
        (Answer.HAS_SUPPLIER, 42, [("ask-again", "2026-12-11")]),  # half of six weeks
        (Answer.HAS_SUPPLIER, None, [("ask-again", "2026-12-11")]),  # three weeks at least
        (Answer.HAS_SUPPLIER, 720, [("ask-again", "2027-02-19")]),  # thirteen weeks at most
        (Answer.NO_BUDGET, 42, [("timing", "2027-01-01")]),
        (Answer.CANNOT_SEE_IT, 91, [("send", "2026-11-24"), ("ask-again", "2027-01-04")]),
    ],
)
def test_what_an_answer_proposes(answer: Answer, talk_days: int | None, moves: list[tuple[str, str]]) -> None:
    found = proposals(answer, talk_days, TODAY, DELIVERED)
    assert [(one.move.value, str(one.every or one.on)) for one in found] == moves


def test_no_budget_waits_for_the_budget_round() -> None:
    (proposal,) = proposals(Answer.NO_BUDGET, 42, date(2026, 12, 31), DELIVERED)
    assert proposal.timing is not None
    assert (proposal.timing.kind, proposal.timing.on) == (TimingKind.BUDGET_ROUND, date(2027, 1, 1))
    assert proposal.timing.precision is Precision.QUARTER
    assert proposal.move is Move.TIMING


def test_the_end_of_a_contract_says_with_whom() -> None:
    timing = contract_timing("Veltra", date(2027, 3, 1), Precision.MONTH, TODAY)
    assert (timing.kind, timing.note) == (TimingKind.CONTRACT_END, "Contract with Veltra ends")
    assert contract_timing("", date(2027, 3, 1), Precision.MONTH, TODAY).note == ""


@pytest.mark.parametrize("text", ["1d", "10d", "6w", "1m", "3m", "6m", "11m", "30w"])
def test_twice_as_long_is_said_in_the_same_unit_where_it_can_be(text: str) -> None:
    interval = parse_interval(text)
    assert interval is not None
    assert doubled(interval.days).days == interval.times(2).days
