"""A choice that may also be typed: ``45``, ``6 weeks``, ``3 months``, or a day such as ``5 Dec 2026``."""

import re
from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox

from kitdiary.domain.errors import InvalidInput
from kitdiary.domain.intervals import Interval, Unit
from kitdiary.ui.day_text import read_when
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.choice import ValueChoice
from kitdiary.ui.widgets.parts import mark

_LENGTH = re.compile(r"(\d{1,4})\s*([^\W\d_]*)\.?")
_MOST_DAYS = 7_300


def read_days(text: str, day: Callable[[date], int]) -> int:
    """A number of days as it is typed: a length, or a date that ``day`` makes days of.

    InvalidInput for anything else, and for more than 20 years.
    """
    wanted = " ".join(text.split())
    found = _LENGTH.fullmatch(wanted)
    unit = None if found is None else _unit(found[2])
    try:
        days = Interval(int(found[1]), unit).days if found and unit else day(read_when(wanted)[0])
    except InvalidInput:
        days = -1
    if not 0 <= days <= _MOST_DAYS:
        raise InvalidInput(tr("Type days, such as 45 or 6 weeks, or a date such as 5 Dec 2026."))
    return days


def _unit(word: str) -> Unit | None:
    """Days where nothing is said; a word may be only begun."""
    if not word:
        return Unit.DAY
    wanted = word.casefold()
    return next((unit for unit in Unit if f"{unit.name.casefold()}s".startswith(wanted)), None)


class TypedChoice(ValueChoice):
    """Some lengths to choose from, and a field for another; what is none is marked and changes nothing."""

    typed = Signal(int)
    """A number of days was typed that is now chosen."""

    def __init__(self, day: Callable[[date], int], words: Callable[[int], str]) -> None:
        """``day`` makes days of a date, ``words`` says so many days."""
        super().__init__()
        self._day, self._words = day, words
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setCompleter(None)  # type: ignore[arg-type]
        field = self.lineEdit()
        assert field is not None
        field.setPlaceholderText(tr("Any"))
        field.editingFinished.connect(self._read)
        field.textEdited.connect(lambda _text: self._good())

    def setAccessibleName(self, name: str) -> None:
        """The field within has the name too."""
        super().setAccessibleName(name)
        field = self.lineEdit()
        if field is not None:
            field.setAccessibleName(name)

    def _good(self) -> None:
        mark(self, wrong=False)
        self.setToolTip("")

    def _read(self) -> None:
        text = self.currentText().strip()
        place = self.findText(text)
        if not text or place >= 0:
            self.setCurrentIndex(max(0, place))
            self._good()
            return
        try:
            days = read_days(text, self._day)
        except InvalidInput as error:
            mark(self, wrong=True)
            self.setToolTip(str(error))
            return
        self._good()
        self.choose(days, self._words(days))
        self.setEditText(self._words(days))
        self.typed.emit(days)
