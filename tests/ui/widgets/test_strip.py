"""The strip of facts: no value is cut where another row makes room, no source takes more than three lines."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from kitdiary.ui.widgets.facts import Link
from kitdiary.ui.widgets.lines import Lines
from kitdiary.ui.widgets.strip import Cell, Strip
from tests.ui.qt import sweep

SOURCE = "Last value-add 31 days ago; A is every 4 weeks; no sooner than 7 days after the last touch to them"
VALUES = (
    "Today 15:30",
    "Mon 23 Nov",
    "Thu 20 May 2027",
    "Mon 22 Feb 2027",
    "Talk 182 days · email 91 days",
    "Fit",
)


def cells(count: int) -> list[Cell]:
    return [Cell(f"Fact {place}", VALUES[place], SOURCE, lambda: None) for place in range(count)]


@pytest.mark.parametrize("width", [520, 776, 1032])
@pytest.mark.parametrize("count", [1, 4, 5, 6])
def test_nothing_is_cut(qtbot: QtBot, width: int, count: int) -> None:
    strip = Strip()
    qtbot.addWidget(strip)
    strip.resize(width, 200)
    strip.show_cells(cells(count))
    strip.show()
    sweep()
    for link in strip.findChildren(Link):
        assert link.fontMetrics().horizontalAdvance(link.text()) <= link.width(), (link.text(), link.width())
    for source in strip.findChildren(Lines):
        assert source.height() <= 3 * source.fontMetrics().lineSpacing() + 1
        assert source.toolTip()
    assert strip.minimumSizeHint().width() <= width


def test_another_width_is_another_number_of_rows_and_the_keyboard_stays(qtbot: QtBot) -> None:
    strip = Strip()
    qtbot.addWidget(strip)
    strip.resize(1032, 100)
    strip.show_cells(cells(6))
    strip.show()
    sweep()
    wide = strip.heightForWidth(1032) if strip.hasHeightForWidth() else strip.sizeHint().height()
    strip.resize(520, 300)
    sweep()
    assert strip.sizeHint().height() > wide
    strip.activateWindow()
    third = strip.findChildren(Link)[2]
    third.setFocus()
    qtbot.waitUntil(third.hasFocus)
    strip.show_cells(cells(6))
    sweep()
    assert [link.hasFocus() for link in strip.findChildren(Link)] == [False, False, True, False, False, False]


def test_a_word_longer_than_its_place_breaks(qtbot: QtBot) -> None:
    made = Lines("Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz")
    qtbot.addWidget(made)
    line = made.fontMetrics().lineSpacing()
    assert made.heightForWidth(1000) == line
    assert made.heightForWidth(120) > 2 * line
    short = Lines("one two three four five six seven eight nine ten", most=2)
    qtbot.addWidget(short)
    assert short.heightForWidth(60) == 2 * short.fontMetrics().lineSpacing()
