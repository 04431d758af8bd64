"""Somebody came to you: a mail dropped on the window, a download, a form, typed or read from a file."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from kitdiary.domain.inquiries import Inquiry
from kitdiary.domain.names import check_email
from kitdiary.domain.touches import Channel
from kitdiary.services.exchange.mail_file import Mail, read_mail
from kitdiary.services.inquiries import Inquired
from kitdiary.ui import theme
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.base import Form, Wrong
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.chips import Chips
from kitdiary.ui.widgets.labels import button, soft
from kitdiary.ui.widgets.parts import Part, beside, line, lines
from kitdiary.ui.widgets.tick import Tick
from kitdiary.ui.widgets.who_field import company_field, person_field

_TEXT_HEIGHT = 130
_FILES_SHOWN = 6
_REJECTS_SHOWN = 3


class InquiryForm(Form):
    """Who it is from, what they ask, and whether they wait for an answer."""

    def __init__(self, desk: Desk, parent: QWidget, mail: Mail | None = None) -> None:
        super().__init__(desk, parent, tr("Somebody came to you"), width=theme.WRITE_WIDTH)
        self._mail = mail
        self.how = Chips(
            tr("How"),
            [
                (Channel.WEB, tr("Web: a form, a download, a sign-up")),
                (Channel.EMAIL, tr("Email")),
                (Channel.LETTER, tr("Letter")),
            ],
        )
        self.name = person_field(desk, tr("who it is"))
        self.email, self.phone = line(), line()
        self.company = company_field(desk)
        self.known = soft("")
        self.what = line("", tr("the download, the form, the subject"))
        self.text = lines("", tr("their words"), _TEXT_HEIGHT)
        self.reply = Tick(tr("They want a reply"))
        self.raised = Tick(tr("Raised a hand: on top of today"))
        self.files: list[Tick] = []
        self._lay()
        self._fill(mail)
        self.email.textChanged.connect(self._look)
        self.phone.textChanged.connect(self._look)
        self.name.textChanged.connect(self._look)
        self.name.picked.connect(self._look)
        self.text.textChanged.connect(self._asked)
        self._look()
        self.name.setFocus()

    def _lay(self) -> None:
        self.body.addWidget(Part(tr("How"), self.how))
        who = beside(Part(tr("Who"), self.name), Part(tr("Company"), self.company))
        self.body.addWidget(who)
        self.body.addWidget(beside(Part(tr("Email"), self.email), Part(tr("Phone"), self.phone)))
        self.body.addWidget(self.known)
        self.body.addWidget(Part(tr("What it is about"), self.what))
        self.body.addWidget(Part(tr("What they say"), self.text))
        self.body.addWidget(beside(self.reply, self.raised))
        if self._mail is not None:
            for name, data in self._mail.files[:_FILES_SHOWN]:
                tick = Tick(tr("Keep {0} ({1} KB)", name, max(1, len(data) // 1024)).replace("&", "&&"))
                tick.setChecked(True)
                self.files.append(tick)
                self.body.addWidget(tick)
        else:
            self.many = button(
                tr("From a file of a form …"), "link", tr("The CSV that your web form exports")
            )
            self.many.setAutoDefault(False)
            self.many.clicked.connect(self._from_file)
            self.foot.insertWidget(0, self.many)
        self.body.addStretch(1)

    def _fill(self, mail: Mail | None) -> None:
        if mail is None:
            return
        self.how.choose(Channel.EMAIL)
        self.name.setText(mail.name)
        self.email.setText(mail.email)
        self.what.setText(mail.subject)
        self.text.setPlainText(mail.text)
        self.reply.setChecked(True)

    def _asked(self) -> None:
        """Who writes something mostly wants an answer."""
        self.reply.setChecked(bool(self.text.toPlainText().strip()))

    def _contact_id(self) -> int | None:
        if self.name.chosen_id is not None:
            return self.name.chosen_id
        email, phone = self.email.text().strip(), self.phone.text().strip()
        return self.desk.diary.inquiries.known(email, phone) if email or phone else None

    def _look(self) -> None:
        """Say whether they are in the diary already."""
        found = self._contact_id()
        self.company.setEnabled(found is None)
        if found is None:
            self.known.setText(tr("New to the diary: a contact is made, with where they came from."))
            return
        self.known.setText(tr("In your diary: {0}", self.desk.diary.contacts.one(found).name))

    # -- saving -------------------------------------------------------------------------------

    def typed(self) -> bool:
        """Whether there is a word in it that is not the mail's."""
        return self._mail is None and bool(
            self.name.text().strip() or self.email.text().strip() or self.text.toPlainText().strip()
        )

    def save(self) -> None:
        """Make of it a contact, where it is none yet, a touch, and a reply owed."""
        email = self.email.text().strip()
        if email:
            email = self.read(self.email, lambda: check_email(email))
        mail = self._mail
        now = self.desk.diary.context.now()
        inquiry = Inquiry(
            self.name.text().strip(),
            email,
            self.phone.text().strip(),
            self.company.text().strip(),
            self.what.text().strip(),
            self.text.toPlainText().strip(),
            None if mail is None or mail.at is None or mail.at > now else mail.at,
            Channel(str(self.how.value)),
        )
        if not inquiry.who:
            raise Wrong(tr("Say who it is from: a name, an address or a number."), self.name)
        kept = () if mail is None else mail.files
        files = [one for one, tick in zip(kept, self.files, strict=False) if tick.isChecked()]
        take = partial(
            self.desk.diary.inquiries.take,
            inquiry,
            contact_id=self._contact_id(),
            wants_reply=self.reply.isChecked(),
            raised=self.raised.isChecked(),
            files=files,
        )
        self.submit(take)

    def _from_file(self) -> None:
        chosen, _ = QFileDialog.getOpenFileName(
            self, tr("The file of a form"), "", tr("Tables (*.csv *.tsv *.txt)")
        )
        if chosen:
            desk = self.desk
            self.reject()
            take_form(desk, Path(chosen))


def take_form(desk: Desk, path: Path) -> None:
    """Take in the inquiries of a form's CSV, and say what came of it."""

    def done(found: Inquired) -> None:
        desk.changed.emit(found.change)
        told = tr(
            "{0}: {1} new, {2} known, {3} already here", path.name, found.added, found.matched, found.known
        )
        desk.said.emit(told, found.change.operation_id)
        if found.rejects:
            reasons = "; ".join(
                tr("line {0}: {1}", one.line, one.reason) for one in found.rejects[:_REJECTS_SHOWN]
            )
            desk.failed.emit(tr("{0} rows of {1} were left out: {2}", len(found.rejects), path.name, reasons))

    desk.slowly(
        tr("Taking in {0} …", path.name), lambda _task, _tell: desk.diary.inquiries.take_file(path), done
    )


def open_inquiry(desk: Desk, parent: QWidget, what: object) -> None:
    """Somebody came to you; ``what`` is a mail's file, or several, one after the other; None: typed."""
    paths: Sequence[Path] = (
        [what] if isinstance(what, Path) else list(what) if isinstance(what, tuple) else []
    )
    if not paths:
        InquiryForm(desk, parent).open()
        return
    first, *rest = paths

    def show(mail: Mail) -> None:
        form = InquiryForm(desk, parent, mail)
        if rest:
            form.say(tr("{0} more after this one", len(rest)))
            form.finished.connect(lambda _result: open_inquiry(desk, parent, tuple(rest)))
        form.open()

    def failed(sentence: str) -> None:
        desk.failed.emit(sentence)
        if rest:
            open_inquiry(desk, parent, tuple(rest))

    desk.look(lambda _task: read_mail(first), show, failed)
