"""export, and what comes of it in an empty diary."""

from pathlib import Path

import pytest

from tests.cli.conftest import Kit

PLAN = ("timing", "consent", "next", "rating", "company_rating", "fit", "role", "tags", "phones", "emails")


@pytest.mark.parametrize("name", ["all.csv", "all.vcf"])
def test_out_and_into_an_empty_diary(kit: Kit, tmp_path: Path, name: str) -> None:
    kit("add", "--name", "Bo Ek", "--email", "bo@x.example", "--fit", "yes", "--company", "Acme")
    kit("add", "--name", "Ann Lee", "--phone", "+49 30 5550100", "--introduced-by", "Bo Ek", "--rating", "A")
    kit("edit", "Ann Lee", "--timing", "contract-end", "2027-Q1", "--no-calls", "--email-every", "10d")
    before = [kit.show(each) for each in ("Bo Ek", "Ann Lee")]
    file = tmp_path / name
    assert "Wrote 2 contacts" in kit("export", str(file))
    first = file.read_bytes()
    for _ in range(3):
        kit("undo")
    assert kit.json("contacts") == []
    assert kit.json("import", str(file))["added"] == 2
    after = [kit.show(each) for each in ("Bo Ek", "Ann Lee")]
    assert [[each[key] for key in PLAN] for each in after] == [[each[key] for key in PLAN] for each in before]
    assert after[1]["introduced_by"] == after[0]["contact_id"]
    kit("export", str(file))
    assert file.read_bytes() == first


def test_some_contacts_and_the_version(kit: Kit, tmp_path: Path) -> None:
    for name in ("Ann Lee", "Bo Ek"):
        kit("add", "--name", name)
    file = tmp_path / "ann.vcf"
    done = kit.json("export", str(file), "--version", "4.0", "--contact", "Ann Lee")
    assert done == {"file": str(file), "contacts": 1, "companies": 0}
    assert "VERSION:4.0\n" in file.read_text(encoding="utf-8")
    kit.refused("export", str(tmp_path / "a.txt"), code=2)
    kit.refused("export", str(tmp_path / "a.csv"), "--version", "4.0", code=2)
    kit.refused("export", str(tmp_path / "nowhere" / "a.csv"))
    kit.refused("export", str(file), "--contact", "Nobody")
