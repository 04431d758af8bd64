"""The same day gives the same demo: in any process, whatever the order of sets."""

from __future__ import annotations

import hashlib
import os
import random
import subprocess
import sys
from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from kitdiary.services.demo import DemoDiary, make_demo
from kitdiary.services.demo.dice import Dice
from tests.services.demo.measure import made

PROGRAM = """
import hashlib
from datetime import date
from zoneinfo import ZoneInfo
from kitdiary.services.demo import make_demo
demo = make_demo(date(2026, 11, 20), ZoneInfo("Europe/Berlin"))
print(hashlib.sha256(repr(demo).encode()).hexdigest())
"""


def digest(demo: DemoDiary) -> str:
    return hashlib.sha256(repr(demo).encode()).hexdigest()


@pytest.mark.parametrize("seed", ["0", "1", "4711"])
def test_in_any_process(seed: str) -> None:
    here = digest(made(date(2026, 11, 20), ZoneInfo("Europe/Berlin")))
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == here


def test_the_global_dice_are_left_alone() -> None:
    random.seed(1)
    before = random.getstate()
    make_demo(date(2026, 11, 20), ZoneInfo("UTC"))
    assert random.getstate() == before


def test_another_zone_moves_instants_but_tells_the_same_story() -> None:
    denver, tokyo = (made(date(2026, 11, 20), ZoneInfo(name)) for name in ("America/Denver", "Asia/Tokyo"))
    assert [t.note for t in denver.touches] == [t.note for t in tokyo.touches]
    assert [t.at.replace(tzinfo=None) for t in denver.touches] == [
        t.at.replace(tzinfo=None) for t in tokyo.touches
    ]
    assert denver.contacts == tokyo.contacts


def test_a_week_later_the_people_are_the_same() -> None:
    one, other = (made(date(2026, 11, 20) + timedelta(days=days), ZoneInfo("UTC")) for days in (0, 7))
    assert [c.name for c in one.contacts] == [c.name for c in other.contacts]
    assert [c.phones for c in one.contacts] == [c.phones for c in other.contacts]


def test_the_dice_fall_as_they_always_did() -> None:
    """`Random.random` of a text seed is the same in every Python; should it ever not be, this says so."""
    dice = Dice("pinned")
    assert [dice.between(1, 6) for _ in range(12)] == PINNED
    assert dice.shuffled("abcdef") == PINNED_ORDER


PINNED = [1, 2, 1, 2, 4, 3, 1, 1, 1, 3, 2, 6]
PINNED_ORDER = ["d", "f", "c", "e", "b", "a"]
