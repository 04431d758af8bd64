"""Contacts out of the window: all of them, or those selected."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from kitdiary.services.exchange.contact_exports import ExportForm
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.export_contacts import placed, write_to
from kitdiary.ui.main_window import MainWindow
from kitdiary.ui.pages.contacts import ContactsPage
from tests.ui.people import People


def asked_for(window: MainWindow, qtbot: QtBot) -> QFileDialog:
    """The system's dialog, once it is there."""
    qtbot.waitUntil(lambda: bool(window.findChildren(QFileDialog)))
    return window.findChildren(QFileDialog)[0]


def names_in(path: Path) -> list[str]:
    return [row["name"] for row in csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines())]


def test_the_selected_are_written_and_it_is_said(
    qtbot: QtBot, window: MainWindow, ids: People, idle: Callable[[Desk], None], tmp_path: Path
) -> None:
    window.go("contacts")
    page = window.page("contacts")
    assert isinstance(page, ContactsPage)
    page.view.selectAll()
    qtbot.waitUntil(page.selection.isVisible)
    qtbot.mouseClick(page.selection.export, Qt.MouseButton.LeftButton)
    asked = asked_for(window, qtbot)
    path = tmp_path / "mine.csv"
    with qtbot.waitSignal(window.desk.said) as said:
        asked.fileSelected.emit(str(path))
    asked.reject()
    idle(window.desk)
    people = names_in(path)
    assert said.args == [f"{len(people)} contacts written into {path}", None]
    assert "Priya Raman" in people


def test_the_whole_list_from_the_head_of_the_page(
    qtbot: QtBot, window: MainWindow, ids: People, tmp_path: Path
) -> None:
    window.go("contacts")
    page = window.page("contacts")
    assert isinstance(page, ContactsPage)
    qtbot.mouseClick(page.take_out, Qt.MouseButton.LeftButton)
    asked = asked_for(window, qtbot)
    assert len(asked.nameFilters()) == 3
    path = tmp_path / "all"
    with qtbot.waitSignal(window.desk.said):
        asked.fileSelected.emit(str(path))
    asked.reject()
    assert (tmp_path / "all.csv").read_bytes().startswith(b"\xef\xbb\xbfname,")


@pytest.mark.parametrize(
    ("typed", "chosen", "name", "form"),
    [
        ("a", ExportForm.VCARD_4, "a.vcf", ExportForm.VCARD_4),
        ("a.vcf", ExportForm.CSV, "a.vcf", ExportForm.VCARD_3),
        ("a.csv", ExportForm.VCARD_3, "a.csv", ExportForm.CSV),
        ("a.b", ExportForm.CSV, "a.b.csv", ExportForm.CSV),
    ],
)
def test_what_was_typed_goes_before_what_was_chosen(
    typed: str, chosen: ExportForm, name: str, form: ExportForm
) -> None:
    assert placed(Path(typed), chosen) == (Path(name), form)


def test_a_place_that_cannot_be_written_is_one_sentence(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    with qtbot.waitSignal(window.desk.failed) as failed:
        write_to(window.desk, None, tmp_path / "nowhere" / "a.csv", ExportForm.CSV)
    assert "cannot be written" in failed.args[0]
