"""The round corner of a table whose last rows are coloured."""

from __future__ import annotations

from PySide6.QtCore import QPoint

from kitdiary.ui import theme
from kitdiary.ui.main_window import MainWindow
from kitdiary.ui.pages.contacts import ContactsPage
from tests.ui.qt import sweep


def test_a_coloured_last_row_keeps_within_the_round_corner(window: MainWindow) -> None:
    window.resize(1024, 400)
    window.go("contacts")
    page = window.page("contacts")
    assert isinstance(page, ContactsPage)
    page.view.selectAll()
    sweep()
    picture = page.grab().toImage()
    corner = page.view.mapTo(page, QPoint(1, page.view.height() - 2))
    assert picture.pixelColor(corner).name() == theme.colours().window
    inside = page.view.mapTo(page, QPoint(1, page.view.height() // 2))
    assert picture.pixelColor(inside).name() == theme.colours().accent
