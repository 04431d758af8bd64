"""The strip at the foot of "Log a touch": the next dates as they will be, and a way to move the next talk."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from kitdiary.domain.steps import NextSteps, Step, StepKind
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.labels import Elided, button, plain
from kitdiary.ui.widgets.parts import day_edit
from kitdiary.ui.words import day_words

_CELLS = 3


class _Cell(QWidget):
    def __init__(self) -> None:
        super().__init__()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(1)
        self.head = Elided("", bold=True)
        self.why = plain("", "soft", "small")
        self.why.setWordWrap(True)
        self.why.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.why.setFixedHeight(2 * self.why.fontMetrics().lineSpacing() + 2)
        layout.addWidget(self.head)
        layout.addWidget(self.why)

    def say(self, head: str, why: str) -> None:
        self.head.setText(head)
        self.why.setText(why)
        self.setAccessibleName(f"{head}. {why}")
        self.setVisible(bool(head))


def moves(plan: NextSteps) -> Step | None:
    """The step that "Change" moves: the talk, else a promise, else the value-add."""
    return plan.talk or plan.promise or plan.value_add


class NextDates(QFrame):
    """Shows the plans of the people of a touch as they will be once it is saved."""

    changed = Signal()

    def __init__(self, today: date) -> None:
        super().__init__()
        self._today = today
        self._plans: dict[int, NextSteps] = {}
        self.setProperty("look", "note")
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 9, 14, 9)
        row.setSpacing(14)
        self.cells = [_Cell() for _ in range(_CELLS)]
        for cell in self.cells:
            row.addWidget(cell, 1)
        self.day = day_edit(today, today)
        self.day.setAccessibleName(tr("Next talk on"))
        self.day.dateChanged.connect(self._say)
        self.day.hide()
        row.addWidget(self.day, 0, Qt.AlignmentFlag.AlignVCenter)
        self.change = button(tr("Change"), tip=tr("Put the next talk on another day"))
        self.change.setAutoDefault(False)
        self.change.clicked.connect(self._toggle)
        row.addWidget(self.change, 0, Qt.AlignmentFlag.AlignVCenter)
        self._names: dict[int, str] = {}
        self._promised = False

    # -- what is moved ------------------------------------------------------------------------

    @property
    def moved_to(self) -> date | None:
        """The day the next talk is moved to, None where it stays as planned."""
        return None if self.day.isHidden() else self.day.value()

    def moved(self) -> dict[int, StepKind]:
        """Whose step is moved, and which."""
        if self.moved_to is None:
            return {}
        return {who: step.kind for who, plan in self._plans.items() if (step := moves(plan)) is not None}

    def _toggle(self) -> None:
        opening = self.day.isHidden()
        if opening:
            days = [step.due_on for plan in self._plans.values() if (step := moves(plan)) is not None]
            if days:
                self.day.show_day(max(min(days), self._today))
        self.day.setVisible(opening)
        self.change.setText(tr("As planned") if opening else tr("Change"))
        if opening:
            self.day.setFocus(Qt.FocusReason.TabFocusReason)
        self._say()

    # -- showing ------------------------------------------------------------------------------

    def show_plans(
        self, plans: dict[int, NextSteps], names: dict[int, str], *, promised: bool, movable: bool
    ) -> None:
        """Show plans by person, in the order of ``names``; ``promised``: the next talk is being set above."""
        self._plans, self._names, self._promised = plans, names, promised
        can = movable and not promised and any(moves(plan) is not None for plan in plans.values())
        if not can and not self.day.isHidden():
            self._toggle()
        self.change.setVisible(can)
        self._say()

    def _say(self) -> None:
        if not self._plans:
            said: list[tuple[str, str]] = [
                (tr("The next dates are shown here"), tr("once you say with whom"))
            ]
        elif len(self._names) == 1:
            said = self._of_one(next(iter(self._plans.values())))
        else:
            said = self._of_several()
        for place, cell in enumerate(self.cells):
            cell.say(*(said[place] if place < len(said) else ("", "")))
        self.changed.emit()

    def _of_one(self, plan: NextSteps) -> list[tuple[str, str]]:
        target = moves(plan) if self.moved_to is not None else None
        found = []
        for words, step in (
            (tr("Promised for {0}"), plan.promise),
            (tr("Next talk {0}"), plan.talk),
            (tr("Next value-add {0}"), plan.value_add),
            (tr("Reply by {0}"), plan.reply),
        ):
            if step is None:
                continue
            day, why = step.due_on, step.reason.sentence(self._today)
            if step is target and self.moved_to is not None:
                day, why = self.moved_to, tr("moved by you")
            found.append((words.format(day_words(day, self._today)), why))
        return found or [(tr("No next step"), tr("nothing is permitted, or nothing is due"))]

    def _of_several(self) -> list[tuple[str, str]]:
        most = _CELLS if self.moved_to is None else _CELLS - 1  # the field of the date needs the room
        shown: Sequence[tuple[int, str]] = list(self._names.items())[:most]
        found = []
        for who, name in shown:
            plan = self._plans.get(who)
            if plan is None:
                continue
            parts = []
            step = moves(plan)
            if step is not None:
                day = self.moved_to or step.due_on
                parts.append(day_words(day, self._today))
            if plan.value_add is not None and plan.value_add is not step:
                parts.append(tr("value-add {0}", day_words(plan.value_add.due_on, self._today)))
            found.append((name, " · ".join(parts) or tr("no next step")))
        if len(self._names) > most and found:
            name, why = found[-1]
            found[-1] = (tr("{0} and {1} more", name, len(self._names) - most), why)
        return found
