"""Buttons, and taking the place of an earlier notice, on a real session bus with a daemon that can click."""

import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kitdiary.services.diary import Diary
from kitdiary.services.reminders.desktop_notifier import DesktopNotifier
from kitdiary.services.reminders.notifier import Action, Chain, Message
from tests.services.diaries import added, local, on, plan_of, set_clock, time_of
from tests.services.reminders.desktop import MISSING, Daemon, session_bus

pytestmark = [
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the session bus is Linux's"),
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}"),
]

ENOUGH = 30.0
MESSAGE = Message("10:00 Ann", "ring", "1:promise:1:1:on-time", tuple(Action))
BUTTONS = {
    "default": "Open",
    "open": "Open",
    "log": "Log",
    "snooze-1h": "Snooze 1 hour",
    "snooze-tomorrow": "Tomorrow",
}


class Acts:
    """What was chosen, and a way to wait for it."""

    def __init__(self) -> None:
        self.done: list[tuple[Action, Message]] = []
        self._more = threading.Semaphore(0)

    def __call__(self, action: Action, message: Message) -> None:
        self.done.append((action, message))
        self._more.release()

    def next(self) -> tuple[Action, Message]:
        assert self._more.acquire(timeout=ENOUGH)
        return self.done[-1]


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with session_bus(tmp_path) as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield address


@pytest.fixture
def acts() -> Acts:
    return Acts()


@pytest.fixture
def notifier(bus: str, acts: Acts) -> Iterator[DesktopNotifier]:
    made = DesktopNotifier(acts)
    yield made
    made.close()


def test_a_notice_has_its_buttons_and_hints(bus: str, notifier: DesktopNotifier) -> None:
    with Daemon(bus) as daemon:
        notifier.show(MESSAGE)
    (extras,) = daemon.extras
    assert (extras.actions, extras.replaces) == (BUTTONS, 0)
    assert extras.hints == {
        "urgency": 1,
        "desktop-entry": "kitdiary",
        "x-dunst-stack-tag": MESSAGE.tag,
        "x-canonical-private-synchronous": MESSAGE.tag,
    }


@pytest.mark.parametrize("able", [("body",), ()])
def test_a_daemon_that_knows_neither_buttons_nor_markup_gets_none(
    bus: str, notifier: DesktopNotifier, able: tuple[str, ...]
) -> None:
    with Daemon(bus, able=able) as daemon:
        notifier.show(Message("T", "<b> & c", "tag", tuple(Action)))
    assert (daemon.extras[0].actions, daemon.shown[0].body) == ({}, "<b> & c")


def test_without_anybody_to_act_there_are_no_buttons(bus: str) -> None:
    deaf = DesktopNotifier()
    with Daemon(bus) as daemon:
        deaf.show(MESSAGE)
    deaf.close()
    assert daemon.extras[0].actions == {}


def test_the_same_thing_again_takes_the_place_of_the_first(bus: str, notifier: DesktopNotifier) -> None:
    other = Message("11:00 Bo", "", "another tag")
    with Daemon(bus) as daemon:
        for message in (MESSAGE, other, MESSAGE, other):
            notifier.show(message)
    assert [extras.replaces for extras in daemon.extras] == [0, 0, 1, 2]
    with Daemon(bus) as daemon:  # started anew: its numbers are others' by now
        notifier.show(MESSAGE)
    assert daemon.extras[0].replaces == 0


@pytest.mark.parametrize(
    ("key", "action"), [("default", Action.OPEN), *((action.value, action) for action in Action)]
)
def test_a_click_is_told_with_its_message(
    bus: str, notifier: DesktopNotifier, acts: Acts, key: str, action: Action
) -> None:
    with Daemon(bus) as daemon:
        notifier.show(Message("Due today", "", "another"))
        notifier.show(MESSAGE)
        daemon.click(2, key)
        assert acts.next() == (action, MESSAGE)


def test_clicks_on_what_is_not_ours_and_unknown_keys_are_nothing(
    bus: str, notifier: DesktopNotifier, acts: Acts
) -> None:
    with Daemon(bus) as daemon:
        notifier.show(MESSAGE)
        daemon.click(99, "snooze-1h")
        daemon.click(1, "eat")
        notifier.show(MESSAGE)
        daemon.click(2, "log")
        assert acts.next() == (Action.LOG, MESSAGE)
        daemon.click(2, "log")  # twice: the first click has taken it
        notifier.show(MESSAGE)
        daemon.click(3, "open")
        assert acts.next() == (Action.OPEN, MESSAGE)
    assert [action for action, _message in acts.done] == [Action.LOG, Action.OPEN]


def test_the_numbers_of_a_daemon_that_died_mean_nothing_to_the_next(
    bus: str, notifier: DesktopNotifier, acts: Acts
) -> None:
    with Daemon(bus):
        notifier.show(MESSAGE)
    with Daemon(bus) as second:
        second.click(1, "snooze-1h")  # another program's first notice
        notifier.show(Message("Due today", "", "another", (Action.OPEN,)))
        second.click(1, "open")
        assert acts.next()[0] is Action.OPEN
    assert len(acts.done) == 1


def test_an_action_that_takes_its_time_holds_no_announcement(bus: str) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slowly(_action: Action, _message: Message) -> None:
        begun.set()
        go_on.wait(ENOUGH)

    notifier = DesktopNotifier(slowly)
    with Daemon(bus) as daemon:
        notifier.show(MESSAGE)
        daemon.click(1, "open")
        assert begun.wait(ENOUGH)
        notifier.show(MESSAGE)
    go_on.set()
    notifier.close()
    assert len(daemon.shown) == 2


def test_a_click_on_snooze_moves_the_step(diary: Diary, bus: str) -> None:
    ann = added(diary, "Ann Lee")
    diary.steps.promise(ann, on("2026-11-21"), "ring", time_of("10:00"))
    set_clock(diary, "2026-11-21T10:00")
    moved = threading.Event()

    def act(action: Action, message: Message) -> None:
        diary.reminders.act(action, message)
        diary.context.store.database.close()  # this thread's connection
        moved.set()

    notifier = DesktopNotifier(act)
    with Daemon(bus) as daemon:
        diary.heartbeat(Chain((notifier,))).sweep()
        daemon.click(1, "snooze-1h")
        assert moved.wait(ENOUGH)
    notifier.close()
    step = plan_of(diary, ann).promise
    assert step is not None
    assert step.due_at == local("2026-11-21T11:00")
    assert diary.safety.history()[0].what == "Snoozed the promise with Ann Lee to 2026-11-21 11:00"
