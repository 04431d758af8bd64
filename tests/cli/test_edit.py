"""edit: every option, and what it refuses."""

import pytest

from tests.cli.conftest import Kit


def test_edit_every_option(kit: Kit) -> None:
    kit.add("Ann Lee", "--tag", "old")
    kit.add("Bo Ek")
    kit(
        "edit", "ann", "--name", "Anna Lee", "--email", "a@lee.example", "--phone", "030 901820",
        "--company", "Acme",
        "--job-title", "CEO", "--rating", "B", "--company-rating", "A", "--fit", "unsure",
        "--time-zone", "Asia/Tokyo",
        "--tag", "new", "--untag", "OLD", "--introduced-by", "bo", "--role", "former-customer",
        "--source", "fair",
        "--pause-until", "2026-12-01", "--no-calls", "--no-other", "--talk-every", "none",
        "--email-every", "6w",
        "--timing", "new-manager", "2027-02", "--timing-note", "Eva", "--street", "Main St 1",
        "--city", "Ulm",
        "--region", "BW", "--postcode", "89073", "--country", "Germany",
    )  # fmt: skip
    found = kit.show("anna lee")
    assert found["job_title"] == "CEO"
    assert (found["rating"], found["company_rating"], found["role"]) == ("B", "A", "former-customer")
    assert (found["state"], found["tags"], found["introduced_by"], found["source"]) == (
        "paused",
        ["new"],
        2,
        "fair",
    )
    assert found["consent"] == {"calls": False, "email": True, "other": False}
    assert found["timing"] == {
        "kind": "new-manager",
        "date": "2027-02-01",
        "precision": "month",
        "note": "Eva",
        "recorded_on": "2026-11-20",
    }
    assert "Main St 1, 89073 Ulm, BW, Germany" in kit("show", "anna")
    kit("edit", "anna", "--allow", "calls", "--allow", "other", "--pause-until", "none", "--timing", "none")
    kit("edit", "anna", "--rating", "none", "--introduced-by", "none", "--company", "", "--time-zone", "none")
    found = kit.show("anna")
    assert found["consent"] == {"calls": True, "email": True, "other": True}
    assert (found["state"], found["timing"], found["rating"]) == ("active", None, None)
    assert (found["introduced_by"], found["company"], found["time_zone"]) == (None, None, None)
    assert found["next"]["talk"] is None
    kit("edit", "anna", "--talk-every", "default")
    assert kit.show("anna")["next"]["talk"] is not None


def test_edit_that_changes_nothing_says_so(kit: Kit) -> None:
    kit.add("Ann Lee", "--rating", "A")
    assert "Nothing had to be changed" in kit("edit", "ann", "--rating", "A")
    assert kit.json("edit", "ann", "--rating", "A") == {"operation_id": None, "contact_ids": [1]}


@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--timing", "soon", "2027"),
        ("--timing", "contract-end", "2027-02-30"),
        ("--timing", "contract-end"),
        ("--timing-note", "no timing yet"),
        ("--pause-until", "2026-02-30"),
        ("--pause-until", "2026-11-20"),
        ("--close", "dead"),
        ("--close", "deceased", "--reopen"),
        ("--no-calls", "--allow", "calls"),
        ("--allow", "faxes"),
        ("--talk-every", "6x"),
        ("--talk-every", "none", "--email-every", "none"),
        ("--role", "friend"),
        ("--introduced-by", "1"),
        ("--unknown",),
    ],
)
def test_edit_refuses(kit: Kit, options: tuple[str, ...]) -> None:
    kit.add("Ann Lee")
    before = kit.show("1")
    kit.refused("edit", "1", *options, code=2)
    assert kit.show("1") == before


def test_timing_none_with_an_equals_sign(kit: Kit) -> None:
    kit.add("Ann Lee")
    kit("edit", "ann", "--timing", "other", "2027")
    kit("edit", "ann", "--timing=none")
    assert kit.show("ann")["timing"] is None


def test_close_and_reopen(kit: Kit) -> None:
    kit.add("Ann Lee")
    for reason in ("no-contact", "left-field", "deceased", "duplicate"):
        kit("edit", "ann", "--close", reason)
        found = kit.show("ann")
        assert found["state"] == "closed"
        assert set(found["next"].values()) == {None}
    kit("edit", "ann", "--reopen")
    assert kit.show("ann")["state"] == "active"
    assert kit.show("ann")["next"]["talk"] is not None
