"""Lengths that are typed into a filter rather than chosen."""

from __future__ import annotations

from datetime import date

import pytest

from kitdiary.domain.errors import InvalidInput
from kitdiary.ui.widgets.typed_choice import read_days

TODAY = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("45", 45),
        ("45 days", 45),
        ("1 day", 1),
        ("6 weeks", 42),
        ("6w", 42),
        ("3 mon", 91),
        ("3m", 91),
        ("5 Dec 2026", 15),
        ("2026-12-05", 15),
        ("20 Nov 2026", 0),
    ],
)
def test_lengths_and_dates_become_days(text: str, days: int) -> None:
    assert read_days(text, lambda day: (day - TODAY).days) == days


@pytest.mark.parametrize("text", ["", "soon", "6 lightyears", "0", "-3", "99999", "9999w", "1 Jan 2020"])
def test_what_is_none_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput, match="Type days"):
        read_days(text, lambda day: (day - TODAY).days)
