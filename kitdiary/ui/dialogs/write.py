"""Write to somebody: the mail program opens on a draft; "Sent?" logs it. Opening is not sending."""

from PySide6.QtWidgets import QWidget

from kitdiary.domain.steps import StepKind
from kitdiary.ui import theme
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.base import Form, Wrong
from kitdiary.ui.dialogs.promise import about
from kitdiary.ui.mail_out import HandedOver
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.labels import button, wrapped
from kitdiary.ui.widgets.mail_editor import MailEditor, Unready


class WriteForm(Form):
    """The draft, and once it was opened the question whether it was sent."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        contact_id: int,
        *,
        kind: StepKind | None = None,
        item_id: int | None = None,
    ) -> None:
        diary = desk.diary
        card = diary.cards.one(contact_id)
        heading = tr("Write to {0}", card.contact.name)
        super().__init__(desk, parent, heading, tr("Open in the mail program"), width=theme.WRITE_WIDTH)
        self.say(about(card))
        self._opened = self._opening = False
        suggestion = diary.agenda.suggestion_for(contact_id)
        thanks = kind is StepKind.THANKS
        self.editor = MailEditor(desk, card, diary.library.items(), suggestion, thanks=thanks)
        self.sent, self.subject, self.text, self.to = (
            self.editor.sent,
            self.editor.subject,
            self.editor.text,
            self.editor.to,
        )
        if item_id is not None:
            self.sent.what.setText(diary.library.one(item_id).item.title)
            self.sent.what.setCursorPosition(0)
        self.body.addWidget(self.editor, 1)
        self.asked = wrapped("")
        self.above_foot.addWidget(self.asked)
        self.asked.hide()
        self.again = button(tr("Open again"))
        self.again.setAutoDefault(False)
        self.again.clicked.connect(self._open_again)
        self.again.hide()
        self.foot.insertWidget(1, self.again)
        self.do.setEnabled(bool(card.contact.emails))
        self.editor.grown.connect(self._grown)
        self.text.setFocus() if card.contact.emails else self.cancel.setFocus()

    def _grown(self) -> None:
        if self.isVisible():
            self.fit()

    def _open_again(self) -> None:
        self.clear()
        try:
            self._open()
        except Wrong as wrong:
            self.refuse(str(wrong), wrong.field)

    def _open(self) -> None:
        if self._opening:
            return
        try:
            self._opening = True
            self.editor.open(self._handed_over)
        except Unready as unready:
            self._opening = False
            raise Wrong(str(unready), unready.field) from None

    def _handed_over(self, handed: HandedOver) -> None:
        self._opening = False
        self.asked.setText(handed.said)
        self.asked.show()
        self.again.show()
        self.cancel.setText(tr("Not sent"))
        self.do.setText(tr("Yes, log it") + "  Ctrl ⏎")
        self._opened = True
        self.fit()

    def typed(self) -> bool:
        """Whether the rep wrote something of their own."""
        return self.editor.typed()

    def save(self) -> None:
        """Open the draft; once it was opened, log it as sent."""
        if not self._opened:
            self._open()
            return
        try:
            draft = self.editor.draft()
        except Unready as unready:
            raise Wrong(str(unready), unready.field) from None
        diary = self.desk.diary
        self.submit(lambda: diary.log.record(draft))


def open_write(desk: Desk, parent: QWidget, what: object) -> None:
    """Write to this contact (an id); with it why: the kind of a step, or the id of an item to send."""
    if isinstance(what, tuple):
        contact_id, more = what
        kind = more if isinstance(more, StepKind) else None
        item_id = more if isinstance(more, int) else None
        WriteForm(desk, parent, int(contact_id), kind=kind, item_id=item_id).open()
        return
    WriteForm(desk, parent, int(str(what))).open()
