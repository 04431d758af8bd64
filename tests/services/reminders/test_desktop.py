"""Both native notifiers on a real session bus: exact texts; a daemon absent, dead, hung, unable to start."""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kitdiary.services.diary import Diary
from kitdiary.services.reminders import bus as session
from kitdiary.services.reminders import listening, plyer_notifier
from kitdiary.services.reminders.desktop_notifier import DesktopNotifier
from kitdiary.services.reminders.heartbeat import Heartbeat
from kitdiary.services.reminders.notifier import Chain, Message, Notifier, NotifierFailed
from kitdiary.services.reminders.plyer_notifier import PlyerNotifier
from tests.services.diaries import added, on, set_clock, time_of
from tests.services.reminders.desktop import MISSING, Daemon, Shown, session_bus
from tests.services.reminders.fakes import Recorder

pytestmark = [
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the session bus is Linux's"),
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}"),
]

MESSAGE = Message("Due today", "2 talks", "tag")
Make = Callable[..., Notifier]
"""Makes one of the notifiers; ``seconds`` is its time limit."""


@pytest.fixture(params=[PlyerNotifier, DesktopNotifier], ids=lambda notifier: notifier.name)
def make(request: pytest.FixtureRequest) -> Iterator[Make]:
    made: list[Notifier] = []

    def one(**options: object) -> Notifier:
        made.append(request.param(**options))
        return made[-1]

    yield one
    Chain(made).close()


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


def said(diary: Diary, daemon: Daemon, notifier: Notifier, now: str) -> list[Shown]:
    """What the desktop shows at one beat."""
    set_clock(diary, now)
    before = len(daemon.shown)
    made = Heartbeat(diary.context, Chain((notifier,))).sweep()
    assert [one.shown_by for one in made] == [notifier.name] * len(made)
    return daemon.shown[before:]


def test_the_digest_as_the_desktop_shows_it(diary: Diary, daemon: Daemon, make: Make) -> None:
    notifier = make()
    for name in ("Priya Raman", "Bo Lind"):
        added(diary, name, rating="A")
    assert said(diary, daemon, notifier, "2026-11-24T08:30") == [
        Shown("Due today", "2 talks: first Bo Lind (A)", "KitDiary")
    ]
    assert said(diary, daemon, notifier, "2026-11-24T08:31") == []


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
    diary: Diary, daemon: Daemon, make: Make, name: str, what: str, title: str, body: str
) -> None:
    ann = added(diary, name, company="Acme")
    diary.steps.promise(ann, on("2026-11-21"), what, time_of("10:00"))
    assert said(diary, daemon, make(), "2026-11-21T10:00") == [Shown(title, body, "KitDiary")]


def test_hidden_names_as_the_desktop_shows_them(diary: Diary, daemon: Daemon, make: Make) -> None:
    diary.settings.set("names-hidden", "on")
    ann = added(diary, "Priya Raman", company="Acme")
    diary.steps.promise(ann, on("2026-11-21"), "ring back", time_of("10:00"))
    assert said(diary, daemon, make(), "2026-11-21T10:00") == [
        Shown("10:00: a promise is due", "", "KitDiary")
    ]


@pytest.mark.parametrize("title", ["", "--help", "-", "\n"])
def test_titles_that_notify_send_would_swallow_are_shown(daemon: Daemon, make: Make, title: str) -> None:
    make().show(Message(title, "body", "tag"))
    assert [shown.body for shown in daemon.shown] == ["body"]


def test_a_machine_with_a_folder_app_is_no_flatpak(daemon: Daemon, monkeypatch: pytest.MonkeyPatch) -> None:
    """plyer would write to a portal that is not there, with quotes of its own around the text."""
    monkeypatch.setattr("os.path.isdir", lambda path: str(path) == "/app")
    PlyerNotifier().show(Message("O'Neil", "it's due", "tag"))
    assert daemon.shown == [Shown("O'Neil", "it's due", "KitDiary")]


# -- nobody there ------------------------------------------------------------------------------------


def test_without_a_daemon_the_next_link_shows_it(bus: str, make: Make) -> None:
    last, notifier = Recorder(), make()
    shown = Chain((notifier, last)).show(MESSAGE)
    why = f"{notifier.name}: no notification daemon is running"
    assert (shown.by, shown.failures) == ("recorder", (why,))
    assert last.messages == [MESSAGE]
    assert Chain((notifier,)).answers()[0].why_not == "no notification daemon is running"


def test_with_a_daemon_it_is_ready_and_shows_nothing(daemon: Daemon, make: Make) -> None:
    make().ready()
    assert daemon.shown == []


def test_a_daemon_that_cannot_start_counts_for_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Make
) -> None:
    with session_bus(tmp_path, activatable="/bin/false") as address:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
        with pytest.raises(NotifierFailed, match="no notification daemon is running"):
            make().show(MESSAGE)


def test_a_daemon_that_appears_later_and_dies_and_comes_back(bus: str, make: Make) -> None:
    notifier = make()
    with pytest.raises(NotifierFailed):
        notifier.show(MESSAGE)
    with Daemon(bus) as first:
        notifier.show(MESSAGE)
    with pytest.raises(NotifierFailed):
        notifier.show(MESSAGE)
    with Daemon(bus) as second:
        notifier.show(MESSAGE)
    assert (len(first.shown), len(second.shown)) == (1, 1)


def test_a_daemon_that_hangs_meets_the_time_limit(bus: str, make: Make) -> None:
    with (
        Daemon(bus, hung=True) as daemon,
        pytest.raises(NotifierFailed, match=r"no answer within 0\.5 seconds"),
    ):
        make(seconds=0.5).show(MESSAGE)
    assert daemon.shown == []


def test_what_hung_is_given_back_and_said_once_the_daemon_answers(diary: Diary, bus: str, make: Make) -> None:
    added(diary, "Priya Raman")
    set_clock(diary, "2026-11-24T08:30")
    heart = Heartbeat(diary.context, Chain((make(seconds=0.5),)))
    with Daemon(bus, hung=True):
        assert heart.sweep() == []
    with Daemon(bus) as daemon:
        assert len(heart.sweep()) == 1
        assert heart.sweep() == []
    # Twice, where the daemon also takes up what it was sent while it hung: that cannot be told from lost.
    assert {shown.title for shown in daemon.shown} == {"Due today"}


def test_a_hung_daemon_holds_no_quitting(bus: str, make: Make) -> None:
    """Whoever waits for it is let go by the close, long before the time limit."""
    notifier, ended = make(seconds=60), threading.Event()

    def show() -> None:
        with pytest.raises(NotifierFailed):
            notifier.show(MESSAGE)
        ended.set()

    with Daemon(bus, hung=True) as daemon:
        threading.Thread(target=show, daemon=True).start()
        assert daemon.heard_of.wait(30)
        started = time.monotonic()
        Chain((notifier,)).close()
        assert ended.wait(30)
        assert time.monotonic() - started < 1


@pytest.mark.parametrize("address", ["", "unix:path=/nowhere/at/all", "nonsense", "tcp:host=localhost"])
def test_without_a_bus_nobody_listens(monkeypatch: pytest.MonkeyPatch, address: str, make: Make) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    monkeypatch.setattr(session.os, "getuid", lambda: 4242424)
    with pytest.raises(NotifierFailed, match="no session bus"):
        make().show(MESSAGE)


def test_a_bus_that_ends_is_one_failure_and_the_next_one_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, make: Make
) -> None:
    """As after a log-out, for a program that goes on."""
    notifier, shown = make(), list[Shown]()
    for number in range(2):
        folder = tmp_path / str(number)
        folder.mkdir()
        with session_bus(folder) as address:
            monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
            with Daemon(address) as daemon:
                notifier.show(MESSAGE)
                shown += daemon.shown
        with pytest.raises(NotifierFailed):
            notifier.show(MESSAGE)
    assert len(shown) == 2


def test_without_the_programs_plyer_needs_it_says_which(
    bus: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(listening, "find_spec", lambda _name: None)
    with pytest.raises(NotifierFailed, match="notify-send"):
        PlyerNotifier().show(MESSAGE)


def test_plyer_raising_leads_to_the_next_link(daemon: Daemon, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> object:
        raise NotImplementedError("plyer has nothing for this system")

    monkeypatch.setattr(plyer_notifier, "_facade", broken)
    last = Recorder()
    shown = Chain((PlyerNotifier(), last)).show(MESSAGE)
    assert (shown.by, shown.failures) == ("recorder", ("native: NotImplementedError",))
