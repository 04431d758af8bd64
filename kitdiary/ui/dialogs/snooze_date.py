"""Put a step on a day, perhaps at a time."""

from datetime import datetime, timedelta
from typing import cast

from PySide6.QtWidgets import QWidget

from kitdiary.domain.steps import StepKind
from kitdiary.ui import theme
from kitdiary.ui.day_text import read_clock
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.base import Form
from kitdiary.ui.dialogs.promise import about, near_days
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.labels import wrapped
from kitdiary.ui.widgets.parts import Part, beside, day_edit, line
from kitdiary.ui.words import day_words


class SnoozeForm(Form):
    """The form."""

    def __init__(self, desk: Desk, parent: QWidget, contact_id: int, kind: StepKind) -> None:
        super().__init__(desk, parent, _heading(kind), tr("Snooze") + "  Ctrl ⏎", width=theme.ASK_WIDTH)
        self._contact_id, self._kind = contact_id, kind
        card = desk.diary.cards.one(contact_id, 1)
        self.say(about(card))
        today = desk.diary.context.today()
        step = next((one for one in card.plan if one.kind is kind), None)
        if step is not None:
            due = f"{day_words(step.due_on, today)}: {step.reason.sentence(today)}"
            self.body.addWidget(wrapped(due, "soft"))
        self.day = day_edit(today + timedelta(days=7), today)
        self.clock = line("", tr("no time"))
        self.body.addWidget(
            beside(Part(tr("To"), self.day), Part(tr("At"), self.clock), stretch=(3, 2), spacing=theme.TIGHT)
        )
        self.near = near_days(today)
        self.near.chosen.connect(self.day.show_day)
        self.day.dateChanged.connect(lambda day: self.near.choose(day.toPython()))
        self.near.choose(self.day.value())
        self.body.addWidget(self.near)
        self.body.addStretch(1)
        self.day.setFocus()

    def save(self) -> None:
        """Move it."""
        clock = self.read(self.clock, lambda: read_clock(self.clock.text()))
        day, diary = self.day.value(), self.desk.diary
        until = day if clock is None else datetime.combine(day, clock, diary.context.zone)
        self.submit(lambda: diary.steps.snooze(self._contact_id, self._kind, until))


def _heading(kind: StepKind) -> str:
    return {
        StepKind.TALK: tr("Snooze the talk"),
        StepKind.VALUE_ADD: tr("Snooze the value-add"),
        StepKind.REPLY: tr("Snooze the reply"),
        StepKind.PROMISE: tr("Snooze the promise"),
        StepKind.THANKS: tr("Snooze the thanks"),
    }[kind]


def open_snooze(desk: Desk, parent: QWidget, what: object) -> None:
    """Snooze this contact's step of this kind."""
    contact_id, kind = cast("tuple[int, str]", what)
    SnoozeForm(desk, parent, contact_id, StepKind(kind)).open()
