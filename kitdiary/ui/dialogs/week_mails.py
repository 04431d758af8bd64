"""The week's emails, one after the other: looked at, opened, skipped or put off; then all logged at once."""

from dataclasses import dataclass
from enum import Enum, auto
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem, QMenu, QVBoxLayout, QWidget
from shiboken6 import isValid

from kitdiary.domain.steps import StepKind
from kitdiary.services.changes import Change
from kitdiary.services.touch_log import TouchDraft
from kitdiary.services.week_mails import WeekMail
from kitdiary.ui import theme
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.base import Form, Wrong
from kitdiary.ui.dialogs.promise import about
from kitdiary.ui.mail_out import HandedOver
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.labels import button, wrapped
from kitdiary.ui.widgets.mail_editor import Kept, MailEditor, Unready
from kitdiary.ui.widgets.snooze_menu import add_snoozes

_LIST_WIDTH = 212


class State(Enum):
    """How far an email is."""

    WAITING = auto()
    OPENED = auto()
    DONE = auto()
    """Logged, skipped or put off: it is due no more."""


@dataclass(slots=True)
class Letter:
    """One email of the week, and what became of it so far."""

    mail: WeekMail
    state: State = State.WAITING
    kept: Kept | None = None
    draft: TouchDraft | None = None
    """The touch to be logged, as it was when the draft was opened."""


class WeekMailsForm(Form):
    """The list of the week beside the email of the one who is chosen."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(
            desk,
            parent,
            tr("The week’s emails"),
            tr("Open the draft, and on") + "  Ctrl ⏎",
            width=theme.BATCH_WIDTH,
        )
        self.letters = self._letters()
        self._items = desk.diary.library.items()
        self.editor: MailEditor | None = None
        self._at = -1
        self._opening = False
        self.list = QListWidget()
        self.list.setFixedWidth(_LIST_WIDTH)
        self.list.setProperty("look", "names")
        self.list.setAccessibleName(tr("The week’s emails"))
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.why = wrapped("", "soft")
        self.place = QVBoxLayout()
        self.place.setSpacing(theme.GAP)
        self.place.addWidget(self.why)
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addWidget(self.list)
        row.addLayout(self.place, 1)
        self.body.addLayout(row, 1)
        self._make_foot()
        for letter in self.letters:
            self.list.addItem(QListWidgetItem(self._line(letter)))
        self.list.currentRowChanged.connect(self._go)
        desk.changed.connect(self._changed)
        first = next((n for n, one in enumerate(self.letters) if one.state is State.WAITING), 0)
        if self.letters:
            self.list.setCurrentRow(first)
        self._say()

    def _letters(self) -> list[Letter]:
        """What is due this week; where it was begun before, as it was left."""
        week = self.desk.diary.writing.week()
        self.by_other_ways = week.by_other_ways
        before: dict[int, Letter] = self.desk.week_letters
        found = []
        for mail in week.mails:
            letter = before.get(mail.contact_id) or Letter(mail)
            letter.mail = mail
            if letter.state is State.DONE:  # undone since
                letter = Letter(mail, kept=letter.kept)
            found.append(letter)
        self.desk.week_letters = {one.mail.contact_id: one for one in found}
        return found

    def _make_foot(self) -> None:
        self.asked = wrapped("")
        self.log_all = button("", "main")
        self.log_one = button(tr("Only this one"))
        self.undo = button(tr("Undo"), "link", tr("Put the last step back"))
        self.undo.clicked.connect(lambda _checked=False: self.desk.undo())
        self.undo.hide()
        self.log_all.clicked.connect(self._log_all)
        self.log_one.clicked.connect(self._log_one)
        asked = QHBoxLayout()
        asked.setSpacing(theme.TIGHT)
        asked.addWidget(self.asked, 1)
        for made in (self.undo, self.log_one, self.log_all):
            made.setAutoDefault(False)
            asked.addWidget(made, 0, Qt.AlignmentFlag.AlignTop)
        self.above_foot.addLayout(asked)
        self.cancel.setText(tr("Go on later"))
        self.back, self.on = button(tr("Back")), button(tr("Next"))
        self.skip, self.snooze = button(tr("Skip")), button(tr("Snooze"))
        self.menu = QMenu(self)
        self.menu.aboutToShow.connect(self._fill_menu)
        self.snooze.setMenu(self.menu)
        acts = (
            (self.back, "Alt+Up", partial(self._move, -1)),
            (self.on, "Alt+Down", partial(self._move, 1)),
            (self.skip, "Ctrl+K", self._skip),
            (self.snooze, "Ctrl+S", self.snooze.showMenu),
            (self.log_all, "Ctrl+L", self._log_all),
        )
        for made, keys, act in acts:
            made.setAutoDefault(False)
            made.setToolTip(keys)
            QShortcut(QKeySequence(keys), self).activated.connect(act)
            if made is not self.log_all:
                self.foot.insertWidget(self.foot.count() - 2, made, 0, Qt.AlignmentFlag.AlignBottom)
        self.back.clicked.connect(partial(self._move, -1))
        self.on.clicked.connect(partial(self._move, 1))
        self.skip.clicked.connect(self._skip)

    # -- showing ------------------------------------------------------------------------------

    @property
    def letter(self) -> Letter | None:
        """The one that is shown."""
        return self.letters[self._at] if 0 <= self._at < len(self.letters) else None

    def _line(self, letter: Letter) -> str:
        words = {
            State.WAITING: letter.mail.company or tr("no company"),
            State.OPENED: tr("opened: sent?"),
            State.DONE: tr("done"),
        }
        sign = {State.WAITING: "", State.OPENED: "○ ", State.DONE: "✓ "}[letter.state]
        return f"{sign}{letter.mail.name}\n{words[letter.state]}"

    def _go(self, row: int) -> None:
        self._keep()
        self._at = row
        letter = self.letter
        if letter is None:
            return
        diary = self.desk.diary
        card = diary.cards.one(letter.mail.contact_id)
        suggestion = diary.agenda.suggestion_for(letter.mail.contact_id)
        made = MailEditor(self.desk, card, self._items, suggestion, kept=letter.kept)
        made.grown.connect(self._grown)
        before, self.editor = self.editor, made
        if before is not None:
            self.place.replaceWidget(before, made)
            before.hide()
            before.deleteLater()
        else:
            self.place.addWidget(made, 1)
        self.why.setText(f"{about(card)}\n{letter.mail.reason}".strip())
        self.clear()
        self._say()
        made.text.setFocus()

    def _keep(self) -> None:
        letter = self.letter
        if letter is not None and self.editor is not None and letter.state is not State.DONE:
            letter.kept = self.editor.kept()

    def _grown(self) -> None:
        if self.isVisible():
            self.fit()

    def _say(self) -> None:
        """Where one is, what was opened, what can be done with this one."""
        for row, one in enumerate(self.letters):
            item = self.list.item(row)
            if item.text() != self._line(one):
                item.setText(self._line(one))
        opened, letter = self._opened(), self.letter
        done = sum(one.state is not State.WAITING for one in self.letters)
        if not self.letters:
            said = tr("No email is due this week. Enjoy it.")
        else:
            said = tr("{0} of {1}", self._at + 1, len(self.letters))
            said += " · " + tr("{0} opened or done", done)
        if self.by_other_ways:
            said += " · " + tr("{0} by other ways: see Today", self.by_other_ways)
        self.say(said)
        waiting = letter is not None and letter.state is not State.DONE
        for made in (self.do, self.skip, self.snooze):
            made.setEnabled(waiting)
        self.back.setEnabled(self._at > 0)
        self.on.setEnabled(self._at < len(self.letters) - 1)
        self.log_all.setVisible(bool(opened))
        self.log_all.setText(tr("Yes, log it") if len(opened) == 1 else tr("Yes, log all {0}", len(opened)))
        self.log_one.setVisible(len(opened) > 1 and any(one is letter for one in opened))
        if opened:
            self.asked.setText(
                tr("1 draft was opened. Was it sent?")
                if len(opened) == 1
                else tr("{0} drafts were opened. Were they all sent?", len(opened))
            )
        elif self.letters and all(one.state is State.DONE for one in self.letters):
            self.asked.setText(tr("All emails of this week are done."))
        else:
            self.asked.setText("")
        self.asked.setVisible(bool(self.asked.text()))
        if self.editor is not None:
            self.editor.setEnabled(waiting)

    def _opened(self) -> list[Letter]:
        return [one for one in self.letters if one.state is State.OPENED]

    def _move(self, step: int, _checked: bool = False) -> None:
        row = self._at + step
        if 0 <= row < len(self.letters):
            self.list.setCurrentRow(row)

    def _next_waiting(self) -> None:
        """The next that waits, from the beginning after the last; stays where none does."""
        places = [*range(self._at + 1, len(self.letters)), *range(self._at)]
        row = next((n for n in places if self.letters[n].state is State.WAITING), None)
        if row is not None:
            self.list.setCurrentRow(row)
        self._say()

    # -- doing --------------------------------------------------------------------------------

    def save(self) -> None:
        """Open the draft and go on to the next."""
        letter, editor = self.letter, self.editor
        if letter is None or editor is None or self._opening or letter.state is State.DONE:
            return
        try:
            draft = editor.draft()
            self._opening = True
            editor.open(partial(self._handed_over, letter, draft))
        except Unready as unready:
            self._opening = False
            raise Wrong(str(unready), unready.field) from None

    def _handed_over(self, letter: Letter, draft: TouchDraft, handed: HandedOver) -> None:
        self._opening = False
        if not isValid(self):
            return
        if not handed.opened:
            self.refuse(handed.said)
        letter.state, letter.draft = State.OPENED, draft
        if handed.opened:
            self._next_waiting()
        else:
            self._say()

    def _skip(self, _checked: bool = False) -> None:
        letter = self.letter
        if letter is not None and self.skip.isEnabled():
            one = letter.mail.contact_id
            steps = self.desk.diary.steps
            self._write(lambda: steps.skip(one, StepKind.VALUE_ADD))

    def _fill_menu(self) -> None:
        self.menu.clear()
        letter = self.letter
        if letter is not None:
            add_snoozes(self.menu, self.desk, letter.mail.contact_id, StepKind.VALUE_ADD)

    def _log_one(self) -> None:
        letter = self.letter
        if letter is not None:
            self._log([letter])

    def _log_all(self) -> None:
        self._log(self._opened())

    def _log(self, letters: list[Letter]) -> None:
        drafts = [one.draft for one in letters if one.draft is not None]
        if not drafts or not self.log_all.isEnabled():
            return
        diary = self.desk.diary
        what = tr("Logged {0} emails of the week", len(drafts))
        acts = [partial(diary.log.record, draft) for draft in drafts]
        if len(acts) == 1:
            self._write(acts[0])
        else:
            self._write(lambda: diary.together(what, acts))

    def _write(self, act: "partial[Change] | object") -> None:
        self.log_all.setEnabled(False)
        self.skip.setEnabled(False)

        def ended() -> None:
            if isValid(self):
                self.log_all.setEnabled(True)
                self._say()

        def failed(sentence: str) -> None:
            if isValid(self):
                self.error.setText(sentence)
            ended()

        def done(_change: Change) -> None:
            ended()

        self.desk.write(act, done, failed)  # type: ignore[arg-type]

    def _changed(self, change: Change) -> None:
        """Whose value-add is due no more is done; whose is again, after an undo, waits again."""
        due = {mail.contact_id for mail in self.desk.diary.writing.week().mails}
        current, went = self.letter, False
        for letter in self.letters:
            still = letter.mail.contact_id in due
            if not still and letter.state is not State.DONE:
                letter.state = State.DONE
                went = went or letter is current
            elif still and letter.state is State.DONE:
                letter.state = State.OPENED if letter.draft is not None else State.WAITING
        self.undo.setVisible(change.operation_id is not None)
        self._say()
        if went:
            self._next_waiting()

    # -- closing ------------------------------------------------------------------------------

    def _leave(self) -> None:
        """Close; what was written and opened is there when one goes on."""
        self._keep()
        opened = len(self._opened())
        super()._leave()
        if opened:
            self.desk.said.emit(
                tr("Opened drafts wait for your “Sent?” in the week’s emails: {0}", opened), None
            )


def open_week_mails(desk: Desk, parent: QWidget, what: object) -> None:
    """Open the week's emails; ``what`` is not looked at."""
    del what
    WeekMailsForm(desk, parent).open()
