"""``team``: the roll-up from the command line; no diary is needed."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.cli.conftest import Kit


@pytest.fixture(autouse=True)
def _drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kitdiary.bootstrap.summary_pdf", lambda _page, path: path.write_bytes(b"%PDF"))


def test_two_reps(kit: Kit, tmp_path: Path) -> None:
    place = tmp_path / "team"
    kit.add("Priya Raman", "--rating", "A")
    kit("handoff", str(place / "one"), "--rep", "Ann")
    kit("handoff", str(place / "two"), "--rep", "Ben", "--zip")
    (place / "three.zip").write_text("no zip", encoding="utf-8")
    kit.diary.unlink()
    out = tmp_path / "out.csv"
    found = kit.json("team", str(place), "--out", str(out))
    assert [one["rep"] for one in found["reps"]] == ["Ann", "Ben"]
    assert found["totals"]["contacts"] == 2
    assert found["totals"]["coverage"][0] == {
        "rating": "A",
        "on_cadence": 2,
        "on_cadence_of": 2,
        "percent": 100,
    }
    assert [one["place"] for one in found["broken"]] == ["three.zip"]
    with out.open(encoding="utf-8-sig", newline="") as file:
        assert {row["rep"] for row in csv.DictReader(file)} == {"Ann", "Ben"}
    text = kit("team", str(place), now="2026-12-20T09:00")
    assert "2 reps, left behind 0, on cadence A 100 %" in text
    assert "Ann: It is stale: made 30 days ago." in text
    assert "three.zip: it is no zip file" in text
    assert not kit.diary.exists()


def test_a_folder_that_is_not_there(kit: Kit, tmp_path: Path) -> None:
    assert "There is no folder" in kit.refused("team", str(tmp_path / "nowhere"))
    assert "There is no hand-off" in kit.refused("team", str(tmp_path / "."))
