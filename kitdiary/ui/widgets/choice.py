"""A choice of values by their words."""

from collections.abc import Sequence

from kitdiary.ui.text import tr
from kitdiary.ui.widgets.tick import Choice


class ValueChoice(Choice):
    """One of several values, or any. The values stay here: Qt would make a text of an enum."""

    def __init__(self) -> None:
        super().__init__()
        self._values: list[object] = []

    def offer(self, choices: Sequence[tuple[str, object]]) -> None:
        """Offer these, keeping what is chosen."""
        chosen, text = self.value(), self.currentText()
        self.blockSignals(True)
        self.clear()
        self._values = [None, *(value for _, value in choices)]
        self.addItems([tr("Any"), *(words for words, _ in choices)])
        self.choose(chosen, text)
        self.blockSignals(False)

    def value(self) -> object:
        """What is chosen, None for any."""
        place = self.currentIndex()
        return self._values[place] if 0 <= place < len(self._values) else None

    def choose(self, value: object, text: str = "") -> None:
        """Choose a value, offered or not."""
        if value not in self._values:
            self._values.append(value)
            self.addItem(text or str(value))
        self.setCurrentIndex(self._values.index(value))
