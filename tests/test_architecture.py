"""ARCHITECTURE.md as a test: who may import whom.

The direction of the layers is an import-linter contract in pyproject.toml. Who may use a library or reach for
a layer directly, and what the domain may use, is read from the source here. All of it is also tried on a
package that breaks it.
"""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# Library or layer -> the only modules (with all below them) that may import it.
HOMES = {
    "peewee": ("kitdiary.storage",),
    "playhouse": ("kitdiary.storage",),
    "sqlite3": ("kitdiary.storage",),
    "apscheduler": ("kitdiary.services.reminders.scheduler",),
    "jeepney": ("kitdiary.services.reminders.bus",),
    "icalendar": ("kitdiary.services.exchange.calendar_file",),
    "plyer": ("kitdiary.services.reminders.plyer_notifier",),
    "PySide6": ("kitdiary.ui",),
    "shiboken6": ("kitdiary.ui",),
    "click": ("kitdiary.cli", "kitdiary.__main__"),
    # Screens and commands reach the diary through services, and the window through bootstrap.
    "kitdiary.storage": ("kitdiary.storage", "kitdiary.services", "kitdiary.bootstrap"),
    "kitdiary.ui": ("kitdiary.ui", "kitdiary.bootstrap"),
}

# Pure libraries: they read no clock, no file and no network.
DOMAIN_LIBRARIES = {"holidays", "phonenumbers", "rapidfuzz", "snowballstemmer"}

# The parts of the standard library with which the domain would reach out of itself.
NOT_PURE = {
    "asyncio",
    "http",
    "logging",
    "os",
    "pathlib",
    "random",
    "shutil",
    "socket",
    "sqlite3",
    "subprocess",
    "tempfile",
    "threading",
    "time",
    "urllib",
}

# Paths as mere text, which never look at the disk.
PURE_PATHS = {"pathlib.PurePath", "pathlib.PurePosixPath", "pathlib.PureWindowsPath"}

CLOCKS = {"now", "today", "utcnow"}


def modules(package: Path) -> Iterator[tuple[str, ast.Module]]:
    """Yields the dotted name and the syntax tree of every module of a package."""
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package.parent).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        yield name, ast.parse(path.read_text(encoding="utf-8"), str(path))


def imported(tree: ast.Module) -> Iterator[str]:
    """Yields the dotted names of what a module imports, inside functions too: modules or names in them."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def is_in(module: str, package: str) -> bool:
    return module == package or module.startswith(package + ".")


def strays(package: Path) -> list[str]:
    """Returns every import of a library or layer where it is not allowed."""
    return [
        f"{name} imports {target}"
        for name, tree in modules(package)
        for target in imported(tree)
        for library, homes in HOMES.items()
        if is_in(target, library) and not any(is_in(name, home) for home in homes)
    ]


def impurities(package: Path) -> list[str]:
    """Returns everything in the domain that is not a rule: libraries, input, output, the clock."""
    found = []
    for name, tree in modules(package):
        if not is_in(name, "kitdiary.domain"):
            continue
        for target in imported(tree):
            top = target.partition(".")[0]
            pure = top in sys.stdlib_module_names and (top not in NOT_PURE or target in PURE_PATHS)
            if not (pure or top in DOMAIN_LIBRARIES or is_in(target, "kitdiary.domain")):
                found.append(f"{name} imports {target}")
        found += [f"{name} reads the clock, line {line}" for line in clock_readings(tree)]
    return found


def clock_readings(tree: ast.Module) -> Iterator[int]:
    """Yields the lines that call datetime.now(), date.today() and their like."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCKS:
            owner = node.func.value
            last = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
            if last in {"date", "datetime"}:
                yield node.lineno


def lint_imports(root: Path) -> subprocess.CompletedProcess[str]:
    """Runs the contracts of a pyproject.toml on the package beside it."""
    program = (
        "import sys; from importlinter.cli import lint_imports_command; sys.exit(lint_imports_command())"
    )
    return subprocess.run(
        [sys.executable, "-c", program, "--no-cache", "--no-logo"],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


def test_the_layers_point_one_way() -> None:
    done = lint_imports(ROOT)
    assert done.returncode == 0, done.stdout


def test_each_library_has_one_home() -> None:
    assert strays(ROOT / "kitdiary") == []


def test_the_domain_is_pure() -> None:
    assert impurities(ROOT / "kitdiary") == []


# The smallest package that keeps every contract; each case below breaks one.
SOUND = {
    "__init__.py": "",
    "__main__.py": "from kitdiary import bootstrap, cli",
    "bootstrap.py": "from kitdiary.services import diary\nfrom kitdiary.storage import database",
    "cli.py": "import click\nfrom kitdiary import bootstrap\nfrom kitdiary.domain import plan",
    "paths.py": "import platformdirs",
    "ui/__init__.py": "",
    "ui/page.py": "import PySide6.QtWidgets\nfrom kitdiary.services import diary",
    "services/__init__.py": "",
    "services/diary.py": "from kitdiary.storage import database\nfrom kitdiary.domain import plan",
    "services/reminders/__init__.py": "",
    "services/reminders/scheduler.py": "def start():\n    import apscheduler.schedulers.background",
    "services/reminders/plyer_notifier.py": "from plyer import notification",
    "storage/__init__.py": "",
    "storage/database.py": "import peewee\nfrom kitdiary.domain import plan",
    "domain/__init__.py": "",
    "domain/plan.py": "import datetime\nimport holidays.utils",
}


@pytest.fixture
def package(tmp_path: Path) -> Path:
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for name, text in SOUND.items():
        path = tmp_path / "kitdiary" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + "\n", encoding="utf-8")
    return tmp_path / "kitdiary"


def add(package: Path, name: str, line: str) -> None:
    path = package / name
    old = path.read_text(encoding="utf-8") if path.exists() else ""
    path.write_text(f"{old}{line}\n", encoding="utf-8")


def test_a_sound_package_passes(package: Path) -> None:
    done = lint_imports(package.parent)
    assert done.returncode == 0, done.stdout
    assert strays(package) == []
    assert impurities(package) == []


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("domain/plan.py", "from kitdiary.storage import database"),
        ("domain/plan.py", "from kitdiary import paths"),
        ("storage/database.py", "def later():\n    from kitdiary.services import diary"),
        ("services/diary.py", "from kitdiary.ui import page"),
        ("services/diary.py", "import kitdiary.bootstrap"),
        ("ui/page.py", "from kitdiary import bootstrap"),
        ("bootstrap.py", "from kitdiary import cli"),
        ("utils.py", "PLACE = 'none in the layers'"),
    ],
)
def test_a_broken_layer_fails(package: Path, name: str, line: str) -> None:
    add(package, name, line)
    done = lint_imports(package.parent)
    assert done.returncode == 1, done.stdout


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("services/diary.py", "import peewee"),
        ("ui/page.py", "from playhouse import sqlite_ext"),
        ("services/diary.py", "from apscheduler.schedulers import background"),
        ("services/reminders/heartbeat.py", "def beat():\n    import plyer"),
        ("bootstrap.py", "from PySide6.QtCore import QTimer"),
        ("domain/plan.py", "import sqlite3"),
        ("storage/database.py", "import click"),
        ("ui/page.py", "from kitdiary.storage import database"),
        ("cli.py", "from kitdiary import storage"),
        ("cli.py", "import kitdiary.ui.page"),
    ],
)
def test_a_library_outside_its_home_fails(package: Path, name: str, line: str) -> None:
    add(package, name, line)
    assert len(strays(package)) == 1


@pytest.mark.parametrize(
    "line",
    [
        "import tzlocal",
        "from os import environ",
        "from pathlib import Path",
        "import datetime as dt\nTODAY = dt.date.today()",
        "from datetime import datetime\nNOW = datetime.now(None)",
        "def rule():\n    import kitdiary.paths",
    ],
)
def test_an_impure_domain_fails(package: Path, line: str) -> None:
    add(package, "domain/plan.py", line)
    assert len(impurities(package)) == 1
