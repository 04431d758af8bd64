"""PRODUCT §2.4: right fit, never silent."""

import pytest

from kitdiary.domain.people import DEFAULT, Fit
from kitdiary.domain.policy import Policy
from kitdiary.domain.reasons import Rule
from tests.domain.build import TALK, contact, due, plan_of, skipped, spoke

SPOKE = spoke("2026-01-05")  # a Monday; + 90 days = Sunday 5 April 2026


@pytest.mark.parametrize(
    ("rating", "fit", "own", "guard", "talk"),
    [
        ("A", Fit.YES, DEFAULT, 90, "2026-02-16"),  # 6 weeks are shorter
        ("C", Fit.YES, DEFAULT, 90, "2026-04-06"),
        ("C", Fit.UNSURE, DEFAULT, 90, "2026-07-06"),
        ("C", Fit.NO, DEFAULT, 90, "2026-07-06"),
        ("D", Fit.YES, DEFAULT, 90, "2026-04-06"),  # also where the rating has no talk
        ("D", Fit.UNSURE, DEFAULT, 90, None),
        ("C", Fit.YES, DEFAULT, None, "2026-07-06"),  # switched off
        ("D", Fit.YES, DEFAULT, None, None),
        ("C", Fit.YES, DEFAULT, 30, "2026-02-04"),
        ("A", Fit.YES, DEFAULT, 30, "2026-02-04"),
        ("C", Fit.YES, "6m", 90, "2026-07-06"),  # the contact's own interval wins
        ("C", Fit.YES, "1w", 90, "2026-01-12"),
        ("C", Fit.YES, None, 90, None),
    ],
)
def test_due_no_later_than_the_guard(rating, fit, own, guard, talk):
    who = contact(rating, fit=fit, talk_every=own)
    assert due(plan_of(who, SPOKE, policy=Policy(fit_guard_days=guard)).talk) == talk


def test_never_talked_waits_for_its_first_date():
    step = plan_of(contact("D", fit=Fit.YES, first="2026-09-01")).talk
    assert due(step) == "2026-09-01"


def test_the_email_interval_a_contact_has_does_not_switch_the_guard_off():
    assert due(plan_of(contact("D", fit=Fit.YES, email_every="1m"), SPOKE).talk) == "2026-04-06"


def test_with_a_talk_clock_the_first_value_add_waits_its_interval():
    # Without the guard a D has no talks and gets it on the first-talk date itself.
    assert due(plan_of(contact("D", fit=Fit.YES)).value_add) == "2026-06-02"


def test_a_skip_starts_the_guard_again():
    assert due(plan_of(contact("C", fit=Fit.YES), SPOKE, skipped(TALK, "2026-02-02")).talk) == "2026-05-04"


def test_the_reason_is_the_guard():
    reason = plan_of(contact("C", fit=Fit.YES), SPOKE).talk.reason
    assert (reason.rule, reason.every, reason.touch_id) == (Rule.FIT_GUARD, "90d", 1)
