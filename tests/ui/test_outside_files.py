"""Copies of attachments, and names every system takes."""

import os
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from kitdiary.ui.outside_files import Copies, safe_name


def test_a_copy_is_read_only_and_gone_at_the_end() -> None:
    copies = Copies()
    place = copies.put(7, "../Angebot: 50 %?.pdf", b"content")
    assert place.name == "_Angebot_ 50 %_.pdf"
    assert place.read_bytes() == b"content"
    assert stat.S_IMODE(place.stat().st_mode) == 0o400
    assert copies.put(7, "../Angebot: 50 %?.pdf", b"content") == place
    folder = place.parent.parent
    assert folder.is_dir()
    copies.close()
    copies.close()
    assert not folder.exists()


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("a/b\\c.txt", "a_b_c.txt"),
        ("..", "attachment"),
        ("", "attachment"),
        (" صورة.png ", "صورة.png"),
        ("no ending", "no ending"),
        ("x" * 300 + ".docx", "x" * 115 + ".docx"),
        ("line\nbreak.md", "line_break.md"),
    ],
)
def test_names(name: str, safe: str) -> None:
    assert safe_name(name) == safe
    assert Path(safe).name == safe


def test_what_is_made_anew_never_takes_the_place_of_another() -> None:
    copies = Copies()
    first, second = copies.put_new("Öl.eml", b"1"), copies.put_new("Öl.eml", b"2")
    assert (first.read_bytes(), second.read_bytes()) == (b"1", b"2")
    assert first.name == second.name == "Öl.eml"
    assert stat.S_IMODE(first.parent.parent.stat().st_mode) == 0o700
    copies.close()
    assert not first.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not tell whether a program runs")
def test_what_a_killed_program_left_is_swept_and_a_running_ones_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    ended = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True
    )
    gone = tmp_path / f"kitdiary-copies-{int(ended.stdout)}-abc"
    here, other = tmp_path / f"kitdiary-copies-{os.getpid()}-abc", tmp_path / "kitdiary-copies-x-abc"
    for folder in (gone, here, other):
        folder.mkdir()
        (folder / "draft.eml").write_text("x")
    copies = Copies()
    copies.put_new("x", b"x")
    assert (gone.exists(), here.exists(), other.exists()) == (False, True, True)
    copies.close()
