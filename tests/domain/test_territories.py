"""Territories as addresses tell them."""

import pytest

from kitdiary.domain.territories import in_territory, territory_of

OHIO, LINDAU, DORNBIRN, LONDON = (
    ("US", "Ohio", "43004"),
    ("DE", "", "88131"),
    ("AT", "", "6850"),
    ("GB", "", "SW1A 1AA"),
)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        (OHIO, "US, Ohio"),
        (LINDAU, "DE 88"),
        (DORNBIRN, "AT 68"),
        (LONDON, "GB SW"),
        (("DE", "", ""), "DE"),
        (("", "Bayern", ""), "Bayern"),
        (("", "", "88131"), "88"),
        (("", "", ""), ""),
    ],
)
def test_a_territory_has_a_name(address: tuple[str, str, str], name: str) -> None:
    assert territory_of(*address) == name
    assert in_territory(name, *address) is bool(name)


@pytest.mark.parametrize(
    ("asked", "held"),
    [
        ("us", [OHIO]),
        ("ohio", [OHIO]),
        ("US, Ohio", [OHIO]),
        ("88", [LINDAU]),
        ("DE 881", [LINDAU]),
        ("de-88131", [LINDAU]),
        ("DE88132", []),
        ("GB SW1", [LONDON]),
        ("sw1a", [LONDON]),
        ("4", [OHIO]),
        ("D", []),
        ("Deutschland", []),
        (" ", []),
        ("?", []),
    ],
)
def test_a_person_names_it_in_many_ways(asked: str, held: list[tuple[str, str, str]]) -> None:
    assert [one for one in (OHIO, LINDAU, DORNBIRN, LONDON) if in_territory(asked, *one)] == held
