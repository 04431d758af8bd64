"""The quiet lines at the foot of the side: reminders, what comes next, the last backup."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from kitdiary.ui import theme
from kitdiary.ui.desk import Desk
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.labels import wrapped
from kitdiary.ui.words import day_words

if TYPE_CHECKING:
    from kitdiary.services.reminders.glance import Glance

_MINUTE_MS = 60_000
_PAINTED_MS = 100
"""The window is painted by then: the foot can wait for it."""


class SideFoot(QWidget):
    """Reads itself anew with every change, every beat, and every minute while it is seen."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 0, 0, 0)
        layout.setSpacing(10)
        self.reminders, self.backup = wrapped("", "soft"), wrapped("", "soft")
        for line in (self.reminders, self.backup):
            line.setFont(theme.font("small"))
            layout.addWidget(line)
        self.reminders.setAccessibleName(tr("Reminders"))
        self.backup.setAccessibleName(tr("Backup"))
        desk.changed.connect(lambda _change: self.refresh())
        desk.beaten.connect(self.refresh)
        self._minute = QTimer(self)
        self._minute.setInterval(_MINUTE_MS)
        self._minute.setTimerType(Qt.TimerType.VeryCoarseTimer)
        self._minute.timeout.connect(self.refresh)
        self._minute.start()

    def refresh(self) -> None:
        """Read and show it, if anybody sees it."""
        if self.isVisible():
            from kitdiary.services.reminders.glance import glance

            self.show_glance(glance(self._desk.diary.context))

    def showEvent(self, event: object) -> None:
        """What went by while nobody looked."""
        super().showEvent(event)  # type: ignore[arg-type]
        QTimer.singleShot(_PAINTED_MS, self, self.refresh)

    def show_glance(self, found: "Glance") -> None:
        """Show one."""
        self.reminders.setText("\n".join(_reminders(found, self._desk)))
        self.backup.setText(_backup(found, self._desk))
        self.backup.setVisible(bool(self.backup.text()))


def _reminders(found: "Glance", desk: Desk) -> list[str]:
    from kitdiary.ui.widgets.pause_menu import moment_words

    if not desk.reminding:
        return [tr("No reminders in a demo")]
    if found.beat_failure:
        return [tr("Reminders fail: see Settings")]
    if found.paused_until is not None:
        return [tr("Reminders paused until {0}", moment_words(found.paused_until, desk))]
    lines = [tr("Reminders on")]
    if found.next_at is not None:
        when = moment_words(found.next_at, desk)
        lines.append(tr("Next: {0}", f"{when} {found.next_name}".rstrip()))
    return lines


def _backup(found: "Glance", desk: Desk) -> str:
    if not desk.reminding:
        return ""
    if found.backup_failure:
        return tr("Backup failed: see Settings")
    if found.backup_on is None:
        return tr("Not backed up yet")
    today = desk.diary.context.today()
    if found.backup_on != today:
        return tr("Backed up {0}", day_words(found.backup_on, today))
    clock = f" {found.backup_at:%H:%M}" if found.backup_at is not None else ""
    return tr("Backed up today") + clock
