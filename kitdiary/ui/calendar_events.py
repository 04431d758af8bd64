"""A promise in the rep's own calendar: opened there, or saved as an .ics file."""

import zlib
from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMenu, QWidget

from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.files import choose_place
from kitdiary.ui.text import tr


def add_calendar(menu: QMenu, desk: Desk, parent: QWidget, promise_id: int) -> None:
    """Put both ways into a menu."""
    menu.addAction(tr("Open in calendar")).triggered.connect(lambda: open_event(desk, promise_id))
    menu.addAction(tr("Save as .ics …")).triggered.connect(lambda: save_event(desk, parent, promise_id))


def open_event(desk: Desk, promise_id: int) -> None:
    """Hand the event to the program that opens calendar files here."""

    def copy() -> Path:
        content = desk.diary.calendar.promise(promise_id)
        # By what is in it: a promise that was moved is another file.
        return desk.copies.put(zlib.crc32(content), "promise.ics", content)

    def made(file: Path) -> None:
        if QDesktopServices.openUrl(QUrl.fromLocalFile(str(file))):
            # True on Linux also where no program took it (PLATFORM).
            desk.said.emit(tr("Handed to your calendar. If none came up, save the event as .ics."), None)
        else:
            desk.failed.emit(tr("No program here opens calendar files: save the event as .ics instead."))

    desk.look(lambda _task: copy(), made)


def save_event(desk: Desk, parent: QWidget, promise_id: int) -> None:
    """Ask where to, and write the event there."""
    calendar = desk.diary.calendar

    def save(target: Path) -> None:
        desk.look(
            lambda _task: calendar.save_promise(promise_id, target),
            lambda path: desk.said.emit(tr("The event is in {0}", path), None),
        )

    name, filters = "promise.ics", tr("Calendar files (*.ics)")
    choose_place(parent, tr("Save the event"), name, save, folder=str(Path.home()), filters=filters)
