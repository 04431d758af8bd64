"""The window from the command line, in real processes: with a display, without one, and pictures of it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import NOW

DISPLAYS = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
pytestmark = pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="elsewhere a display is always there"
)


def kitdiary(folder: Path, *args: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """The program without a display, its temporary files in a folder."""
    kept = {name: value for name, value in os.environ.items() if name not in DISPLAYS}
    temporary = folder / "temporary"
    temporary.mkdir(exist_ok=True)
    return subprocess.run(
        [sys.executable, "-m", "kitdiary", "--now", NOW, *args],
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
        env=kept | {"TMPDIR": str(temporary)} | variables,
        timeout=100,
    )


def picture_in(text: str) -> Path:
    found = re.search(r"^A picture of Today is in (.+)$", text, re.MULTILINE)
    assert found is not None, text
    path = Path(found[1])
    assert path.read_bytes().startswith(b"\x89PNG")
    return path


@pytest.mark.parametrize(
    "variables",
    [{}, {"DISPLAY": ":4711"}, {"WAYLAND_DISPLAY": "nowhere-0"}, {"QT_QPA_PLATFORM": "offscreen"}],
    ids=["none", "dead X", "dead Wayland", "offscreen"],
)
def test_without_a_display_the_agenda_is_printed_and_a_picture_saved(
    tmp_path: Path, variables: dict[str, str]
) -> None:
    diary = str(tmp_path / "d.kitdiary")
    kitdiary(tmp_path, "--diary", diary, "add", "--name", "Ann Lee", "--rating", "A")
    done = kitdiary(tmp_path, "--diary", diary, "--now", "2026-11-24T09:00", **variables)
    assert done.returncode == 0, done
    assert "Ann Lee" in done.stdout
    assert done.stderr.startswith("There is no display")
    assert len(done.stderr.splitlines()) == 1, done.stderr
    assert picture_in(done.stdout).parent.stat().st_mode & 0o077 == 0


def test_the_demo_without_a_display(tmp_path: Path) -> None:
    done = kitdiary(tmp_path, "demo")
    assert done.returncode == 0, done
    assert "no display" in done.stderr
    assert "Talks" in done.stdout
    picture_in(done.stdout)
    made = list((tmp_path / "temporary").rglob("*.kitdiary"))
    assert len(made) == 1
    assert str(made[0]) in done.stdout


def test_pictures_of_everything_and_the_same_again(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "below" / "second"
    done = kitdiary(tmp_path, "demo", "--screenshots", str(first))
    assert done.returncode == 0, done
    assert done.stderr == ""
    names = sorted(path.name for path in first.iterdir())
    assert done.stdout == f"{len(names)} pictures are in {first}\n"
    for name in (
        "today",
        "contacts",
        "companies",
        "contact",
        "company",
        "settings",
        "find",
        "shortcuts",
        "log",
    ):
        for look in ("light", "dark"):
            for size in ("1280x800", "1024x640"):
                picture = first / f"{name}-{look}-{size}.png"
                assert size_of(picture) == size, picture
    assert list((tmp_path / "temporary").iterdir()) == []
    kitdiary(tmp_path, "demo", "--screenshots", str(second), DISPLAY=":4711")
    assert names == sorted(path.name for path in second.iterdir())
    # Reports come in part by part, the folder of Team has another name each time, and on a busy machine
    # the first window is sometimes pictured before the last of it is there.
    same = [name for name in names if "-dark-" in name and not name.startswith(("reports-", "team-"))]
    assert [n for n in same if (first / n).read_bytes() != (second / n).read_bytes()] == []


def size_of(picture: Path) -> str:
    """Width and height as the head of a PNG has them."""
    head = picture.read_bytes()[:24]
    return f"{int.from_bytes(head[16:20], 'big')}x{int.from_bytes(head[20:24], 'big')}"


def test_pictures_where_nothing_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    done = kitdiary(tmp_path, "demo", "--screenshots", str(tmp_path / "file" / "below"))
    assert done.returncode == 1
    assert "cannot be made" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_library_that_is_missing_is_a_sentence(tmp_path: Path) -> None:
    broken = tmp_path / "broken" / "PySide6"
    broken.mkdir(parents=True)
    (broken / "__init__.py").write_text("raise ImportError('libEGL.so.1: no such file')", encoding="utf-8")
    done = kitdiary(tmp_path, "--diary", str(tmp_path / "d"), PYTHONPATH=str(tmp_path / "broken"))
    assert done.returncode == 0
    assert "libEGL.so.1" in done.stderr
    assert "empty" in done.stdout
    done = kitdiary(
        tmp_path, "demo", "--screenshots", str(tmp_path / "p"), PYTHONPATH=str(tmp_path / "broken")
    )
    assert done.returncode == 1
    assert "libEGL.so.1" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_commands_do_not_load_the_window_s_library() -> None:
    program = "import sys, kitdiary.cli.program, kitdiary.bootstrap; print('PySide6' in sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True, text=True, timeout=60
    )
    assert done.stdout == "False\n"
