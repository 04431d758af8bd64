"""A list of numbers or addresses, each with its label: one line each, and one more to add."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from kitdiary.domain.people import Labelled
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.labels import button
from kitdiary.ui.widgets.parts import line

_LABEL_WIDTH = 76


class LabelledList(QWidget):
    """Gives the lines that have a value, in their order."""

    grown = Signal()

    def __init__(self, name: str, entries: Sequence[Labelled], labels: Sequence[str], more: str) -> None:
        super().__init__()
        self._name, self._labels = name, labels
        self.rows: list[tuple[QLineEdit, QLineEdit, QWidget]] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(6)
        layout.addLayout(self._lines)
        self.more = button(more, "link")
        self.more.setAutoDefault(False)
        self.more.clicked.connect(self._add_another)
        layout.addWidget(self.more)
        for entry in entries or (Labelled(""),):
            self._add(entry)

    def _add(self, entry: Labelled) -> None:
        value = line(entry.value)
        value.setAccessibleName(self._name)
        label = line(entry.label, self._labels[0])
        label.setFixedWidth(_LABEL_WIDTH)
        label.setAccessibleName(tr("{0}: label", self._name))
        label.setCompleter(QCompleter(list(self._labels), label))
        away = button("×", "link")
        away.setAutoDefault(False)
        away.setAccessibleName(tr("{0}: take out", self._name))
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(value, 1)
        layout.addWidget(label)
        layout.addWidget(away)
        away.clicked.connect(partial(self._drop, row))
        self._lines.addWidget(row)
        self.rows.append((value, label, row))
        self.setFocusProxy(self.rows[0][0])

    def _add_another(self) -> None:
        self._add(Labelled(""))
        self.rows[-1][0].setFocus()
        self.grown.emit()

    def _drop(self, row: QWidget, _checked: bool = False) -> None:
        if len(self.rows) == 1:
            self.rows[0][0].clear()
            self.rows[0][1].clear()
            return
        self.rows = [kept for kept in self.rows if kept[2] is not row]
        self._lines.removeWidget(row)
        row.hide()
        row.deleteLater()
        self.setFocusProxy(self.rows[0][0])
        self.rows[0][0].setFocus()

    def entries(self) -> tuple[Labelled, ...]:
        """What is filled in."""
        return tuple(
            Labelled(value.text().strip(), label.text().strip())
            for value, label, _row in self.rows
            if value.text().strip()
        )
