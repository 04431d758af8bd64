"""Somebody has left their company: where they went, and who follows. And naming the successor later."""

from datetime import date
from typing import cast

from PySide6.QtCore import QDate
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kitdiary.domain.errors import DiaryError
from kitdiary.services.job_changes import Departure, PastJob, Successor
from kitdiary.ui import theme
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.base import Form, Wrong
from kitdiary.ui.dialogs.promise import about
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.chips import Chips
from kitdiary.ui.widgets.labels import wrapped
from kitdiary.ui.widgets.parts import Part, beside, day_edit, line
from kitdiary.ui.widgets.tick import Tick
from kitdiary.ui.widgets.who_field import company_field, person_field
from kitdiary.ui.words import inside_words

LATER, NOW = "later", "now"
UNKNOWN, KNOWN = "unknown", "known"


class SuccessorPart(QWidget):
    """Who follows: somebody of the diary, or somebody new."""

    def __init__(self, desk: Desk, left: str, job_title: str) -> None:
        super().__init__()
        self.who = person_field(desk, tr("name of the person"))
        self.job_title = line(job_title)
        self.reach = line("", tr("phone or email, may be empty"))
        self.introduced = Tick(tr("{0} introduced us", left).replace("&", "&&"))
        self.known = wrapped("", "soft")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.TIGHT)
        layout.addWidget(Part(tr("Who follows"), self.who))
        layout.addWidget(
            beside(
                Part(tr("Their job title"), self.job_title),
                Part(tr("Reach"), self.reach),
                spacing=theme.TIGHT,
            )
        )
        layout.addWidget(self.known)
        layout.addWidget(self.introduced)
        self.setFocusProxy(self.who)
        self.who.textChanged.connect(self._say)
        self.who.picked.connect(self._say)
        self._say()

    def _say(self) -> None:
        chosen = self.who.chosen_id is not None
        self.reach.setEnabled(not chosen)
        self.known.setText(
            tr("Is in the diary already: moves to this company and gets this title.")
            if chosen
            else tr("Is added to the diary, at this company. Type a known name to choose somebody there.")
        )

    def successor(self) -> Successor:
        """Who it is; `Wrong` without a name."""
        name = self.who.text().strip()
        if not name:
            raise Wrong(tr("Say who follows, or leave it for later."), self.who)
        reach = self.reach.text().strip()
        mail, chosen = "@" in reach, self.who.chosen_id
        return Successor(
            chosen,
            name,
            self.job_title.text().strip(),
            "" if mail or chosen is not None else reach,
            reach if mail and chosen is None else "",
            self.introduced.isChecked(),
        )


class LeavingForm(Form):
    """The form."""

    def __init__(self, desk: Desk, parent: QWidget, contact_id: int) -> None:
        card = desk.diary.cards.one(contact_id, 1)
        if card.company is None:
            raise DiaryError(tr("{0} has no company in this diary to leave.", card.contact.name))
        super().__init__(
            desk, parent, tr("Has left {0}", card.company.name), tr("Save") + "  Ctrl ⏎", theme.WRITE_WIDTH
        )
        self._card = card
        self.say(about(card))
        today = desk.diary.context.today()
        self.left_on = day_edit(today)
        self.left_on.setMaximumDate(QDate(today.year, today.month, today.day))
        self.where = Chips(
            tr("Where they went"), [(UNKNOWN, tr("Not known")), (KNOWN, tr("To another company"))]
        )
        self.company = company_field(desk)
        self.company.setPlaceholderText(tr("name of the company, known or new"))
        self.job_title = line("", tr("may be empty"))
        self.new_job = beside(
            Part(tr("Company"), self.company), Part(tr("Job title"), self.job_title), spacing=theme.TIGHT
        )
        self.follows = Chips(tr("Who follows them"), [(LATER, tr("Not known yet")), (NOW, tr("I know who"))])
        self.successor = SuccessorPart(desk, card.contact.name, card.contact.job_title)
        self.ask_on: date = desk.diary.job_changes.ask_on()
        ask = tr("Remind me to ask who followed: a promise for {0}", inside_words(self.ask_on, today))
        self.ask = Tick(ask.replace("&", "&&"))
        self.ask.setChecked(True)
        self._lay()

    def _lay(self) -> None:
        self.body.addWidget(
            beside(Part(tr("Where they went"), self.where), Part(tr("Left on"), self.left_on), stretch=(3, 2))
        )
        self.body.addWidget(self.new_job)
        self.body.addWidget(Part(tr("Who follows them"), self.follows))
        self.body.addWidget(self.successor)
        self.body.addWidget(self.ask)
        self.body.addStretch(1)
        self.where.chosen.connect(self._where)
        self.follows.chosen.connect(self._follows)
        self._show()
        self.where.setFocus()

    def _where(self) -> None:
        self._show()
        if self.where.value == KNOWN:
            self.company.setFocus()

    def _follows(self) -> None:
        self._show()
        if self.follows.value == NOW:
            self.successor.who.setFocus()

    def _show(self) -> None:
        """Show what the choices need, and nothing else."""
        self.new_job.setVisible(self.where.value == KNOWN)
        later = self.follows.value == LATER
        self.successor.setVisible(not later)
        self.ask.setVisible(later and self._card.contact.closed is None)
        if self.isVisible():
            self.fit()

    def typed(self) -> bool:
        """Whether a name was typed."""
        return any(field.text().strip() for field in (self.company, self.successor.who))

    def save(self) -> None:
        """Write all of it as one operation."""
        gone = self.where.value == KNOWN
        company = self.company.text().strip() if gone else ""
        if gone and not company:
            raise Wrong(tr("Name the company they went to, or say it is not known."), self.company)
        successor = self.successor.successor() if self.follows.value == NOW else None
        asks = self.ask.isChecked() and not self.ask.isHidden()
        departure = Departure(
            self._card.contact.id,
            self.left_on.value(),
            company,
            self.job_title.text().strip() if gone else "",
            successor,
            self.ask_on if asks else None,
        )
        changes = self.desk.diary.job_changes
        self.submit(lambda: changes.leave(departure))


class SuccessorForm(Form):
    """Who followed somebody who has left."""

    def __init__(self, desk: Desk, parent: QWidget, job: PastJob) -> None:
        super().__init__(desk, parent, tr("Who followed {0}", job.name), width=theme.ASK_WIDTH)
        self._job = job
        self.say(", ".join(part for part in (job.job_title, job.company) if part))
        self.successor = SuccessorPart(desk, job.name, job.job_title)
        self.body.addWidget(self.successor)
        self.body.addStretch(1)
        self.successor.who.setFocus()

    def typed(self) -> bool:
        """Whether a name was typed."""
        return bool(self.successor.who.text().strip())

    def save(self) -> None:
        """Write it down."""
        changes, job_id, successor = self.desk.diary.job_changes, self._job.id, self.successor.successor()
        self.submit(lambda: changes.name_successor(job_id, successor))


def open_leaving(desk: Desk, parent: QWidget, what: object) -> None:
    """This contact has left their company."""
    try:
        form = LeavingForm(desk, parent, int(str(what)))
    except DiaryError as error:
        desk.failed.emit(str(error))
        return
    form.open()


def open_successor(desk: Desk, parent: QWidget, what: object) -> None:
    """Name who followed in this former job."""
    try:
        job = desk.diary.job_changes.one(cast("int", what))
    except DiaryError as error:
        desk.failed.emit(str(error))
        return
    SuccessorForm(desk, parent, job).open()
