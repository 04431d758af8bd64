"""``inquiries``: the file of a form on the command line."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Kit

FORM = "Timestamp,Name,Email,Message\n2026-11-19 10:15,Ines Neu,ines@neu.example,Do you come?\n,Nobody,,Hi\n"


def test_a_form_is_taken_in_once_and_can_be_undone(kit: Kit, tmp_path: Path) -> None:
    file = tmp_path / "form.csv"
    file.write_text(FORM, "utf-8")
    done = kit.json("inquiries", str(file), "--source", "our page", code=3)
    assert (done["rows"], done["added"], done["matched"], done["known"], done["rejected"]) == (2, 1, 0, 0, 1)
    assert done["rejects"] == [{"line": 3, "reason": "It has neither an email address nor a phone number."}]
    shown = kit.show("ines@neu.example")
    assert (shown["source"], shown["next"]["reply"]["due_on"]) == ("our page", "2026-11-20")
    again = kit.run("inquiries", str(file))
    assert again.code == 3
    assert "0 of new people, 0 of known ones, 1 in the diary already, 1 rejected" in again.out
    assert "Line 3" in again.err
    kit("undo", str(done["operation_id"]))
    assert kit.json("contacts") == []


def test_a_file_that_is_no_form_is_refused(kit: Kit, tmp_path: Path) -> None:
    file = tmp_path / "form.csv"
    file.write_text("Name,Message\nInes,Hi\n", "utf-8")
    assert "email address or the phone number" in kit.refused("inquiries", str(file))
