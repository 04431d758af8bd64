"""Contacts that pass from one diary to another's: all of their history, once, joined with who is there."""

import json
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kitdiary.bootstrap import fill_with_demo
from kitdiary.domain.errors import DiaryError, InvalidInput
from kitdiary.domain.people import State
from kitdiary.domain.touches import Channel, InsightKind, Outcome
from kitdiary.services.changes import Change
from kitdiary.services.diary import Diary
from kitdiary.services.exchange.contact_exports import ExportForm
from kitdiary.services.exchange.package import Manifest, reading, writing
from kitdiary.services.touch_log import TouchDraft
from tests.services.diaries import (
    PROMISE,
    TALK,
    VALUE_ADD,
    added,
    asked,
    assert_plans_true,
    opened,
    person,
    plan_of,
    refused,
    talked,
    undone_exactly,
)
from tests.storage.diaries import dump


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Diary, Diary]]:
    with ExitStack() as stack:
        yield (
            stack.enter_context(opened(tmp_path / "giver.kitdiary")),
            stack.enter_context(opened(tmp_path / "taker.kitdiary")),
        )


def filled(diary: Diary, folder: Path) -> list[int]:
    """Three people with a history of every kind."""
    priya = added(
        diary,
        "Priya Raman",
        company="Acme",
        email="p@x.example",
        phone="+49 170 1234567",
        rating="A",
        tag=["cold"],
    )
    ann = added(diary, "Ann Lee", company="Acme", introduced_by=priya, calls=False)
    bob = added(diary, "Bob Hale", company="Mill", email="bob@x.example", rating="C")
    outsider = added(diary, "Out Sider", company="Else")
    talked(diary, priya, ann, at="2026-10-02")
    talked(diary, priya, outsider, at="2026-10-05")
    diary.steps.snooze(priya, TALK, date(2027, 1, 11))
    talked(diary, priya, at="2026-10-01")
    item = diary.library.add("Guide", topics=("cold",))
    assert item.operation_id
    draft = TouchDraft((bob,), Channel.EMAIL, Outcome.SENT, content="Guide")
    diary.log.record(draft)
    needs = ((InsightKind.NEED, "a press"),)
    diary.log.record(TouchDraft((ann,), Channel.VISIT, Outcome.SPOKE, note="in the mill", insights=needs))
    asked(diary, bob, at="2026-11-19")
    diary.steps.promise(bob, date(2026, 12, 1), "send the sheet", None, Channel.EMAIL)
    diary.steps.snooze(bob, PROMISE, date(2026, 12, 3))
    diary.steps.skip(ann, VALUE_ADD)
    diary.opportunities.put(ann, "Press")
    file = folder / "sheet.txt"
    file.write_text("sheet")
    diary.attachments.add([file], contact_id=priya)
    return [priya, ann, bob]


def plans_by_name(diary: Diary) -> dict[str, list[tuple[str, str, str]]]:
    found = {}
    with diary.context.store.read():
        ids = diary.context.people.all_ids()
    for contact_id in ids:
        steps = plan_of(diary, contact_id)
        found[person(diary, contact_id).name] = [
            (step.kind.value, step.due_on.isoformat(), step.reason.sentence(date(2026, 11, 20)))
            for step in steps
        ]
    return found


def test_a_territory_goes_over_whole_with_the_same_plan(two: tuple[Diary, Diary], tmp_path: Path) -> None:
    giver, taker = two
    people = filled(giver, tmp_path)
    plans = {name: plan for name, plan in plans_by_name(giver).items() if name != "Out Sider"}
    file = tmp_path / "north.zip"
    given = giver.territory.give(file, people, "Cleo Vance")
    assert (given.contacts, given.touches) == (3, 6)
    taken = taker.territory.take(file)
    assert (taken.added, taken.joined, taken.known, taken.erased, taken.touches) == (3, 0, 0, 0, 6)
    assert plans_by_name(taker) == plans
    assert_plans_true(taker)
    assert taker.safety.check() == []
    ann = taker.cards.one(taker.contacts.find("Ann Lee"))
    assert ann.introducer == "Priya Raman"
    assert not ann.contact.consent.calls
    assert ann.contact.owner == "Cleo Vance"
    assert [touch.note for touch in ann.touches] == ["in the mill", ""]
    assert [insight.text for insight in ann.insights] == ["a press"]
    assert ann.opportunities[0].title == "Press"
    priya = taker.contacts.find("p@x.example")
    (kept,) = taker.attachments.of_contact(priya)
    assert taker.attachments.content(kept.id) == ("sheet.txt", b"sheet")
    assert [item.title for item in taker.library.items()] == ["Guide"]


def test_the_same_package_again_changes_nothing(two: tuple[Diary, Diary], tmp_path: Path) -> None:
    giver, taker = two
    file = tmp_path / "north.zip"
    giver.territory.give(file, filled(giver, tmp_path), "Cleo")
    taker.territory.take(file)
    before = dump(taker.context.store)
    again = taker.territory.take(file)
    assert again.change is not None
    assert again.change.operation_id is None
    assert (again.added, again.joined, again.known) == (0, 0, 3)
    assert dump(taker.context.store) == before
    newest = taker.safety.history(1)[0]
    taker.safety.undo(newest.id)
    assert taker.territory.take(file).added == 3


def test_taking_is_undone_to_the_letter(two: tuple[Diary, Diary], tmp_path: Path) -> None:
    giver, taker = two
    file = tmp_path / "north.zip"
    giver.territory.give(file, filled(giver, tmp_path), "Cleo")
    added(taker, "Priya Raman", email="p@x.example", company="ACME")
    undone_exactly(taker, lambda: change_of(taker, file))


def change_of(diary: Diary, file: Path) -> Change:
    change = diary.territory.take(file).change
    assert change is not None
    return change


def test_who_is_there_already_is_joined(two: tuple[Diary, Diary], tmp_path: Path) -> None:
    giver, taker = two
    file = tmp_path / "north.zip"
    people = filled(giver, tmp_path)
    giver.contacts.edit((people[0],), notes="Likes tea.", email_allowed=False)
    giver.territory.give(file, people, "Cleo")
    here = added(
        taker,
        "Priya Raman",
        company="ACME",
        email="P@x.example",
        phone="+49 170 1234567",
        notes="Met.",
        calls=False,
    )
    talked(taker, here, at="2026-11-10")
    taken = taker.territory.take(file)
    assert (taken.added, taken.joined) == (2, 1)
    priya = taker.cards.one(here)
    assert priya.contact.notes == "Met.\n\nLikes tea."
    assert (priya.contact.consent.calls, priya.contact.consent.email) == (False, False)
    assert priya.contact.rating == "A"
    assert len(priya.touches) == 4
    assert len(priya.contact.emails) == len(priya.contact.phones) == 1
    with taker.context.store.read():
        assert taker.context.store.one("SELECT count(*) FROM companies") == (2,)
    assert_plans_true(taker)


def test_the_givers_copies_rest_and_are_marked(two: tuple[Diary, Diary], tmp_path: Path) -> None:
    giver, _ = two
    people = filled(giver, tmp_path)
    file = tmp_path / "north.zip"
    undone_exactly(giver, lambda: mark_of(giver, file, people))
    priya = person(giver, people[0])
    assert (priya.owner, priya.paused_until) == ("Cleo", date(2027, 2, 18))
    assert priya.tags == ("cold", "handed over")
    assert priya.state(date(2026, 11, 20)) is State.PAUSED
    copy = giver.territory.give(file, people, "Dora", mark=False)
    assert copy.change is None
    assert person(giver, people[0]).owner == "Cleo"


def mark_of(diary: Diary, file: Path, people: list[int]) -> Change:
    change = diary.territory.give(file, people, "Cleo").change
    assert change is not None
    return change


def test_what_goes_and_comes_back_is_the_same_person(two: tuple[Diary, Diary], tmp_path: Path) -> None:
    giver, taker = two
    people = filled(giver, tmp_path)
    there, back = tmp_path / "there.zip", tmp_path / "back.zip"
    giver.territory.give(there, people, "Cleo")
    taker.territory.take(there)
    bob = taker.contacts.find("Bob Hale")
    talked(taker, bob)
    taker.contacts.edit((bob,), name="Robert Hale", email="new@x.example")
    taker.territory.give(back, [bob], "Me")
    taken = giver.territory.take(back)
    assert (taken.added, taken.joined, taken.touches) == (0, 1, 1)
    card = giver.cards.one(people[2])
    assert len(card.touches) == 3
    assert card.contact.tags == ()
    assert card.contact.owner == "Me"
    assert card.state is State.ACTIVE
    assert_plans_true(giver)


def test_an_introducer_who_stays_is_named_all_the_same(two: tuple[Diary, Diary], tmp_path: Path) -> None:
    giver, taker = two
    boss = added(giver, "Boss Lady", email="boss@x.example")
    ann = added(giver, "Ann Lee", introduced_by=boss)
    giver.territory.give(tmp_path / "one.zip", [ann], "Lena", mark=False)
    taker.territory.take(tmp_path / "one.zip")
    assert person(taker, 1).extra == ("X-KITDIARY-INTRODUCED-BY:Boss Lady",)
    taken = taker.territory.take(tmp_path / "one.zip")
    assert (taken.added, taken.known) == (0, 1)
    out = tmp_path / "ann.csv"
    taker.exports.write(out, ExportForm.CSV)
    assert "Boss Lady" in out.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize("stop_at", [1, 3, 8])
def test_stopped_midway_nothing_is_given_and_nothing_taken(
    two: tuple[Diary, Diary], tmp_path: Path, stop_at: int
) -> None:
    giver, taker = two
    people = filled(giver, tmp_path)
    told: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> bool:
        told.append((done, total))
        return len(told) < stop_at

    before = dump(giver.context.store)
    with pytest.raises(DiaryError, match="Stopped: nothing was changed"):
        giver.territory.give(tmp_path / "one.zip", people, "Cleo", progress=progress)
    assert dump(giver.context.store) == before
    assert not (tmp_path / "one.zip").exists()
    giver.territory.give(tmp_path / "one.zip", people, "Cleo")
    told.clear()
    before = dump(taker.context.store)
    with pytest.raises(DiaryError, match="Stopped: nothing was changed"):
        taker.territory.take(tmp_path / "one.zip", progress)
    assert dump(taker.context.store) == before
    assert [done for done, _total in told] == sorted(done for done, _total in told)


def test_who_was_erased_does_not_come_back(two: tuple[Diary, Diary], tmp_path: Path) -> None:
    giver, taker = two
    people = filled(giver, tmp_path)
    file = tmp_path / "north.zip"
    giver.territory.give(file, people, "Cleo")
    taker.privacy.erase(added(taker, "Bob", email="bob@x.example"))
    taken = taker.territory.take(file)
    assert (taken.added, taken.erased, taken.touches) == (2, 1, 4)
    with taker.context.store.read():
        alone = "SELECT count(*) FROM touches WHERE id NOT IN (SELECT touch_id FROM touch_contacts)"
        assert taker.context.store.one(alone) == (0,)
    assert_plans_true(taker)


# -- packages that are not whole ------------------------------------------------------------------------


def altered(
    source: Path, target: Path, change: Callable[[str, bytes], bytes | None], *, honest: bool = False
) -> Path:
    """A copy of a package with its members changed; ``honest`` writes the manifest anew, as forgers do."""
    with zipfile.ZipFile(source) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    kept = {name: data for name, old in parts.items() if (data := change(name, old)) is not None}
    if honest:
        said = json.loads(kept.pop("manifest.json"))
        said["members"] = {}
        manifest = Manifest(**{key: said[key] for key in said if key not in ("format", "version")})
        with writing(target) as package:
            for name, data in kept.items():
                package._member(name, [data])
            package.manifest(replace(manifest, members=package.members))
        return target
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in kept.items():
            archive.writestr(name, data)
    return target


@pytest.mark.parametrize(
    ("why", "change"),
    [
        (
            "altered",
            lambda name, data: data.replace(b"Priya", b"Prima") if "contacts" in name else data,
        ),
        ("members are not", lambda name, data: None if name == "touches.jsonl" else data),
        ("no package", lambda name, data: None if name == "manifest.json" else data),
        ("manifest cannot", lambda name, data: b"{" if name == "manifest.json" else data),
        ("newer KitDiary", lambda name, data: data.replace(b'"version": 1', b'"version": 2')),
        ("no package", lambda name, data: data.replace(b'"kitdiary-territory"', b'"other"')),
    ],
)
def test_an_altered_package_is_refused_and_nothing_written(
    two: tuple[Diary, Diary], tmp_path: Path, why: str, change: Callable[[str, bytes], bytes | None]
) -> None:
    giver, taker = two
    file = tmp_path / "north.zip"
    giver.territory.give(file, filled(giver, tmp_path), "Cleo")
    broken = altered(file, tmp_path / "broken.zip", change)
    refused(taker, lambda: taker.territory.take(broken), why)


@pytest.mark.parametrize("name", ["../evil.jsonl", "/etc/passwd", "blobs/../x", "other.jsonl", "blobs/short"])
def test_a_member_outside_is_refused(two: tuple[Diary, Diary], tmp_path: Path, name: str) -> None:
    giver, taker = two
    file = tmp_path / "north.zip"
    giver.territory.give(file, filled(giver, tmp_path), "Cleo")
    with zipfile.ZipFile(file, "a") as archive:
        archive.writestr(name, b"x")
    refused(taker, lambda: taker.territory.take(file), "does not belong")
    assert not (tmp_path.parent / "evil.jsonl").exists()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'"channel":"call"', b'"channel":"raven"'),
        (b'"role":"prospect"', b'"role":"king"'),
        (b'"on_date":"2026-10-02"', b'"on_date":"soon"'),
        (b'"counts":', b'"counted":'),
        (b'"id":1,', b'"id":"x",'),
        (b'"name":"Priya Raman"', b'"name":null'),
        (b'"at_offset":120', b'"at_offset":"much"'),
        (b"{", b"["),
    ],
)
def test_a_forged_package_is_refused_and_nothing_written(
    two: tuple[Diary, Diary], tmp_path: Path, old: bytes, new: bytes
) -> None:
    giver, taker = two
    file = tmp_path / "north.zip"
    giver.territory.give(file, filled(giver, tmp_path), "Cleo")
    forged = altered(
        file,
        tmp_path / "forged.zip",
        lambda name, data: data.replace(old, new, 1) if name in ("contacts.jsonl", "touches.jsonl") else data,
        honest=True,
    )
    refused(taker, lambda: taker.territory.take(forged), "package")


def test_what_is_no_package_at_all_is_refused(two: tuple[Diary, Diary], tmp_path: Path) -> None:
    giver, taker = two
    file = tmp_path / "north.zip"
    giver.territory.give(file, filled(giver, tmp_path), "Cleo")
    cut = tmp_path / "cut.zip"
    cut.write_bytes(file.read_bytes()[:-200])
    text = tmp_path / "text.zip"
    text.write_text("hello")
    for broken in (cut, text):
        refused(taker, lambda where=broken: taker.territory.take(where), "cut off")
    refused(taker, lambda: taker.territory.take(tmp_path / "none.zip"), "could not be read")
    refused(taker, lambda: taker.territory.take(tmp_path), "could not be read")


def test_a_member_longer_than_it_says_is_not_read_to_its_end(tmp_path: Path) -> None:
    bomb = tmp_path / "bomb.zip"
    with writing(bomb) as package:
        package._member("touches.jsonl", (b"\0" * (1 << 20) for _ in range(64)))
        size, sha256 = package.members["touches.jsonl"]
        assert size == 64 << 20
        package.manifest(Manifest("d", "Cleo", "now", 1, 0, {"touches.jsonl": (10, sha256)}))
    with pytest.raises(DiaryError, match="altered"), reading(bomb):
        pass


def test_giving_to_nobody_or_nothing_is_refused(two: tuple[Diary, Diary], tmp_path: Path) -> None:
    giver, _ = two
    who = added(giver, "Ann")
    refused(giver, lambda: giver.territory.give(tmp_path / "a.zip", [who], " "), "who takes", InvalidInput)
    refused(giver, lambda: giver.territory.give(tmp_path / "a.zip", [], "Cleo"), "Nobody fits", InvalidInput)
    refused(
        giver,
        lambda: giver.territory.give(tmp_path / "none" / "a.zip", [who], "Cleo"),
        "could not be written",
    )
    assert not list(tmp_path.glob("*.partial"))


def test_the_demo_goes_over_with_every_plan(two: tuple[Diary, Diary]) -> None:
    """300 invented people with two years of touches of every kind: nobody has another step than before."""
    giver, taker = two
    fill_with_demo(giver)
    with giver.context.store.read():
        people = giver.context.people.all_ids()
        for key, value in giver.context.stored_settings.all().items():
            taker.settings.set(key, value)
    file = giver.context.store.path.with_name("all.zip")
    assert giver.territory.give(file, people, "Cleo", mark=False).contacts == len(people)
    assert taker.territory.take(file).added == len(people)
    with giver.context.store.read(), taker.context.store.read():
        before = giver.context.steps.plans_of(people)
        ids = dict(taker.context.store.rows("SELECT origin_id, row_id FROM origins WHERE tbl = 'contacts'"))
        after = taker.context.steps.plans_of(ids.values())
    today = taker.context.today()
    for contact_id in people:
        mine, theirs = (
            [(step.kind, step.due_on, step.due_at, step.reason.sentence(today)) for step in plan]
            for plan in (before[contact_id], after[ids[contact_id]])
        )
        assert mine == theirs
    assert taker.safety.check() == []
