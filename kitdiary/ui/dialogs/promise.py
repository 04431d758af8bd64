"""Promise somebody something: what, on which day, perhaps at what time, and how."""

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtWidgets import QWidget

from kitdiary.domain.touches import Channel
from kitdiary.services.cards import ContactCard
from kitdiary.services.changes import Change
from kitdiary.ui import theme
from kitdiary.ui.calendar_events import open_event, save_event
from kitdiary.ui.day_text import read_clock
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.base import Form, Wrong
from kitdiary.ui.dialogs.log_choices import CHANNELS, channel_chip
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.chips import Chips
from kitdiary.ui.widgets.parts import Part, beside, day_edit, line
from kitdiary.ui.words import day_words


class PromiseForm(Form):
    """The form."""

    def __init__(self, desk: Desk, parent: QWidget, contact_id: int) -> None:
        super().__init__(desk, parent, tr("Promise something"), width=theme.PROMISE_WIDTH)
        self._contact_id = contact_id
        self._window = parent
        card = desk.diary.cards.one(contact_id, 1)
        self.say(about(card))
        today = desk.diary.context.today()
        self.what = line("", tr("send the comparison, call after the board meeting …"))
        self.body.addWidget(Part(tr("What you promise"), self.what))
        self.day = day_edit(today + timedelta(days=1), today)
        self.clock = line("", tr("no time"))
        self.body.addWidget(
            beside(Part(tr("On"), self.day), Part(tr("At"), self.clock), stretch=(3, 2), spacing=theme.TIGHT)
        )
        self.near = near_days(today)
        self.near.chosen.connect(self.day.show_day)
        self.day.dateChanged.connect(lambda day: self.near.choose(day.toPython()))
        self.near.choose(self.day.value())
        self.body.addWidget(self.near)
        ways = [(one, channel_chip(one)) for one in CHANNELS if one is not Channel.WEB]
        self.how = Chips(tr("How"), ways)
        self.body.addWidget(Part(tr("How"), self.how))
        self.calendar = Chips(
            tr("In my calendar"),
            [(None, tr("No")), (open_event, tr("Open it there")), (save_event, tr("Save as .ics …"))],
        )
        self.body.addWidget(Part(tr("In my calendar"), self.calendar))
        self.body.addStretch(1)
        self.what.setFocus()

    def typed(self) -> bool:
        """Whether something was promised."""
        return bool(self.what.text().strip())

    def save(self) -> None:
        """Write it down."""
        what, diary = self.what.text().strip(), self.desk.diary
        if not what:
            raise Wrong(tr("Say in a sentence what you promise."), self.what)
        at = self.read(self.clock, lambda: read_clock(self.clock.text()))
        on, how = self.day.value(), Channel(str(self.how.value))
        self.submit(lambda: diary.steps.promise(self._contact_id, on, what, at, how), self._to_calendar())

    def _to_calendar(self) -> Callable[[Change], None] | None:
        """What follows once it is promised."""
        chosen, desk, contact_id, parent = self.calendar.value, self.desk, self._contact_id, self._window

        def open_or_save(promise_id: int | None) -> None:
            if promise_id is None:
                return
            if chosen is open_event:
                open_event(desk, promise_id)
            else:
                save_event(desk, parent, promise_id)

        def then(_change: Change) -> None:
            desk.look(lambda _task: desk.diary.calendar.newest_promise(contact_id), open_or_save)

        return None if chosen is None else then


def near_days(today: date) -> Chips:
    """The days one mostly means."""
    monday = today + timedelta(days=7 - today.weekday())
    days = {
        today + timedelta(days=1): tr("Tomorrow"),
        monday: day_words(monday, today),
        today + timedelta(days=7): tr("In a week"),
        today + timedelta(days=14): tr("In two weeks"),
        today + timedelta(days=28): tr("In four weeks"),
    }
    return Chips(tr("Near days"), list(days.items()))


def about(card: ContactCard) -> str:
    """The person, and where they work."""
    firm = "" if card.company is None else card.company.name
    return ", ".join(part for part in (card.contact.name, card.contact.job_title, firm) if part)


def open_promise(desk: Desk, parent: QWidget, what: object) -> None:
    """Promise this contact something."""
    PromiseForm(desk, parent, int(str(what))).open()
