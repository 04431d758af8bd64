"""The real scheduler in its own threads while the clock of the machine is set: an hour back, eight on."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from kitdiary.bootstrap import open_diary
from kitdiary.services.diary import Diary
from kitdiary.services.reminders import scheduler as clockwork
from kitdiary.services.reminders.clock_guard import ClockGuard
from kitdiary.services.reminders.notifier import Chain, Message
from kitdiary.services.reminders.scheduler import run_forever
from tests.services.diaries import BERLIN, added, time_of

ENOUGH = 30.0
LOOK = 0.05
MONDAY = datetime(2026, 11, 23, 8, 0, tzinfo=BERLIN)


class Said:
    """What was announced, by the clock of the machine, and a way to wait for it."""

    name = "said"

    def __init__(self) -> None:
        self.titles: list[str] = []
        self._changed = threading.Condition()

    def show(self, message: Message) -> None:
        with self._changed:
            self.titles.append(f"{datetime.now(BERLIN):%H:%M}: {message.title}")
            self._changed.notify_all()

    def ready(self) -> None:
        """Always."""

    def has(self, count: int) -> bool:
        with self._changed:
            return self._changed.wait_for(lambda: len(self.titles) >= count, ENOUGH)


class Beats:
    """Beats a heart, counts, and lets somebody wait for the next one."""

    def __init__(self, diary: Diary, said: Said) -> None:
        self._heart = diary.heartbeat(Chain((said,)))
        self._beaten = threading.Semaphore(0)
        self._beating = threading.Lock()
        self._ended = False

    def __call__(self) -> None:
        with self._beating:
            if not self._ended:
                self._heart.sweep()
        self._beaten.release()

    def end(self) -> None:
        """Beat no more, with the beat under way done: the diary is closed next."""
        with self._beating:
            self._ended = True

    def next(self) -> bool:
        return self._beaten.acquire(timeout=ENOUGH)


@contextmanager
def running(beat: Beats) -> Iterator[None]:
    stop = threading.Event()
    guard = ClockGuard(timedelta(seconds=LOOK))
    thread = threading.Thread(target=run_forever, args=(beat, stop, None, guard, LOOK), daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(ENOUGH)
        beat.end()
        assert not thread.is_alive()


@pytest.fixture
def machine() -> Iterator[time_machine.Traveller]:
    """The clock of the machine, which goes on; the scheduler and the diary both read it."""
    with time_machine.travel(MONDAY, tick=True) as clock:
        yield clock


@pytest.fixture
def diary(tmp_path: Path, machine: time_machine.Traveller) -> Iterator[Diary]:
    """Two promises, at 9 and at 15."""
    with open_diary(tmp_path / "d.kitdiary") as made:
        made.settings.set("time-zone", "Europe/Berlin")
        for name, clock in (("Ann", "9:00"), ("Bo", "15:00")):
            made.steps.promise(added(made, name), MONDAY.date(), "ring", time_of(clock))
        yield made


def test_eight_hours_on_is_answered_at_once_with_one_digest(
    diary: Diary, machine: time_machine.Traveller
) -> None:
    said = Said()
    beat = Beats(diary, said)
    with running(beat):
        assert beat.next()
        assert said.titles == []
        machine.shift(timedelta(hours=8))
        assert said.has(1)
    assert said.titles == ["16:00: Due today"]
    assert datetime.now(UTC) - MONDAY < timedelta(hours=8, seconds=ENOUGH)


def test_an_hour_back_stalls_nothing_and_repeats_nothing(
    diary: Diary, machine: time_machine.Traveller, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Left to itself the scheduler would sleep for the whole hour it has already seen."""
    monkeypatch.setattr(clockwork, "BEAT_SECONDS", 0.2)
    said = Said()
    beat = Beats(diary, said)
    with running(beat):
        machine.shift(timedelta(minutes=50))  # 8:50
        assert said.has(2)
        assert sorted(said.titles) == ["08:50: 09:00 Ann", "08:50: Due today"]
        machine.shift(timedelta(minutes=10))
        assert said.has(3)
        machine.shift(timedelta(hours=-1))  # 8:00 again
        for _ in range(5):
            assert beat.next()
        machine.shift(timedelta(hours=1))
        for _ in range(5):
            assert beat.next()
        machine.shift(timedelta(hours=6))  # 15:00
        assert said.has(4)
    assert said.titles[2:] == ["09:00: 09:00 Ann", "15:00: 15:00 Bo"]
