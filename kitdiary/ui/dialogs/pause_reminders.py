"""Ask for the day until which nothing is announced."""

from datetime import date, timedelta

from PySide6.QtWidgets import QWidget

from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.ask import Ask, ask_day
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.pause_menu import midnight


def open_pause(desk: Desk, parent: QWidget, what: object) -> None:  # noqa: ARG001 - as every opener
    """Ask, and pause from now until that day begins."""
    first = desk.diary.context.today() + timedelta(days=1)

    def taken(day: date, asked: Ask) -> None:
        desk.write(
            lambda: desk.diary.reminders.pause(midnight(desk, day)),
            lambda _change: asked.accept(),
            asked.refuse,
        )

    start = first + timedelta(days=6)
    ask_day(parent, tr("Pause reminders until"), tr("Pause"), first=first, start=start, taken=taken)
