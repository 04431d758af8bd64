"""When to: the choices of a snooze, alike wherever one is offered."""

from datetime import date, datetime, timedelta

from PySide6.QtWidgets import QMenu

from kitdiary.domain.steps import StepKind
from kitdiary.ui.desk import Desk
from kitdiary.ui.text import tr
from kitdiary.ui.words import day_words

_LATER = timedelta(hours=2)


def add_snoozes(menu: QMenu, desk: Desk, contact_id: int, kind: StepKind) -> None:
    """Put the choices into a menu: later today, tomorrow, next week, a date."""
    now = desk.diary.context.now()
    today = now.date()
    monday = today + timedelta(days=7 - today.weekday())
    choices: list[tuple[str, date | datetime]] = []
    later = (now + _LATER).replace(minute=0, second=0)
    if later.date() == today:
        choices.append((tr("Later today, {0}", f"{later:%H:%M}"), later))
    tomorrow = today + timedelta(days=1)
    choices.append((tr("Tomorrow"), tomorrow))
    if monday != tomorrow:
        choices.append((tr("Next week, {0}", day_words(monday, today)), monday))
    choices.append((tr("In two weeks, {0}", day_words(today + timedelta(14), today)), today + timedelta(14)))

    def snooze(until: date | datetime) -> None:
        desk.write(lambda: desk.diary.steps.snooze(contact_id, kind, until))

    for text, until in choices:
        menu.addAction(text).triggered.connect(lambda _checked=False, until=until: snooze(until))
    menu.addSeparator()
    menu.addAction(tr("Choose a date …")).triggered.connect(lambda: desk.go("snooze", (contact_id, kind)))
