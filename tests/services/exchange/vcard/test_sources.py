"""Files in the manner of each program, with their quirks, give what `expected.json` says, there and back."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kitdiary.services.diary import Diary
from kitdiary.services.exchange.contact_exports import ExportForm
from kitdiary.services.exchange.csv_import import ImportOptions
from kitdiary.services.exchange.import_request import ImportRequest
from kitdiary.services.exchange.records import ImportRecord, Picture
from kitdiary.services.exchange.vcard.card_file import read_vcards

FOLDER = Path(__file__).parents[3] / "data" / "import" / "vcard"
EXPECTED: dict[str, list[dict[str, Any]]] = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))
FILES = sorted(path.name for path in FOLDER.glob("*.vcf"))


def shown(value: Any) -> Any:
    """A record as JSON, without what the card does not say."""
    if isinstance(value, Picture):
        return [value.media_type, len(value.load())]
    if is_dataclass(value):
        given = {field.name: getattr(value, field.name) for field in fields(value)}
        return {
            field.name: shown(given[field.name])
            for field in fields(value)
            if given[field.name] != field.default
        }
    if isinstance(value, tuple):
        return [shown(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value


def read(path: Path) -> list[ImportRecord]:
    with read_vcards(path, ImportOptions(default_country="DE")) as file:
        items = list(file)
        found = [item for item in items if isinstance(item, ImportRecord)]
        assert found == items
        assert [shown(item) for item in found] == EXPECTED.get(path.name, [shown(item) for item in found])
    return found


def test_every_file_has_its_expectation() -> None:
    assert sorted(EXPECTED) == FILES


@pytest.mark.parametrize("name", FILES)
def test_a_file_in_the_manner_of_its_source(name: str) -> None:
    assert read(FOLDER / name)


@pytest.mark.parametrize("form", [ExportForm.VCARD_3, ExportForm.VCARD_4])
@pytest.mark.parametrize("name", FILES)
def test_what_came_in_goes_out_again(diary: Diary, tmp_path: Path, name: str, form: ExportForm) -> None:
    done = diary.imports.run(ImportRequest(FOLDER / name))
    assert done.totals.rejected == 0
    again = diary.imports.run(ImportRequest(FOLDER / name))
    assert again.totals.unchanged == again.totals.rows
    out = tmp_path / "out.vcf"
    diary.exports.write(out, form)
    before = {(item.name, item.company): item for item in read(FOLDER / name)}
    after = {(item.name, item.company): item for item in read(out)}
    assert after.keys() == before.keys()
    for key, item in before.items():
        back = after[key]
        for field in ("emails", "notes", "address", "birthday", "website", "job_title", "given_name"):
            assert getattr(back, field) == getattr(item, field), field
        assert [(p.value, p.label) for p in back.phones] == [(p.value, p.label) for p in item.phones]
        assert {line for line in item.extra if "ENCODING=b" not in line} <= set(back.extra)
        assert (back.picture and back.picture.sha256) == (item.picture and item.picture.sha256)
