"""Call somebody: the numbers, each to dial or to copy; then log the call."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from kitdiary.domain.people import Labelled
from kitdiary.domain.phones import parse_phone
from kitdiary.services.brief import Brief
from kitdiary.ui import outside, theme
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.base import Form
from kitdiary.ui.dialogs.promise import about
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.labels import Elided, button, plain, wrapped
from kitdiary.ui.widgets.parts import Part
from kitdiary.ui.words import day_words, insight_words


class CallForm(Form):
    """The numbers of a person, the time there, and what was said last."""

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
        today = self.desk.diary.context.today()
        last = brief.last
        if last is not None:
            note = wrapped(last.note or tr("No note was made."), "" if last.note else "soft")
            self.body.addWidget(Part(tr("Last time · {0}", day_words(last.on, today)), note))
        for known in brief.known[:3]:
            self.body.addWidget(Part(insight_words(known.kind), wrapped(known.insights[0].text)))

    def save(self) -> None:
        """Go on to the log."""
        desk, contact_id = self.desk, self._contact_id
        self.accept()
        desk.log((contact_id,))


def open_call(desk: Desk, parent: QWidget, what: object) -> None:
    """Call this contact."""
    CallForm(desk, parent, int(str(what))).open()
