"""Who is asked about: people who may be in an address book twice, and who is left in peace."""

import random

import pytest

from kitdiary.domain.likeness import (
    Because,
    Traits,
    blocks_of,
    company_block,
    company_stem,
    likeness,
    pairs_of,
    traits,
)


def who(name: str, company: str = "", emails: str = "", phones: str = "", mobiles: str = "") -> Traits:
    numbers = (phones + " " + mobiles).split()
    return traits(name, company, emails.split(), numbers, mobiles.split())


@pytest.mark.parametrize(
    ("one", "other", "because", "at_least"),
    [
        (who("priya raman", "", "p@x.example"), who("p. raman", "", "p@x.example"), Because.EMAIL, 95),
        (who("anna meier", "", "info@x.example"), who("bernd kohl", "", "info@x.example"), Because.EMAIL, 60),
        (who("anna meier", phones="+4930123456"), who("anna meyer", phones="030 123456"), None, 0),
        (
            who("anna meier", phones="+49301234567"),
            who("anna meyer", phones="0049301234567"),
            Because.PHONE,
            90,
        ),
        (who("anna meier", phones="+49301234567"), who("bernd kohl", phones="+49301234567"), None, 0),
        (who("bob hale", mobiles="+491701234567"), who("robert h", mobiles="01701234567"), Because.PHONE, 50),
        (who("anna meier", "acme gmbh"), who("anna meier", "acme"), Because.NAME_AND_COMPANY, 97),
        (who("anna meier", "acme"), who("anna meyer", "acme gmbh"), Because.SIMILAR, 70),
        (who("anna meier", "acme"), who("meier, anna", "acme"), Because.NAME_AND_COMPANY, 97),
        (who("anna meier", "acme"), who("meier anna", "acme"), Because.SIMILAR, 90),
        (who("anna meier", "acme"), who("dr. anna maria meier", "acme"), Because.SIMILAR, 90),
        (who("anna meier", "acme"), who("a. meier", "acme"), Because.SIMILAR, 75),
        (
            who("priya raman", "nordlicht logistik"),
            who("pryia raman", "nordlicht logistk"),
            Because.SIMILAR,
            70,
        ),
        (who("tim cook", "acme"), who("tom cook", "acme"), None, 0),
        (who("anna meier", "acme"), who("bernd meier", "acme"), None, 0),
        (who("anna meier", "acme"), who("anna meier", "umbrella"), None, 0),
        (who("anna meier", "autohaus 12"), who("anna meier", "autohaus 13"), None, 0),
        (who("t. muller", "acme", "t1@acme.example"), who("t. muller", "acme", "t2@acme.example"), None, 0),
        (
            who("priya raman", "acme", "p.raman@acme.example"),
            who("priya ramann", "acme", "p.ramann@acme.example"),
            Because.SIMILAR,
            70,
        ),
        (who("anna meier"), who("anna meier", "acme", "a@acme.example"), Because.NAME, 60),
        (who("anna meier", "", "a@x.example"), who("anna meier", "acme", "b@y.example"), None, 0),
        (
            who("info@x.example", "", "info@x.example"),
            who("anna meier", "", "info@x.example"),
            Because.EMAIL,
            95,
        ),
        (who(""), who(""), Because.NAME, 0),
    ],
)
def test_certainty_and_reason(one: Traits, other: Traits, because: Because | None, at_least: int) -> None:
    for found in (likeness(one, other), likeness(other, one)):
        assert (found.because if found else None) is because
        if found is not None:
            assert at_least <= found.certainty <= 99


def test_the_more_alike_the_more_certain() -> None:
    anna = who("anna meier", "acme")
    exact, typo, firm_too = (
        likeness(anna, who(*other))
        for other in (("anna meier", "acme"), ("anna meyer", "acme"), ("anna meyer", "acmee"))
    )
    assert exact is not None
    assert typo is not None
    assert exact > typo
    assert firm_too is None or typo > firm_too


@pytest.mark.parametrize(
    ("key", "stem"),
    [
        ("acme gmbh & co. kg", "acme"),
        ("acme, inc.", "acme"),
        ("the gmbh", "the gmbh"),
        ("s.a.s. dupont", "dupont"),
    ],
)
def test_the_legal_form_of_a_company_does_not_count(key: str, stem: str) -> None:
    assert company_stem(key) == stem


def test_initials_meet_in_either_order() -> None:
    assert company_block(who("meier anna", "acme ag")) == company_block(who("anna meier", "acme"))


def test_a_switchboard_of_thousands_takes_no_square_of_time() -> None:
    people = {number: who(f"person{number} name", phones="+49301234567") for number in range(5_000)}
    pairs = list(pairs_of(people, blocks_of(people)))
    assert len(pairs) < 20 * len(people)
    assert len(set(pairs)) == len(pairs)


def test_the_injected_are_found_among_many() -> None:
    """At least 99 of 100 of entries made twice with a slip each; who is not one of them is counted."""
    dice = random.Random(7)
    syllables = [c + v for c in "bdfgklmnprstw" for v in "aeiou"]

    def word(most: int) -> str:
        return "".join(dice.choice(syllables) for _ in range(dice.randint(2, most)))

    people: dict[int, Traits] = {}
    known = [(f"{word(3)} {word(4)}", f"{word(4)} gmbh") for _ in range(4_000)]
    for number, (name, company) in enumerate(known):
        people[number] = who(
            name,
            company,
            f"{name.replace(' ', '.')}@{company.split()[0]}.example",
            f"+49{3000000000 + number}",
        )
    injected = set()
    for twin, number in enumerate(dice.sample(range(4_000), 400), 10_000):
        name, company = known[number]
        given, _, family = name.partition(" ")
        at = dice.randrange(1, len(family))
        slip = family[:at] + dice.choice("aeioun") + family[at:]
        people[twin] = (
            who(f"{given} {slip}", company.removesuffix(" gmbh")),
            who(f"{family}, {given}", company),
            who(f"{given[0]}. {family}", "", "", f"0{3000000000 + number}"),
            who(name, company, f"{given}.{family}@mail.example"),
        )[twin % 4]
        injected.add((number, twin))
    pairs = pairs_of(people, blocks_of(people))
    found = {pair for pair in pairs if likeness(people[pair[0]], people[pair[1]])}
    assert len(found & injected) >= 0.99 * len(injected)
    assert len(found - injected) <= 0.05 * len(injected)
