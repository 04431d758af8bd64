"""A choice of values by their words."""

from collections.abc import Sequence

from kitdiary.ui.text import tr
from kitdiary.ui.widgets.tick import Choice


class ValueChoice(Choice):
    """One of several values, or any."""

    def offer(self, choices: Sequence[tuple[str, object]]) -> None:
        """Offer these, keeping what is chosen."""
        chosen, text = self.value(), self.currentText()
        self.blockSignals(True)
        self.clear()
        self.addItem(tr("Any"), None)
        for words, value in choices:
            self.addItem(words, value)
        self.choose(chosen, text)
        self.blockSignals(False)

    def value(self) -> object:
        """What is chosen, None for any."""
        return self.currentData()

    def choose(self, value: object, text: str = "") -> None:
        """Choose a value, offered or not."""
        place = next((i for i in range(self.count()) if self.itemData(i) == value), -1)
        if place < 0:
            place = self.count()
            self.addItem(text or str(value), value)
        self.setCurrentIndex(place)
