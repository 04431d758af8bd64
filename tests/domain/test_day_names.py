"""Months and weekdays have their English names whatever the system's locale."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import kitdiary
from kitdiary.domain import day_names

_LOCALE = re.compile(r"%[aAbBcpxX]\b")


def test_names_and_their_beginnings() -> None:
    day = date(2026, 11, 20)
    assert day_names.weekday_name(day) == "Friday"
    assert day_names.weekday_short(day) == "Fri"
    assert day_names.month_name(day) == "November"
    assert day_names.short_day(day) == "20 Nov"
    assert {day_names.month_short(date(2026, m, 1)) for m in range(1, 13)} == set(
        "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
    )


def test_nothing_asks_the_system_for_names() -> None:
    found = [
        f"{path.name}: {line.strip()}"
        for path in Path(kitdiary.__file__).parent.rglob("*.py")
        for line in path.read_text("utf-8").splitlines()
        if _LOCALE.search(line) and "LIKE" not in line
    ]
    assert found == [], "use domain.day_names: strftime's names follow the locale"
