"""What stands in cells: lists, dates, yes and no, and the apostrophe of our own files."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitdiary.domain.errors import InvalidInput
from kitdiary.services.exchange.csv_values import (
    DateReader,
    is_placeholder,
    parse_yes,
    plain,
    split_emails,
    split_list,
    split_phones,
)


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        (" a ", "a"),
        ("'=1+1", "=1+1"),
        ("'+49 30 555", "+49 30 555"),
        ("'-", "-"),
        ("'@here", "@here"),
        ("'t Hooft", "'t Hooft"),
        ("'", "'"),
        ('="0301234"', "0301234"),
        ('="', '="'),
        ("", ""),
    ],
)
def test_a_cell_as_it_was_meant(cell: str, meant: str) -> None:
    assert plain(cell) == meant


def test_what_only_looks_like_a_value() -> None:
    assert all(is_placeholder(text) for text in ("0/0/00", "00.00.0000", "N/A", "-"))
    assert not any(is_placeholder(text) for text in ("", "Nina", "0", "--05-01"))


@pytest.mark.parametrize(
    ("text", "entries"),
    [
        ("Key account ::: food ::: * myContacts", ["Key account", "food", "* myContacts"]),
        ("food; key account, large", ["food", "key account, large"]),
        ("food, key account", ["food", "key account"]),
        ("food\nkey account;", ["food", "key account"]),
        ("food", ["food"]),
        ("", []),
    ],
)
def test_lists(text: str, entries: list[str]) -> None:
    assert split_list(text) == entries


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("030/5550142", ["030/5550142"]),
        ("030 5550142 / 0171 5550143", ["030 5550142", "0171 5550143"]),
        ("030 5550142, 0171 5550143", ["030 5550142", "0171 5550143"]),
        ("+1 303 555 0142, ext. 12", ["+1 303 555 0142, ext. 12"]),
        ("(303) 555-0142 ::: 303 555 0143", ["(303) 555-0142", "303 555 0143"]),
        ("303 555 0142;303 555 0143", ["303 555 0142", "303 555 0143"]),
    ],
)
def test_numbers_in_one_cell(text: str, numbers: list[str]) -> None:
    assert split_phones(text) == numbers


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("a@x.example", ["a@x.example"]),
        ("a@x.example; b@x.example", ["a@x.example", "b@x.example"]),
        ("a@x.example, b@x.example", ["a@x.example", "b@x.example"]),
        ("a@x.example ::: b@x.example", ["a@x.example", "b@x.example"]),
        ("a@x.example b@x.example", ["a@x.example", "b@x.example"]),
        ("a@x.example;", ["a@x.example"]),
        ("Doe, John <j@x.example>; Roe, Jane <r@x.example>", ["j@x.example", "r@x.example"]),
        ("Doe, John <j@x.example>", ["j@x.example"]),
        ("/o=ExchangeLabs/ou=Group/cn=Recipients/cn=jd", []),
    ],
)
def test_addresses_in_one_cell(text: str, addresses: list[str]) -> None:
    assert split_emails(text) == addresses


def test_one_bad_address_among_good_ones_is_said() -> None:
    with pytest.raises(InvalidInput, match="“nobody” is not an email address"):
        split_emails("a@x.example; nobody")


def test_yes_and_no() -> None:
    assert all(parse_yes(text, "Do Not Call") for text in ("1", "TRUE", "Yes", "ja", "Oui", "x"))
    assert not any(parse_yes(text, "Do Not Call") for text in ("0", "False", "no", "nein", ""))
    with pytest.raises(InvalidInput, match="“maybe” in “Do Not Call” is neither yes nor no"):
        parse_yes("maybe", "Do Not Call")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-04", date(2026, 3, 4)),
        ("2026-03-04T10:00:00Z", date(2026, 3, 4)),
        ("2026-03-04 10:22", date(2026, 3, 4)),
        ("20260304", date(2026, 3, 4)),
        ("2026/3/4", date(2026, 3, 4)),
        ("4.3.2026", date(2026, 3, 4)),
        ("04.03.26 10:00", date(2026, 3, 4)),
        ("21/3/2026", date(2026, 3, 21)),
        ("3/21/2026, 9:00 AM", date(2026, 3, 21)),
        ("3/3/2026", date(2026, 3, 3)),
        ("07 Dec 2025", date(2025, 12, 7)),
        ("Dec 7, 2025", date(2025, 12, 7)),
        ("7. März 2026", date(2026, 3, 7)),
        ("7 août 2026", date(2026, 8, 7)),
        ("31/12/99", date(1999, 12, 31)),
    ],
)
def test_dates(text: str, day: date) -> None:
    assert DateReader().read(text, "Last Contact") == day


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("3/4/2026", "can be two dates"),
        ("2026-02-30", "does not exist"),
        ("soon", "cannot be read as a date"),
        ("2026", "cannot be read as a date"),
        ("", "cannot be read as a date"),
    ],
)
def test_what_is_no_date(text: str, part: str) -> None:
    with pytest.raises(InvalidInput, match=part):
        DateReader().read(text, "Last Contact")


def test_a_column_shows_whether_the_day_comes_first() -> None:
    assert DateReader(["3/4/2026", "21/4/2026"]).read("3/4/2026", "x") == date(2026, 4, 3)
    assert DateReader(["3/4/2026", "4/21/2026"]).read("3/4/2026", "x") == date(2026, 3, 4)
    with pytest.raises(InvalidInput, match="can be two dates"):
        DateReader(["21/4/2026", "4/21/2026"]).read("3/4/2026", "x")


@given(st.dates())
def test_every_day_in_iso_form(day: date) -> None:
    assert DateReader().read(day.isoformat(), "x") == day


@given(st.text())
def test_any_text_is_a_value_or_a_reason(text: str) -> None:
    plain(text)
    split_phones(text)
    for read in (
        lambda: DateReader([text]).read(text, "x"),
        lambda: split_emails(text),
        lambda: parse_yes(text, "x"),
    ):
        try:
            read()
        except InvalidInput as error:
            assert str(error).endswith(".")  # noqa: PT017 - either outcome is right, a crash is not
