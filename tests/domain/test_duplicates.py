"""When two entries are one person, and when nobody can tell."""

import pytest

from kitdiary.domain.duplicates import Certainty, Identity, compare, names_agree


def who(name: str, company: str = "", emails: str = "", phones: str = "", mobiles: str = "") -> Identity:
    return Identity(
        name,
        company,
        frozenset(emails.split()),
        frozenset((phones + " " + mobiles).split()),
        frozenset(mobiles.split()),
    )


SAME, POSSIBLE = Certainty.SAME, Certainty.POSSIBLE


@pytest.mark.parametrize(
    ("one", "other", "certainty"),
    [
        (who("Priya Raman", emails="p@x.example"), who("priya RAMAN", emails="p@x.example"), SAME),
        (who("M. Dubois", emails="m@x.example"), who("Marc Dubois", emails="m@x.example"), SAME),
        (who("Anna", emails="a@x.example"), who("Anna Meier", emails="a@x.example"), SAME),
        (who("Dr. Anna Maria Meier", emails="a@x.example"), who("Anna Meier", emails="a@x.example"), SAME),
        (who("Anna Meier", emails="info@x.example"), who("Bernd Meier", emails="info@x.example"), POSSIBLE),
        (who("Anna Meier", phones="+1"), who("Anna Meier", phones="+1"), SAME),
        (who("Anna Meier", phones="+1"), who("Bernd Kohl", phones="+1"), None),
        (who("Bob Hale", mobiles="+1"), who("Robert Hale", mobiles="+1"), POSSIBLE),
        (who("Anna Meier", "Acme"), who("Anna Meier", "ACME"), SAME),
        (who("Anna Meier", "Acme"), who("Anna Meier", "Other"), None),
        (who("Anna Meier", "Acme", "a@x.example"), who("Anna Meier", "Acme", "b@y.example"), SAME),
        (who("T. Müller", "Acme", "t1@x.example"), who("T. Müller", "Acme", "t2@x.example"), None),
        (who("T. M", "", "t1@x.example", "+1"), who("T. M", "", "t2@x.example", "+1"), POSSIBLE),
        (who("Anna Meier"), who("Anna Meier"), SAME),
        (who("Anna Meier"), who("Anna Meier", emails="a@x.example"), SAME),
        (who("Anna Meier", emails="b@x.example"), who("Anna Meier", emails="a@x.example"), None),
        (who("Anna Meier"), who("Anna Meier", "Acme", "a@x.example"), SAME),
        (who("Anna Meier"), who("Anne Meier"), None),
    ],
)
def test_certainty(one: Identity, other: Identity, certainty: Certainty | None) -> None:
    for match in (compare(one, other), compare(other, one)):
        assert (match.certainty if match else None) == certainty


def test_a_stand_in_for_a_name_contradicts_nobody() -> None:
    nameless = Identity("info@x.example", emails=frozenset({"info@x.example"}), nameless=True)
    match = compare(nameless, who("Anna Meier", emails="info@x.example"))
    assert match is not None
    assert match.certainty is SAME


def test_the_better_match_is_the_greater() -> None:
    row = who("Anna Meier", "Acme", "info@x.example")
    exact = compare(row, who("Anna Meier", "Acme", "info@x.example"))
    shorter = compare(row, who("A. Meier", "Acme", "info@x.example"))
    other = compare(row, who("Bernd Kohl", "Acme", "info@x.example"))
    assert exact is not None
    assert shorter is not None
    assert other is not None
    assert exact > shorter > other


@pytest.mark.parametrize(
    ("match", "reason"),
    [
        (compare(who("A B", emails="a@x"), who("A B", emails="a@x", phones="+1")), "same email"),
        (compare(who("A B", phones="+1"), who("A B", phones="+1")), "same phone"),
        (compare(who("A B", "C"), who("A B", "C")), "same name and company"),
        (compare(who("A B"), who("A B")), "same name"),
    ],
)
def test_it_says_why(match: object, reason: str) -> None:
    assert getattr(match, "reason", None) == reason


def test_names_that_agree_with_everything_have_no_words() -> None:
    assert names_agree(who("..."), who("Anna Meier"))
