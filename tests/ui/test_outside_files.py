"""Copies of attachments, and names every system takes."""

import stat
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
