"""A working day of the demo diary with keys alone, on a real screen: what was done is in the diary."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.test_window import MISSING, PATIENCE, Desktop, screen, until

__all__ = ["screen"]

pytestmark = [
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}"),
    pytest.mark.timeout(300),
    pytest.mark.xdist_group("screen"),
]
NOTE, NEED = "Budget is through, wants a date", "a date in January"


class Day(Desktop):
    """A desktop whose keys are counted."""

    def __init__(self, screen: str, folder: Path) -> None:
        super().__init__(screen, folder)
        self.env["TZ"] = "America/Denver"
        self.pressed = 0

    def keys(self, *names: str) -> None:
        self.pressed += len(names)
        super().keys(*names)

    def type(self, text: str) -> None:
        self.pressed += len(text)
        super().type(text)

    def done(self) -> list[str]:
        """What was done, newest first, undone or not."""
        return [line["what"] for line in self.json("history")]


@pytest.fixture
def day(screen: str, tmp_path: Path) -> Iterator[Day]:
    made = Day(screen, tmp_path)
    made.kitdiary("--now", "2026-11-24T09:00", "demo", "--data-only")
    yield made
    sys.stdout.write(f"{made.pressed} keys\n")


def test_a_day_by_keyboard_alone(day: Day) -> None:
    agenda = day.json("agenda")
    first = agenda[0]
    with day.window() as program:
        # The first of the day: called, with a note and a need.
        began, before = time.monotonic(), day.pressed
        day.keys("l")
        until(lambda: day.in_front() == "Log a touch", program)
        day.type(NOTE)
        day.keys("Tab")
        day.type(NEED)
        day.keys("ctrl+Return")
        day.back_from("Log a touch", program)
        seconds, pressed = time.monotonic() - began, day.pressed - before
        shown = day.json("show", str(first["contact_id"]))
        assert shown["touches"][0]["note"] == NOTE
        assert NEED in [insight["text"] for insight in shown["insights"]]
        assert pressed == len(NOTE) + len(NEED) + 3  # all keys but the words themselves: l, Tab, Ctrl+Enter
        assert seconds < 10, "ten seconds with the keyboard alone (PRODUCT §4)"
        sys.stdout.write(f"a touch: {pressed - len(NOTE) - len(NEED)} keys and its words, {seconds:.1f} s\n")

        # The next one: a promise, then put off; the one after is let pass, or asks why.
        day.keys("p")
        until(lambda: day.in_front() == "Promise something", program)
        day.type("send the price list")
        day.keys("ctrl+Return")
        day.back_from("Promise something", program)
        until(lambda: day.done()[0].startswith("Promised"), program)
        day.keys("End", "s", "Down", "Down", "Return")
        until(lambda: day.done()[0].startswith("Snoozed"), program)
        day.keys("End", "k")
        until(lambda: day.done()[0].startswith("Skipped"), program)

        # Somebody new; found again; taken back and put there again.
        day.keys("ctrl+n")
        until(lambda: day.in_front() == "Add a person", program)
        day.type("Zora Quill")
        day.keys("ctrl+Return")
        day.back_from("Add a person", program)
        until(lambda: day.done()[0] == "Added Zora Quill", program)
        day.keys("ctrl+k")
        until(lambda: day.in_front() == "Find", program)
        day.type("qu")  # two letters of the family name
        day.keys("Return")
        day.back_from("Find", program)
        day.keys("ctrl+z")
        until(lambda: day.done()[0] == "Undid “Added Zora Quill”", program)
        day.keys("ctrl+z")
        until(lambda: day.done()[0].startswith("Undid “Skipped"), program)
        day.keys("ctrl+y", "ctrl+y")
        until(lambda: day.done()[0] == "Redid “Added Zora Quill”", program)

        # Through the pages, and home.
        day.keys("ctrl+2", "ctrl+3", "ctrl+4", "ctrl+1")
        day.keys("Home", "w")
        until(lambda: day.in_front() not in ("", "KitDiary"), program)
        writing = day.in_front()
        day.keys("Escape")
        day.back_from(writing, program)
        day.keys("ctrl+q")
        assert program.wait(PATIENCE) == 0
        assert program.communicate() == ("", "")
    assert day.json("contacts", "Zora Quill")[0]["name"] == "Zora Quill"
    assert "in order" in day.kitdiary("check")
