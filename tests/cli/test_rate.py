import pytest

from tests.cli.conftest import Kit


def test_rate(kit: Kit) -> None:
    kit.add("Ann Lee", "--company", "Acme")
    assert kit.json("rate", "ann", "b")["contact_ids"] == [1]
    assert kit.show("ann")["effective_rating"] == "B"
    assert kit.json("rate", "--company", "acme", "A")["contact_ids"] == []
    kit("rate", "ann", "none")
    found = kit.show("ann")
    assert (found["rating"], found["company_rating"], found["effective_rating"]) == (None, "A", "A")
    kit("rate", "--company", "Acme", "none")
    assert kit.show("ann")["effective_rating"] == "C"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("ann", "Z"), 2),
        (("ann",), 2),
        (("ann", "lee", "A"), 2),
        (("--company", "Acme"), 2),
        (("--company", "Acme", "Z"), 2),
        (("--company", "Nowhere", "A"), 1),
        (("nobody", "A"), 1),
    ],
)
def test_rate_refuses(kit: Kit, words: tuple[str, ...], code: int) -> None:
    kit.add("Ann Lee", "--company", "Acme", "--rating", "B")
    kit.refused("rate", *words, code=code)
    assert kit.show("ann")["rating"] == "B"
