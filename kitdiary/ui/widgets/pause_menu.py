"""Pausing reminders: the same choices in the tray's menu and in Settings."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from PySide6.QtWidgets import QMenu

from kitdiary.ui.desk import Desk
from kitdiary.ui.text import tr
from kitdiary.ui.words import day_words

_HOUR = timedelta(hours=1)
_DAY = timedelta(days=1)


def add_pauses(
    menu: QMenu,
    desk: Desk,
    until: datetime | None,
    forward: Callable[[], None] = lambda: None,
    *,
    inline: bool = False,
) -> None:
    """Put the choices into a menu, as a menu of their own unless ``inline``; while paused, the end of it.

    ``forward`` brings a window up for the question for a date.
    """
    if until is not None:
        said = menu.addAction(tr("Paused until {0}", moment_words(until, desk)))
        said.setEnabled(False)
        menu.addAction(tr("Go on reminding")).triggered.connect(lambda: _pause(desk, None))
        return
    choices = menu if inline else menu.addMenu(tr("Pause reminders"))
    choices.addAction(tr("For an hour")).triggered.connect(
        lambda: _pause(desk, desk.diary.context.now() + _HOUR)
    )
    choices.addAction(tr("Until tomorrow")).triggered.connect(
        lambda: _pause(desk, midnight(desk, desk.diary.context.today() + _DAY))
    )
    choices.addAction(tr("Until a date …")).triggered.connect(lambda: _ask(desk, forward))


def moment_words(at: datetime, desk: Desk) -> str:
    """``15:40`` today, else the day, with the time unless it is its beginning."""
    day, today = at.date(), desk.diary.context.today()
    clock = f"{at:%H:%M}"
    if day == today:
        return clock
    return day_words(day, today) if clock == "00:00" else f"{day_words(day, today)} {clock}"


def midnight(desk: Desk, day: date) -> datetime:
    """The beginning of a day where the rep is."""
    return datetime.combine(day, time(), desk.diary.context.now().tzinfo)


def _pause(desk: Desk, until: datetime | None) -> None:
    desk.write(lambda: desk.diary.reminders.pause(until))


def _ask(desk: Desk, forward: Callable[[], None]) -> None:
    forward()
    desk.go("pause-reminders")
