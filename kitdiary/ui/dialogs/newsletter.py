"""One email to many: who gets it, one draft with all of them unseen in it, one touch each once sent."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCompleter,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QMenu,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from kitdiary.domain.content import ContentItem, ContentKind
from kitdiary.domain.errors import DiaryError
from kitdiary.domain.names import email_key, name_key
from kitdiary.domain.templates import in_language
from kitdiary.services.mailing import Reader, Readers
from kitdiary.services.templates import languages
from kitdiary.services.writing import Mail, left_in, missing_words
from kitdiary.ui import outside, theme
from kitdiary.ui.delegates.tick_delegate import TickDelegate
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.base import Form, Wrong
from kitdiary.ui.mail_out import HandedOver, hand_over
from kitdiary.ui.models.readers_model import ReadersModel
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.labels import button, soft, wrapped
from kitdiary.ui.widgets.parts import Part, beside, combo, line
from kitdiary.ui.widgets.tick import Tick

_LIST_WIDTH, _LIST_HEIGHT, _TEXT_HEIGHT = 330, 220, 130
_AT_ONCE = (0, 50, 100, 200)
"""How many addresses a draft may have; 0 for all."""
_MANY = (ContentKind.NEWSLETTER, ContentKind.INVITATION)


class NewsletterForm(Form):
    """The item, the people with their ticks, the text; then the drafts, and "Sent?"."""

    def __init__(self, desk: Desk, parent: QWidget, item_id: int | None) -> None:
        super().__init__(desk, parent, tr("One email to many"), width=theme.BATCH_WIDTH)
        diary = desk.diary
        today = diary.context.today()
        offered = [one for one in diary.library.items() if one.offered(today)]
        offered.sort(key=lambda one: one.kind not in _MANY)
        self._items = {name_key(one.title): one for one in reversed(offered)}
        self._templates = diary.templates.all()
        self.item: ContentItem | None = None
        self._made = ("", "")
        self._frozen: tuple[Reader, ...] = ()
        self._opened = 0
        self._opening = False
        self.model = ReadersModel(today, self)
        self.what = line("", tr("a title of the library"))
        completer = QCompleter([one.title for one in offered], self.what)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self.what.setCompleter(completer)
        self.body.addWidget(Part(tr("What goes out"), self.what))
        row = QHBoxLayout()
        row.setSpacing(20)
        row.addWidget(self._people())
        row.addLayout(self._letter(), 1)
        self.body.addLayout(row, 1)
        self._make_foot()
        self.what.textChanged.connect(self._item_changed)
        self.model.ticked_changed.connect(self._count)
        chosen = None if item_id is None else diary.library.one(item_id).item
        if chosen is None:
            chosen = next((one for one in offered if one.kind in _MANY), None)
        if chosen is not None:
            self._items.setdefault(name_key(chosen.title), chosen)
            self.what.setText(chosen.title)
            self.what.setCursorPosition(0)
        self._count()
        self.subject.setFocus() if chosen is not None else self.what.setFocus()

    # -- parts --------------------------------------------------------------------------------

    def _people(self) -> QWidget:
        made = QWidget()
        made.setFixedWidth(_LIST_WIDTH)
        layout = QVBoxLayout(made)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.TIGHT)
        self.filter: QLineEdit = line("", tr("Name, company or topic"))
        self.filter.setAccessibleName(tr("Show only"))
        self.filter.textChanged.connect(self.model.filter)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(TickDelegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setProperty("look", "names")
        self.list.setMinimumHeight(_LIST_HEIGHT)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(tr("Who gets it"))
        self.all = button(tr("Tick all"), "link")
        self.none = button(tr("None"), "link")
        self.all.clicked.connect(lambda: self.model.tick_shown(on=True))
        self.none.clicked.connect(lambda: self.model.tick_shown(on=False))
        ticks = QHBoxLayout()
        ticks.addWidget(self.filter, 1)
        for one in (self.all, self.none):
            one.setAutoDefault(False)
            ticks.addWidget(one)
        layout.addLayout(ticks)
        layout.addWidget(self.list, 1)
        self.left_out = soft("")
        self.left_out.setFont(theme.font("small"))
        self.left_out.setWordWrap(True)
        layout.addWidget(self.left_out)
        return made

    def _letter(self) -> QVBoxLayout:
        layout = QVBoxLayout()
        layout.setSpacing(theme.GAP)
        names = list(dict.fromkeys(one.name for one in self._templates))
        self.template = combo([(name, name) for name in names])
        known = languages()
        codes = dict.fromkeys(one.language for one in self._templates)
        self.language = combo([(code, known[code].name if code in known else code) for code in codes])
        self.subject = line()
        self.text = QPlainTextEdit()
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(_TEXT_HEIGHT)
        self.attach = Tick("")
        self.attach.hide()
        self.missing = wrapped("", "late")
        self.missing.hide()
        self.at_once = combo([(one, str(one) if one else tr("all")) for one in _AT_ONCE])
        self.at_once.activated.connect(self._start_again)
        layout.addWidget(
            beside(
                Part(tr("Template"), self.template),
                Part(tr("Language"), self.language),
                Part(tr("At once"), self.at_once),
                stretch=(4, 3, 2),
                spacing=theme.TIGHT,
            )
        )
        layout.addWidget(Part(tr("Subject"), self.subject))
        layout.addWidget(Part(tr("Text"), self.text), 1)
        layout.addWidget(self.attach)
        layout.addWidget(self.missing)
        self.template.activated.connect(lambda: self._compose(replacing=True))
        self.language.activated.connect(lambda: self._compose(replacing=True))
        self.subject.textChanged.connect(self._look_for_gaps)
        self.text.textChanged.connect(self._look_for_gaps)
        return layout

    def _make_foot(self) -> None:
        self.asked = wrapped("")
        self.asked.hide()
        self.above_foot.addWidget(self.asked)
        self.copy = button(tr("Copy"), "", tr("Copy the addresses or the text"))
        self.copy.setAutoDefault(False)
        menu = QMenu(self.copy)
        menu.aboutToShow.connect(partial(self._fill_menu, menu))
        self.copy.setMenu(menu)
        self.again = button(tr("Change who gets it"))
        self.again.setAutoDefault(False)
        self.again.clicked.connect(self._start_again)
        self.again.hide()
        for made in (self.copy, self.again):
            self.foot.insertWidget(1, made, 0, Qt.AlignmentFlag.AlignBottom)

    # -- what goes out ------------------------------------------------------------------------

    def _item_changed(self, text: str) -> None:
        found = self._items.get(name_key(text)) if text.strip() else None
        if found is self.item:
            return
        self.item = found
        self._start_again()
        if found is None:
            self.model.show(())
            self.attach.hide()
            return
        diary = self.desk.diary
        self.template.setCurrentIndex(self.template.findData(diary.writing.proposed_for_many(found)))
        file = diary.writing.file_of(found.id)
        self.attach.setVisible(file is not None)
        if file is not None:
            self.attach.setText(tr("Attach {0}", file[0]).replace("&", "&&"))
            self.attach.setChecked(True)
        self._compose()

        def shown(readers: Readers) -> None:
            if isValid(self) and self.item is found:
                self._readers(readers)

        self.desk.look(lambda _task: diary.mailing.readers(found.id), shown)

    def _readers(self, found: Readers) -> None:
        self.model.show(found.readers)
        left = []
        if found.had:
            left.append(tr("{0} have had it already", found.had))
        if found.no_address:
            left.append(tr("{0} have no email address", found.no_address))
        self.left_out.setText(" · ".join(left))
        self.left_out.setVisible(bool(left))
        self.fit()

    def _compose(self, *, replacing: bool = False) -> None:
        name = str(self.template.currentData())
        variants = [one for one in self._templates if one.name == name]
        template = in_language(variants, str(self.language.currentData()))
        if template is None:
            return
        try:
            made = self.desk.diary.writing.fill(template, None, self.item)
        except DiaryError as error:
            self.missing.setText(str(error))
            self.missing.show()
            return
        before, self._made = self._made, (made.subject, made.text)
        if replacing or self.subject.text() == before[0]:
            self.subject.setText(made.subject)
            self.subject.setCursorPosition(0)
        if replacing or self.text.toPlainText() == before[1]:
            self.text.setPlainText(made.text)

    def _look_for_gaps(self) -> None:
        gaps = left_in(f"{self.subject.text()}\n{self.text.toPlainText()}")
        said = ""
        if gaps:
            said = tr(
                "One text goes to all: take out what is one person’s own or not known ({0}).",
                missing_words(gaps),
            )
        if said != self.missing.text():
            self.missing.setText(said)
            self.missing.setVisible(bool(said))

    # -- who gets it --------------------------------------------------------------------------

    def _people_now(self) -> tuple[Reader, ...]:
        return self._frozen or tuple(self.model.ticked())

    def _parts(self) -> list[Sequence[Reader]]:
        """The people by drafts; two with one address get it once."""
        by_address = {email_key(one.email): one for one in reversed(self._people_now())}
        people = list(reversed(by_address.values()))
        most = int(self.at_once.currentData()) or max(1, len(people))
        return [people[start : start + most] for start in range(0, len(people), most)]

    def _count(self) -> None:
        count, parts = len(self._people_now()), self._parts()
        self.say(tr("{0} of {1} people ticked", count, self.model.total))
        self.copy.setEnabled(count > 0)
        self.do.setEnabled(count > 0 and not self._opening)
        if self._opened and self._opened >= len(parts):
            text = tr("Yes, log it for 1 person") if count == 1 else tr("Yes, log it for {0} people", count)
        elif len(parts) > 1:
            text = tr("Open draft {0} of {1}", self._opened + 1, len(parts))
        else:
            text = tr("Open as one draft")
        self.do.setText(text + "  Ctrl ⏎")

    def _start_again(self, _arg: object = None) -> None:
        """Nothing is opened yet: who gets it can be chosen."""
        self._frozen, self._opened = (), 0
        self._freeze(frozen=False)
        self.asked.hide()
        self._count()

    def _freeze(self, *, frozen: bool) -> None:
        for part in (self.what, self.filter, self.list, self.all, self.none):
            part.setEnabled(not frozen)
        self.again.setVisible(frozen)

    # -- leaving ------------------------------------------------------------------------------

    def _fill_menu(self, menu: QMenu) -> None:
        menu.clear()
        start = 0
        parts = self._parts()
        for part in parts:
            whom = tr("all {0}", len(part)) if len(parts) == 1 else f"{start + 1}–{start + len(part)}"
            start += len(part)
            for sign, text in (
                (", ", tr("Addresses {0}, with commas", whom)),
                ("; ", tr("… with semicolons")),
            ):
                copied = sign.join(one.email for one in part)
                menu.addAction(text).triggered.connect(
                    lambda _checked=False, copied=copied: self._copied(copied)
                )
        menu.addSeparator()
        menu.addAction(tr("The text")).triggered.connect(lambda: outside.copy(self.text.toPlainText()))

    def _copied(self, addresses: str) -> None:
        outside.copy(addresses)
        self._frozen = self._people_now()
        self._opened = len(self._parts())
        self._ask(tr("Copied: put them into the BCC field, so that nobody sees the others."))

    def typed(self) -> bool:
        """Whether the rep wrote something of their own."""
        return (self.subject.text(), self.text.toPlainText()) != self._made

    def save(self) -> None:
        """Open the next draft; once all were opened, log it for everyone."""
        if self.item is None:
            raise Wrong(tr("Choose what goes out: an item of the library."), self.what)
        people = self._people_now()
        if not people or self._opening:
            raise Wrong(tr("Tick who gets it."), self.filter)
        if left_in(f"{self.subject.text()}\n{self.text.toPlainText()}"):
            raise Wrong(tr("Fill in what stands in [brackets], or take it out."), self.text)
        if not self.subject.text().strip():
            raise Wrong(tr("An email to many needs a subject."), self.subject)
        parts = self._parts()
        if self._opened >= len(parts):
            self._log(people)
            return
        self._opening = True
        part = parts[self._opened]
        mail = Mail((), self.subject.text(), self.text.toPlainText(), [(one.name, one.email) for one in part])
        attached = self.item.id if not self.attach.isHidden() and self.attach.isChecked() else None
        hand_over(self.desk, mail, attached, self._handed_over)

    def _handed_over(self, handed: HandedOver) -> None:
        if not isValid(self):
            return
        self._opening = False
        if handed.opened:
            self._frozen = self._people_now()
            self._opened += 1
            rest = len(self._parts()) - self._opened
            self._ask(tr("Opened, addresses in BCC. {0} more to open.", rest) if rest else "")
        else:
            self._ask(handed.said)

    def _ask(self, said: str) -> None:
        if self._frozen:
            self._freeze(frozen=True)
        self.asked.setText(
            said or tr("Opened, addresses in BCC: nobody sees the others. Was it sent? Then log it.")
        )
        self.asked.show()
        self._count()
        self.fit()

    def _log(self, people: Sequence[Reader]) -> None:
        mailing, item, subject = self.desk.diary.mailing, self.item, self.subject.text()
        assert item is not None
        ids = [one.contact_id for one in people]
        self.accept()
        self.desk.write_many(
            tr("Logging {0} emails …", len(ids)),
            lambda progress: mailing.sent(ids, item.title, subject, progress),
        )


def open_newsletter(desk: Desk, parent: QWidget, what: object) -> None:
    """Open it for an item (an id), or to choose one (None)."""
    NewsletterForm(desk, parent, what if isinstance(what, int) else None).open()
