"""Today: whom to talk to, why, and what there is to give them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from kitdiary.domain.agenda import DueStep
from kitdiary.domain.day_names import month_name, weekday_name
from kitdiary.domain.steps import StepKind
from kitdiary.services.changes import Change
from kitdiary.ui import theme
from kitdiary.ui.desk import Desk
from kitdiary.ui.models.agenda_model import AgendaModel, Entry
from kitdiary.ui.pages.page import Page
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.agenda_view import AgendaView
from kitdiary.ui.widgets.brief_panel import BriefPanel
from kitdiary.ui.widgets.empty_state import EmptyState
from kitdiary.ui.widgets.labels import button
from kitdiary.ui.widgets.snooze_menu import add_snoozes

if TYPE_CHECKING:
    from kitdiary.services.overview import Counts

_MINUTE_MS = 60_000


class TodayPage(Page):
    """The order of the day, the brief beside it."""

    name = "today"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.model = AgendaModel(desk, self)
        self.view = AgendaView(self.model)
        self.view.acted.connect(self._act)
        self.view.current_changed.connect(self._brief)
        self.finder = button(tr("Find a person, company or note    Ctrl K"))
        self.finder.clicked.connect(lambda: desk.go("find"))
        self.emails = button(
            tr("The week’s emails …"), "", tr("Prepare this week’s value-adds (Ctrl+Shift+M)")
        )
        self.emails.clicked.connect(lambda: desk.go("week-mails"))
        self.head.addWidget(self.emails)
        self.head.addWidget(self.finder)
        self.left = button("", "link", tr("Who has no next step or has heard nothing for too long"))
        self.left.clicked.connect(lambda: desk.go("contacts", {"left_behind": True}))
        self.empty = EmptyState()
        self.empty.acted.connect(self._first)
        self.empty.acted_otherwise.connect(lambda: desk.go("add-contact"))
        self._beside_subtitle(self.left)
        self.body.addWidget(self.empty, 1)
        self.body.addWidget(self.view, 1)
        self.brief = BriefPanel()
        self.brief.opened.connect(lambda: self._act("open", self.view.entry()))
        self.brief.wrote.connect(lambda: self._act("write", self.view.entry()))
        self._beside(self.brief)
        self._painted = False
        desk.counting.counted.connect(self._counted)
        if desk.counting.latest is not None:
            self._counted(desk.counting.latest)
        self.setFocusProxy(self.view)
        self._clock = QTimer(self)  # local times and the date go on while the window is open
        self._clock.setInterval(_MINUTE_MS)
        self._clock.timeout.connect(self._tick)
        self._clock.start()
        self._day = desk.diary.context.today()

    def _beside_subtitle(self, widget: QWidget) -> None:
        """Put something after the line under the title, which takes no more room than it needs."""
        head = self.head.itemAt(0)
        texts = None if head is None else head.layout()
        assert texts is not None
        texts.removeWidget(self.subtitle)
        self.subtitle.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout()
        row.setSpacing(6)
        row.addWidget(self.subtitle)
        row.addWidget(widget)
        row.addStretch(1)
        texts.addItem(row)

    def _beside(self, panel: QWidget) -> None:
        """Put a panel at the right of everything else, over the page's whole height."""
        inner = self.layout()
        holder = QWidget()
        assert inner is not None
        holder.setLayout(inner)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(holder, 1)
        row.addWidget(panel)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The brief narrows with the window and gives way to the list in a small one."""
        super().resizeEvent(event)
        width = self.width()
        self._make_room()
        self.brief.setFixedWidth(theme.BRIEF_WIDTH if width >= theme.BRIEF_WIDE_FROM else theme.BRIEF_NARROW)
        wide = width >= theme.BRIEF_WIDE_FROM
        self.finder.setText(tr("Find a person, company or note    Ctrl K") if wide else tr("Find    Ctrl K"))
        self.emails.setText(tr("The week’s emails …") if wide else tr("Emails …"))

    def _make_room(self) -> None:
        """The brief is there where it has room and there is a list beside it."""
        self.brief.setVisible(self.width() >= theme.BRIEF_FROM and self.model.rowCount() > 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Once the list is on the screen, the brief and the counts are read: nobody waits for them."""
        super().paintEvent(event)
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self, self._read_the_rest)

    def _read_the_rest(self) -> None:
        suggestions = self.desk.diary.suggestions
        self.desk.look(lambda _task: suggestions.prepare(), lambda _: self._brief(self.view.entry()))
        self.desk.counting.ask()

    # -- showing ------------------------------------------------------------------------------

    def refresh(self, change: Change | None) -> None:
        """Read the day anew, whatever changed; selection and scroll position stay."""
        if change is None and self._painted:  # a new day counts anew who is left behind
            self.desk.counting.ask()
        diary = self.desk.diary
        today = diary.context.today()
        self.title.setText(f"{weekday_name(today)} {today.day} {month_name(today)}")
        self.view.reload()
        self.subtitle.setText(tr("{0} due, {1} done", self.model.due, diary.overview.done_count()))
        anything = self.model.rowCount() > 0
        self.emails.setVisible(anything)
        self.view.setVisible(anything)
        self.empty.setVisible(not anything)
        self.setFocusProxy(self.view if anything else self.empty.button)
        self._make_room()
        if not anything:
            self._say_nothing(anybody=diary.overview.anybody())

    def _counted(self, counts: "Counts") -> None:
        """Who is left behind, counted after the day is shown: that takes a moment in a large diary."""
        count = counts.left_behind
        self.left.setEnabled(count > 0)
        some = tr("· 1 left behind") if count == 1 else tr("· nobody left behind")
        self.left.setText(tr("· {0} left behind", f"{count:,}") if count > 1 else some)

    def _say_nothing(self, *, anybody: bool) -> None:
        """What to do on a day with nothing due, and in a diary with nobody in it."""
        if anybody:
            self.empty.say(
                tr("Nothing is due today"),
                tr("Enjoy it, or call somebody you have been meaning to."),
                tr("Look through your contacts"),
            )
            return
        self.empty.say(
            tr("Your diary is empty"),
            tr(
                "Bring the address book you have: KitDiary plans whom to talk to and when. Or add the first "
                "person you do not want to lose sight of. “kitdiary demo” opens a diary with invented people."
            ),
            tr("Import contacts …"),
            tr("Add the first person"),
        )

    def _first(self) -> None:
        self.desk.go("contacts" if self.desk.diary.overview.anybody() else "import")

    def _brief(self, entry: Entry | None) -> None:
        if not self._painted:
            return
        diary = self.desk.diary
        brief = None if entry is None else diary.briefs.of(entry.item.step.contact_id)
        self.brief.show_brief(brief, diary.context.today())

    def _tick(self) -> None:
        today = self.desk.diary.context.today()
        if today != self._day:
            self._day = today
            self.mark_stale()
        elif self.isVisible():
            self.view.viewport().update()

    # -- doing --------------------------------------------------------------------------------

    def _act(self, act: str, entry: Entry | None) -> None:
        if entry is None:
            return
        step, desk = entry.item.step, self.desk
        one = step.contact_id
        acts: dict[str, Callable[[], object]] = {
            "open": lambda: desk.open_contact(one),
            "log": lambda: desk.go("log", (one,)),
            "answer": lambda: desk.go("log", (one,)),
            "write": lambda: desk.go("write", (one, step.kind) if step.kind is StepKind.THANKS else one),
            "call": lambda: desk.go("call", one),
            "promise": lambda: desk.go("promise", one),
            "hand": lambda: self.raise_hand(one),
            "skip": lambda: desk.go("skip", (one, step.kind)),
            "snooze": lambda: self._snooze_menu(step),
            "menu": lambda: self._menu(entry),
        }
        if step.kind is StepKind.PROMISE:
            acts["kept"] = lambda: desk.write(lambda: desk.diary.steps.kept(one))
        wanted = acts.get(self._main(step) if act == "main" else act)
        if wanted is not None:
            wanted()

    def _main(self, step: DueStep) -> str:
        if step.kind is StepKind.PROMISE and not step.to_talk:
            return "kept"
        if step.kind is StepKind.REPLY:
            return "answer"
        return "write" if step.kind in (StepKind.VALUE_ADD, StepKind.THANKS) else "log"

    def raise_hand(self, contact_id: int) -> None:
        """Put somebody on top of today, with all that is known of them beside it."""
        desk = self.desk
        desk.write(
            lambda: desk.diary.steps.raise_hand(contact_id), lambda _change: desk.go("today", contact_id)
        )

    def open(self, what: object = None) -> None:
        """Show the day; an id chooses that person's first line."""
        super().open(what)
        if isinstance(what, int):
            self.view.choose(what)

    def _snooze_menu(self, step: DueStep) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        add_snoozes(menu, self.desk, step.contact_id, step.kind)
        menu.popup(self.view.menu_place())

    def _menu(self, entry: Entry) -> None:
        step = entry.item.step
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        acts = [
            (tr("Log a touch"), "L", "log"),
            (tr("Write"), "W", "write"),
            (tr("Call"), "C", "call"),
            (tr("Promise something"), "P", "promise"),
            (tr("Raised a hand: on top of today"), "H", "hand"),
        ]
        if step.kind is StepKind.PROMISE:
            acts.insert(0, (tr("Kept"), "D", "kept"))
        for text, key, act in acts:
            menu.addAction(f"{text}\t{key}").triggered.connect(
                lambda _checked=False, act=act: self._act(act, entry)
            )
        add_snoozes(menu.addMenu(tr("Snooze\tS")), self.desk, step.contact_id, step.kind)
        if step.promise_id is not None:
            from kitdiary.ui.calendar_events import add_calendar

            add_calendar(menu.addMenu(tr("Calendar")), self.desk, self, step.promise_id)
        if step.kind is StepKind.VALUE_ADD:
            menu.addAction(tr("All emails of the week …\tCtrl+Shift+M")).triggered.connect(
                lambda: self.desk.go("week-mails")
            )
        menu.addAction(tr("Skip\tK")).triggered.connect(lambda: self._act("skip", entry))
        menu.addSeparator()
        menu.addAction(tr("Open the page\tO")).triggered.connect(lambda: self._act("open", entry))
        menu.popup(self.view.menu_place())
