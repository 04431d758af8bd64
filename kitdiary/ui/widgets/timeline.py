"""A timeline with its search: what passed, newest first, filtered by words, channel and what it counts as."""

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from kitdiary.domain.touches import Channel, Counts, Touch
from kitdiary.ui import theme
from kitdiary.ui.delegates.timeline_delegate import TimelineDelegate, below, headline
from kitdiary.ui.models.timeline_model import Reader, TimelineModel
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.facts import Act, popup_menu
from kitdiary.ui.widgets.flow import in_tab_order
from kitdiary.ui.widgets.labels import button, label, wrapped
from kitdiary.ui.widgets.tick import Choice
from kitdiary.ui.words import channel_words

EVERYTHING, CONVERSATIONS, VALUE_ADDS = "", "conversations", "value-adds"
"""What the choice can show besides one channel."""
_COUNTS = {CONVERSATIONS: Counts.CONVERSATION, VALUE_ADDS: Counts.VALUE_ADD}


class _View(QListView):
    """Lays its rows out anew when it gets wider: notes wrap."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Heights depend on the width."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class Timeline(QWidget):
    """The timeline of a page. ``edit`` and ``remove`` ask for that of a touch, ``open_person`` for a page."""

    edit = Signal(int)
    remove = Signal(int)
    open_person = Signal(int)

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self.model = TimelineModel(self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.TIGHT)
        outer.addLayout(self._head())
        self.figures = QHBoxLayout()
        self.figures.setSpacing(14)
        outer.addLayout(self.figures)
        frame = QFrame()
        frame.setProperty("look", "card")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(1, 1, 1, 1)
        self.view = self._list(today)
        self.empty = wrapped("", "soft")
        self.empty.setContentsMargins(15, 12, 15, 12)
        inner.addWidget(self.empty)
        inner.addWidget(self.view, 1)
        outer.addWidget(frame, 1)

    def _head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.addWidget(label(tr("Timeline")))
        head.addStretch(1)
        self.words = QLineEdit()
        self.words.setPlaceholderText(tr("Search in it"))
        self.words.setAccessibleName(tr("Search in the timeline"))
        self.words.setClearButtonEnabled(True)
        self.words.setMaximumWidth(190)
        self.words.setAcceptDrops(False)  # files dropped there are for the page
        self.words.textChanged.connect(self._filter)
        head.addWidget(self.words)
        self.channel = Choice()
        self.channel.setAccessibleName(tr("Show one kind"))
        self.channel.addItem(tr("Everything"), EVERYTHING)
        self.channel.addItem(tr("Conversations"), CONVERSATIONS)
        self.channel.addItem(tr("Something useful"), VALUE_ADDS)
        for channel in Channel:
            self.channel.addItem(channel_words(channel), channel)
        self.channel.currentIndexChanged.connect(self._filter)
        head.addWidget(self.channel)
        return head

    def _list(self, today: Callable[[], date]) -> QListView:
        view = _View()
        view.setProperty("look", "read")  # read by keyboard, and seen to be
        view.setModel(self.model)
        view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setAccessibleName(tr("Timeline"))
        painter = TimelineDelegate(view, self.model)
        painter.today = today
        view.setItemDelegate(painter)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._menu)
        view.doubleClicked.connect(lambda _index: self._ask(self.edit))
        for keys, act in (
            ("F2", lambda: self._ask(self.edit)),
            ("Return", lambda: self._ask(self.edit)),
            ("Del", lambda: self._ask(self.remove)),
            ("Ctrl+C", self._copy),
        ):
            made = QShortcut(QKeySequence(keys), view)
            made.setContext(Qt.ShortcutContext.WidgetShortcut)
            made.activated.connect(act)
        return view

    # -- showing ------------------------------------------------------------------------------

    def show_touches(self, read: Reader, names: dict[int, str] | None = None) -> None:
        """Show a timeline, at its top; a refresh of the same one keeps its place and what is chosen in it."""
        scrolled = self.view.verticalScrollBar().value()
        chosen, row = self.chosen, self.view.currentIndex().row()
        self.model.load(read, names)
        self.view.doItemsLayout()
        if chosen is not None and self.model.rowCount():
            again = self.model.loaded_row(chosen.id)
            row = min(row, self.model.rowCount() - 1) if again is None else again
            self.view.setCurrentIndex(self.model.index(row))
        self.view.verticalScrollBar().setValue(scrolled)
        self._say()

    def show_figures(self, figures: Sequence[tuple[str, Act]]) -> None:
        """Under the heading: what it all amounts to, each a link to what it is made of."""
        while (item := self.figures.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        shown: list[QWidget] = []
        for text, act in figures:
            made = button(text, "link")
            made.setFont(theme.font("small"))
            made.clicked.connect(lambda _checked=False, act=act: act())
            self.figures.addWidget(made)
            shown.append(made)
        self.figures.addStretch(1)
        in_tab_order(self.view, shown)

    def show_only(self, kind: str) -> None:
        """Show everything, or only conversations or value-adds, from the top."""
        self.words.clear()
        self.channel.setCurrentIndex(self.channel.findData(kind))
        self.view.scrollToTop()
        self._take_keyboard(self.model.index(0))

    def clear_filter(self) -> None:
        """Show everything from the top, nothing chosen: another person is shown."""
        self.words.clear()
        self.channel.setCurrentIndex(0)
        self.view.clearSelection()
        self.view.setCurrentIndex(self.model.index(-1))
        self.view.scrollToTop()

    def show_touch(self, touch_id: int) -> None:
        """Choose a touch: what a date was counted from. A filter that hides it is taken off."""
        index = self.model.row_of(touch_id)
        if not index.isValid() and (self.words.text() or self.channel.currentIndex()):
            self.words.clear()
            self.channel.setCurrentIndex(0)
            index = self.model.row_of(touch_id)
        if index.isValid():
            self._take_keyboard(index)

    def _take_keyboard(self, index: object) -> None:
        self.view.setCurrentIndex(index)  # type: ignore[arg-type]
        self.view.scrollTo(index)  # type: ignore[arg-type]
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def chosen(self) -> Touch | None:
        """The touch that is chosen."""
        index = self.view.currentIndex()
        return self.model.touch(index) if index.isValid() else None

    # -- doing --------------------------------------------------------------------------------

    def _ask(self, signal: object) -> None:
        touch = self.chosen
        if touch is not None:
            signal.emit(touch.id)  # type: ignore[attr-defined]

    def _copy(self) -> None:
        touch = self.chosen
        if touch is not None:
            said = (f"{touch.on}", *headline(touch, self.model.names), below(touch))
            QGuiApplication.clipboard().setText("\n".join(part for part in said if part))

    def _menu(self, point: QPoint) -> None:
        index = self.view.indexAt(point)
        if index.isValid():
            self.view.setCurrentIndex(index)
        touch = self.chosen
        if touch is None:
            return
        where = point if index.isValid() else self.view.visualRect(self.view.currentIndex()).center()

        def fill(menu: QMenu) -> None:
            for text, keys, act in (
                (tr("Edit …"), "F2", lambda: self.edit.emit(touch.id)),
                (tr("Remove"), "Del", lambda: self.remove.emit(touch.id)),
                (tr("Copy"), "Ctrl+C", self._copy),
            ):
                menu.addAction(f"{text}\t{keys}").triggered.connect(lambda _checked=False, act=act: act())
            known = [(who, self.model.names[who]) for who in touch.contact_ids if who in self.model.names]
            if known:
                menu.addSeparator()
            for who, name in known:
                action = menu.addAction(tr("Open {0}", name).replace("&", "&&"))
                action.triggered.connect(lambda _checked=False, who=who: self.open_person.emit(who))

        popup_menu(self.view, fill, self.view.viewport().mapToGlobal(where))

    def _filter(self) -> None:
        chosen = self.channel.currentData()  # Qt gives an enum of texts back as a text
        counts = _COUNTS.get(chosen)
        channel = None if counts is not None or chosen == EVERYTHING else Channel(chosen)
        self.model.filter(self.words.text(), channel, counts)
        self._say()

    def _say(self) -> None:
        some = self.model.rowCount() > 0
        searching = bool(self.words.text()) or self.channel.currentIndex() > 0
        self.empty.setText(tr("Nothing fits.") if searching else tr("Nothing has passed between you yet."))
        self.empty.setVisible(not some)
        self.view.setVisible(some)
