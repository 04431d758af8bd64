"""Settings: each field saves when it is left, refuses beside itself, and shows what another changed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from kitdiary.domain.setting_keys import as_text
from kitdiary.ui.desk import Desk
from kitdiary.ui.main_window import MainWindow
from kitdiary.ui.pages.settings import SettingsPage
from kitdiary.ui.widgets.setting_fields import SettingField, SettingSwitch
from tests.ui.qt import words

Idle = Callable[[Desk], None]

TRIED = {
    "capacity.talks": ("7", "0"),
    "capacity.value-adds": ("9", "many"),
    "working-days": ("mon,tue,wed", "someday"),
    "country": ("DE", "ZZ"),
    "region": ("", "QQ"),
    "time-zone": ("Europe/Madrid", "Nowhere/Land"),
    "default-rating": ("B", "Z"),
    "rating-rule": ("higher", "lower"),
    "fit-guard-days": ("60", "-1"),
    "reply-days": ("2", "x"),
    "gap.person-days": ("5", "-2"),
    "gap.company-days": ("1", "1.5"),
    "day-start": ("07:45", "25:00"),
    "promise-lead-minutes": ("15", "-1"),
    "quiet-hours": ("20:00-07:00", "late"),
    "backup-folder": ("", "relative/folder"),
    "calendar-folder": ("", "relative/folder"),
    "handoff-folder": ("", "relative/folder"),
    "handoff-day": ("mon", "someday"),
    "handoff-include": ("notes", "secrets!"),
    "rep": ("Ravi", ""),
    "sign-off": ("Best wishes", ""),
    "sign-off.de": ("Herzlich", ""),
    "sign-off.fr": ("Cordialement", ""),
    "lead.contract-end": ("80", "0"),
    "lead.budget-round": ("50", "x"),
    "lead.project-start": ("70", "0"),
    "lead.new-manager": ("10", "0"),
    "lead.other": ("20", "0"),
}
"""What each setting takes and what it refuses; an empty text: nothing to try."""


@pytest.fixture
def page(window: MainWindow) -> SettingsPage:
    window.go("settings")
    found = window.page("settings")
    assert isinstance(found, SettingsPage)
    return found


def fields(page: SettingsPage) -> dict[str, SettingField]:
    return {f._key: f for grid in page._grids for f in grid.fields if isinstance(f, SettingField)}


def fault_of(page: SettingsPage, field: SettingField) -> str:
    """The sentence below a field."""
    for grid in page._grids:
        place = grid.indexOf(field)
        if place >= 0:
            row = grid.getItemPosition(place)[0]  # type: ignore[index]
            label = grid.itemAtPosition(row + 1, 1).widget()  # type: ignore[union-attr]
            assert isinstance(label, QLabel)
            return label.text() if label.isVisible() else ""
    raise AssertionError


def type_in(qtbot: QtBot, field: SettingField, text: str) -> None:
    field.setFocus()
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_every_setting_is_there(page: SettingsPage, window: MainWindow) -> None:
    shown = set(fields(page)) | {s._key for g in page._grids for s in g.fields} | set(page.cadence.fields)
    missing = set(window.desk.diary.settings.all()) - shown
    assert missing <= {"ratings", "reminders-paused-until", "gap.company-most-days"}
    assert set(TRIED) == set(fields(page))


@pytest.mark.parametrize("key", list(TRIED))
def test_each_field_saves_and_refuses_beside_itself(
    qtbot: QtBot, window: MainWindow, page: SettingsPage, idle: Idle, key: str
) -> None:
    good, bad = TRIED[key]
    settings, field = window.desk.diary.settings, fields(page)[key]
    if good:
        type_in(qtbot, field, good)
        idle(window.desk)
        assert as_text(settings.all()[key]) == good
        assert fault_of(page, field) == ""
        assert "Set" in window.bar.text.text()
    if bad:
        before = settings.all()[key]
        type_in(qtbot, field, bad)
        idle(window.desk)
        assert settings.all()[key] == before
        assert field.text() == bad  # what was typed stays
        assert fault_of(page, field).endswith(".")
        assert field.property("wrong") in (True, "true")
        type_in(qtbot, field, good or as_text(before))
        idle(window.desk)
        assert fault_of(page, field) == ""
        assert field.property("wrong") in (False, None)


def test_one_write_for_one_change(qtbot: QtBot, window: MainWindow, page: SettingsPage, idle: Idle) -> None:
    field = fields(page)["capacity.talks"]
    before = len(window.desk.diary.safety.history())
    type_in(qtbot, field, "7")
    fields(page)["capacity.value-adds"].setFocus()  # leaving it again
    idle(window.desk)
    assert len(window.desk.diary.safety.history()) == before + 1


def test_undo_puts_the_field_back(qtbot: QtBot, window: MainWindow, page: SettingsPage, idle: Idle) -> None:
    field = fields(page)["capacity.talks"]
    old = field.text()
    type_in(qtbot, field, "7")
    idle(window.desk)
    window.desk.undo()
    idle(window.desk)
    assert field.text() == old


def test_what_is_being_typed_outlives_a_change(
    qtbot: QtBot, window: MainWindow, page: SettingsPage, idle: Idle
) -> None:
    field = fields(page)["rep"]
    field.setFocus()
    qtbot.keyClicks(field, "Rav")
    window.desk.write(lambda: window.desk.diary.settings.set("capacity.talks", "9"))
    idle(window.desk)
    assert field.text() == "Rav"
    assert fields(page)["capacity.talks"].text() == "9"


def test_names_are_hidden_by_a_switch(
    qtbot: QtBot, window: MainWindow, page: SettingsPage, idle: Idle
) -> None:
    switch = next(s for g in page._grids for s in g.fields if isinstance(s, SettingSwitch))
    qtbot.mouseClick(switch, Qt.MouseButton.LeftButton, pos=QPoint(8, switch.height() // 2))
    idle(window.desk)
    assert window.desk.diary.settings.all()["names-hidden"] is True
    window.desk.undo()
    idle(window.desk)
    assert not switch.isChecked()


# -- cadence -----------------------------------------------------------------------------------------


def test_the_implied_load_is_shown_before_saving(
    qtbot: QtBot, window: MainWindow, page: SettingsPage, idle: Idle
) -> None:
    form = page.cadence
    before, stored = form.load.text(), window.desk.diary.settings.all()["cadence.A.talk"]
    assert not form.save.isEnabled()
    form.fields["cadence.A.talk"].setText("1d")
    assert form.load.text() != before
    assert "talks" in form.load.text()
    assert window.desk.diary.settings.all()["cadence.A.talk"] == stored
    qtbot.mouseClick(form.save, Qt.MouseButton.LeftButton)
    idle(window.desk)
    assert window.desk.diary.settings.all()["cadence.A.talk"] == "1d"
    assert not form.save.isEnabled()


def test_a_cadence_that_cannot_be_is_refused_with_a_sentence(page: SettingsPage) -> None:
    form = page.cadence
    form.fields["cadence.A.talk"].setText("often")
    assert form.fault.isVisible()
    assert form.fault.text().endswith(".")
    assert not form.save.isEnabled()
    form.revert.click()
    assert form.fields["cadence.A.talk"].text() == "6w"
    assert not form.fault.isVisible()


def test_what_cannot_be_saved_is_said_at_the_form(
    qtbot: QtBot, window: MainWindow, page: SettingsPage, idle: Idle
) -> None:
    form = page.cadence
    form.fields["rating.A.name"].setText("x" * 10_000)
    if form.save.isEnabled():
        qtbot.mouseClick(form.save, Qt.MouseButton.LeftButton)
        idle(window.desk)
    assert form.fault.isVisible()
    assert form.fields["rating.A.name"].text()


# -- the diary ---------------------------------------------------------------------------------------


def test_where_it_lies_and_a_backup_now(
    qtbot: QtBot, window: MainWindow, page: SettingsPage, idle: Idle
) -> None:
    path = window.desk.diary.context.store.path
    assert str(path) in page.where.text()
    now = next(b for b in page.findChildren(QPushButton) if b.text() == "Back up now")
    qtbot.mouseClick(now, Qt.MouseButton.LeftButton)
    idle(window.desk)
    made = list(window.desk.diary.safety.folder.glob("*"))
    assert len(made) == 1
    assert "A verified copy is in" in window.bar.text.text()


def test_a_backup_that_fails_says_why(
    qtbot: QtBot, window: MainWindow, page: SettingsPage, idle: Idle, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    page._save_copy(tmp_path / "file" / "copy.kitdiary")
    idle(window.desk)
    assert window.bar.isVisible()
    assert window.bar.text.text().endswith(".")


def test_all_can_be_read(page: SettingsPage) -> None:
    assert "Saved as you go" in words(page)


# -- the weekly hand-off ---------------------------------------------------------------------------------


def test_the_weekly_hand_off_says_how_it_is(
    window: MainWindow, page: SettingsPage, idle: Idle, tmp_path: Path
) -> None:
    assert "No hand-off is made by itself" in page.handoff.state.text()
    window.desk.write(lambda: window.desk.diary.settings.set("handoff-folder", str(tmp_path)))
    idle(window.desk)
    assert "None was made yet" in page.handoff.state.text()
    window.desk.diary.weekly_handoff.see_to(window.desk.diary.context.now())
    window.desk.beaten.emit()
    assert not page.handoff.fault.isVisible()
