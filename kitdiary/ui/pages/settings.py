"""Settings: ratings and cadence, the rules, working days, reminders, privacy, the diary and its backups."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget

from kitdiary.domain.people import TimingKind
from kitdiary.services.changes import Change, Kind
from kitdiary.services.safety import Daily
from kitdiary.ui import theme
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.files import choose_folder, choose_place
from kitdiary.ui.pages.page import Page
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.cadence_form import CadenceForm
from kitdiary.ui.widgets.labels import button, card, label, wrapped
from kitdiary.ui.widgets.login_tick import LoginTick
from kitdiary.ui.widgets.reminder_status import ReminderStatus
from kitdiary.ui.widgets.setting_fields import SettingGrid
from kitdiary.ui.widgets.templates_card import TemplatesCard
from kitdiary.ui.widgets.weekly_handoff_form import WeeklyHandoffForm
from kitdiary.ui.words import timing_words

_WIDEST = 820


class SettingsPage(Page):
    """Everything that can be set; a field is saved when it is left, and undo takes it back."""

    name = "settings"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.title.setText(tr("Settings"))
        self.subtitle.setText(tr("Saved as you go; Ctrl+Z takes a change back."))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab in its fields scrolls it
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        inner.setMaximumWidth(_WIDEST)
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 8, 0)
        self._column.setSpacing(theme.TIGHT)
        self._grids: list[SettingGrid] = []
        self.cadence = CadenceForm(desk)
        self._section(tr("Ratings and cadence"), self.cadence)
        self._section(tr("A day’s work"), self._work())
        self._section(tr("Before the door opens"), self._leads())
        self._section(tr("The rules of the plan"), self._rules())
        self.status = ReminderStatus(desk)
        self._section(tr("Reminders"), self.status)
        self._section(tr("When and how they are shown"), self._reminders())
        self._section(tr("Your calendar"), self._calendar())
        self.handoff = WeeklyHandoffForm(desk, self._grid())
        self._section(tr("Hand-off"), self.handoff)
        self._section(tr("Questions and purposes"), self._prompts())
        self._section(tr("You"), self._you())
        self.templates = TemplatesCard(desk)
        self._section(tr("Templates"), self.templates)
        self._section(tr("Diary and backup"), self._backup())
        self._column.addStretch(1)
        scroll.setWidget(inner)
        self.body.addWidget(scroll, 1)
        desk.beaten.connect(self._beaten)

    def _section(self, heading: str, content: QWidget | QLayout) -> None:
        self._column.addSpacing(theme.TIGHT)
        self._column.addWidget(label(heading))
        frame, layout = card()
        if isinstance(content, QWidget):
            layout.addWidget(content)
        else:
            layout.addLayout(content)
        self._column.addWidget(frame)

    def _grid(self) -> SettingGrid:
        made = SettingGrid(self.desk)
        self._grids.append(made)
        return made

    def _work(self) -> SettingGrid:
        grid = self._grid()
        grid.add("capacity.talks", tr("Talks a day"))
        grid.add("capacity.value-adds", tr("Value-adds a day"))
        grid.add("working-days", tr("Working days"), tr("mon,tue,wed,thu,fri"))
        grid.add(
            "country",
            tr("Country"),
            tr("Its public holidays are days off; numbers typed without + are there."),
        )
        grid.add("region", tr("Region"), tr("For regional holidays, such as BY in DE."))
        grid.add("time-zone", tr("Time zone"), tr("none: the computer’s own"))
        return grid

    def _leads(self) -> SettingGrid:
        grid = self._grid()
        for kind in TimingKind:
            grid.add(f"lead.{kind}", timing_words(kind).capitalize(), tr("days before it"))
        return grid

    def _rules(self) -> SettingGrid:
        grid = self._grid()
        grid.add("default-rating", tr("Unrated people count as"))
        grid.add(
            "rating-rule",
            tr("Person and company rated"),
            tr("contact-first, or higher: the higher of the two"),
        )
        grid.add("fit-guard-days", tr("Right fit, never silent for"), tr("days, or off"))
        grid.add("reply-days", tr("A reply is due within"), tr("working days"))
        grid.add("gap.person-days", tr("Nothing to one person for"), tr("days after the last touch"))
        grid.add(
            "gap.company-days", tr("Nothing to one company for"), tr("days after a touch to a colleague")
        )
        return grid

    def _reminders(self) -> SettingGrid:
        grid = self._grid()
        grid.add("day-start", tr("The day starts at"))
        grid.add("promise-lead-minutes", tr("Promises announced"), tr("minutes ahead"))
        grid.add("quiet-hours", tr("Quiet hours"), tr("20:00-07:00, or off"))
        grid.add_switch(
            "names-hidden", tr("Hide names in notifications, the tray’s menu and the calendar folder")
        )
        self.login = LoginTick(self.desk)
        grid.addWidget(self.login, grid.rowCount(), 1, 1, 2)
        return grid

    def _calendar(self) -> QVBoxLayout:
        outer = QVBoxLayout()
        grid = self._grid()
        grid.add("calendar-folder", tr("Calendar folder"), tr("A whole path; none for none."))
        outer.addLayout(grid)
        row = QHBoxLayout()
        choose = button(tr("Choose a folder …"))
        choose.clicked.connect(self._choose_calendar)
        row.addWidget(choose)
        row.addStretch(1)
        outer.addLayout(row)
        outer.addWidget(
            wrapped(
                tr(
                    "KitDiary keeps a file kitdiary.ics there, with all open promises and the talks of the "
                    "next four weeks, for any calendar program to subscribe to. Everybody who can read that "
                    "folder can read the names in it and what you promised; with names hidden it has neither."
                ),
                "soft",
            )
        )
        self.calendar_fault = wrapped("", "error")
        self.calendar_fault.hide()
        outer.addWidget(self.calendar_fault)
        return outer

    def _prompts(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(
            wrapped(tr("What the brief asks next, and what a touch can be for, in your words."), "soft"), 1
        )
        self.prompts = button(tr("Questions and purposes …"))
        self.prompts.clicked.connect(lambda: self.desk.go("prompts"))
        row.addWidget(self.prompts)
        return row

    def _you(self) -> SettingGrid:
        grid = self._grid()
        grid.add("rep", tr("Your name"))
        grid.add("sign-off", tr("Sign-off"))
        grid.add("sign-off.de", tr("Sign-off in German"), tr("empty: the one above"))
        grid.add("sign-off.fr", tr("Sign-off in French"), tr("empty: the one above"))
        return grid

    def _backup(self) -> QVBoxLayout:
        outer = QVBoxLayout()
        self.where = wrapped("")
        outer.addWidget(self.where)
        grid = self._grid()
        grid.add("backup-folder", tr("A second folder"), tr("A stick or a synced folder; none for none."))
        outer.addLayout(grid)
        row = QHBoxLayout()
        now = button(tr("Back up now"))
        now.clicked.connect(self._back_up)
        to = button(tr("Save a copy as …"))
        to.clicked.connect(self._copy)
        row.addWidget(now)
        self.restore = button(tr("Put a backup back …"))
        self.restore.clicked.connect(lambda: self.desk.go("restore"))
        history = button(tr("History …"), "", tr("What was done, each to be undone (Ctrl+H)"))
        history.clicked.connect(lambda: self.desk.go("history"))
        row.addWidget(to)
        row.addWidget(self.restore)
        row.addWidget(history)
        row.addStretch(1)
        outer.addLayout(row)
        return outer

    # -- showing ------------------------------------------------------------------------------

    def refresh(self, change: Change | None) -> None:
        """Show what the diary holds; what is being typed stays."""
        if change is None or Kind.TEMPLATES in change.kinds or change.everyone:
            self.templates.refresh()
        if change is not None and Kind.SETTINGS not in change.kinds and not change.everyone:
            return
        diary = self.desk.diary
        values: dict[str, object] = dict(diary.settings.all())
        self.cadence.show_values(values, diary.context.policy.codes)
        for grid in self._grids:
            for field in grid.fields:
                field.show_value(values)
        self.status.refresh()
        self.login.refresh()
        self.handoff.refresh()
        fault = diary.calendar.failure()
        self.calendar_fault.setText(fault)
        self.calendar_fault.setVisible(bool(fault))
        path = diary.context.store.path
        self.where.setText(tr("Your diary is {0}; its daily backups lie in {1}.", path, diary.safety.folder))

    def _beaten(self) -> None:
        if self.isVisible():
            self.status.refresh()
            self.handoff.refresh()

    def _choose_calendar(self) -> None:
        settings = self.desk.diary.settings
        choose_folder(
            self,
            tr("A folder for the calendar file"),
            lambda folder: self.desk.write(lambda: settings.set("calendar-folder", str(folder))),
        )

    def _back_up(self) -> None:
        self._save_copy(None)

    def _copy(self) -> None:
        path = self.desk.diary.context.store.path
        name, diaries = f"{path.stem}-copy.kitdiary", tr("Diaries (*.kitdiary)")
        choose_place(self, tr("Save a copy"), name, self._save_copy, folder=str(path.parent), filters=diaries)

    def _save_copy(self, target: Path | None) -> None:
        safety = self.desk.diary.safety

        def done(made: Daily) -> None:
            paths = ", ".join(str(found.path) for found in made.made)
            self.desk.said.emit(tr("A verified copy is in {0}", paths), None)
            for problem in made.problems:
                self.desk.failed.emit(problem)

        self.desk.slowly(tr("Backing up …"), lambda _task, _tell: safety.backup(target), done)
