"""Has, has not, unknown: three chips of which none need be chosen, and words for more."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kitdiary.domain.knowing import Held, held_text
from kitdiary.ui import theme
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.chips import Chips
from kitdiary.ui.widgets.parts import line


class OptionalChips(Chips):
    """Chips of which one or none is chosen: choosing it again takes it back."""

    def offer(self, choices: Sequence[tuple[object, str]], value: object = None) -> None:
        """Show other chips, with none chosen unless ``value`` says so."""
        super().offer(choices, value)
        self.choose(value)

    def choose(self, value: object) -> None:
        """Choose a chip, or none; Tab stops at the chosen one, else at the first."""
        super().choose(value)
        if value not in self.buttons and self.buttons:
            first, *others = self.buttons.values()
            for made in others:
                made.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            self.setFocusProxy(first)

    def _choose(self, key: object) -> None:
        if key != self._value:
            super()._choose(key)
            return
        self.choose(None)
        self.chosen.emit(None)


class TriState(QWidget):
    """What is said of a project, a budget, a timeline; nothing where nothing was said."""

    def __init__(self, name: str) -> None:
        super().__init__()
        states = ((Held.HAS, tr("has")), (Held.HAS_NOT, tr("has not")), (Held.UNKNOWN, tr("unknown")))
        self.state = OptionalChips(name, states)
        self.words = line("", tr("in their words"))
        self.words.setAccessibleName(tr("{0}: in their words", name))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.TIGHT)
        layout.addWidget(self.state)
        layout.addWidget(self.words)
        self.setFocusProxy(self.state)
        self.setAccessibleName(name)

    def text(self) -> str:
        """The text of the insight, "" for none."""
        held = self.state.value
        return held_text(held if isinstance(held, Held) else None, self.words.text())
