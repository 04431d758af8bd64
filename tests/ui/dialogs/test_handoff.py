"""The hand-off in the window: what is shown beforehand is what is written."""

from __future__ import annotations

import csv
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kitdiary.services.diary import Diary
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.base import Form
from kitdiary.ui.dialogs.handoff import HandedForm, HandoffForm
from kitdiary.ui.main_window import MainWindow
from tests.ui.choosing import chooses
from tests.ui.dialogs.mails import Left

Idle = Callable[[Desk], None]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def form(opened: Callable[[str, object], Form], qtbot: QtBot) -> HandoffForm:
    found = opened("handoff", None)
    assert isinstance(found, HandoffForm)
    qtbot.waitUntil(lambda: found._preview is not None)
    return found


def handed(dialog: Callable[[], QWidget]) -> HandedForm:
    found = dialog()
    assert isinstance(found, HandedForm)
    return found


def test_what_is_shown_is_what_is_written(
    qtbot: QtBot,
    window: MainWindow,
    form: HandoffForm,
    diary: Diary,
    tmp_path: Path,
    dialog: Callable[[], QWidget],
    idle: Idle,
    left: Left,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert "Withheld: notes and insights" in form.withheld.text()
    assert form.model.headerData(0, Qt.Orientation.Horizontal) == "contact_id"
    first = [form.model.index(0, n).data() for n in range(form.model.columnCount())]
    form.rep.setFocus()
    form.rep.selectAll()
    qtbot.keyClicks(form.rep, "Robin Vale")
    chooses(monkeypatch, tmp_path)
    qtbot.keyClick(form, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), HandedForm))
    place = tmp_path / "Robin Vale 2026-11-20"
    assert handed(dialog).place.text() == str(place)
    with (place / "contacts.csv").open(encoding="utf-8-sig", newline="") as file:
        row = list(csv.reader(file))[1]
    assert row[:-1] == first[:-1]  # but for the name that was typed
    manifest = json.loads((place / "manifest.json").read_text("utf-8"))
    assert (manifest["rep"], manifest["withheld"]) == ("Robin Vale", ["notes", "insights"])
    idle(window.desk)
    assert diary.settings.all()["rep"] == "Robin Vale"  # remembered
    handed(dialog).do.click()
    assert left.addresses == [place.as_uri()]


def test_notes_go_along_only_when_ticked_and_the_preview_says_so(qtbot: QtBot, form: HandoffForm) -> None:
    form.notes.setChecked(True)
    form.insights.setChecked(True)
    qtbot.waitUntil(lambda: "Nothing is withheld" in form.withheld.text())
    assert "insights.csv" in form.files.buttons
    form.files._choose("touches.csv")
    columns = [form.model.headerData(n, Qt.Orientation.Horizontal) for n in range(form.model.columnCount())]
    assert "note" in columns


def test_a_scope_narrows_the_preview_and_a_zip_is_written(
    qtbot: QtBot,
    form: HandoffForm,
    tmp_path: Path,
    dialog: Callable[[], QWidget],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tester = QAbstractItemModelTester(form.model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    before = form.model.rowCount()
    form.scope.ratings["A"].setChecked(True)
    qtbot.waitUntil(lambda: form.model.rowCount() < before)
    assert tester is not None
    form.form.choose(True)
    chooses(monkeypatch, tmp_path / "team.zip")
    qtbot.keyClick(form, Qt.Key.Key_Return, CTRL)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), HandedForm))
    with zipfile.ZipFile(tmp_path / "team.zip") as whole:
        assert {"contacts.csv", "manifest.json"} <= set(whole.namelist())
    handed(dialog).reject()


def test_days_the_wrong_way_round_are_refused_beside_the_field(form: HandoffForm) -> None:
    from kitdiary.ui.report_periods import FROM_TO

    form.period.choice.setCurrentIndex(form.period.choice.findData(FROM_TO))
    form.period.start.show_day(form.period.end.value())
    form.period.end.show_day(form.period.end.value().replace(day=1))
    assert "cannot end before it begins" in form.error.text()
    form.reject()


def test_nothing_is_written_where_no_place_is_chosen(
    qtbot: QtBot, form: HandoffForm, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chooses(monkeypatch, None)
    qtbot.keyClick(form, Qt.Key.Key_Return, CTRL)
    assert form.isVisible()
    assert not list(tmp_path.glob("*2026*"))
    form.reject()
