"""packaging/dev.py in real processes, with real venv and pip: a checkout whose pins are empty, no network."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import devdebian
import pytest

PACKAGING = Path(__file__).resolve().parents[2] / "packaging"

# Says how it was started, and ends with the code it is given.
STAND_IN = """
import os, sys
print(sys.argv[1:], sorted(name for name in os.environ if name == "PYTHONPATH"))
sys.exit(int(os.environ.get("STAND_IN_CODE", "0")))
"""

pytestmark = pytest.mark.skipif(
    devdebian.on_debian() and bool(devdebian.missing_packages()),
    reason="would install Debian packages",
)


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A fresh checkout in a path with a space and a letter beyond ASCII."""
    return make_checkout(tmp_path)


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_checkout(tmp_path_factory.mktemp("finished"))
    code, _, err = run(root)
    assert code == 0, err
    return root


@pytest.fixture
def made(finished: Path, tmp_path: Path) -> Path:
    """A checkout that is set up, and has been moved since."""
    return Path(shutil.copytree(finished, tmp_path / "moved here", symlinks=True))


def make_checkout(folder: Path) -> Path:
    root = folder / "kit diary ü"
    (root / "packaging").mkdir(parents=True)
    for script in PACKAGING.glob("dev*.py"):
        shutil.copy(script, root / "packaging")
    for name in ("requirements.txt", "requirements-dev.txt"):
        (root / "packaging" / name).write_text("# nothing to fetch\n", encoding="utf-8")
    (root / "kitdiary").mkdir()
    (root / "kitdiary" / "__init__.py").touch()
    (root / "kitdiary" / "__main__.py").write_text(STAND_IN, encoding="utf-8")
    return root


def start(checkout: Path, *arguments: str, **variables: str | None) -> subprocess.Popen[str]:
    environ = {name: value for name, value in (os.environ | variables).items() if value is not None}
    return subprocess.Popen(
        [sys.executable, str(checkout / "packaging" / "dev.py"), *arguments],
        cwd=checkout.parent,
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def run(checkout: Path, *arguments: str, **variables: str | None) -> tuple[int, str, str]:
    with start(checkout, "run", *arguments, **variables) as process:
        out, err = process.communicate(timeout=90)
    return process.returncode, out, err


def test_run_makes_the_set_up_once_and_passes_everything_through(checkout: Path) -> None:
    code, out, err = run(checkout, PYTHONPATH="/elsewhere")
    assert (code, out) == (0, "['demo'] []\n"), err
    assert "making" in err
    # Again, with arguments and an exit code; nothing is made and nothing is said.
    assert run(checkout, "agenda", "--json", STAND_IN_CODE="3") == (3, "['agenda', '--json'] []\n", "")


def test_the_checkout_may_move(made: Path) -> None:
    assert run(made) == (0, "['demo'] []\n", "")


def test_a_folder_of_the_same_name_is_not_mistaken_for_the_program(made: Path) -> None:
    other = made.parent / "kitdiary"
    other.mkdir()
    (other / "__main__.py").write_text("raise SystemExit('wrong one')", encoding="utf-8")
    assert run(made) == (0, "['demo'] []\n", "")


def test_the_launcher_starts_the_checkout(made: Path) -> None:
    script = made / ".venv" / ("Scripts/kitdiary.cmd" if os.name == "nt" else "bin/kitdiary")
    assert subprocess.check_output([str(script), "a b", "c"], text=True) == "['a b', 'c'] []\n"


def test_a_second_start_costs_nothing(made: Path) -> None:
    # As a ratio, in one run: starting the program by hand is one Python, through dev.py it is two.
    python = str(made / ".venv" / "bin" / "python")
    by_hand, through = [], []
    for _ in range(7):
        began = time.perf_counter()
        subprocess.run([python, "-c", "import argparse, json, subprocess, ctypes, hashlib"], check=True)
        by_hand.append(time.perf_counter() - began)
        began = time.perf_counter()
        run(made)
        through.append(time.perf_counter() - began)
    assert min(through) < 8 * min(by_hand)


@pytest.mark.skipif(os.name != "posix", reason="HOME is a POSIX matter")
@pytest.mark.parametrize("home", ["none", "impossible"])
def test_no_home_is_needed(checkout: Path, tmp_path: Path, home: str) -> None:
    # Below a file: nobody can write there, not even root, whom a read-only folder would not stop.
    (tmp_path / "file").touch()
    code, out, err = run(checkout, HOME=None if home == "none" else str(tmp_path / "file" / "home"))
    assert (code, out) == (0, "['demo'] []\n"), err


@pytest.mark.skipif(os.name != "posix", reason="kills with a POSIX signal")
@pytest.mark.parametrize("moment", [0.0, 1.0])
def test_kill_9_during_the_set_up_does_not_wedge_it(checkout: Path, moment: float) -> None:
    with start(checkout, "run") as process:
        deadline = time.monotonic() + 30
        while not (checkout / ".venv" / "pyvenv.cfg").exists() and time.monotonic() < deadline:
            os.sched_yield()
        # The very thing under test is an arbitrary moment.
        time.sleep(moment)
        process.send_signal(signal.SIGKILL)
        process.communicate()
    code, out, err = run(checkout)
    assert (code, out) == (0, "['demo'] []\n"), err


def test_pip_that_fails_is_one_sentence(checkout: Path) -> None:
    (checkout / "packaging" / "requirements.txt").write_text("no-hash==1.0\n", encoding="utf-8")
    code, out, err = run(checkout, PIP_NO_INDEX="1")
    assert (code, out) == (1, "")
    assert "dev.py: the set-up stopped: " in err.splitlines()[-1]
    assert "Traceback" not in err


def test_two_starts_at_once_make_one_set_up(checkout: Path) -> None:
    with start(checkout, "run") as first, start(checkout, "run") as second:
        told = [process.communicate(timeout=90) for process in (first, second)]
    assert [first.returncode, second.returncode] == [0, 0], told
    assert sorted("making" in err for _, err in told) == [False, True]
