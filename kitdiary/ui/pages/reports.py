"""Reports: whether anybody was left behind, what keeping in touch brought, and what is to come."""

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QScrollArea, QWidget

from kitdiary.domain.figures import EVERYBODY, Part, Scope
from kitdiary.domain.opportunity_figures import Arrivals, Place
from kitdiary.domain.periods import DEFAULT_WEEKS, Period
from kitdiary.domain.touches import Counts
from kitdiary.services.changes import Change, Kind
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.files import choose_place
from kitdiary.ui.pages.page import Page
from kitdiary.ui.report_export import save_page, save_picture
from kitdiary.ui.report_periods import FROM_TO, Choice, choice_words, period_choices, period_of
from kitdiary.ui.report_reading import ReportReading
from kitdiary.ui.report_words import period_words, scope_words
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.labels import button
from kitdiary.ui.widgets.people_menus import escaped
from kitdiary.ui.widgets.report_body import ReportBody
from kitdiary.ui.widgets.selection_bar import open_menu

_UNSEEN = frozenset({Kind.FILTERS})


class ReportsPage(Page):
    """The figures of a period, each part in its place as it comes in."""

    name = "reports"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.title.setText(tr("Reports"))
        self.choice: Choice = DEFAULT_WEEKS
        self._typed: Period | None = None
        self.scope: Scope = EVERYBODY
        self.reading: ReportReading | None = None
        self.found: dict[Part, Any] = {}
        self.period_button = button("", "", tr("Which period"))
        self.scope_button = button(tr("Filter …"), "", tr("Rating, tag, source, territory, days"))
        self.more = button("⋯", "", tr("Save as a picture or to print, the team’s figures"))
        self.more.setAccessibleName(tr("More"))
        self.hand_off = button(tr("Hand off to manager …"), "main")
        for made in (self.period_button, self.scope_button, self.more, self.hand_off):
            self.head.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
        self.body_part = ReportBody(desk)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab within scrolls it
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.area.setWidget(self.body_part)
        self.body.addWidget(self.area, 1)
        self._connect()
        self._say()

    def _connect(self) -> None:
        self.period_button.clicked.connect(lambda: self._menu(self.period_button, self._fill_periods))
        self.more.clicked.connect(lambda: self._menu(self.more, self._fill_more))
        self.scope_button.clicked.connect(self.ask)
        self.hand_off.clicked.connect(
            lambda: self.desk.go("handoff", (self.choice, self.period(), self.scope))
        )
        body = self.body_part
        body.wanted.connect(self._behind)
        body.people.connect(self._show_people)
        body.swept.connect(self._sweep)
        body.spread.connect(lambda: self.desk.write(self.desk.diary.agenda.spread))

    # -- what it is about ---------------------------------------------------------------------

    def period(self) -> Period:
        """The period, as of today."""
        if self.choice == FROM_TO and self._typed is not None:
            return self._typed
        return period_of(self.desk.diary, self.choice)

    def show_report(self, choice: Choice, period: Period | None = None, scope: Scope | None = None) -> None:
        """Show another period, or other people."""
        self.choice, self._typed = choice, period
        self.scope = self.scope if scope is None else scope
        self._read()

    def ask(self) -> None:
        """Ask for days and people."""
        from kitdiary.ui.dialogs.report_choice import ReportChoice

        now = (self.choice, self.period(), self.scope)
        ReportChoice(self.desk, self.window(), now, self.show_report).open()

    def _menu(self, under: QWidget, fill: Any) -> None:
        open_menu(under, fill)

    def _fill_periods(self, menu: QMenu) -> None:
        for choice, words in period_choices():
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(choice == self.choice)
            action.triggered.connect(lambda _checked=False, choice=choice: self.show_report(choice))
        menu.addSeparator()
        menu.addAction(tr("From – to …")).triggered.connect(self.ask)

    def _fill_more(self, menu: QMenu) -> None:
        whole = self.reading is not None and not self.reading.running
        paper = menu.addAction(tr("Save to print (PDF) …"))
        paper.setEnabled(whole)
        paper.triggered.connect(self._save_paper)
        menu.addAction(tr("Save as a picture (PNG) …")).triggered.connect(
            lambda: self._save_picture(self.body_part, tr("Reports"))
        )
        one = menu.addMenu(tr("Save one chart"))
        for heading, card in self.body_part.charts():
            one.addAction(escaped(heading)).triggered.connect(
                lambda _checked=False, card=card, heading=heading: self._save_picture(card, heading)
            )
        menu.addSeparator()
        menu.addAction(tr("Team: many hand-offs together …")).triggered.connect(lambda: self.desk.go("team"))

    # -- showing ------------------------------------------------------------------------------

    def refresh(self, change: Change | None) -> None:
        """Read it again; what is shown stays until the new figures are there."""
        if change is not None and change.kinds and change.kinds <= _UNSEEN and not change.everyone:
            return
        self._read()

    def hideEvent(self, event: object) -> None:
        """Who has left asks for no more."""
        super().hideEvent(event)  # type: ignore[arg-type]
        if self.reading is not None and self.reading.running:
            self.reading.stop()
            self._stale = True

    def _read(self) -> None:
        if self.reading is not None:
            self.reading.stop()
        self._say()
        self.reading = ReportReading(self.desk, self.period(), self.scope, self._take)

    def _take(self, part: Part, found: Any) -> None:
        self.found[part] = found
        self.body_part.show_part(part, found)

    def _say(self) -> None:
        today: date = self.desk.diary.context.today()
        words = choice_words(self.choice) if self.choice != FROM_TO else tr("From – to")
        self.period_button.setText(words + " ▾")
        self.subtitle.setText(f"{period_words(self.period(), today)} · {scope_words(self.scope)}")

    # -- the people behind a figure -----------------------------------------------------------

    def _show_people(self, ids: Any, words: str) -> None:
        self.desk.go("contacts", {"ids": tuple(ids), "behind": words})

    def _behind(self, part: Part, key: Any, words: str) -> None:
        """Look up whom a bar is about, and show them."""
        reading = self.reading
        asked = None if reading is None else reading.asked
        if asked is None:
            return
        reports, heading = self.desk.diary.reports, words.partition(":")[0]

        def look() -> list[int]:
            if part is Part.WEEKS:
                return reports.week_people(asked, key, Counts.CONVERSATION | Counts.VALUE_ADD)
            if part is Part.LOAD:
                return reports.load_people(asked, key)
            if part is Part.CADENCE:
                return reports.on_cadence_people(asked, key, late=False)
            return self._came_at(key)

        self.desk.look(lambda _task: look(), lambda ids: self._show_people(ids, heading))

    def _came_at(self, place: Place) -> list[int]:
        found: Arrivals = self.found[Part.OPPORTUNITIES]
        return list(dict.fromkeys(one.contact_id for one in found.came if one.place is place))

    def _sweep(self) -> None:
        left = self.found.get(Part.LEFT_BEHIND)
        if left is not None and left.count:
            self.desk.go("sweep", left.ids)
        else:
            self.desk.said.emit(tr("Nobody is left behind."), None)

    # -- saving -------------------------------------------------------------------------------

    def _save_paper(self) -> None:
        period, scope, found = self.period(), self.scope, dict(self.found)
        choose_place(
            self,
            tr("Save to print"),
            f"{tr('Reports')}.pdf",
            lambda place: save_page(self.desk, place, period, scope, found),
            filters=tr("PDF (*.pdf)"),
        )

    def _save_picture(self, what: QWidget, heading: str) -> None:
        choose_place(
            self,
            tr("Save {0}", heading),
            f"{heading}.png",
            lambda place: save_picture(self.desk, place, what, heading),
            filters=tr("PNG (*.png)") if what is self.body_part else tr("PNG (*.png);;PDF (*.pdf)"),
        )
