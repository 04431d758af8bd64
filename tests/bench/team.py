"""The hand-offs of 200 reps with 2,000 contacts and 5,000 touches each, rolled up."""

import json
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from kitdiary.domain import handoff_format as form
from kitdiary.domain.handoff_format import FileEntry, Manifest
from kitdiary.domain.periods import last_weeks
from kitdiary.services.exchange.spreadsheet import CsvFile
from kitdiary.services.team import read_team
from tests.bench.generate import NOW
from tests.bench.measure import Figure

_REPS, _CONTACTS, _TOUCHES = 200, 2_000, 5_000


def _hand_off(folder: Path, number: int) -> None:
    folder.mkdir()
    rep, period = f"Rep {number}", last_weeks(NOW.date())
    entries: list[FileEntry] = []
    with CsvFile(folder / form.CONTACTS, form.CONTACT_COLUMNS) as file:
        for contact in range(_CONTACTS):
            late, rating = contact % 37, "ABCD"[contact % 4]
            file.write(
                (
                    contact, f"Person {contact}", f"Firm {contact % 300} GmbH", "Head of sales", "prospect",
                    rating, None, rating, "unsure", None, None, "2026-09-01", "2026-10-01", 3, 1,
                    "2026-12-01", "2026-12-08", late, "no", "calls email other", "fair", "reseller", rep,
                )
            )  # fmt: skip
    entries.append(file.entry())
    with CsvFile(folder / form.TOUCHES, form.TOUCH_COLUMNS) as file:
        for touch in range(_TOUCHES):
            who = (touch, touch % _CONTACTS, f"Person {touch % _CONTACTS}", "Firm GmbH")
            file.write(
                (*who, "2026-10-05T09:12:00+02:00", "call", "out", "spoke", "keep in touch", None, rep)
            )
    entries.append(file.entry())
    with CsvFile(folder / form.COMPANIES, form.COMPANY_COLUMNS) as file:
        pass
    entries.append(file.entry())
    with CsvFile(folder / form.OPPORTUNITIES, form.OPPORTUNITY_COLUMNS) as file:
        for deal in range(60):
            file.write(
                (
                    deal,
                    deal,
                    "Firm",
                    "Line",
                    "1200.50",
                    "EUR",
                    "won",
                    "2026-09-01",
                    "2026-10-01",
                    3,
                    None,
                    rep,
                )
            )
    entries.append(file.entry())
    with CsvFile(folder / form.SUMMARY, form.SUMMARY_COLUMNS) as file:
        for metric, value in (("left_behind", 1), ("on_cadence_A", 400), ("on_cadence_of_A", 500)):
            file.write((metric, value))
    entries.append(file.entry())
    manifest = Manifest(rep, period, NOW, tuple(entries), (), ("A", "B", "C", "D"), {})
    (folder / form.MANIFEST).write_text(json.dumps(manifest.shape()), encoding="utf-8")


def team() -> Iterator[Figure]:
    """Reading and checking all of them."""
    with tempfile.TemporaryDirectory() as place:
        for number in range(_REPS):
            _hand_off(Path(place, f"rep {number}"), number)
        start = time.perf_counter()
        found = read_team(Path(place), NOW.date())
        seconds = time.perf_counter() - start
    assert len(found.members) == _REPS
    assert not found.broken
    assert not any(member.problems for member in found.members)
    yield Figure(f"{_REPS} hand-offs of {_CONTACTS:,} contacts", seconds, "s", 20)
