import json

import pytest

from kitdiary.cli import output
from kitdiary.cli.text import cell, cut, one_line, table, width, wrapped

WIDE = "田中 太郎"
EMOJI = "👩‍👩‍👧 Ann 👍🏽"
ARABIC = "محمد علي"


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("Ann", 3),
        ("é", 1),
        ("e\u0301", 1),
        (WIDE, 9),
        ("👍", 2),
        ("👍🏽", 2),
        ("👩‍👩‍👧", 2),
        (ARABIC, 8),
        ("Ｗ", 2),
        ("", 0),
    ],
)
def test_the_width_of_text(text: str, columns: int) -> None:
    assert width(text) == columns


@pytest.mark.parametrize("text", ["Ann", WIDE, EMOJI, ARABIC, "a" * 50, "田" * 50, ""])
@pytest.mark.parametrize("columns", [4, 9, 30])
def test_a_cell_is_as_wide_as_it_is_to_be(text: str, columns: int) -> None:
    assert width(cell(text, columns)) == columns
    assert width(cell(text, columns, right=True)) == columns


def test_cutting_never_splits_a_wide_character() -> None:
    assert cut("田中太郎", 5) == "田中…"
    assert cut("田中太郎", 4) == "田…"
    assert cut("Ann", 3) == "Ann"


@pytest.mark.parametrize(
    "harm",
    ["\x1b[2J", "\x9b2J", "\x00", "\x07", "\x7f", "\u202e", "\u2066", "\u200f", "\ud800", "\r", "\b"],
)
def test_nothing_from_a_name_reaches_the_terminal_raw(harm: str) -> None:
    assert all(char not in one_line(f"Ann{harm}Lee") for char in harm if not char.isprintable())


def test_line_breaks_become_blanks() -> None:
    assert one_line("a\r\nb\tc\u2028d") == "a b c d"


def test_a_table_is_aligned_and_fits() -> None:
    rows = [("1", WIDE, "x" * 80), ("22", "Ann", "short"), ("333", EMOJI, "")]
    lines = table(rows, ("id", "name", "what"), 50)
    assert all(width(line) <= 50 for line in lines)
    starts = {
        width(line[: line.index(mark)]) for line, mark in zip(lines[1:3], ("xxx", "short"), strict=True)
    }
    assert starts == {width(lines[0][: lines[0].index("what")])}


@pytest.mark.parametrize("text", ["word " * 40, "田中太郎 " * 20, "x" * 200, "田" * 200, "", "a\nb"])
def test_wrapped_lines_fit(text: str) -> None:
    lines = wrapped(text, 4, 40)
    assert lines
    assert all(width(line) <= 40 and line.startswith("    ") for line in lines)
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_json_is_utf_8_and_harmless(capsys: pytest.CaptureFixture[str]) -> None:
    value = {"name": f"{WIDE} \x1b[2J \x9b \u202e \u2028 é"}
    output.say_json(value)
    printed = capsys.readouterr().out
    assert json.loads(printed) == value
    assert WIDE in printed
    assert "é" in printed
    assert all(char.isprintable() or char == "\n" for char in printed)
