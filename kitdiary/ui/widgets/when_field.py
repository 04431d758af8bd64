"""When the door may open: the kind, and a date as exactly as it is known, typed or chosen."""

from datetime import date, timedelta

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QCalendarWidget, QHBoxLayout, QMenu, QToolButton, QWidget, QWidgetAction

from kitdiary.domain.intervals import add_months
from kitdiary.domain.people import Precision, Timing, TimingKind
from kitdiary.ui import theme
from kitdiary.ui.day_text import read_when, when_text
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.parts import combo, line
from kitdiary.ui.widgets.tick import dress_calendar
from kitdiary.ui.words import timing_kind_words

_MONTHS, _QUARTERS, _YEARS = 12, 5, 3


class WhenField(QWidget):
    """Gives a `Timing`. Without a kind there is none: where ``keeps``, what is known then stays."""

    changed = Signal()

    def __init__(self, today: date, none: str, present: Timing | None = None) -> None:
        super().__init__()
        self._today = today
        self._present = present
        choices: list[tuple[object, str]] = [(None, none)]
        choices += [(kind, timing_kind_words(kind)) for kind in TimingKind]
        self.kind = combo(choices, None if present is None else present.kind)
        self.kind.setAccessibleName(tr("When: what happens then"))
        self.day = line("" if present is None else when_text(present.on, present.precision), tr("Jan 2027"))
        self.day.setPlaceholderText(when_text(add_months(today, 3), Precision.MONTH))
        self.day.setAccessibleName(tr("When: the date, as exactly as it is known"))
        self.menu_button = QToolButton()
        self.menu_button.setText("▾")
        self.menu_button.setFixedWidth(theme.FIELD_HEIGHT)
        self.menu_button.setAccessibleName(tr("Choose when"))
        self.menu_button.setToolTip(tr("Choose a month, a quarter, a year or a day"))
        self.menu_button.clicked.connect(self._offer)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.kind, 5)
        row.addWidget(self.day, 4)
        row.addWidget(self.menu_button)
        self.setFocusProxy(self.kind)
        self.kind.currentIndexChanged.connect(self._kind_chosen)
        self.day.textEdited.connect(self._typed)
        self.day.textChanged.connect(self.changed)
        self._kind_chosen()

    def timing(self) -> Timing | None:
        """What is said, None for nothing; InvalidInput for a date that is none or missing."""
        kind = self.kind.currentData()
        if kind is None:
            return None
        on, precision = read_when(self.day.text())
        present = self._present
        if present is not None and (present.kind, present.on, present.precision) == (kind, on, precision):
            return present
        return Timing(TimingKind(kind), on, precision, self._today, "" if present is None else present.note)

    def show_said(self, kind: TimingKind | None, day: str) -> None:
        """Show what was said elsewhere; None for nothing any more."""
        self.kind.setCurrentIndex(self.kind.findData(kind))
        self.day.setText(day)
        self._kind_chosen()

    def _kind_chosen(self) -> None:
        there = self.kind.currentData() is not None
        self.day.setEnabled(there or not self.day.text())
        self.changed.emit()

    def _typed(self) -> None:
        """Who types a date has something in mind."""
        if self.kind.currentData() is None and self.day.text().strip():
            self.kind.setCurrentIndex(self.kind.findData(TimingKind.OTHER))

    # -- choosing -----------------------------------------------------------------------------

    def _offer(self) -> None:
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        first = self._today.replace(day=1)
        months = menu.addMenu(tr("A month"))
        for ahead in range(_MONTHS):
            self._choice(months, add_months(first, ahead), Precision.MONTH)
        quarters = menu.addMenu(tr("A quarter"))
        start = first.replace(month=(first.month - 1) // 3 * 3 + 1)
        for ahead in range(1, _QUARTERS + 1):
            self._choice(quarters, add_months(start, 3 * ahead), Precision.QUARTER)
        years = menu.addMenu(tr("A year"))
        for ahead in range(1, _YEARS + 1):
            self._choice(years, date(first.year + ahead, 1, 1), Precision.YEAR)
        calendar = QCalendarWidget()
        dress_calendar(calendar)
        near = self._today + timedelta(days=30)
        calendar.setSelectedDate(QDate(near.year, near.month, near.day))

        def take(day: QDate) -> None:
            self._take(date(day.year(), day.month(), day.day()), Precision.DAY)
            menu.close()

        calendar.activated.connect(take)
        calendar.clicked.connect(take)
        held = QWidgetAction(menu)
        held.setDefaultWidget(calendar)
        menu.addMenu(tr("A day")).addAction(held)
        menu.popup(self.menu_button.mapToGlobal(self.menu_button.rect().bottomLeft()))

    def _choice(self, menu: QMenu, day: date, precision: Precision) -> None:
        menu.addAction(when_text(day, precision)).triggered.connect(
            lambda _checked=False: self._take(day, precision)
        )

    def _take(self, day: date, precision: Precision) -> None:
        self.day.setText(when_text(day, precision))
        self._typed()
        self.day.setFocus()
