"""Everything that is known of a person, by kind, newest first: added to, said better, taken out."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QMenu, QScrollArea, QVBoxLayout, QWidget

from kitdiary.domain.errors import DiaryError
from kitdiary.domain.reasons import ago
from kitdiary.domain.touches import Insight, InsightKind
from kitdiary.services.changes import Change
from kitdiary.ui import theme
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.ask import Ask, ask_text
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.facts import FactsCard
from kitdiary.ui.widgets.labels import Elided, button, wrapped
from kitdiary.ui.widgets.parts import combo, line
from kitdiary.ui.words import day_words, insight_words

_HEIGHT = 620


class InsightsDialog(QDialog):
    """The list. It follows every change while it is open, an undo included."""

    def __init__(self, desk: Desk, parent: QWidget, contact_id: int) -> None:
        super().__init__(parent)
        self._desk, self._contact_id = desk, contact_id
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("look", "form")
        self.setWindowTitle(tr("What we know"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.MARGIN, 22, theme.MARGIN, 20)
        outer.setSpacing(theme.GAP)
        self.title = Elided(tr("What we know"), role="title")
        self.subtitle = Elided("", "soft")
        texts = QVBoxLayout()
        texts.setSpacing(3)
        texts.addWidget(self.title)
        texts.addWidget(self.subtitle)
        outer.addLayout(texts)
        self.area = QScrollArea()
        self.area.setProperty("look", "read")
        self.area.setAccessibleName(tr("What is known"))
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer.addWidget(self.area, 1)
        outer.addLayout(self._adding())
        self.error = wrapped("", "error")
        self.error.hide()
        outer.addWidget(self.error)
        close = button(tr("Close"))
        close.setAutoDefault(False)
        close.clicked.connect(self.close)
        outer.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        room = parent.window().size()
        self.resize(min(theme.WRITE_WIDTH, room.width() - 40), min(_HEIGHT, room.height() - 40))
        desk.changed.connect(self._changed)
        self._show()
        self.text.setFocus()

    def _adding(self) -> QHBoxLayout:
        """Something known from elsewhere than a touch."""
        self.kind = combo([(kind, insight_words(kind)) for kind in InsightKind])
        self.kind.setAccessibleName(tr("What kind of thing"))
        self.text = line("", tr("something else we know, from today on"))
        self.text.setAccessibleName(tr("What is known"))
        self.add = button(tr("Add"), "main")
        self.add.setAutoDefault(False)
        self.add.clicked.connect(self._add)
        QShortcut(QKeySequence("Return"), self.text, self._add, context=Qt.ShortcutContext.WidgetShortcut)
        row = QHBoxLayout()
        row.setSpacing(theme.TIGHT)
        row.addWidget(self.kind, 1)
        row.addWidget(self.text, 3)
        row.addWidget(self.add)
        return row

    # -- showing ------------------------------------------------------------------------------

    def _changed(self, change: Change) -> None:
        if change.everyone or self._contact_id in change.contact_ids:
            self._show()

    def _show(self) -> None:
        try:
            card = self._desk.diary.cards.one(self._contact_id, 0)
        except DiaryError:
            self.close()  # an undo has taken the person out of the diary
            return
        self.subtitle.setText(card.contact.name)
        inner = QWidget()
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(0, 0, 6, 0)
        layout.setSpacing(theme.GAP)
        for kind in InsightKind:
            of_kind = [insight for insight in card.insights if insight.kind is kind]
            if of_kind:
                layout.addWidget(self._kind(kind, of_kind))
        if not card.insights:
            layout.addWidget(wrapped(tr("Nothing yet. What a touch reveals comes here by itself."), "soft"))
        layout.addStretch(1)
        scrolled = self.area.verticalScrollBar().value()
        self.area.setWidget(inner)
        layout.activate()
        self.area.verticalScrollBar().setValue(scrolled)

    def _kind(self, kind: InsightKind, insights: list[Insight]) -> QWidget:
        made = FactsCard(insight_words(kind))
        today = self._desk.diary.context.today()
        for insight in insights:
            origin = tr("from a touch") if insight.touch_id is not None else tr("noted by hand")
            made.add(
                day_words(insight.on, today),
                insight.text,
                partial(self._open, insight),
                long=True,
                under=f"{ago(insight.on, today)} · {origin}",
                more=partial(self._more, insight),
                delete=partial(self._remove, insight),
            )
        return made

    # -- doing --------------------------------------------------------------------------------

    def _open(self, insight: Insight) -> None:
        """The touch it came from; one noted by hand is opened to be changed."""
        if insight.touch_id is None:
            self._edit(insight)
            return
        self.close()
        self._desk.go("contact", (self._contact_id, insight.touch_id))

    def _more(self, insight: Insight, menu: QMenu) -> None:
        if insight.touch_id is not None:
            shown = menu.addAction(tr("Show the touch it came from"))
            shown.triggered.connect(lambda _checked=False: self._open(insight))
        menu.addAction(tr("Say it better …")).triggered.connect(lambda _checked=False: self._edit(insight))
        kinds = menu.addMenu(tr("It is of another kind"))
        for kind in InsightKind:
            if kind is not insight.kind:
                kinds.addAction(insight_words(kind)).triggered.connect(
                    lambda _checked=False, kind=kind: self._write(insight, kind)
                )
        removed = menu.addAction(tr("Remove") + "\tDel")
        removed.triggered.connect(lambda _checked=False: self._remove(insight))

    def _write(self, insight: Insight, kind: InsightKind) -> None:
        corrections = self._desk.diary.corrections
        self._desk.write(lambda: corrections.edit_insight(insight.id, kind, insight.text))

    def _edit(self, insight: Insight) -> None:
        corrections = self._desk.diary.corrections

        def taken(text: str, asked: Ask) -> None:
            self._desk.write(
                lambda: corrections.edit_insight(insight.id, insight.kind, text),
                lambda _change: asked.accept(),
                asked.refuse,
            )

        asked = ask_text(self, insight_words(insight.kind), tr("Save"), taken)
        asked.field.setText(insight.text)  # type: ignore[attr-defined]

    def _remove(self, insight: Insight) -> None:
        self._desk.write(lambda: self._desk.diary.corrections.remove_insight(insight.id))

    def _add(self) -> None:
        text, kind = self.text.text(), InsightKind(self.kind.currentData())
        corrections, contact_id = self._desk.diary.corrections, self._contact_id
        self.error.hide()

        def done(_change: Change) -> None:
            self.text.clear()

        def failed(sentence: str) -> None:
            self.error.setText(sentence)
            self.error.show()

        self._desk.write(lambda: corrections.add_insight(contact_id, kind, text), done, failed)


def open_insights(desk: Desk, parent: QWidget, what: object) -> None:
    """What is known of this contact."""
    InsightsDialog(desk, parent, int(str(what))).open()
