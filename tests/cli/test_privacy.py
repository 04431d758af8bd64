"""``person-export`` and ``erase`` as a person types them."""

import json
from pathlib import Path

from tests.cli.conftest import Kit


def test_all_that_is_held_on_a_person(kit: Kit, tmp_path: Path) -> None:
    priya = kit.add("Priya Raman", "--email", "p@x.example")
    kit("log", "priya", "--channel", "call", "--outcome", "spoke", "--need", "a press")
    folder = tmp_path / "priya"
    found = kit.json("person-export", "priya", str(folder))
    assert found == {"folder": str(folder), "files": 0, "touches": 1}
    assert (
        json.loads((folder / "person.json").read_text(encoding="utf-8"))["contact"]["name"] == "Priya Raman"
    )
    assert "not an empty folder" in kit.refused("person-export", str(priya), str(folder))
    assert "1 touch" in kit("person-export", "priya", str(tmp_path / "again"))


def test_erasing_asks_first_and_names_the_copies_left(kit: Kit, tmp_path: Path) -> None:
    priya = kit.add("Priya Raman", "--email", "p@x.example")
    added = kit.json("history")[0]["operation_id"]
    kit("backup", str(tmp_path / "copy.kitdiary"))
    assert "cannot be undone" in kit.refused("erase", "priya", code=2)
    assert kit.show(priya)["name"] == "Priya Raman"
    out = kit("erase", "priya", "--yes")
    assert "Erased Priya Raman for good" in out
    assert "copy.kitdiary" in out
    assert kit.refused("show", str(priya))
    assert "erased since" in kit.refused("undo", str(added))
    assert "Priya" not in kit("history")
    file = tmp_path / "people.csv"
    file.write_text("Name,Email\nPriya Raman,p@x.example\n")
    ran = kit.run("import", str(file))
    assert ran.code == 3
    assert "erased" in ran.err


def test_json(kit: Kit) -> None:
    priya = kit.add("Priya Raman")
    expected = {"operation_id": None, "contact_ids": [priya], "backups": [], "mentions": []}
    assert kit.json("erase", "priya", "--yes") == expected
