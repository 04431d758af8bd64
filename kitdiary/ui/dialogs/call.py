"""Call somebody: the numbers, each to dial or to copy, and the brief; then log the call."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kitdiary.domain.people import Labelled
from kitdiary.domain.phones import parse_phone
from kitdiary.domain.reasons import ago
from kitdiary.domain.touches import InsightKind
from kitdiary.services.brief import Brief
from kitdiary.ui import outside, theme
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.base import Form
from kitdiary.ui.dialogs.log_choices import LogStart
from kitdiary.ui.dialogs.promise import about
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.brief_words import question_lines, reason_lines, unsaid_lines
from kitdiary.ui.widgets.labels import Elided, button, plain, wrapped
from kitdiary.ui.widgets.parts import Part
from kitdiary.ui.widgets.purpose_choice import PurposeChoice
from kitdiary.ui.words import day_words, insight_words


class CallForm(Form):
    """The numbers of a person, the time there, what for, and the whole brief."""

    def __init__(self, desk: Desk, parent: QWidget, contact_id: int) -> None:
        brief = desk.diary.briefs.of(contact_id)
        contact = brief.card.contact
        super().__init__(
            desk, parent, tr("Call {0}", contact.name), tr("Log the call") + "  Ctrl ⏎", width=theme.ASK_WIDTH
        )
        self._contact_id = contact_id
        self.say(about(brief.card))
        self.cancel.setText(tr("Close"))
        self.dialled = wrapped("", "soft")
        self._country = desk.diary.context.policy.country
        self._hints(brief)
        self.numbers = [self._number(phone) for phone in contact.phones]
        for row in self.numbers:
            self.body.addWidget(row)
        if not contact.phones:
            self.body.addWidget(
                wrapped(tr("No number is known: add one on the person’s page (Edit)."), "soft")
            )
        self.dialled.hide()
        self.body.addWidget(self.dialled)
        self.purpose = PurposeChoice(desk)
        self.body.addWidget(Part(tr("What for"), self.purpose))
        self._last(brief)
        self.body.addStretch(1)
        first = self.numbers[0].findChild(QWidget, "call") if self.numbers else self.do
        (first or self.do).setFocus()

    def _hints(self, brief: Brief) -> None:
        contact = brief.card.contact
        if not contact.consent.calls:
            self.body.addWidget(wrapped(tr("Asked for no more calls."), "late"))
        hints = []
        if brief.local_time is not None:
            hints.append(tr("{0} there now", brief.local_time))
        if contact.best_hours:
            hints.append(tr("best {0}", contact.best_hours))
        if hints:
            self.body.addWidget(wrapped(" · ".join(hints), "soft"))

    def _number(self, phone: Labelled) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.TIGHT)
        row.addWidget(plain(phone.value, bold=True))
        row.addWidget(Elided(phone.label, "soft"), 1)
        dial = button(tr("Call"))
        dial.setObjectName("call")
        dial.setAccessibleName(tr("Call {0}", phone.value))
        dial.clicked.connect(partial(self._dial, phone.value))
        copy = button(tr("Copy"))
        copy.setAccessibleName(tr("Copy {0}", phone.value))
        copy.clicked.connect(partial(self._copy, phone.value))
        for one in (dial, copy):
            one.setAutoDefault(False)
            row.addWidget(one)
        return made

    def _dial(self, number: str, _checked: bool = False) -> None:
        e164 = parse_phone(number, self._country).e164
        if outside.open_address(outside.phone_address(number, e164)):
            said = tr("Handed {0} to your telephone program. If nothing rings, copy the number.", number)
        else:
            said = tr("No program took the number: copy it and dial it yourself.")
        self._say(said)
        self.do.setFocus()

    def _copy(self, number: str, _checked: bool = False) -> None:
        outside.copy(number)
        self._say(tr("Copied {0}.", number))

    def _say(self, sentence: str) -> None:
        self.dialled.setText(sentence)
        self.dialled.show()
        self.fit()

    def _last(self, brief: Brief) -> None:
        """What was said last, what is known with its age, and what to say, to ask and to leave alone."""
        today = self.desk.diary.context.today()
        last = brief.last
        if last is not None:
            note = wrapped(last.note or tr("No note was made."), "" if last.note else "soft")
            self.body.addWidget(Part(tr("Last time · {0}", day_words(last.on, today)), note))
        known = [
            tr("{0}: {1} ({2})", insight_words(one.kind), said.text, ago(said.on, today))
            for one in brief.known
            if (said := one.insights[0]).kind is not InsightKind.CANNOT
        ]
        for heading, texts in (
            (tr("What we know"), known),
            (tr("A reason to talk"), reason_lines(brief, today)),
            (tr("Still to ask"), question_lines(brief)),
            (tr("Not to bring up"), unsaid_lines(brief, today)),
            (tr("An easy way out for them"), [f"“{brief.easy_out}”"] if brief.easy_out else []),
        ):
            if texts:
                self.body.addWidget(Part(heading, _listed(texts)))

    def save(self) -> None:
        """Go on to the log."""
        desk, contact_id, purpose = self.desk, self._contact_id, self.purpose.text()
        self.accept()
        desk.go("log", LogStart((contact_id,), purpose))


def _listed(texts: Sequence[str]) -> QWidget:
    """Lines under each other."""
    made = QWidget()
    column = QVBoxLayout(made)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(2)
    for text in texts:
        column.addWidget(wrapped(f"•  {text}" if len(texts) > 1 else text))
    return made


def open_call(desk: Desk, parent: QWidget, what: object) -> None:
    """Call this contact."""
    CallForm(desk, parent, int(str(what))).open()
