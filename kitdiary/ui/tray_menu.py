"""The menu of the tray icon: the first of today, what is most wanted, pausing reminders, and the end."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from PySide6.QtWidgets import QMenu

from kitdiary.domain.agenda import AgendaItem
from kitdiary.domain.reminder_times import paused_until
from kitdiary.domain.steps import StepKind
from kitdiary.services.diary import Diary
from kitdiary.ui.desk import Desk
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.pause_menu import add_pauses
from kitdiary.ui.widgets.people_menus import escaped

FIRST = 5
_LONGEST = 48


@dataclass(frozen=True, slots=True)
class TrayDay:
    """What the tray shows: the day, how much is due, the first of it (an id and a text), the pause.

    ``lines`` are empty where names are hidden: the menu may come up on a shared screen.
    """

    day: date = date.min
    due: int = 0
    lines: tuple[tuple[int, str], ...] = ()
    paused_until: datetime | None = None


def read_day(diary: Diary) -> TrayDay:
    """What the tray shows now. Takes a while in a large diary: not for the window's thread."""
    now, preferences = diary.context.now(), diary.context.preferences
    items = [] if preferences.names_hidden else diary.agenda.items()[:FIRST]
    lines = tuple((item.step.contact_id, _line(item, now)) for item in items)
    return TrayDay(now.date(), diary.overview.counts().due, lines, paused_until(preferences, now))


def _line(item: AgendaItem, now: datetime) -> str:
    step = item.step
    who = step.name if not step.company else f"{step.name}, {step.company}"
    if len(who) > _LONGEST:
        who = who[: _LONGEST - 1].rstrip() + "…"
    if step.due_at is not None:
        return f"{step.due_at.astimezone(now.tzinfo):%H:%M}  {who}"
    return f"{_kind(step.kind)}: {who}"


def _kind(kind: StepKind) -> str:
    return {
        StepKind.TALK: tr("Talk"),
        StepKind.VALUE_ADD: tr("Write"),
        StepKind.REPLY: tr("Answer"),
        StepKind.PROMISE: tr("Promised"),
        StepKind.THANKS: tr("Thank"),
    }[kind]


class TrayMenu(QMenu):
    """The menu; `fill` makes it anew. Everything but a pause brings the window forward first."""

    def __init__(self, desk: Desk, forward: Callable[[], None], quit_: Callable[[], None]) -> None:
        super().__init__()
        self._desk = desk
        self._forward = forward
        self._quit = quit_
        self.fill(TrayDay())

    def fill(self, day: TrayDay) -> None:
        """Show a day."""
        self.clear()
        head = tr("Nothing due today") if not day.due else tr("{0} due today", day.due)
        self.addAction(head).triggered.connect(lambda: self._go("today"))
        for contact_id, text in day.lines:
            self.addAction(escaped(text)).triggered.connect(
                lambda _checked=False, who=contact_id: self._go("contact", who)
            )
        self.addSeparator()
        self.addAction(tr("Log a touch …")).triggered.connect(lambda: self._go("log", ()))
        self.addAction(tr("Find …")).triggered.connect(lambda: self._go("find"))
        self.addSeparator()
        add_pauses(self, self._desk, day.paused_until, self._forward)
        self.addSeparator()
        self.addAction(tr("Open KitDiary")).triggered.connect(lambda _checked=False: self._forward())
        self.addAction(tr("Quit")).triggered.connect(lambda _checked=False: self._quit())

    def _go(self, where: str, what: object = None) -> None:
        self._forward()
        self._desk.go(where, what)
