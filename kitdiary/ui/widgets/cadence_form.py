"""Ratings and how often each gets a talk and a value-add, with the load that implies, before saving."""

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from kitdiary.domain.errors import InvalidInput
from kitdiary.domain.setting_keys import as_text
from kitdiary.domain.workload import WeeklyLoad
from kitdiary.ui.desk import Desk
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.badge import Badge
from kitdiary.ui.widgets.labels import button, plain, wrapped

_FIELDS = ("rating.{}.name", "cadence.{}.talk", "cadence.{}.email")


class CadenceForm(QWidget):
    """A row for each rating; nothing is saved before Save."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._codes: tuple[str, ...] = ()
        self._stored: dict[str, str] = {}
        self.fields: dict[str, QLineEdit] = {}
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._rows = QWidget()
        outer.addWidget(self._rows)
        self.load = wrapped("")
        outer.addWidget(self.load)
        self.fault = wrapped("", "error")
        outer.addWidget(self.fault)
        foot = QHBoxLayout()
        foot.addStretch(1)
        self.revert = button(tr("Put back"))
        self.revert.clicked.connect(self._put_back)
        self.save = button(tr("Save the cadence"), "main")
        self.save.clicked.connect(self._save)
        foot.addWidget(self.revert)
        foot.addWidget(self.save)
        outer.addLayout(foot)

    def show_values(self, values: dict[str, object], codes: tuple[str, ...]) -> None:
        """Show what the diary holds; what is being typed stays."""
        if codes != self._codes:
            self._build(codes)
        typed = self.changes()
        self._stored = {key: as_text(values[key]) for key in self.fields}  # type: ignore[arg-type]
        for key, field in self.fields.items():
            if key not in typed:
                field.setText(self._stored[key])
        self._preview()

    def changes(self) -> dict[str, str]:
        """What differs from the diary."""
        return {
            key: field.text().strip()
            for key, field in self.fields.items()
            if field.text().strip() != self._stored.get(key, "")
        }

    def _build(self, codes: tuple[str, ...]) -> None:
        self._codes = codes
        self.fields.clear()
        fresh = QWidget()
        grid = QGridLayout(fresh)
        grid.setContentsMargins(0, 0, 0, 0)
        for column, text in enumerate(("", tr("Name"), tr("A talk every"), tr("An email every"))):
            grid.addWidget(plain(text, "soft", "small"), 0, column)
        for row, code in enumerate(codes, 1):
            badge = Badge()
            badge.show_rating(code, row - 1)
            grid.addWidget(badge, row, 0)
            for column, pattern in enumerate(_FIELDS, 1):
                field = QLineEdit()
                field.setMaximumWidth(200 if column == 1 else 110)
                field.setAccessibleName(f"{code}: {pattern.split('.')[-1]}")
                field.textChanged.connect(self._preview)
                self.fields[pattern.format(code)] = field
                grid.addWidget(field, row, column)
        grid.setColumnStretch(4, 1)
        layout = self.layout()
        assert layout is not None
        layout.replaceWidget(self._rows, fresh)
        self._rows.deleteLater()
        self._rows = fresh

    def _preview(self) -> None:
        changes = self.changes()
        self.save.setEnabled(bool(changes))
        self.revert.setEnabled(bool(changes))
        try:
            load = self._desk.diary.settings.implied_load(changes)
        except InvalidInput as error:
            self.fault.setText(str(error))
            self.fault.show()
            self.save.setEnabled(False)
            return
        self.fault.hide()
        self.load.setText(load_words(load))

    def _save(self) -> None:
        changes = self.changes()
        self._desk.write(lambda: self._desk.diary.settings.set_all(changes), failed=self._failed)

    def _failed(self, sentence: str) -> None:
        self.fault.setText(sentence)
        self.fault.show()

    def _put_back(self) -> None:
        for key, field in self.fields.items():
            field.setText(self._stored[key])


def load_words(load: WeeklyLoad) -> str:
    """What a cadence asks of a week, against what the capacity holds."""
    said = tr(
        "For the people in your diary that is {0} talks and {1} value-adds a week; you plan for {2} and {3}.",
        f"{load.talks:.0f}",
        f"{load.value_adds:.0f}",
        load.talk_capacity,
        load.value_add_capacity,
    )
    if load.talks > load.talk_capacity or load.value_adds > load.value_add_capacity:
        said += " " + tr("That is more than you plan for: what exceeds a day waits, the best rated go first.")
    return said
