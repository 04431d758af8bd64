"""Labels: an Arabic text stands in its column, as a Latin one does."""

from __future__ import annotations

from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QLabel

from kitdiary.ui.widgets.labels import plain, wrapped


def first_ink(label: QLabel) -> int:
    """The first column with anything in it."""
    label.setFixedWidth(300)
    label.ensurePolished()
    image: QImage = label.grab().toImage()
    ground = QColor(image.pixel(299, 0))
    for x in range(image.width()):
        if any(QColor(image.pixel(x, y)) != ground for y in range(image.height())):
            return x
    return image.width()


def test_a_text_from_right_to_left_begins_where_its_column_does(qapp: QApplication) -> None:
    for make in (plain, wrapped):
        label = make("فاطمة الزهراء")
        assert first_ink(label) < 20
        label.deleteLater()
