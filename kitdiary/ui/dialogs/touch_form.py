"""Correct a touch that was logged wrong: with whom, when, how, what came of it, what was said."""

from typing import cast

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kitdiary.domain.errors import DiaryError
from kitdiary.domain.touches import Channel, Direction, Outcome
from kitdiary.services.corrections import TouchFields
from kitdiary.ui import theme
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs import log_choices as choices
from kitdiary.ui.dialogs.base import Form, Wrong
from kitdiary.ui.dialogs.log_choices import Asked, Happened
from kitdiary.ui.dialogs.log_people import PeopleAndTime
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.chips import Chips
from kitdiary.ui.widgets.labels import soft
from kitdiary.ui.widgets.parts import Part, line, lines
from kitdiary.ui.widgets.tick import Tick


class TouchForm(Form):
    """The form."""

    def __init__(self, desk: Desk, parent: QWidget, touch_id: int) -> None:
        super().__init__(desk, parent, tr("Correct a touch"), width=theme.WRITE_WIDTH)
        self._touch = touch = desk.diary.corrections.touch(touch_id)
        self.who = PeopleAndTime(desk, touch.contact_ids)
        self.who.show_when(touch.at)
        self.under_head.addWidget(self.who)
        self.channel = Chips(tr("How"), [(one, choices.channel_chip(one)) for one in choices.CHANNELS])
        self.channel.choose(touch.channel)
        self.what = Chips(tr("What happened"))
        self.they = Tick(tr("They reached out"))
        self.they.setChecked(touch.direction is Direction.IN)
        self.reply = Tick(tr("They want a reply"))
        self.reply.setChecked(touch.wants_reply)
        ticks = QWidget()
        row = QHBoxLayout(ticks)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        row.addWidget(self.they)
        row.addWidget(self.reply)
        self.note = lines(touch.note, height=110)
        self.why = line(touch.why)
        self.why_part = Part(tr("Why it helps them"), self.why)
        self.body.addWidget(Part(tr("How"), self.channel))
        self.body.addWidget(Part(tr("What happened"), self.what, ticks))
        self.body.addWidget(Part(tr("In a sentence"), self.note))
        self.body.addWidget(self.why_part)
        if touch.content_title:
            self.body.addWidget(soft(tr("Sent from the library: {0}", touch.content_title)))
        self.body.addStretch(1)
        self.channel.chosen.connect(self._channel_chosen)
        self.what.chosen.connect(self._extras)
        self.they.toggled.connect(self._extras)
        self.who.grown.connect(self.fit)
        self._channel_chosen()
        self.what.choose(Happened(touch.outcome))
        self._extras()
        self.note.setFocus(Qt.FocusReason.TabFocusReason)

    def _channel_chosen(self) -> None:
        """What can have happened by this channel; what they asked for is no matter of a correction."""
        offered = [pair for pair in choices.choices(self._channel) if _plain(pair[0])]
        self.what.offer(offered)
        self._extras()

    def _extras(self) -> None:
        outcome = self._outcome
        self.they.setVisible(choices.either_way(outcome) and self._channel is not Channel.WEB)
        self.reply.setVisible(self._direction is Direction.IN)
        given = choices.can_give(self._channel, self._direction, outcome) or bool(self._touch.why)
        self.why_part.setVisible(given)
        if self.isVisible():
            self.fit()

    @property
    def _channel(self) -> Channel:
        return cast("Channel", self.channel.value)

    @property
    def _outcome(self) -> Outcome:
        return cast("Happened", self.what.value).outcome

    @property
    def _direction(self) -> Direction:
        if self._channel is Channel.WEB:
            return Direction.IN
        return choices.direction_of(self._outcome, they=self.they.isChecked())

    # -- saving -------------------------------------------------------------------------------

    def typed(self) -> bool:
        """Whether the words differ."""
        touch = self._touch
        return (self.note.toPlainText().strip(), self.why.text().strip()) != (touch.note, touch.why)

    def save(self) -> None:
        """Write what differs."""
        if not self.who.people:
            raise Wrong(tr("Say with whom: type a name and choose the person."), self.who.who)
        if self.who.who.text().strip():
            raise Wrong(tr("Choose the person from the list, or empty the field."), self.who.who)
        fields: TouchFields = {
            "contact_ids": tuple(person.contact_id for person in self.who.people),
            "channel": self._channel,
            "outcome": self._outcome,
            "direction": self._direction,
            "note": self.note.toPlainText(),
            "why": self.why.text(),
            "wants_reply": self.reply.isChecked() and self._direction is Direction.IN,
        }
        at = self.read(self.who.clock, self.who.at)
        shown = self._touch.at.replace(second=0, microsecond=0)
        if at is not None and at.replace(tzinfo=None) != shown.replace(tzinfo=None):
            fields["at"] = at
        corrections, touch_id = self.desk.diary.corrections, self._touch.id
        self.submit(lambda: corrections.edit_touch(touch_id, **fields))


def _plain(key: object) -> bool:
    return isinstance(key, Happened) and key.asked is Asked.NOTHING


def open_touch(desk: Desk, parent: QWidget, what: object) -> None:
    """Correct this touch; one that is gone meanwhile says so."""
    try:
        form = TouchForm(desk, parent, int(str(what)))
    except DiaryError as error:
        desk.failed.emit(str(error))
        return
    form.open()
