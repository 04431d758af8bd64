"""Phone numbers: E.164 where it is sure, as typed where it is not, and the short way is the library's."""

import phonenumbers
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kitdiary.domain import phones
from kitdiary.domain.phones import Phone, international, parse_phone

REGIONS = sorted(phonenumbers.SUPPORTED_REGIONS)


@pytest.mark.parametrize(
    ("typed", "country", "e164", "extension"),
    [
        ("(303) 555-0142", "US", "+13035550142", ""),
        ("1-303-555-0142", "us", "+13035550142", ""),
        ("303.555.0142 x12", "US", "+13035550142", "12"),
        ("+1 303 555 0142 ext. 7", "", "+13035550142", "7"),
        ("0171/5550143", "DE", "+491715550143", ""),
        ("+49 (0)30 5550142", "US", "+49305550142", ""),
        ("0049 30 5550142", "DE", "+49305550142", ""),
        ("011 49 30 5550142", "US", "+49305550142", ""),
        ("tel:+1-303-555-0142", "", "+13035550142", ""),
        ("06 12 34 56 78", "FR", "+33612345678", ""),
        ("02 5550 1426", "IT", "+390255501426", ""),
        ("\u202d+1 303 555 0142\u202c", "", "+13035550142", ""),
        ("٣٠٣ ٥٥٥ ٠١٤٢", "US", "+13035550142", ""),
        ("1-800-FLOWERS", "US", "+18003569377", ""),
    ],
)
def test_what_is_understood(typed: str, country: str, e164: str, extension: str) -> None:
    found = parse_phone(typed, country)
    assert (found.e164, found.extension) == (e164, extension)


@pytest.mark.parametrize(
    ("typed", "country"),
    [
        ("555-0142", "US"),
        ("303 555 0142", ""),
        ("(303) 555-0142", "Nowhere"),
        ("12", "DE"),
        ("ask Anna", "US"),
        ("+999 12345678", ""),
        ("9" * 40, "US"),
    ],
)
def test_what_is_not_understood_is_kept_as_typed(typed: str, country: str) -> None:
    assert parse_phone(typed, country) == Phone(typed)


def test_blank_and_overlong_texts() -> None:
    assert parse_phone(" \n") == Phone("")
    assert parse_phone("1" * 200, "US") == Phone("1" * 200)


def test_the_spelling_people_read() -> None:
    assert international("+13035550142") == "+1 303-555-0142"
    assert international("ask Anna") == "ask Anna"


def same_both_ways(typed: str, country: str) -> None:
    found = parse_phone(typed, country)
    assert found == phones._long_way(found.value, country)


def test_the_short_way_agrees_with_the_library_on_its_own_examples() -> None:
    for region in REGIONS:
        for kind in phonenumbers.PhoneNumberType.values():
            number = phonenumbers.example_number_for_type(region, kind)
            if number is not None:
                for form in range(3):
                    typed = phonenumbers.format_number(number, form)
                    for country in (region, "US", "DE", ""):
                        same_both_ways(typed, country)


@given(
    st.sampled_from(REGIONS),
    st.sampled_from(["", "0", "1", "8", "00", "011", "+", "+1", "+39", "+49", "+52", "+54", "+590"]),
    st.text("0123456789", min_size=1, max_size=14),
)
@example("CA", "", "3101234")
@example("DE", "0", "491715550143")
def test_the_short_way_agrees_with_the_library(region: str, start: str, digits: str) -> None:
    same_both_ways(start + digits, region)
    same_both_ways(f"+{phonenumbers.country_code_for_region(region)}{digits}", "")


@given(st.text(max_size=120), st.sampled_from(["", "US", "DE", "xx"]))
def test_any_text_is_taken(text: str, country: str) -> None:
    assert parse_phone(text, country).e164 == "" or parse_phone(text, country).e164[0] == "+"
