"""The library: what is worth sending, whom it fits, and what came of it."""

from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QEvent, QItemSelectionModel, QObject, Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QMenu, QVBoxLayout, QWidget

from kitdiary.domain.content import ContentItem, ContentKind
from kitdiary.services.changes import Change, Kind
from kitdiary.services.library import LibraryQuery, LibrarySort, Offered
from kitdiary.ui import theme
from kitdiary.ui.content_words import kind_words
from kitdiary.ui.delegates.library_delegate import LibraryDelegate
from kitdiary.ui.desk import Desk
from kitdiary.ui.dropped import take_content
from kitdiary.ui.models.library_model import LibraryModel
from kitdiary.ui.outside import open_address
from kitdiary.ui.pages.page import Page
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.empty_state import EmptyState
from kitdiary.ui.widgets.files_card import open_file_of
from kitdiary.ui.widgets.filter_bar import SearchField
from kitdiary.ui.widgets.item_panel import ItemPanel, Shown, address_of
from kitdiary.ui.widgets.labels import button, plain
from kitdiary.ui.widgets.parts import combo
from kitdiary.ui.worker import Task

_UNSEEN = {Kind.FILTERS, Kind.NOTICES, Kind.ATTACHMENTS}


@dataclass(frozen=True, slots=True)
class _Order:
    sort: LibrarySort
    descending: bool


class LibraryPage(Page):
    """The list at the left, the chosen item at the right."""

    name = "library"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._looking: Task | None = None
        self._wanted: int | None = None
        self._chosen: int | None = None
        self.setAcceptDrops(True)
        self.title.setText(tr("Library"))
        self.model = LibraryModel(desk, self)
        self._head()
        self._filters()
        self._list()
        self.panel = ItemPanel(lambda: desk.diary.context.policy.codes)
        self.panel.did.connect(self._do)
        self.panel.person_wanted.connect(desk.open_contact)
        self.panel.write_wanted.connect(self._write)
        self._beside(self.panel)
        self._drop_here = self._hint()
        self.model.loaded.connect(self._loaded)
        self.model.modelReset.connect(self._swap)
        self._keys()

    def _head(self) -> None:
        self.paste = button(tr("From clipboard"), "", tr("A link or a file you have copied (Ctrl+V)"))
        self.paste.clicked.connect(self.from_clipboard)
        self.add = button(tr("Add"), "main", tr("Something worth sending"))
        self.add.clicked.connect(lambda: self.desk.go("add-content"))
        self.head.addWidget(self.paste)
        self.head.addWidget(self.add)

    def _filters(self) -> None:
        self.search = SearchField(tr("Find by title or topic"))
        every: list[tuple[object, str]] = [(None, tr("Every kind"))]
        self.kind = combo([*every, *((kind, kind_words(kind)) for kind in ContentKind)])
        self.kind.setAccessibleName(tr("Kind"))
        self.topic = combo([("", tr("Every topic"))])
        self.topic.setAccessibleName(tr("Topic or industry"))
        self.offered = combo(
            [
                (Offered.CURRENT, tr("To send")),
                (Offered.EXPIRED, tr("Expired")),
                (Offered.ARCHIVED, tr("Archived")),
                (Offered.ALL, tr("All")),
            ]
        )
        self.offered.setAccessibleName(tr("Which items"))
        orders = (
            (LibrarySort.ADDED, True, tr("Newest first")),
            (LibrarySort.TITLE, False, tr("By title")),
            (LibrarySort.KIND, False, tr("By kind")),
            (LibrarySort.UNTIL, False, tr("Soon over first")),
            (LibrarySort.SENT, True, tr("Most sent")),
            (LibrarySort.REPLIED, True, tr("Most replies")),
            (LibrarySort.TALKED, True, tr("Most talks after")),
        )
        self.order = combo([(_Order(sort, down), text) for sort, down, text in orders])
        self.order.setAccessibleName(tr("Order"))
        first, second = QHBoxLayout(), QHBoxLayout()
        first.setSpacing(theme.TIGHT)
        second.setSpacing(theme.TIGHT)
        first.addWidget(self.search, 1)
        for choice in (self.kind, self.topic, self.offered, self.order):
            choice.currentIndexChanged.connect(self._ask)
            second.addWidget(choice, 1)
        self.search.textChanged.connect(self._ask)
        self.search.left_down.connect(self._into_list)
        self.search.entered.connect(self._into_list)
        self.body.addLayout(first)
        self.body.addLayout(second)

    def _list(self) -> None:
        self.view = QListView()
        self.view.setModel(self.model)
        self.view.setItemDelegate(LibraryDelegate(self.model))
        self.view.setUniformItemSizes(True)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.view.customContextMenuRequested.connect(
            lambda where: self._menu().popup(self.view.viewport().mapToGlobal(where))
        )
        self.view.setAccessibleName(tr("Things worth sending"))
        self.view.selectionModel().currentChanged.connect(lambda *_: self._show_item())
        self.view.doubleClicked.connect(lambda _index: self._do("edit"))
        self.view.installEventFilter(self)
        self.frame = QFrame()
        self.frame.setProperty("look", "card")
        inside = QVBoxLayout(self.frame)
        inside.setContentsMargins(1, 3, 1, 3)
        inside.addWidget(self.view)
        self.empty = EmptyState()
        self.empty.acted.connect(self._act_empty)
        self.empty.acted_otherwise.connect(self.from_clipboard)
        self.body.addWidget(self.frame, 1)
        self.body.addWidget(self.empty, 1)

    def _beside(self, panel: QWidget) -> None:
        """Put the item at the right of everything else, over the page's whole height."""
        inner = self.layout()
        holder = QWidget()
        assert inner is not None
        holder.setLayout(inner)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(holder, 1)
        row.addWidget(panel)

    def _hint(self) -> QFrame:
        made = QFrame(self)
        made.setProperty("look", "note")
        made.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        inner = QVBoxLayout(made)
        said = plain(tr("Drop a link or a file to add it"), role="title")
        inner.addWidget(said, 0, Qt.AlignmentFlag.AlignCenter)
        made.hide()
        return made

    def _keys(self) -> None:
        paste = QShortcut(QKeySequence.StandardKey.Paste, self, self.from_clipboard)
        paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter opens the item, F2 edits it, Delete takes it out of the way; letters are looked for."""
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        acts = {
            Qt.Key.Key_Return: "look",
            Qt.Key.Key_Enter: "look",
            Qt.Key.Key_F2: "edit",
            Qt.Key.Key_Delete: "delete",
        }
        act = acts.get(Qt.Key(event.key()))
        plain_key = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if act is not None and plain_key and self.item() is not None:
            self._do(act)
        elif plain_key and event.text().isprintable() and event.text().strip():
            self.search.setFocus()  # who types looks for something
            self.search.setText(event.text())
        else:
            return super().eventFilter(watched, event)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The item narrows with the window and gives way to the list in a small one."""
        super().resizeEvent(event)
        width = self.width()
        self.panel.setVisible(width >= theme.BRIEF_FROM)
        wanted = theme.BRIEF_WIDTH if width >= theme.BRIEF_WIDE_FROM else theme.BRIEF_NARROW
        if wanted != self.panel.width():
            self.panel.setFixedWidth(wanted)
            self._show_item()

    # -- showing ------------------------------------------------------------------------------

    def open(self, what: object = None) -> None:
        """Show the library; with an id, that item in it."""
        if isinstance(what, int):
            self._wanted = what
            if self.isVisible():
                self.refresh(None)

    def refresh(self, change: Change | None) -> None:
        """Read the list anew; what is chosen stays."""
        if change is not None and not change.everyone and not change.kinds - _UNSEEN:
            return
        if change is None or change.everyone or Kind.CONTENT in change.kinds:
            self._offer_topics()
        self.model.load(keep=True)
        self.model.count_reach()
        self._show_item()

    def _offer_topics(self) -> None:
        chosen = self.topic.currentData()
        topics, industries, _rivals = self.desk.diary.library.labels()
        used = sorted({*topics, *industries}, key=str.casefold)
        self.topic.blockSignals(True)
        self.topic.clear()
        self.topic.addItem(tr("Every topic"), "")
        for topic in used:
            self.topic.addItem(topic, topic)
        self.topic.setCurrentIndex(max(0, self.topic.findData(chosen)))
        self.topic.blockSignals(False)

    def _ask(self) -> None:
        order = self.order.currentData()
        kind = self.kind.currentData()
        self.model.query = LibraryQuery(
            self.search.text(),
            None if kind is None else ContentKind(kind),
            str(self.topic.currentData() or ""),
            Offered(self.offered.currentData()),
            order.sort,
            order.descending,
        )
        self.model.load()

    def _loaded(self) -> None:
        everything, found = self.desk.diary.library.count(), self.model.rowCount()
        pieces = tr("1 piece worth sending") if found == 1 else tr("{0} pieces worth sending", f"{found:,}")
        if self._narrowed():
            pieces = tr("{0} of {1} pieces", f"{found:,}", f"{everything:,}")
        self.subtitle.setText(pieces if everything else "")
        if not everything:
            self.empty.say(
                tr("Nothing to send yet"),
                tr(
                    "Articles, checklists, notes on competitors, links: what helps people is a reason to "
                    "write that is no pitch. Add the first, or drop a link or a file here."
                ),
                tr("Add the first"),
                tr("From clipboard"),
            )
        elif not found:
            self.empty.say(tr("Nothing fits"), tr("Try fewer letters, or look at all."), tr("Show all"))
        self._swap()
        self._choose_one()

    def _narrowed(self) -> bool:
        query = self.model.query
        return replace(query, sort=LibrarySort.ADDED, descending=True) != LibraryQuery()

    def _swap(self) -> None:
        found = self.model.rowCount() > 0
        if not found and self.view.hasFocus():
            self.search.setFocus()
        self.frame.setVisible(found)
        self.empty.setVisible(not found and self.model.is_complete)
        self.setFocusProxy(self.view if found else self.search)

    def _choose_one(self) -> None:
        """What was chosen, or asked for, else the first."""
        ids = self.model.ids()
        wanted, self._wanted = self._wanted, None
        if wanted is not None and wanted not in ids and self.model.query != LibraryQuery(offered=Offered.ALL):
            self._wanted = wanted
            self._show_all()
            return
        if wanted is None:
            wanted = self._chosen
        place = ids.index(wanted) if wanted in ids else 0
        if ids:
            index = self.model.index(place, 0)
            if index != self.view.currentIndex():
                select = QItemSelectionModel.SelectionFlag.ClearAndSelect
                self.view.selectionModel().setCurrentIndex(index, select)
            self.view.scrollTo(index)
        self._show_item()

    def _show_all(self) -> None:
        for choice in (self.kind, self.topic, self.order):
            choice.setCurrentIndex(0)
        self.offered.setCurrentIndex(self.offered.findData(Offered.ALL))
        self.search.clear()
        self._ask()

    def _act_empty(self) -> None:
        if self.desk.diary.library.count():
            self._show_all()
            self.search.setFocus()
        else:
            self.desk.go("add-content")

    # -- one item -----------------------------------------------------------------------------

    def item(self) -> ContentItem | None:
        """The item that is chosen."""
        return self.model.item_of(self.view.currentIndex())

    def _show_item(self) -> None:
        """Show the chosen item at once, and its people when they are found."""
        item, today = self.item(), self.desk.diary.context.today()
        if self._looking is not None:
            self._looking.cancel()
            self._looking = None
        if item is None:
            self.panel.show_item(None, today)
            return
        other = item.id != self._chosen
        self._chosen = item.id
        if other:
            self.panel.show_item(Shown(item), today)
        if not self.isVisible():
            return
        diary = self.desk.diary

        def read(task: Task) -> Shown | None:
            if task.cancelled:
                return None
            return Shown(
                item,
                diary.library.file_of(item.id),
                diary.suggestions.who_fits(item.id),
                diary.library.recipients(item.id),
            )

        def done(found: Shown | None) -> None:
            if found is not None and task is self._looking:
                self._looking = None
                self.panel.show_item(found, today)

        def failed(_sentence: str) -> None:  # it is gone: the list will say so
            if task is self._looking:
                self._looking = None

        task = self._looking = self.desk.look(read, done, failed)

    def _do(self, act: str) -> None:
        item, library = self.item(), self.desk.diary.library
        if item is None:
            return
        number = item.id
        file = library.file_of(number) if act in ("look", "file") else None
        if act == "look":
            act = "open" if item.link else "file" if file is not None else "edit"
        if act == "open":
            open_address(address_of(item.link))
        elif act == "file" and file is not None:
            open_file_of(self.desk, file.id)
        elif act == "edit":
            self.desk.go("edit-content", number)
        elif act in ("archive", "restore"):
            self.desk.write(lambda: library.archive(number, archived=act == "archive"))
        elif act in ("remove", "delete"):
            used = act == "delete" and (self.model.reach_of(number) is not None or item.archived)
            self.desk.write(lambda: library.archive(number) if used else library.remove(number))

    def _write(self, who: int) -> None:
        item = self.item()
        if item is not None:
            self.desk.go("write", (who, item.id))

    def _menu(self) -> QMenu:
        menu, item = QMenu(self), self.item()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if item is None:
            return menu
        away = (tr("Take out of the archive"), "restore") if item.archived else (tr("Archive"), "archive")
        for text, act in (
            (tr("Open") + "\tEnter", "look"),
            (tr("Edit") + "\tF2", "edit"),
            away,
            (tr("Remove"), "remove"),
        ):
            menu.addAction(text).triggered.connect(partial(self._do, act))
        return menu

    def _into_list(self) -> None:
        self.view.setFocus()

    # -- what is dropped or pasted ------------------------------------------------------------

    def from_clipboard(self) -> None:
        """Add the link or the file that is on the clipboard."""
        take_content(self.desk, QGuiApplication.clipboard().mimeData())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Links and files are welcome, and told so."""
        if event.mimeData().hasUrls() or event.mimeData().hasText():
            event.acceptProposedAction()
            self._drop_here.setGeometry(self.rect().adjusted(12, 12, -12, -12))
            self._drop_here.show()
            self._drop_here.raise_()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """They went elsewhere."""
        self._drop_here.hide()
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Add what was dropped."""
        self._drop_here.hide()
        event.acceptProposedAction()
        take_content(self.desk, event.mimeData())
