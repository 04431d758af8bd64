"""Trade show mode: the show is set once; then a name, Enter, and the next person."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget
from shiboken6 import isValid

from kitdiary.domain.trade_show import MOST_WEEKS, Event
from kitdiary.services.changes import Change
from kitdiary.services.trade_show import Captured, Met
from kitdiary.ui import theme
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.base import Form, Wrong
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.chips import Chips
from kitdiary.ui.widgets.labels import Elided, button, soft, wrapped
from kitdiary.ui.widgets.parts import Part, beside, combo, day_edit, line
from kitdiary.ui.widgets.tick import Tick
from kitdiary.ui.widgets.who_field import company_field
from kitdiary.ui.words import day_words

_LIST_HEIGHT = 150


class TradeShowForm(Form):
    """The show at the top, one person in the middle, those captured below, each with its undo."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(desk, parent, tr("Trade show"), tr("Next person") + "  ⏎")
        self.captured: list[Captured] = []
        self._rows: dict[int | None, QWidget] = {}
        self._taking = False
        self.cancel.setText(tr("Done"))
        self.event_part = self._event(desk.diary.trade_show.event())
        self.body.addWidget(self.event_part)
        self.person = self._person()
        self.body.addWidget(self.person)
        self.sum = wrapped("", "soft")
        self.body.addWidget(self.sum)
        self.body.addWidget(self._list())
        self.body.addStretch(1)
        desk.changed.connect(self._changed)
        self._show_event()
        self._count()

    # -- the show -----------------------------------------------------------------------------

    def _event(self, known: Event | None) -> QWidget:
        today = self.desk.diary.context.today()
        self.show_name = line("" if known is None else known.name, tr("the name of the show"))
        self.begins = day_edit(today if known is None else known.first)
        self.ends = day_edit(today if known is None else known.last)
        self.tag = line("" if known is None else known.tag, tr("a tag for everybody"))
        self.source = line("" if known is None else known.source, tr("as the show is called"))
        levels = self.desk.diary.context.policy.scale
        ratings: list[tuple[object, str]] = [("", tr("None"))]
        ratings += [(level.code, f"{level.code}  {level.name}") for level in levels]
        self.rating = combo(ratings, "" if known is None else known.rating)
        self.begin = button(tr("Begin"), "main")
        self.begin.setAutoDefault(False)
        self.begin.clicked.connect(self._begin)
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        self.fields = QWidget()
        inner = QVBoxLayout(self.fields)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(theme.GAP)
        inner.addWidget(
            beside(
                Part(tr("Show"), self.show_name),
                Part(tr("From"), self.begins),
                Part(tr("To"), self.ends),
                stretch=(5, 3, 3),
            )
        )
        inner.addWidget(
            beside(
                Part(tr("Tag"), self.tag), Part(tr("Came from"), self.source), Part(tr("Rating"), self.rating)
            )
        )
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.begin)
        inner.addLayout(row)
        column.addWidget(self.fields)
        self.change = button(tr("Another show …"), "link")
        self.change.setAutoDefault(False)
        self.change.clicked.connect(self._another)
        column.addWidget(self.change, 0, Qt.AlignmentFlag.AlignLeft)
        self.again = known is None
        return made

    def _another(self) -> None:
        self.again = True
        self._show_event()
        self.show_name.setFocus()

    def _begin(self) -> None:
        event = Event(
            self.show_name.text(),
            self.begins.value(),
            self.ends.value(),
            self.tag.text(),
            self.source.text(),
            str(self.rating.currentData() or ""),
        )
        self.clear()
        show = self.desk.diary.trade_show

        def done(_change: Change) -> None:
            if isValid(self):
                self.again = False
                self._show_event()
                self._later_fit()

        self.desk.write(lambda: show.set_event(event), done, lambda told: self.refuse(told, self.show_name))

    def _show_event(self) -> None:
        """Once it is set there is only its name, and the fields for a person."""
        known = self.desk.diary.trade_show.event()
        setting = self.again or known is None
        self.fields.setVisible(setting)
        self.change.setVisible(not setting)
        self.person.setVisible(not setting)
        self.do.setVisible(not setting)
        today = self.desk.diary.context.today()
        if known is not None and not setting:
            days = day_words(known.first, today)
            if known.last != known.first:
                days = tr("{0} to {1}", days, day_words(known.last, today))
            about = [known.name, days, known.tag, known.rating and tr("rated {0}", known.rating)]
            self.say(" · ".join(part for part in about if part))
        else:
            self.say(tr("Set it once; everybody you meet gets it."))
        (self.show_name if setting else self.name).setFocus()

    # -- a person -----------------------------------------------------------------------------

    def _person(self) -> QWidget:
        self.name, self.company = line("", tr("name")), company_field(self.desk)
        self.company.setPlaceholderText(tr("company"))
        self.need, self.project = Tick(tr("Has the need  F6")), Tick(tr("Has a project  F7"))
        self.decides = Tick(tr("Decides  F8"))
        weeks: list[tuple[object, str]] = [(week, str(week)) for week in range(1, MOST_WEEKS + 1)]
        self.week = Chips(tr("Follow up in week"), [*weeks, (0, tr("no follow-up"))])
        self.email, self.phone = line("", tr("email")), line("", tr("phone"))
        self.note = line("", tr("a word for later"))
        made = QWidget()
        column = QVBoxLayout(made)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        column.addWidget(beside(Part(tr("Who"), self.name), Part(tr("Company"), self.company)))
        toggles = QWidget()
        row = QHBoxLayout(toggles)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.GAP * 2)
        for tick in (self.need, self.project, self.decides):
            row.addWidget(tick)
        row.addStretch(1)
        column.addWidget(toggles)
        column.addWidget(Part(tr("Follow up in week"), self.week))
        column.addWidget(
            beside(
                Part(tr("Email"), self.email), Part(tr("Phone"), self.phone), Part(tr("Note"), self.note),
                spacing=theme.TIGHT,
            )
        )  # fmt: skip
        return made

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is the next person; F6 to F8 are the toggles."""
        toggles = {Qt.Key.Key_F6: self.need, Qt.Key.Key_F7: self.project, Qt.Key.Key_F8: self.decides}
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.person.isHidden():
            self._save()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._begin()
        elif (tick := toggles.get(Qt.Key(event.key()))) is not None:
            tick.toggle()
        else:
            super().keyPressEvent(event)

    def typed(self) -> bool:
        """Whether somebody is half entered."""
        return not self.person.isHidden() and any(
            made.text().strip() for made in (self.name, self.company, self.email, self.phone, self.note)
        )

    def save(self) -> None:
        """Capture the person, and be ready for the next."""
        if self._taking or self.person.isHidden():
            return
        if not self.name.text().strip():
            raise Wrong(tr("Say who it was: a name."), self.name)
        week = self.week.value
        met = Met(
            self.name.text(),
            self.company.text(),
            self.need.isChecked(),
            self.project.isChecked(),
            self.decides.isChecked(),
            week if isinstance(week, int) and week else None,
            self.email.text(),
            self.phone.text(),
            self.note.text(),
        )
        made: list[Captured] = []
        self._taking = True

        def act() -> Change:
            made.append(self.desk.diary.trade_show.capture(met))
            return made[0].change

        def done(_change: Change) -> None:
            self._taking = False
            if isValid(self):
                self._add(made[0])
                self._blank()

        def failed(sentence: str) -> None:
            self._taking = False
            if isValid(self):
                self.refuse(sentence, self.name)

        self.desk.write(act, done, failed)

    def _blank(self) -> None:
        """The next person; the week stays, for it mostly does."""
        for made in (self.name, self.company, self.email, self.phone, self.note):
            made.clear()
        for tick in (self.need, self.project, self.decides):
            tick.setChecked(False)
        self.name.setFocus()

    # -- those captured -----------------------------------------------------------------------

    def _list(self) -> QWidget:
        self.taken = QScrollArea()
        self.taken.setWidgetResizable(True)
        self.taken.setFixedHeight(_LIST_HEIGHT)
        self.taken.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.taken.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(0, 0, 6, 0)
        self._column.setSpacing(2)
        self._column.addStretch(1)
        self.taken.setWidget(inner)
        self.taken.hide()
        return self.taken

    def _add(self, one: Captured) -> None:
        today = self.desk.diary.context.today()
        row = QWidget()
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.TIGHT)
        who = ", ".join(part for part in (one.name, one.company) if part)
        layout.addWidget(Elided(who if one.new else tr("{0} (in your diary)", who)), 1)
        when = tr("no follow-up") if one.on is None else tr("follow up {0}", day_words(one.on, today))
        layout.addWidget(soft(when))
        undo = button(tr("Undo"), "link")
        undo.setAutoDefault(False)
        undo.setAccessibleName(tr("Undo {0}", one.name))
        undo.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        undo.clicked.connect(partial(self._undo, one))
        layout.addWidget(undo)
        self.captured.append(one)
        self._rows[one.change.operation_id] = row
        self._column.insertWidget(0, row)
        self.taken.show()
        self._count()
        self._later_fit()

    def _undo(self, one: Captured, _checked: bool = False) -> None:
        self.desk.undo(one.change.operation_id)
        self.name.setFocus()

    def _changed(self, _change: Change) -> None:
        """Whoever was undone, here or elsewhere, is no longer among them."""
        undone = {line.id for line in self.desk.diary.safety.history() if line.undone}
        gone = [one for one in self.captured if one.change.operation_id in undone]
        for one in gone:
            self.captured.remove(one)
            row = self._rows.pop(one.change.operation_id)
            self._column.removeWidget(row)
            row.deleteLater()
        if gone:
            self._count()

    def _count(self) -> None:
        """What the show has come to so far."""
        count = len(self.captured)
        follow = sorted(one.on for one in self.captured if one.on is not None)
        if not count:
            self.sum.setText(tr("A name and Enter is enough; everything else can wait."))
            return
        today = self.desk.diary.context.today()
        said = [tr("1 person captured") if count == 1 else tr("{0} people captured", count)]
        new = sum(one.new for one in self.captured)
        if new < count:
            said.append(tr("{0} of them new", new))
        if follow:
            first, last = day_words(follow[0], today), day_words(follow[-1], today)
            said.append(tr("{0} follow-ups from {1} to {2}", len(follow), first, last))
        self.sum.setText(" · ".join(said))

    def _leave(self) -> None:
        """Say at the end what it came to."""
        if self.captured:
            self.desk.said.emit(self.sum.text(), None)
        super()._leave()

    def _later_fit(self) -> None:
        if self.isVisible():
            self.fit()


def open_trade_show(desk: Desk, parent: QWidget, what: object) -> None:  # noqa: ARG001 - as every opener
    """Capture people at a trade show."""
    TradeShowForm(desk, parent).open()
