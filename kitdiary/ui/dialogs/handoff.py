"""The hand-off to a manager: what it holds, exactly as the manager will see it, before it is written."""

from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QTableView, QVBoxLayout, QWidget
from shiboken6 import isValid

from kitdiary.domain.figures import EVERYBODY, Scope
from kitdiary.domain.handoff_extras import Extra
from kitdiary.domain.periods import DEFAULT_WEEKS, Period
from kitdiary.services.exchange.handoff import HandoffMade, HandoffPreview, HandoffRequest
from kitdiary.ui import outside, theme
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.base import Form, Wrong
from kitdiary.ui.dialogs.files import choose_folder, choose_place
from kitdiary.ui.models.preview_model import PreviewModel
from kitdiary.ui.report_periods import Choice, period_of
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.chips import Chips
from kitdiary.ui.widgets.labels import label, wrapped
from kitdiary.ui.widgets.parts import Part, line
from kitdiary.ui.widgets.scope_fields import PeriodFields, ScopeFields
from kitdiary.ui.widgets.tick import Tick
from kitdiary.ui.worker import Task

_WIDTH, _FIELDS = 960, 360
_TABLE = 216


class HandoffForm(Form):
    """Left what is wanted, right what it comes to."""

    def __init__(self, desk: Desk, parent: QWidget, about: tuple[Choice, Period, Scope]) -> None:
        super().__init__(desk, parent, tr("Hand off to manager"), tr("Choose the place …  Ctrl ⏎"), _WIDTH)
        self._parent = parent
        self._preview: HandoffPreview | None = None
        self._task: Task | None = None
        self.say(
            tr("CSV files any spreadsheet opens, a page to print, and a manifest of what belongs to them.")
        )
        columns = QHBoxLayout()
        columns.setSpacing(theme.MARGIN)
        columns.addWidget(self._fields(*about))
        columns.addWidget(self._right(), 1)
        self.body.addLayout(columns)
        self.period.changed.connect(self._look)
        self.scope.changed.connect(self._look)
        for tick in (self.notes, self.insights):
            tick.toggled.connect(lambda _on: self._look())
        self.rep.editingFinished.connect(self._look)
        self._look()
        self.rep.setFocus()

    def _fields(self, choice: Choice, period: Period, scope: Scope) -> QWidget:
        made = QWidget()
        made.setFixedWidth(_FIELDS)
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        self.rep = line(
            self.desk.diary.context.preferences.rep_name, tr("Your name, as your manager knows it")
        )
        self.period = PeriodFields(self.desk, choice, period)
        self.scope = ScopeFields(self.desk, scope)
        self.notes = Tick(tr("Notes of touches go along"))
        self.insights = Tick(tr("Insights go along: needs, budgets, what cannot be"))
        self.form = Chips(tr("As"), [(False, tr("A folder")), (True, tr("One zip file"))])
        column.addWidget(Part(tr("Your name"), self.rep))
        column.addWidget(Part(tr("Period"), self.period))
        column.addWidget(self.scope)
        column.addWidget(self.notes)
        column.addWidget(self.insights)
        column.addWidget(Part(tr("As"), self.form))
        column.addStretch(1)
        return made

    def _right(self) -> QWidget:
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.TIGHT)
        column.addWidget(label(tr("What your manager will see")))
        self.files = Chips(tr("Files"))
        self.files.setMinimumHeight(58)
        self.files.chosen.connect(lambda _name: self._show_file())
        column.addWidget(self.files)
        self.model = PreviewModel(self)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setProperty("look", "log")
        self.table.setAccessibleName(tr("The first rows of the file"))
        self.table.setTabKeyNavigation(False)
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(26)
        self.table.setMinimumHeight(_TABLE)
        column.addWidget(self.table, 1)
        self.rows = wrapped(tr("Looking …"), "soft")
        self.withheld = wrapped("")
        column.addWidget(self.rows)
        column.addWidget(self.withheld)
        return made

    # -- the preview --------------------------------------------------------------------------

    def request(self) -> HandoffRequest:
        """What is wanted; `Wrong` for what cannot be."""
        include = {extra for extra, tick in ((Extra.NOTES, self.notes), (Extra.INSIGHTS, self.insights))
                   if tick.isChecked()}  # fmt: skip
        return HandoffRequest(
            self.read(self.period.start, self.period.period),
            self.read(self.scope.territory, self.scope.scope),
            frozenset(include),
            self.rep.text(),
            bool(self.form.value),
        )

    def _look(self) -> None:
        """Work the preview out again; what is shown stays until it is there."""
        if self._task is not None:
            self._task.cancel()
        try:
            request = self.request()
        except Wrong as wrong:
            self.refuse(str(wrong), wrong.field)
            return
        self.clear()
        handoffs = self.desk.diary.handoffs
        self.rows.setText(tr("Looking …"))

        def look(task: Task) -> HandoffPreview | None:
            return None if task.cancelled else handoffs.preview(request)

        self._task = self.desk.look(look, self._came, self._could_not)

    def _could_not(self, sentence: str) -> None:
        if isValid(self):
            self.refuse(sentence)

    def _came(self, found: HandoffPreview | None) -> None:
        if found is None or not isValid(self):
            return
        self._preview = found
        self.files.offer([(file.name, f"{file.name}  {file.rows:,}") for file in found.files])
        left = {Extra.NOTES.value: tr("notes"), Extra.INSIGHTS.value: tr("insights")}
        words = tr(" and ").join(left.get(one, one) for one in found.withheld)
        self.withheld.setText(
            tr("Withheld: {0}. Tick them to hand them over.", words)
            if found.withheld
            else tr("Nothing is withheld: what people told you in confidence goes along.")
        )
        self._show_file()

    def _show_file(self) -> None:
        found = self._preview
        file = next((one for one in found.files if one.name == self.files.value), None) if found else None
        self.model.show(file)
        if file is not None:
            self.rows.setText(
                tr(
                    "{0} rows in {1} columns; the first {2} are shown.",
                    f"{file.rows:,}",
                    len(file.columns),
                    len(file.first),
                )
            )

    # -- writing ------------------------------------------------------------------------------

    def save(self) -> None:
        """Ask for the place and write, in the background."""
        request = self.request()
        day = self.desk.diary.context.today().isoformat()
        name = f"{_file_name(request.rep or '')} {day}"
        if request.zipped:
            choose_place(
                self,
                tr("Hand off"),
                f"{name}.zip",
                lambda place: self._write(place, request),
                filters=tr("Zip files (*.zip)"),
            )
        else:
            heading = tr("A folder in which the hand-off gets one of its own")
            choose_folder(self, heading, lambda folder: self._write(folder / name, request))

    def _write(self, place: Path, request: HandoffRequest) -> None:
        desk, parent, rep = self.desk, self._parent, request.rep or ""
        total = sum(file.rows for file in self._preview.files) if self._preview else 0
        self.accept()
        if rep != desk.diary.context.preferences.rep_name:
            desk.write(lambda: desk.diary.settings.set("rep", rep))
        hand_off(desk, parent, place, request, total)


def _file_name(rep: str) -> str:
    """A name as every file system takes it."""
    kept = "".join(" " if char in '<>:"/\\|?*' or not char.isprintable() else char for char in rep)
    return " ".join(kept.split()).strip(". ")[:80] or "KitDiary"


def hand_off(desk: Desk, parent: QWidget, place: Path, request: HandoffRequest, total: int) -> Task:
    """Write it in the background, with progress and a way to cancel; then say where it is."""

    def work(task: Task, tell: Any) -> HandoffMade:
        def progress(rows: int) -> bool:
            tell((rows, max(rows, total)))
            return not task.cancelled

        return desk.diary.handoffs.make(place, request, progress)

    return desk.slowly(tr("Writing the hand-off …"), work, lambda made: HandedForm(desk, parent, made).open())


class HandedForm(Form):
    """Where the hand-off is, and what is in it."""

    def __init__(self, desk: Desk, parent: QWidget, made: HandoffMade) -> None:
        super().__init__(desk, parent, tr("Handed off"), tr("Open the folder"), theme.ASK_WIDTH)
        self._folder = made.place.parent if made.place.suffix.lower() == ".zip" else made.place
        self.cancel.setText(tr("Close"))
        self.place = wrapped(str(made.place))
        self.body.addWidget(self.place)
        files = ", ".join(entry.name for entry in made.manifest.files)
        self.body.addWidget(wrapped(tr("In it: {0}.", files), "soft"))
        for remark in made.remarks:
            self.body.addWidget(wrapped(remark, "late"))
        if not made.manifest.rep:
            self.body.addWidget(wrapped(tr("It has no name on it: say yours in Settings."), "late"))
        self.body.addStretch(1)
        self.do.setFocus()

    def save(self) -> None:
        """Let the system show the folder."""
        if outside.open_address(self._folder.as_uri()):
            self.accept()
        else:
            self.refuse(tr("No program opened the folder: {0}", str(self._folder)))


def open_handoff(desk: Desk, parent: QWidget, what: object) -> None:
    """Open the form for what Reports shows, else for the usual period and everybody."""
    choice, period, scope = what if isinstance(what, tuple) else (DEFAULT_WEEKS, None, EVERYBODY)
    HandoffForm(desk, parent, (choice, period or period_of(desk.diary, choice), scope)).open()
