"""``territory-give`` and ``territory-take`` as a person types them, between two diaries."""

from pathlib import Path

import pytest

from tests.cli.conftest import Kit


@pytest.fixture
def taker(kit: Kit, empty_diary: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Kit:
    other = tmp_path / "other.kitdiary"
    other.write_bytes(empty_diary.read_bytes())
    return Kit(other, capsys)


def test_a_territory_goes_over_and_is_not_left_behind(kit: Kit, taker: Kit, tmp_path: Path) -> None:
    priya = kit.add("Priya Raman", "--company", "Acme", "--rating", "A", "--tag", "north")
    kit("log", "priya", "--channel", "call", "--outcome", "spoke", "--need", "a press")
    kit("promise", "priya", "--on", "2026-12-01", "--what", "send the sheet", "--channel", "email")
    kit.add("Bob Hale")
    before = kit.show(priya)
    file = str(tmp_path / "north.zip")
    given = kit.json("territory-give", file, "--tag", "north", "--to", "Cleo Vance")
    assert given["contact_ids"] == [priya]
    assert kit.show(priya)["state"] == "paused"
    assert "handed over" in kit.show(priya)["tags"]
    taken = taker.json("territory-take", file)
    assert (taken["added"], taken["joined"], taken["known"], taken["erased"], taken["touches"]) == (
        1,
        0,
        0,
        0,
        1,
    )
    after = taker.show("priya")
    same = ("name", "company", "rating", "state", "tags", "next", "consent")
    assert {key: after[key] for key in same} == {key: before[key] for key in same}
    assert after["touches"][0]["note"] == before["touches"][0]["note"]
    assert taker.json("territory-take", file)["operation_id"] is None
    assert "0 contacts added" in taker("territory-take", file)
    taker("undo", str(taken["operation_id"]))
    assert taker.json("contacts") == []
    kit("undo", str(given["operation_id"]))
    assert kit.show(priya)["state"] == "active"


def test_named_people_and_a_mere_copy(kit: Kit, tmp_path: Path) -> None:
    kit.add("Priya Raman")
    out = kit("territory-give", str(tmp_path / "a.zip"), "priya", "--to", "Cleo", "--only-copy")
    assert out.startswith("1 contact with 0 touches for Cleo")
    assert kit.show("priya")["state"] == "active"
    everybody = kit.json("territory-give", str(tmp_path / "b.zip"), "--everybody", "--to", "Cleo")
    assert len(everybody["contact_ids"]) == 1


def test_what_cannot_be_is_refused_in_a_sentence(kit: Kit, tmp_path: Path) -> None:
    kit.add("Priya Raman")
    file = tmp_path / "a.zip"
    assert "Say who goes" in kit.refused("territory-give", str(file), "--to", "Cleo", code=2)
    assert "Nobody fits" in kit.refused("territory-give", str(file), "--tag", "x", "--to", "Cleo", code=2)
    assert not file.exists()
    file.write_text("hello")
    assert "cannot be taken in" in kit.refused("territory-take", str(file))
