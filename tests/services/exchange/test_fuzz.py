"""Files nobody wrote on purpose: whatever is in them, an import reads them or refuses them in one sentence.

``FUZZ_EXAMPLES`` says how many files each test makes.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kitdiary.domain.errors import DiaryError
from kitdiary.services.exchange.csv_import import ImportOptions, read_import
from kitdiary.services.exchange.decisions import OnDuplicate
from kitdiary.services.exchange.import_request import ImportRequest
from kitdiary.services.exchange.records import ImportRecord, Reject
from tests.services.diaries import opened
from tests.services.exchange.reading import TODAY

pytestmark = [pytest.mark.soak, pytest.mark.timeout(3_600)]
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "2000"))
FOLDER = Path(__file__).parents[2] / "data" / "import"
FIXTURES = [path.read_bytes() for path in sorted(FOLDER.glob("*.csv"))]
LONGEST = 1_500
"""Characters of a sentence."""
_PIECES = st.sampled_from(
    [b'"', b'""', b",", b";", b"\t", b"\r", b"\n", b"\r\n", b"\x00", b"\xff", b"\xef\xbb\xbf",
     b"=1+1", b"'=", b"@", b"a@b.example", b" ::: ", b"\xe2\x80\xae", b"\x1a", b"0/0/00", b"31/02/2026",
     b"+49 171 5550001", b"\x80",
     b"\xf0\x9f\x91\x8d", b"Name,Email\n", b"\xff\xfe", b"sep=;\n", b"A" * 70_000]
)  # fmt: skip


@st.composite
def damaged_files(draw: st.DrawFn) -> bytes:
    """A file of some program with pieces put in, taken out or doubled."""
    content = bytearray(draw(st.sampled_from(FIXTURES)))
    for _ in range(draw(st.integers(1, 12))):
        place = draw(st.integers(0, len(content)))
        match draw(st.sampled_from(("put", "take", "double", "cut"))):
            case "put":
                content[place:place] = draw(_PIECES | st.binary(max_size=8))
            case "take":
                del content[place : place + draw(st.integers(1, 40))]
            case "double":
                content[place:place] = content[place : place + draw(st.integers(1, 200))]
            case _:
                del content[place:]
    return bytes(content)


_cells = st.text(max_size=20) | st.sampled_from(
    [
        "Ann Ek",
        "ann@acme.example",
        "Acme",
        "+49 171 5550001",
        "A",
        "2026-03-04",
        "yes",
        "food; fair",
        "'=x",
        '="1"',
        "",
    ]
)
_headings = st.sampled_from(
    ["Name", "First Name", "Last Name", "Company", "Email", "Phone", "Mobile", "Rating", "Tags", "Notes",
     "Birthday", "Last Contact", "City", "Country", "Do Not Call", "Fit", "Role", "Time Zone", "???", ""]
)  # fmt: skip


@st.composite
def odd_tables(draw: st.DrawFn) -> bytes:
    """A table under known headings, with anything in its cells, written in some way."""
    headings = draw(st.lists(_headings, min_size=1, max_size=8))
    rows = draw(st.lists(st.lists(_cells, max_size=len(headings) + 1), max_size=12))
    delimiter = draw(st.sampled_from(",;\t|"))
    quoted = draw(st.booleans())

    def line(cells: list[str]) -> str:
        return delimiter.join('"' + cell.replace('"', '""') + '"' if quoted else cell for cell in cells)

    text = draw(st.sampled_from(("\n", "\r\n", "\r"))).join(map(line, [headings, *rows]))
    return text.encode(draw(st.sampled_from(("utf-8", "utf-8-sig", "utf-16", "cp1252"))), "replace")


@given(damaged_files() | odd_tables() | st.binary(max_size=400))
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_file_is_read_or_refused(content: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "some.csv")
        path.write_bytes(content)
        try:
            with read_import(path, ImportOptions(today=TODAY)) as parsed:
                items = list(parsed)
        except DiaryError as error:
            items, said = [], str(error)
        else:
            said = "read."
        assert said.endswith(".")
        assert len(said.splitlines()) == 1
        assert len(said) < LONGEST
        for item in items:
            assert item.line >= 1
            if isinstance(item, Reject):
                assert len(item.reason.splitlines()) == 1
            else:
                assert item.name or item.company
        lines = [item.line for item in items]
        assert lines == sorted(set(lines))
        for item in items:
            if isinstance(item, ImportRecord):
                assert "\x00" not in item.name + item.company + item.notes


@given(damaged_files() | odd_tables(), st.sampled_from(OnDuplicate))
@settings(max_examples=max(1, EXAMPLES // 10), deadline=None, suppress_health_check=list(HealthCheck))
def test_an_import_is_whole_or_nothing_and_the_second_changes_nothing(
    content: bytes, on_duplicate: OnDuplicate
) -> None:
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder, "diary.kitdiary")) as diary:
        path = Path(folder, "some.csv")
        path.write_bytes(content)
        request = ImportRequest(path, on_duplicate=on_duplicate)
        try:
            preview = diary.imports.preview(request)
            done = diary.imports.run(request)
        except DiaryError:
            assert diary.lists.contact_count() == 0
            assert not [done for done in diary.safety.history() if "Imported" in done.what]
            return
        assert preview.problem or preview.totals == done.totals
        again = diary.imports.run(request)
        assert (again.totals.added, again.totals.updated, again.operation_id) == (0, 0, None)
        if done.operation_id is not None:
            diary.safety.undo(done.operation_id)
        assert diary.lists.contact_count() == 0
        assert diary.safety.check() == []
