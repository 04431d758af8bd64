"""Demos of several days, each made once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from zoneinfo import ZoneInfo

import pytest

from tests.services.demo.measure import Measured, made

DENVER = ZoneInfo("America/Denver")
DAYS = [
    date(2026, 11, 20),  # a Friday
    date(2026, 11, 23),  # a Monday
    date(2026, 11, 22),  # a Sunday
    date(2027, 1, 1),  # a holiday
    date(2027, 6, 16),  # a Wednesday, two days before a holiday
    date(2028, 2, 29),  # a leap day
]


@cache
def measured_on(day: date) -> Measured:
    return Measured(made(day, DENVER))


@pytest.fixture(params=DAYS, ids=str)
def measured(request: pytest.FixtureRequest) -> Measured:
    return measured_on(request.param)


@pytest.fixture
def friday() -> Measured:
    return measured_on(DAYS[0])


@pytest.fixture
def measure() -> Callable[[date], Measured]:
    return measured_on
