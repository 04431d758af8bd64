"""Duplicates: who may be in the diary twice, side by side, and one of two made of them or not."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QProgressBar, QVBoxLayout, QWidget

from kitdiary.domain.errors import DiaryError
from kitdiary.services.changes import Change, Kind
from kitdiary.services.merging import Pair
from kitdiary.ui.delegates.pairs_delegate import PairsDelegate
from kitdiary.ui.desk import Desk
from kitdiary.ui.models.pairs_model import PairsModel
from kitdiary.ui.pages.page import Page
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.empty_state import EmptyState
from kitdiary.ui.widgets.labels import button
from kitdiary.ui.widgets.merge_panel import MergePanel
from kitdiary.ui.worker import Task

_LIST_WIDTH, _LIST_NARROW, _WIDE_FROM = 340, 270, 1000
_Found = tuple[list[Pair], dict[int, tuple[str, str]]]


class DuplicatesPage(Page):
    """The pairs at the left, the comparison of one at the right."""

    name = "duplicates"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._looking: Task | None = None
        self._turned = False
        """Whether the younger entry of the pair is the one that stays."""
        self._mine: set[int] = set()
        """Operations of this page: the list follows them without a new search."""
        back = button(tr("‹ Contacts"), "link")
        back.clicked.connect(lambda: desk.go("contacts"))
        self.above.addWidget(back)
        self.above.addStretch(1)
        self.title.setText(tr("Duplicates"))
        self.again = button(tr("Look again"), "", tr("Search the whole diary (F5)"))
        self.again.clicked.connect(self.search)
        self.head.addWidget(self.again)
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(tr("How far it is"))
        self.body.addWidget(self.progress)
        self._lay_out()
        self._keys()
        self._show_state()

    def _lay_out(self) -> None:
        self.model = PairsModel(self)
        self.list = QListView()
        self.list.setProperty("look", "read")
        self.list.setModel(self.model)
        self.list.setItemDelegate(PairsDelegate(self.model))
        self.list.setUniformItemSizes(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setAccessibleName(tr("Who may be the same person"))
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_pair())
        self.frame = QFrame()
        self.frame.setProperty("look", "card")
        inside = QVBoxLayout(self.frame)
        inside.setContentsMargins(1, 4, 1, 4)
        inside.addWidget(self.list)
        self.panel = MergePanel(self.desk.open_contact)
        self.panel.merge_wanted.connect(self.merge)
        self.panel.apart_wanted.connect(self.keep_apart)
        self.panel.swap_wanted.connect(self.swap)
        self.content = QWidget()
        columns = QHBoxLayout(self.content)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(18)
        columns.addWidget(self.frame)
        columns.addWidget(self.panel, 1)
        self.empty = EmptyState()
        self.empty.acted.connect(lambda: self.desk.go("contacts"))
        self.body.addWidget(self.content, 1)
        self.body.addWidget(self.empty, 1)
        self.setFocusProxy(self.list)

    def _keys(self) -> None:
        for keys, act in (("M", self.merge), ("N", self.keep_apart), ("X", self.swap)):
            found = QShortcut(QKeySequence(keys), self, act)
            found.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # -- looking ------------------------------------------------------------------------------

    def refresh(self, change: Change | None) -> None:
        """Look again, but after what was decided here."""
        if change is not None and change.operation_id in self._mine:
            return
        if change is None or change.everyone or Kind.CONTACTS in change.kinds:
            self.search()

    def search(self) -> None:
        """Search the whole diary in the background; what is shown stays until there is an answer."""
        if self._looking is not None:
            self._looking.cancel()
        merging, bridge = self.desk.diary.merging, self.desk.bridge

        def work(task: Task) -> _Found:
            def progress(done: int, total: int) -> bool:
                bridge.post(partial(self._so_far, task, done, total))
                return not task.cancelled

            pairs = merging.duplicates(progress)
            return pairs, merging.names(pairs)

        task = self.desk.look(work, lambda found: self._seen(task, found), lambda s: self._unseen(task, s))
        self._looking = task
        self._show_state()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A narrower list where there is little room."""
        super().resizeEvent(event)
        self.frame.setFixedWidth(_LIST_WIDTH if self.width() > _WIDE_FROM else _LIST_NARROW)

    def hideEvent(self, event: object) -> None:
        """Nobody waits for it any more."""
        super().hideEvent(event)  # type: ignore[arg-type]
        if self._looking is not None:
            self._looking.cancel()
            self._looking = None
            self._stale = True

    def _so_far(self, task: Task, done: int, total: int) -> None:
        if task is self._looking:
            self.progress.setRange(0, max(1, total))
            self.progress.setValue(done)

    def _seen(self, task: Task, found: _Found) -> None:
        if task is not self._looking:
            return
        self._looking = None
        current = self.model.pair(self.list.currentIndex())
        first = not self.model.rowCount()
        self.model.show(*found)
        self._show_state()
        if first:  # there was nothing yet that could have the keyboard
            self.setFocus()
        self._select(0 if current is None else self.model.place(current))

    def _unseen(self, task: Task, sentence: str) -> None:
        if task is self._looking:
            self._looking = None
            self._show_state()
            self.desk.failed.emit(sentence)

    def _show_state(self) -> None:
        looking, count = self._looking is not None, self.model.rowCount()
        self.progress.setVisible(looking)
        self.again.setEnabled(not looking)
        self.content.setVisible(bool(count))
        self.empty.setVisible(not count)
        self.setFocusProxy(self.list if count else self.empty.button)
        if count:
            one, more = tr("1 pair may be one person"), tr("{0} pairs may be one person", f"{count:,}")
            self.subtitle.setText(one if count == 1 else more)
        else:
            self.subtitle.setText(tr("Looking through the diary …") if looking else "")
            self.empty.say(
                tr("Looking …") if looking else tr("Nobody seems to be here twice"),
                tr("Everybody is compared by email, phone, and names and companies that are alike."),
                "" if looking else tr("Back to the contacts"),
            )

    # -- one pair -----------------------------------------------------------------------------

    def _select(self, row: int) -> None:
        if not self.model.rowCount():
            return
        index = self.model.index(min(row, self.model.rowCount() - 1))
        self.list.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._show_pair()

    def _show_pair(self, *, turned: bool = False) -> None:
        pair = self.model.pair(self.list.currentIndex())
        self._turned = turned
        if pair is None:
            return
        kept, other = (pair.other, pair.one) if turned else (pair.one, pair.other)
        try:
            self.panel.show_pair(self.desk.diary.merging.compare(kept, other))
        except DiaryError:  # one of them is gone: another program was faster
            self.model.drop(None, pair)
            self._show_state()

    def swap(self) -> None:
        """Exchange which entry stays."""
        self._show_pair(turned=not self._turned)

    def merge(self) -> None:
        """Make one of the two, as it is shown."""
        pair, found = self.model.pair(self.list.currentIndex()), self.panel.found
        if pair is None or found is None or not self.content.isVisible():
            return
        kept, other, chosen = found.kept.id, found.other.id, self.panel.chosen()
        self._write(lambda: self.desk.diary.merging.merge(kept, other, chosen), pair, other)

    def keep_apart(self) -> None:
        """Remember that they are two people."""
        pair = self.model.pair(self.list.currentIndex())
        if pair is not None and self.content.isVisible():
            self._write(lambda: self.desk.diary.merging.not_the_same(pair.one, pair.other), pair, None)

    def _write(self, act: Callable[[], Change], pair: Pair, gone: int | None) -> None:
        row = self.list.currentIndex().row()

        def mine() -> Change:
            change = act()
            if change.operation_id is not None:
                self._mine.add(change.operation_id)
            return change

        def then(_change: Change) -> None:
            self.model.drop(gone, pair)
            self._show_state()
            self._select(row)

        self.desk.write(mine, then)
