"""Questions and purposes: the rep's own words for what to ask and what a touch is for."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from kitdiary.domain.prompts import Topic
from kitdiary.services.changes import Change, Kind
from kitdiary.services.prompts import delivered
from kitdiary.ui import theme
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.ask import Ask, ask_text
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.labels import Elided, button, wrapped
from kitdiary.ui.widgets.parts import combo, line

_HEIGHT = 520


class PromptsDialog(QDialog):
    """One topic at a time: its texts, the first offered first. It follows every change, an undo included."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("look", "form")
        self.setWindowTitle(tr("Questions and purposes"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.MARGIN, 22, theme.MARGIN, 20)
        outer.setSpacing(theme.GAP)
        outer.addWidget(Elided(tr("Questions and purposes"), role="title"))
        outer.addWidget(
            wrapped(tr("What the brief asks next, and what a touch can be for. The first is used."), "soft")
        )
        self.topic = combo([(topic, topic_words(topic)) for topic in Topic])
        self.topic.setAccessibleName(tr("What it is for"))
        outer.addWidget(self.topic)
        self.list = QListWidget()
        self.list.setProperty("look", "names")
        self.list.setWordWrap(True)
        self.list.setSpacing(3)
        self.list.setAccessibleName(tr("The texts"))
        outer.addWidget(self.list, 1)
        outer.addLayout(self._adding())
        self.error = wrapped("", "error")
        self.error.hide()
        outer.addWidget(self.error)
        outer.addLayout(self._foot())
        room = parent.window().size()
        self.resize(min(theme.WRITE_WIDTH, room.width() - 40), min(_HEIGHT, room.height() - 40))
        self.topic.currentIndexChanged.connect(lambda _place: self._show())
        self.list.itemActivated.connect(lambda _item: self._edit())
        self.list.currentRowChanged.connect(lambda _row: self._enable())
        QShortcut(QKeySequence("F2"), self, self._edit)
        QShortcut(QKeySequence("Del"), self.list, self._remove, context=Qt.ShortcutContext.WidgetShortcut)
        desk.changed.connect(self._changed)
        self._show()
        self.text.setFocus()

    def _adding(self) -> QHBoxLayout:
        self.text = line("", tr("another one, in your words"))
        self.text.setAccessibleName(tr("Another text"))
        add = button(tr("Add"), "main")
        add.setAutoDefault(False)
        add.clicked.connect(self._add)
        QShortcut(QKeySequence("Return"), self.text, self._add, context=Qt.ShortcutContext.WidgetShortcut)
        row = QHBoxLayout()
        row.setSpacing(theme.TIGHT)
        row.addWidget(self.text, 1)
        row.addWidget(add)
        return row

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(theme.TIGHT)
        self.first = button(tr("Use first"))
        self.edit, self.remove = button(tr("Change …")), button(tr("Remove"))
        self.reset = button(tr("As delivered"), "", tr("Put the texts of this topic back as they came"))
        self.reset_all = button(tr("All as delivered"))
        close = button(tr("Close"))
        for made, act in (
            (self.first, self._use_first),
            (self.edit, self._edit),
            (self.remove, self._remove),
            (self.reset, self._reset),
            (self.reset_all, self._reset_all),
            (close, self.close),
        ):
            made.setAutoDefault(False)
            made.clicked.connect(lambda _checked=False, act=act: act())
            row.addWidget(made)
            if made is self.remove:
                row.addStretch(1)
        return row

    # -- showing ------------------------------------------------------------------------------

    @property
    def chosen(self) -> Topic:
        """The topic whose texts are shown."""
        return Topic(str(self.topic.currentData()))

    def _changed(self, change: Change) -> None:
        if change.everyone or Kind.SETTINGS in change.kinds:
            self._show()

    def _show(self) -> None:
        row = max(0, self.list.currentRow())
        self.list.clear()
        prompts = self._desk.diary.prompts.all()
        for text in prompts[self.chosen]:
            self.list.addItem(QListWidgetItem(text))
        self.list.setCurrentRow(min(row, self.list.count() - 1))
        self.reset.setEnabled(prompts[self.chosen] != delivered()[self.chosen])
        self.reset_all.setEnabled(prompts != delivered())
        self._enable()

    def _enable(self) -> None:
        for made in (self.edit, self.remove):
            made.setEnabled(self._selected() is not None)
        self.first.setEnabled(self.list.currentRow() > 0)

    def _selected(self) -> str | None:
        return self.list.currentItem().text() if self.list.currentRow() >= 0 else None

    # -- doing --------------------------------------------------------------------------------

    def _add(self) -> None:
        prompts, topic, text = self._desk.diary.prompts, self.chosen, self.text.text()
        self.error.hide()

        def failed(sentence: str) -> None:
            self.error.setText(sentence)
            self.error.show()

        self._desk.write(lambda: prompts.add(topic, text), lambda _change: self.text.clear(), failed)

    def _edit(self) -> None:
        before, topic, prompts = self._selected(), self.chosen, self._desk.diary.prompts
        if before is None:
            return

        def taken(text: str, asked: Ask) -> None:
            self._desk.write(
                lambda: prompts.edit(topic, before, text), lambda _change: asked.accept(), asked.refuse
            )

        asked = ask_text(self, topic_words(topic), tr("Save"), taken)
        asked.field.setText(before)  # type: ignore[attr-defined]

    def _use_first(self) -> None:
        text, topic, prompts = self._selected(), self.chosen, self._desk.diary.prompts
        if text is not None:
            rest = [one for one in prompts.of(topic) if one != text]
            self._desk.write(lambda: prompts.set(topic, (text, *rest)))
            self.list.setCurrentRow(0)

    def _remove(self) -> None:
        text, topic, prompts = self._selected(), self.chosen, self._desk.diary.prompts
        if text is not None:
            self._desk.write(lambda: prompts.remove(topic, text))

    def _reset(self) -> None:
        topic, prompts = self.chosen, self._desk.diary.prompts
        self._desk.write(lambda: prompts.reset(topic))

    def _reset_all(self) -> None:
        self._desk.write(self._desk.diary.prompts.reset)


def topic_words(topic: Topic) -> str:
    """A topic as one chooses it."""
    return {
        Topic.PURPOSE: tr("Purposes of a touch"),
        Topic.NEED: tr("Question: what they need"),
        Topic.FRUSTRATION: tr("Question: what frustrates them"),
        Topic.PROJECT: tr("Question: is there a project"),
        Topic.BUDGET: tr("Question: is there a budget"),
        Topic.TIMELINE: tr("Question: by when"),
        Topic.SUPPLIER: tr("Question: who supplies them"),
        Topic.CONTRACT_END: tr("Question: until when the contract runs"),
        Topic.DECIDES: tr("Question: who else decides"),
        Topic.OPINION: tr("Question for their opinion"),
        Topic.EASY_OUT: tr("An easy way out for them"),
        Topic.NOT_A_PRIORITY: tr("After “not a priority”"),
        Topic.NO_PROBLEM: tr("After “no problem”"),
        Topic.HAS_SUPPLIER: tr("After “has a supplier”"),
        Topic.NO_BUDGET: tr("After “no budget”"),
        Topic.CANNOT_SEE_IT: tr("After “can’t see it yet”"),
    }[topic]


def open_prompts(desk: Desk, parent: QWidget, what: object) -> None:  # noqa: ARG001 - as every opener
    """Questions and purposes."""
    PromptsDialog(desk, parent).open()
