"""Going through those left behind in two minutes: one key for each, until nobody is."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from functools import partial
from textwrap import shorten

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QMenu, QProgressBar, QPushButton, QVBoxLayout, QWidget

from kitdiary.domain.errors import DiaryError
from kitdiary.domain.intervals import add_months
from kitdiary.domain.people import ClosedReason
from kitdiary.services.brief import Brief
from kitdiary.services.changes import Change
from kitdiary.ui import theme
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.promise import about
from kitdiary.ui.models.contacts_model import closed_words
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.badge import Badge
from kitdiary.ui.widgets.flow import Flow
from kitdiary.ui.widgets.labels import Elided, button, card, plain, wrapped
from kitdiary.ui.widgets.selection_bar import open_menu
from kitdiary.ui.words import begun, day_words, insight_words

_WIDTH, _HEIGHT = 780, 430
_BRIEF = 180
"""So many characters of the last note are enough to remember by, and have room."""
_DATE, _PAUSE, _CLOSE, _LOG, _LATER, _UNDO = "T", "P", "X", "L", "N", "U"


class SweepDialog(QDialog):
    """One after the other: rate, give a date, pause, close, or leave for now."""

    def __init__(self, desk: Desk, parent: QWidget, people: Sequence[int]) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("look", "form")
        self.setWindowTitle(tr("Left behind"))
        self.setFixedSize(_WIDTH, _HEIGHT)
        self.desk, self._people = desk, tuple(people)
        self._place = 0
        self._done: list[tuple[int, int | None]] = []
        self._busy = False
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.MARGIN, 20, theme.MARGIN, 18)
        outer.setSpacing(theme.GAP)
        self._head(outer)
        self._person(outer)
        self._keys(outer)
        QShortcut(QKeySequence("Ctrl+Z"), self).activated.connect(self.undo)
        self._show()

    # -- making -------------------------------------------------------------------------------

    def _head(self, outer: QVBoxLayout) -> None:
        head = QHBoxLayout()
        head.addWidget(plain(tr("Left behind"), role="title"), 1)
        self.count = plain("", "soft")
        head.addWidget(self.count)
        outer.addLayout(head)
        self.progress = QProgressBar()
        self.progress.setRange(0, len(self._people))
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(tr("How far you are"))
        outer.addWidget(self.progress)

    def _person(self, outer: QVBoxLayout) -> None:
        frame, layout = card()
        row = QHBoxLayout()
        row.setSpacing(10)
        self.badge = Badge()
        self.name = Elided("", role="name", bold=True)
        row.addWidget(self.badge)
        row.addWidget(self.name, 1)
        layout.addLayout(row)
        self.firm = Elided("", "soft")
        self.silence = wrapped("", "late")
        self.last = wrapped("")
        self.known = wrapped("", "soft")
        for line in (self.firm, self.silence, self.last, self.known):
            layout.addWidget(line)
        layout.addStretch(1)
        outer.addWidget(frame, 1)
        self.said = wrapped("", "error")
        self.said.setAccessibleName(tr("What is wrong"))
        outer.addWidget(self.said)

    def _keys(self, outer: QVBoxLayout) -> None:
        row = QWidget()
        flow = Flow(row, theme.TIGHT)
        rate = plain(tr("Rate"), "soft")
        rate.setFixedHeight(theme.BUTTON_HEIGHT)
        flow.addWidget(rate)
        self.buttons: dict[str, QPushButton] = {}
        for code in self.desk.diary.context.policy.codes:
            self._button(flow, code, code, partial(self._rate, code), tr("Rate {0}", code))
        self._button(flow, _DATE, tr("Date ▾"), lambda: self._menu(_DATE, self._dates), tr("Give a date"))
        self._button(flow, _PAUSE, tr("Pause ▾"), lambda: self._menu(_PAUSE, self._pauses), tr("Pause"))
        self._button(flow, _CLOSE, tr("Close ▾"), lambda: self._menu(_CLOSE, self._closings), tr("Close"))
        self._button(flow, _LOG, tr("Log a touch"), self._log, tr("Log a touch"))
        self._button(flow, _LATER, tr("Not now"), self._next, tr("Leave as it is, for now"))
        outer.addWidget(row)
        foot = QHBoxLayout()
        self.back = button(tr("Undo  {0}", _UNDO))
        self.back.setAutoDefault(False)
        self.back.clicked.connect(self.undo)
        self.shut = button(tr("Done"))
        self.shut.setAutoDefault(False)
        self.shut.clicked.connect(self.accept)
        foot.addWidget(self.back)
        foot.addStretch(1)
        foot.addWidget(self.shut)
        outer.addLayout(foot)

    def _button(self, flow: Flow, key: str, text: str, act: Callable[[], None], name: str) -> None:
        letter = text == key
        made = button(text.replace("&", "&&") if letter else f"{text}   {key}")
        made.setAccessibleName(tr("{0}, key {1}", name, key))
        made.setAutoDefault(False)
        made.clicked.connect(lambda _checked=False: act())
        flow.addWidget(made)
        self.buttons.setdefault(key.upper(), made)

    # -- showing ------------------------------------------------------------------------------

    @property
    def contact_id(self) -> int | None:
        """Whom it is about; None at the end."""
        return self._people[self._place] if self._place < len(self._people) else None

    def _show(self) -> None:
        contact_id = self.contact_id
        self.progress.setValue(self._place)
        self.back.setEnabled(bool(self._done))
        self.said.setText("")
        if contact_id is None:
            self._end()
            return
        self.count.setText(tr("{0} of {1}", self._place + 1, len(self._people)))
        for made in self.buttons.values():
            made.setEnabled(True)
        try:
            brief = self.desk.diary.briefs.of(contact_id)
        except DiaryError:  # erased or merged meanwhile
            self._next()
            return
        self._tell(brief)
        self.setFocus()

    def _tell(self, brief: Brief) -> None:
        contact, policy = brief.card.contact, self.desk.diary.context.policy
        code = brief.card.plan.effective_rating
        self.badge.show()
        self.badge.show_rating(code, policy.rank(code), own=contact.rating is not None)
        self.name.setText(contact.name)
        self.firm.setText(about(brief.card).removeprefix(contact.name).removeprefix(", "))
        today = self.desk.diary.context.today()
        last = brief.last
        if last is None:
            self.silence.setText(tr("Never spoken to; here since {0}.", day_words(contact.added_on, today)))
            self.last.setText("")
        else:
            self.silence.setText(tr("Last spoken to {0} days ago.", (today - last.on).days))
            self.last.setText(shorten(last.note or "", _BRIEF, placeholder=" …"))
        first = brief.known[0] if brief.known else None
        self.known.setText("" if first is None else f"{insight_words(first.kind)}: {first.insights[0].text}")

    def _end(self) -> None:
        """Nobody is left, or who still counts and why."""
        for made in self.buttons.values():
            made.setEnabled(False)
        self.badge.hide()
        self.progress.setVisible(bool(self._people))
        self.count.setText(tr("{0} of {0}", len(self._people)) if self._people else "")
        still = len(self.desk.diary.agenda.left_behind())
        self.name.setText(
            tr("Nobody is left behind.") if not still else tr("You have been through all of them.")
        )
        self.firm.setText("")
        self.last.setText("")
        self.known.setText("")
        one = tr("1 still counts: a date or a rating is no conversation yet. It ends when you have spoken.")
        more = tr(
            "{0} still count: a date or a rating is no conversation yet. It ends when you have spoken.", still
        )
        self.silence.setText("" if not still else one if still == 1 else more)
        self.shut.setFocus()

    # -- doing --------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """One key each; the letters of ratings first."""
        key = event.text().upper()
        if key == _UNDO and key not in self.buttons:
            self.undo()
        elif key and key in self.buttons and not event.isAutoRepeat():
            if self.buttons[key].isEnabled():
                self.buttons[key].click()
        else:
            super().keyPressEvent(event)

    def _write(self, act: Callable[[int], Change]) -> None:
        contact_id = self.contact_id
        if contact_id is None or self._busy:
            return
        self._busy = True

        def then(change: Change) -> None:
            self._busy = False
            self._done.append((self._place, change.operation_id))
            self._next()

        def failed(sentence: str) -> None:
            self._busy = False
            self.said.setText(sentence)

        self.desk.write(lambda: act(contact_id), then, failed)

    def _next(self) -> None:
        if self.contact_id is not None:
            self._place += 1
        self._show()

    def undo(self) -> None:
        """Put the last decision back, and go back to whom it was about."""
        if self._busy or not self._done:
            return
        place, operation = self._done.pop()
        if operation is not None:
            self.desk.undo(operation)
        self._place = place
        self._show()

    def _rate(self, code: str) -> None:
        self._write(lambda contact_id: self.desk.diary.contacts.rate([contact_id], code))

    def _log(self) -> None:
        if self.contact_id is not None:
            self.desk.log((self.contact_id,))

    def _menu(self, key: str, fill: Callable[[QMenu], None]) -> None:
        def filled(menu: QMenu) -> None:
            fill(menu)
            menu.setActiveAction(menu.actions()[0])  # the key and Enter

        open_menu(self.buttons[key], filled)

    def _dates(self, menu: QMenu) -> None:
        today = self.desk.diary.context.today()
        monday = today + timedelta(days=7 - today.weekday())
        for text, on in (
            (tr("Tomorrow"), today + timedelta(days=1)),
            (tr("Next Monday"), monday),
            (tr("In two weeks"), today + timedelta(days=14)),
            (tr("In a month"), add_months(today, 1)),
        ):
            self._add(menu, text, on, partial(self._promise, on))

    def _promise(self, on: date, contact_id: int) -> Change:
        return self.desk.diary.steps.promise(contact_id, on, tr("Get in touch again"))

    def _pauses(self, menu: QMenu) -> None:
        today = self.desk.diary.context.today()
        for months in (1, 3, 6, 12):
            until = add_months(today, months)
            text = tr("For a month") if months == 1 else tr("For {0} months", months)
            self._add(menu, text, until, partial(self._pause, until))

    def _pause(self, until: date, contact_id: int) -> Change:
        return self.desk.diary.contacts.edit([contact_id], pause_until=until)

    def _close_as(self, reason: ClosedReason, contact_id: int) -> Change:
        return self.desk.diary.contacts.edit([contact_id], closed=reason)

    def _closings(self, menu: QMenu) -> None:
        for reason in (
            ClosedReason.LEFT_FIELD,
            ClosedReason.NO_CONTACT,
            ClosedReason.DUPLICATE,
            ClosedReason.DECEASED,
        ):
            words = begun(closed_words(reason))
            self._add(menu, words, None, partial(self._close_as, reason))

    def _add(self, menu: QMenu, text: str, on: date | None, act: Callable[[int], Change]) -> None:
        shown = text if on is None else f"{text}\t{day_words(on, self.desk.diary.context.today())}"
        menu.addAction(shown).triggered.connect(lambda _checked=False: self._write(act))


def open_sweep(desk: Desk, parent: QWidget, what: object) -> None:
    """Go through these people (one, or several), or all who are left behind."""
    one = (what,) if isinstance(what, int) else what
    people = one if isinstance(one, tuple) and one else tuple(desk.diary.agenda.left_behind())
    SweepDialog(desk, parent, people).open()
