"""The real scheduler in its own threads: it beats at once, goes on after a fault, and holds nobody up."""

import itertools
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from kitdiary.domain.errors import DiaryError
from kitdiary.services.reminders import scheduler as clockwork
from kitdiary.services.reminders.clock_guard import LOOK, ClockGuard, Look
from kitdiary.services.reminders.scheduler import HeartbeatScheduler, run_forever

ENOUGH = 30.0
"""Seconds after which a test gives up; nothing here waits for that long."""


class Beats:
    """Counts beats; raises what it is told to, one after the other."""

    def __init__(self, *faults: Exception) -> None:
        self.faults = list(faults)
        self.count = 0
        self._changed = threading.Condition()

    def __call__(self) -> None:
        with self._changed:
            self.count += 1
            self._changed.notify_all()
        if self.faults:
            raise self.faults.pop(0)

    def reached(self, count: int) -> bool:
        with self._changed:
            return self._changed.wait_for(lambda: self.count >= count, ENOUGH)


@pytest.fixture
def hung() -> Iterator[threading.Event]:
    """Ends what hangs once the test is over."""
    release = threading.Event()
    yield release
    release.set()


def test_the_first_beat_comes_at_once_and_the_next_when_poked() -> None:
    beats = Beats()
    heart = HeartbeatScheduler(beats)
    heart.start()
    assert beats.reached(1)
    heart.poke()
    assert beats.reached(2)
    heart.stop()


def test_it_beats_again_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clockwork, "BEAT_SECONDS", 0.05)
    beats = Beats()
    heart = HeartbeatScheduler(beats)
    heart.start()
    assert beats.reached(3)
    heart.stop()


def test_it_goes_on_after_beats_that_raise_and_says_so_in_a_sentence() -> None:
    beats, said = Beats(DiaryError("The disk is full."), ZeroDivisionError("secret")), list[str]()
    told = threading.Semaphore(0)

    def failed(sentence: str) -> None:
        said.append(sentence)
        told.release()

    heart = HeartbeatScheduler(beats, failed)
    heart.start()
    assert told.acquire(timeout=ENOUGH)
    heart.poke()
    assert told.acquire(timeout=ENOUGH)
    heart.poke()
    assert beats.reached(3)
    heart.stop()
    assert said == [
        "The disk is full.",
        "The heartbeat failed (ZeroDivisionError); it goes on with the next beat.",
    ]


def test_stopping_does_not_wait_for_a_beat_that_hangs(hung: threading.Event) -> None:
    begun = threading.Event()

    def beat() -> None:
        begun.set()
        hung.wait(ENOUGH)

    heart = HeartbeatScheduler(beat)
    heart.start()
    assert begun.wait(ENOUGH)
    heart.poke()  # no second beat beside the one that hangs
    started = time.monotonic()
    heart.stop()
    assert time.monotonic() - started < ENOUGH / 2
    assert not hung.is_set()


def test_a_poke_that_meets_a_beat_is_answered_after_it(hung: threading.Event) -> None:
    beats, begun = Beats(), threading.Event()

    def beat() -> None:
        begun.set()
        hung.wait(ENOUGH)
        beats()

    heart = HeartbeatScheduler(beat)
    heart.start()
    assert begun.wait(ENOUGH)
    for _ in range(5):
        heart.poke()
    hung.set()
    assert beats.reached(2)
    heart.stop()


def test_no_beat_begins_after_the_stop(hung: threading.Event) -> None:
    beats, begun, over = Beats(), threading.Event(), threading.Event()

    def beat() -> None:
        begun.set()
        hung.wait(ENOUGH)
        beats()
        over.set()

    heart = HeartbeatScheduler(beat)
    heart.start()
    assert begun.wait(ENOUGH)
    heart.poke()
    heart.stop()
    hung.set()
    assert over.wait(ENOUGH)
    assert beats.count == 1


def test_stopping_what_does_not_run_is_no_fault() -> None:
    heart = HeartbeatScheduler(Beats())
    heart.stop()
    heart.start()
    heart.stop()
    heart.stop()


def test_a_program_ends_while_a_beat_hangs() -> None:
    """Python waits for the threads of a pool; those of the heart must not be among them."""
    program = """
import threading
from kitdiary.services.reminders.scheduler import HeartbeatScheduler
begun = threading.Event()
def beat():
    begun.set()
    threading.Event().wait(600)
heart = HeartbeatScheduler(beat)
heart.start()
begun.wait(60)
heart.stop()
print("ended")
"""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", program], capture_output=True, text=True, timeout=60, check=True
    )
    assert (done.stdout, done.stderr) == ("ended\n", "")


# -- without a window --------------------------------------------------------------------------------


def running(beats: Beats, stop: threading.Event, **kwargs: object) -> threading.Thread:
    thread = threading.Thread(target=run_forever, args=(beats, stop), kwargs=kwargs)
    thread.start()
    return thread


def test_it_beats_until_it_is_told_to_stop() -> None:
    beats, stop = Beats(), threading.Event()
    thread = running(beats, stop)
    assert beats.reached(1)
    stop.set()
    thread.join(ENOUGH)
    assert not thread.is_alive()


@pytest.mark.parametrize("jump", [timedelta(hours=-1), timedelta(hours=8)])
def test_a_wall_clock_that_jumps_is_answered_with_a_beat(jump: timedelta) -> None:
    beats, stop, looks = Beats(), threading.Event(), itertools.count()

    def look() -> Look:
        number = next(looks)
        moved = jump if number > 5 else timedelta(0)
        return Look(datetime(2026, 11, 20, tzinfo=UTC) + number * LOOK + moved, UTC)

    thread = running(beats, stop, guard=ClockGuard(look=look), seconds=0.01)
    assert beats.reached(2)
    stop.set()
    thread.join(ENOUGH)
    assert beats.count == 2


def test_ctrl_c_leaves_the_heart_at_rest() -> None:
    beats = Beats()

    class Pressed(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            assert beats.reached(1)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_forever(beats, Pressed())
    assert not [
        thread for thread in threading.enumerate() if thread.name == "APScheduler" and thread.is_alive()
    ]
