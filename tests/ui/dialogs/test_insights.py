"""All that is known of a person, with its history."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from kitdiary.domain.touches import Channel, InsightKind, Outcome
from kitdiary.services.touch_log import TouchDraft
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.ask import Ask
from kitdiary.ui.dialogs.insights import InsightsDialog
from kitdiary.ui.main_window import MainWindow
from kitdiary.ui.widgets.facts import LongLink
from tests.ui.people import People, at
from tests.ui.qt import sweep, words

Idle = Callable[[Desk], None]


@pytest.fixture
def shown(window: MainWindow, dialog: Callable[[], QWidget], ids: People) -> InsightsDialog:
    """What is known of Priya, a need that changed among it."""
    diary = window.desk.diary
    need = ((InsightKind.NEED, "faster unloading"),)
    draft = TouchDraft((ids.priya,), Channel.CALL, Outcome.SPOKE, at=at("2026-11-15"), insights=need)
    diary.log.record(draft)
    window.go("insights", ids.priya)
    found = dialog()
    assert isinstance(found, InsightsDialog)
    return found


def links(of: InsightsDialog) -> list[str]:
    sweep()
    return [found.text() for found in of.findChildren(LongLink)]


def link(of: InsightsDialog, text: str) -> LongLink:
    return next(found for found in of.findChildren(LongLink) if found.text() == text)


def test_by_kind_newest_first_each_opens_its_touch(
    qtbot: QtBot, window: MainWindow, shown: InsightsDialog, ids: People
) -> None:
    assert links(shown) == ["faster unloading", "less spoilage", "after the audit in May"]
    qtbot.mouseClick(link(shown, "less spoilage"), Qt.MouseButton.LeftButton)
    page = window.page("contact")
    qtbot.waitUntil(page.isVisible)
    chosen = page.timeline.chosen  # type: ignore[attr-defined]
    assert chosen is not None
    assert chosen.note == "Wants less spoilage; the audit is in May"
    assert QApplication.activeModalWidget() is None


def test_something_is_added_by_keyboard_and_undone(
    qtbot: QtBot, window: MainWindow, shown: InsightsDialog, ids: People, idle: Idle
) -> None:
    qtbot.keyClicks(shown.text, "has a budget for it")
    shown.kind.setCurrentIndex(shown.kind.findData(InsightKind.BUDGET))
    qtbot.keyClick(shown.text, Qt.Key.Key_Return)
    idle(window.desk)
    assert links(shown)[-1] == "has a budget for it"
    assert "today · noted by hand" in words(shown)
    assert shown.text.text() == ""
    window.desk.undo()
    idle(window.desk)
    assert "has a budget for it" not in links(shown)
    qtbot.keyClick(shown.text, Qt.Key.Key_Return)
    qtbot.waitUntil(shown.error.isVisible)
    assert shown.error.text() == "Say in a few words what is known."


def test_one_is_said_better_and_removed(
    qtbot: QtBot, window: MainWindow, shown: InsightsDialog, idle: Idle
) -> None:
    insight = next(
        one for one in window.desk.diary.cards.one(shown._contact_id).insights if one.text == "less spoilage"
    )
    shown._edit(insight)
    asked = QApplication.activeModalWidget()
    assert isinstance(asked, Ask)
    assert isinstance(asked.field, QLineEdit)
    assert asked.field.text() == "less spoilage"
    asked.field.setText("half the spoilage")
    qtbot.mouseClick(asked.do, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: "half the spoilage" in links(shown))
    qtbot.keyClick(link(shown, "half the spoilage"), Qt.Key.Key_Delete)
    idle(window.desk)
    assert links(shown) == ["faster unloading", "after the audit in May"]


def test_who_is_undone_closes_it(
    qtbot: QtBot, window: MainWindow, dialog: Callable[[], QWidget], idle: Idle
) -> None:
    diary = window.desk.diary
    window.go("insights", diary.contacts.add(name="Short Stay").contact_ids[0])
    assert "Nothing yet" in words(dialog())
    window.desk.undo()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is None)
