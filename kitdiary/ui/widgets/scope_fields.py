"""Whom a report or a hand-off is about, and of which period: the fields both share."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget
from shiboken6 import isValid

from kitdiary.domain.figures import Scope
from kitdiary.domain.periods import Period
from kitdiary.services.lists import Choices
from kitdiary.ui import theme
from kitdiary.ui.desk import Desk
from kitdiary.ui.report_periods import FROM_TO, Choice, choice_words, period_choices, period_of
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.choice import ValueChoice
from kitdiary.ui.widgets.flow import Flow
from kitdiary.ui.widgets.labels import button
from kitdiary.ui.widgets.parts import Part, beside, combo, day_edit


class ScopeFields(QWidget):
    """Ratings, tag, source and territory."""

    changed = Signal()

    def __init__(self, desk: Desk, scope: Scope) -> None:
        super().__init__()
        self._desk, self._scope = desk, scope
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.GAP)
        row = QWidget()
        flow = Flow(row)
        self.ratings = {}
        for code in desk.diary.context.policy.codes:
            chip = button(code.replace("&", "&&"), "chip")
            chip.setCheckable(True)
            chip.setAutoDefault(False)
            chip.setChecked(code in scope.ratings)
            chip.setAccessibleName(tr("Only rating {0}", code))
            chip.toggled.connect(lambda _on: self.changed.emit())
            flow.addWidget(chip)
            self.ratings[code] = chip
        outer.addWidget(Part(tr("Ratings (none chosen: all)"), row))
        self.tag, self.source = ValueChoice(), ValueChoice()
        self.territory = QLineEdit(scope.territory)
        self.territory.setPlaceholderText(
            tr("A country, a region, the beginning of a postcode: AT, Ohio, DE 881")
        )
        self._offer(Choices(scope.tags, scope.sources))
        outer.addWidget(beside(Part(tr("Tag"), self.tag), Part(tr("Source"), self.source)))
        outer.addWidget(Part(tr("Territory"), self.territory))
        for field in (self.tag, self.source):
            field.currentIndexChanged.connect(lambda _place: self.changed.emit())
        self.territory.editingFinished.connect(self.changed)
        desk.look(lambda _task: desk.diary.lists.choices(), self._offer)

    def _offer(self, choices: Choices) -> None:
        """What there is in this diary; what is chosen stays."""
        if not isValid(self):
            return
        scope = self._scope
        for field, there, held in (
            (self.tag, choices.tags, scope.tags),
            (self.source, choices.sources, scope.sources),
        ):
            value = field.value() if field.count() > 1 else (held[0] if held else None)
            field.blockSignals(True)
            field.offer([(one, one) for one in there])
            field.choose(value, str(value or ""))
            field.blockSignals(False)
        if choices.countries:
            offered = QCompleter(list(choices.countries), self.territory)
            offered.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            self.territory.setCompleter(offered)

    def scope(self) -> Scope:
        """What is chosen."""
        tag, source = self.tag.value(), self.source.value()
        return self._desk.diary.reports.scope(
            tuple(code for code, chip in self.ratings.items() if chip.isChecked()),
            () if tag is None else (str(tag),),
            () if source is None else (str(source),),
            self.territory.text(),
        )


class PeriodFields(QWidget):
    """A period by its name, or from a day to a day."""

    changed = Signal()

    def __init__(self, desk: Desk, choice: Choice, period: Period) -> None:
        super().__init__()
        self._desk = desk
        today = desk.diary.context.today()
        self.choice = combo([*period_choices(), (FROM_TO, choice_words(FROM_TO))], choice)
        self.choice.setAccessibleName(tr("Period"))
        self.start, self.end = day_edit(period.start), day_edit(period.end)
        self.start.setAccessibleName(tr("From"))
        self.end.setAccessibleName(tr("To"))
        for field in (self.start, self.end):
            field.setMaximumDate(today)  # type: ignore[arg-type]  # Qt takes a date
            field.dateChanged.connect(lambda _day: self.changed.emit())
        days = QHBoxLayout()
        days.setSpacing(theme.TIGHT)
        days.addWidget(self.start)
        days.addWidget(self.end)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.TIGHT)
        outer.addWidget(self.choice)
        outer.addLayout(days)
        self.choice.currentIndexChanged.connect(self._chosen)
        self._chosen()

    def _chosen(self) -> None:
        typed = self.choice.currentData() == FROM_TO
        self.start.setEnabled(typed)
        self.end.setEnabled(typed)
        if not typed:
            period = period_of(self._desk.diary, self.choice.currentData())
            for field, day in ((self.start, period.start), (self.end, period.end)):
                field.blockSignals(True)
                field.show_day(day)
                field.blockSignals(False)
        self.changed.emit()

    def period(self) -> Period:
        """The period; InvalidInput where it ends before it begins."""
        if self.choice.currentData() == FROM_TO:
            return Period(self.start.value(), self.end.value())
        return period_of(self._desk.diary, self.choice.currentData())
