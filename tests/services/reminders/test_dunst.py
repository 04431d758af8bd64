"""The notifier with buttons on a real daemon: dunst on a display of its own, and a real mouse."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kitdiary.services.diary import Diary
from kitdiary.services.reminders.desktop_notifier import DesktopNotifier
from kitdiary.services.reminders.notifier import Action, Chain, Message, NotifierFailed
from tests.services.diaries import added, local, on, plan_of, set_clock, time_of
from tests.services.reminders.desktop import MISSING, session_bus
from tests.services.reminders.dunst import ENOUGH, NEEDED, display, dunst_on, until

pytestmark = [
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the session bus is Linux's"),
    pytest.mark.skipif(bool(MISSING + NEEDED), reason=f"not installed: {', '.join(MISSING + NEEDED)}"),
    pytest.mark.xdist_group("dunst"),
]


@pytest.fixture(scope="module")
def screen() -> Iterator[str]:
    with display() as found:
        yield found


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with session_bus(tmp_path) as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield address


@pytest.mark.parametrize(
    ("action", "due_at", "due_on"),
    [
        (Action.SNOOZE_HOUR, "2026-11-21T11:00", "2026-11-21"),
        (Action.SNOOZE_TOMORROW, None, "2026-11-22"),
    ],
)
def test_it_is_shown_and_a_real_click_on_snooze_moves_the_step(  # fixtures and a table
    diary: Diary, bus: str, screen: str, tmp_path: Path, action: Action, due_at: str | None, due_on: str
) -> None:
    ann = added(diary, "Zoë <b>O'Hara</b> & Co 👩‍🚀", company="Acme")
    diary.steps.promise(ann, on("2026-11-21"), "send <i>the</i> offer & ring", time_of("10:00"))
    set_clock(diary, "2026-11-21T10:00")
    notifier = DesktopNotifier(lambda chosen, message: diary.reminders.act(chosen, message) and None)
    with dunst_on(bus, screen, tmp_path, action) as dunst:
        (made,) = diary.heartbeat(Chain((notifier,))).sweep()
        assert made.shown_by == "desktop"
        until(lambda: dunst.displayed() == 1)
        dunst.picture(tmp_path / "notice.png")
        dunst.click()
        until(lambda: diary.safety.history()[0].what.startswith("Snoozed the promise with Zoë"))
        until(lambda: dunst.displayed() == 0)
    notifier.close()
    step = plan_of(diary, ann).promise
    assert step is not None
    assert (step.due_at, step.due_on.isoformat()) == (None if due_at is None else local(due_at), due_on)
    printed = dunst.printed.read_text()
    assert "summary: '10:00 Zoë <b>O'Hara</b> & Co 👩‍🚀, Acme'" in printed
    assert "You promised for 21 Nov: send &lt;i&gt;the&lt;/i&gt; offer &amp; ring" in printed


def test_a_double_of_another_program_takes_the_place_of_the_first(
    bus: str, screen: str, tmp_path: Path
) -> None:
    """As after a kill between showing and recording: the second start knows nothing of the first."""
    message = Message("10:00 Ann", "ring", "1:promise:1:1:on-time")
    first, second = DesktopNotifier(), DesktopNotifier()
    with dunst_on(bus, screen, tmp_path, Action.OPEN) as dunst:
        first.show(message)
        until(lambda: dunst.displayed() == 1)
        second.show(message)
        second.show(Message("11:00 Bo", "", "another tag"))
        until(lambda: dunst.displayed() == 2)
    first.close()
    second.close()
    assert dunst.printed.read_text().count("summary: '10:00 Ann'") == 2


def test_a_daemon_killed_and_started_again_is_found(bus: str, screen: str, tmp_path: Path) -> None:
    notifier, message = DesktopNotifier(lambda _action, _message: None), Message("10:00 Ann", "", "tag")
    with dunst_on(bus, screen, tmp_path, Action.OPEN) as dunst:
        notifier.show(message)
        dunst.process.kill()
        dunst.process.wait(ENOUGH)
        with pytest.raises(NotifierFailed):
            notifier.show(message)
    with dunst_on(bus, screen, tmp_path, Action.OPEN) as dunst:
        notifier.show(message)
        until(lambda: dunst.displayed() == 1)
    notifier.close()
