"""Days and times as people type them."""

from __future__ import annotations

from datetime import date, time

import pytest

from kitdiary.domain.errors import InvalidInput
from kitdiary.domain.people import Precision
from kitdiary.ui.day_text import read_clock, read_when, when_text
from kitdiary.ui.outside import MAIL_MOST, mail_address, phone_address

DAY, MONTH, QUARTER, YEAR = Precision


@pytest.mark.parametrize(
    ("text", "day", "precision"),
    [
        ("2027", date(2027, 1, 1), YEAR),
        ("Q3 2027", date(2027, 7, 1), QUARTER),
        ("2027-q2", date(2027, 4, 1), QUARTER),
        ("jan 2027", date(2027, 1, 1), MONTH),
        ("September 2027", date(2027, 9, 1), MONTH),
        ("2027-02", date(2027, 2, 1), MONTH),
        ("3/2027", date(2027, 3, 1), MONTH),
        (" 28  Feb 2027 ", date(2027, 2, 28), DAY),
        ("28. February 2027", date(2027, 2, 28), DAY),
        ("Feb 28, 2027", date(2027, 2, 28), DAY),
        ("2027-02-28", date(2027, 2, 28), DAY),
    ],
)
def test_a_date_as_exactly_as_it_is_known(text: str, day: date, precision: Precision) -> None:
    assert read_when(text) == (day, precision)
    assert read_when(when_text(day, precision)) == (day, precision)


@pytest.mark.parametrize(
    "text",
    ["", "soon", "2/3/2027", "31 Feb 2027", "2027-13", "Q5 2027", "0000", "1850", "Foo 2027", "٢٠٢٧-٠٢-٣١"],
)
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(InvalidInput):
        read_when(text)


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("", None),
        ("9", time(9)),
        ("14:30", time(14, 30)),
        ("2 pm", time(14)),
        ("12am", time(0)),
        ("9.05", time(9, 5)),
    ],
)
def test_a_time_of_day(text: str, clock: time | None) -> None:
    assert read_clock(text) == clock


@pytest.mark.parametrize("text", ["24:00", "nine", "9:60", "9:5", "13 pm"])
def test_what_is_no_time(text: str) -> None:
    with pytest.raises(InvalidInput):
        read_clock(text)


def test_an_address_holds_what_would_break_it() -> None:
    made = mail_address("a&b@c.example", "50 % off? & more", "One\nTwo & three")
    assert (
        made
        == "mailto:a%26b@c.example?subject=50%20%25%20off%3F%20%26%20more&body=One%0D%0ATwo%20%26%20three"
    )
    assert mail_address("a@b.example", "s", "ü" * MAIL_MOST) is None
    assert phone_address("+49 (0) 30 / 55", "+493055") == "tel:+493055"
    assert phone_address("ext. *12#", "") == "tel:*12%23"
