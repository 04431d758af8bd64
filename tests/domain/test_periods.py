"""Periods and their weeks."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitdiary.domain.errors import InvalidInput
from kitdiary.domain.periods import Period, last_weeks

DAYS = st.dates(date(2000, 1, 1), date(2060, 1, 1))


@given(DAYS, st.integers(0, 400))
def test_the_weeks_are_the_period_with_nothing_twice(start: date, days: int) -> None:
    period = Period(start, start + timedelta(days=days))
    weeks = list(period.weeks())
    assert weeks[0].start == period.start
    assert weeks[-1].end == period.end
    assert all(after.start - before.end == timedelta(days=1) for before, after in pairwise(weeks))
    assert all(week.days == 7 for week in weeks[1:])
    assert sum(week.days for week in weeks) == period.days == days + 1


def test_the_usual_period_ends_today_and_has_26_whole_weeks() -> None:
    period = last_weeks(date(2026, 11, 20))
    assert str(period) == "2026-05-23 to 2026-11-20"
    assert [week.days for week in period.weeks()] == [7] * 26


def test_both_ends_belong_to_it() -> None:
    period = Period(date(2026, 1, 1), date(2026, 1, 2))
    assert [period.holds(date(2026, 1, day)) for day in (1, 2, 3)] == [True, True, False]
    assert not period.holds(None)


def test_one_that_ends_before_it_begins_or_never_ends_is_refused() -> None:
    with pytest.raises(InvalidInput, match="is after"):
        Period(date(2026, 1, 2), date(2026, 1, 1))
    with pytest.raises(InvalidInput, match="100 years"):
        Period(date.min, date.max)
