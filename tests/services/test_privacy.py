"""What is held on a person, told to them; and a person erased, of whom no byte is left."""

import json
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from kitdiary.bootstrap import fill_with_demo, open_diary
from kitdiary.domain.errors import DiaryError
from kitdiary.domain.touches import Channel, InsightKind, Outcome
from kitdiary.services.diary import Diary
from kitdiary.services.exchange.import_request import ImportRequest
from kitdiary.services.touch_log import TouchDraft
from tests.services.diaries import TALK, added, assert_plans_true, local, opened, person, refused, talked

NAME, EMAIL, PHONE, NOTE = "Xaverine Quobbel", "xq@quobbel.example", "+49 170 7654321", "zwickelfruit"
TRACES = (
    "Xaverine",
    "Quobbel",
    "xaverine",
    "quobbel",
    "xq@",
    "7654321",
    "zwickelfruit",
    "wobbleneed",
    "vowtext",
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "d.kitdiary"


@pytest.fixture
def diary(path: Path) -> Iterator[Diary]:
    with opened(path) as found:
        yield found


def someone(diary: Diary, folder: Path) -> tuple[int, int]:
    """Somebody with a bit of everything, and Ann, whom they introduced and meet."""
    who = added(
        diary, "Xaverine Quob", company="Acme", email=EMAIL, phone=PHONE, notes=f"likes {NOTE}", tag=["a"]
    )
    diary.contacts.edit((who,), name=NAME)
    ann = added(diary, "Ann Lee", company="Acme", introduced_by=who)
    draft = TouchDraft(
        (who,),
        Channel.CALL,
        Outcome.SPOKE,
        note=f"about {NOTE}",
        insights=((InsightKind.NEED, "wobbleneed"),),
    )
    undone = diary.log.record(draft)
    diary.log.record(draft)
    assert undone.operation_id is not None
    diary.safety.undo(undone.operation_id)
    talked(diary, who, ann)
    diary.steps.promise(who, date(2026, 12, 1), "vowtext", None, Channel.EMAIL)
    diary.steps.snooze(who, TALK, date(2027, 2, 1))
    diary.opportunities.put(who, f"{NOTE} press")
    file = folder / "cv.txt"
    file.write_text(f"{NAME} and {NOTE}")
    diary.attachments.add([file], contact_id=who)
    twin = added(diary, "X. Quobbel", email=f"second-{EMAIL}")
    diary.merging.merge(who, twin)
    diary.safety.undo()
    diary.merging.merge(who, twin)
    return who, ann


def traces_in(path: Path) -> list[tuple[str, str]]:
    found = []
    for file in (path, path.with_name(path.name + "-wal")):
        data = file.read_bytes() if file.exists() else b""
        found += [
            (file.name, trace)
            for trace in TRACES
            for spelt in (trace.encode(), trace.encode("utf-16-le"))
            if spelt in data
        ]
    return found


def words_of_search(path: Path) -> set[str]:
    """Every word the search indexes know: in the file they are cut into what differs from the one before."""
    found: set[str] = set()
    with closing(sqlite3.connect(path)) as connection:
        for table in ("people_search", "notes_search", "insights_search"):
            connection.execute(f"CREATE VIRTUAL TABLE temp.v_{table} USING fts5vocab(main, {table}, row)")
            found |= {row[0] for row in connection.execute(f"SELECT term FROM temp.v_{table}")}
    return found


def test_no_byte_of_an_erased_person_is_left(diary: Diary, path: Path, tmp_path: Path) -> None:
    who, ann = someone(diary, tmp_path)
    before = {trace for _, trace in traces_in(path)}
    assert before == set(TRACES)
    assert "quobbel" in words_of_search(path)
    done = diary.privacy.erase(who)
    assert (done.problem, done.backups, done.mentions) == (None, (), ())
    assert traces_in(path) == []
    assert not words_of_search(path) & {trace.casefold() for trace in TRACES}
    assert_plans_true(diary)
    assert diary.safety.check() == []
    with pytest.raises(DiaryError, match="no contact"):
        person(diary, who)
    assert person(diary, ann).introduced_by is None
    assert len(diary.cards.one(ann).touches) == 1
    with diary.context.store.read():
        tables = ("insights", "promises", "snoozes", "opportunities", "attachments", "blobs")
        for table in tables:
            assert diary.context.store.rows(f"SELECT * FROM {table}") == []


def test_what_was_done_to_an_erased_person_is_not_undone_and_says_so(
    diary: Diary, path: Path, tmp_path: Path
) -> None:
    who, _ann = someone(diary, tmp_path)
    kept = added(diary, "Bob Hale")
    there = diary.safety.history(1000)
    diary.privacy.erase(who)
    after = {operation.id: operation for operation in diary.safety.history(1000)}
    assert after.keys() == {operation.id for operation in there}
    concerned = [operation for operation in after.values() if operation.kind == "erased"]
    assert len(concerned) >= 10
    for operation in concerned:
        refused(diary, lambda number=operation.id: diary.safety.undo(number), "")
    assert not any(trace in operation.what for operation in after.values() for trace in TRACES)
    undone = diary.safety.undo()
    assert kept in undone.contact_ids
    assert traces_in(path) == []


def test_a_touch_with_others_keeps_its_note_and_that_is_told(diary: Diary) -> None:
    who, ann = added(diary, NAME), added(diary, "Ann Lee")
    diary.log.record(TouchDraft((who, ann), Channel.MEETING, Outcome.SPOKE, note=f"{NAME} came along"))
    done = diary.privacy.erase(who)
    assert done.mentions == ("note of Ann Lee, 2026-11-20",)
    (touch,) = diary.cards.one(ann).touches
    assert touch.contact_ids == (ann,)


def test_an_import_of_which_one_is_erased_cannot_be_undone_and_does_not_bring_them_back(
    diary: Diary, tmp_path: Path
) -> None:
    file = tmp_path / "people.csv"
    file.write_text(f"Name,Company,Email,Phone\n{NAME},Acme,{EMAIL},{PHONE}\nAnn Lee,Acme,ann@x.example,\n")
    first = diary.imports.run(ImportRequest(file))
    assert first.totals.added == 2
    diary.privacy.erase(diary.contacts.find(EMAIL))
    assert first.operation_id is not None
    refused(diary, lambda: diary.safety.undo(first.operation_id), "erased since")
    again = diary.imports.run(ImportRequest(file))
    assert (again.totals.added, again.totals.unchanged, again.totals.rejected) == (0, 1, 1)
    assert again.rejects[0].reason.startswith("This person was erased")
    for row in (f"Somebody,,{EMAIL},", f"Somebody,,,{PHONE}", f"{NAME},ACME,,"):
        file.write_text(f"Name,Company,Email,Phone\n{row}\n")
        assert diary.imports.run(ImportRequest(file)).totals.rejected == 1, row
    file.write_text(f"Name,Company,Email,Phone\n{NAME},Other,,\n")
    assert diary.imports.run(ImportRequest(file)).totals.added == 1


def test_the_marks_say_nothing_of_who_it_was(diary: Diary, path: Path) -> None:
    diary.privacy.erase(added(diary, NAME, email=EMAIL))
    with diary.context.store.read():
        marks = diary.context.store.rows("SELECT mark, on_date FROM do_not_import")
    assert len(marks) == 1
    assert all(on == "2026-11-20" and len(mark) == 40 for mark, on in marks)
    assert traces_in(path) == []


def test_backups_that_still_hold_them_are_named(diary: Diary, path: Path, tmp_path: Path) -> None:
    copy = tmp_path / "other.kitdiary"
    early = tmp_path / "early.kitdiary"
    diary.safety.backup(early)
    who = added(diary, NAME, email=EMAIL)
    diary.safety.backup(copy)
    daily = diary.safety.backup().made[0].path
    (tmp_path / "not a diary.kitdiary").write_text("text")
    with open_diary(tmp_path / "colleague.kitdiary", local("2026-11-19")) as another:
        added(another, NAME, email=EMAIL)
    assert set(diary.privacy.erase(who).backups) == {copy, daily}


def test_a_reader_in_another_program_is_waited_for_and_then_told_of(diary: Diary, path: Path) -> None:
    who = added(diary, NAME, email=EMAIL)
    diary.context.store.busy_seconds = 0.05
    reader = sqlite3.connect(path)
    try:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM contacts").fetchone()
        done = diary.privacy.erase(who)
    finally:
        reader.close()
    assert done.problem is not None
    assert "log" in done.problem


def test_nobody_is_erased_in_a_sentence(diary: Diary) -> None:
    refused(diary, lambda: diary.privacy.erase(99), "no contact 99")


def test_after_erasures_all_else_is_undone_or_says_why(diary: Diary) -> None:
    fill_with_demo(diary)
    dice = random.Random(3)
    with diary.context.store.read():
        people = diary.context.people.all_ids()
    dice.shuffle(people)
    for number in range(0, 40, 2):
        one, other = people[number : number + 2]
        talked(diary, one, other)
        if number % 3 == 0:
            diary.merging.merge(one, other)
        else:
            diary.contacts.edit((one, other), tag=["met"], introduced_by=people[number + 50])
        if number % 4 == 0:
            diary.safety.undo()
    gone = people[0:40:5]
    for contact_id in gone:
        with diary.context.store.read():
            there = diary.context.people.exists(contact_id)
        if there:
            diary.privacy.erase(contact_id)
            assert_plans_true(diary)
    assert diary.safety.check() == []
    refusals = 0
    for operation in diary.safety.history(200):
        try:
            diary.safety.undo(operation.id)
        except DiaryError:
            refusals += 1
        assert diary.safety.check() == []
    assert 0 < refusals < 200


# -- everything we hold ---------------------------------------------------------------------------------


class Page(HTMLParser):
    """The tags and texts of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_everything_held_on_a_person_is_written_out(diary: Diary, tmp_path: Path) -> None:
    who, _ann = someone(diary, tmp_path)
    evil = "<script>alert(1)</script>"
    diary.contacts.edit((who,), job_title=evil)
    out = tmp_path / "out"
    done = diary.privacy.export(who, out)
    assert (done.files, done.touches) == (1, 2)
    record = json.loads((out / "person.json").read_text(encoding="utf-8"))
    assert record["contact"]["name"] == NAME
    assert {each["value"] for each in record["emails"]} == {EMAIL, f"second-{EMAIL}"}
    assert [touch["note"] for touch in record["touches"]] == [f"about {NOTE}", ""] or len(
        record["touches"]
    ) == 2
    assert record["insights"][0]["text"] == "wobbleneed"
    assert record["promises"][0]["what"] == "vowtext"
    assert {"snoozes", "opportunities", "next_steps", "tags", "phones"} <= record.keys()
    assert all(step["reason"] for step in record["next_steps"])
    assert (out / record["attachments"][0]["file"]).read_text() == f"{NAME} and {NOTE}"
    text = (out / "person.html").read_text(encoding="utf-8")
    page = Page(text)
    assert NAME in page.text
    assert evil in page.text
    assert not any(tag == "script" for tag, _ in page.tags)
    links = [attrs.get("href") or attrs.get("src") for tag, attrs in page.tags if tag in ("a", "img", "link")]
    assert links
    assert all(link is not None and (out / link).is_file() for link in links)
    everything = text + (out / "person.json").read_text(encoding="utf-8")
    assert "Ann Lee" not in everything


def test_a_folder_in_use_is_refused_and_a_failure_leaves_nothing(diary: Diary, tmp_path: Path) -> None:
    who = added(diary, NAME)
    full = tmp_path / "full"
    full.mkdir()
    (full / "mine.txt").write_text("mine")
    refused(diary, lambda: diary.privacy.export(who, full), "not an empty folder")
    refused(diary, lambda: diary.privacy.export(99, tmp_path / "none"), "no contact 99")
    assert not (tmp_path / "none").exists()
    assert [each.name for each in full.iterdir()] == ["mine.txt"]
    refused(diary, lambda: diary.privacy.export(who, full / "mine.txt" / "deep"), "could not be written")
