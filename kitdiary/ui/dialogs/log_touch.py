"""Log a touch: what passed, what it brought, and the next dates before saving (PRODUCT §4).

Ten seconds with the keyboard alone: it opens on the sentence with "Call, spoke" chosen; Shift+Tab leads to
the chips, Tab to what was learnt, Ctrl+Enter saves all of it as one operation.
"""

from functools import partial
from typing import cast

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from kitdiary.domain.answers import Answer
from kitdiary.domain.people import Role, TimingKind
from kitdiary.domain.touches import Channel, Direction, InsightKind, Outcome
from kitdiary.services.cards import ContactCard
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs import log_choices as choices
from kitdiary.ui.dialogs.base import Form
from kitdiary.ui.dialogs.log_about import AboutPart
from kitdiary.ui.dialogs.log_answers import ACCEPT, AnswersPart
from kitdiary.ui.dialogs.log_choices import Asked, Happened, LogStart
from kitdiary.ui.dialogs.log_entry import write
from kitdiary.ui.dialogs.log_outcome import Result, ResultPart
from kitdiary.ui.dialogs.log_parts import PromisePart, SentPart
from kitdiary.ui.dialogs.log_people import PeopleAndTime
from kitdiary.ui.dialogs.log_reading import MOST_PREVIEWED, entry_of, plans_of
from kitdiary.ui.dialogs.log_reply import AnsweredPart
from kitdiary.ui.dialogs.next_dates import NextDates
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.badge import Badge
from kitdiary.ui.widgets.chips import Chips
from kitdiary.ui.widgets.parts import Part, beside, line, lines
from kitdiary.ui.widgets.purpose_choice import PurposeChoice
from kitdiary.ui.widgets.tick import Tick
from kitdiary.ui.widgets.when_field import WhenField
from kitdiary.ui.words import insight_words

_PREVIEW_MS = 120
_PURPOSE_WIDTH = 240
_WRONG = "wrong number"


class LogTouch(Form):
    """The form."""

    def __init__(self, desk: Desk, parent: QWidget, start: LogStart) -> None:
        super().__init__(desk, parent, tr("Log a touch"))
        contact_ids = start.contact_ids
        self._purpose = start.purpose
        self.who = PeopleAndTime(desk, contact_ids)
        self.under_head.addWidget(self.who)
        self.badge = Badge()
        self.head.addWidget(self.badge, 0, Qt.AlignmentFlag.AlignTop)
        self.about = AboutPart()
        self.about.offer(self.who.people)
        self.about.hide()
        self._card: ContactCard | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_PREVIEW_MS)
        self._timer.timeout.connect(self.preview)
        self._first_person()
        self._make()
        self._connect()
        self._happened()
        self.preview()
        (self.note if self.who.people else self.who.who).setFocus()

    # -- making -------------------------------------------------------------------------------

    def _make(self) -> None:
        diary = self.desk.diary
        today = diary.context.today()
        self.channel = Chips(tr("How"), [(one, choices.channel_chip(one)) for one in choices.CHANNELS])
        if self._card is not None and not self._card.contact.consent.calls:
            self.channel.choose(Channel.EMAIL)
        self.body.addWidget(Part(tr("How"), self.channel))
        self.what = Chips(tr("What happened"))
        self.they = Tick(tr("They reached out"))
        self.reply = Tick(tr("They want a reply"))
        ticks = QWidget()
        row = QHBoxLayout(ticks)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        self.raised = Tick(tr("Raised a hand"))
        self.raised.setToolTip(tr("They want something now: on top of today, with all you know of them"))
        row.addWidget(self.they)
        row.addWidget(self.reply)
        row.addWidget(self.raised)
        self.body.addWidget(Part(tr("What happened"), self.what, ticks))
        self.body.addWidget(self.about)
        self.promise = PromisePart(today, tr("call back"))
        self.number = line()
        self.number_part = Part(tr("The right number"), self.number)
        suggestion = None if self._card is None else diary.agenda.suggestion_for(self._card.contact.id)
        self.sent = SentPart([item for item in diary.library.items() if not item.archived], suggestion)
        self.answered = AnsweredPart()
        for part in (self.promise, self.number_part, self.sent, self.answered):
            part.hide()
            self.body.addWidget(part)
        self._learnt()
        self.came = ResultPart(self.desk)
        self.body.addWidget(self.came)
        self.kept = Tick("")
        self.body.addWidget(self.kept)
        self.body.addStretch(1)
        self.dates = NextDates(today)
        self.above_foot.addWidget(self.dates)
        self._show_person()

    def _learnt(self) -> None:
        """What was said, and what it revealed."""
        self.note = lines()
        self.purpose = PurposeChoice(self.desk, self._purpose)
        self.purpose.setFixedWidth(_PURPOSE_WIDTH)
        self.body.addWidget(Part(tr("In a sentence"), self.note, self.purpose))
        QWidget.setTabOrder(self.purpose, self.note)
        keep = tr("leave empty to keep what we know")
        self.insights = {
            kind: line("", keep if kind is InsightKind.NEED else "")
            for kind in (InsightKind.NEED, InsightKind.FRUSTRATION, InsightKind.CAN, InsightKind.CANNOT)
        }
        parts = {kind: Part(insight_words(kind), made) for kind, made in self.insights.items()}
        parts[InsightKind.FRUSTRATION].say(tr("Frustrated by"))
        self.when = WhenField(self.desk.diary.context.today(), tr("as we know it"))
        self.body.addWidget(beside(parts[InsightKind.NEED], parts[InsightKind.FRUSTRATION]))
        can = beside(parts[InsightKind.CAN], parts[InsightKind.CANNOT], spacing=8)
        self.body.addWidget(beside(can, Part(tr("When"), self.when)))
        self.answers = AnswersPart(self.desk)
        self.body.addWidget(self.answers)

    def _connect(self) -> None:
        self.channel.chosen.connect(self._happened)
        self.what.chosen.connect(self._extras)
        self.they.toggled.connect(self._extras)
        self.who.changed.connect(self._people_changed)
        self.who.grown.connect(self._grow)
        self.about.chosen.connect(self._about_chosen)
        self.who.picked.connect(self._next_after_picked)
        self.came.grown.connect(self._result_chosen)
        for made in self.insights.values():
            made.textEdited.connect(self.came.something_learnt)
        self.answers.changed.connect(self._later)
        self.answers.grown.connect(self._answer_chosen)
        self.answers.timed.connect(self._timed)
        for number in range(1, len(Answer) + 1):
            QShortcut(QKeySequence(f"Alt+{number}"), self).activated.connect(partial(self._answer, number))
        QShortcut(QKeySequence(ACCEPT), self).activated.connect(self.answers.take)
        self.sent.changed.connect(self._later)
        self.when.changed.connect(self._later)
        self.promise.changed.connect(self._later)

    # -- people -------------------------------------------------------------------------------

    def _first_person(self) -> None:
        about = self.about.contact_id
        self._card = None if about is None else self.desk.diary.cards.one(about, 1)
        rating = None if self._card is None else self._card.plan.effective_rating
        self.badge.setVisible(rating is not None)
        if rating is not None and self._card is not None:
            own = self._card.contact.rating is not None
            self.badge.show_rating(rating, self.desk.diary.context.policy.rank(rating), own=own)

    def _show_person(self) -> None:
        """What depends on whom it is about: the number that was called, the promise that may be kept."""
        promise = None if self._card is None else self._card.plan.promise
        open_ones = () if self._card is None else self._card.promises
        own = next((one for one in open_ones if promise and one.id == promise.promise_id), None)
        self.kept.setVisible(own is not None and not own.to_talk)
        self.kept.setChecked(False)
        if own is not None:
            self.kept.setText(tr("Kept what you promised: {0}", own.what).replace("&", "&&"))
        called = self._called()
        self.number_part.say(
            tr("{0} is wrong: the right number", called) if called else tr("The right number")
        )
        self.number.setPlaceholderText(tr("leave empty where you do not know it"))
        self.answers.of(None if self._card is None else self._card.plan.talk_days)
        self.answered.show_question(self._card)
        ally = self._card is not None and self._card.contact.role is Role.ALLY
        self.came.referral.ally.setVisible(not ally)

    def _called(self) -> str:
        if self._card is None:
            return ""
        phones = self._card.contact.phones
        return next((phone.value for phone in phones if phone.label != _WRONG), "")

    def _people_changed(self) -> None:
        self.about.offer(self.who.people)
        self._about_chosen()

    def _about_chosen(self) -> None:
        self._first_person()
        self._show_person()
        self._ask_whom()
        self._grow()
        self._later()

    def _ask_whom(self) -> None:
        """Of several people ask whom it is about, where something is about one of them."""
        parts = (self.promise, self.number_part, self.kept)
        one = self.came.value in (Result.REFERRAL, Result.OPPORTUNITY)
        one = one or not all(part.isHidden() for part in parts)
        self.about.setVisible(one and len(self.who.people) > 1)

    def _next_after_picked(self) -> None:
        if len(self.who.people) == 1:
            self.note.setFocus()

    # -- choosing -----------------------------------------------------------------------------

    @property
    def happened(self) -> Happened:
        """The chip that is chosen."""
        return cast("Happened", self.what.value)

    @property
    def how(self) -> Channel:
        """The channel that is chosen."""
        return cast("Channel", self.channel.value)

    @property
    def direction(self) -> Direction:
        """Who reached out."""
        return choices.direction_of(self.happened.outcome, they=self.they.isChecked())

    def _happened(self) -> None:
        """Another channel: what can have happened by it."""
        self.what.offer(choices.choices(self.how))
        self._extras()

    def _extras(self) -> None:
        """Show what the choice needs, and nothing else."""
        happened = self.happened
        self.they.setVisible(choices.either_way(happened.outcome) and self.how is not Channel.WEB)
        incoming = self.direction is Direction.IN
        self.reply.setVisible(incoming)
        self.promise.setVisible(happened.asked is Asked.CALL_BACK)
        self.number_part.setVisible(happened.outcome is Outcome.WRONG_NUMBER)
        self.sent.setVisible(choices.can_give(self.how, self.direction, happened.outcome))
        self.raised.setVisible(incoming or happened.outcome is Outcome.SPOKE)
        self.answers.setVisible(choices.heard(happened.outcome))
        self._ask_how_answered()
        self._ask_whom()
        self._grow()
        self._later()

    def _ask_how_answered(self) -> None:
        """Where this touch answers what they asked, ask how it did."""
        owed = self._card is not None and self._card.plan.reply is not None
        self.answered.setVisible(owed and choices.answers(self.how, self.direction, self.happened.outcome))

    def _answer(self, number: int) -> None:
        self.answers.say(number)

    def _answer_chosen(self) -> None:
        self.came.something_learnt()
        self._grow()
        self.show_part(self.answers)

    def _timed(self, kind: object, day: str) -> None:
        """What they said has a date: it is the timing."""
        self.when.show_said(kind if isinstance(kind, TimingKind) else None, day)

    def _result_chosen(self) -> None:
        self._ask_whom()
        self._grow()
        self.show_part(self.came)

    def _grow(self) -> None:
        if self.isVisible():
            QTimer.singleShot(0, self, self.fit)

    # -- the next dates -----------------------------------------------------------------------

    def _later(self) -> None:
        self._timer.start()

    def preview(self) -> None:
        """Show the plans as they would be if this were saved now."""
        people = self.who.people
        names = {person.contact_id: person.name for person in people}
        promised = self.happened.asked is Asked.CALL_BACK
        movable = len(people) <= MOST_PREVIEWED
        self.dates.show_plans(plans_of(self), names, promised=promised, movable=movable)

    # -- saving -------------------------------------------------------------------------------

    def typed(self) -> bool:
        """Whether there is a word in it."""
        texts = [self.note.toPlainText(), *(made.text() for made in self.insights.values())]
        return any(text.strip() for text in texts) or self.came.typed() or self.answers.typed()

    def save(self) -> None:
        """Write all of it as one operation."""
        entry = entry_of(self)
        diary = self.desk.diary
        self.submit(lambda: write(diary, entry))


def open_log(desk: Desk, parent: QWidget, what: object) -> None:
    """Log a touch with the people of these ids; with nobody yet, ask for them first."""
    if not isinstance(what, LogStart):
        ids = tuple(what) if isinstance(what, (tuple, list)) else () if what is None else (cast("int", what),)
        what = LogStart(cast("tuple[int, ...]", ids))
    LogTouch(desk, parent, what).open()
