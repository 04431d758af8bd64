"""The heart of an open window: announcements in the bar where nothing native works, and the daily backup."""

import threading
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from kitdiary.services.diary import Diary
from kitdiary.services.reminders.heartbeat import Heartbeat
from kitdiary.services.reminders.notifier import Acted, Chain, Message, Notifier, NotifierFailed
from kitdiary.services.reminders.time_limit import TimeLimit
from kitdiary.ui.desk import Desk
from kitdiary.ui.heart import BarNotifier, Heart
from tests.ui.people import People


class Deaf:
    """A native notifier with nobody listening."""

    name = "native"

    def show(self, message: Message) -> None:
        raise NotifierFailed("nobody listens")


def heartbeat(diary: Diary, last: Sequence[Notifier], acted: Acted) -> Heartbeat:
    return diary.heartbeat(Chain((Deaf(), *last)))


def test_what_is_due_is_said_in_the_bar_and_backed_up(qtbot: QtBot, desk: Desk) -> None:
    heart = Heart(desk, heartbeat)
    with qtbot.waitSignal(desk.said, timeout=20_000) as said:
        heart.start()
    assert "talk" in said.args[0]
    assert said.args[1] is None
    qtbot.waitUntil(lambda: any(desk.diary.safety.folder.glob("*.kitdiary")), timeout=20_000)
    assert heart.stop()
    assert {line.shown_by for line in desk.diary.reminders.last_announcements()} == {"bar"}


def test_a_heart_that_was_stopped_before_it_began_is_silent(qtbot: QtBot, desk: Desk) -> None:
    heart = Heart(desk, heartbeat)
    heart.start_soon()
    assert heart.stop()
    heart.start()
    with qtbot.assertNotEmitted(desk.said, wait=300):
        assert heart.stop()


def test_a_beat_that_hangs_holds_nobody(qtbot: QtBot, desk: Desk) -> None:
    asked, go_on = threading.Event(), threading.Event()

    class Hung:
        name = "hung"

        def show(self, message: Message) -> None:
            asked.set()
            go_on.wait(20)
            raise NotifierFailed("hung")

    heart = Heart(desk, lambda diary, last, _acted: diary.heartbeat(Chain((Hung(), *last))))
    heart.start()
    qtbot.waitUntil(asked.is_set, timeout=20_000)
    assert not heart.stop(0.1)
    go_on.set()
    assert heart.stop(10)


def test_a_hung_notification_daemon_holds_no_quitting_and_nothing_counts_as_said(
    qtbot: QtBot, desk: Desk
) -> None:
    asked, go_on = threading.Event(), threading.Event()

    class Hanging:
        name = "hanging"
        limit = TimeLimit(60)
        close = limit.close

        def show(self, message: Message) -> None:
            asked.set()
            self.limit.run(lambda: go_on.wait(60) and None)

    heart = Heart(desk, lambda diary, last, _acted: diary.heartbeat(Chain((Hanging(), *last))))
    heart.start()
    qtbot.waitUntil(asked.is_set, timeout=20_000)
    started = time.monotonic()
    assert heart.stop()
    assert time.monotonic() - started < 1
    go_on.set()
    assert [line.shown_by for line in desk.diary.reminders.last_announcements()] == [None]


def test_a_fault_of_a_beat_is_said_in_the_window(qtbot: QtBot, desk: Desk) -> None:
    def broken(diary: Diary, last: Sequence[Notifier], acted: Acted) -> Heartbeat:
        made = diary.heartbeat(Chain(last))
        made.sweep = raising  # type: ignore[method-assign]  # as if the diary could not be read
        return made

    def raising() -> list[object]:
        raise RuntimeError("boom")

    heart = Heart(desk, broken)
    with qtbot.waitSignal(desk.failed, timeout=20_000) as failed:
        heart.start()
    assert "heartbeat failed" in failed.args[0]
    assert heart.stop()


def test_the_bar_shows_the_text_alone_where_there_is_no_more(qtbot: QtBot, desk: Desk) -> None:
    with qtbot.waitSignal(desk.said, timeout=5_000) as said:
        BarNotifier(desk).show(Message("14:30: a promise is due", "", "tag"))
    assert said.args == ["14:30: a promise is due", None]


def test_the_window_s_own_links_come_before_the_bar(qtbot: QtBot, desk: Desk) -> None:
    class Balloon:
        name = "balloon"

        def show(self, message: Message) -> None:
            shown.append(message.title)

        def ready(self) -> None:
            return

    shown: list[str] = []
    heart = Heart(desk, heartbeat, (Balloon(),))
    with qtbot.waitSignal(desk.beaten, timeout=20_000), qtbot.assertNotEmitted(desk.said):
        heart.start()
    assert shown == ["Due today"]
    assert desk.chain is not None
    assert [link.name for link in desk.chain.links] == ["native", "balloon", "bar"]
    assert heart.stop()


def test_a_clock_that_jumped_is_answered_with_a_beat(qtbot: QtBot, desk: Desk) -> None:
    heart = Heart(desk, heartbeat)
    heart.guard.jumped.emit()  # before it beats: nothing to poke
    with qtbot.waitSignal(desk.beaten, timeout=20_000):
        heart.start()
    with qtbot.waitSignals([desk.beaten, desk.changed], timeout=20_000):
        heart.guard.jumped.emit()
    with qtbot.waitSignal(desk.beaten, timeout=20_000):
        heart.resume.prepare(False)
    assert heart.stop()


def test_the_calendar_file_follows_a_change(
    qtbot: QtBot, desk: Desk, ids: People, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kitdiary.ui.heart._CALENDAR_MS", 10)
    heart = Heart(desk, heartbeat)
    with qtbot.waitSignal(desk.beaten, timeout=20_000):
        heart.start()
    desk.write(lambda: desk.diary.settings.set("calendar-folder", str(tmp_path)))
    qtbot.waitUntil((tmp_path / "kitdiary.ics").exists, timeout=20_000)
    before = (tmp_path / "kitdiary.ics").read_bytes()
    desk.write(lambda: desk.diary.steps.kept(ids.tom))
    qtbot.waitUntil(lambda: (tmp_path / "kitdiary.ics").read_bytes() != before, timeout=20_000)
    desk.write(lambda: desk.diary.settings.set("calendar-folder", "off"))
    qtbot.waitUntil(lambda: not (tmp_path / "kitdiary.ics").exists(), timeout=20_000)
    assert heart.stop()
