"""PRODUCT §2.12: consent."""

import pytest

from kitdiary.domain.errors import InvalidInput
from kitdiary.domain.people import DEFAULT, Fit
from kitdiary.domain.policy import DELIVERED_SCALE, Policy
from tests.domain.build import asked, contact, due, gave, level, opportunity, plan_of, promised, spoke

ALL = "calls email other"
TALK_ONLY = Policy(scale=(level("X", "6w", "none"), *DELIVERED_SCALE[2:]))


@pytest.mark.parametrize(
    ("rating", "consent", "talk_days", "email_days"),
    [
        ("A", ALL, 42, 28),
        ("A", "email other", None, 28),
        ("A", "calls other", 42, 28),  # value-adds go by other channels
        ("A", "calls email", 42, 28),
        ("A", "calls", 42, None),
        ("A", "email", None, 28),
        ("A", "other", None, 28),
        ("A", "", None, None),
        ("D", ALL, None, 91),
        ("D", "calls other", None, 91),
        ("D", "calls", 182, None),  # a talk at twice 3 months
        ("D", "email", None, 91),
        ("D", "", None, None),
        ("X", ALL, 42, None),
        ("X", "email other", None, 42),  # the email clock takes the talk's interval
        ("X", "other", None, 42),
        ("X", "calls", 42, None),
        ("X", "", None, None),
    ],
)
def test_which_clocks_run(rating, consent, talk_days, email_days):
    policy = TALK_ONLY if rating == "X" else Policy()
    steps = plan_of(contact(rating, consent=consent), spoke("2026-01-05"), policy=policy)
    assert (steps.talk_days, steps.email_days) == (talk_days, email_days)
    assert (steps.talk is None, steps.value_add is None) == (talk_days is None, email_days is None)


def test_twice_the_email_interval_counts_in_its_unit():
    # 5 January + 6 months = Sunday 5 July.
    assert due(plan_of(contact("D", consent="calls"), spoke("2026-01-05")).talk) == "2026-07-06"


@pytest.mark.parametrize(
    ("rating", "consent", "talk_every", "email_every", "days"),
    [
        ("A", "email", "10d", None, (None, 10)),
        ("A", "calls", None, "10d", (20, None)),
        ("A", "calls", None, DEFAULT, (56, None)),
        ("A", "calls", "10d", "5d", (10, None)),
        # Refused when it is set; should it be there all the same, the rating counts.
        ("A", ALL, None, None, (42, 28)),
        ("D", ALL, None, None, (None, 91)),
    ],
)
def test_with_intervals_of_their_own(rating, consent, talk_every, email_every, days):
    steps = plan_of(contact(rating, consent=consent, talk_every=talk_every, email_every=email_every))
    assert (steps.talk_days, steps.email_days) == days


def test_the_interval_taken_over_is_the_one_in_force():
    who = contact("Y", consent="email", fit=Fit.YES)
    policy = Policy(scale=(level("Y", "6m", "none"), *DELIVERED_SCALE[2:]))
    assert plan_of(who, policy=policy).email_days == 90


def test_twice_the_longest_interval_is_no_error():
    assert plan_of(contact("A", consent="calls", talk_every=None, email_every="240m")).talk_days == 7300


def test_without_calls_the_first_value_add_is_on_the_first_talk_date():
    assert due(plan_of(contact("A", consent="email", first="2026-03-02")).value_add) == "2026-03-02"


def test_a_promise_and_a_reply_stand_but_nothing_else():
    steps = plan_of(
        contact("A", consent=""),
        gave("2026-01-05"),
        asked("2026-01-06"),
        promised("2026-01-09"),
        opportunity("2026-01-07"),
    )
    assert [step.kind.value for step in steps] == ["reply", "promise"]


@pytest.mark.parametrize(
    ("consent", "behind_after"),
    # Twice 6 weeks after Monday 5 January; email alone: twice 4 weeks; twice 6 weeks for calls alone.
    [(ALL, "2026-03-30"), ("email", "2026-03-02"), ("calls", "2026-03-30"), ("", None)],
)
def test_with_nothing_permitted_nobody_is_left_behind(consent, behind_after):
    found = plan_of(contact("A", consent=consent), spoke("2026-01-05")).left_behind_after
    assert (found and found.isoformat()) == behind_after


@pytest.mark.parametrize(
    ("entries", "behind_after"),
    [
        ([], "2026-05-25"),  # since its first-talk date, Monday 2 March, 84 days
        ([spoke("2026-01-05"), gave("2026-01-12")], "2026-04-06"),
        ([gave("2026-01-12"), spoke("2026-01-05")], "2026-04-06"),
    ],
)
def test_left_behind_after_twice_the_longer_interval(entries, behind_after):
    assert plan_of(contact("A"), *entries).left_behind_after.isoformat() == behind_after


def test_never_heard_of_the_later_of_adding_and_first_talk_counts():
    who = contact("A", added="2026-03-02", first="2026-01-05")
    assert plan_of(who).left_behind_after.isoformat() == "2026-05-25"


def test_a_rating_with_neither_interval_is_refused():
    with pytest.raises(InvalidInput, match="Rating X"):
        level("X", "none", "none")
