import pytest

from tests.cli.conftest import Kit


def test_settings_are_listed_printed_and_set(kit: Kit) -> None:
    found = kit.json("settings")
    assert found["cadence.A.talk"] == "6w"
    assert found["capacity.talks"] == 8
    assert found["names-hidden"] is False
    assert found["country"] is None
    assert kit.json("settings", "capacity.talks", "6") == {"operation_id": 1, "contact_ids": []}
    assert kit("settings", "CAPACITY.talks") == "6\n"
    assert kit.json("settings", "capacity.talks") == {"capacity.talks": 6}
    assert "capacity.talks " in kit("settings")


def test_a_policy_moves_the_plan_and_undo_moves_it_back(kit: Kit) -> None:
    kit.add("Ann Lee", "--rating", "A")
    kit("log", "ann", "--channel", "call", "--outcome", "spoke")
    kit("settings", "cadence.A.talk", "10w")
    assert kit.show("ann")["next"]["talk"]["due_on"] == "2027-01-29"
    kit("undo")
    assert kit.show("ann")["next"]["talk"]["due_on"] == "2027-01-01"
    kit("settings", "country", "DE")
    assert kit.show("ann")["next"]["talk"]["due_on"] == "2027-01-04"


@pytest.mark.parametrize(
    "words",
    [
        ("cadence.A.tolk",),
        ("cadence.A.tolk", "6w"),
        ("cadence.A.talk", "often"),
        ("capacity.talks", "0"),
        ("country", "XX"),
        ("time-zone", "Mars/Base"),
        ("ratings", "A"),
        ("capacity.talks", "8", "9"),
    ],
)
def test_settings_refuse(kit: Kit, words: tuple[str, ...]) -> None:
    before = kit.json("settings")
    kit.refused("settings", *words, code=2)
    assert kit.json("settings") == before


def test_an_unknown_key_gets_a_hint(kit: Kit) -> None:
    assert "cadence.A.talk" in kit.refused("settings", "cadence.A.tolk", code=2)


def test_a_rating_in_use_stays_on_the_scale(kit: Kit) -> None:
    kit.add("Ann Lee", "--rating", "D")
    assert "D" in kit.refused("settings", "ratings", "A,B,C", code=2)
