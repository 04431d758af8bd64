"""The weekly hand-off in Settings: its folder, its day, what goes along, and how it went."""

from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from kitdiary.domain.day_names import full_day
from kitdiary.services.reminders.weekly_handoff import WeeklyStatus
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.files import choose_folder
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.labels import button, wrapped
from kitdiary.ui.widgets.setting_fields import SettingGrid


class WeeklyHandoffForm(QWidget):
    """The settings of the hand-off that is made by itself; `grid` holds their fields."""

    def __init__(self, desk: Desk, grid: SettingGrid) -> None:
        super().__init__()
        self._desk = desk
        grid.add("handoff-folder", tr("Folder"), tr("A whole path; none for no weekly hand-off."))
        grid.add("handoff-day", tr("Made on"), tr("mon, tue, wed … or as soon after as can be"))
        grid.add("handoff-include", tr("Goes along"), tr("notes, insights, both, or none: they are withheld"))
        grid.add_switch("handoff-zip", tr("One zip file instead of a folder"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self.state = wrapped("", "soft")
        self.fault = wrapped("", "error")
        self.fault.setAccessibleName(tr("What is wrong with the weekly hand-off"))
        outer.addLayout(grid)
        row = QHBoxLayout()
        choose = button(tr("Choose a folder …"))
        choose.clicked.connect(self._choose)
        row.addWidget(choose)
        row.addStretch(1)
        outer.addLayout(row)
        outer.addWidget(self.state)
        outer.addWidget(self.fault)

    def refresh(self) -> None:
        """Show how it is now."""
        status = self._desk.diary.weekly_handoff.status()
        self.state.setText(status_words(status))
        self.fault.setText(status.failure)
        self.fault.setVisible(bool(status.failure))

    def _choose(self) -> None:
        def take(folder: Path) -> None:
            settings = self._desk.diary.settings
            self._desk.write(lambda: settings.set("handoff-folder", str(folder)))

        choose_folder(self, tr("A folder for the weekly hand-off"), take)


def status_words(status: WeeklyStatus) -> str:
    """How the weekly hand-off is, in a sentence."""
    if not status.folder:
        return tr(
            "No hand-off is made by itself. With a folder here, each week’s is written into a folder of its "
            "own in it, while KitDiary runs or reminds in the background."
        )
    last = (
        tr("None was made yet.")
        if status.last_on is None
        else tr("The last one was made on {0}.", full_day(status.last_on))
    )
    if status.next_on is None:
        return last
    return tr("{0} The next is due on {1}.", last, full_day(status.next_on))
