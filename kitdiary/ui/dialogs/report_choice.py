"""What a report is about: the period from a day to a day, and whose contacts."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from kitdiary.domain.figures import EVERYBODY, Scope
from kitdiary.domain.periods import Period
from kitdiary.ui import theme
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.base import Form
from kitdiary.ui.report_periods import Choice
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.labels import button
from kitdiary.ui.widgets.parts import Part
from kitdiary.ui.widgets.scope_fields import PeriodFields, ScopeFields

Taken = Callable[[Choice, Period, Scope], None]


class ReportChoice(Form):
    """Period and people of a report; ``taken`` gets what was chosen."""

    def __init__(
        self,
        desk: Desk,
        parent: QWidget,
        now: tuple[Choice, Period, Scope],
        taken: Taken,
    ) -> None:
        choice, period, scope = now
        super().__init__(desk, parent, tr("What the report is about"), tr("Show  Ctrl ⏎"), theme.ASK_WIDTH)
        self._taken = taken
        self.period = PeriodFields(desk, choice, period)
        self.scope = ScopeFields(desk, scope)
        self.body.addWidget(Part(tr("Period"), self.period))
        self.body.addWidget(self.scope)
        self.body.addStretch(1)
        self.everybody = button(tr("Everybody"))
        self.everybody.setAutoDefault(False)
        self.everybody.setEnabled(scope != EVERYBODY)
        self.everybody.clicked.connect(self._everybody)
        self.foot.insertWidget(1, self.everybody)
        self.period.choice.setFocus()

    def _everybody(self) -> None:
        period = self.read(self.period.start, self.period.period)
        self._done(period, EVERYBODY)

    def save(self) -> None:
        """Show that report."""
        period = self.read(self.period.start, self.period.period)
        self._done(period, self.read(self.scope.territory, self.scope.scope))

    def _done(self, period: Period, scope: Scope) -> None:
        choice = self.period.choice.currentData()
        self.accept()
        self._taken(choice, period, scope)
