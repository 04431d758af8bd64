"""The worker: one thing after the other, answers in the window's thread, an end in time."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from kitdiary.domain.errors import DiaryError
from kitdiary.ui.bridge import Bridge
from kitdiary.ui.worker import Task, Worker


@pytest.fixture
def bridge(qtbot: QtBot) -> Iterator[Bridge]:
    made = Bridge()
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def worker(bridge: Bridge) -> Iterator[Worker]:
    made = Worker(bridge)
    yield made
    assert made.close()


def test_everything_in_its_order_and_answers_in_the_window_s_thread(qtbot: QtBot, worker: Worker) -> None:
    done: list[int] = []
    threads: set[int] = set()
    worked: set[int] = set()

    def answer(value: int) -> None:
        done.append(value)
        threads.add(threading.get_ident())

    def work(value: int) -> int:
        worked.add(threading.get_ident())
        return value

    for number in range(50):
        worker.submit(lambda _task, _tell, number=number: work(number), answer, pytest.fail)
    qtbot.waitUntil(lambda: len(done) == 50)
    assert done == list(range(50))
    assert threads == {threading.get_ident()}
    assert len(worked) == 1
    assert worked.isdisjoint(threads)


def test_a_failure_is_a_sentence_and_the_work_goes_on(
    qtbot: QtBot, worker: Worker, caplog: pytest.LogCaptureFixture
) -> None:
    said: list[str] = []

    def refuse(_task: Task, _tell: object) -> None:
        raise DiaryError("The disk is full.")

    def break_down(_task: Task, _tell: object) -> None:
        raise ZeroDivisionError("about Priya Raman")

    worker.submit(refuse, pytest.fail, said.append)
    worker.submit(break_down, pytest.fail, said.append)
    worker.submit(lambda _task, _tell: "well", said.append, pytest.fail)
    qtbot.waitUntil(lambda: len(said) == 3)
    assert said[0] == "The disk is full."
    assert "ZeroDivisionError" in said[1]
    assert "Priya" not in said[1]
    assert said[2] == "well"
    assert "ZeroDivisionError" in caplog.text


def test_progress_comes_before_the_end(qtbot: QtBot, worker: Worker) -> None:
    heard: list[object] = []

    def work(_task: Task, tell: object) -> str:
        for step in range(3):
            tell((step, 3))  # type: ignore[operator]
        return "done"

    worker.submit(work, heard.append, pytest.fail, heard.append)
    qtbot.waitUntil(lambda: "done" in heard)
    assert heard == [(0, 3), (1, 3), (2, 3), "done"]


def test_cancelled_at_its_next_look(qtbot: QtBot, worker: Worker) -> None:
    started, heard = threading.Event(), []

    def work(task: Task, _tell: object) -> str:
        started.set()
        while not task.cancelled:
            started.wait(0.01)
        return "stopped"

    task = worker.submit(work, heard.append, pytest.fail)
    assert started.wait(5)
    task.cancel()
    qtbot.waitUntil(lambda: heard == ["stopped"])


def test_closed_while_busy_it_ends_but_writes_what_waits(bridge: Bridge) -> None:
    worker = Worker(bridge)
    started, written = threading.Event(), []

    def slow(task: Task, _tell: object) -> None:
        started.set()
        while not task.cancelled:
            started.wait(0.01)

    worker.submit(slow, lambda _r: None, pytest.fail)
    worker.submit(lambda _task, _tell: written.append("a touch"), lambda _r: None, pytest.fail)
    assert started.wait(5)
    assert worker.close()
    assert written == ["a touch"]


def test_one_that_does_not_stop_does_not_hold_the_window(bridge: Bridge) -> None:
    worker, go_on, started = Worker(bridge), threading.Event(), threading.Event()

    def stubborn(_task: Task, _tell: object) -> None:
        started.set()
        go_on.wait(20)

    worker.submit(stubborn, pytest.fail, pytest.fail)
    assert started.wait(5)
    assert not worker.close(0.05)
    bridge.close()
    go_on.set()
    assert worker.close()


def test_a_closed_bridge_runs_nothing(qtbot: QtBot) -> None:
    bridge, ran = Bridge(), []
    bridge.post(lambda: ran.append(1))
    bridge.close()
    bridge.post(lambda: ran.append(2))
    last = Bridge()
    last.post(lambda: ran.append(3))
    qtbot.waitUntil(lambda: 3 in ran)
    assert ran == [3]
    bridge.deleteLater()
    last.deleteLater()
