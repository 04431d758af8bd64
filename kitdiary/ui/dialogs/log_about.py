"""Of several people in one touch: whom the promise, the number and the result are about."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kitdiary.services.lists import ContactRow
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.parts import Part, combo


class AboutPart(QWidget):
    """One of the people of a touch; the first until another is chosen."""

    chosen = Signal()
    """The rep chose another."""

    def __init__(self) -> None:
        super().__init__()
        self.choice = combo([])
        self.choice.setAccessibleName(tr("Whom it is about"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(Part(tr("Whom it is about: what you promise, and what comes of it"), self.choice))
        self.setFocusProxy(self.choice)
        self.choice.activated.connect(lambda _place: self.chosen.emit())
        self._ids: list[int] = []

    @property
    def contact_id(self) -> int | None:
        """Whom it is about; None while there is nobody."""
        place = self.choice.currentIndex()
        return self._ids[place] if 0 <= place < len(self._ids) else None

    def offer(self, people: Sequence[ContactRow]) -> None:
        """Offer these people, keeping who is chosen where they are among them."""
        kept = self.contact_id
        self._ids = [person.contact_id for person in people]
        self.choice.clear()
        self.choice.addItems([person.name for person in people])
        self.choice.setCurrentIndex(self._ids.index(kept) if kept in self._ids else 0 if people else -1)
