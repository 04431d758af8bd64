"""packaging/devenvironment.py: when .venv is made, added to, left alone or made anew."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path

import devenvironment
import pytest
from devenvironment import Environment
from devfaults import SetupError


class Steps:
    """Stands in for venv and pip: writes what they would, and can fail or be killed at a step."""

    def __init__(self, environment: Environment) -> None:
        self.environment = environment
        self.done: list[str] = []
        self.fail_at = ""

    def __call__(self, command: list[str], variables: dict[str, str], handles: list[int]) -> None:
        step = "venv" if "venv" in command else Path(command[-1]).name
        assert not self.environment.stamp.exists(), "the stamp must go before anything is changed"
        self.done.append(step)
        if step == self.fail_at:
            raise SetupError(step)
        if step == "venv":
            self.environment.scripts.mkdir(parents=True)
            self.environment.site_packages.mkdir(parents=True)
            self.environment.python.symlink_to(sys.executable)
        else:
            (self.environment.site_packages / f"{step}.dist-info").mkdir(exist_ok=True)


@pytest.fixture
def steps(environment: Environment, monkeypatch: pytest.MonkeyPatch) -> Steps:
    made = Steps(environment)
    monkeypatch.setattr(devenvironment, "call", made)
    return made


def test_the_first_start_makes_it_the_second_does_nothing(environment: Environment, steps: Steps) -> None:
    environment.ensure("run", {})
    assert steps.done == ["venv", "requirements.txt"]
    environment.ensure("run", {})
    assert len(steps.done) == 2


def test_test_adds_to_what_run_made_and_serves_both(environment: Environment, steps: Steps) -> None:
    environment.ensure("run", {})
    environment.ensure("test", {})
    assert steps.done == ["venv", "requirements.txt", "requirements-dev.txt"]
    assert environment.is_ready("run")
    assert environment.is_ready("test")


def break_stamp(environment: Environment, **changes: object) -> None:
    stamp = json.loads(environment.stamp.read_text(encoding="utf-8"))
    environment.stamp.write_text(json.dumps(stamp | changes), encoding="utf-8")


def change_requirements(environment: Environment) -> None:
    (environment.root / "packaging" / "requirements.txt").write_text("# another\n", encoding="utf-8")


DAMAGES: dict[str, Callable[[Environment], object]] = {
    "no stamp": lambda e: e.stamp.unlink(),
    "half a stamp": lambda e: e.stamp.write_text("{", encoding="utf-8"),
    "another stamp": lambda e: e.stamp.write_text("[]", encoding="utf-8"),
    "not a text": lambda e: e.stamp.write_bytes(b"\xff\xfe\x00"),
    "older Python": lambda e: break_stamp(e, python="cpython 3.10"),
    "another Python": lambda e: break_stamp(e, base="/gone"),
    "older set-up": lambda e: break_stamp(e, layout=0),
    "no packages": lambda e: break_stamp(e, packages=None),
    "no Python": lambda e: e.python.unlink(),
    "Python gone": lambda e: (e.python.unlink(), e.python.symlink_to("/nowhere/python3")),
    "a library gone": lambda e: (e.site_packages / "requirements.txt.dist-info").rmdir(),
    "other requirements": change_requirements,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_what_is_broken_or_old_is_made_anew(
    environment: Environment, steps: Steps, damage: Callable[[Environment], object]
) -> None:
    environment.ensure("run", {})
    left_over = environment.site_packages / "left_over.py"
    left_over.touch()
    damage(environment)
    assert not environment.is_ready("run")
    environment.ensure("run", {})
    assert steps.done == ["venv", "requirements.txt"] * 2
    assert environment.is_ready("run")
    assert not left_over.exists()


def test_what_the_developer_adds_stays(environment: Environment, steps: Steps) -> None:
    environment.ensure("run", {})
    (environment.site_packages / "ipdb-1.0.dist-info").mkdir()
    assert environment.is_ready("run")


@pytest.mark.parametrize("step", ["venv", "requirements.txt"])
def test_a_failed_step_leaves_no_stamp(environment: Environment, steps: Steps, step: str) -> None:
    steps.fail_at = step
    with pytest.raises(SetupError):
        environment.ensure("run", {})
    assert not environment.is_ready("run")
    steps.fail_at = ""
    environment.ensure("run", {})
    assert environment.is_ready("run")


def test_a_failed_addition_is_not_built_upon(environment: Environment, steps: Steps) -> None:
    environment.ensure("run", {})
    steps.fail_at = "requirements-dev.txt"
    with pytest.raises(SetupError):
        environment.ensure("test", {})
    steps.fail_at, steps.done[:] = "", []
    environment.ensure("test", {})
    assert steps.done == ["venv", "requirements-dev.txt"]


def test_a_folder_in_the_way_is_one_sentence(environment: Environment) -> None:
    environment.folder.write_text("a file", encoding="utf-8")
    with pytest.raises(SetupError, match="cannot set up"):
        environment.ensure("run", {})
