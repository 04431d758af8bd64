"""Files that are no address book, too large or broken: one sentence, bounded memory, nothing written."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kitdiary.bootstrap import open_diary

_ROOT = Path(__file__).parents[2]
_MEMORY = 700 * 1024**2
"""Address space of the whole program, about 450 MB of it taken before the file is opened."""
_SECONDS = 90
HEADINGS = b"First Name,Last Name,Company,E-mail Address,Notes\r\n"
ROW = b"Ann,Ek,Acme,ann@acme.example,\r\n"


def _sparse(path: Path) -> None:
    with path.open("wb") as file:
        file.write(HEADINGS + ROW)
        file.truncate(2 * 1024**3)


def _endless(path: Path) -> None:
    with path.open("wb") as file:
        file.write(HEADINGS)
        for _ in range(200):
            file.write(b"a" * 1024**2)


def _nuls(path: Path) -> None:
    path.write_bytes(HEADINGS + ROW + b"\x00" * 50_000_000)


REFUSED: dict[str, tuple[Callable[[Path], object], str]] = {
    "two gigabytes": (_sparse, "more than the 512 MB"),
    "an endless line": (_endless, "characters: this is not an address book"),
    "zeros": (_nuls, "is not a text file"),
    "binary": (lambda path: path.write_bytes(os.urandom(3_000_000)), "is not a text file"),
    "a picture": (lambda path: path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 99), "not a text"),
    "a workbook": (lambda path: path.write_bytes(b"PK\x03\x04" + bytes(999)), "is an Excel workbook"),
    "ten thousand columns": (
        lambda path: path.write_bytes(b"Name," + b",".join(b"c%d" % n for n in range(10_000)) + b"\nA\n"),
        "more than the 2,000",
    ),
    "nothing": (lambda path: path.write_bytes(b""), "is empty"),
    "blanks": (lambda path: path.write_bytes(b" \r\n" * 9_999), "No line"),
    "quotation marks": (
        lambda path: path.write_bytes(HEADINGS + b'"' * 60_000_000),
        "",
    ),
    "rows of quotation marks": (
        lambda path: path.write_bytes(HEADINGS + b'"a\r\n' * 4_000_000),
        "quotation marks",
    ),
}


def run(diary: Path, file: Path) -> subprocess.CompletedProcess[str]:
    """The command in a process that may not have more memory."""
    resource = pytest.importorskip("resource", reason="this system limits no memory")
    command = [sys.executable, "-m", "kitdiary", "--diary", str(diary), "import", str(file)]
    return subprocess.run(
        command,
        cwd=_ROOT,
        capture_output=True,
        text=True,
        timeout=_SECONDS,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY)),
    )


@pytest.mark.timeout(2 * _SECONDS)
@pytest.mark.parametrize("what", REFUSED)
def test_a_bad_file_is_refused_in_one_sentence_and_bounded_memory(tmp_path: Path, what: str) -> None:
    make, sentence = REFUSED[what]
    diary, file = tmp_path / "diary.kitdiary", tmp_path / "some.csv"
    with open_diary(diary) as opened:
        opened.contacts.add(name="Was Here")
    make(file)
    ran = run(diary, file)
    assert ran.returncode == 1, ran
    assert sentence in ran.stderr
    assert "Traceback" not in ran.stderr
    assert len(ran.stderr.strip().splitlines()) <= 2, ran.stderr
    assert not list(tmp_path.glob("*.part"))
    with open_diary(diary) as opened:
        assert len(opened.lists.contact_ids()) == 1
        assert len(opened.safety.history()) == 1


READ: dict[str, bytes] = {
    "mixed line ends": b"Name,Email\r\nAnn Ek,ann@acme.example\nBo Lee,bo@a.example\rCy Ek,cy@a.example\r\n",
    "utf-16": "Name,Email\r\nZoë Ek,z@acme.example\r\nBo Lee,bo@acme.example\r\nCy Ek,cy@acme.example".encode(
        "utf-16"
    ),
    "mac roman bytes": b"Name,Email\nZo\x91 Ek,z@a.example\nBo Lee,bo@acme.example\nCy Ek,cy@acme.example\n",
    "no end of the last line": b"Name,Email\nAnn Ek,\nBo Lee,bo@acme.example\nCy Ek,cy@acme.example",
    "blank lines": b"\n\n\nName,Email\n\nAnn Ek,\n,\n\nBo Lee,bo@acme.example\n\n\nCy Ek,cy@acme.example\n",
}


@pytest.mark.parametrize("what", READ)
def test_an_odd_file_is_read_all_the_same(tmp_path: Path, what: str) -> None:
    diary, file = tmp_path / "diary.kitdiary", tmp_path / "some.csv"
    file.write_bytes(READ[what])
    ran = run(diary, file)
    assert ran.returncode == 0, ran
    assert "3 added" in ran.stdout


def test_a_row_with_zeros_is_read_or_kept_with_its_reason(tmp_path: Path) -> None:
    diary, file = tmp_path / "diary.kitdiary", tmp_path / "some.csv"
    file.write_bytes(
        HEADINGS + ROW + b"B\x00o,Lee,Acme,bo@acme.example,\r\n" + ROW.replace(b"Ann", b"Cy") * 40
    )
    ran = run(diary, file)
    assert ran.returncode in (0, 1, 3), ran
    assert "Traceback" not in ran.stderr
