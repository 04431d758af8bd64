"""agenda, and the program without a command."""

import pytest

from kitdiary.cli.text import width
from tests.cli.conftest import Kit

ITEM = {
    "contact_id", "name", "company", "rating", "kind", "due_on", "due_at", "days_late", "reason",
    "over_capacity",
    "local_time", "suggestion",
}  # fmt: skip


@pytest.fixture
def busy(kit: Kit) -> Kit:
    """A diary with something of every group on Tuesday 24 November."""
    kit.add("Ally Ek")
    kit.add("Priya Raman", "--rating", "A", "--company", "Acme Logistics", "--time-zone", "America/New_York")
    kit.add("田中 太郎", "--rating", "B", "--company", "株式会社", "--introduced-by", "ally")
    kit.add("Vera Demir", "--rating", "D", "--tag", "cold chain")
    kit.add("Tom Timing")
    kit("content", "add", "--title", "Cold chain audit", "--topic", "cold chain")
    kit("edit", "tom", "--timing", "contract-end", "2026-12-31")
    kit("promise", "priya", "--on", "2026-11-24", "--time", "11:00", "--what", "call about the pilot")
    kit("log", "田中", "--channel", "email", "--outcome", "received", "--wants-reply")
    kit("opportunity", "田中", "--title", "Racks")
    return kit


def test_the_order_of_the_day_as_json(busy: Kit) -> None:
    found = busy.due("2026-11-24")
    assert all(set(item) == ITEM for item in found)
    assert [(item["name"], item["kind"]) for item in found] == [
        ("Priya Raman", "promise"),
        ("田中 太郎", "reply"),
        ("Ally Ek", "thanks"),
        ("Tom Timing", "talk"),
        ("田中 太郎", "talk"),
        ("Ally Ek", "talk"),
        ("Vera Demir", "value_add"),
    ]
    assert found[0] == {
        "contact_id": 2,
        "name": "Priya Raman",
        "company": "Acme Logistics",
        "rating": "A",
        "kind": "promise",
        "due_on": "2026-11-24",
        "due_at": "2026-11-24T11:00:00+01:00",
        "days_late": 0,
        "reason": "You promised for 24 Nov: call about the pilot",
        "over_capacity": False,
        "local_time": "03:15",
        "suggestion": None,
    }
    assert found[1]["days_late"] == 1
    assert found[5]["rating"] is None
    assert found[6]["suggestion"] == "Cold chain audit"


def test_the_order_of_the_day_as_text(busy: Kit) -> None:
    out = busy("agenda", "--date", "tue")
    assert out.startswith("Tue 24 Nov 2026: 3 talks, 1 value-add, 1 reply, 1 promise, 1 thank-you.\n")
    headings = [line for line in out.splitlines() if line and not line.startswith((" ", "Tue"))]
    assert headings == [
        "Promised for a time",
        "Replies owed",
        "Thanks",
        "The time has come",
        "Talks",
        "Value-adds",
    ]
    for part in (
        " 11:00  Priya Raman  A  Acme Logistics",
        "It is 03:15 there.",
        "1 day late",
        "Worth sending: Cold chain audit (fits: cold chain; new this month).",
    ):
        assert part in out


def test_columns_stay_aligned_and_within_the_page(busy: Kit, monkeypatch: pytest.MonkeyPatch) -> None:
    for columns in (40, 60, 100):
        monkeypatch.setattr("kitdiary.cli.agenda.page_width", lambda columns=columns: columns)
        lines = busy("agenda", "--date", "tue").splitlines()
        assert all(width(line) <= columns for line in lines)
        heads = [line for line in lines if " A  " in line or " B  " in line or " D  " in line]
        ratings = {
            width(line[: line.index(mark)])
            for line in heads
            for mark in (" A  ", " B  ", " D  ")
            if mark in line
        }
        assert len(ratings) == 1


def test_what_exceeds_the_capacity_is_listed_as_if_there_is_time(kit: Kit) -> None:
    for number in range(10):
        kit.add(f"Person {number}")
    found = kit.due("2026-11-24")
    assert [item["over_capacity"] for item in found] == [False] * 8 + [True] * 2
    out = kit("agenda", "--date", "2026-11-24")
    assert "8 talks, and 2 more if there is time" in out
    assert "Talks, if there is time" in out


def test_today_is_the_default_and_another_day_is_seen_from_itself(kit: Kit) -> None:
    kit.add("Ann Lee", "--rating", "A")
    assert kit.json("agenda") == []
    assert "nothing is due" in kit("agenda")
    assert kit.json("agenda", now="2026-11-24T00:30")[0]["days_late"] == 0
    assert kit.json("agenda", "--date", "2026-12-04")[0]["days_late"] == 10


def test_the_rep_s_zone_decides_what_day_it_is(kit: Kit) -> None:
    kit.add("Ann Lee")
    assert kit.json("agenda", now="2026-11-23T22:59Z") == []
    assert len(kit.json("agenda", now="2026-11-23T23:00Z")) == 1
    kit("settings", "time-zone", "America/Denver")
    assert kit.json("agenda", now="2026-11-23T23:00Z") == []


def test_no_day(kit: Kit) -> None:
    assert "2026-02-30" in kit.refused("agenda", "--date", "2026-02-30", code=2)
    assert kit.due("9999-12-31") == []
    assert kit.due("0001-01-01") == []


def test_an_empty_diary_says_what_to_do(kit: Kit) -> None:
    out = " ".join(kit("agenda").split())
    assert "kitdiary import FILE" in out
    assert "kitdiary demo" in out
