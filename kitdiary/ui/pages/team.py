"""The manager's view: the hand-offs of many reps in a folder, rolled up. It reads no diary."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QProgressBar, QScrollArea, QVBoxLayout, QWidget

from kitdiary.domain.day_names import full_day
from kitdiary.domain.team import SlippingContact, Team
from kitdiary.services.team import read_team, write_roll_up
from kitdiary.ui import theme
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.files import choose_folder, choose_place
from kitdiary.ui.models.team_model import TeamModel
from kitdiary.ui.pages.page import Page
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.empty_state import EmptyState
from kitdiary.ui.widgets.labels import button, label, wrapped
from kitdiary.ui.widgets.report_cards import FigureTile, ReportCard, side_by_side
from kitdiary.ui.widgets.report_people import PeopleList, ReportPerson
from kitdiary.ui.widgets.target_lists import figure_table, fit_headings
from kitdiary.ui.worker import Task

_LATE_SHOWN, _PROBLEMS_SHOWN, _ROW, _ROWS = 8, 40, 30, 12


class TeamPage(Page):
    """Opens a folder, shows what the hand-offs in it say together, and names what cannot be trusted."""

    name = "team"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.title.setText(tr("Team"))
        self.folder: Path | None = None
        self.team: Team | None = None
        self.task: Task | None = None
        self.setAcceptDrops(True)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setFixedWidth(150)
        self.progress.setAccessibleName(tr("How far the reading is"))
        self.stop = button(tr("Cancel"))
        self.stop.clicked.connect(self.cancel)
        self.export = button(tr("Save the roll-up …"))
        self.export.clicked.connect(self._export)
        self.again = button(tr("Read again"))
        self.again.clicked.connect(self._read_again)
        self.choose = button(tr("Open a folder …"), "main")
        self.choose.clicked.connect(self._choose)
        for made in (self.progress, self.stop, self.again, self.export, self.choose):
            self.head.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
        self.empty = EmptyState()
        self.empty.say(
            tr("The hand-offs of your team, together"),
            tr(
                "Open the folder in which they lie, as folders or zip files, or drop it here. The newest of "
                "each rep counts; what is missing, stale or altered is said. Nothing is written."
            ),
            "",
        )
        self.body.addWidget(self.empty, 1)
        self.body.addWidget(self._whole(), 1)
        self._busy(False)
        self._swap()

    def _whole(self) -> QWidget:
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(theme.GAP)
        self.left = FigureTile(tr("left behind"))
        self.coverage = FigureTile(tr("on cadence"))
        self.talks = FigureTile(tr("conversations"))
        self.deals = FigureTile(tr("opportunities"))
        column.addWidget(
            side_by_side(*((one, 1) for one in (self.left, self.coverage, self.talks, self.deals)))
        )
        self.model = TeamModel(self)
        self.table = figure_table(tr("Reps"), self.model)
        self.table.selectionModel().currentRowChanged.connect(lambda now, _before: self._member(now.row()))
        column.addWidget(self.table)
        self.problem_heading = label(tr("To check"))
        self.problems = wrapped("", "late")
        column.addWidget(self.problem_heading)
        column.addWidget(self.problems)
        column.addWidget(label(tr("Slipping away   the best rated of each rep")))
        frame = ReportCard(tr("Slipping away"), titled=False)
        self.late = PeopleList(tr("Slipping away"), _LATE_SHOWN, narrow=True)
        frame.body.addWidget(self.late)
        column.addWidget(frame)
        column.addStretch(1)
        self.area.setWidget(inner)
        return self.area

    # -- reading ------------------------------------------------------------------------------

    def open(self, what: object = None) -> None:
        """``what`` may be the folder."""
        if isinstance(what, Path):
            self.read(what)

    def read(self, folder: Path) -> None:
        """Read the hand-offs in a folder, in the background."""
        self.cancel()
        today = self.desk.diary.context.today()
        post = self.desk.bridge.post

        def work(task: Task) -> Team:
            def progress(done: int, total: int) -> bool:
                post(lambda: self._worked(task, done, total))
                return not task.cancelled

            return read_team(folder, today, progress)

        self._busy(True)
        task: Task = self.desk.look(
            work, lambda team: self._came(task, folder, team), lambda why: self._failed(task, why)
        )
        self.task = task

    def _read_again(self) -> None:
        if self.folder is not None:
            self.read(self.folder)

    def cancel(self) -> None:
        """Read no further."""
        if self.task is not None:
            self.task.cancel()
            self.task = None
            self._busy(False)

    def _worked(self, task: Task, done: int, total: int) -> None:
        if task is self.task:
            self.progress.setRange(0, total)
            self.progress.setValue(done)

    def _came(self, task: Task, folder: Path, team: Team) -> None:
        if task is not self.task:
            return
        self.task, self.team, self.folder = None, team, folder
        self._busy(False)
        self._show(team)

    def _failed(self, task: Task, sentence: str) -> None:
        if task is self.task:
            self.task = None
            self._busy(False)
            self.desk.failed.emit(sentence)

    def _busy(self, reading: bool) -> None:
        self.progress.setRange(0, 0)
        self.progress.setVisible(reading)
        self.stop.setVisible(reading)
        for made in (self.export, self.again):
            made.setVisible(not reading and self.team is not None)

    # -- showing ------------------------------------------------------------------------------

    def _swap(self) -> None:
        self.empty.setVisible(self.team is None)
        self.area.setVisible(self.team is not None)

    def _show(self, team: Team) -> None:
        reps = len(team.members)
        older = tr(" · {0} older ones not counted", len(team.superseded)) if team.superseded else ""
        count = tr("1 rep") if reps == 1 else tr("{0} reps", reps)
        self.subtitle.setText(f"{count} · {self.folder}{older}")
        left = team.total("left_behind")
        self.left.show_figure(
            f"{left:,}", tr("left behind, of {0} contacts", f"{team.total('contacts'):,}"), warns=left > 0
        )
        shares = team.coverage()
        good, of = sum(one.good for one in shares), sum(one.of for one in shares)
        said = ", ".join(f"{one.key} {one.percent}" for one in shares if one.percent is not None)
        self.coverage.show_figure(tr("{0} %", good * 100 // of) if of else "–", tr("on cadence ({0})", said))
        self.talks.show_figure(f"{team.total('conversations'):,}", tr("conversations in their periods"))
        self.deals.show_figure(
            f"{team.total('opportunities'):,}",
            tr(
                "opportunities, {0} at the first meeting, {1} won",
                team.total("first_meeting"),
                team.total("won"),
            ),
        )
        self.model.show(team)
        fit_headings(self.table)
        self.table.setFixedHeight(_ROW * min(max(reps, 1), _ROWS) + 36)
        self._member(-1)
        self.late.set_places(min(len(team.slipping), _LATE_SHOWN) or 1)
        self.late.show_people([_late(one) for one in team.slipping], tr("Nobody."), None)
        self._swap()

    def _member(self, row: int) -> None:
        """What is to be checked: of the chosen rep, else of all."""
        if self.team is None:
            return
        chosen = self.model.member(row)
        if chosen is not None and chosen.problems:
            lines = [f"{chosen.rep or chosen.place}: {problem}" for problem in chosen.problems]
        else:
            lines = [
                f"{one.rep or one.place}: {problem}" for one in self.team.members for problem in one.problems
            ]
            lines += [f"{one.place}: {one.sentence}" for one in self.team.broken]
        more = len(lines) - _PROBLEMS_SHOWN
        if more > 0:
            lines = [*lines[:_PROBLEMS_SHOWN], tr("and {0} more in the roll-up", more)]
        self.problems.setText("\n".join(lines))
        self.problems.setVisible(bool(lines))
        self.problem_heading.setVisible(bool(lines))

    # -- doing --------------------------------------------------------------------------------

    def _choose(self) -> None:
        choose_folder(self, tr("The folder with your team’s hand-offs"), self.read)

    def _export(self) -> None:
        if self.team is not None:
            name = f"{tr('Roll-up')}.csv"
            choose_place(self, tr("Save the roll-up"), name, self._write, filters=tr("CSV (*.csv)"))

    def _write(self, place: Path) -> None:
        team = self.team
        if team is None:
            return
        self.desk.slowly(
            tr("Writing the roll-up …"),
            lambda _task, _tell: write_roll_up(team, place),
            lambda _done: self.desk.said.emit(tr("The roll-up is in {0}", str(place)), None),
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A folder may be dropped."""
        if _dropped(event) is not None:
            event.acceptProposedAction()
        else:
            event.ignore()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read it."""
        folder = _dropped(event)
        if folder is not None:
            event.acceptProposedAction()
            self.read(folder)


def _dropped(event: QDropEvent) -> Path | None:
    paths = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 and paths[0].is_dir() else None


def _late(one: SlippingContact) -> ReportPerson:
    last = (
        tr("never spoken to")
        if one.last_conversation_on is None
        else tr("last {0}", full_day(one.last_conversation_on))
    )
    return ReportPerson(
        0, one.rating, 0, one.name, one.company, f"{one.rep} · {tr('{0} days late', one.days_late)} · {last}"
    )
