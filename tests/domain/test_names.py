"""Names and addresses: what is cleaned, what is refused, and what is the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kitdiary.domain.errors import InvalidInput
from kitdiary.domain.names import (
    MAX_NAME,
    MAX_TEXT,
    check_email,
    clean_name,
    clean_text,
    display_name,
    email_key,
    join_name,
    name_key,
    name_words,
    shown_line,
    split_name,
)


@pytest.mark.parametrize(
    ("typed", "cleaned"),
    [
        ("  Priya \t Raman ", "Priya Raman"),
        ("Priya\r\nRaman", "Priya Raman"),
        ("Pri\x00ya\x07", "Priya"),
        ("Priya 🚚", "Priya 🚚"),
        ("👩\u200d🔬 Mei", "👩\u200d🔬 Mei"),
        ("שרה כהן", "שרה כהן"),
        ("admin\u202eefil", "adminefil"),
        ("\ufeffAnna", "Anna"),
        ("Anna\udcff", "Anna"),
        ("\n\t", ""),
    ],
)
def test_a_name_is_one_line_of_what_can_be_seen(typed: str, cleaned: str) -> None:
    assert clean_name(typed) == cleaned


def test_a_name_of_ten_thousand_characters_is_refused_not_cut() -> None:
    assert clean_name("x" * MAX_NAME) == "x" * MAX_NAME
    with pytest.raises(InvalidInput, match=r"company .* is 10,000 characters long: shorten it to 300"):
        clean_name("x" * 10_000, "company")


def test_a_note_keeps_its_lines() -> None:
    assert clean_text("one\r\ntwo\rthree\u2028four\x00\n\n") == "one\ntwo\nthree\nfour"
    with pytest.raises(InvalidInput, match="100,001 characters"):
        clean_text("x" * (MAX_TEXT + 1))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("José  Núñez", "jose nunez"),
        ("MÜLLER", "Muller"),
        ("Straße", "STRASSE"),
        ("O’Brien", "o'brien"),
        ("Łukasz Wójcik", "Lukasz Wojcik"),
        ("Sørensen", "sorensen"),
        ("Ｐｒｉｙａ", "priya"),
        ("Jose\u0301", "José"),
        ("Анна Ёлкина", "анна елкина"),
        ("Meier–Kohl", "meier-kohl"),
    ],
)
def test_the_same_name(one: str, other: str) -> None:
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(("one", "other"), [("Müller", "Mueller"), ("がく", "かく"), ("Anna", "Anne")])
def test_another_name(one: str, other: str) -> None:
    assert name_key(one) != name_key(other)


def test_a_name_of_nothing_but_marks_has_a_key() -> None:
    assert name_key("¨") == "¨"
    assert name_key("´") not in ("", name_key("¨"))


@given(st.text())
def test_a_name_key_is_its_own_key(text: str) -> None:
    assert name_key(name_key(text)) == name_key(text)


def test_an_email_key_keeps_diacritics_and_loses_case_and_blanks() -> None:
    assert email_key(" P.Raman@Northgate.EXAMPLE") == "p.raman@northgate.example"
    assert email_key("josé@x.example") != email_key("jose@x.example")


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("p.raman@northgate.example", "p.raman@northgate.example"),
        (" Priya Raman <p.raman@northgate.example> ", "p.raman@northgate.example"),
        ("mailto:p.raman@northgate.example?subject=Hi", "p.raman@northgate.example"),
        ("'p.raman@northgate.example'", "p.raman@northgate.example"),
        ("p.raman@northgate.example;", "p.raman@northgate.example"),
        ("o'hara@x.example", "o'hara@x.example"),
        ("jürgen@groß.example", "jürgen@groß.example"),
        ("root@office", "root@office"),
    ],
)
def test_an_address_is_found_in_what_was_typed(typed: str, address: str) -> None:
    assert check_email(typed) == address


@pytest.mark.parametrize(
    "typed", ["", "nobody", "a@", "@b.example", "a b@c.example", "a@b@c.example", "a@.b", "a@b..c", "a@b."]
)
def test_what_no_address_can_be_is_refused(typed: str) -> None:
    with pytest.raises(InvalidInput, match="is not an email address"):
        check_email(typed)


@pytest.mark.parametrize(
    ("parts", "display"),
    [
        (("Priya", "", "Raman", "", ""), "Priya Raman"),
        (("Anna", "Maria", "Meier", "Frau", ""), "Anna Maria Meier"),
        (("Anna", "", "Meier", "Prof. Dr.", ""), "Prof. Dr. Anna Meier"),
        (("John", "", "Smith", "Mr.", "Jr."), "John Smith Jr."),
        (("小明", "", "王", "", ""), "王小明"),
        (("", "", "", "Mr.", ""), ""),
        (("", "", "Raman", "", ""), "Raman"),
    ],
)
def test_parts_make_a_display_name(parts: tuple[str, str, str, str, str], display: str) -> None:
    assert join_name(*parts) == display


@pytest.mark.parametrize(
    ("display", "given_name", "family_name"),
    [
        ("Priya Raman", "Priya", "Raman"),
        ("Raman, Priya", "Priya", "Raman"),
        ("Dr. Anna Maria Meier", "Anna Maria", "Meier"),
        ("Ludwig van Beethoven", "Ludwig", "van Beethoven"),
        ("Änne von der Ölmühle", "Änne", "von der Ölmühle"),
        ("John Smith, Jr.", "John", "Smith"),
        ("Mei Tanaka, CPA", "Mei", "Tanaka"),
        ("Dr. med. Anna Meier", "Anna", "Meier"),
        ("Nat King", "Nat", "King"),
        ("Jack Ma", "Jack", "Ma"),
        ("M. Dubois", "M.", "Dubois"),
        ("Cher", "Cher", ""),
        ("", "", ""),
    ],
)
def test_a_display_name_has_parts(display: str, given_name: str, family_name: str) -> None:
    assert split_name(display) == (given_name, family_name)


def test_a_family_name_first_is_turned_round_for_display() -> None:
    assert display_name("Raman, Priya") == "Priya Raman"
    assert display_name("Smith, Jr.") == "Smith, Jr."
    assert display_name("Smith & Sons, Leeds, UK") == "Smith & Sons, Leeds, UK"


def test_the_words_two_spellings_are_compared_by() -> None:
    assert name_words("Dr. Raman, Priya") == name_words("priya RAMAN PhD") == ("priya", "raman")
    assert name_words("M.Dubois") == ("m", "dubois")


@given(st.text(), st.text(), st.text())
def test_any_text_can_be_taken_apart_and_put_together(one: str, two: str, three: str) -> None:
    split_name(one)
    name_words(two)
    join_name(one, two, three, one, two)


def test_any_text_is_one_line_of_a_sentence() -> None:
    assert shown_line("a\x0bb\n c\u2028d\x01") == "a b c d"
    assert shown_line("x" * 50, 10) == "xxxxxxxxx…"
