"""An import killed with -9 at each of its stages leaves nothing behind."""

import subprocess
import sys
from pathlib import Path

import pytest

from kitdiary.bootstrap import open_diary
from kitdiary.services.exchange.import_request import ImportRequest, Stage

_ROOT = Path(__file__).parents[2]
_ROWS = 12_000


@pytest.mark.parametrize("stage", list(Stage))
def test_a_killed_import_leaves_nothing_behind(tmp_path: Path, stage: Stage) -> None:
    diary, file = tmp_path / "diary.kitdiary", tmp_path / "people.csv"
    with file.open("w", encoding="utf-8") as out:
        out.write("First Name,Last Name,Company,E-mail Address\n")
        out.writelines(f"Ann,Ek{n},Firm {n // 5},p{n}@firm{n // 5}.example\n" for n in range(_ROWS))
    with open_diary(diary) as opened:
        opened.contacts.add(name="Was Here")
    command = [sys.executable, "-m", "tests.e2e.importer", str(diary), str(file)]
    with subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        seen = next(line for line in process.stdout if line.startswith(stage))
        process.kill()
    assert seen
    with open_diary(diary) as opened:
        assert [row.name for row in opened.lists.contact_rows(opened.lists.contact_ids())] == ["Was Here"]
        assert opened.lists.company_ids() == []
        assert len(opened.safety.history()) == 1
        assert opened.safety.check() == []
        assert not opened.finder.find("Ek11")
        assert opened.imports.run(ImportRequest(file)).totals.added == _ROWS
