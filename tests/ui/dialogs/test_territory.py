"""Handing contacts over and taking some over, as the window does it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kitdiary.bootstrap import open_diary
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.base import Form
from kitdiary.ui.dialogs.territory import GiveForm, take
from kitdiary.ui.main_window import MainWindow
from tests.ui.choosing import chooses
from tests.ui.people import NOW, People

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def form(opened: Callable[[str, object], Form], ids: People) -> GiveForm:
    found = opened("territory-give", (ids.priya, ids.tom))
    assert isinstance(found, GiveForm)
    return found


def test_people_are_handed_over_and_rest_here(
    qtbot: QtBot,
    window: MainWindow,
    ids: People,
    form: GiveForm,
    tmp_path: Path,
    idle: Callable[[Desk], None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    place = tmp_path / "cleo.zip"
    chooses(monkeypatch, place)
    assert form.subtitle.text() == "2 contacts with their whole history"
    qtbot.keyClick(form, Qt.Key.Key_Return, CTRL)
    assert "Say who takes them over" in form.error.text()
    qtbot.keyClicks(form.to, "Cleo")
    qtbot.keyClick(form, Qt.Key.Key_Return, CTRL)
    idle(window.desk)
    assert QApplication.activeModalWidget() is None
    priya = window.desk.diary.contacts.one(ids.priya)
    assert (priya.owner, "handed over" in priya.tags) == ("Cleo", True)
    with open_diary(tmp_path / "cleo.kitdiary", NOW) as other:
        assert other.territory.take(place).added == 2


def test_a_package_is_taken_in_and_a_broken_one_said(
    window: MainWindow, ids: People, tmp_path: Path, idle: Callable[[Desk], None]
) -> None:
    place, broken = tmp_path / "from.zip", tmp_path / "broken.zip"
    with open_diary(tmp_path / "other.kitdiary", NOW) as other:
        who = other.contacts.add(name="Zoe New", email="zoe@x.example").contact_ids
        other.territory.give(place, who, "Me")
    broken.write_bytes(place.read_bytes()[:-100])
    said: list[str] = []
    window.desk.said.connect(lambda text, _operation: said.append(text))
    window.desk.failed.connect(said.append)
    take(window.desk, broken)
    idle(window.desk)
    assert "cannot be taken in" in said.pop()
    take(window.desk, place)
    idle(window.desk)
    assert said == ["1 added, 0 joined, 0 known from before"]
    assert window.desk.diary.contacts.find("zoe@x.example")
