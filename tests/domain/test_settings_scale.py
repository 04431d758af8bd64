"""PRODUCT §1 *rating*: the scale as settings: letters, names, order, cadence."""

import pytest

from kitdiary.domain.setting_keys import change, read_settings
from tests.domain.build import changed


def cadence(stored: dict[str, str]) -> list[tuple]:
    policy, _ = read_settings(stored)
    return [
        (level.code, level.name, level.talk and str(level.talk), level.email and str(level.email))
        for level in policy.scale
    ]


A, B = ("A", "key", "6w", "4w"), ("B", "strong", "3m", "6w")
C, D = ("C", "possible", "6m", "3m"), ("D", "long shot", None, "3m")


@pytest.mark.parametrize(
    ("ratings", "scale"),
    [
        ("A,B,C,D", [A, B, C, D]),
        ("A,B,C,D,E", [A, B, C, D, ("E", "E", None, "3m")]),  # a new lowest: as the one above
        ("A,B,B2,C,D", [A, B, ("B2", "B2", "3m", "6w"), C, D]),
        ("S,A,B,C,D", [("S", "S", "6w", "4w"), A, B, C, D]),  # a new best: as the one below
        ("A,B,C", [A, B, C]),
        ("A,D", [A, D]),
        ("D,C,B,A", [D, C, B, A]),
        ("a, b", [A, B]),
        # In the place of one that is gone: renamed.
        ("1,2,3,4", [("1", *A[1:]), ("2", *B[1:]), ("3", *C[1:]), ("4", *D[1:])]),
        ("A+,B,C,D", [("A+", *A[1:]), B, C, D]),
    ],
)
def test_changing_the_scale(ratings, scale):
    assert cadence(changed(("ratings", ratings))) == scale


@pytest.mark.parametrize(
    ("ratings", "default"),
    [("A,B", "B"), ("A,D", "A"), ("1,2,3,4", "3"), ("D,B", "B"), ("A,B,C,D,E", "C"), ("X,D", "D")],
)
def test_the_default_rating_follows(ratings, default):
    assert read_settings(changed(("ratings", ratings)))[0].default_rating == default


def test_a_rating_taken_off_takes_its_cadence_along_and_comes_back_as_delivered():
    without = changed(("cadence.D.email", "5m"), ("ratings", "A,B,C"))
    assert without == {"ratings": "A,B,C"}
    assert cadence(change(without, "ratings", "A,B,C,D")) == [A, B, C, D]


def test_a_new_rating_has_settings_of_its_own():
    stored = changed(("ratings", "A,B,C,D,E"), ("cadence.E.email", "1m"), ("rating.E.name", "someday"))
    assert cadence(stored)[-1] == ("E", "someday", None, "1m")


def test_from_emails_to_talks_in_two_steps():
    assert cadence(changed(("cadence.D.talk", "12m"), ("cadence.D.email", "none")))[-1] == (
        "D",
        "long shot",
        "12m",
        None,
    )
