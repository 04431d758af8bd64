"""Importing 100,000 people: the tables and the index against a raw insert, and the whole import."""

import csv
import gc
import os
import resource
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

from kitdiary.bootstrap import open_diary
from kitdiary.domain.people import Company, Contact, Labelled
from kitdiary.domain.phones import parse_phone
from kitdiary.services.exchange.import_request import ImportCancelledError, ImportRequest, Stage
from tests.bench.generate import NOW
from tests.bench.invent import people
from tests.bench.measure import Figure, raw

PEOPLE = 100_000
_TABLES = ("companies", "contacts", "contact_phones", "contact_emails", "contact_tags")
_HEADINGS = ("First Name", "Middle Name", "Last Name", "Company", "Job Title", "Business Street",
             "Business City", "Business Postal Code", "Business Country/Region", "Business Phone",
             "Mobile Phone", "E-mail Address", "Categories", "Notes")  # fmt: skip
_ROUNDS = 3


def _address_book(path: Path) -> Path:
    """100,000 people of 12,500 companies as Outlook writes them."""
    names = people(Random(7))
    jobs = ("Einkauf", "Leitung", "Buyer", "Head of Operations")
    with path.open("w", encoding="cp1252", errors="replace", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(_HEADINGS)
        for number in range(PEOPLE):
            (given, family), firm = next(names), number // 8
            writer.writerow((
                given, "", family, f"Firma Logistik {firm} GmbH",
                jobs[number % 4], f"Hauptstraße {number % 200}", "Köln", str(50_000 + number % 9_999),
                "Germany", f"+49 221 {5_550_000 + number}", f"0171 {1_000_000 + number}",
                f"p{number}@firma{firm}.example", "food; key account" if number % 3 else "",
                "Wants to hear about the audit." if number % 4 == 0 else "",
            ))  # fmt: skip
    return path


def _people() -> tuple[list[Company], list[Contact], dict[str, str]]:
    """The same as objects, with the international form of every number."""
    names = people(Random(7))
    firms = [Company(0, f"Firma Logistik {n} GmbH") for n in range(PEOPLE // 8)]
    made, e164 = [], {}
    for number in range(PEOPLE):
        given, family = next(names)
        phones = (f"+49 221 {5_550_000 + number}", f"0171 {1_000_000 + number}")
        e164 |= {phone: parse_phone(phone, "DE").e164 for phone in phones}
        made.append(Contact(
            0, f"{given} {family}", company_id=number // 8 + 1, given_name=given, family_name=family,
            job_title="Buyer", first_talk_on=NOW.date(), added_on=NOW.date(), source="Outlook import",
            notes="Wants to hear about the audit." if number % 4 == 0 else "",
            phones=tuple(Labelled(phone, "work") for phone in phones),
            emails=(Labelled(f"p{number}@firma{number // 8}.example"),),
            tags=("food", "key account") if number % 3 else (),
        ))  # fmt: skip
    return firms, made, e164


def _raw_insert(source: Path, folder: Path) -> float:
    """Seconds to put the rows of a diary into the same tables with the same indexes, and nothing else."""
    with raw(source) as full:
        marks = ", ".join("?" * len(_TABLES))
        ddl = full.execute(
            f"SELECT sql FROM sqlite_schema WHERE type IN ('table', 'index') AND sql IS NOT NULL"
            f" AND tbl_name IN ({marks}) ORDER BY type DESC",
            _TABLES,
        ).fetchall()
        rows = {table: full.execute(f"SELECT * FROM {table}").fetchall() for table in _TABLES}
    full.close()
    path = folder / "raw.db"
    path.unlink(missing_ok=True)
    connection = raw(path)
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA journal_mode = WAL")
    for (statement,) in ddl:
        connection.execute(statement)
    start = time.perf_counter()
    connection.execute("BEGIN")
    for table, found in rows.items():
        connection.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(found[0]))})", found)
    connection.execute("COMMIT")
    taken = time.perf_counter() - start
    connection.close()
    return taken


def tables() -> Iterator[Figure]:
    """Into tables and full-text index, journaled and durable, against a raw insert in the same rounds."""
    firms, made, e164 = _people()
    ratios, seconds = [], []
    for _ in range(_ROUNDS):
        with tempfile.TemporaryDirectory() as name:
            path = Path(name, "bench.kitdiary")
            with open_diary(path, NOW) as diary:
                context = diary.context
                start = time.perf_counter()
                gc.disable()
                with context.store.operation("Imported", NOW, kind="import"), context.store.bulk():
                    context.companies.add_many(firms)
                    for first in range(0, PEOPLE, 1_000):
                        context.people.add_many(made[first : first + 1_000], e164.__getitem__)
                ours = time.perf_counter() - start
                gc.enable()
            theirs = _raw_insert(path, Path(name))
            ratios.append(ours / theirs)
            seconds.append((ours, theirs))
    ours, theirs = sorted(seconds)[len(seconds) // 2]
    remark = f"{ours:.2f} s against {theirs:.2f} s"
    yield Figure("100,000 people into tables and full text", sorted(ratios)[_ROUNDS // 2], "x", 3, remark)


class _Ticks(threading.Thread):
    """Another thread that wants to run every 5 ms: its longest wait beyond that."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.longest = 0.0
        self._over = threading.Event()

    def run(self) -> None:
        while True:
            start = time.perf_counter()
            if self._over.wait(0.005):
                return
            self.longest = max(self.longest, time.perf_counter() - start - 0.005)

    def stop(self) -> float:
        self._over.set()
        self.join()
        return self.longest


def whole() -> Iterator[Figure]:
    """The whole import of a file: recognised, read, matched, planned, journaled and indexed; its cancel."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file, path = _address_book(folder / "outlook.csv"), folder / "bench.kitdiary"
        with open_diary(path, NOW) as diary:
            diary.settings.set("country", "DE")
            idle = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10
            ticks = _Ticks()
            ticks.start()
            start, used = time.perf_counter(), time.process_time()
            done = diary.imports.run(ImportRequest(file), lambda _stage, _done, _total: True)
            ours, used = time.perf_counter() - start, time.process_time() - used
            longest = ticks.stop()
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10
            gc.collect()
            theirs = sorted(_raw_insert(path, folder) for _ in range(_ROUNDS))[_ROUNDS // 2]
            size = path.stat().st_size
            start = time.perf_counter()
            diary.safety.undo(done.operation_id)
            undone = time.perf_counter() - start
            grown = (path.stat().st_size + path.with_name(f"{path.name}-wal").stat().st_size) / size
            waits = {stage: _cancelled(diary.imports.run, file, stage) for stage in Stage}
            start = time.perf_counter()
            diary.imports.preview(ImportRequest(file))
            looked = time.perf_counter() - start
    remark = f"{ours:.1f} s ({used:.1f} s of it at work) against {theirs:.2f} s; {done.totals.added:,} added"
    yield Figure("the whole import of 100,000 people", ours / theirs, "x", 12.5, remark)
    yield Figure("  memory over idle", peak - idle, "MB", 400)
    yield Figure("  longest wait of another thread", longest * 1e3, "ms", 100)
    for stage, wait in waits.items():
        yield Figure(f"  cancel answered while it is at {stage}", wait * 1e3, "ms", 500)
    yield Figure("  its preview", looked, "s")
    yield Figure("  its undo", undone, "s", None, f"the file is {grown:.2f} times as large after it")


def _cancelled(run, file: Path, stage: Stage) -> float:  # type: ignore[no-untyped-def]
    """Seconds from the rep's word to the end of the import, given in the middle of a stage."""
    asked: list[float] = []

    def progress(at: Stage, done: int, total: int) -> bool:
        if at is stage and not asked and (not total or done * 2 >= total):
            asked.append(time.perf_counter())
        return not asked

    try:
        run(ImportRequest(file), progress)
    except ImportCancelledError:
        return time.perf_counter() - asked[0]
    raise AssertionError(f"the import went through the stage {stage} without a word")


def window() -> Iterator[Figure]:
    """The window while 100,000 people are looked at and imported: the longest it does not answer."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from PySide6.QtCore import QSettings, QTimer

    from kitdiary.ui.application import application
    from kitdiary.ui.pages.import_page import ImportPage
    from kitdiary.ui.shell import make_window

    app = application()
    with tempfile.TemporaryDirectory() as name:
        file = _address_book(Path(name, "outlook.csv"))
        with open_diary(Path(name, "bench.kitdiary"), NOW) as diary:
            made, desk = make_window(diary, QSettings("", QSettings.Format.InvalidFormat))
            made.resize(1280, 800)
            made.show()
            made.start()
            made.go("import", file)
            page = made.page("import")
            assert isinstance(page, ImportPage)
            late: list[float] = []
            before = time.perf_counter()

            def tick() -> None:
                nonlocal before
                now = time.perf_counter()
                late.append(now - before - 0.005)
                before = now

            timer = QTimer()
            timer.setInterval(5)
            timer.timeout.connect(tick)
            timer.start()
            for what in ("looking", "importing"):
                late.clear()
                if what == "importing":
                    page.start.click()
                while (
                    page.preview is None if what == "looking" else page.stack.currentWidget() is not page.done
                ):
                    app.processEvents()
                    time.sleep(0.0005)
                remark = f"99 of 100 within {sorted(late)[int(len(late) * 0.99)] * 1e3:.0f} ms"
                yield Figure(f"the window's longest wait while {what}", max(late) * 1e3, "ms", 100, remark)
            timer.stop()
            desk.close()
            made.close()
