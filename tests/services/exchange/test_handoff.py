"""The hand-off: its files to the letter, its place, what is withheld, and that it is whole or not there."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import signal
import subprocess
import sys
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from kitdiary.domain.errors import DiaryError, InvalidInput
from kitdiary.domain.figures import Scope
from kitdiary.domain.handoff_extras import Extra
from kitdiary.domain.handoff_format import FILES, MANIFEST, SUMMARY_PDF
from kitdiary.domain.metrics import metrics
from kitdiary.domain.opportunities import Stage
from kitdiary.domain.periods import Period
from kitdiary.domain.summary_page import SummaryPage, page_from_json, page_to_json
from kitdiary.domain.touches import Channel, InsightKind, Outcome
from kitdiary.services.diary import Diary
from kitdiary.services.exchange.handoff import HandoffRequest, extras_of
from kitdiary.services.exchange.spreadsheet import harmless
from kitdiary.services.touch_log import TouchDraft
from tests.services.diaries import added, local, refused, set_clock, talked

CONTACTS = (
    "contact_id,name,company,job_title,role,rating,company_rating,effective_rating,fit,timing_kind,timing_date,"
    "last_conversation_on,last_value_add_on,touches_in_period,conversations_in_period,next_talk_on,"
    "next_value_add_on,days_late,left_behind,consent,source,tags,rep"
)
COLUMNS = {
    "contacts.csv": CONTACTS,
    "companies.csv": "company_id,name,rating,contacts,conversations_in_period,last_conversation_on,"
    "next_step_on,rep",
    "touches.csv": "touch_id,contact_id,name,company,at,channel,direction,outcome,purpose,content,rep",
    "opportunities.csv": "opportunity_id,contact_id,company,title,value,currency,stage,opened_on,closed_on,"
    "touches_before,introduced_by,rep",
    "summary.csv": "metric,value",
}


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def request(diary: Diary, **fields: Any) -> HandoffRequest:
    return HandoffRequest(fields.pop("period", diary.reports.period()), **fields)


def draw(_page: SummaryPage, path: Path) -> None:
    path.write_bytes(b"%PDF-1.4 a page")


@pytest.fixture
def told(diary: Diary) -> Diary:
    """Two people, two touches, an opportunity."""
    diary.render_summary = draw
    diary.settings.set("rep", "Jörg Weiß")
    ann = added(
        diary,
        "Änne Müller, Dr.",
        company="Weiß & Söhne",
        rating="A",
        tags=("Köln 2026", "=cold"),
        source="fair",
    )
    ben = added(diary, "=HYPERLINK(1)", introduced_by=ann, company_rating="B", company="@Firm")
    talked(diary, ann, ben, at="2026-11-10T23:30")
    diary.log.record(
        TouchDraft(
            (ann,), Channel.EMAIL, Outcome.SENT, at=local("2026-11-12T09:00"), why="It helps.",
            note="secret\nsecond line", insights=((InsightKind.NEED, "a quieter line"),),
        )
    )  # fmt: skip
    diary.opportunities.put(ben, "Line 2", value="1200.50", currency="EUR", stage=Stage.WON)
    return diary


def test_the_files_have_the_columns_of_the_contract_to_the_letter(told: Diary, tmp_path: Path) -> None:
    told.handoffs.make(tmp_path / "to boss", request(told))
    made = {path.name: path.read_bytes() for path in (tmp_path / "to boss").iterdir()}
    assert set(made) == {*COLUMNS, MANIFEST, SUMMARY_PDF}
    for name, columns in COLUMNS.items():
        assert made[name].startswith(b"\xef\xbb\xbf" + columns.encode() + b"\r\n"), name
        assert made[name].endswith(b"\r\n")
        assert b"\n" not in made[name].replace(b"\r\n", b"")


def test_the_cells_say_what_the_diary_says(told: Diary, tmp_path: Path) -> None:
    made = told.handoffs.make(tmp_path / "out", request(told))
    ann, ben = rows(made.place / "contacts.csv")
    assert (ann["name"], ann["company"], ann["tags"]) == (
        "Änne Müller, Dr.",
        "Weiß & Söhne",
        "'=cold; Köln 2026",
    )
    assert (ann["rating"], ann["effective_rating"], ann["fit"], ann["rep"]) == (
        "A",
        "A",
        "unsure",
        "Jörg Weiß",
    )
    assert (ann["last_conversation_on"], ann["last_value_add_on"]) == ("2026-11-10", "2026-11-12")
    assert (ann["touches_in_period"], ann["conversations_in_period"]) == ("2", "1")
    assert (ann["next_talk_on"], ann["days_late"], ann["left_behind"]) == ("2026-12-22", "0", "no")
    assert ann["consent"] == "calls email other"
    assert (ben["name"], ben["company"], ben["company_rating"]) == ("'=HYPERLINK(1)", "'@Firm", "B")
    first, second = rows(made.place / "touches.csv")[:2]
    assert (first["touch_id"], second["touch_id"]) == ("1", "1")
    assert first["at"] == "2026-11-10T23:30:00+01:00"
    (opportunity,) = rows(made.place / "opportunities.csv")
    assert (opportunity["value"], opportunity["stage"], opportunity["touches_before"]) == (
        "1200.50",
        "won",
        "1",
    )
    assert opportunity["introduced_by"] == "Änne Müller, Dr."
    company = rows(made.place / "companies.csv")[0]
    assert (company["contacts"], company["conversations_in_period"]) == ("1", "1")


def test_the_summary_has_the_metrics_of_the_report(told: Diary, tmp_path: Path) -> None:
    made = told.handoffs.make(tmp_path / "out", request(told))
    found = {row["metric"]: row["value"] for row in rows(made.place / "summary.csv")}
    expected = dict(metrics(told.reports.figures(told.reports.period())))
    assert found == {name: "" if value is None else str(value) for name, value in expected.items()}


def test_notes_and_insights_leave_only_when_they_are_ticked(told: Diary, tmp_path: Path) -> None:
    shy = told.handoffs.make(tmp_path / "shy", request(told))
    everything = b"".join(path.read_bytes() for path in shy.place.iterdir())
    assert b"secret" not in everything
    assert b"quieter" not in everything
    assert shy.manifest.withheld == ("notes", "insights")
    open_ = told.handoffs.make(tmp_path / "open", request(told, include=frozenset(Extra)))
    assert rows(open_.place / "touches.csv")[-1]["note"] == "secret\nsecond line"
    (insight,) = rows(open_.place / "insights.csv")
    assert (insight["kind"], insight["text"], insight["rep"]) == ("need", "a quieter line", "Jörg Weiß")
    assert open_.manifest.withheld == ()
    preview = told.handoffs.preview(request(told))
    assert preview.withheld == ("notes", "insights")
    assert "secret" not in str(preview)


def test_the_manifest_knows_every_file(told: Diary, tmp_path: Path) -> None:
    made = told.handoffs.make(tmp_path / "out", request(told))
    manifest = json.loads((made.place / MANIFEST).read_text(encoding="utf-8"))
    assert (manifest["format"], manifest["version"], manifest["rep"]) == ("kitdiary-handoff", 1, "Jörg Weiß")
    assert (manifest["from"], manifest["to"]) == ("2026-05-23", "2026-11-20")
    assert manifest["made_at"] == "2026-11-20T09:15:00+01:00"
    names = [one["name"] for one in manifest["files"]]
    assert names == [*COLUMNS, SUMMARY_PDF]
    for one in manifest["files"]:
        data = (made.place / one["name"]).read_bytes()
        assert (one["bytes"], one["sha256"]) == (len(data), hashlib.sha256(data).hexdigest())
        if one["rows"] is not None:
            assert one["rows"] == len(rows(made.place / one["name"]))


def test_the_preview_is_what_the_manager_gets(told: Diary, tmp_path: Path) -> None:
    asked = request(told, scope=Scope(ratings=("A",)))
    preview = told.handoffs.preview(asked)
    made = told.handoffs.make(tmp_path / "out", asked)
    for one in preview.files:
        with (made.place / one.name).open(encoding="utf-8-sig", newline="") as file:
            head, *written = [tuple(row) for row in csv.reader(file)]
        assert (one.columns, one.rows) == (head, len(written))
        assert one.first == tuple(written[: len(one.first)])
    assert [file.rows for file in preview.files][:3] == [1, 1, 2]


def test_a_scope_narrows_every_file(told: Diary, tmp_path: Path) -> None:
    made = told.handoffs.make(tmp_path / "out", request(told, scope=Scope(ratings=("B",))))
    assert [row["contact_id"] for row in rows(made.place / "contacts.csv")] == ["2"]
    assert [row["name"] for row in rows(made.place / "companies.csv")] == ["'@Firm"]
    assert {row["contact_id"] for row in rows(made.place / "touches.csv")} == {"2"}
    assert made.manifest.filters["ratings"] == ["B"]


# -- the place -----------------------------------------------------------------------------------------


def test_foreign_files_in_the_folder_stay_and_old_files_of_ours_go(told: Diary, tmp_path: Path) -> None:
    place = tmp_path / "out"
    place.mkdir()
    (place / "holiday.jpg").write_bytes(b"sea")
    told.handoffs.make(place, request(told, include=frozenset(Extra)))
    assert (place / "insights.csv").exists()
    told.handoffs.make(place, request(told))
    assert sorted(path.name for path in place.iterdir()) == sorted(
        [*COLUMNS, "holiday.jpg", MANIFEST, SUMMARY_PDF]
    )
    assert sorted(path.name for path in tmp_path.iterdir() if "out" in path.name) == ["out"]


def test_a_file_of_somebody_else_with_our_name_is_not_overwritten(told: Diary, tmp_path: Path) -> None:
    (tmp_path / "contacts.csv").write_text("mine", encoding="utf-8")
    refused(
        told, lambda: told.handoffs.make(tmp_path, request(told)), "has a contacts.csv that is no hand-off's"
    )
    assert (tmp_path / "contacts.csv").read_text(encoding="utf-8") == "mine"
    (tmp_path / "file").write_text("", encoding="utf-8")
    refused(told, lambda: told.handoffs.make(tmp_path / "file", request(told)), "is a file, not a folder")


def test_a_whole_disk_is_no_place(told: Diary) -> None:
    refused(told, lambda: told.handoffs.make(Path("/"), request(told)), "name one inside it")


def test_a_zip_holds_the_same_files(told: Diary, tmp_path: Path) -> None:
    folder = told.handoffs.make(tmp_path / "a", request(told))
    zipped = told.handoffs.make(tmp_path / "b", request(told, zipped=True))
    assert zipped.place == tmp_path / "b.zip"
    with zipfile.ZipFile(zipped.place) as whole:
        assert sorted(whole.namelist()) == sorted(path.name for path in folder.place.iterdir())
        for one in folder.manifest.files:
            assert whole.read(one.name) == (folder.place / one.name).read_bytes()


def test_a_zip_of_somebody_else_is_not_overwritten(told: Diary, tmp_path: Path) -> None:
    zipped = request(told, zipped=True)
    told.handoffs.make(tmp_path / "a", zipped)
    told.handoffs.make(tmp_path / "a.zip", zipped)
    (tmp_path / "b.zip").write_text("holiday pictures", encoding="utf-8")
    refused(told, lambda: told.handoffs.make(tmp_path / "b", zipped), "is no hand-off, and it would be")
    assert (tmp_path / "b.zip").read_text(encoding="utf-8") == "holiday pictures"


def test_a_page_that_cannot_be_drawn_is_left_out_and_said(told: Diary, tmp_path: Path) -> None:
    def fail(_page: SummaryPage, path: Path) -> None:
        path.write_bytes(b"half")
        raise DiaryError("Qt does not run here.")

    told.render_summary = fail
    made = told.handoffs.make(tmp_path / "out", request(told))
    assert made.remarks == ("The page summary.pdf was left out: Qt does not run here.",)
    assert not (made.place / SUMMARY_PDF).exists()
    assert SUMMARY_PDF not in [one.name for one in made.manifest.files]


def test_a_cancelled_hand_off_leaves_nothing(told: Diary, tmp_path: Path) -> None:
    told.together("Many", (lambda n=n: told.contacts.add(name=f"Person {n}") for n in range(2100)))
    with pytest.raises(DiaryError, match="cancelled"):
        told.handoffs.make(tmp_path / "out", request(told), lambda _rows: False)
    assert not (tmp_path / "out").exists()
    assert told.handoffs.last() is None
    assert [path for path in tmp_path.iterdir() if "part" in path.name] == []


KILLED = """
import os, signal, sys
from pathlib import Path
from datetime import datetime
from kitdiary.bootstrap import open_diary
from kitdiary.services.exchange import handoff_folder
from kitdiary.services.exchange.handoff import HandoffRequest
path, place, at = sys.argv[1:]
count = 0
def replaced(self, target, real=Path.replace):
    global count
    if count == int(at):
        os.kill(os.getpid(), signal.SIGKILL)
    count += 1
    return real(self, target)
Path.replace = replaced
if int(at) < 0:
    handoff_folder._sync = lambda folder: os.kill(os.getpid(), signal.SIGKILL)
with open_diary(Path(path), datetime.fromisoformat("2026-11-20T09:15+01:00")) as diary:
    diary.render_summary = None
    diary.handoffs.make(Path(place), HandoffRequest(diary.reports.period()))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="kills with a signal")
@pytest.mark.parametrize("at", [-1, 0, 1, 4, 6])
def test_a_killed_run_leaves_no_half_hand_off(told: Diary, tmp_path: Path, at: int) -> None:
    place = tmp_path / "out"
    if at >= 0:
        told.handoffs.make(place, request(told, include=frozenset(Extra)))
    before = sorted(path.name for path in place.iterdir()) if place.exists() else []
    added(told, "A third")
    path = told.context.store.path
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(path), str(place), str(at)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        check=False,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr.decode()
    if at < 0:
        assert not place.exists()
    elif at == 0:
        assert sorted(path.name for path in place.iterdir()) == before
    else:
        assert json.loads((place / MANIFEST).read_text(encoding="utf-8"))["unfinished"] is True
    made = told.handoffs.make(place, request(told))
    for one in made.manifest.files:
        assert hashlib.sha256((place / one.name).read_bytes()).hexdigest() == one.sha256
    assert {path.name for path in place.iterdir()} <= {*FILES, MANIFEST}
    assert not (place / "insights.csv").exists()


# -- the last one, and the words ----------------------------------------------------------------------------


def test_since_the_last_one_begins_where_that_ended(told: Diary, tmp_path: Path) -> None:
    assert told.handoffs.since_last() == told.reports.period()
    told.handoffs.make(tmp_path / "out", request(told))
    set_clock(told, "2026-11-27T16:00")
    assert told.handoffs.since_last() == Period(date(2026, 11, 20), date(2026, 11, 27))
    last = told.handoffs.last()
    assert last is not None
    assert (last.place, last.asked["rep"]) == (str(tmp_path / "out"), "Jörg Weiß")
    earlier = Period(date(2026, 11, 1), date(2026, 11, 24))
    told.handoffs.make(tmp_path / "out", request(told, period=earlier))
    assert told.handoffs.since_last() == Period(date(2026, 11, 25), date(2026, 11, 27))


def test_what_can_be_included_is_notes_and_insights() -> None:
    assert extras_of("notes, insights") == set(Extra)
    assert extras_of("none") == extras_of("") == frozenset()
    with pytest.raises(InvalidInput, match="cannot be included"):
        extras_of("salaries")


@pytest.mark.parametrize(
    ("cell", "written"),
    [("=1+1", "'=1+1"), ("+49 30", "'+49 30"), ("-5", "-5"), ("+4.50", "+4.50"), ("-", "'-"), ("@a", "'@a"),
     ("\tx", "'\tx"), ("a=1", "a=1"), ("-1-2", "'-1-2"), ("", ""), ("+١", "'+١")],
)  # fmt: skip
def test_cells_that_would_run_are_made_harmless(cell: str, written: str) -> None:
    assert harmless(cell) == written


def test_the_page_survives_its_way_to_the_program_that_draws_it(told: Diary) -> None:
    from kitdiary.services.exchange.summary_page import summary_page

    figures = told.reports.figures(told.reports.period())
    page = summary_page(figures, told.context.policy.codes, "Jörg", datetime(2026, 11, 20, 9, 15))  # noqa: DTZ001
    assert page_from_json(page_to_json(page)) == page
    assert [tile.figure for tile in page.tiles] == ["0", "100 %", "1", "1.0×"]
