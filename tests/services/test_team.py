"""Many hand-offs together: newest counts, what is altered is not believed, what is hostile is refused."""

from __future__ import annotations

import csv
import json
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kitdiary.domain.errors import DiaryError
from kitdiary.domain.figures import Share
from kitdiary.domain.handoff_format import MANIFEST
from kitdiary.domain.opportunities import Stage
from kitdiary.domain.team import Team
from kitdiary.services.diary import Diary
from kitdiary.services.exchange import handoff_reader
from kitdiary.services.exchange.handoff import HandoffRequest
from kitdiary.services.team import ROLL_UP, read_team, write_roll_up
from tests.services.diaries import added, set_clock, talked

TODAY = date(2026, 11, 20)
Hand = Callable[..., Path]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "team"
    place.mkdir()
    return place


@pytest.fixture
def hand(diary: Diary, folder: Path) -> Hand:
    """Makes a hand-off of a small diary in the team's folder."""
    diary.render_summary = lambda _page, path: path.write_bytes(b"%PDF") and None
    set_clock(diary, "2026-07-01T09:00")
    ann, ben = added(diary, "Änne", company="=Firm", rating="A"), added(diary, "Ben", rating="B")
    talked(diary, ann, ben)
    diary.opportunities.put(ben, "Line 2", value="1200.50", currency="EUR", stage=Stage.WON)
    set_clock(diary, "2026-11-20T09:15")

    def make(name: str, rep: str, **fields: Any) -> Path:
        request = HandoffRequest(diary.reports.period(), rep=rep, **fields)
        return diary.handoffs.make(folder / name, request).place

    return make


def only(team: Team) -> str:
    """The one broken place's sentence."""
    (broken,) = team.broken
    assert broken.sentence.endswith(".")
    return broken.sentence


def test_folders_and_zips_are_rolled_up(hand: Hand, folder: Path) -> None:
    hand("ann", "Ann")
    hand("ben", "Ben", zipped=True)
    hand("deep/down", "Cat")
    team = read_team(folder, TODAY)
    assert [(member.rep, member.place) for member in team.members] == [
        ("Ann", "ann"),
        ("Ben", "ben.zip"),
        ("Cat", str(Path("deep", "down"))),
    ]
    member = team.members[1]
    assert (member.contacts, member.contacts_by_rating, member.problems) == (2, {"A": 1, "B": 1}, [])
    assert member.coverage is not None
    assert member.coverage[0] == Share("A", 0, 1)
    assert (member.left_behind, member.slipping, member.conversations) == (1, 1, 1)
    assert (member.opportunities, member.first_meeting, member.won) == (1, 1, 1)
    assert str(member.won_values["EUR"]) == "1200.50"
    assert team.coverage()[0] == Share("A", 0, 3)
    first = team.slipping[0]
    assert (first.name, first.company, first.rating) == ("Änne", "=Firm", "A")
    assert first.last_conversation_on == date(2026, 7, 1)


def test_the_newest_of_each_rep_counts(hand: Hand, folder: Path, diary: Diary) -> None:
    hand("old", "Ann")
    set_clock(diary, "2026-11-27T09:15")
    hand("new", "ann")
    team = read_team(folder, date(2026, 11, 27))
    assert [member.place for member in team.members] == ["new"]
    assert team.superseded == ("old",)


def test_what_is_stale_missing_or_altered_is_said(hand: Hand, folder: Path) -> None:
    place = hand("ann", "Ann")
    (place / "contacts.csv").write_bytes((place / "contacts.csv").read_bytes().replace(b"Ben", b"Bob"))
    (place / "opportunities.csv").unlink()
    (place / "touches.csv").write_bytes(b"")
    (member,) = read_team(folder, date(2026, 12, 20)).members
    assert member.problems == [
        "It is stale: made 30 days ago.",
        "contacts.csv was altered after the hand-off; its figures are left out.",
        "opportunities.csv is missing; its figures are left out.",
        "touches.csv was altered after the hand-off.",
    ]
    assert (member.contacts, member.won, member.left_behind) == (None, None, 1)


def test_a_folder_saved_by_a_spreadsheet_is_altered_not_a_crash(hand: Hand, folder: Path) -> None:
    place = hand("ann", "Ann")
    text = (place / "contacts.csv").read_text(encoding="utf-8-sig").replace(",", ";")
    (place / "contacts.csv").write_text(text, encoding="utf-16")
    (member,) = read_team(folder, TODAY).members
    assert member.problems == ["contacts.csv was altered after the hand-off; its figures are left out."]


@pytest.mark.parametrize(
    ("manifest", "words"),
    [
        (b"", "cannot be read"),
        (b"[1]", "is not that of a hand-off"),
        (b"\xff\xfe{", "cannot be read"),
        (b"[" * 100_000, "cannot be read"),
        (b'{"format": "kitdiary-handoff", "version": 99}', "newer KitDiary"),
        (b'{"format": "kitdiary-handoff", "version": 1}', "cannot be read"),
        (b'{"format": "kitdiary-handoff", "unfinished": true}', "was not finished"),
        (b" " * 2_000_000, "is not that of a hand-off"),
    ],
)
def test_a_manifest_that_is_none_is_named_and_the_rest_is_shown(
    hand: Hand, folder: Path, manifest: bytes, words: str
) -> None:
    hand("ann", "Ann")
    (hand("ben", "Ben") / MANIFEST).write_bytes(manifest)
    team = read_team(folder, TODAY)
    assert [member.rep for member in team.members] == ["Ann"]
    assert words in only(team)


def test_a_manifest_cannot_name_a_file_elsewhere(hand: Hand, folder: Path, tmp_path: Path) -> None:
    place = hand("ann", "Ann")
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    found = json.loads((place / MANIFEST).read_text(encoding="utf-8"))
    for one in found["files"]:
        one["name"] = f"../../{one['name']}"
    (place / MANIFEST).write_text(json.dumps(found), encoding="utf-8")
    (member,) = read_team(folder, TODAY).members
    assert member.problems[0] == "contacts.csv is missing; its figures are left out."


def test_links_are_not_followed(hand: Hand, folder: Path, tmp_path: Path) -> None:
    place = hand("ann", "Ann")
    elsewhere = tmp_path / "elsewhere.csv"
    (place / "contacts.csv").rename(elsewhere)
    (place / "contacts.csv").symlink_to(elsewhere)
    (folder / "link").symlink_to(tmp_path)
    (member,) = read_team(folder, TODAY).members
    assert member.problems == ["contacts.csv is missing; its figures are left out."]


def zipped(folder: Path, files: dict[str, bytes]) -> None:
    with zipfile.ZipFile(folder / "bad.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)


@pytest.mark.parametrize(
    ("files", "words"),
    [
        ({MANIFEST: b"{}", "../evil.csv": b"x"}, "points outside"),
        ({MANIFEST: b"{}", "/etc/evil": b"x"}, "points outside"),
        ({MANIFEST: b"{}", "C:evil": b"x"}, "points outside"),
        ({MANIFEST: b"{}", "contacts.csv": bytes(40_000_000)}, "unpacks to"),
        ({MANIFEST: b"{}", **{f"{n}.csv": b"" for n in range(300)}}, "holds 301 files"),
        ({"contacts.csv": b""}, "has no manifest.json"),
    ],
)
def test_a_zip_that_means_harm_is_refused(folder: Path, files: dict[str, bytes], words: str) -> None:
    zipped(folder, files)
    assert words in only(read_team(folder, TODAY))


def test_a_zip_that_is_broken_is_named(hand: Hand, folder: Path) -> None:
    whole = hand("ann", "Ann", zipped=True)
    data = whole.read_bytes()
    (folder / "half.zip").write_bytes(data[: len(data) // 2])
    (folder / "text.zip").write_text("no zip", encoding="utf-8")
    at = data.index(b"PK\x01\x02") // 2
    (folder / "bits.zip").write_bytes(data[:at] + bytes(50) + data[at + 50 :])
    whole.unlink()
    team = read_team(folder, TODAY)
    assert {one.place for one in team.broken} >= {"half.zip", "text.zip"}
    assert len(team.broken) + len(team.members) == 3
    assert all(one.sentence.endswith(".") for one in team.broken)


def test_what_is_too_large_is_refused(hand: Hand, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hand("ann", "Ann")
    hand("ben", "Ben", zipped=True)
    monkeypatch.setattr(handoff_reader, "MAX_BYTES", 1500)
    team = read_team(folder, TODAY)
    assert not team.members
    assert [one.place for one in team.broken] == ["ben.zip", "ann"]
    assert all("MB" in one.sentence for one in team.broken)


def test_a_hole_of_two_gigabytes_is_refused_at_once(folder: Path) -> None:
    for name in ("hole.zip", "contacts.csv"):
        with (folder / name).open("wb") as file:
            file.truncate(2 * 1024**3)
    assert len(read_team(folder, TODAY).broken) == 2


def test_a_folder_without_hand_offs_says_so(folder: Path) -> None:
    with pytest.raises(DiaryError, match="no hand-off in"):
        read_team(folder, TODAY)
    with pytest.raises(DiaryError, match="no folder"):
        read_team(folder / "nowhere", TODAY)


def test_the_roll_up_is_a_table(hand: Hand, folder: Path, tmp_path: Path) -> None:
    hand("ann", "=Ann")
    team = read_team(folder, TODAY)
    write_roll_up(team, tmp_path / "out.csv")
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert tuple(rows[0]) == ROLL_UP
    assert [(row["rep"], row["rating"], row["on_cadence_of"]) for row in rows[:2]] == [
        ("'=Ann", "all", "2"),
        ("'=Ann", "A", "1"),
    ]
    with pytest.raises(DiaryError, match="cannot be written"):
        write_roll_up(team, tmp_path / "no" / "out.csv")


def test_reading_can_be_cancelled(hand: Hand, folder: Path) -> None:
    hand("ann", "Ann")
    with pytest.raises(DiaryError, match="cancelled"):
        read_team(folder, TODAY, lambda _done, _all: False)
