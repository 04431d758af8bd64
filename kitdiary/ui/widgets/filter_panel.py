"""Everything a list of people can be filtered by, as a card over the list. It acts while it is set."""

from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtCore import QDate, QEvent, QObject, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QWidget,
)

from kitdiary.domain.people import Fit, Role, State
from kitdiary.services.lists import Choices, ContactQuery
from kitdiary.ui import theme
from kitdiary.ui.models.contacts_model import fit_words, role_words
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.choice import ValueChoice
from kitdiary.ui.widgets.filter_words import state_words, talk_words
from kitdiary.ui.widgets.labels import button, plain
from kitdiary.ui.widgets.tick import DayEdit, Tick
from kitdiary.ui.widgets.typed_choice import TypedChoice

WIDTH = 620
_HAS_ONE = -1
_BY_DATE = -1


class FilterPanel(QFrame):
    """Shows a query and changes it; words and ratings are set in the bar."""

    changed = Signal(object)
    """The `ContactQuery` as it is set now."""
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("look", "card")
        self.setAutoFillBackground(True)
        self._query = ContactQuery()
        self._showing = False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(18, 16, 18, 14)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(theme.TIGHT)
        for column in (1, 3):
            self._grid.setColumnStretch(column, 1)
        self._today = date.min
        self.by = DayEdit()
        self.talk = TypedChoice(self._until, lambda days: talk_words(days).capitalize())
        self.timing = TypedChoice(self._until, lambda days: tr("Within {0} days", days))
        self.silent = TypedChoice(self._since, lambda days: tr("{0} days", days))
        self.state, self.fit, self.role = ValueChoice(), ValueChoice(), ValueChoice()
        self.tag, self.source = ValueChoice(), ValueChoice()
        self.city, self.postcode, self.country = QLineEdit(), QLineEdit(), ValueChoice()
        self.left_behind = Tick(tr("Left behind: no next step, or silent for too long"))
        self._fill()
        self._place()
        self._listen()
        self.hide()

    # -- making -------------------------------------------------------------------------------

    def _fill(self) -> None:
        self.talk.offer(
            [
                *((talk_words(days).capitalize(), days) for days in (0, 7, 14, 30, 90)),
                (tr("By a date"), _BY_DATE),
            ]
        )
        self.by.setCalendarPopup(True)
        self.by.setDisplayFormat("ddd d MMM yyyy")
        self.by.setAccessibleName(tr("Next talk by"))
        kept = self.by.sizePolicy()
        kept.setRetainSizeWhenHidden(True)
        self.by.setSizePolicy(kept)
        self.silent.offer([(tr("{0} days", n), n) for n in (14, 30, 60, 90, 120, 180, 365)])
        self.timing.offer(
            [(tr("Has one"), _HAS_ONE), *((tr("Within {0} days", n), n) for n in (14, 30, 60, 90, 180, 365))]
        )
        self.state.offer([(state_words(state), state) for state in State])
        self.fit.offer([(fit_words(fit), fit) for fit in Fit])
        self.role.offer([(role_words(role), role) for role in Role])
        self.offer(Choices())
        self.postcode.setPlaceholderText(tr("Begins with"))
        self.city.setPlaceholderText(tr("Any"))

    def _place(self) -> None:
        rows: list[list[tuple[str, QWidget]]] = [
            [(tr("Next talk"), self.talk), (tr("City"), self.city)],
            [("", self.by), (tr("Postcode"), self.postcode)],
            [(tr("Silent for more than"), self.silent), (tr("Country"), self.country)],
            [(tr("Timing"), self.timing), (tr("Tag"), self.tag)],
            [(tr("Fit"), self.fit), (tr("Source"), self.source)],
            [(tr("State"), self.state), (tr("Role"), self.role)],
        ]
        for row, fields in enumerate(rows):
            for place, (text, field) in enumerate(fields):
                if text:
                    heading = plain(text, "soft")
                    heading.setBuddy(field)
                    field.setAccessibleName(text)
                    self._grid.addWidget(heading, row, 2 * place)
                self._grid.addWidget(field, row, 2 * place + 1)
        self._grid.addWidget(self.left_behind, len(rows), 0, 1, 4)
        done = button(tr("Done"), "main")
        done.clicked.connect(self.shut)
        clear = button(tr("Clear"))
        clear.clicked.connect(self._clear)
        foot = QHBoxLayout()
        foot.setSpacing(theme.TIGHT)
        foot.addStretch(1)
        foot.addWidget(clear)
        foot.addWidget(done)
        self._grid.addLayout(foot, len(rows) + 1, 0, 1, 4)

    def _listen(self) -> None:
        choices = (self.talk, self.silent, self.timing, self.state, self.fit, self.role)
        for choice in (*choices, self.tag, self.source, self.country):
            choice.currentIndexChanged.connect(self._set)
        for line in (self.city, self.postcode):
            line.textChanged.connect(self._set)
        self.by.dateChanged.connect(self._set)
        self.left_behind.toggled.connect(self._set)

    # -- showing ------------------------------------------------------------------------------

    def offer(self, choices: Choices) -> None:
        """What there is in this diary."""
        self.tag.offer([(tag, tag) for tag in choices.tags])
        self.source.offer([(source, source) for source in choices.sources])
        self.country.offer([(country, country) for country in choices.countries])

    def _until(self, day: date) -> int:
        return (day - self._today).days

    def _since(self, day: date) -> int:
        return (self._today - day).days

    def show_query(self, query: ContactQuery, today: date) -> None:
        """Show what is set; nothing is told."""
        self._showing = True
        self._today = today
        self._query = query
        by = query.talk_by or today + timedelta(days=7)
        within = None if query.talk_within is None else talk_words(query.talk_within).capitalize()
        self.talk.choose(_BY_DATE if query.talk_by else query.talk_within, within or "")
        self.by.setDate(QDate(by.year, by.month, by.day))
        self.silent.choose(query.silent_days, tr("{0} days", query.silent_days))
        timing = query.timing_within
        if timing is None and query.has_timing:
            timing = _HAS_ONE
        self.timing.choose(timing, tr("Within {0} days", timing))
        self.state.choose(query.state)
        self.fit.choose(query.fit)
        self.role.choose(query.roles[0] if query.roles else None)
        self.tag.choose(query.tags[0] if query.tags else None)
        self.source.choose(query.sources[0] if query.sources else None)
        self.country.choose(query.country or None)
        for line, text in ((self.city, query.city), (self.postcode, query.postcode)):
            if line.text().strip() != text:
                line.setText(text)
        self.left_behind.setChecked(query.left_behind)
        self._showing = False
        self._show_by()

    def _show_by(self) -> None:
        self.by.setVisible(self.talk.value() == _BY_DATE)

    def _set(self) -> None:
        if self._showing:
            return
        self._show_by()
        by_date = self.talk.value() == _BY_DATE
        day, timing = self.by.date(), self.timing.value()
        self._query = replace(
            self._query,
            talk_by=date(day.year(), day.month(), day.day()) if by_date else None,
            talk_within=None if by_date else self.talk.value(),  # type: ignore[arg-type]
            silent_days=self.silent.value(),  # type: ignore[arg-type]
            has_timing=timing == _HAS_ONE,
            timing_within=None if timing == _HAS_ONE else timing,  # type: ignore[arg-type]
            state=self.state.value(),  # type: ignore[arg-type]
            fit=self.fit.value(),  # type: ignore[arg-type]
            roles=_one(self.role.value(), self._query.roles),  # type: ignore[arg-type]
            tags=_one(self.tag.value(), self._query.tags),  # type: ignore[arg-type]
            sources=_one(self.source.value(), self._query.sources),  # type: ignore[arg-type]
            city=self.city.text().strip(),
            postcode=self.postcode.text().strip(),
            country=str(self.country.value() or ""),
            left_behind=self.left_behind.isChecked(),
        )
        self.changed.emit(self._query)

    def _clear(self) -> None:
        self.changed.emit(ContactQuery(self._query.text, self._query.ratings))

    # -- opening and shutting -----------------------------------------------------------------

    def open(self, field: QWidget | None = None) -> None:
        """Come to the front, the keyboard in a field, else the first; a click elsewhere shuts it."""
        self.show()
        self.raise_()
        (self.talk if field is None else field).setFocus(Qt.FocusReason.PopupFocusReason)
        QApplication.instance().installEventFilter(self)  # type: ignore[union-attr]

    def shut(self) -> None:
        """Go away."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Look at no more clicks; a page that is left takes its panel with it."""
        super().hideEvent(event)
        QApplication.instance().removeEventFilter(self)  # type: ignore[union-attr]
        if not event.spontaneous():
            self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A click beside the panel shuts it; one in a list that belongs to it does not."""
        if event.type() is QEvent.Type.MouseButtonPress and isinstance(watched, QWidget):
            inside = watched is self or self.isAncestorOf(watched) or watched.window() is not self.window()
            if not inside and isinstance(event, QMouseEvent):
                self.shut()
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape and Enter shut it."""
        if event.key() in (Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not any(choice.property("wrong") for choice in (self.talk, self.silent, self.timing)):
                self.shut()
        else:
            super().keyPressEvent(event)


def _one(value: object, present: tuple[object, ...]) -> tuple[object, ...]:
    """The one that was chosen; several that a saved filter has stay while the first is shown."""
    if present and value == present[0]:
        return present
    return () if value is None else (value,)
