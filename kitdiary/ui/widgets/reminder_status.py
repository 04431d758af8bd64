"""How the reminders are: the last beat, the next digest, who shows them, a test, a pause, what was shown."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QHeaderView, QMenu, QTableView, QVBoxLayout, QWidget

from kitdiary.domain.reasons import plural
from kitdiary.domain.reminding import Occasion
from kitdiary.services.reminders.notifier import Answer, Shown
from kitdiary.services.reminders.service import Announcement, Status
from kitdiary.ui import theme
from kitdiary.ui.desk import Desk
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.labels import button, label, plain, plain_tip, wrapped
from kitdiary.ui.widgets.pause_menu import add_pauses, moment_words

_LOG_HEIGHT = 230


class ReminderStatus(QWidget):
    """Shows it, read anew by `refresh`. Asking the notifiers may take seconds: they are asked aside."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._asked = False
        self._pause_until: datetime | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.GAP)
        grid = QGridLayout()
        grid.setColumnMinimumWidth(0, 190)
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(7)
        self.state, self.beat, self.digest, self.notifiers = (wrapped() for _ in range(4))
        names = (tr("Reminders"), tr("Last heartbeat"), tr("Next digest"), tr("Shown by"))
        shown = (self.state, self.beat, self.digest, self.notifiers)
        for place, (name, value) in enumerate(zip(names, shown, strict=True)):
            value.setAccessibleName(name)
            grid.addWidget(plain(name, "soft"), place, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(value, place, 1)
        outer.addLayout(grid)
        self.test = button(tr("Send a test notice"))
        self.test.clicked.connect(self._test)
        self.again = button(tr("Ask the notifiers again"))
        self.again.clicked.connect(self._ask)
        self.pause = button(tr("Pause …"))
        self.pause.clicked.connect(self._pause)
        self.answer = wrapped("", "soft")
        row = QHBoxLayout()
        row.setSpacing(theme.TIGHT)
        for made in (self.test, self.again, self.pause):
            row.addWidget(made)
        row.addStretch(1)
        outer.addLayout(row)
        outer.addWidget(self.answer)
        self.answer.hide()
        outer.addWidget(label(tr("The last announcements")))
        self.log = _Log()
        outer.addWidget(self.log)
        self.nothing = wrapped(tr("Nothing has been announced yet."), "soft")
        outer.addWidget(self.nothing)

    def refresh(self) -> None:
        """Read everything anew; the notifiers are asked once, then only when the rep wants it."""
        reminders = self._desk.diary.reminders
        self._desk.look(
            lambda _task: (reminders.status(), reminders.last_announcements()),
            lambda found: self._show(*found),
        )
        for made in (self.test, self.again):
            made.setEnabled(self._desk.chain is not None)
        if self._desk.chain is None:  # not yet, or never
            self.notifiers.setText(
                "…" if self._desk.reminding else tr("Nobody: this window does not remind.")
            )
        elif not self._asked:
            self._ask()

    # -- showing ------------------------------------------------------------------------------

    def _show(self, status: Status, log: list[Announcement]) -> None:
        desk, beats = self._desk, status.beats
        self._pause_until = status.paused_until
        if status.paused_until is not None:
            self.state.setText(tr("Paused until {0}", moment_words(status.paused_until, desk)))
        else:
            self.state.setText(tr("On") if desk.reminding else tr("Off in a demo"))
        if beats.failure:
            self.beat.setText(beats.failure)
        elif beats.last is None:
            self.beat.setText(tr("None yet"))
        else:
            self.beat.setText(moment_words(beats.last, desk))
        self.beat.setProperty("look", "error" if beats.failure else "")
        self.beat.style().polish(self.beat)
        if status.next_digest is None:
            self.digest.setText(tr("None: no working day ahead"))
        else:
            words = status.next_digest_words or tr("nothing due as it stands")
            self.digest.setText(f"{moment_words(status.next_digest, desk)}: {words}")
        self.pause.setText(tr("Pause …") if status.paused_until is None else tr("Paused …"))
        self.log.show_lines(log, desk)
        self.log.setVisible(bool(log))
        self.nothing.setVisible(not log)

    def _ask(self) -> None:
        chain = self._desk.chain
        if chain is None:
            return
        self._asked = True
        self.notifiers.setText(tr("Asking …"))
        self._desk.aside(lambda: self._desk.diary.reminders.answers(chain), self._answered)

    def _answered(self, answers: tuple[Answer, ...]) -> None:
        lines = [
            tr("{0}: answers", notifier_words(one.name))
            if one.ready
            else tr("{0}: no, {1}", notifier_words(one.name), one.why_not)
            for one in answers
        ]
        self.notifiers.setText("\n".join(lines))

    # -- doing --------------------------------------------------------------------------------

    def _test(self) -> None:
        chain = self._desk.chain
        if chain is None:
            return
        self.test.setEnabled(False)
        self._say(tr("Sending …"))
        self._desk.aside(lambda: self._desk.diary.reminders.send_test(chain), self._sent)

    def _sent(self, shown: Shown) -> None:
        self.test.setEnabled(True)
        whys = [failure.partition(": ") for failure in shown.failures]
        told = "; ".join(f"{notifier_words(name)}: {why_not}" for name, _, why_not in whys)
        why = f" ({told})" if told else ""
        if shown.by is None:
            self._say(tr("Nobody could show it.") + why)
        else:
            self._say(tr("Shown by: {0}", notifier_words(shown.by)) + why)

    def _say(self, text: str) -> None:
        self.answer.setText(text)
        self.answer.show()

    def _pause(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        add_pauses(menu, self._desk, self._pause_until, inline=True)
        menu.popup(self.pause.mapToGlobal(self.pause.rect().bottomLeft()))


class _Log(QTableView):
    """The last announcements: when, what, and by whom it was shown."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("look", "log")
        self.setAccessibleName(tr("The last announcements"))
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(theme.TABLE_ROW - 6)
        self._model = QStandardItemModel(0, 3, self)
        self._model.setHorizontalHeaderLabels([tr("When"), tr("What"), tr("Shown by")])
        self.setModel(self._model)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)

    def show_lines(self, lines: list[Announcement], desk: Desk) -> None:
        """Show these."""
        scrolled = self.verticalScrollBar().value()
        self._model.setRowCount(0)
        for one in lines:
            by = tr("nobody") if one.shown_by is None else notifier_words(one.shown_by)
            texts = (moment_words(one.at, desk), announcement_words(one), by)
            items = [QStandardItem(text) for text in texts]
            for item in items:
                item.setToolTip(plain_tip("\n".join(one.failures) or item.text()))
            self._model.appendRow(items)
        rows = len(lines) * self.verticalHeader().defaultSectionSize()
        self.setFixedHeight(min(_LOG_HEIGHT, rows + self.horizontalHeader().sizeHint().height() + 4))
        self.verticalScrollBar().setValue(scrolled)


def announcement_words(one: Announcement) -> str:
    """What was announced, ``Digest of 7 steps`` or ``Promise: Dana Whitfield, ahead``."""
    if not one.contact_id:
        return tr("Digest of the day: {0}", plural(one.steps, "step"))
    kind = {
        "talk": tr("Talk"),
        "value_add": tr("Value-add"),
        "reply": tr("Reply"),
        "promise": tr("Promise"),
        "thanks": tr("Thanks"),
    }.get(one.kind, one.kind)
    who = one.name or tr("somebody who is no more")
    return f"{kind}: {who}" + (tr(", ahead of its time") if one.occasion is Occasion.AHEAD else "")


def notifier_words(name: str) -> str:
    """A notifier by its name in the record."""
    return {
        "desktop": tr("notification with buttons"),
        "native": tr("plain notification"),
        "tray": tr("tray"),
        "bar": tr("bar in this window"),
        "print": tr("printed by kitdiary remind"),
    }.get(name, name)
