"""English texts have English months, whatever language the system speaks: in terminal and window."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QDate, QLocale
from PySide6.QtWidgets import QApplication

from kitdiary.domain.people import Precision
from kitdiary.ui.application import speak
from kitdiary.ui.day_text import read_when, when_text
from kitdiary.ui.widgets.parts import day_edit

DECEMBER = QDate(2026, 12, 7)


@pytest.fixture
def german() -> Iterator[None]:
    """Qt's locale is German, as on a German system."""
    before = QLocale()
    QLocale.setDefault(QLocale(QLocale.Language.German, QLocale.Country.Germany))
    yield
    QLocale.setDefault(before)


@pytest.mark.usefixtures("german", "qapp")
def test_fields_have_english_months() -> None:
    day = DECEMBER.toPython()
    field = day_edit(day)  # type: ignore[arg-type]
    assert field.text() == "Mo. 7 Dez. 2026"
    field.deleteLater()
    speak()
    field = day_edit(day)  # type: ignore[arg-type]
    assert field.text() == "Mon 7 Dec 2026"
    field.deleteLater()


@pytest.mark.usefixtures("german")
def test_a_typed_month_may_be_english(qapp: QApplication) -> None:
    on, precision = read_when("7 Dec 2026")
    assert (when_text(on, precision), precision) == ("7 Dec 2026", Precision.DAY)
