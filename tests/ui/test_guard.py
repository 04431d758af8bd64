"""The watch over the clock in the window's process, and logind's word that a sleep is over."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from jeepney import DBusAddress, new_signal
from jeepney.io.blocking import open_dbus_connection
from pytestqt.qtbot import QtBot

from kitdiary.services.reminders.clock_guard import LOOK, ClockGuard, Look
from kitdiary.ui.desk import Desk
from kitdiary.ui.guard import Guard, Resume, load_bus
from tests.services.reminders.desktop import MISSING, session_bus

START = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


class Clock:
    """A clock and a zone set by hand."""

    def __init__(self) -> None:
        self.at, self.zone = START, "Europe/Berlin"

    def look(self) -> Look:
        return Look(self.at, self.zone)


@pytest.mark.parametrize(
    ("gone", "zone", "jumped"),
    [
        (LOOK, "Europe/Berlin", False),
        (LOOK + timedelta(seconds=3), "Europe/Berlin", False),
        (timedelta(hours=8), "Europe/Berlin", True),
        (timedelta(hours=-1), "Europe/Berlin", True),
        (LOOK, "America/New_York", True),
    ],
)
def test_a_jump_is_noticed_and_ordinary_time_is_not(
    qtbot: QtBot, desk: Desk, gone: timedelta, zone: str, jumped: bool
) -> None:
    clock = Clock()
    guard = Guard(desk, lambda: ClockGuard(look=clock.look))
    heard: list[bool] = []
    guard.jumped.connect(lambda: heard.append(True))
    guard.start()
    clock.at, clock.zone = clock.at + gone, zone
    guard._look()
    assert bool(heard) is jumped
    clock.at += LOOK
    guard._look()
    assert len(heard) == int(jumped)  # once
    guard.stop()
    assert not guard._timer.isActive()


@pytest.mark.skipif(not sys.platform.startswith("linux") or bool(MISSING), reason=f"not installed: {MISSING}")
def test_the_end_of_a_sleep_is_heard_on_the_bus(
    qtbot: QtBot, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert load_bus()
    from PySide6.QtDBus import QDBusConnection

    heard: list[bool] = []
    resume = Resume(desk)
    resume.resumed.connect(lambda: heard.append(True))
    with session_bus(tmp_path) as address:
        name = f"kitdiary-test-{os.getpid()}"
        bus = QDBusConnection.connectToBus(address, name)
        assert resume.listen(bus)
        login = open_dbus_connection(bus=address)
        from jeepney import DBus
        from jeepney.io.blocking import Proxy

        Proxy(DBus(), login, timeout=10).RequestName("org.freedesktop.login1")
        place = DBusAddress("/org/freedesktop/login1", interface="org.freedesktop.login1.Manager")
        for sleeping in (True, False):
            login.send(new_signal(place, "PrepareForSleep", "b", (sleeping,)))
        qtbot.waitUntil(lambda: heard == [True], timeout=10_000)
        login.close()
        QDBusConnection.disconnectFromBus(name)
    assert not Resume(desk).listen(QDBusConnection("no such bus"))
