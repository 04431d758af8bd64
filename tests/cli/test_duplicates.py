"""``duplicates`` and ``merge`` as a person types them."""

from tests.cli.conftest import Kit


def test_two_entries_are_found_merged_and_put_back(kit: Kit) -> None:
    priya = kit.add("Priya Raman", "--company", "Nordlicht", "--email", "priya@n.example", "--rating", "B")
    twin = kit.add("P. Raman", "--email", "PRIYA@n.example", "--rating", "A")
    kit("log", str(twin), "--channel", "call", "--outcome", "spoke", "--note", "wants a press")
    found = kit.json("duplicates")
    assert found == [
        {
            "contact_ids": [priya, twin],
            "names": ["Priya Raman", "P. Raman"],
            "companies": ["Nordlicht", None],
            "certainty": 99,
            "reason": "same email",
        }
    ]
    assert "99 %" in kit("duplicates")
    done = kit.json("merge", str(priya), str(twin))
    assert done["contact_ids"] == [priya]
    shown = kit.show(priya)
    assert (shown["rating"], shown["touches"][0]["note"]) == ("A", "wants a press")
    assert kit.refused("show", str(twin))
    kit("undo", str(done["operation_id"]))
    assert kit.show(twin)["rating"] == "A"
    assert kit.show(priya)["touches"] == []


def test_the_value_of_the_other_can_be_taken(kit: Kit) -> None:
    one, two = kit.add("Ann Lee", "--company", "Acme"), kit.add("Anne Lee", "--company", "Mill")
    kit("merge", str(one), str(two), "--take", "name", "--take", "company")
    assert (kit.show(one)["name"], kit.show(one)["company"]) == ("Anne Lee", "Mill")


def test_two_people_are_kept_apart(kit: Kit) -> None:
    one, two = kit.add("Ann Lee", "--email", "a@x.example"), kit.add("Ann Lee", "--email", "a@x.example")
    assert len(kit.json("duplicates")) == 1
    assert "are two people" in kit("merge", str(one), str(two), "--not-the-same")
    assert kit("duplicates") == "Nobody seems to be in this diary twice.\n"


def test_what_cannot_be_is_refused_in_a_sentence(kit: Kit) -> None:
    one = kit.add("Ann Lee")
    assert "same entry" in kit.refused("merge", str(one), str(one), code=2)
    assert "Nobody" in kit.refused("merge", str(one), "Bob")
    assert "leave out" in kit.refused("merge", "1", "1", "--not-the-same", "--take", "name", code=2)


def test_two_companies_become_one(kit: Kit) -> None:
    one = kit.add("Ann Lee", "--company", "Acme")
    two = kit.add("Bob Hale", "--company", "Acme GmbH", "--company-rating", "A")
    done = kit.json("merge", "--companies", "acme", "Acme GmbH")
    assert [kit.show(who)["company"] for who in (one, two)] == ["Acme", "Acme"]
    assert kit.show(one)["company_rating"] == "A"
    kit("undo", str(done["operation_id"]))
    assert kit.show(two)["company"] == "Acme GmbH"
    assert "no company called" in kit.refused("merge", "--companies", "Acme", "Nowhere")
    assert "leave out" in kit.refused("merge", "--companies", "Acme", "x", "--take", "name", code=2)
