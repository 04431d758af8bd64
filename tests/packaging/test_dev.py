"""packaging/dev.py: what it understands, what it says, and how it sums up. No network."""

from __future__ import annotations

import ast
import io
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import dev
import devchecks
import devcommands
import devdebian
import pytest
from devenvironment import Environment
from devfaults import SetupError

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"


# ------------------------------------------------------------------------------------ the command line


@pytest.mark.parametrize(
    ("typed", "command", "handed_on"),
    [
        (["run"], "run", []),
        (["run", "agenda", "--json"], "run", ["agenda", "--json"]),
        (["run", "--now", "2026-11-20T09:15", "agenda"], "run", ["--now", "2026-11-20T09:15", "agenda"]),
        (["run", "--", "--help"], "run", ["--help"]),
        (["test"], "test", []),
        (["test", "-m", "soak"], "test", ["-m", "soak"]),
    ],
)
def test_arguments_are_handed_on(typed: list[str], command: str, handed_on: list[str]) -> None:
    assert devcommands.parse(typed) == (command, handed_on)


@pytest.mark.parametrize(
    ("typed", "code"), [(["--help"], 0), ([], 2), (["build"], 2), (["--fast", "run"], 2)]
)
def test_help_and_wrong_usage(typed: list[str], code: int) -> None:
    done = subprocess.run(
        [sys.executable, str(PACKAGING / "dev.py"), *typed], capture_output=True, text=True, check=False
    )
    assert done.returncode == code
    assert "run" in (done.stdout if code == 0 else done.stderr)
    assert "Traceback" not in done.stderr


def test_an_old_python_gets_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "OLDEST", (9, 99))
    with pytest.raises(SystemExit, match=r"^KitDiary needs Python 9\.99 or newer, this is Python 3\."):
        dev.refuse_old_python()


def test_an_old_python_can_read_the_script() -> None:
    ast.parse((PACKAGING / "dev.py").read_text(encoding="utf-8"), feature_version=(3, 5))


def test_the_set_up_needs_only_the_standard_library() -> None:
    own = {path.stem for path in PACKAGING.glob("dev*.py")}
    for path in PACKAGING.glob("dev*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            assert {name.partition(".")[0] for name in names} <= own | sys.stdlib_module_names, path.name


def test_another_pythons_libraries_are_kept_out() -> None:
    given = {"PYTHONPATH": "/other", "PYTHONHOME": "/other", "PIP_CERT": "/cert", "HOME": "/h"}
    assert devcommands.clean_environment(given) == {"PIP_CERT": "/cert", "HOME": "/h"}


# ----------------------------------------------------------------------------------- Debian's packages


@pytest.fixture
def debian(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[list[str]]]:
    """Makes this machine a Debian that lacks packages; returns the apt commands that were run."""

    def make(*, root: bool, needed: list[str], wanted: list[str], apt_helps: bool = True) -> list[list[str]]:
        ran: list[list[str]] = []

        def apt(command: list[str]) -> bool:
            ran.append(command)
            if apt_helps and "install" in command:
                needed.clear()
                wanted.clear()
            return apt_helps

        monkeypatch.setattr(devdebian, "on_debian", lambda: True)
        monkeypatch.setattr(devdebian, "is_root", lambda: root)
        monkeypatch.setattr(devdebian, "missing_packages", lambda: list(needed))
        monkeypatch.setattr(devdebian, "missing_test_packages", lambda: list(wanted))
        monkeypatch.setattr(devdebian, "apt", apt)
        return ran

    return make


def test_not_root_prints_the_exact_command_and_stops(debian: Callable[..., list[list[str]]]) -> None:
    ran = debian(root=False, needed=["python3.11-venv", "libgl1"], wanted=[])
    with pytest.raises(SetupError) as caught:
        devdebian.ensure_system_packages(for_tests=False)
    command = "sudo apt-get update && sudo apt-get install --no-install-recommends python3.11-venv libgl1"
    assert str(caught.value).endswith(command)
    assert ran == []


def test_not_root_only_says_which_tests_are_skipped(
    debian: Callable[..., list[list[str]]], capsys: pytest.CaptureFixture[str]
) -> None:
    ran = debian(root=False, needed=[], wanted=["dunst", "xvfb"])
    devdebian.ensure_system_packages(for_tests=True)
    said = capsys.readouterr()
    assert said.err == "dev.py: not installed: dunst, xvfb; the tests that need them are skipped.\n"
    assert said.out == ""
    assert ran == []


def test_root_installs_what_is_missing(debian: Callable[..., list[list[str]]]) -> None:
    ran = debian(root=True, needed=["libgl1"], wanted=["dunst"])
    devdebian.ensure_system_packages(for_tests=True)
    assert [command[-1] for command in ran] == ["update", "dunst"]
    assert ran[1][-2:] == ["libgl1", "dunst"]


def test_run_does_not_ask_for_the_tests_packages(debian: Callable[..., list[list[str]]]) -> None:
    ran = debian(root=True, needed=[], wanted=["dunst"])
    devdebian.ensure_system_packages(for_tests=False)
    assert ran == []


def test_apt_that_cannot_help_stops_the_set_up(debian: Callable[..., list[list[str]]]) -> None:
    ran = debian(root=True, needed=["libgl1", "libegl1"], wanted=[], apt_helps=False)
    with pytest.raises(SetupError, match="libgl1 libegl1"):
        devdebian.ensure_system_packages(for_tests=False)
    # Together, then one by one.
    assert [command[-1] for command in ran] == ["update", "libegl1", "libgl1", "libegl1"]


def test_apt_that_cannot_get_a_test_program_does_not(
    debian: Callable[..., list[list[str]]], capsys: pytest.CaptureFixture[str]
) -> None:
    debian(root=True, needed=[], wanted=["dunst"], apt_helps=False)
    devdebian.ensure_system_packages(for_tests=True)
    assert "could not install dunst; the tests that need them are skipped" in capsys.readouterr().err


def test_libraries_are_asked_of_the_loader() -> None:
    assert not devdebian.can_load("libkitdiary-is-nowhere.so.7")


def test_pythons_own_venv_is_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(devdebian, "can_load", lambda library: True)
    monkeypatch.setattr(devdebian.importlib.util, "find_spec", lambda name: None)
    assert devdebian.missing_packages() == [f"python3.{sys.version_info.minor}-venv"]


# ---------------------------------------------------------------------------------------- the summary


def checks_that(**codes: int) -> Callable[[str, list[str]], dict[str, list[str]]]:
    def checks(python: str, arguments: list[str]) -> dict[str, list[str]]:
        text = "import sys; print('== 3 passed, 1 skipped in 0.5s =='); print('later'); sys.exit({})"
        return {name: [sys.executable, "-c", text.format(code)] for name, code in codes.items()}

    return checks


@pytest.mark.parametrize(
    ("codes", "expected"), [({"mypy": 0, "pytest": 0}, 0), ({"mypy": 1, "pytest": 0}, 1), ({"pytest": 1}, 1)]
)
def test_all_checks_run_and_the_last_line_is_pytests(
    environment: Environment,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    codes: dict[str, int],
    expected: int,
) -> None:
    monkeypatch.setattr(devchecks, "checks", checks_that(**codes))
    assert devchecks.run_all(environment, [], os.environ) == expected
    lines = capfd.readouterr().out.splitlines()
    assert lines[-1] == "== 3 passed, 1 skipped in 0.5s =="
    for name, code in codes.items():
        verdict = "ok" if code == 0 else f"FAILED (exit code {code})"
        assert any(line.startswith(f"{name}:") and verdict in line for line in lines)


def test_pytest_that_did_not_finish_is_a_failure(
    environment: Environment, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    crash = {"pytest": [sys.executable, "-c", "import os; os._exit(9)"]}
    monkeypatch.setattr(devchecks, "checks", lambda python, arguments: crash)
    assert devchecks.run_all(environment, [], os.environ) == 1
    assert capfd.readouterr().out.splitlines()[-1] == "0 passed, 1 failed (pytest did not finish)"


@pytest.mark.parametrize(
    "line",
    [
        "===== 12 passed in 0.10s =====",
        "= 1 failed, 11 passed, 2 warnings in 95.31s (0:01:35) =",
        "2 errors in 0.12s",
        "============ no tests ran in 0.01s ============",
        "10 deselected in 0.50s",
    ],
)
def test_pytests_closing_lines_are_known(line: str) -> None:
    assert devchecks.CLOSING.search(line)


def test_the_outcome_goes_to_stdout_as_it_comes(
    environment: Environment, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = io.StringIO()
    monkeypatch.setattr(sys, "stdout", told)
    text = "print('caf\\u00e9'.encode('latin-1').decode('latin-1'))"
    outcome = devchecks.run_one("mypy", [sys.executable, "-X", "utf8", "-c", text], ".", os.environ)
    assert outcome.code == 0
    assert told.getvalue() == "café\n"
