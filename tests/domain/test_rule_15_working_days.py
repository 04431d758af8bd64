"""PRODUCT §2.15: working days."""

from datetime import date

import pytest

from kitdiary.domain.errors import InvalidInput
from kitdiary.domain.policy import Policy
from kitdiary.domain.workdays import check_place, holidays_version, workdays_of
from tests.domain.build import (
    TALK,
    asked,
    contact,
    due,
    gave,
    no_answer,
    opportunity,
    plan_of,
    promised,
    snoozed,
    spoke,
)

BAVARIA = Policy(country="DE", region="BY")
GERMANY = Policy(country="DE")
AMERICA = Policy(country="US")
SUNDAY_TO_THURSDAY = Policy(weekdays=frozenset({6, 0, 1, 2, 3}))


@pytest.mark.parametrize(
    ("policy", "spoken", "talk"),
    [
        # Six weeks later is …
        (Policy(), "2025-11-25", "2026-01-06"),
        (GERMANY, "2025-11-25", "2026-01-06"),
        (BAVARIA, "2025-11-25", "2026-01-07"),  # Epiphany
        (Policy(), "2026-02-20", "2026-04-03"),
        (GERMANY, "2026-02-20", "2026-04-07"),  # Good Friday, a weekend, Easter Monday
        (AMERICA, "2026-05-22", "2026-07-06"),  # Friday 3 July, for Saturday the 4th
        (Policy(), "2026-05-22", "2026-07-03"),
        (AMERICA, "2026-10-15", "2026-11-27"),  # Thanksgiving
        (SUNDAY_TO_THURSDAY, "2026-02-20", "2026-04-05"),  # a Friday: Sunday is worked
        (SUNDAY_TO_THURSDAY, "2026-02-22", "2026-04-05"),
        # A new year's holiday belongs to the new year.
        (GERMANY, "2026-11-20", "2027-01-04"),  # Friday 1 January 2027
    ],
)
def test_a_computed_date_moves_to_the_next_working_day(policy, spoken, talk):
    assert due(plan_of(contact("A"), spoke(spoken), policy=policy).talk) == talk


@pytest.mark.parametrize(
    ("entries", "kind", "date_due"),
    [
        ([no_answer("2026-04-02")], "talk", "2026-04-08"),  # two working days after Maundy Thursday
        ([asked("2026-04-02")], "reply", "2026-04-07"),
        ([opportunity("2026-04-02")], "thanks", "2026-04-07"),
        ([gave("2026-03-06")], "value_add", "2026-04-07"),  # 4 weeks: Good Friday
        ([promised("2026-04-02", made="2026-03-30"), no_answer("2026-04-02")], "promise", "2026-04-07"),
    ],
)
def test_every_kind_of_date(entries, kind, date_due):
    assert due(getattr(plan_of(contact("A"), *entries, policy=GERMANY), kind)) == date_due


def test_promises_and_snoozes_stay_where_they_were_put():
    good_friday = "2026-04-03"
    assert due(plan_of(contact("A"), promised(good_friday), policy=GERMANY).promise) == good_friday
    snooze = snoozed(TALK, good_friday, made="2026-03-02")
    assert due(plan_of(contact("A"), snooze, policy=GERMANY).talk) == good_friday


@pytest.mark.parametrize(
    ("policy", "day", "working"),
    [
        (Policy(), "2026-01-03", False),
        (Policy(), "2026-01-06", True),
        (BAVARIA, "2026-01-06", False),
        (GERMANY, "2026-12-25", False),
        (SUNDAY_TO_THURSDAY, "2026-01-04", True),
        (SUNDAY_TO_THURSDAY, "2026-01-02", False),
    ],
)
def test_is_working(policy, day, working):
    assert workdays_of(policy).is_working(date.fromisoformat(day)) is working


@pytest.mark.parametrize(
    ("day", "count", "found"),
    [
        ("2026-01-05", 0, "2026-01-05"),
        ("2026-01-03", 0, "2026-01-05"),
        ("2026-01-03", 1, "2026-01-05"),
        ("2026-01-05", 1, "2026-01-06"),
        ("2026-01-02", 1, "2026-01-05"),
        ("2026-01-05", 5, "2026-01-12"),
    ],
)
def test_working_days_after(day, count, found):
    assert workdays_of(Policy()).add(date.fromisoformat(day), count) == date.fromisoformat(found)


@pytest.mark.parametrize(
    ("day", "not_before", "found"),
    [
        ("2026-01-10", "2026-01-05", "2026-01-09"),
        ("2026-01-09", "2026-01-05", "2026-01-09"),
        ("2026-01-04", "2026-01-04", "2026-01-04"),
        ("2026-01-04", "2026-01-03", "2026-01-03"),
    ],
)
def test_the_last_working_day_until(day, not_before, found):
    limits = date.fromisoformat(day), date.fromisoformat(not_before)
    assert workdays_of(Policy()).last_until(*limits) == date.fromisoformat(found)


def test_a_place_without_any_working_day_ignores_its_holidays():
    # Sweden's library counts every Sunday as a holiday.
    days = workdays_of(Policy(weekdays=frozenset({6}), country="SE"))
    found = days.next_from(date(2026, 1, 5))
    assert found.weekday() == 6


def test_a_place_the_library_does_not_know_has_no_holidays():
    days = workdays_of(Policy(country="QQ", region="XX"))
    assert days.next_from(date(2026, 1, 1)) == date(2026, 1, 1)


@pytest.mark.parametrize(
    ("country", "region"), [("", ""), ("DE", ""), ("DE", "BY"), ("US", "CA"), ("GB", "SCT")]
)
def test_places_with_holidays(country, region):
    check_place(country, region)


@pytest.mark.parametrize(
    ("country", "region", "words"),
    [
        ("", "BY", "country"),
        ("ZZ", "", "ZZ"),
        ("de", "", "de"),
        ("DE", "CA", "CA"),
        ("Germany", "", "two-letter"),
    ],
)
def test_places_without(country, region, words):
    with pytest.raises(InvalidInput, match=words):
        check_place(country, region)


def test_the_version_of_the_library_is_known():
    assert holidays_version()[0].isdigit()
