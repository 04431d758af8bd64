"""plyer on a real session bus: exact texts, and no daemon, a dead one, a hung one, one that cannot start."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kitdiary.services.diary import Diary
from kitdiary.services.reminders import listening
from kitdiary.services.reminders.heartbeat import Heartbeat
from kitdiary.services.reminders.notifier import Chain, Message, NotifierFailed
from kitdiary.services.reminders.plyer_notifier import PlyerNotifier
from tests.services.diaries import added, on, set_clock, time_of
from tests.services.reminders.desktop import MISSING, Daemon, Shown, session_bus
from tests.services.reminders.fakes import Recorder

pytestmark = [
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the session bus is Linux's"),
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}"),
]

MESSAGE = Message("Due today", "2 talks", "tag")


@pytest.fixture
def bus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    with session_bus(tmp_path) as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        yield address


@pytest.fixture
def daemon(bus: str) -> Iterator[Daemon]:
    with Daemon(bus) as running:
        yield running


# -- exact texts -------------------------------------------------------------------------------------


def said(diary: Diary, daemon: Daemon, now: str) -> list[Shown]:
    """What the desktop shows at one beat."""
    set_clock(diary, now)
    before = len(daemon.shown)
    made = Heartbeat(diary.context, Chain((PlyerNotifier(),))).sweep()
    assert [one.shown_by for one in made] == ["native"] * len(made)
    return daemon.shown[before:]


def test_the_digest_as_the_desktop_shows_it(diary: Diary, daemon: Daemon) -> None:
    for name in ("Priya Raman", "Bo Lind"):
        added(diary, name, rating="A")
    assert said(diary, daemon, "2026-11-24T08:30") == [
        Shown("Due today", "2 talks: first Bo Lind (A)", "KitDiary")
    ]
    assert said(diary, daemon, "2026-11-24T08:31") == []


@pytest.mark.parametrize(
    ("name", "what", "title", "body"),
    [
        ("Priya Raman", "ring back", "10:00 Priya Raman, Acme", "You promised for 21 Nov: ring back"),
        (
            "<b>Bo & Co</b>",
            "<i>send</i> & ring",
            "10:00 <b>Bo & Co</b>, Acme",
            "You promised for 21 Nov: &lt;i&gt;send&lt;/i&gt; &amp; ring",
        ),
        ("x" * 300, "y" * 300, "10:00 " + "x" * 56 + "…", "You promised for 21 Nov: " + "y" * 229 + "…"),
        ("👩‍🚀 שלום Zoë", "🎉", "10:00 👩‍🚀 שלום Zoë, Acme", "You promised for 21 Nov: 🎉"),
        ('O\'Neil "Q" $(id)', "a\nb", '10:00 O\'Neil "Q" $(id), Acme', "You promised for 21 Nov: a\nb"),
    ],
)
def test_a_promise_as_the_desktop_shows_it(
    diary: Diary, daemon: Daemon, name: str, what: str, title: str, body: str
) -> None:
    ann = added(diary, name, company="Acme")
    diary.steps.promise(ann, on("2026-11-21"), what, time_of("10:00"))
    assert said(diary, daemon, "2026-11-21T10:00") == [Shown(title, body, "KitDiary")]


def test_hidden_names_as_the_desktop_shows_them(diary: Diary, daemon: Daemon) -> None:
    diary.settings.set("names-hidden", "on")
    ann = added(diary, "Priya Raman", company="Acme")
    diary.steps.promise(ann, on("2026-11-21"), "ring back", time_of("10:00"))
    assert said(diary, daemon, "2026-11-21T10:00") == [Shown("10:00: a promise is due", "", "KitDiary")]


@pytest.mark.parametrize("title", ["", "--help", "-", "\n"])
def test_titles_that_notify_send_would_swallow_are_shown(daemon: Daemon, title: str) -> None:
    PlyerNotifier().show(Message(title, "body", "tag"))
    assert [shown.body for shown in daemon.shown] == ["body"]


def test_a_machine_with_a_folder_app_is_no_flatpak(daemon: Daemon, monkeypatch: pytest.MonkeyPatch) -> None:
    """plyer would write to a portal that is not there, with quotes of its own around the text."""
    monkeypatch.setattr("os.path.isdir", lambda path: str(path) == "/app")
    PlyerNotifier().show(Message("O'Neil", "it's due", "tag"))
    assert daemon.shown == [Shown("O'Neil", "it's due", "KitDiary")]


# -- nobody there ------------------------------------------------------------------------------------


def test_without_a_daemon_the_next_link_shows_it(bus: str) -> None:
    last = Recorder()
    shown = Chain((PlyerNotifier(), last)).show(MESSAGE)
    assert (shown.by, shown.failures) == ("recorder", ("native: no notification daemon is running",))
    assert last.messages == [MESSAGE]


def test_a_daemon_that_cannot_start_counts_for_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with session_bus(tmp_path, activatable="/bin/false") as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        with pytest.raises(NotifierFailed, match="no notification daemon is running"):
            PlyerNotifier().show(MESSAGE)


def test_a_daemon_that_dies_and_comes_back(bus: str) -> None:
    notifier = PlyerNotifier()
    with Daemon(bus) as first:
        notifier.show(MESSAGE)
    with pytest.raises(NotifierFailed):
        notifier.show(MESSAGE)
    with Daemon(bus) as second:
        notifier.show(MESSAGE)
    assert (len(first.shown), len(second.shown)) == (1, 1)


def test_a_daemon_that_hangs_meets_the_time_limit(bus: str) -> None:
    with (
        Daemon(bus, hung=True) as daemon,
        pytest.raises(NotifierFailed, match=r"no answer within 0\.5 seconds"),
    ):
        PlyerNotifier(seconds=0.5).show(MESSAGE)
    assert daemon.shown == []


def test_what_hung_is_given_back_and_said_once_the_daemon_answers(diary: Diary, bus: str) -> None:
    added(diary, "Priya Raman")
    set_clock(diary, "2026-11-24T08:30")
    heart = Heartbeat(diary.context, Chain((PlyerNotifier(seconds=0.5),)))
    with Daemon(bus, hung=True):
        assert heart.sweep() == []
    with Daemon(bus) as daemon:
        assert len(heart.sweep()) == 1
        assert heart.sweep() == []
    # Twice, where the daemon also takes up what it was sent while it hung: that cannot be told from lost.
    assert {shown.title for shown in daemon.shown} == {"Due today"}


@pytest.mark.parametrize("address", ["", "unix:path=/nowhere/at/all"])
def test_without_a_bus_nobody_listens(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    monkeypatch.setattr(listening.os, "getuid", lambda: 4242424)
    with pytest.raises(NotifierFailed):
        PlyerNotifier().show(MESSAGE)


def test_without_the_programs_it_says_which(
    bus: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(listening, "find_spec", lambda _name: None)
    with pytest.raises(NotifierFailed, match="notify-send"):
        PlyerNotifier().show(MESSAGE)
    with pytest.raises(NotifierFailed, match="dbus-send"):
        listening.someone_listens(1)
