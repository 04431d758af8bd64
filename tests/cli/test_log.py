"""log: touches, and the dates they lead to."""

from typing import Any

import pytest

from tests.cli.conftest import Kit

TOUCH = {"touch_id", "at", "channel", "direction", "outcome", "conversation", "note"}


def test_a_call_moves_both_clocks(kit: Kit) -> None:
    kit.add("Priya Raman", "--rating", "A")
    done = kit.json(
        "log", "priya", "--channel", "call", "--outcome", "spoke", "--at", "2026-11-19T16:30",
        "--purpose", "review",
        "--note", "Long call.\nGood.", "--need", "less waste", "--need", "more space",
        "--frustration", "late lorries",
        "--can", "sign to 10k", "--cannot", "change the site", "--when", "after May",
    )  # fmt: skip
    assert done == {"operation_id": 2, "contact_ids": [1]}
    found = kit.show("priya")
    assert [set(touch) for touch in found["touches"]] == [TOUCH]
    assert found["touches"][0] == {
        "touch_id": 1,
        "at": "2026-11-19T16:30:00+01:00",
        "channel": "call",
        "direction": "out",
        "outcome": "spoke",
        "conversation": True,
        "note": "Long call.\nGood.",
    }
    assert {(i["kind"], i["text"]) for i in found["insights"]} == {
        ("need", "less waste"),
        ("need", "more space"),
        ("frustration", "late lorries"),
        ("can", "sign to 10k"),
        ("cannot", "change the site"),
        ("when", "after May"),
    }
    assert {(i["on"], i["touch_id"]) for i in found["insights"]} == {("2026-11-19", 1)}
    assert found["next"]["talk"]["due_on"] == "2026-12-31"
    assert found["next"]["talk"]["reason"] == "Last spoke yesterday; A is every 6 weeks"
    assert found["next"]["value_add"]["due_on"] == "2026-12-17"


def test_log_prints_the_next_dates(kit: Kit) -> None:
    kit.add("Priya Raman", "--rating", "A")
    out = kit("log", "priya", "--channel", "call", "--outcome", "spoke")
    assert "Logged a call with Priya Raman" in out
    assert "Next talk: Fri 1 Jan 2027. Last spoke today; A is every 6 weeks." in out
    assert "Next value-add: Fri 18 Dec 2026." in out


def test_several_people_in_one_touch(kit: Kit) -> None:
    kit.add("Ann Lee")
    kit.add("Bo Ek")
    done = kit.json("log", "ann", "bo", "ann lee", "--channel", "trade-show", "--outcome", "spoke")
    assert done["contact_ids"] == [1, 2]
    assert kit.show("1")["touches"] == kit.show("2")["touches"]


def test_an_attempt_an_answer_and_a_reply(kit: Kit) -> None:
    kit.add("Ann Lee")
    kit("log", "ann", "--channel", "call", "--outcome", "no-answer")
    assert kit.show("ann")["next"]["talk"]["due_on"] == "2026-11-24"
    kit("log", "ann", "--channel", "email", "--outcome", "received", "--wants-reply")
    found = kit.show("ann")
    assert found["touches"][0]["direction"] == "in"
    assert found["next"]["reply"]["due_on"] == "2026-11-23"
    kit("log", "ann", "--channel", "email", "--outcome", "sent", now="2026-11-20T10:00")
    assert kit.show("ann")["next"]["reply"] is None


def test_content_is_sent_by_its_title(kit: Kit) -> None:
    kit.add("Ann Lee", "--rating", "A")
    kit("content", "add", "--title", "Cold chain audit")
    kit("log", "ann", "--channel", "email", "--outcome", "sent", "--content", "cold CHAIN audit")
    assert kit.show("ann")["next"]["value_add"]["due_on"] == "2026-12-18"
    assert "gave Cold chain audit" in kit("show", "ann")
    kit("log", "ann", "--channel", "letter", "--outcome", "sent", "--why", "they asked for figures")
    assert "gave they asked for figures" in kit("show", "ann")


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("2026-11-20T08:00", "2026-11-20T08:00:00+01:00"),
        ("2026-07-01T08:00", "2026-07-01T08:00:00+02:00"),
        ("2026-11-19T23:30-08:00", "2026-11-19T23:30:00-08:00"),
        ("2026-11-20T07:00Z", "2026-11-20T07:00:00+00:00"),
        ("2026-11-19", "2026-11-19T12:00:00+01:00"),
        ("today", "2026-11-20T09:15:00+01:00"),
    ],
)
def test_when_it_was(kit: Kit, typed: str, stored: str) -> None:
    kit.add("Ann Lee")
    kit("log", "ann", "--channel", "call", "--outcome", "spoke", "--at", typed)
    assert kit.show("ann")["touches"][0]["at"] == stored


def options(**given: Any) -> list[str]:
    return [part for name, value in given.items() for part in (f"--{name.replace('_', '-')}", value)]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"channel": "email", "outcome": "spoke"}, 2),
        ({"channel": "web", "outcome": "sent"}, 2),
        ({"channel": "call", "outcome": "replied"}, 2),
        ({"channel": "call", "outcome": "spoke", "at": "2026-11-20T14:30"}, 2),
        ({"channel": "call", "outcome": "spoke", "at": "2026-11-21"}, 2),
        ({"channel": "call", "outcome": "spoke", "at": "2026-02-30T10:00"}, 2),
        ({"channel": "call", "outcome": "spoke", "at": "1066-10-14T10:00"}, 2),
        ({"channel": "pigeon", "outcome": "spoke"}, 2),
        ({"channel": "call", "outcome": "great"}, 2),
        ({"channel": "email", "outcome": "received", "direction": "out"}, 2),
        ({"channel": "email", "outcome": "sent", "direction": "sideways"}, 2),
        ({"channel": "call"}, 2),
        ({"outcome": "spoke"}, 2),
        ({"channel": "email", "outcome": "sent", "content": "a", "why": "b"}, 2),
        ({"channel": "email", "outcome": "sent", "content": "No such title"}, 1),
        ({"channel": "call", "outcome": "spoke", "note": "x" * 100_001}, 2),
    ],
)
def test_log_refuses(kit: Kit, given: dict[str, str], code: int) -> None:
    kit.add("Ann Lee")
    kit.refused("log", "ann", *options(**given), code=code)
    assert kit.show("ann")["touches"] == []
    assert len(kit.json("history")) == 1


def test_wanting_a_reply_from_oneself_is_refused(kit: Kit) -> None:
    kit.add("Ann Lee")
    kit.refused("log", "ann", "--channel", "email", "--outcome", "sent", "--wants-reply", code=2)


def test_log_needs_people_that_are_there(kit: Kit) -> None:
    kit.add("Ann Lee")
    kit.refused("log", "--channel", "call", "--outcome", "spoke", code=2)
    kit.refused("log", "ann", "nobody", "--channel", "call", "--outcome", "spoke")
    assert kit.show("ann")["touches"] == []


def test_a_note_that_begins_with_a_dash(kit: Kit) -> None:
    kit.add("Ann Lee")
    kit("log", "ann", "--channel", "call", "--outcome", "spoke", "--note", "--json is not meant")
    assert kit.show("ann")["touches"][0]["note"] == "--json is not meant"
