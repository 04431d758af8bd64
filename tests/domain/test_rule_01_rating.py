"""PRODUCT §2.1: whose rating counts."""

import pytest

from kitdiary.domain.policy import Policy, RatingRule
from tests.domain.build import contact, plan_of

FIRST, HIGHER = RatingRule.CONTACT_FIRST, RatingRule.HIGHER


@pytest.mark.parametrize(
    ("own", "company", "rule", "expected"),
    [
        ("A", None, FIRST, "A"),
        (None, "B", FIRST, "B"),
        (None, None, FIRST, "C"),
        ("D", "A", FIRST, "D"),
        ("A", "D", FIRST, "A"),
        ("D", "A", HIGHER, "A"),
        ("A", "D", HIGHER, "A"),
        ("B", "B", HIGHER, "B"),
        (None, "D", HIGHER, "D"),
        ("D", None, HIGHER, "D"),
        (None, None, HIGHER, "C"),
        # A rating that is no longer on the scale counts as none.
        ("Z", "B", FIRST, "B"),
        ("Z", None, FIRST, "C"),
        ("Z", "Y", HIGHER, "C"),
    ],
)
def test_the_rating_that_counts(own, company, rule, expected):
    policy = Policy(rating_rule=rule)
    assert policy.effective_rating(own, company) == expected
    assert plan_of(contact(own), company_rating=company, policy=policy).effective_rating == expected


def test_the_default_is_the_policys():
    assert plan_of(contact(None), policy=Policy(default_rating="D")).effective_rating == "D"


def test_an_unrated_contact_has_the_cadence_of_the_default():
    steps = plan_of(contact(None))
    assert (steps.talk_days, steps.email_days) == (182, 91)


def test_the_companys_rating_gives_the_cadence():
    steps = plan_of(contact(None), company_rating="A")
    assert (steps.talk_days, steps.email_days) == (42, 28)
