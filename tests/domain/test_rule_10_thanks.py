"""PRODUCT §2.10: thanks to who introduced them (the chain itself is followed where facts are read)."""

import pytest

from kitdiary.domain.touches import Outcome
from tests.domain.build import (
    THANKS,
    contact,
    due,
    gave,
    heard,
    no_answer,
    opportunity,
    plan_of,
    skipped,
    spoke,
    wrote,
)

OPENED = opportunity("2026-01-05T09:00")  # a Monday


@pytest.mark.parametrize(
    ("entries", "thanks"),
    [
        ([OPENED], "2026-01-06"),
        ([opportunity("2026-01-09")], "2026-01-12"),  # Friday
        ([OPENED, spoke("2026-01-06")], None),
        ([OPENED, wrote("2026-01-06")], None),
        ([OPENED, gave("2026-01-06")], None),
        ([OPENED, no_answer("2026-01-06")], "2026-01-06"),
        ([OPENED, wrote("2026-01-06", Outcome.BOUNCED)], "2026-01-06"),
        ([OPENED, heard("2026-01-06")], "2026-01-06"),
        ([spoke("2026-01-04"), OPENED], "2026-01-06"),  # before it opened
        ([OPENED, spoke("2026-01-04")], "2026-01-06"),  # the same, logged late
        ([OPENED, skipped(THANKS, "2026-01-06")], None),
        # Won: thanks again.
        ([OPENED, spoke("2026-01-07"), opportunity("2026-01-12", won=True)], "2026-01-13"),
        ([OPENED, opportunity("2026-01-12", won=True)], "2026-01-06"),  # the earlier one first
        ([OPENED, opportunity("2026-01-12", won=True), spoke("2026-01-13")], None),  # one for both
        ([opportunity("2026-01-12", number=2), OPENED], "2026-01-06"),
    ],
)
def test_due_the_next_working_day_until_thanked(entries, thanks):
    assert due(plan_of(contact("A"), *entries).thanks) == thanks


@pytest.mark.parametrize(
    ("who", "thanks"),
    [
        (contact("A", consent="calls"), "2026-01-06"),
        (contact("A", consent="email"), "2026-01-06"),
        (contact("A", consent=""), None),
        (contact("A", closed=True), None),
        (contact("A", paused="2026-02-02"), "2026-02-02"),
    ],
)
def test_to_whom(who, thanks):
    assert due(plan_of(who, OPENED).thanks) == thanks


def test_the_reason_names_who_came_through_them():
    reason = plan_of(contact("A"), opportunity("2026-01-05", won=True, name="Dana Whitfield")).thanks.reason
    assert (reason.what, reason.won, reason.on.isoformat()) == ("Dana Whitfield", True, "2026-01-05")
