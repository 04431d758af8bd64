"""vCards in against vobject's bare parse; contacts out as CSV against a raw cursor into ``csv.writer``."""

import csv
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from kitdiary.bootstrap import open_diary
from kitdiary.services.exchange.contact_exports import ExportForm
from kitdiary.services.exchange.own_uids import own_uid_prefix
from kitdiary.storage.contact_export import HEADINGS, ContactExport
from tests.bench.generate import NOW
from tests.bench.importing import _people
from tests.bench.measure import Figure

CARDS = 10_000
_ROUNDS = 3
_CARD = """BEGIN:VCARD
VERSION:3.0
PRODID:-//Apple Inc.//macOS 14//EN
N:Müller{0};Jörg;;;
FN:Jörg Müller{0}
ORG:Firma {1};Einkauf
TITLE:Buyer
EMAIL;type=INTERNET;type=WORK;type=pref:p{0}@firma{1}.example
EMAIL;type=INTERNET;type=HOME:h{0}@mail.example
TEL;type=CELL;type=VOICE;type=pref:+49 171 {2}
TEL;type=WORK;type=VOICE:+49 30 {2}
item1.ADR;type=WORK;type=pref:;;Hafenstr. {0};Hamburg;;20457;Germany
item1.X-ABADR:de
NOTE:Met at the fair in spring {0}\\nWants an offer next year\\, call back
item2.URL;type=pref:https://firma{1}.example
item2.X-ABLabel:_$!<HomePage>!$_
BDAY:1979-04-12
CATEGORIES:fair,north
UID:{0}-AAAA-BBBB
REV:2026-01-01T00:00:00Z
END:VCARD
"""
_VOBJECT = """
import sys, vobject
with open(sys.argv[1], encoding="utf-8", newline="") as file:
    assert sum(1 for _ in vobject.readComponents(file.read())) == int(sys.argv[2])
"""


def _processor_seconds(command: list[str]) -> tuple[float, float]:
    """Wall and processor seconds of a process. The latter make the ratio: others use the machine too."""
    before, start = os.times(), time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    after = os.times()
    spent = after.children_user + after.children_system - before.children_user - before.children_system
    return time.perf_counter() - start, spent


def vcards() -> Iterator[Figure]:
    """The whole process of an import, durable and indexed, against vobject only parsing the same file."""
    ratios, shown = [], []
    with tempfile.TemporaryDirectory() as name:
        file = Path(name, "ten-thousand.vcf")
        cards = "".join(_CARD.format(n, n // 4, 5_000_000 + n) for n in range(CARDS))
        file.write_text(cards.replace("\n", "\r\n"), encoding="utf-8", newline="")
        for number in range(_ROUNDS):
            diary = Path(name, f"{number}.kitdiary")
            ours = _processor_seconds(
                [sys.executable, "-m", "kitdiary", "--diary", str(diary), "import", str(file)]
            )
            theirs = _processor_seconds([sys.executable, "-c", _VOBJECT, str(file), str(CARDS)])
            ratios.append(ours[1] / theirs[1])
            shown.append((ours[0], theirs[0]))
    ours, theirs = sorted(shown)[_ROUNDS // 2]
    remark = f"{ours:.2f} s against {theirs:.2f} s by the clock"
    yield Figure("10,000 vCards imported, against vobject's parse", median(ratios), "x", 0.5, remark)


def export_csv() -> Iterator[Figure]:
    """100,000 contacts out, whole file, against the same statement's cursor given to ``csv.writer``."""
    firms, made, e164 = _people()
    with tempfile.TemporaryDirectory() as name, open_diary(Path(name, "bench.kitdiary"), NOW) as diary:
        context = diary.context
        with context.store.operation("Imported", NOW, kind="import"), context.store.bulk():
            context.companies.add_many(firms)
            for first in range(0, len(made), 1_000):
                context.people.add_many(made[first : first + 1_000], e164.__getitem__)

        def ours() -> None:
            diary.exports.write(Path(name, "ours.csv"), ExportForm.CSV)

        def theirs() -> None:
            path = Path(name, "raw.csv")
            with path.open("w", encoding="utf-8-sig", newline="") as file, context.store.read():
                writer = csv.writer(file)
                writer.writerow(HEADINGS)
                writer.writerows(ContactExport(context.store).contacts(own_uid_prefix(context.diary_facts)))

        ours()
        pairs = []
        for _ in range(_ROUNDS + 2):
            pairs.append([])
            for action in (ours, theirs):
                start = time.process_time()
                action()
                pairs[-1].append(time.process_time() - start)
    remark = f"{median(p[0] for p in pairs):.2f} s against {median(p[1] for p in pairs):.2f} s"
    yield Figure(
        "100,000 contacts as CSV, against a raw cursor", median(a / b for a, b in pairs), "x", 1.2, remark
    )
