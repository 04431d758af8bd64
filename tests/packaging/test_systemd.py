"""The example units for those who want reminders without a window: systemd itself must accept them."""

import shutil
import subprocess
from pathlib import Path

import pytest

from kitdiary.cli.program import program

UNITS = Path(__file__).parents[2] / "packaging" / "systemd"


def lines_of(unit: str) -> dict[str, str]:
    lines = (UNITS / unit).read_text(encoding="utf-8").splitlines()
    pairs = (line.partition("=") for line in lines if "=" in line and not line.startswith("#"))
    return {key: value for key, _equals, value in pairs}


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="not installed: systemd-analyze")
def test_systemd_accepts_the_units(tmp_path: Path) -> None:
    """With the program in its place: a copy in which the path is one that exists."""
    for unit in UNITS.iterdir():
        text = unit.read_text(encoding="utf-8").replace("%h/.local/bin/kitdiary", "/bin/true")
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "--user", "verify", "--man=no", *(str(path) for path in tmp_path.iterdir())],
        capture_output=True,
        text=True,
        check=False,
        env={"XDG_RUNTIME_DIR": str(tmp_path), "HOME": str(tmp_path), "PATH": "/usr/bin:/bin"},
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_the_service_starts_a_command_there_is() -> None:
    service = lines_of("kitdiary-remind.service")
    _program, command, option = service["ExecStart"].split()
    assert option in {name for param in program.get_command(None, command).params for name in param.opts}  # type: ignore[union-attr,arg-type]
    assert service["Type"] == "oneshot"


def test_the_timer_looks_once_a_minute() -> None:
    timer = lines_of("kitdiary-remind.timer")
    assert (timer["OnCalendar"], timer["Unit"]) == ("minutely", "kitdiary-remind.service")
    assert "OnStartupSec" in timer
