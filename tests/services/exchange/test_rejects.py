"""The rejects file: correct it, import it again."""

import csv
from pathlib import Path

import pytest

from kitdiary.domain.errors import DiaryError
from kitdiary.services.exchange.records import ImportRecord, Reject
from kitdiary.services.exchange.rejects import RejectsWriter
from tests.services.exchange.reading import read, read_text

HEADINGS = ("Name", "Email", "Rating")


def test_it_holds_the_row_its_line_and_the_reason(tmp_path: Path) -> None:
    path = tmp_path / "rejects.csv"
    with RejectsWriter(path, HEADINGS) as out:
        out.write(Reject(7, ("=Anna\n", "+49 30", "-5", "more"), "“Z” is no rating."))
        assert not path.exists()
    assert out.count == 1
    assert (
        path.read_bytes()
        == (
            "\ufeffKitDiary line,KitDiary reason,Name,Email,Rating\r\n"
            "7,“Z” is no rating.,\"'=Anna\n\",'+49 30,-5,more\r\n"
        ).encode()
    )


def test_without_rejects_there_is_no_file(tmp_path: Path) -> None:
    with RejectsWriter(tmp_path / "rejects.csv", HEADINGS):
        pass
    assert list(tmp_path.iterdir()) == []


def test_after_an_error_there_is_no_file(tmp_path: Path) -> None:
    def cancelled() -> None:
        with RejectsWriter(tmp_path / "rejects.csv", HEADINGS) as out:
            out.write(Reject(2, ("a",), "no."))
            raise DiaryError("Cancelled.")

    with pytest.raises(DiaryError, match="Cancelled"):
        cancelled()
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written(tmp_path: Path) -> None:
    out = RejectsWriter(tmp_path / "missing" / "rejects.csv", HEADINGS)
    with pytest.raises(DiaryError, match="cannot be written"), out:
        out.write(Reject(2, ("a",), "no."))


def test_corrected_it_is_imported_again(tmp_path: Path) -> None:
    text = (
        'Name,Email,Rating,Notes\n"Meier, Anna",anna@x.example,Z,"=1\ntwo"\n'
        "Bernd,nobody,A,\nCarla,c@x.example,A,\n"
    )
    rejects = [item for item in read_text(tmp_path, text) if isinstance(item, Reject)]
    path = tmp_path / "rejects.csv"
    with RejectsWriter(path, ("Name", "Email", "Rating", "Notes")) as out:
        for reject in rejects:
            out.write(reject)
    again = [item for item in read(path) if isinstance(item, Reject)]
    assert [item.reason for item in again] == [item.reason for item in rejects]

    corrected = path.read_text("utf-8").replace(",Z,", ",B,").replace("nobody", "b@x.example")
    path.write_text(corrected, "utf-8", newline="")
    anna, bernd = (item for item in read(path) if isinstance(item, ImportRecord))
    assert (anna.name, anna.rating, anna.notes) == ("Anna Meier", "B", "=1\ntwo")
    assert (bernd.name, bernd.emails[0].value) == ("Bernd", "b@x.example")


def test_rejected_a_second_time_it_has_its_columns_once(tmp_path: Path) -> None:
    headings = ("KitDiary line", "KitDiary reason", "Name")
    with RejectsWriter(tmp_path / "rejects.csv", headings) as out:
        out.write(Reject(2, ("7", "old reason", "Anna"), "new reason"))
    with (tmp_path / "rejects.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file)) == [list(headings), ["2", "new reason", "Anna"]]
