"""One item of the library: what it is, where it is, and who got it."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kitdiary.domain.content import ContentItem
from kitdiary.domain.errors import DiaryError
from kitdiary.services.library import Given
from kitdiary.ui import theme
from kitdiary.ui.content_words import kind_words, until_words
from kitdiary.ui.desk import Desk
from kitdiary.ui.outside import open_address
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.facts import FactsCard
from kitdiary.ui.widgets.files_card import open_file_of
from kitdiary.ui.widgets.item_panel import address_of
from kitdiary.ui.widgets.labels import Elided, button
from kitdiary.ui.widgets.lines import Lines
from kitdiary.ui.words import day_words

_HEIGHT = 520


class ContentDialog(QDialog):
    """The item."""

    def __init__(self, desk: Desk, parent: QWidget, given: Given) -> None:
        super().__init__(parent)
        self._desk, self._given = desk, given
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("look", "form")
        item = given.item
        self.setWindowTitle(item.title)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.MARGIN, 22, theme.MARGIN, 20)
        outer.setSpacing(theme.GAP)
        texts = QVBoxLayout()
        texts.setSpacing(3)
        texts.addWidget(Lines(item.title, role="title", most=2))
        texts.addWidget(Elided(_about(item, desk), "soft"))
        outer.addLayout(texts)
        area = QScrollArea()
        area.setProperty("look", "read")
        area.setAccessibleName(tr("About the item"))
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inner = QWidget()
        cards = QVBoxLayout(inner)
        cards.setContentsMargins(0, 0, 6, 0)
        cards.setSpacing(theme.GAP)
        cards.addWidget(self._facts())
        cards.addWidget(self._had_by())
        cards.addStretch(1)
        area.setWidget(inner)
        outer.addWidget(area, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        close = button(tr("Close"), "main")
        close.clicked.connect(self.close)
        row.addWidget(close)
        outer.addLayout(row)
        room = parent.window().size()
        self.resize(min(theme.ASK_WIDTH, room.width() - 40), min(_HEIGHT, room.height() - 40))

    def _facts(self) -> QWidget:
        given, item = self._given, self._given.item
        made = FactsCard(tr("About"))
        if item.why:
            made.add(tr("Why send it"), item.why)
        if item.link:
            made.add(tr("Link"), item.link, lambda: open_address(address_of(item.link)), long=True)
        if given.file is not None:
            file = given.file
            made.add(tr("File"), tr("Open it"), lambda: open_file_of(self._desk, file))
        if item.all_topics:
            made.add(tr("Topics"), ", ".join(item.all_topics))
        return made

    def _had_by(self) -> QWidget:
        made = FactsCard(tr("Who got it"))
        today = self._desk.diary.context.today()
        for touch_id, contact_id, name, on in self._given.had_by:
            made.add(day_words(on, today), name, partial(self._show, contact_id, touch_id))
        if not self._given.had_by:
            made.add_text(tr("Nobody yet."))
        return made

    def _show(self, contact_id: int, touch_id: int) -> None:
        self.close()
        self._desk.go("contact", (contact_id, touch_id))


def _about(item: ContentItem, desk: Desk) -> str:
    today = desk.diary.context.today()
    kind = kind_words(item.kind)
    return " · ".join(part for part in (kind, until_words(item, today)) if part)


def open_content(desk: Desk, parent: QWidget, what: object) -> None:
    """Show this item of the library."""
    try:
        given = desk.diary.library.one(int(str(what)))
    except DiaryError as error:
        desk.failed.emit(str(error))
        return
    ContentDialog(desk, parent, given).open()
