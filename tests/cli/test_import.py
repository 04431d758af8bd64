"""import, from a file to the day's work."""

import csv
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Kit

HEADINGS = (
    "First Name", "Middle Name", "Last Name", "Company", "Job Title", "Business Phone", "Mobile Phone",
    "E-mail Address", "Categories", "Notes",
)  # fmt: skip
IMPORTED = {"operation_id", "source", "rows", "added", "updated", "unchanged", "duplicates", "rejected"}


def outlook(path: Path, rows: int) -> Path:
    """A file as Outlook writes it: Windows-1252, CRLF."""
    with path.open("w", encoding="cp1252", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(HEADINGS)
        for number in range(rows):
            given, family, firm = f"Zoë{number:04}", f"Müller{number:04}", f"Firma {number // 3:04}"
            mail = f"z{number}@firma{number // 3}.example"
            writer.writerow((given, "", family, firm, "Buyer", "", "", mail, "", ""))
    return path


def test_a_thousand_rows_from_outlook_to_the_day_s_work(kit: Kit, tmp_path: Path) -> None:
    file = outlook(tmp_path / "contacts.CSV", 1000)
    done = kit.json("import", str(file))
    assert done == {
        "operation_id": 1,
        "source": "outlook",
        "rows": 1000,
        "added": 1000,
        "updated": 0,
        "unchanged": 0,
        "duplicates": 0,
        "rejected": 0,
    }
    assert kit.json("agenda") == []
    # Half of 8 talks a day, from the next working day on, in the file's order (PRODUCT §2.14).
    monday = kit.due("2026-11-23")
    assert [(item["name"], item["kind"]) for item in monday] == [
        (f"Zoë{number:04} Müller{number:04}", "talk") for number in range(4)
    ]
    assert all(item["due_on"] == "2026-11-23" and item["days_late"] == 0 for item in monday)
    assert len(kit.due("2026-11-24")) == 8
    last = kit.show("z999@firma333.example")["next"]["talk"]["due_on"]
    assert last == "2027-11-05"  # the 250th working day
    # A conversation: C is every 6 months and every 3 (PRODUCT §2.2, §2.3), a day off moves on (§2.15).
    kit("log", "z0@firma0.example", "--channel", "call", "--outcome", "spoke", now="2026-11-23T10:00")
    found = kit.show("z0@firma0.example")["next"]
    assert found["talk"]["due_on"] == "2027-05-24"
    assert found["value_add"]["due_on"] == "2027-02-23"
    # An attempt: again 2 working days later (§2.6).
    kit("log", "z1@firma0.example", "--channel", "call", "--outcome", "no-answer", now="2026-11-23T10:00")
    after = kit.json("agenda", now="2026-11-23T10:05")
    assert [item["name"] for item in after] == ["Zoë0002 Müller0002", "Zoë0003 Müller0003"]
    tried = [item for item in kit.due("2026-11-25") if item["name"] == "Zoë0001 Müller0001"]
    assert [(item["due_on"], item["reason"]) for item in tried] == [
        ("2026-11-25", "No answer 2 days ago; second try")
    ]
    assert kit("check").startswith("The diary")


def test_importing_again_changes_nothing_and_undo_takes_it_back(kit: Kit, tmp_path: Path) -> None:
    file = outlook(tmp_path / "contacts.csv", 5)
    kit("import", str(file))
    again = kit.json("import", str(file))
    assert (again["rows"], again["unchanged"], again["operation_id"]) == (5, 5, None)
    kit("undo", "1")
    assert kit.json("contacts") == []


def test_a_dry_run_writes_nothing(kit: Kit, tmp_path: Path) -> None:
    file = outlook(tmp_path / "contacts.csv", 5)
    done = kit.json("import", str(file), "--dry-run")
    assert set(done) == IMPORTED
    assert (done["operation_id"], done["added"]) == (None, 5)
    assert "Would import 5 rows" in kit("import", str(file), "--dry-run")
    assert kit.json("contacts") == []
    assert kit.json("history") == []


def test_who_is_only_like_somebody_is_added_and_named(kit: Kit, tmp_path: Path) -> None:
    kit("add", "--name", "Anna Meier", "--company", "Acme GmbH")
    file = tmp_path / "list.csv"
    file.write_text("Name;Company\nAna Meier;Acme\nBo Ek;Acme\n", encoding="utf-8")
    ran = kit.run("import", str(file), "--json")
    assert (ran.json["added"], ran.json["duplicates"], set(ran.json)) == (2, 0, IMPORTED)
    assert "Line 2: Ana Meier is added. Similar name and company as Anna Meier (contact 1)." in ran.err
    assert "kitdiary duplicates" in ran.err
    assert [pair["contact_ids"] for pair in kit.json("duplicates")] == [[1, 2]]
    assert kit.json("import", str(file))["unchanged"] == 2


def test_options(kit: Kit, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("Person;Wo;Firma\nAnn Lee;Ulm;Acme\nBo Ek;Bonn;Acme\n", encoding="utf-8")
    kit(
        "import", str(file), "--map", "Person=name", "--map", "Wo=city", "--map", "Firma=company",
        "--rating", "A",
        "--tag", "fair", "--tag", "2026", "--format", "csv",
    )  # fmt: skip
    found = kit.show("ann lee")
    assert (found["rating"], found["company"], found["tags"]) == ("A", "Acme", ["2026", "fair"])
    kit("import", str(file), "--map", "Person=name", "--on-duplicate", "skip")
    assert len(kit.json("contacts")) == 2


def test_rejects_end_with_3_and_go_to_their_file(kit: Kit, tmp_path: Path) -> None:
    file, rejects = tmp_path / "list.csv", tmp_path / "rejects.csv"
    file.write_text(f"Name,Email\nAnn Lee,ann@lee.example\n{'x' * 400},x@y.example\n", encoding="utf-8")
    done = kit.json("import", str(file), "--rejects", str(rejects), code=3)
    assert (done["added"], done["rejected"]) == (1, 1)
    assert "x@y.example" in rejects.read_text(encoding="utf-8-sig")
    ran = kit.run("import", str(file))
    assert ran.code == 3
    assert "Line 3: " in ran.err
    assert "1 rejected" in ran.out


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--map", "Nowhere=name"), 2),
        (("--map", "Name=nothing"), 2),
        (("--rating", "Z"), 2),
        (("--on-duplicate", "merge"), 2),
        (("--format", "xml"), 2),
        (("--format", "vcard"), 1),
        (("--rejects", "/no such folder/rejects.csv"), 1),
    ],
)
def test_import_refuses(kit: Kit, tmp_path: Path, options: tuple[str, ...], code: int) -> None:
    file = tmp_path / "list.csv"
    file.write_text(f"Name\nAnn Lee\n{'x' * 400}\n", encoding="utf-8")
    kit.refused("import", str(file), *options, code=code)
    assert kit.json("contacts") == []


def test_files_that_cannot_be_read(kit: Kit, tmp_path: Path) -> None:
    kit.refused("import", str(tmp_path / "none.csv"))
    kit.refused("import", str(tmp_path))
    binary = tmp_path / "photo.csv"
    binary.write_bytes(bytes(range(256)) * 8)
    kit.refused("import", str(binary))
    kit.refused("import", code=2)


def test_a_column_of_the_last_contact_starts_the_clocks(kit: Kit, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_text("Name,Last contact\nAnn Lee,2026-10-01\n", encoding="utf-8")
    mapping = ("--map", "Last contact=last_contact")
    fields: Any = {}
    for way, talk in (("conversation", "2027-04-01"), ("ignore", "2026-11-23")):
        kit("import", str(file), *mapping, "--last-contact", way)
        fields = kit.show("ann")
        assert fields["next"]["talk"]["due_on"] == talk
        kit("undo")
