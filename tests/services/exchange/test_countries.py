"""Countries as address books name them."""

import pytest

from kitdiary.services.exchange.countries import country_code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Germany", "DE"), ("Deutschland", "DE"), ("ALLEMAGNE", "DE"), ("de", "DE"), ("D", "DE"),
        ("Österreich", "AT"), ("Schweiz", "CH"), ("Suisse", "CH"), ("United States of America", "US"),
        ("U.S.A.", "US"), ("USA", "US"), ("Vereinigte Staaten", "US"), ("UK", "GB"), ("England", "GB"),
        ("Royaume-Uni", "GB"), ("Czech Republic", "CZ"), ("España", "ES"), ("The Netherlands", "NL"),
        ("", ""), ("Atlantis", ""), ("Springfield", ""),
    ],
)  # fmt: skip
def test_a_country_by_its_name_or_code(text: str, code: str) -> None:
    assert country_code(text) == code
