"""Write to somebody: the mail program opens on a draft; "Sent?" logs it. Opening is not sending."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from kitdiary.domain.content import ContentItem
from kitdiary.domain.names import name_key
from kitdiary.domain.touches import Channel, Outcome
from kitdiary.services.touch_log import TouchDraft
from kitdiary.ui import outside, theme
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.base import Form, Wrong
from kitdiary.ui.dialogs.log_parts import SentPart
from kitdiary.ui.dialogs.promise import about
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.labels import button, wrapped
from kitdiary.ui.widgets.parts import Part, combo, line, lines

_TEXT_HEIGHT = 190


class WriteForm(Form):
    """The draft, and once it was opened the question whether it was sent."""

    def __init__(self, desk: Desk, parent: QWidget, contact_id: int) -> None:
        self.card = desk.diary.cards.one(contact_id, 1)
        contact = self.card.contact
        heading = tr("Write to {0}", contact.name)
        super().__init__(desk, parent, heading, tr("Open in the mail program"), width=theme.WRITE_WIDTH)
        self.say(about(self.card))
        self._opened = False
        self._items = {name_key(one.title): one for one in desk.diary.library.items()}
        suggestion = desk.diary.agenda.suggestion_for(contact_id)
        if not contact.consent.email:
            self.body.addWidget(
                wrapped(tr("Asked for no email: write by letter, chat or social instead."), "late")
            )
        self._addresses()
        self.sent = SentPart([one for one in self._items.values() if not one.archived], suggestion)
        self.subject = line()
        self.text = lines(height=_TEXT_HEIGHT)
        self.body.addWidget(self.sent)
        self.body.addWidget(Part(tr("Subject"), self.subject))
        self.body.addWidget(Part(tr("Text"), self.text))
        self.body.addStretch(1)
        self.asked = wrapped("")
        self.above_foot.addWidget(self.asked)
        self.asked.hide()
        self.again = button(tr("Open again"))
        self.again.setAutoDefault(False)
        self.again.clicked.connect(self._open)
        self.again.hide()
        self.foot.insertWidget(1, self.again)
        self._made_subject = self._made_text = ""
        self.sent.changed.connect(self._compose)
        if suggestion is not None:
            self.sent.what.setText(suggestion.item.title)
            self.sent.what.setCursorPosition(0)
        self._compose()
        self.text.setFocus() if self.card.contact.emails else self.do.setFocus()

    def _addresses(self) -> None:
        emails = self.card.contact.emails
        if not emails:
            self.body.addWidget(
                wrapped(tr("No email address is known: add one on the person’s page (Edit)."), "late")
            )
            self.do.setEnabled(False)
        shown = [(one.value, f"{one.value}  ·  {one.label}" if one.label else one.value) for one in emails]
        self.to = combo([(key, text) for key, text in shown])
        copy = button(tr("Copy the address"))
        copy.setAutoDefault(False)
        copy.setEnabled(bool(emails))
        copy.clicked.connect(self._copy)
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.TIGHT)
        layout.addWidget(self.to, 1)
        layout.addWidget(copy)
        self.to.setAccessibleName(tr("To"))
        self.body.addWidget(Part(tr("To"), row))

    def _compose(self) -> None:
        """Subject and text of what is sent; what the rep has changed stays."""
        item = self._items.get(name_key(self.sent.content)) if self.sent.content else None
        subject = "" if item is None else item.title
        text = self._draft(item)
        if self.subject.text() == self._made_subject:
            self.subject.setText(subject)
            self.subject.setCursorPosition(0)
        if self.text.toPlainText() == self._made_text:
            self.text.setPlainText(text)
        self._made_subject, self._made_text = subject, text

    def _draft(self, item: ContentItem | None) -> str:
        contact = self.card.contact
        parts = [tr("Hello {0},", contact.given_name or contact.name)]
        if item is not None:
            parts += [part for part in (item.why, item.link) if part]
        elif self.sent.why:
            parts.append(self.sent.why)
        sign_off = self.desk.diary.context.preferences.sign_off
        return "\n\n".join([*parts, sign_off or ""]).rstrip() + "\n"

    # -- opening ------------------------------------------------------------------------------

    def _copy(self) -> None:
        outside.copy(str(self.to.currentData()))
        self.error.setText(tr("Copied the address."))

    def _open(self) -> None:
        to, subject, text = str(self.to.currentData()), self.subject.text(), self.text.toPlainText()
        address = outside.mail_address(to, subject, text)
        said = tr("Was it sent? Then log it. If no mail program opened, copy the address.")
        if address is None:
            address = outside.mail_address(to, subject, "") or outside.mail_address(to, "", "")
            outside.copy(text)
            said = tr("The text is too long to hand over: it is on the clipboard, paste it. Was it sent?")
        if address is None or not outside.open_address(address):
            said = tr("No mail program took it: copy address and text. Once it is sent, log it.")
        self.asked.setText(said)
        self.asked.show()
        self.again.show()
        self.cancel.setText(tr("Not sent"))
        self.do.setText(tr("Yes, log it") + "  Ctrl ⏎")
        self._opened = True
        self.fit()

    def typed(self) -> bool:
        """Whether the rep wrote something of their own."""
        return self.text.toPlainText() != self._made_text or self.subject.text() != self._made_subject

    def save(self) -> None:
        """Open the draft; once it was opened, log it as sent."""
        if not self.card.contact.emails:
            raise Wrong(tr("No email address is known."))
        if not self._opened:
            self._open()
            return
        draft = TouchDraft(
            (self.card.contact.id,),
            Channel.EMAIL,
            Outcome.SENT,
            purpose=self.subject.text(),
            content=self.sent.content,
            why=self.sent.why,
        )
        diary = self.desk.diary
        self.submit(lambda: diary.log.record(draft))


def open_write(desk: Desk, parent: QWidget, what: object) -> None:
    """Write to this contact."""
    WriteForm(desk, parent, int(str(what))).open()
