"""The two commands of dev.py, run and test, over one set-up."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import devchecks
import devdebian
import devenvironment
from devfaults import SetupError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

# Variables with which another Python's libraries would shine through into .venv.
FOREIGN = ("PYTHONHOME", "PYTHONPATH", "PYTHONSAFEPATH", "__PYVENV_LAUNCHER__")


def parse(arguments: Sequence[str]) -> tuple[str, list[str]]:
    """Returns the command and what is to be handed on; ends the program on --help or wrong usage."""
    parser = argparse.ArgumentParser(
        prog="dev.py",
        description="Sets KitDiary up in .venv and runs or tests it.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog=(
            "examples:\n"
            "  python3 packaging/dev.py run                  opens the demo diary\n"
            "  python3 packaging/dev.py run agenda --json    any other kitdiary command\n"
            "  python3 packaging/dev.py test                 linters, types and all tests\n"
            "  python3 packaging/dev.py test -m soak         the checks, and the long runs only\n"
        ),
    )
    parser.add_argument("command", choices=("run", "test"), help="what to do")
    parser.add_argument(
        "arguments",
        nargs=argparse.REMAINDER,
        help="run: given to kitdiary instead of 'demo'; test: given to pytest",
    )
    chosen = parser.parse_args(list(arguments))
    handed_on = list(chosen.arguments)
    if handed_on[:1] == ["--"]:
        del handed_on[0]
    return chosen.command, handed_on


def clean_environment(environ: Mapping[str, str]) -> dict[str, str]:
    """Returns the environment without what would point .venv's Python at other libraries."""
    return {name: value for name, value in environ.items() if name not in FOREIGN}


def set_up(group: str) -> devenvironment.Environment:
    """Makes the machine and .venv ready for a group ("run" or "test"); raises SetupError."""
    root = devenvironment.checkout()
    devdebian.ensure_system_packages(for_tests=group == "test")
    environment = devenvironment.Environment(root)
    environment.ensure(group, clean_environment(os.environ))
    return environment


def run(environment: devenvironment.Environment, arguments: Sequence[str]) -> int:
    """Starts kitdiary with the arguments, or with the demo diary; returns its exit code."""
    # -P: a folder called kitdiary where the command is typed must not be taken for the program.
    python: Path = environment.python
    command = [str(python), "-P", "-m", "kitdiary", *(arguments or ["demo"])]
    variables = clean_environment(os.environ)
    if os.name == "posix":
        # Replaces this process, so that signals and the exit code are the program's own.
        os.execve(command[0], command, variables)  # noqa: S606 - no shell is wanted
    return subprocess.call(command, env=variables)


def main(arguments: Sequence[str]) -> int:
    """Does what the command line asks; returns the exit code."""
    command, handed_on = parse(arguments)
    try:
        environment = set_up(command)
        if command == "run":
            return run(environment, handed_on)
        return devchecks.run_all(environment, handed_on, clean_environment(os.environ))
    except SetupError as error:
        print(f"dev.py: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("dev.py: stopped.", file=sys.stderr)
        return 130
