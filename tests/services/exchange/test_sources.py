"""Files in the manner of each program, with their quirks, give what `expected.json` says."""

import json
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kitdiary.services.exchange.csv_import import ImportOptions, read_import
from kitdiary.services.exchange.records import ImportRecord, Reject
from tests.services.exchange.outlook_file import write_outlook_file
from tests.services.exchange.reading import TODAY, records

FOLDER = Path(__file__).parents[2] / "data" / "import"
EXPECTED: dict[str, dict[str, Any]] = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))


def shown(value: Any) -> Any:
    """A record as JSON, without what the file does not say."""
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


def test_every_file_has_its_expectation() -> None:
    assert {path.name for path in FOLDER.glob("*.csv")} == set(EXPECTED)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_a_file_in_the_manner_of_its_source(name: str) -> None:
    expected = EXPECTED[name]
    with read_import(FOLDER / name, ImportOptions(today=TODAY, **expected["options"])) as parsed:
        items = list(parsed)
        left_out = [column.heading for column in parsed.columns if column.target is None]
    assert (parsed.source, parsed.encoding, parsed.delimiter) == (
        expected["source"],
        expected["encoding"],
        expected["delimiter"],
    )
    assert left_out == expected["left_out"]
    assert [shown(item) for item in items if isinstance(item, ImportRecord)] == expected["records"]
    rejects = [[item.line, item.reason] for item in items if isinstance(item, Reject)]
    assert rejects == expected["rejects"]


def test_a_thousand_rows_of_outlook(tmp_path: Path) -> None:
    path = write_outlook_file(tmp_path / "outlook.csv")
    found = records(path, default_country="US", mapping=("User 1=rating",))
    assert len(found) == 1000
    assert all(record.emails and record.phones[0].e164.startswith("+1") for record in found)
    assert {record.rating for record in found} == {"A", "B", "C", "D", None}
    assert found[0].line == 2
    assert found[-1].line == path.read_bytes().count(b"\r\n") - found[-1].notes.count("\n")
