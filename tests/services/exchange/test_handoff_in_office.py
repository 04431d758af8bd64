"""LibreOffice opens the hand-off as a manager's double click would: columns, umlauts, dates, nothing run."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from kitdiary.services.diary import Diary
from kitdiary.services.exchange.handoff import HandoffRequest
from tests.services.diaries import added, talked

OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
TABLE, OFFICE_NS, TEXT = (
    "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}",
    "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}",
    "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}",
)
pytestmark = [
    pytest.mark.skipif(OFFICE is None, reason="LibreOffice Calc (libreoffice-calc) is not installed"),
    pytest.mark.xdist_group("office"),
    pytest.mark.timeout(180),
]


def sheet(path: Path, folder: Path) -> list[list[tuple[str, str, str | None]]]:
    """The cells of a CSV file as LibreOffice understands them: type, text, formula."""
    subprocess.run(
        [
            str(OFFICE), "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--infilter=CSV:44,34,76,1,,0,false,true", "--convert-to", "fods",
            "--outdir", str(folder), str(path),
        ],
        check=True, capture_output=True, timeout=150,
    )  # fmt: skip
    tree = ET.parse(folder / f"{path.stem}.fods")
    found = []
    for row in tree.iter(f"{TABLE}table-row"):
        cells: list[tuple[str, str, str | None]] = []
        for cell in row.iter(f"{TABLE}table-cell"):
            text = "\n".join("".join(line.itertext()) for line in cell.iter(f"{TEXT}p"))
            kind = cell.get(f"{OFFICE_NS}value-type") or ""
            shown = cell.get(f"{OFFICE_NS}date-value") or text
            again = int(cell.get(f"{TABLE}number-columns-repeated") or 1)
            cells += [(kind, shown, cell.get(f"{TABLE}formula"))] * min(again, 100)
        found.append(cells)
    return found


def test_the_files_open_with_columns_umlauts_and_dates_and_run_nothing(diary: Diary, tmp_path: Path) -> None:
    ann = added(
        diary, "Änne Müller, 汉 ü", company='=HYPERLINK("http://x";"y")', rating="A", tags=("=1+1", "+cmd")
    )
    added(diary, "@SUM(1+1)", job_title="-2+3", source="=cmd|' /C calc'!A0")
    talked(diary, ann, at="2026-11-10T23:30")
    place = diary.handoffs.make(tmp_path / "out", HandoffRequest(diary.reports.period(), rep="Jörg")).place
    head, first, second, *_ = sheet(place / "contacts.csv", tmp_path)
    names = [text for _, text, _ in head]
    columns = (place / "contacts.csv").read_text(encoding="utf-8-sig").splitlines()[0].split(",")
    assert names[: len(columns)] == columns
    cells = dict(zip(columns, first, strict=False))
    assert cells["name"][:2] == ("string", "Änne Müller, 汉 ü")
    assert cells["rep"][:2] == ("string", "Jörg")
    assert cells["last_conversation_on"][:2] == ("date", "2026-11-10")
    assert cells["days_late"][0] == "float"
    every = [cell for row in (head, first, second) for cell in row]
    assert [formula for _, _, formula in every if formula is not None] == []
    other = dict(zip(columns, second, strict=False))
    assert other["name"][0] == other["job_title"][0] == other["source"][0] == "string"
    assert other["job_title"][1].lstrip("'") == "-2+3"
