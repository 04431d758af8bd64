"""What the running window does with an error in a slot, and with signals."""

from __future__ import annotations

import signal

import pytest
from pytestqt.qtbot import QtBot

from kitdiary.domain.errors import DiaryError
from kitdiary.ui.desk import Desk
from kitdiary.ui.start import _Signals, _teller


def test_an_error_in_a_slot_is_said_in_the_window(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    said: list[str] = []
    desk.failed.connect(said.append)
    tell = _teller(desk)
    tell(DiaryError, DiaryError("The diary is locked."), None)
    tell(ZeroDivisionError, ZeroDivisionError("about Priya Raman"), None)
    assert said[0] == "The diary is locked."
    assert "ZeroDivisionError" in said[1]
    assert "Priya" not in said[1]
    assert caplog.records


def test_a_signal_closes_the_window_at_its_next_turn(qtbot: QtBot) -> None:
    closed: list[bool] = []
    before = signal.getsignal(signal.SIGTERM)
    signals = _Signals(lambda: closed.append(True))
    try:
        signal.raise_signal(signal.SIGTERM)
        assert closed == []
        qtbot.waitUntil(lambda: closed == [True])
    finally:
        signals.close()
        signals.deleteLater()
    assert signal.getsignal(signal.SIGTERM) is before
