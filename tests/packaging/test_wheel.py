"""The wheel holds the program and what it reads: built as pip would build it, without a network."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import kitdiary

ROOT = Path(__file__).resolve().parents[2]


def names_below(folder: str) -> set[str]:
    """What of a folder of this checkout belongs in the wheel."""
    paths = (path.relative_to(ROOT) for path in (ROOT / folder).rglob("*") if path.is_file())
    return {path.as_posix() for path in paths if "__pycache__" not in path.parts}


def test_the_wheel_holds_the_program_and_its_resources(tmp_path: Path) -> None:
    build = "import sys; from hatchling.build import build_wheel; print(build_wheel(sys.argv[1]))"
    done = subprocess.run(
        [sys.executable, "-c", build, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    wheel = tmp_path / done.stdout.strip().splitlines()[-1]
    assert wheel.name == f"kitdiary-{kitdiary.__version__}-py3-none-any.whl"
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
        entry_points = archive.read(f"kitdiary-{kitdiary.__version__}.dist-info/entry_points.txt").decode()
    assert held == names_below("kitdiary") | {f"kitdiary/{name}" for name in names_below("resources")}
    assert "kitdiary = kitdiary.__main__:main" in entry_points
