"""import of a vCard file, from the file to the diary."""

from pathlib import Path

from tests.cli.conftest import Kit

CARD = """BEGIN:VCARD
VERSION:3.0
N:Raman;Priya;;;
FN:Priya Raman
ORG:Solaris Pumps;Purchasing
TEL;TYPE=cell:+49 171 5550100
EMAIL;TYPE=work:priya@solaris.example
UID:abc-1
X-SKYPE:priya.r
PHOTO;ENCODING=b;TYPE=JPEG:/9j/4AAQSkZJRgABAQAAAQABAAD/2wBD
END:VCARD
"""


def test_a_card_comes_in_once(kit: Kit, tmp_path: Path) -> None:
    file = tmp_path / "contacts.vcf"
    file.write_text(CARD, encoding="utf-8")
    done = kit.json("import", str(file), "--rating", "B", "--tag", "fair")
    assert (done["source"], done["rows"], done["added"]) == ("vCard 3.0", 1, 1)
    found = kit.show("priya@solaris.example")
    assert found["phones"] == [{"value": "+49 171 5550100", "label": "mobile"}]
    assert (found["company"], found["rating"], found["tags"]) == ("Solaris Pumps", "B", ["fair"])
    assert kit.json("import", str(file))["unchanged"] == 1
    assert kit.json("import", str(file), "--on-duplicate", "new")["unchanged"] == 1


def test_the_card_s_uid_finds_who_changed_everything_else(kit: Kit, tmp_path: Path) -> None:
    file = tmp_path / "contacts.vcf"
    file.write_text(CARD, encoding="utf-8")
    kit("import", str(file))
    moved = CARD.replace("Solaris Pumps;Purchasing", "Other Ltd").replace("priya@solaris", "raman@other")
    moved = moved.replace("+49 171 5550100", "+49 171 5550999")
    file.write_text(moved, encoding="utf-8")
    assert kit.json("import", str(file))["updated"] == 1
    assert len(kit.json("contacts")) == 1
    other = CARD.replace("Priya Raman", "Otto Klein").replace("Raman;Priya", "Klein;Otto")
    other = other.replace("priya@", "otto@").replace("5550100", "5550222")
    file.write_text(other, encoding="utf-8")
    assert kit.json("import", str(file))["added"] == 1, "a program that gives everybody the same UID"


def test_rejected_cards_can_be_corrected_and_imported(kit: Kit, tmp_path: Path) -> None:
    file, rejects = tmp_path / "contacts.vcf", tmp_path / "rejects.vcf"
    nobody = "BEGIN:VCARD\nVERSION:3.0\nNOTE:Grüße\nEND:VCARD\n"
    file.write_text(nobody + CARD + "BEGIN:VCARD\nFN:Cut O", encoding="utf-8")
    done = kit.json("import", str(file), "--rejects", str(rejects), code=3)
    assert (done["added"], done["rejected"]) == (1, 2)
    text = rejects.read_text(encoding="utf-8")
    assert "X-KITDIARY-LINE:1\n" in text
    assert "X-KITDIARY-REASON:It is cut off" in text
    rejects.write_text(text.replace("NOTE:", "FN:Ann Lee\nNOTE:"), encoding="utf-8")
    again = kit.json("import", str(rejects))
    assert (again["added"], again["rejected"]) == (2, 0)


def test_what_is_no_vcard_is_one_sentence(kit: Kit, tmp_path: Path) -> None:
    file = tmp_path / "contacts.vcf"
    for content in (b"", b"hello\n", bytes(range(256)) * 9, b"PK\x03\x04zip", b"\xff\xfe\x00"):
        file.write_bytes(content)
        kit.refused("import", str(file))
    assert kit.json("contacts") == []
