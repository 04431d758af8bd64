"""Whatever stands in a file of cards: no crash, no hang, every card a record or a reject, none lost.

``FUZZ_EXAMPLES`` says how many files each of the long tests makes.
"""

from __future__ import annotations

import os
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kitdiary.domain.errors import DiaryError
from kitdiary.services.exchange.csv_import import ImportOptions
from kitdiary.services.exchange.decisions import OnDuplicate
from kitdiary.services.exchange.import_request import ImportRequest
from kitdiary.services.exchange.records import ImportRecord, Reject
from kitdiary.services.exchange.vcard.card_file import read_vcards
from kitdiary.services.exchange.vcard.card_stream import read_cards
from kitdiary.services.exchange.vcard.writing import CardContact, CardWriter
from tests.services.diaries import opened
from tests.services.exchange.invented import contacts
from tests.services.exchange.vcard.reading import card, one, read

FOLDER = Path(__file__).parents[3] / "data" / "import" / "vcard"
EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "40000"))
LONGEST = 10.0
"""Seconds one file may take, however little else the machine does."""
_PIECES = st.sampled_from(
    [
        *(b"BEGIN:VCARD\r\n", b"END:VCARD\r\n", b"VERSION:2.1\r\n", b"VERSION:3.0\n", b"VERSION:4.0\r"),
        *(b"FN:Ann Lee\r\n", b"N:Lee;Ann\n", b"AGENT:\r\nBEGIN:VCARD\r\n", b"PHOTO;ENCODING=b:"),
        *(b"/9j/4AAQ\r\n", b"NOTE;ENCODING=QUOTED-PRINTABLE:", b"=C3=\r\n", b"=\r\n", b";CHARSET=SHIFT_JIS:"),
        *(b'TEL;TYPE="a,b', b"item1.X-ABLabel:_$!<", b" folded\r\n", b"\tfolded\n", b"\r\n", b":", b";"),
        *(b"\\", b'"', b"\xff\xfe", b"\xc3", b"\x00", b"data:image/png;base64,", b"BDAY:--"),
        *(b"ADR:;;;;;;;;\n", b"X-KITDIARY-TIMING-DATE:x\n"),
    ]
)
FILES = st.lists(_PIECES | st.binary(max_size=12), max_size=40).map(b"".join)
BROKEN = st.tuples(
    st.sampled_from(sorted(path.read_bytes() for path in FOLDER.glob("*.vcf"))),
    st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=4)), max_size=8),
)


def holds(data: bytes) -> None:
    """Reading gives records and rejects in the file's order, or one sentence, soon."""
    begun = time.monotonic()
    with TemporaryDirectory() as place:
        path = Path(place, "some.vcf")
        path.write_bytes(data)
        try:
            with read_vcards(path, ImportOptions()) as file:
                items = list(file)
        except DiaryError:
            return
    assert time.monotonic() - begun < LONGEST
    lines = [item.line for item in items]
    assert lines == sorted(set(lines))
    for item in items:
        if isinstance(item, Reject):
            assert item.reason.endswith(".")
        else:
            assert isinstance(item, ImportRecord)
            assert item.name or item.company


def broken(source: bytes, changes: list[tuple[float, bytes]]) -> bytes:
    for where, piece in changes:
        at = int(where * len(source))
        source = source[:at] + piece + source[at + len(piece) :]
    return source


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(FILES)
def test_pieces_of_cards_in_any_order(data: bytes) -> None:
    holds(data)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(BROKEN)
def test_real_files_with_broken_bytes(made: tuple[bytes, list[tuple[float, bytes]]]) -> None:
    holds(broken(*made))


@pytest.mark.soak
@pytest.mark.timeout(2400)
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
@given(FILES | BROKEN.map(lambda made: broken(*made)))
def test_anything_for_long(data: bytes) -> None:
    holds(data)


@pytest.mark.soak
@pytest.mark.timeout(2400)
@settings(max_examples=max(1, EXAMPLES // 40), deadline=None, suppress_health_check=list(HealthCheck))
@given(FILES | BROKEN.map(lambda made: broken(*made)), st.sampled_from(OnDuplicate))
def test_an_import_is_whole_or_nothing_and_the_second_changes_nothing(
    data: bytes, on_duplicate: OnDuplicate
) -> None:
    with TemporaryDirectory() as folder, opened(Path(folder, "diary.kitdiary")) as diary:
        path = Path(folder, "some.vcf")
        path.write_bytes(data)
        request = ImportRequest(path, on_duplicate=on_duplicate)
        try:
            preview = diary.imports.preview(request)
            done = diary.imports.run(request)
        except DiaryError:
            assert diary.lists.contact_count() == 0
            assert not [done for done in diary.safety.history() if "Imported" in done.what]
            return
        assert preview.totals == done.totals
        again = diary.imports.run(request)
        assert (again.totals.added, again.totals.updated, again.operation_id) == (0, 0, None)
        if done.operation_id is not None:
            diary.safety.undo(done.operation_id)
        assert diary.lists.contact_count() == 0
        assert diary.safety.check() == []


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(contacts([]), st.sampled_from(["3.0", "4.0"]))
def test_a_card_we_write_is_one_card_of_short_lines(contact: object, version: str) -> None:
    text = CardWriter(version).contact(CardContact(contact, None, "uid-1"))  # type: ignore[arg-type]
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    with TemporaryDirectory() as place:
        found = one(Path(place), text)
    assert found.uid == "uid-1"


def test_a_million_lines_are_read_in_little_memory(tmp_path: Path) -> None:
    import tracemalloc

    path = tmp_path / "many.vcf"
    with path.open("w", encoding="utf-8") as file:
        for number in range(200_000):
            file.write(f"BEGIN:VCARD\nVERSION:3.0\nFN:P {number}\nTEL:+49 30 {number:07}\nEND:VCARD\n")
    tracemalloc.start()
    with path.open(encoding="utf-8") as text:
        count = sum(1 for _ in read_cards(text, path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 200_000
    assert peak < 8 * 1024 * 1024


def test_a_card_of_a_million_lines_is_one_reject(tmp_path: Path) -> None:
    data = "BEGIN:VCARD\nVERSION:3.0\nFN:Ann\n" + "X-A:b\n" * 1_000_000 + "END:VCARD\n" + card("FN:Bo Ek")
    first, second = read(tmp_path, data)
    assert isinstance(first, Reject)
    assert "larger than a card can be" in first.reason
    assert len(first.cells[0]) < 10_000
    assert isinstance(second, ImportRecord)
