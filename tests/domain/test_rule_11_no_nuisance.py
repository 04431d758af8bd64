"""PRODUCT §2.11: no nuisance. (That nobody gets a content item twice is in test_content.py.)"""

import pytest

from kitdiary.domain.policy import Policy
from kitdiary.domain.touches import Channel, Direction, Outcome
from tests.domain.build import (
    asked,
    contact,
    download,
    due,
    gave,
    no_answer,
    plan_of,
    spoke,
    touch,
    wrong_number,
    wrote,
)

GAVE = gave("2026-01-05")  # A: the next one 4 weeks later, on Monday 2 February


@pytest.mark.parametrize(
    ("later", "value_add"),
    [
        ([], "2026-02-02"),
        ([wrote("2026-01-26")], "2026-02-02"),  # 7 days before
        ([wrote("2026-01-27")], "2026-02-03"),
        ([wrote("2026-01-30")], "2026-02-06"),
        ([wrote("2026-01-31")], "2026-02-09"),  # + 7 is a Saturday
        ([wrote("2026-02-20")], "2026-02-27"),  # overdue already
        ([touch("2026-01-30", Channel.LETTER, Outcome.SENT)], "2026-02-06"),
        ([touch("2026-01-30", Channel.TRADE_SHOW, Outcome.SENT)], "2026-02-06"),
        ([wrote("2026-01-30", Outcome.BOUNCED)], "2026-02-06"),  # only attempts are left out
        ([wrong_number("2026-01-30")], "2026-02-06"),
        # Neither attempts nor what came in.
        ([no_answer("2026-01-30")], "2026-02-02"),
        ([asked("2026-01-30")], "2026-02-02"),
    ],
)
def test_seven_days_after_the_last_touch_to_the_person(later, value_add):
    assert due(plan_of(contact("A"), GAVE, *later).value_add) == value_add


@pytest.mark.parametrize(
    ("direction", "value_add"),
    [(Direction.OUT, "2026-01-12"), (Direction.IN, "2026-01-08")],
)
def test_a_conversation_opens_the_gap_only_when_it_went_out(direction, value_add):
    steps = plan_of(contact("A", email_every="3d"), spoke("2026-01-05", direction=direction))
    assert due(steps.value_add) == value_add


def test_a_download_gave_them_something_but_is_no_touch_to_them():
    assert due(plan_of(contact("A", email_every="3d"), download("2026-01-05")).value_add) == "2026-01-08"


@pytest.mark.parametrize(
    ("colleague", "value_add"),
    [
        ("2026-01-31", "2026-02-02"),  # 2 days before
        ("2026-02-01", "2026-02-03"),
        ("2026-02-02", "2026-02-04"),
        ("2026-02-05", "2026-02-09"),  # + 2 is a Saturday; 7 days past 2 February
        ("2026-02-06", "2026-02-09"),
        ("2026-02-20", "2026-02-09"),  # delayed by at most 7 days
        ("2026-12-01", "2026-02-09"),
    ],
)
def test_two_days_after_one_to_a_colleague(colleague, value_add):
    assert due(plan_of(contact("A"), GAVE, colleague=colleague).value_add) == value_add


@pytest.mark.parametrize(
    ("later", "colleague", "value_add"),
    [
        # The date without the company's gap is 6 February.
        ([wrote("2026-01-30")], "2026-02-05", "2026-02-09"),
        ([wrote("2026-01-30")], "2026-02-10", "2026-02-12"),
        ([wrote("2026-01-30")], "2026-03-10", "2026-02-13"),
        ([wrote("2026-01-30")], "2026-02-02", "2026-02-06"),
    ],
)
def test_both(later, colleague, value_add):
    assert due(plan_of(contact("A"), GAVE, *later, colleague=colleague).value_add) == value_add


@pytest.mark.parametrize(
    ("policy", "colleague", "value_add"),
    [
        (Policy(person_gap_days=0), None, "2026-02-02"),
        (Policy(person_gap_days=14), None, "2026-02-13"),
        (Policy(person_gap_days=0, company_gap_days=30), "2026-02-01", "2026-02-09"),
        (
            Policy(person_gap_days=0, company_gap_days=30, company_gap_most_days=60),
            "2026-02-01",
            "2026-03-03",
        ),
        (Policy(person_gap_days=0, company_gap_days=0), "2026-02-20", "2026-02-02"),  # 0: off
        (Policy(person_gap_days=0, company_gap_most_days=0), "2026-02-20", "2026-02-02"),
        # At most 5 days past Monday is Saturday: the working day before, or it would be 7.
        (Policy(person_gap_days=0, company_gap_most_days=5), "2026-02-20", "2026-02-06"),
    ],
)
def test_the_gaps_are_the_policys(policy, colleague, value_add):
    steps = plan_of(contact("A"), GAVE, wrote("2026-01-30"), policy=policy, colleague=colleague)
    assert due(steps.value_add) == value_add


@pytest.mark.parametrize(
    ("later", "colleague", "gap", "company"),
    [
        ([], None, None, False),
        ([wrote("2026-01-30")], None, 7, False),
        ([], "2026-02-02", 2, True),
        ([wrote("2026-01-26")], "2026-01-31", None, False),
    ],
)
def test_the_reason_says_what_holds_it_back(later, colleague, gap, company):
    reason = plan_of(contact("A"), GAVE, *later, colleague=colleague).value_add.reason
    assert (reason.gap_days, reason.gap_company) == (gap, company)


def test_a_gap_of_no_days_does_not_move_what_is_overdue():
    steps = plan_of(contact("A"), GAVE, wrote("2026-02-20"), policy=Policy(person_gap_days=0))
    assert due(steps.value_add) == "2026-02-02"


def test_talks_are_never_held_back():
    assert due(plan_of(contact("A"), spoke("2026-01-05"), wrote("2026-02-14")).talk) == "2026-02-16"
