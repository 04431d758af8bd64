"""A page about somebody: the way back, a badge, a strip of facts, the timeline, and cards beside it."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from kitdiary.ui import theme
from kitdiary.ui.desk import Desk
from kitdiary.ui.pages.page import Page
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.badge import Badge
from kitdiary.ui.widgets.facts import Strip
from kitdiary.ui.widgets.labels import button, wrapped
from kitdiary.ui.widgets.timeline import Timeline

_SIDE_WIDTH, _SIDE_NARROW = 400, 300
_BADGE = 40


class CardPage(Page):
    """What the pages of a contact and of a company have in common; they fill the pieces in `refresh`."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        back = button(tr("‹ Back"), "link", tr("To the page before (Alt+Left)"))
        back.clicked.connect(lambda: desk.go("back"))
        self.above.addWidget(back)
        self.badge = Badge(_BADGE)
        self.head.insertWidget(0, self.badge)
        self.note = wrapped("", "late")
        self.note.hide()
        self.body.addWidget(self.note)
        self.strip = Strip()
        self.body.addWidget(self.strip)
        self.timeline = Timeline(desk.diary.context.today)
        self.side = QScrollArea()
        self.side.setWidgetResizable(True)
        self.side.setProperty("look", "read")  # the keyboard scrolls it, and is seen to
        self.side.setAccessibleName(tr("What there is to know"))
        self.side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        columns = QHBoxLayout()
        columns.setSpacing(18)
        columns.addWidget(self.timeline, 1)
        columns.addWidget(self.side)
        self.body.addLayout(columns, 1)

    def show_side(self, cards: Iterable[QWidget]) -> None:
        """Show these cards beside the timeline; how far it was scrolled stays."""
        inner = QWidget()
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(0, 0, 4, 0)
        layout.setSpacing(theme.GAP)
        for card in cards:
            layout.addWidget(card)
        layout.addStretch(1)
        scrolled = self.side.verticalScrollBar().value()
        self.side.setWidget(inner)
        self.side.setFixedWidth(_SIDE_WIDTH if self.width() > theme.BRIEF_WIDE_FROM else _SIDE_NARROW)
        self.side.verticalScrollBar().setValue(scrolled)
