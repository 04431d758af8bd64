"""Every check of the project, one after the other, and one line about each at the end."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from devenvironment import Environment

# pytest's closing line: "== 12 passed, 1 skipped in 3.21s ==".
CLOSING = re.compile(
    r"\b\d+ (passed|failed|errors?|skipped|deselected)\b.* in [\d.]+s\b|^=* ?no tests ran in "
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one check ended: name, exit code, seconds and, of pytest, the line it closed with."""

    name: str
    code: int
    seconds: float
    closing: str = ""

    @property
    def line(self) -> str:
        """Returns the check's line of the summary."""
        verdict = "ok" if self.code == 0 else f"FAILED (exit code {self.code})"
        return f"{self.name + ':':14}{verdict}, {self.seconds:.1f} s"


def checks(python: str, arguments: Sequence[str]) -> dict[str, list[str]]:
    """Returns the command line of each check, by name; the arguments are pytest's."""
    # As many workers as processors, up to 4: half of the suite waits for processes and the disk.
    workers = str(min(4, os.cpu_count() or 1))
    return {
        "ruff format": [python, "-m", "ruff", "format", "--check", "."],
        "ruff check": [python, "-m", "ruff", "check", "."],
        "mypy": [python, "-m", "mypy"],
        # loadgroup: tests that share a display or a bus name themselves a group and stay together.
        "pytest": [python, "-m", "pytest", "-n", workers, "--dist", "loadgroup", *arguments],
    }


def run_all(environment: Environment, arguments: Sequence[str], variables: Mapping[str, str]) -> int:
    """Runs every check, also after one has failed; returns 0 only when all went well."""
    variables = {"QT_QPA_PLATFORM": "offscreen", **variables, "PYTHONUNBUFFERED": "1"}
    outcomes = []
    for name, command in checks(str(environment.python), arguments).items():
        print(f"--- {name}", flush=True)
        outcomes.append(run_one(name, command, str(environment.root), variables))
    print("--- summary")
    for outcome in outcomes:
        print(outcome.line)
    failed = [outcome.name for outcome in outcomes if outcome.code != 0]
    if failed:
        print(f"not in order: {', '.join(failed)}")
    print(outcomes[-1].closing or "0 passed, 1 failed (pytest did not finish)", flush=True)
    return 1 if failed else 0


def run_one(name: str, command: Sequence[str], root: str, variables: Mapping[str, str]) -> Outcome:
    """Runs one check in the checkout, passing its words on as they come."""
    started = time.monotonic()
    closing = ""
    with subprocess.Popen(
        list(command),
        cwd=root,
        env=dict(variables),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as process:
        if process.stdout is not None:
            for line in process.stdout:
                sys.stdout.write(line)
                sys.stdout.flush()
                if name == "pytest" and CLOSING.search(line):
                    closing = line.strip()
    return Outcome(name, process.returncode, time.monotonic() - started, closing)
