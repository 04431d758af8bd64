"""Let a step pass. A reply needs a reason; everything else passes at once, and undo brings it back."""

from typing import cast

from PySide6.QtWidgets import QWidget

from kitdiary.domain.steps import StepKind
from kitdiary.ui import theme
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.base import Form, Wrong
from kitdiary.ui.dialogs.promise import about
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.labels import wrapped
from kitdiary.ui.widgets.parts import Part, lines


class SkipReply(Form):
    """Asks why nobody answers."""

    def __init__(self, desk: Desk, parent: QWidget, contact_id: int) -> None:
        super().__init__(desk, parent, tr("Skip the reply"), tr("Skip") + "  Ctrl ⏎", width=theme.ASK_WIDTH)
        self._contact_id = contact_id
        card = desk.diary.cards.one(contact_id, 1)
        self.say(about(card))
        step, today = card.plan.reply, desk.diary.context.today()
        if step is not None:
            self.body.addWidget(wrapped(step.reason.sentence(today), "soft"))
        self.why = lines("", tr("answered by a colleague, settled at the trade show …"))
        self.body.addWidget(Part(tr("Why no answer is needed"), self.why))
        self.body.addStretch(1)
        self.why.setFocus()

    def typed(self) -> bool:
        """Whether a reason was written."""
        return bool(self.why.toPlainText().strip())

    def save(self) -> None:
        """Let it pass."""
        why, diary = self.why.toPlainText().strip(), self.desk.diary
        if not why:
            raise Wrong(tr("Somebody waits for this reply: say why it is not needed."), self.why)
        self.submit(lambda: diary.steps.skip(self._contact_id, StepKind.REPLY, why))


def open_skip(desk: Desk, parent: QWidget, what: object) -> None:
    """Skip this contact's step of this kind."""
    contact_id, kind = cast("tuple[int, str]", what)
    if StepKind(kind) is StepKind.REPLY:
        SkipReply(desk, parent, contact_id).open()
        return
    desk.write(lambda: desk.diary.steps.skip(contact_id, StepKind(kind)))
