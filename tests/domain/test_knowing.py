"""What is still to be asked of a person, by what they said."""

from __future__ import annotations

from datetime import date

import pytest

from kitdiary.domain.knowing import Held, held_in, held_text, next_questions
from kitdiary.domain.people import Precision, Timing, TimingKind
from kitdiary.domain.prompts import Topic
from kitdiary.domain.touches import Insight, InsightKind

TODAY = date(2026, 11, 20)


def said(kind: str, text: str, on: str = "2026-10-01") -> Insight:
    return Insight(0, 1, None, InsightKind(kind), text, date.fromisoformat(on))


def test_of_a_stranger_everything_is_asked_the_need_first() -> None:
    assert next_questions((), None, None, TODAY) == (
        Topic.NEED,
        Topic.FRUSTRATION,
        Topic.PROJECT,
        Topic.BUDGET,
        Topic.TIMELINE,
        Topic.SUPPLIER,
        Topic.DECIDES,
    )


@pytest.mark.parametrize(
    ("insight", "topic"),
    [
        (said("need", "less spoilage"), Topic.NEED),
        (said("frustration", "late lorries"), Topic.FRUSTRATION),
        (said("project", "has"), Topic.PROJECT),
        (said("project", "has not"), Topic.PROJECT),
        (said("budget", "has: 40,000"), Topic.BUDGET),
        (said("timeline", "before the summer"), Topic.TIMELINE),
        (said("can", "decides up to 20,000"), Topic.DECIDES),
        (said("cannot", "sign anything without the board"), Topic.DECIDES),
    ],
)
def test_what_was_said_is_not_asked(insight: Insight, topic: Topic) -> None:
    assert topic not in next_questions((insight,), None, None, TODAY)


@pytest.mark.parametrize(
    ("insight", "topic"),
    [
        (said("need", "less spoilage", "2025-11-19"), Topic.NEED),  # a year and a day old
        (said("budget", "unknown"), Topic.BUDGET),
        (said("can", "use what is designed in May"), Topic.DECIDES),
    ],
)
def test_what_is_old_or_open_is_asked_again(insight: Insight, topic: Topic) -> None:
    assert topic in next_questions((insight,), None, None, TODAY)


def test_a_need_of_a_year_is_still_known() -> None:
    assert Topic.NEED not in next_questions((said("need", "x", "2025-11-20"),), None, None, TODAY)


def test_of_several_the_newest_counts() -> None:
    both = (said("budget", "unknown", "2026-11-01"), said("budget", "has", "2026-03-01"))
    assert Topic.BUDGET in next_questions(both, None, None, TODAY)


def test_a_supplier_that_is_known_leads_to_the_end_of_the_contract() -> None:
    assert Topic.CONTRACT_END in next_questions((), None, "Veltra", TODAY)
    assert Topic.CONTRACT_END in next_questions((), None, "", TODAY)
    assert Topic.SUPPLIER not in next_questions((), None, "Veltra", TODAY)


@pytest.mark.parametrize("kind", list(TimingKind))
def test_the_end_of_a_contract_answers_both(kind: TimingKind) -> None:
    timing = Timing(kind, date(2027, 3, 1), Precision.MONTH, TODAY)
    asked = next_questions((), timing, "Veltra", TODAY)
    assert (Topic.CONTRACT_END in asked) == (kind is not TimingKind.CONTRACT_END)
    assert Topic.SUPPLIER not in asked


@pytest.mark.parametrize("held", list(Held))
@pytest.mark.parametrize("words", ["", "not before  May"])
def test_the_three_states_are_read_back(held: Held, words: str) -> None:
    assert held_in(held_text(held, words)) is held


@pytest.mark.parametrize("text", ["40,000 for lorries", "hashed out", "", "has 40,000"])
def test_words_of_ones_own_are_no_state(text: str) -> None:
    assert held_in(held_text(None, text)) is None
