"""contacts, show and add."""

import pytest

from tests.cli.conftest import NOW, Kit

SHOW = {
    "contact_id", "name", "company", "job_title", "state", "role", "rating", "company_rating",
    "effective_rating",
    "fit", "timing", "consent", "phones", "emails", "tags", "source", "introduced_by", "time_zone", "next",
    "insights", "touches",
}  # fmt: skip
LISTED = {
    "contact_id", "name", "company", "rating", "effective_rating", "state", "emails", "phones",
    "next_talk_on",
    "next_value_add_on",
}  # fmt: skip


def test_add_with_every_option_and_show(kit: Kit) -> None:
    ann = kit.add("Ann Lee")
    done = kit.json(
        "add", "--name", "Priya Raman", "--email", "priya@acme.example", "--phone", "+44 20 7946 0018",
        "--company", "Acme", "--job-title", "Head of Logistics", "--rating", "a", "--company-rating", "B",
        "--fit", "yes", "--time-zone", "Europe/London", "--tag", "vip", "--tag", "cold chain",
        "--introduced-by", "ann",
    )  # fmt: skip
    assert set(done) == {"operation_id", "contact_ids"}
    priya = done["contact_ids"][0]
    assert done == {"operation_id": 2, "contact_ids": [priya]}
    found = kit.show("priya@acme.example")
    assert set(found) == SHOW
    assert found["next"].pop("talk") == {
        "due_on": "2026-11-24",
        "due_at": None,
        "original_on": "2026-11-24",
        "reason": "Never spoken; first talk planned for 24 Nov",
    }
    assert found["next"].pop("value_add")["due_on"] == "2026-12-22"
    assert found == {
        "contact_id": priya,
        "name": "Priya Raman",
        "company": "Acme",
        "job_title": "Head of Logistics",
        "state": "active",
        "role": "prospect",
        "rating": "A",
        "company_rating": "B",
        "effective_rating": "A",
        "fit": "yes",
        "timing": None,
        "consent": {"calls": True, "email": True, "other": True},
        "phones": [{"value": "+44 20 7946 0018", "label": ""}],
        "emails": [{"value": "priya@acme.example", "label": ""}],
        "tags": ["cold chain", "vip"],
        "source": None,
        "introduced_by": ann,
        "time_zone": "Europe/London",
        "next": {"reply": None, "promise": None, "thanks": None},
        "insights": [],
        "touches": [],
    }


def test_add_prints_the_next_dates_and_how_to_undo(kit: Kit) -> None:
    out = kit("add", "--name", "Ann Lee", "--rating", "B")
    assert "Added Ann Lee." in out
    assert "Next talk: Tue 24 Nov 2026. Never spoken" in out
    assert "kitdiary undo 1" in out


@pytest.mark.parametrize(
    "options",
    [
        ("--rating", "Z"),
        ("--company-rating", "A"),
        ("--fit", "maybe"),
        ("--time-zone", "Mars/Base"),
        ("--email", "not an address"),
        ("--name", "x" * 10_000),
        ("--name", "\n \t"),
        ("--company", "x" * 10_000),
    ],
)
def test_add_refuses(kit: Kit, options: tuple[str, ...]) -> None:
    kit.refused("add", "--name", "Ann", *options, code=2)
    assert kit.json("contacts") == []
    assert kit.json("history") == []


def test_add_needs_a_name(kit: Kit) -> None:
    assert "--name" in kit.refused("add", code=2)


def test_names_of_every_kind_are_kept(kit: Kit) -> None:
    names = ["田中 太郎", "محمد علي", "Zoë 👩‍👩‍👧", "Bell\x07\x1b[31mRed", "two\nlines"]
    shown = [kit.show(kit.add(name))["name"] for name in names]
    assert shown == ["田中 太郎", "محمد علي", "Zoë 👩‍👩‍👧", "Bell[31mRed", "two lines"]
    out = kit("contacts")
    assert all(char.isprintable() or char in "\n\u2068\u2069\u200d" for char in out)


def test_contacts_lists_and_searches(kit: Kit) -> None:
    kit.add("Zoe Young", "--company", "Acme", "--rating", "A")
    kit.add("Ann Lee", "--tag", "vip", "--email", "ann@lee.example")
    found = kit.json("contacts")
    assert [set(row) for row in found] == [LISTED, LISTED]
    assert [row["name"] for row in found] == ["Ann Lee", "Zoe Young"]
    assert found[1] == {
        "contact_id": 1,
        "name": "Zoe Young",
        "company": "Acme",
        "rating": "A",
        "effective_rating": "A",
        "state": "active",
        "emails": [],
        "phones": [],
        "next_talk_on": "2026-11-24",
        "next_value_add_on": "2026-12-22",
    }
    assert found[0]["rating"] is None
    assert found[0]["effective_rating"] == "C"
    for query in ("acme", "you", "Zoe Y"):
        assert [row["name"] for row in kit.json("contacts", query)] == ["Zoe Young"]
    for query in ("vip", "lee.example", "ANN"):
        assert [row["name"] for row in kit.json("contacts", query)] == ["Ann Lee"]
    assert kit.json("contacts", "nobody") == []
    assert "Nobody found" in kit("contacts", "nobody")
    assert "2 contacts" in kit("contacts")


def test_a_contact_is_an_id_an_address_or_a_clear_name(kit: Kit) -> None:
    one = kit.add("Ann Lee", "--email", "ann@lee.example")
    two = kit.add("Ann Lund")
    for typed in (str(one), "ANN@lee.example", "ann lee", "Lee"):
        assert kit.show(typed)["contact_id"] == one
    sentence = kit.refused("show", "ann")
    assert f"Ann Lee (id {one})" in sentence
    assert f"Ann Lund (id {two})" in sentence
    assert "nobody@x.example" in kit.refused("show", "nobody@x.example")
    kit.refused("show", "99")
    kit.refused("show", "")


def test_show_as_text(kit: Kit) -> None:
    ann = kit.add("Ann Lee", "--company", "Acme", "--fit", "yes", "--phone", "+49 30 901820")
    kit(
        "edit",
        "ann",
        "--timing",
        "contract-end",
        "2027-Q2",
        "--no-email",
        "--talk-every",
        "10w",
        "--city",
        "Ulm",
    )
    kit(
        "log",
        "ann",
        "--channel",
        "call",
        "--outcome",
        "spoke",
        "--need",
        "less waste",
        "--note",
        "a\n\nb\x1b[2J",
    )
    kit("promise", "ann", "--on", "+3d", "--time", "15:00", "--what", "send the figures")
    kit("opportunity", "ann", "--title", "Racks", "--value", "12000", "--currency", "EUR")
    out = kit("show", str(ann))
    for part in (
        "Ann Lee (id 1)", "Acme", "counts as C (not rated)", "contract end Q2 2027", "talk every 10 weeks",
        "Not permitted  email", "+49 30 901820", "Ulm", "Next promise: Mon 23 Nov 2026 at 15:00",
        "send the figures (call)", "Racks: open, 12,000 EUR", "need: less waste", "call, spoke", "b[2J",
    ):  # fmt: skip
        assert part in out
    assert "\x1b" not in out


def test_older_touches_are_not_printed_but_are_in_json(kit: Kit) -> None:
    kit.add("Ann Lee")
    for day in range(1, 13):
        kit("log", "ann", "--channel", "call", "--outcome", "busy", "--at", f"2026-10-{day:02}T10:00")
    assert kit("show", "ann").count("call, busy") == 10
    assert len(kit.show("ann")["touches"]) == 12


def test_the_state_is_that_of_the_day(kit: Kit) -> None:
    kit.add("Ann Lee")
    kit("edit", "ann", "--pause-until", "2026-12-01")
    assert kit.json("contacts")[0]["state"] == "paused"
    assert kit.show("ann", now="2026-12-01T09:00")["state"] == "active"
    assert NOW < "2026-12-01"
