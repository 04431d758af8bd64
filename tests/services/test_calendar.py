"""Promises and talks as calendar files, read back by the library that calendar programs would use."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from kitdiary.domain.errors import DiaryError
from kitdiary.domain.touches import Channel
from kitdiary.services import calendar as calendar_module
from kitdiary.services.calendar import FILE_NAME
from kitdiary.services.diary import Diary
from tests.services.diaries import PROMISE, added, dump_of_notes, local, on, set_clock, talked, time_of, tried

UTC_0 = timedelta(0)


def events(content: bytes) -> list[Any]:
    return list(Calendar.from_ical(content).walk("VEVENT"))


def promised(diary: Diary, contact_id: int, day: str, clock: str = "", what: str = "call back") -> int:
    diary.steps.promise(contact_id, on(day), what, time_of(clock) if clock else None)
    found = diary.calendar.newest_promise(contact_id)
    assert found is not None
    return found


def only(content: bytes) -> Any:
    (event,) = events(content)
    return event


@pytest.fixture
def dana(diary: Diary) -> int:
    return added(diary, "Dana Whitfield", company="Harrow Freight", phone="+1 303 555 0142")


# -- one promise -------------------------------------------------------------------------------------


def test_a_promise_with_a_time_is_an_event_in_utc_with_an_alarm(diary: Diary, dana: int) -> None:
    diary.settings.set("promise-lead-minutes", "25")
    event = only(diary.calendar.promise(promised(diary, dana, "2026-11-24", "14:30")))
    start = event["dtstart"].dt
    assert (start.utcoffset(), start.isoformat()) == (UTC_0, "2026-11-24T13:30:00+00:00")
    assert event["dtend"].dt - start == timedelta(minutes=30)
    assert event["summary"] == "Dana Whitfield, Harrow Freight: call back"
    assert "+1 303 555 0142" in event["description"]
    assert [alarm["trigger"].dt for alarm in event.walk("VALARM")] == [timedelta(minutes=-25)]
    assert event["dtstamp"].dt == local("2026-11-20T09:15")


def test_a_promise_of_a_date_takes_its_whole_day_and_blocks_none(diary: Diary, dana: int) -> None:
    event = only(diary.calendar.promise(promised(diary, dana, "2026-11-24")))
    assert event["dtstart"].dt == date(2026, 11, 24)
    assert event["dtend"].dt == date(2026, 11, 25)
    assert event["transp"] == "TRANSPARENT"
    assert event.walk("VALARM") == []


def test_it_says_the_same_each_time_and_a_moved_one_is_the_newer_of_the_same(diary: Diary, dana: int) -> None:
    number = promised(diary, dana, "2026-11-24", "14:30")
    first = diary.calendar.promise(number)
    set_clock(diary, "2026-11-24T14:00")
    assert diary.calendar.promise(number) == first
    diary.steps.snooze(dana, PROMISE, local("2026-11-25T10:00"))
    snoozed = only(diary.calendar.promise(number))
    set_clock(diary, "2026-11-25T10:05")
    tried(diary, dana)
    moved = only(diary.calendar.promise(number))
    assert only(first)["uid"] == snoozed["uid"] == moved["uid"]
    assert only(first)["sequence"] == 0 < snoozed["sequence"] < moved["sequence"]
    assert snoozed["dtstart"].dt == local("2026-11-25T10:00")
    assert moved["dtstart"].dt == local("2026-11-26T14:30")  # the next working day, at the time promised


def test_a_promise_that_is_kept_has_no_event_any_more(diary: Diary, dana: int) -> None:
    number = promised(diary, dana, "2026-11-24")
    diary.steps.kept(dana)
    with pytest.raises(DiaryError, match="kept"):
        diary.calendar.promise(number)
    with pytest.raises(DiaryError):
        diary.calendar.promise(4711)
    assert diary.calendar.newest_promise(dana) is None


def test_every_diary_names_its_promises_differently(diary: Diary, dana: int, tmp_path: Path) -> None:
    from tests.services.diaries import opened

    mine = only(diary.calendar.promise(promised(diary, dana, "2026-11-24")))["uid"]
    with opened(tmp_path / "other.kitdiary") as other:
        theirs = only(other.calendar.promise(promised(other, added(other, "Ann"), "2026-11-24")))["uid"]
    assert mine.partition("@")[0] == theirs.partition("@")[0]
    assert mine != theirs


@pytest.mark.parametrize("what", ["x; y, z\\n", "a" * 400, "Grüße 👋 مرحبا", "BEGIN:VEVENT\nEND:VCALENDAR"])
def test_any_text_comes_back_as_it_was(diary: Diary, what: str) -> None:
    bo = added(diary, "Bö; <b>Berg</b>, \\n")
    content = diary.calendar.promise(promised(diary, bo, "2026-11-24", what=what))
    kept = diary.cards.one(bo).promises[0].what
    assert only(content)["summary"] == f"Bö; <b>Berg</b>, \\n: {kept}"
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))


def test_around_the_change_of_the_clocks(diary: Diary, dana: int) -> None:
    event = only(diary.calendar.promise(promised(diary, dana, "2027-03-28", "14:30")))
    assert event["dtstart"].dt.isoformat() == "2027-03-28T12:30:00+00:00"


# -- the folder --------------------------------------------------------------------------------------


def summaries(folder: Path) -> list[str]:
    return sorted(str(event["summary"]) for event in events((folder / FILE_NAME).read_bytes()))


def test_nothing_is_kept_unless_a_folder_is_set(diary: Diary, dana: int, tmp_path: Path) -> None:
    assert diary.calendar.keep_up() is None
    assert list(tmp_path.glob("**/*.ics")) == []


def test_the_folder_has_promises_and_talks_and_follows_changes(
    diary: Diary, dana: int, tmp_path: Path
) -> None:
    late = added(diary, "Ann Lee", rating="A")
    talked(diary, late, at="2026-09-01")
    added(diary, "Later", rating="D")
    promised(diary, dana, "2026-12-24", "10:00", "wish a good feast")
    diary.settings.set("calendar-folder", str(tmp_path / "shared"))
    assert diary.calendar.keep_up() is None
    assert "shared" in diary.calendar.failure()
    (tmp_path / "shared").mkdir()
    kept = diary.calendar.keep_up()
    assert kept == tmp_path / "shared" / FILE_NAME
    assert diary.calendar.failure() == ""
    assert summaries(kept.parent) == [
        "Dana Whitfield, Harrow Freight: wish a good feast",
        "Talk: Ann Lee (A)",
    ]
    talk = next(e for e in events(kept.read_bytes()) if str(e["summary"]).startswith("Talk"))
    assert talk["dtstart"].dt == date(2026, 11, 20)  # late: on today
    diary.steps.kept(dana)
    diary.calendar.keep_up()
    assert summaries(kept.parent)[0] == "Talk: Ann Lee (A)"


def test_it_is_written_only_when_something_changed(
    diary: Diary, dana: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    promised(diary, dana, "2026-12-24")
    diary.settings.set("calendar-folder", str(tmp_path))
    kept = diary.calendar.keep_up()
    assert kept is not None
    before = kept.stat()
    diary.settings.set("rep", "Kim")  # the diary changed, the calendar did not
    assert diary.calendar.keep_up() == kept
    assert kept.stat().st_ino == before.st_ino
    made: list[int] = []
    whole = type(diary.calendar).everything
    monkeypatch.setattr(
        type(diary.calendar),
        "everything",
        lambda self: made.append(1) or whole(self),  # type: ignore[func-returns-value]
    )
    assert diary.calendar.keep_up() == kept
    assert made == []
    set_clock(diary, "2026-11-21T09:00")
    diary.calendar.keep_up()
    assert made == [1]


def test_names_hidden_leave_no_word_of_anybody(diary: Diary, dana: int, tmp_path: Path) -> None:
    promised(diary, dana, "2026-12-24", "10:00", "ask Dana about Veltra")
    talked(diary, added(diary, "Ann Lee", rating="A", company="Acme"), at="2026-09-01")
    diary.settings.set("names-hidden", "on")
    diary.settings.set("calendar-folder", str(tmp_path))
    kept = diary.calendar.keep_up()
    assert kept is not None
    assert summaries(tmp_path) == ["Promise", "Talk"]
    text = kept.read_text("utf-8")
    for word in ("Dana", "Whitfield", "Harrow", "Veltra", "Ann", "Acme", "555"):
        assert word not in text


def test_another_folder_or_none_takes_the_old_file_away(diary: Diary, dana: int, tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.mkdir()
    two.mkdir()
    promised(diary, dana, "2026-12-24")
    change = diary.settings.set("calendar-folder", str(one))
    diary.calendar.keep_up()
    diary.settings.set("calendar-folder", str(two))
    diary.calendar.keep_up()
    assert list(one.iterdir()) == []
    assert [path.name for path in two.iterdir()] == [FILE_NAME]
    diary.settings.set("calendar-folder", "off")
    assert diary.calendar.keep_up() is None
    assert list(two.iterdir()) == []
    assert change.operation_id is not None
    (two / FILE_NAME).write_text("of another program", "utf-8")
    diary.settings.set("calendar-folder", str(two))
    diary.calendar.keep_up()
    (two / FILE_NAME).write_text("of another program", "utf-8")
    diary.settings.set("calendar-folder", "off")
    diary.calendar.keep_up()
    assert (two / FILE_NAME).exists()  # not ours: it stays


def test_what_cannot_be_written_is_noted_and_tried_again(diary: Diary, dana: int, tmp_path: Path) -> None:
    promised(diary, dana, "2026-12-24")
    diary.settings.set("calendar-folder", str(tmp_path / "file"))
    (tmp_path / "file").write_text("", "utf-8")
    assert diary.calendar.keep_up() is None
    sentence = dump_of_notes(diary)["calendar-failure"]
    assert sentence.endswith(".")
    assert str(tmp_path / "file") in sentence
    (tmp_path / "file").unlink()
    (tmp_path / "file").mkdir()
    assert diary.calendar.keep_up() is not None
    assert dump_of_notes(diary)["calendar-failure"] == ""


def test_closed_and_dropped_are_not_there_and_the_channel_is_said(diary: Diary, dana: int) -> None:
    diary.steps.promise(dana, on("2026-11-24"), "send the paper", channel=Channel.EMAIL)
    content = diary.calendar.everything()
    assert "by email" in next(
        str(e["description"]) for e in events(content) if str(e["summary"]).endswith("send the paper")
    )
    diary.steps.skip(dana, PROMISE)
    assert not any("paper" in str(event["summary"]) for event in events(diary.calendar.everything()))
    diary.steps.promise(dana, on("2026-11-25"), "call")
    from kitdiary.domain.people import ClosedReason

    diary.contacts.edit((dana,), closed=ClosedReason.LEFT_FIELD)
    assert events(diary.calendar.everything()) == []


def test_a_crowd_is_cut(diary: Diary, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(calendar_module, "MOST_TALKS", 3)
    for number in range(6):
        added(diary, f"Person {number}", rating="A")
    found = events(diary.calendar.everything())
    assert len(found) == 3
    assert all(isinstance(event["dtstart"].dt, date) for event in found)
    assert not any(isinstance(event["dtstart"].dt, datetime) for event in found)
