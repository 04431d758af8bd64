"""The heart of an open window: announcements in the bar where nothing native works, and the daily backup."""

import threading
from collections.abc import Sequence

from pytestqt.qtbot import QtBot

from kitdiary.services.diary import Diary
from kitdiary.services.reminders.heartbeat import Heartbeat
from kitdiary.services.reminders.notifier import Chain, Message, Notifier, NotifierFailed
from kitdiary.ui.desk import Desk
from kitdiary.ui.heart import BarNotifier, Heart


class Deaf:
    """A native notifier with nobody listening."""

    name = "native"

    def show(self, message: Message) -> None:
        raise NotifierFailed("nobody listens")


def heartbeat(diary: Diary, last: Sequence[Notifier]) -> Heartbeat:
    return diary.heartbeat(Chain((Deaf(), *last)))


def test_what_is_due_is_said_in_the_bar_and_backed_up(qtbot: QtBot, desk: Desk) -> None:
    heart = Heart(desk, heartbeat)
    with qtbot.waitSignal(desk.said, timeout=20_000) as said:
        heart.start()
    assert "talk" in said.args[0]
    assert said.args[1] is None
    qtbot.waitUntil(lambda: any(desk.diary.safety.folder.glob("*.kitdiary")), timeout=20_000)
    assert heart.stop()
    with desk.diary.context.store.read():
        assert {notice.shown_by for notice in desk.diary.context.notices.recent()} == {"bar"}


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

    heart = Heart(desk, lambda diary, last: diary.heartbeat(Chain((Hung(), *last))))
    heart.start()
    qtbot.waitUntil(asked.is_set, timeout=20_000)
    assert not heart.stop(0.1)
    go_on.set()
    assert heart.stop(10)


def test_a_fault_of_a_beat_is_said_in_the_window(qtbot: QtBot, desk: Desk) -> None:
    def broken(diary: Diary, last: Sequence[Notifier]) -> Heartbeat:
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
