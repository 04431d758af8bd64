"""``report``: the figures as text and as JSON."""

from __future__ import annotations

from tests.cli.conftest import Kit


def test_the_figures_of_a_small_diary(kit: Kit) -> None:
    priya = kit.add("Priya Raman", "--company", "Northgate Foods", "--rating", "A", "--tag", "Hannover")
    kit("log", str(priya), "--channel", "meeting", "--outcome", "spoke")
    kit("opportunity", str(priya), "--title", "Line 2")
    found = kit.json("report")
    assert found["left_behind"] == 0
    assert (found["on_cadence_A"], found["on_cadence_of_A"], found["on_cadence_percent"]) == (1, 1, 100)
    assert (found["conversations"], found["weeks"][-1]["conversations"]) == (1, 1)
    assert found["multiplier"] == {"value": 1.0, "numerator": 1, "denominator": 1}
    assert found["target_lists"]["tag"][0]["tag"] == "Hannover"
    text = kit("report")
    assert "On cadence: 100 %, 1 of 1 (A 100 %)" in text
    assert "a once-off campaign would have stopped at 1" in text


def test_filters_narrow_the_report(kit: Kit) -> None:
    for name, rating, country in (("Ann", "A", "AT"), ("Ben", "B", "DE")):
        one = kit.add(name, "--rating", rating, "--tag", name)
        kit("edit", str(one), "--country", country)
    for options in (("--rating", "a"), ("--tag", "ANN"), ("--territory", "at")):
        found = kit.json("report", *options)
        assert found["on_cadence_of"] == 1, options
        assert found["on_cadence_of_A"] == 1, options
    assert kit.json("report", "--rating", "A,B")["on_cadence_of"] == 2


def test_what_cannot_be_is_refused(kit: Kit) -> None:
    assert "is after" in kit.refused("report", "--from", "2026-02-01", "--to", "2026-01-01", code=2)
    assert "not a rating" in kit.refused("report", "--rating", "Q", code=2)


def test_an_empty_diary_has_a_report(kit: Kit) -> None:
    assert "nobody has a cadence yet" in kit("report")
