"""PRODUCT §2.8: timing."""

import pytest

from kitdiary.domain.people import TimingKind
from kitdiary.domain.policy import DELIVERED_LEADS, Policy
from kitdiary.domain.reasons import Rule
from tests.domain.build import TALK, contact, door, due, gave, plan_of, skipped, spoke

# The contract ends on Thursday 18 February 2027; 90 days before is Friday 20 November 2026.
CONTRACT = door("contract-end", "2027-02-18", "2026-09-01")


@pytest.mark.parametrize(
    ("kind", "opens"),
    [
        ("contract-end", "2026-10-02"),  # 90 days before Thursday 31 December 2026
        ("budget-round", "2026-11-02"),  # 60: Sunday 1 November
        ("project-start", "2026-10-02"),
        ("new-manager", "2026-12-17"),  # 14
        ("other", "2026-12-01"),  # 30
    ],
)
def test_each_kind_has_its_lead(kind, opens):
    who = contact("C", timing=door(kind, "2026-12-31", "2026-09-01"))
    assert due(plan_of(who, spoke("2026-09-01")).talk) == opens


@pytest.mark.parametrize(
    ("rating", "entries", "talk"),
    [
        ("C", [spoke("2026-09-01")], "2026-11-20"),  # the window opens
        ("C", [], "2026-11-20"),  # never talked, first date later
        ("A", [spoke("2026-10-05")], "2026-11-16"),  # the ordinary date is earlier
        ("C", [spoke("2026-11-20")], "2026-12-21"),  # inside: 30 days on is Sunday 20 December
        ("C", [spoke("2026-11-23")], "2026-12-23"),
        ("C", [spoke("2026-11-23"), spoke("2026-12-23")], "2027-01-22"),
        ("C", [spoke("2027-01-19")], "2027-02-18"),  # on the date itself
        ("C", [spoke("2027-01-20")], "2027-02-19"),  # would be the day after it: it is
        ("C", [spoke("2027-02-17")], "2027-02-19"),  # would be later: the day after
        ("C", [spoke("2027-02-18")], "2027-08-18"),  # a conversation on the date ends the rule
        ("C", [spoke("2027-02-24")], "2027-08-24"),
        ("C", [spoke("2026-09-01"), gave("2026-11-23")], "2026-11-20"),  # an email is no talk
        ("C", [spoke("2026-09-01"), skipped(TALK, "2026-11-23")], "2026-12-23"),  # a skip starts it again
        ("C", [spoke("2026-09-01"), skipped(TALK, "2027-02-19")], "2027-08-19"),
    ],
)
def test_talks_around_a_contract_end(rating, entries, talk):
    assert due(plan_of(contact(rating, first="2027-03-01", timing=CONTRACT), *entries).talk) == talk


@pytest.mark.parametrize(
    ("recorded", "entries", "talk"),
    [
        ("2026-12-02", [spoke("2026-09-01")], "2026-12-02"),  # not before the day it was recorded
        ("2026-12-02", [spoke("2026-11-25")], "2026-12-02"),  # that talk was before the window
        ("2026-12-02", [spoke("2026-12-02")], "2027-01-01"),  # learned while talking: one took place inside
        ("2027-02-18", [spoke("2026-09-01")], "2027-02-18"),  # on its last day
    ],
)
def test_the_window_opens_no_earlier_than_it_was_recorded(recorded, entries, talk):
    who = contact("C", timing=door("contract-end", "2027-02-18", recorded))
    assert due(plan_of(who, *entries).talk) == talk


@pytest.mark.parametrize(
    ("on", "recorded", "entries", "talk"),
    [
        # Past when recorded, on Monday 5 October: the day after.
        ("2026-06-01", "2026-10-05", [spoke("2026-05-04")], "2026-10-06"),
        ("2026-10-02", "2026-10-02", [spoke("2026-05-04")], "2026-10-02"),  # the same day is not past
        # A conversation since the date ends the rule, also the one in which it was learned.
        ("2026-06-01", "2026-10-05", [spoke("2026-06-01")], "2026-12-01"),
        ("2026-06-01", "2026-10-05", [spoke("2026-10-05")], "2027-04-05"),
    ],
)
def test_a_date_already_past_when_recorded(on, recorded, entries, talk):
    who = contact("C", timing=door("contract-end", on, recorded))
    assert due(plan_of(who, *entries).talk) == talk


@pytest.mark.parametrize(
    ("entries", "value_add"),
    [
        ([gave("2026-10-05")], "2026-11-20"),
        ([], "2026-11-20"),
        ([spoke("2026-09-25")], "2026-11-20"),
        ([gave("2026-11-23")], "2026-12-23"),  # a third of the lead apart, as talks are
        ([gave("2027-02-16")], "2027-02-23"),  # the day after would be 19 February: inside the 7-day gap
        ([gave("2027-02-18")], "2027-05-18"),  # on the date: over
        ([gave("2026-08-05")], "2026-11-05"),  # the ordinary 3 months are earlier
    ],
)
def test_with_no_talk_clock_it_goes_to_the_value_add(entries, value_add):
    steps = plan_of(contact("D", first="2027-03-01", timing=CONTRACT), *entries)
    assert steps.talk is None
    assert due(steps.value_add) == value_add


def test_with_a_talk_clock_the_value_add_keeps_its_own_date():
    steps = plan_of(contact("C", timing=CONTRACT), spoke("2026-10-05"))
    assert due(steps.talk) == "2026-11-20"
    assert due(steps.value_add) == "2027-01-05"


def test_a_third_of_a_short_lead():
    # A new manager: 14 days, a third is 4 rounded down.
    who = contact("C", timing=door("new-manager", "2026-12-31", "2026-09-01"))
    assert due(plan_of(who, spoke("2026-12-18")).talk) == "2026-12-22"


def test_the_lead_is_the_policys():
    policy = Policy(leads={**DELIVERED_LEADS, TimingKind.CONTRACT_END: 1})
    who = contact("C", timing=CONTRACT)
    assert due(plan_of(who, spoke("2026-09-01"), policy=policy).talk) == "2027-02-17"
    # A third of one day is still a day.
    assert due(plan_of(who, spoke("2027-02-17"), policy=policy).talk) == "2027-02-18"


@pytest.mark.parametrize(
    ("entries", "rule", "touch_id", "every"),
    [
        ([spoke("2026-09-01")], Rule.TIMING, None, None),
        ([spoke("2026-11-23")], Rule.TIMING, 1, "30d"),
        ([spoke("2027-01-25")], Rule.TIMING_PASSED, 1, "30d"),
        ([spoke("2027-02-18")], Rule.LAST_TALK, 1, "6m"),
    ],
)
def test_the_reason(entries, rule, touch_id, every):
    reason = plan_of(contact("C", timing=CONTRACT), *entries).talk.reason
    assert (reason.rule, reason.touch_id, reason.every) == (rule, touch_id, every)


def test_on_the_same_day_as_the_ordinary_date_timing_is_the_reason():
    # 20 May + 6 months = 20 November.
    step = plan_of(contact("C", timing=CONTRACT), spoke("2026-05-20")).talk
    assert (due(step), step.reason.rule) == ("2026-11-20", Rule.TIMING)
