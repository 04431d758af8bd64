"""``handoff``: the manager's files from the command line."""

from __future__ import annotations

import csv
import json
import zipfile
from pathlib import Path

import pytest

from tests.cli.conftest import Kit


@pytest.fixture(autouse=True)
def _drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """The page is drawn in tests of its own."""
    monkeypatch.setattr("kitdiary.bootstrap.summary_pdf", lambda _page, path: path.write_bytes(b"%PDF"))


def test_a_folder_of_files(kit: Kit, tmp_path: Path) -> None:
    priya = kit.add("Priya Raman", "--company", "Northgate Foods", "--rating", "A")
    kit(
        "log",
        str(priya),
        "--channel",
        "call",
        "--outcome",
        "spoke",
        "--note",
        "secret",
        "--need",
        "less noise",
    )
    place = tmp_path / "boss"
    out = kit("handoff", str(place), "--rep", "Jörg")
    assert "contacts.csv        1 row" in out
    assert "Withheld: notes and insights." in out
    with (place / "touches.csv").open(encoding="utf-8-sig", newline="") as file:
        (touch,) = csv.DictReader(file)
    assert "note" not in touch
    found = kit.json("handoff", str(place), "--include", "notes,insights", "--rep", "Jörg")
    assert (found["rep"], found["withheld"], found["place"]) == ("Jörg", [], str(place))
    assert "less noise" in (place / "insights.csv").read_text(encoding="utf-8")
    manifest = json.loads((place / "manifest.json").read_text(encoding="utf-8"))
    assert {one["name"] for one in manifest["files"]} == {
        path.name for path in place.iterdir() if path.suffix != ".json"
    }


def test_a_zip_since_the_last_one(kit: Kit, tmp_path: Path) -> None:
    kit.add("Priya Raman", "--rating", "B")
    kit.json("handoff", str(tmp_path / "one"), "--rep", "Jörg")
    found = kit.json("handoff", str(tmp_path / "two"), "--zip", "--since-last", now="2026-11-24T09:00")
    assert (found["from"], found["to"]) == ("2026-11-20", "2026-11-24")
    with zipfile.ZipFile(tmp_path / "two.zip") as whole:
        assert "manifest.json" in whole.namelist()


def test_who_is_not_named_is_told(kit: Kit, tmp_path: Path) -> None:
    ran = kit.run("handoff", str(tmp_path / "one"))
    assert "kitdiary settings rep NAME" in ran.err


def test_what_cannot_be_is_refused(kit: Kit, tmp_path: Path) -> None:
    place = str(tmp_path / "one")
    assert "cannot be included" in kit.refused("handoff", place, "--include", "wages", code=2)
    assert "is after" in kit.refused("handoff", place, "--from", "2026-02-01", "--to", "2026-01-01", code=2)
    assert kit.run("handoff", place, "--since-last", "--to", "today").code == 2
    (tmp_path / "one").write_text("", encoding="utf-8")
    assert "is a file" in kit.refused("handoff", place)
