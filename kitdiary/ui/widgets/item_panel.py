"""An item of the library beside its list: what it is, whom it fits, who is held back, who has had it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from urllib.parse import quote

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from kitdiary.domain.content import ContentItem
from kitdiary.services.attachments import Attachment
from kitdiary.services.library import Recipient
from kitdiary.services.suggestions import Fitting, WhoFits
from kitdiary.ui import theme
from kitdiary.ui.content_words import kind_words, topics_words, until_words
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.badge import Badge
from kitdiary.ui.widgets.labels import button, label, plain_tip, wrapped
from kitdiary.ui.widgets.lines import Lines
from kitdiary.ui.words import inside_words

_FIRST = 8
"""So many people of each sort are shown before the rest is asked for."""
KEPT_SIGNS = "%/:=&?~#+!$,;'@()*[]"
"""What stays as it is in an address that is given whole."""


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything the panel says of an item; the people are None until they are found."""

    item: ContentItem
    file: Attachment | None = None
    fits: WhoFits | None = None
    had: Sequence[Recipient] = ()


def address_of(link: str) -> str:
    """A link as the system takes it."""
    return quote(link, safe=KEPT_SIGNS)


class ItemPanel(QFrame):
    """Shows a `Shown`. ``did`` says what the rep wants done: open, file, edit, archive, restore, remove."""

    did = Signal(str)
    person_wanted = Signal(int)
    write_wanted = Signal(int)

    def __init__(self, ranks: Callable[[], Sequence[str]]) -> None:
        """``ranks`` gives the rating codes, best first."""
        super().__init__()
        self._ranks = ranks
        self._shown: Shown | None = None
        self._whole: set[str] = set()
        self.setProperty("look", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(theme.BRIEF_WIDTH)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setProperty("look", "read")
        self._scroll.setAccessibleName(tr("The item, and whom it fits"))
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer.addWidget(self._scroll)

    def show_item(self, shown: Shown | None, today: date) -> None:
        """Show an item; None shows how to choose one."""
        before = self._shown
        same = before is not None and shown is not None and before.item.id == shown.item.id
        scrolled = self._scroll.verticalScrollBar().value() if same else 0
        if not same:
            self._whole = set()
        self._shown, self._today = shown, today
        inner = QWidget()
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(20, 22, 20, 16)
        layout.setSpacing(4)
        if shown is None:
            layout.addWidget(wrapped(tr("Choose an item to see whom it fits."), "soft"))
        else:
            self._about(layout, shown)
            self._people(layout, shown)
        layout.addStretch(1)
        self._scroll.setWidget(inner)
        inner.adjustSize()
        self._scroll.verticalScrollBar().setValue(scrolled)

    # -- the item -----------------------------------------------------------------------------

    def _about(self, layout: QVBoxLayout, shown: Shown) -> None:
        item = shown.item
        name = Lines(item.title)
        name.setFont(theme.font("name", bold=True))
        layout.addWidget(name)
        added = tr("added {0}", inside_words(item.added_on, self._today))
        facts = (kind_words(item.kind), added, until_words(item, self._today))
        layout.addWidget(wrapped(" · ".join(fact for fact in facts if fact), "soft"))
        if item.why:
            layout.addSpacing(8)
            layout.addWidget(Lines(item.why))
        if topics := topics_words(item):
            layout.addSpacing(4)
            layout.addWidget(Lines(topics, "soft", "small"))
        for text, act in ((item.link, "open"), (shown.file.name if shown.file else "", "file")):
            if text:
                layout.addWidget(self._leads(text, act))
        layout.addSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(theme.TIGHT)
        put_away = (tr("Take out of the archive"), "restore") if item.archived else (tr("Archive"), "archive")
        acts = [(tr("Edit"), "edit"), put_away]
        if shown.fits is not None and not shown.had:
            acts.append((tr("Remove"), "remove"))
        for text, act in acts:
            made = button(text)
            made.clicked.connect(partial(self.did.emit, act))
            row.addWidget(made)
        row.addStretch(1)
        layout.addLayout(row)

    def _leads(self, text: str, act: str) -> QPushButton:
        made = button("", "link", plain_tip(text))
        shown = made.fontMetrics().elidedText(text, Qt.TextElideMode.ElideMiddle, self.width() - 56)
        made.setText(shown.replace("&", "&&"))
        made.setAccessibleName(tr("Open {0}", text))
        made.clicked.connect(partial(self.did.emit, act))
        return made

    # -- the people ---------------------------------------------------------------------------

    def _people(self, layout: QVBoxLayout, shown: Shown) -> None:
        found = shown.fits
        if found is None:
            self._heading(layout, tr("Who it fits, not sent yet"))
            layout.addWidget(wrapped(tr("Looking …"), "soft"))
            return
        if not shown.item.offered(self._today):
            self._heading(layout, tr("Who it fits"))
            layout.addWidget(wrapped(tr("It is proposed to nobody any more."), "soft"))
        else:
            self._heading(layout, tr("Who it fits, not sent yet"), found.now_count)
            if not found.now:
                layout.addWidget(wrapped(_nobody(shown.item), "soft"))
            self._some(layout, "now", found.now, found.now_count, self._fits)
            if found.held_count:
                self._heading(layout, tr("Held back"), found.held_count)
                self._some(layout, "held", found.held, found.held_count, self._held)
        if shown.had:
            self._heading(layout, tr("Who has had it"))
            self._some(layout, "had", shown.had, len(shown.had), self._had)

    def _heading(self, layout: QVBoxLayout, text: str, count: int = 0) -> None:
        layout.addSpacing(14)
        layout.addWidget(label(f"{text} · {count:,}" if count else text))

    def _some(
        self,
        layout: QVBoxLayout,
        which: str,
        people: Sequence[object],
        count: int,
        line: Callable[..., QWidget],
    ) -> None:
        shown = people if which in self._whole else people[:_FIRST]
        for one in shown:
            layout.addWidget(line(one))
        if len(people) > len(shown):
            more = button(tr("Show {0} more", len(people) - len(shown)), "link")
            more.clicked.connect(partial(self._show_whole, which))
            layout.addWidget(more)
        elif count > len(shown):
            layout.addWidget(wrapped(tr("and {0} more", f"{count - len(shown):,}"), "soft"))

    def _show_whole(self, which: str) -> None:
        self._whole.add(which)
        self.show_item(self._shown, self._today)
        self._scroll.setFocus()

    def _fits(self, one: Fitting) -> QWidget:
        reason = one.reason.removeprefix("fits: ").removesuffix("; new this month")
        texts = [reason[:1].upper() + reason[1:]]
        if one.colleague is not None:
            when = inside_words(one.colleague.on, self._today)
            texts.append(tr("{0} there had it {1}", one.colleague.name, when))
        write = button(tr("Write"))
        write.setAccessibleName(tr("Write to {0}", one.name))
        write.clicked.connect(partial(self.write_wanted.emit, one.contact_id))
        return self._person(one.contact_id, one.name, texts, one.rating, write)

    def _held(self, one: Fitting) -> QWidget:
        assert one.held_until is not None
        day = inside_words(one.held_until, self._today)
        why = tr("paused until {0}", day) if one.paused else tr("heard from you: from {0} on", day)
        return self._person(one.contact_id, one.name, [why], one.rating)

    def _had(self, one: Recipient) -> QWidget:
        parts = [inside_words(one.on, self._today)]
        if one.replied_on is not None:
            parts.append(tr("wrote back {0}", inside_words(one.replied_on, self._today)))
        if one.talked_on is not None:
            parts.append(tr("spoke {0}", inside_words(one.talked_on, self._today)))
        text = ", ".join(parts)
        return self._person(one.contact_id, one.name, [text[:1].upper() + text[1:]])

    def _person(
        self, who: int, name: str, texts: Sequence[str], rating: str = "", act: QPushButton | None = None
    ) -> QWidget:
        made = QWidget()
        row = QHBoxLayout(made)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(10)
        codes = list(self._ranks())
        if rating in codes:
            badge = Badge()
            badge.show_rating(rating, codes.index(rating))
            row.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
        beside = act is not None and self.width() >= theme.BRIEF_WIDTH
        column = QVBoxLayout()
        column.setSpacing(0)
        room = self.width() - 60 - (34 if rating else 0) - (72 if beside else 0)
        column.addWidget(self._name(who, name, room))
        for text in texts:
            column.addWidget(Lines(text, "soft", "small"))
        row.addLayout(column, 1)
        if act is not None and beside:
            row.addWidget(act, 0, Qt.AlignmentFlag.AlignTop)
        elif act is not None:  # a narrow panel leaves the name its line
            act.setProperty("look", "link")
            column.addWidget(act)
        return made

    def _name(self, who: int, name: str, room: int) -> QPushButton:
        made = button("", "person", plain_tip(tr("Open the page of {0}", name)))
        made.setFont(theme.font(bold=True))
        shown = made.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, room)
        made.setText(shown.replace("&", "&&"))
        made.setAccessibleName(name)
        made.clicked.connect(partial(self.person_wanted.emit, who))
        return made


def _nobody(item: ContentItem) -> str:
    if not item.all_topics:
        return tr("Nobody who has not had it.")
    return tr("Nobody yet: topics are compared with tags, industries, and what people said they need.")
