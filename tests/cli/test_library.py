"""content and opportunity."""

from pathlib import Path

import pytest

from tests.cli.conftest import Kit

CONTENT = {
    "content_id",
    "title",
    "kind",
    "link",
    "topics",
    "why",
    "until",
    "archived",
    "industries",
    "competitor",
}


def test_content_is_added_listed_and_searched(kit: Kit) -> None:
    done = kit.json(
        "content", "add", "--title", "Cold chain audit", "--kind", "whitepaper", "--link", "https://x.example/a",
        "--topic", "cold chain", "--topic", "food", "--why", "saves spoilage", "--until", "2027-01-31",
    )  # fmt: skip
    assert done == {"operation_id": 1, "contact_ids": []}
    kit("content", "add", "--title", "Newsletter")
    found = kit.json("content")
    assert [set(item) for item in found] == [CONTENT, CONTENT]
    assert {item["title"] for item in found} == {"Cold chain audit", "Newsletter"}
    assert kit.json("content", "spoilage") == [
        {
            "content_id": 1,
            "title": "Cold chain audit",
            "kind": "whitepaper",
            "link": "https://x.example/a",
            "topics": ["cold chain", "food"],
            "why": "saves spoilage",
            "until": "2027-01-31",
            "archived": False,
            "industries": [],
            "competitor": None,
        }
    ]
    out = kit("content", "food")
    assert "Cold chain audit" in out
    assert "Newsletter" not in out
    assert "no longer offered" in kit("content", now="2027-02-01T09:00")
    assert kit.json("content", "nothing like it") == []


def test_an_empty_library_says_so(kit: Kit) -> None:
    assert "content add" in kit("content")
    assert "Nothing found" in kit("content", "x")


def test_a_file_is_kept_in_the_diary(kit: Kit, tmp_path: Path) -> None:
    file = tmp_path / "audit.pdf"
    file.write_bytes(b"%PDF")
    kit("content", "add", "--title", "Audit", "--file", str(file))
    large = tmp_path / "large.bin"
    with large.open("wb") as out:
        out.truncate(26 * 2**20)
    assert "25 MB" in kit.refused("content", "add", "--title", "Large", "--file", str(large))
    kit.refused("content", "add", "--title", "Gone", "--file", str(tmp_path / "gone.pdf"))
    assert len(kit.json("content")) == 1


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ((), 2),
        (("--title", " "), 2),
        (("--title", "Audit"), 1),
        (("--title", "x", "--link", "javascript:alert(1)"), 2),
        (("--title", "x", "--kind", "poem"), 2),
        (("--title", "x", "--until", "2026-02-30"), 2),
        (("--title", "x", "--link", "https://x.example", "--file", "y"), 2),
    ],
)
def test_content_refuses(kit: Kit, options: tuple[str, ...], code: int) -> None:
    kit("content", "add", "--title", "Audit")
    kit.refused("content", "add", *options, code=code)
    assert len(kit.json("content")) == 1


def test_an_opportunity_is_opened_changed_and_thanked_for(kit: Kit) -> None:
    kit.add("Ally Ek")
    kit.add("Ann Lee", "--introduced-by", "ally")
    done = kit.json(
        "opportunity", "ann", "--title", "Racks", "--value", "12000", "--currency", "eur", "--before-need"
    )
    assert done["contact_ids"] == [2]
    assert kit.show("ally")["next"]["thanks"]["due_on"] == "2026-11-23"
    kit("log", "ally", "--channel", "call", "--outcome", "spoke", now="2026-11-20T10:00")
    assert kit.show("ally")["next"]["thanks"] is None
    kit("opportunity", "ann", "--title", "racks", "--stage", "won", now="2026-11-27T10:00")
    assert kit.show("ally")["next"]["thanks"]["due_on"] == "2026-11-30"
    assert "Racks: won, 12,000 EUR, opened Fri 20 Nov 2026, before the need was defined" in kit("show", "ann")


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ((), 2),
        (("--title", "x", "--value", "much"), 2),
        (("--title", "x", "--value", "-1"), 2),
        (("--title", "x", "--currency", "euros"), 2),
        (("--title", "x", "--stage", "maybe"), 2),
    ],
)
def test_opportunity_refuses(kit: Kit, options: tuple[str, ...], code: int) -> None:
    kit.add("Ann Lee")
    kit.refused("opportunity", "ann", *options, code=code)
    assert "Opportunities" not in kit("show", "ann")


def test_industries_and_a_competitor(kit: Kit) -> None:
    kit(
        "content",
        "add",
        "--title",
        "Depots",
        "--industry",
        "Food",
        "--industry",
        "Bakeries",
        "--competitor",
        "Veltra",
    )
    (item,) = kit.json("content", "--json")
    assert item["industries"] == ["Food", "Bakeries"]
    assert item["competitor"] == "Veltra"
