"""The library: what goes in, what is refused, what is found."""

import os
import sys
from pathlib import Path

import pytest

from kitdiary.domain.content import ContentKind
from kitdiary.domain.errors import DiaryError, InvalidInput
from kitdiary.domain.touches import Channel, Outcome
from kitdiary.services.changes import Kind
from kitdiary.services.diary import Diary
from kitdiary.services.library import Reach
from kitdiary.services.touch_log import TouchDraft
from kitdiary.storage.blobs import MOST_BYTES, get_blob
from tests.services.diaries import local, on, refused, undone_exactly


def test_an_item_with_all_that_can_be_said_of_it(diary: Diary) -> None:
    change = undone_exactly(
        diary,
        lambda: diary.library.add(
            " Choosing\na press ",
            kind=ContentKind.WHITEPAPER,
            link=" https://x.example/a?b=1 ",
            topics=("Presses", "presses", "", "Oil"),
            why="saves oil",
            until=on("2027-01-31"),
            competitor="Other Ltd",
        ),
    )
    assert change.what == "Added “Choosing a press” to the library"
    assert change.kinds == {Kind.CONTENT}
    (item,) = diary.library.items()
    assert (item.title, item.link, item.until) == (
        "Choosing a press",
        "https://x.example/a?b=1",
        on("2027-01-31"),
    )
    assert sorted(item.topics) == ["Oil", "Presses"]


def test_a_file_is_kept_inside_the_diary(diary: Diary, tmp_path: Path) -> None:
    file = tmp_path / "press.pdf"
    file.write_bytes(b"%PDF-1.7")
    undone_exactly(diary, lambda: diary.library.add("Press", file=file))
    file.unlink()
    store = diary.context.store
    with store.read():
        (attachment,) = diary.context.attachments.many([1])
        assert (attachment.name, attachment.media_type, attachment.size) == (
            "press.pdf",
            "application/pdf",
            8,
        )
        assert get_blob(store, attachment.sha256) == b"%PDF-1.7"


def test_items_are_found_by_their_words(diary: Diary) -> None:
    diary.library.add("Choosing a press", topics=("Öl",))
    diary.library.add("Steel news", why="they press on")
    assert [item.title for item in diary.library.items()] == ["Steel news", "Choosing a press"]
    assert [item.title for item in diary.library.items("PRESS")] == ["Steel news", "Choosing a press"]
    assert [item.title for item in diary.library.items("press ol")] == ["Choosing a press"]
    assert diary.library.items("nothing") == []


def test_what_cannot_be_is_refused(diary: Diary, tmp_path: Path) -> None:
    add = diary.library.add
    add("Press")
    refused(diary, lambda: add(" \n"), "needs a title", InvalidInput)
    refused(diary, lambda: add("x" * 301), "title", InvalidInput)
    refused(diary, lambda: add("PRÉSS"), "“Press” is in the library already", DiaryError)
    refused(diary, lambda: add("A", until=on("2200-01-01")), "out of reach", InvalidInput)
    for link in ("x.example", "javascript:alert(1)", "file:///etc/passwd", "https://x.example/a b"):
        refused(diary, lambda link=link: add("A", link=link), "not a link that can be sent", InvalidInput)
    refused(diary, lambda: add("A", file=tmp_path / "none.pdf"), "cannot be read", DiaryError)
    refused(diary, lambda: add("A", file=tmp_path), "is no file", DiaryError)


def test_a_file_beyond_25_mb_is_refused_without_being_read(diary: Diary, tmp_path: Path) -> None:
    large = tmp_path / "large.bin"
    with large.open("wb") as out:
        out.truncate(MOST_BYTES + 1)
    refused(diary, lambda: diary.library.add("Large", file=large), "larger than 25 MB", DiaryError)
    with large.open("r+b") as out:
        out.truncate(MOST_BYTES)
    diary.library.add("Large", file=large)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such names and devices")
def test_devices_and_odd_names_are_no_trap(diary: Diary, tmp_path: Path) -> None:
    refused(diary, lambda: diary.library.add("Endless", file=Path("/dev/zero")), "is no file", DiaryError)
    os.mkfifo(tmp_path / "pipe")
    refused(diary, lambda: diary.library.add("Pipe", file=tmp_path / "pipe"), "is no file", DiaryError)
    odd = tmp_path / os.fsdecode(b"caf\xe9.txt")
    odd.write_bytes(b"x")
    diary.library.add("Odd", file=odd)
    with diary.context.store.read():
        assert diary.context.attachments.many([1])[0].name == "caf.txt"


# -- changing ----------------------------------------------------------------------------------------


def test_an_item_is_changed_and_its_file_exchanged(diary: Diary, tmp_path: Path) -> None:
    for name in ("old.pdf", "new.pdf"):
        (tmp_path / name).write_bytes(name.encode())
    diary.library.add("Press", file=tmp_path / "old.pdf", topics=("oil",))
    number = diary.library.items()[0].id
    change = undone_exactly(
        diary,
        lambda: diary.library.edit(
            number, title="Presses", industries=("Oil mills",), topics=(), file=tmp_path / "new.pdf"
        ),
    )
    assert change.what == "Changed “Presses” in the library"
    item, file = diary.library.one(number).item, diary.library.file_of(number)
    assert (item.title, item.topics, item.industries) == ("Presses", (), ("Oil mills",))
    assert file is not None
    assert file.name == "new.pdf"
    undone_exactly(diary, lambda: diary.library.edit(number, file=None))
    assert diary.library.file_of(number) is None
    with diary.context.store.read():
        assert diary.context.store.one("SELECT count(*) FROM attachments") == (0,)
    assert diary.library.edit(number, title="Presses").operation_id is None


def test_a_change_that_cannot_be_is_refused(diary: Diary) -> None:
    diary.library.add("Press")
    diary.library.add("Steel", until=on("2026-11-30"))
    number = diary.library.items("steel")[0].id
    edit = diary.library.edit
    refused(diary, lambda: edit(number, title="press"), "“Press” is in the library already", DiaryError)
    refused(diary, lambda: edit(number, title=" "), "needs a title", InvalidInput)
    refused(diary, lambda: edit(number, link="file:///x"), "not a link that can be sent", InvalidInput)
    refused(diary, lambda: edit(99, title="x"), "no content item 99", DiaryError)


def test_archived_and_removed_but_not_what_somebody_has_had(diary: Diary, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"x")
    diary.library.add("Press", file=tmp_path / "a.pdf", topics=("oil",))
    number = diary.library.items()[0].id
    assert undone_exactly(diary, lambda: diary.library.archive(number)).what == "Archived “Press”"
    undone_exactly(diary, lambda: diary.library.archive(number, archived=False))
    undone_exactly(diary, lambda: diary.library.remove(number))
    assert diary.library.items() == []
    diary.safety.undo()
    who = diary.contacts.add(name="Ann").contact_ids[0]
    diary.log.record(TouchDraft((who,), Channel.EMAIL, Outcome.SENT, content="Press"))
    refused(diary, lambda: diary.library.remove(number), "archive it instead", DiaryError)


# -- what came of it ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("channel", "outcome", "at", "replied", "talked"),
    [
        (Channel.EMAIL, Outcome.REPLIED, "2026-10-05", 1, 0),
        (Channel.WEB, Outcome.RECEIVED, "2026-10-05", 1, 0),
        (Channel.CALL, Outcome.SPOKE, "2026-10-05", 0, 1),
        (Channel.CALL, Outcome.NO_ANSWER, "2026-10-05", 0, 0),
        (Channel.EMAIL, Outcome.SENT, "2026-10-05", 0, 0),
        (Channel.EMAIL, Outcome.REPLIED, "2026-09-30", 0, 0),  # before
        (Channel.EMAIL, Outcome.REPLIED, "2026-10-31", 1, 0),  # the 30th day
        (Channel.CALL, Outcome.SPOKE, "2026-11-01", 0, 0),
    ],
)
def test_reach(diary: Diary, channel: Channel, outcome: Outcome, at: str, replied: int, talked: int) -> None:
    diary.library.add("Press")
    number = diary.library.items()[0].id
    ann, bob = (diary.contacts.add(name=name).contact_ids[0] for name in ("Ann", "Bob"))
    email, sent = Channel.EMAIL, Outcome.SENT
    diary.log.record(TouchDraft((ann, bob), email, sent, at=local("2026-10-01"), content="Press"))
    diary.log.record(TouchDraft((bob,), email, Outcome.BOUNCED, at=local("2026-10-02"), content="Press"))
    diary.log.record(TouchDraft((ann,), channel, outcome, at=local(at)))
    assert diary.library.reach() == {number: Reach(2, replied, talked)}
    first, last = diary.library.recipients(number)
    assert (first.name, last.name, last.on) == ("Ann", "Bob", on("2026-10-01"))
    assert (first.replied_on, first.talked_on) == (on(at) if replied else None, on(at) if talked else None)
