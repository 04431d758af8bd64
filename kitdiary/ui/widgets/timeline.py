"""A timeline with its search: what passed, newest first, filtered by words and channel."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QListView, QVBoxLayout, QWidget

from kitdiary.domain.touches import Channel
from kitdiary.ui import theme
from kitdiary.ui.delegates.timeline_delegate import TimelineDelegate
from kitdiary.ui.models.timeline_model import Reader, TimelineModel
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.labels import label, wrapped
from kitdiary.ui.words import channel_words


class _View(QListView):
    """Lays its rows out anew when it gets wider: notes wrap."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Heights depend on the width."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class Timeline(QWidget):
    """The timeline of a page."""

    def __init__(self, today: Callable[[], date]) -> None:
        super().__init__()
        self.model = TimelineModel(self)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.TIGHT)
        head = QHBoxLayout()
        head.addWidget(label(tr("Timeline")))
        head.addStretch(1)
        self.words = QLineEdit()
        self.words.setPlaceholderText(tr("Search in it"))
        self.words.setAccessibleName(tr("Search in the timeline"))
        self.words.setClearButtonEnabled(True)
        self.words.setMaximumWidth(190)
        self.words.textChanged.connect(self._filter)
        head.addWidget(self.words)
        self.channel = QComboBox()
        self.channel.setAccessibleName(tr("Show one channel"))
        self.channel.addItem(tr("Everything"), None)
        for channel in Channel:
            self.channel.addItem(channel_words(channel), channel)
        self.channel.currentIndexChanged.connect(self._filter)
        head.addWidget(self.channel)
        outer.addLayout(head)
        frame = QFrame()
        frame.setProperty("look", "card")
        inner = QVBoxLayout(frame)
        inner.setContentsMargins(1, 1, 1, 1)
        self.view = _View()
        self.view.setProperty("look", "read")  # read by keyboard, and seen to be
        self.view.setModel(self.model)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setAccessibleName(tr("Timeline"))
        painter = TimelineDelegate(self.view, self.model)
        painter.today = today
        self.view.setItemDelegate(painter)
        self.empty = wrapped("", "soft")
        self.empty.setContentsMargins(15, 12, 15, 12)
        inner.addWidget(self.empty)
        inner.addWidget(self.view, 1)
        outer.addWidget(frame, 1)

    def show_touches(self, read: Reader, names: dict[int, str] | None = None) -> None:
        """Show a timeline, at its top; a refresh of the same one keeps its place."""
        scrolled = self.view.verticalScrollBar().value()
        self.model.load(read, names)
        self.view.doItemsLayout()
        self.view.verticalScrollBar().setValue(scrolled)
        self._say()

    def clear_filter(self) -> None:
        """Show everything from the top: another person is shown."""
        self.words.clear()
        self.channel.setCurrentIndex(0)
        self.view.scrollToTop()

    def show_touch(self, touch_id: int) -> None:
        """Select a touch: what a date was counted from."""
        index = self.model.row_of(touch_id)
        if index.isValid():
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index)

    def _filter(self) -> None:
        chosen = self.channel.currentData()  # Qt gives an enum of texts back as a text
        self.model.filter(self.words.text(), None if chosen is None else Channel(chosen))
        self._say()

    def _say(self) -> None:
        some = self.model.rowCount() > 0
        searching = bool(self.words.text()) or self.channel.currentIndex() > 0
        self.empty.setText(tr("Nothing fits.") if searching else tr("Nothing has passed between you yet."))
        self.empty.setVisible(not some)
        self.view.setVisible(some)
