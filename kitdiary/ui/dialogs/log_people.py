"""With whom it was, and when: the line under the title of "Log a touch", opened where more is to be said."""

from collections.abc import Sequence
from datetime import datetime, timedelta, tzinfo

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kitdiary.domain.errors import InvalidInput
from kitdiary.services.lists import ContactRow
from kitdiary.ui import theme
from kitdiary.ui.day_text import read_clock
from kitdiary.ui.desk import Desk
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.flow import Flow, in_tab_order
from kitdiary.ui.widgets.labels import Elided, button, soft
from kitdiary.ui.widgets.parts import day_edit, line
from kitdiary.ui.widgets.who_field import person_field
from kitdiary.ui.words import day_words

_NAMED = 3


class PeopleAndTime(QWidget):
    """The people of a touch and its time; None for the time is now."""

    changed = Signal()
    grown = Signal()
    """Something more is shown: the form may need room."""
    picked = Signal()
    """Somebody was chosen by name."""

    def __init__(self, desk: Desk, contact_ids: Sequence[int]) -> None:
        super().__init__()
        self._desk = desk
        self._zone: tzinfo | None = None
        self.people: list[ContactRow] = desk.diary.lists.contact_rows(tuple(dict.fromkeys(contact_ids)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.TIGHT)
        self.summary = Elided("", "soft")
        self.add = button(tr("+ Add somebody"), "link", tr("Somebody else was there too"))
        self.earlier = button(tr("Another time …"), "link", tr("It was not just now"))
        for made, act in ((self.add, self._open_people), (self.earlier, self._open_time)):
            made.setAutoDefault(False)
            made.clicked.connect(act)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addWidget(self.summary, 1)
        row.addWidget(self.add)
        row.addWidget(self.earlier)
        layout.addLayout(row)
        layout.addWidget(self._people_row())
        layout.addWidget(self._time_row())
        if not self.people:
            self._open_people()
        self._show()

    # -- people -------------------------------------------------------------------------------

    def _people_row(self) -> QWidget:
        self._chips = QWidget()
        self._flow = Flow(self._chips)
        self.who = person_field(self._desk, tr("Type the name of a person"))
        self.who.setAccessibleName(tr("Who was it with"))
        self.who.picked.connect(self._pick)
        self._people = QWidget()
        layout = QVBoxLayout(self._people)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self._chips)
        layout.addWidget(self.who)
        self._people.hide()
        return self._people

    def _open_people(self) -> None:
        self._people.show()
        self.add.hide()
        self._show()
        self.who.setFocus()
        self.grown.emit()

    def _pick(self, contact_id: int, _name: str) -> None:
        if all(person.contact_id != contact_id for person in self.people):
            self.people += self._desk.diary.lists.contact_rows((contact_id,))
        self.who.clear()
        self._show()
        self.changed.emit()
        self.picked.emit()

    def _drop(self, contact_id: int) -> None:
        self.people = [person for person in self.people if person.contact_id != contact_id]
        self._show()
        self.who.setFocus()
        self.changed.emit()

    def _show(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        chips: list[QWidget] = []
        for person in self.people:
            made = button(f"{person.name}  ×".replace("&", "&&"), "chip")
            made.setAutoDefault(False)
            made.setAccessibleName(tr("{0}: take out", person.name))
            made.clicked.connect(lambda _checked=False, who=person.contact_id: self._drop(who))
            self._flow.addWidget(made)
            made.show()
            chips.append(made)
        in_tab_order(self._chips, chips)
        self._chips.setVisible(bool(self.people))
        self._chips.updateGeometry()
        self._say()

    # -- time ---------------------------------------------------------------------------------

    def _time_row(self) -> QWidget:
        now = self._desk.diary.context.now()
        self.day = day_edit(now.date())
        self.day.setMaximumDate(self.day.date())
        self.day.setAccessibleName(tr("The day it was"))
        self.clock = line(f"{now:%H:%M}")
        self.clock.setFixedWidth(theme.CLOCK_WIDTH)
        self.clock.setAccessibleName(tr("The time it was"))
        yesterday = button(tr("Yesterday"), "chip")
        yesterday.setAutoDefault(False)
        yesterday.clicked.connect(lambda: self.day.setDate(self.day.maximumDate().addDays(-1)))
        self._time = QWidget()
        row = QHBoxLayout(self._time)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.TIGHT)
        row.addWidget(self.day)
        row.addWidget(soft(tr("at")))
        row.addWidget(self.clock)
        row.addWidget(yesterday)
        row.addStretch(1)
        self.day.dateChanged.connect(self._time_changed)
        self.clock.textChanged.connect(self._time_changed)
        self._time.hide()
        return self._time

    def _open_time(self) -> None:
        self._time.show()
        self.earlier.hide()
        self._say()
        self.day.setFocus(Qt.FocusReason.TabFocusReason)
        self.grown.emit()

    def show_when(self, at: datetime) -> None:
        """Show the time of a touch there is already, as it was where it took place."""
        zone = self._desk.diary.context.zone
        elsewhere = at.utcoffset() != at.astimezone(zone).utcoffset()
        self._zone = at.tzinfo if elsewhere else zone
        self.day.setMaximumDate(max(self.day.maximumDate(), QDate(at.year, at.month, at.day)))
        self.day.show_day(at.date())
        self.clock.setText(f"{at:%H:%M}")
        self._time.show()
        self.earlier.hide()
        self._say()

    def _time_changed(self) -> None:
        self._say()
        self.changed.emit()

    def at(self) -> datetime | None:
        """When it was, in the rep's zone; None for now. InvalidInput for no time, and for the future."""
        if self._time.isHidden():
            return None
        now = self._desk.diary.context.now()
        clock = read_clock(self.clock.text())
        if clock is None:
            raise InvalidInput(tr("Say at what time it was, such as 14:30."))
        at = datetime.combine(self.day.value(), clock, self._zone or now.tzinfo)
        if at - now > timedelta(minutes=2):
            raise InvalidInput(
                tr("{0} is in the future: a touch is logged once it has taken place.", f"{at:%H:%M}")
            )
        return at

    # -- saying -------------------------------------------------------------------------------

    def _say(self) -> None:
        today = self._desk.diary.context.today()
        names = [person.name for person in self.people]
        if len(names) == 1:
            said = ", ".join(part for part in (names[0], self.people[0].company or "") if part)
        elif names:
            said = ", ".join(names[:_NAMED])
            said += tr(" and {0} more", len(names) - _NAMED) if len(names) > _NAMED else ""
        else:
            said = tr("With whom?")
        now = self._desk.diary.context.now()
        day = self.day.value()
        clock = self.clock.text() if not self._time.isHidden() else f"{now:%H:%M}"
        words = day_words(day, today)
        self.summary.setText(f"{said} · {words if day != today else tr('today')} {clock}")
