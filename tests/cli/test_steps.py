"""promise, kept, snooze, skip."""

import pytest

from tests.cli.conftest import Kit


def test_a_promise_to_talk_stands_in_place_of_the_talk(kit: Kit) -> None:
    kit.add("Ann Lee")
    done = kit.json(
        "promise", "ann", "--on", "2026-11-26", "--time", "14:30", "--what", "call about the racks"
    )
    assert done == {"operation_id": 2, "contact_ids": [1]}
    found = kit.show("ann")["next"]
    assert found["talk"] is None
    assert found["promise"] == {
        "due_on": "2026-11-26",
        "due_at": "2026-11-26T14:30:00+01:00",
        "original_on": "2026-11-26",
        "reason": "You promised for 26 Nov: call about the racks",
    }
    kit("kept", "ann")
    found = kit.show("ann")["next"]
    assert found["promise"] is None
    assert found["talk"]["due_on"] == "2026-11-24"


def test_another_promise_stands_beside_it(kit: Kit) -> None:
    kit.add("Ann Lee")
    kit("promise", "ann", "--on", "tomorrow", "--channel", "email", "--what", "the offer")
    found = kit.show("ann")["next"]
    assert found["promise"]["due_on"] == "2026-11-21"
    assert found["promise"]["due_at"] is None
    assert found["talk"] is not None


def test_a_conversation_keeps_a_promise_to_talk_only(kit: Kit) -> None:
    kit.add("Ann Lee")
    kit("promise", "ann", "--on", "today", "--what", "call")
    kit("promise", "ann", "--on", "today", "--what", "send it", "--channel", "email")
    kit("log", "ann", "--channel", "call", "--outcome", "spoke", now="2026-11-20T10:00")
    out = kit("show", "ann", now="2026-11-20T10:00")
    assert "send it (email)" in out
    assert ": call (call)" not in out


@pytest.mark.parametrize("kind", ["talk", "value-add", "value_add", "VALUE-ADD"])
def test_snooze_and_skip(kit: Kit, kind: str) -> None:
    kit.add("Ann Lee", "--rating", "A")
    key = kind.lower().replace("-", "_")
    original = kit.show("ann")["next"][key]["due_on"]
    kit("snooze", "ann", "--kind", kind, "--until", "2027-01-06")
    found = kit.show("ann")["next"][key]
    assert (found["due_on"], found["original_on"]) == ("2027-01-06", original)
    kit("skip", "ann", "--kind", kind)
    found = kit.show("ann")["next"][key]
    assert found["due_on"] == found["original_on"] == {"talk": "2027-01-01", "value_add": "2026-12-18"}[key]


def test_snooze_to_a_time(kit: Kit) -> None:
    kit.add("Ann Lee")
    kit("snooze", "ann", "--kind", "talk", "--until", "2026-11-20T16:00")
    found = kit.show("ann")["next"]["talk"]
    assert (found["due_on"], found["due_at"]) == ("2026-11-20", "2026-11-20T16:00:00+01:00")


def test_skipping_a_promise_drops_it_and_a_reply_needs_a_reason(kit: Kit) -> None:
    kit.add("Ann Lee")
    kit("promise", "ann", "--on", "+1w", "--what", "call")
    kit("skip", "ann", "--kind", "promise")
    assert kit.show("ann")["next"]["promise"] is None
    kit("log", "ann", "--channel", "email", "--outcome", "received", "--wants-reply")
    assert "--why" in kit.refused("skip", "ann", "--kind", "reply", code=2)
    kit("skip", "ann", "--kind", "reply", "--why", "answered by her colleague")
    assert kit.show("ann")["next"]["reply"] is None


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (("promise", "ann", "--on", "2026-02-30", "--what", "x"), 2),
        (("promise", "ann", "--on", "+1d", "--time", "25:00", "--what", "x"), 2),
        (("promise", "ann", "--on", "+1d", "--what", "  "), 2),
        (("promise", "ann", "--on", "+1d", "--what", "x", "--channel", "web"), 2),
        (("promise", "ann", "--on", "+1d"), 2),
        (("promise", "nobody", "--on", "+1d", "--what", "x"), 1),
        (("promise", "ann", "--on", "9999-12-31", "--what", "x"), 2),
        (("kept", "ann"), 1),
        (("kept", "nobody"), 1),
        (("snooze", "ann", "--kind", "thanks", "--until", "+1d"), 1),
        (("snooze", "ann", "--kind", "talk", "--until", "2026-11-19"), 2),
        (("snooze", "ann", "--kind", "talk", "--until", "2026-11-20T09:00"), 2),
        (("snooze", "ann", "--kind", "coffee", "--until", "+1d"), 2),
        (("snooze", "ann", "--kind", "talk"), 2),
        (("skip", "ann", "--kind", "promise"), 1),
        (("skip", "ann"), 2),
    ],
)
def test_refusals(kit: Kit, command: tuple[str, ...], code: int) -> None:
    kit.add("Ann Lee")
    before = kit.show("ann")
    kit.refused(*command, code=code)
    assert kit.show("ann") == before
