"""Opening a CSV: encodings, delimiters, headings, broken quotes; and whatever else is one sentence."""

import os
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kitdiary.domain.errors import DiaryError
from kitdiary.services.exchange.csv_file import MAX_COLUMNS, open_csv
from kitdiary.services.exchange.csv_rows import Row

TEXT = "Name;Email;Notes\r\nJürgen Groß;j@x.example;größer\r\nZoë;z@x.example;“—”\r\n"
SHARED_FOLDER = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


def write(folder: Path, content: bytes | str, name: str = "some.csv") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def rows(folder: Path, content: bytes | str) -> list[Row]:
    with open_csv(write(folder, content)) as file:
        return list(file)


def cells(folder: Path, content: bytes | str) -> list[tuple[str, ...]]:
    return [row.cells for row in rows(folder, content)]


def sentence(folder: Path, content: bytes | str) -> str:
    with pytest.raises(DiaryError) as caught:
        rows(folder, content)
    text = str(caught.value)
    assert text.endswith(".")
    assert "\n" not in text
    return text


@pytest.mark.parametrize(
    ("codec", "mark", "label"),
    [
        ("utf-8", b"", "UTF-8"),
        ("utf-8-sig", b"", "UTF-8"),
        ("utf-16", b"", "UTF-16"),
        ("utf-16-be", b"\xfe\xff", "UTF-16"),
        ("utf-16-le", b"", "UTF-16"),
        ("utf-16-be", b"", "UTF-16"),
        ("cp1252", b"", "Windows-1252"),
    ],
)
def test_the_encoding_is_found_out(tmp_path: Path, codec: str, mark: bytes, label: str) -> None:
    with open_csv(write(tmp_path, mark + TEXT.encode(codec))) as file:
        assert (file.encoding, file.delimiter, file.headings) == (label, ";", ("Name", "Email", "Notes"))
        assert [row.cells for row in file] == [
            ("Jürgen Groß", "j@x.example", "größer"),
            ("Zoë", "z@x.example", "“—”"),
        ]


def test_a_script_of_its_own_in_a_code_page(tmp_path: Path) -> None:
    text = "Name,Email,Notes\nИван Петров,ivan@x.example,Постоянный клиент из города\n"
    with open_csv(write(tmp_path, text.encode("cp1251"))) as file:
        assert next(iter(file)).cells[0] == "Иван Петров"


def test_utf8_with_a_broken_place_stays_utf8_and_only_that_row_is_refused(tmp_path: Path) -> None:
    good = "".join(f"Jürgen {number},j{number}@x.example\n" for number in range(30)).encode()
    found = rows(tmp_path, b"Name,Email\n" + good + b"Zo\xeb,z@x.example\n")
    assert [row.cells[0] for row in found if not row.fault] == [f"Jürgen {number}" for number in range(30)]
    assert [(row.line, row.fault) for row in found if row.fault] == [
        (32, "It has characters that cannot be read as UTF-8.")
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends(tmp_path: Path, delimiter: str, end: str) -> None:
    text = end.join([delimiter.join(["Name", "Email"]), delimiter.join(["Anna", "a@x.example"]), ""])
    with open_csv(write(tmp_path, text)) as file:
        assert file.delimiter == delimiter
        assert list(file) == [Row(2, ("Anna", "a@x.example"))]


def test_cells_with_quotes_delimiters_and_line_breaks(tmp_path: Path) -> None:
    text = 'Name,Notes\n"Meier, Anna","said ""hello""\n\nand left"\nBernd,\n'
    assert rows(tmp_path, text) == [
        Row(2, ("Meier, Anna", 'said "hello"\n\nand left')),
        Row(5, ("Bernd", "")),
    ]


def test_a_preamble_blank_rows_and_headings_again(tmp_path: Path) -> None:
    text = (
        'Notes:\n"Some mails are missing, see: here"\n\n'
        "Name,Email\n,\n\nAnna,a@x.example\nName,Email\nBo,b@x.example\n"
    )
    assert rows(tmp_path, text) == [Row(7, ("Anna", "a@x.example")), Row(9, ("Bo", "b@x.example"))]


def test_excels_own_first_line(tmp_path: Path) -> None:
    assert cells(tmp_path, "sep=;\r\nName;Email\r\nMeier, Anna;a@x.example\r\n") == [
        ("Meier, Anna", "a@x.example")
    ]
    assert cells(tmp_path, "sep=\t\nName\tEmail\nAnna\ta@x.example\n") == [("Anna", "a@x.example")]


def test_an_open_quotation_mark_costs_its_own_row(tmp_path: Path) -> None:
    text = 'Name,Email\nAnna,"a@x.example\nBernd,b@x.example\n"Chloë","c@x.example"\n'
    found = rows(tmp_path, text)
    assert [(row.line, bool(row.fault)) for row in found] == [(2, True), (3, False), (4, False)]


def test_an_open_quotation_mark_at_the_end_and_a_torn_note(tmp_path: Path) -> None:
    text = 'Name,Email,Notes\nAnna,a@x.example,"she said "no"\nand left\nBernd,b@x.example,"open\n'
    found = rows(tmp_path, text)
    assert [(row.line, row.fault[:20]) for row in found] == [
        (2, "A quotation mark sta"),
        (3, "It follows an unclos"),
        (4, "A quotation mark in "),
    ]


def test_too_many_cells_are_a_fault_unless_empty(tmp_path: Path) -> None:
    found = rows(tmp_path, "Name,Email\nAnna,a@x.example,,,\nBernd,b@x.example,more\nChloë\n")
    assert [row.fault for row in found] == ["", "It has 3 cells, but there are only 2 headings.", ""]


def test_a_bomb_of_quotes_ends_soon(tmp_path: Path) -> None:
    assert "do not close" in sentence(tmp_path, "Name,Email\n" + 'x","\n' * 300_000)


def test_a_line_without_end(tmp_path: Path) -> None:
    assert "Line 2 of some.csv is longer than 1,000,000" in sentence(tmp_path, "Name\n" + "x" * 1_100_000)
    assert "Line 1 of some.csv is longer" in sentence(tmp_path, "x" * 1_100_000)


def test_a_cell_longer_than_any_note(tmp_path: Path) -> None:
    found = rows(tmp_path, f"Name,Notes\nAnna,{'x' * 200_000}\nBernd,y\n")
    assert "A cell is longer than 131,072 characters" in found[0].fault
    assert found[1].cells == ("Bernd", "y")


def test_ten_thousand_columns(tmp_path: Path) -> None:
    headings = ",".join(f"Email {number}" for number in range(10_000))
    assert f"10,000 columns, more than the {MAX_COLUMNS:,}" in sentence(tmp_path, headings + "\n")


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"", "is empty"),
        (b"PK\x03\x04rest", "Excel workbook"),
        (b"%PDF-1.7", "is a PDF"),
        (b"SQLite format 3\x00" + bytes(100), "is a database"),
        (bytes(range(256)) * 20, "not a text file"),
        (b"\x01\x02\x03\x04" * 100, "not a text file"),
        (b"Name,Email\nA\x00nna,a@x.example\n" * 20, "not a text file"),
        (b"BEGIN:VCARD\r\nVERSION:3.0\r\n", "a vCard file, not CSV"),
        (b"\n\n\n", "names its columns"),
        (b"just some text\nand more of it\n", "names its columns (the first reads “just some text”)"),
    ],
)
def test_what_is_no_csv_is_one_sentence(tmp_path: Path, content: bytes, part: str) -> None:
    assert part in sentence(tmp_path, content)


def test_what_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(DiaryError, match="There is no file"), open_csv(tmp_path / "missing.csv"):
        pass
    with pytest.raises(DiaryError, match="is not a file"), open_csv(tmp_path):
        pass
    with pytest.raises(DiaryError, match="cannot be read"), open_csv(Path("a\0b.csv")):
        pass


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this system")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.csv")
    with pytest.raises(DiaryError, match="is not a file"), open_csv(tmp_path / "pipe.csv"):
        pass


def test_a_file_of_two_gigabytes(tmp_path: Path) -> None:
    path = tmp_path / "big.csv"
    with path.open("wb") as file:
        file.truncate(2 * 1024**3)
    with pytest.raises(DiaryError, match=r"big\.csv is 2,048 MB, more than the 512 MB"), open_csv(path):
        pass


def test_a_disk_that_gives_out_in_the_middle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(tmp_path, "Name,Email\n" + "Anna,a@x.example\n" * 20_000)
    with open_csv(path) as file:
        found = iter(file)
        next(found)
        monkeypatch.setattr(file._lines, "_text", _Broken())
        with pytest.raises(DiaryError, match=r"some\.csv cannot be read \(Input/output error\)"):
            list(found)


class _Broken:
    def readline(self, size: int) -> str:
        raise OSError(5, "Input/output error")


@SHARED_FOLDER
@given(st.binary(max_size=400))
def test_any_bytes_are_rows_or_one_sentence(tmp_path: Path, content: bytes) -> None:
    path = write(tmp_path, b"Name,Email\n" + content)
    with suppress(DiaryError), open_csv(path) as file:
        list(file)


PIECES = st.sampled_from(
    ['"', ",", ";", "\n", "\r", "\r\n", "\t", "Name", "Email", "é", "\x00", "a", " ", "\ufeff", "=", "'"]
)


@SHARED_FOLDER
@given(st.lists(PIECES, max_size=60), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]))
def test_any_text_is_rows_or_one_sentence(tmp_path: Path, pieces: list[str], codec: str) -> None:
    path = write(tmp_path, "".join(pieces).encode(codec, "replace"))
    with suppress(DiaryError), open_csv(path) as file:
        for row in file:
            assert 1 <= row.line <= len(pieces) + 1
