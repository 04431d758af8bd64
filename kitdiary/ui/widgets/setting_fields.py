"""Fields of Settings: each is bound to a key, saved when it is left, and says what is wrong beside itself."""

from collections.abc import Callable

from PySide6.QtWidgets import QGridLayout, QLineEdit

from kitdiary.domain.setting_keys import as_text
from kitdiary.ui.desk import Desk
from kitdiary.ui.widgets.labels import plain, wrapped
from kitdiary.ui.widgets.tick import Tick


class SettingField(QLineEdit):
    """One setting as text, as ``kitdiary settings KEY VALUE`` takes it."""

    def __init__(self, desk: Desk, key: str, tip: str, on_fault: Callable[[str], None]) -> None:
        super().__init__()
        self._desk, self._key, self._on_fault = desk, key, on_fault
        self._shown = ""
        self.setAccessibleName(tip)
        self.setMaximumWidth(240)
        self.editingFinished.connect(self._save)

    def show_value(self, values: dict[str, object]) -> None:
        """Show what the diary holds, unless the rep is typing here."""
        text = as_text(values[self._key])  # type: ignore[arg-type]  # what `all` of the service gives
        if not (self.hasFocus() and self.isModified()):
            self._shown = text
            self.setText(text)
            if not self.hasFocus():
                self.setCursorPosition(0)  # a long text is read from its beginning
            self._mark("")

    def _save(self) -> None:
        text = self.text().strip()
        if text == self._shown:
            self._mark("")
            return
        key = self._key

        def failed(sentence: str) -> None:
            self._mark(sentence)

        def then(_change: object) -> None:
            self._shown = text
            self.setModified(False)
            self._mark("")

        self._desk.write(lambda: self._desk.diary.settings.set(key, text), then, failed)

    def _mark(self, sentence: str) -> None:
        self.setProperty("wrong", bool(sentence))
        self.style().unpolish(self)
        self.style().polish(self)
        self._on_fault(sentence)


class SettingSwitch(Tick):
    """One setting that is on or off."""

    def __init__(self, desk: Desk, key: str, text: str) -> None:
        super().__init__(text)
        self._desk, self._key = desk, key
        self.clicked.connect(self._save)

    def show_value(self, values: dict[str, object]) -> None:
        """Show what the diary holds."""
        self.setChecked(bool(values[self._key]))

    def _save(self, on: bool) -> None:
        key = self._key
        self._desk.write(lambda: self._desk.diary.settings.set(key, "on" if on else "off"))


class SettingGrid(QGridLayout):
    """Rows of a name, a field, and a hint; the place for what is wrong below the field."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.fields: list[SettingField | SettingSwitch] = []
        self.setColumnMinimumWidth(0, 190)
        self.setColumnStretch(2, 1)
        self.setHorizontalSpacing(14)
        self.setVerticalSpacing(7)

    def add(self, key: str, name: str, hint: str = "") -> None:
        """A row for a setting."""
        row = self.rowCount()
        fault = wrapped("", "error")
        fault.hide()

        def say(sentence: str) -> None:
            fault.setText(sentence)
            fault.setVisible(bool(sentence))

        field = SettingField(self._desk, key, name, say)
        self.fields.append(field)
        self.addWidget(plain(name, "soft"), row, 0)
        self.addWidget(field, row, 1)
        if hint:
            self.addWidget(wrapped(hint, "soft"), row, 2)
        self.addWidget(fault, row + 1, 1, 1, 2)

    def add_switch(self, key: str, text: str) -> None:
        """A row for a switch."""
        switch = SettingSwitch(self._desk, key, text)
        self.fields.append(switch)
        self.addWidget(switch, self.rowCount(), 1, 1, 2)
