"""How a reply that is owed was answered: nobody's question is closed without a word about it."""

from enum import Enum, auto

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kitdiary.domain.touches import Touch
from kitdiary.services.cards import ContactCard
from kitdiary.ui import theme
from kitdiary.ui.dialogs.base import Wrong
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.chips import Chips
from kitdiary.ui.widgets.labels import wrapped
from kitdiary.ui.widgets.parts import Part, line


class How(Enum):
    """How they got their answer."""

    ANSWERED = auto()
    POINTED = auto()


class AnsweredPart(QWidget):
    """What they asked, and what was said to it; or whom or what they were pointed to."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = wrapped("", "soft")
        self.how = Chips(
            tr("How their question was answered"),
            [(How.ANSWERED, tr("Answered it")), (How.POINTED, tr("Pointed them to …"))],
        )
        self.words = line("", tr("what you answered; or write it in the sentence below"))
        self.words.setAccessibleName(tr("What you answered, or whom you pointed them to"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.TIGHT)
        layout.addWidget(Part(tr("They asked something: how was it answered?"), self.how))
        layout.addWidget(self.asked)
        layout.addWidget(self.words)
        self.how.chosen.connect(self._show)

    def show_question(self, card: ContactCard | None) -> None:
        """Show what the person asked, where a reply is owed to them."""
        found = None if card is None else question_of(card)
        self.asked.setText("" if found is None else " ".join(found.note.split()))
        self.asked.setVisible(bool(self.asked.text()))

    def _show(self) -> None:
        pointed = self.how.value is How.POINTED
        self.words.setPlaceholderText(
            tr("whom or what you pointed them to") if pointed else tr("what you answered; or write it below")
        )
        self.words.setFocus()

    def note(self, note: str, *, gave: bool) -> str:
        """The note of the touch with the answer in it.

        Raises `Wrong` where nothing says how it was answered: neither a word, nor a note, nor what was given.
        """
        words = " ".join(self.words.text().split())
        if self.how.value is How.POINTED:
            if not words:
                raise Wrong(tr("Say whom or what you pointed them to."), self.words)
            return _joined(note, tr("Pointed them to {0}", words))
        if not (words or note.strip() or gave):
            raise Wrong(tr("They wait for an answer: say in a word how it was answered."), self.words)
        return _joined(note, tr("Answered: {0}", words)) if words else note


def question_of(card: ContactCard) -> Touch | None:
    """The touch a reply is owed for: the newest that asks; None where none is owed."""
    if card.plan.reply is None:
        return None
    return next((touch for touch in card.touches if touch.wants_reply), None)


def _joined(note: str, line: str) -> str:
    return f"{note.rstrip()}\n{line}" if note.strip() else line
