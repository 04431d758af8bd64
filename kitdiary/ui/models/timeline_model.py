"""A timeline: the touches of a contact or a company, newest first, older ones fetched on the way down."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from kitdiary.domain.names import name_key
from kitdiary.domain.touches import Channel, Counts, Touch
from kitdiary.ui.words import channel_words, outcome_words

PAGE = 100
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
Reader = Callable[[int, Touch | None], Sequence[Touch]]
"""Reads so many touches older than one, the newest for None."""


class TimelineModel(QAbstractListModel):
    """Touches that fit the filter. What a delegate paints it asks of `touch`."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._read: Reader = lambda _limit, _before: ()
        self._all: list[Touch] = []
        self._shown: list[Touch] = []
        self._more = False
        self._words: tuple[str, ...] = ()
        self._channel: Channel | None = None
        self._counts: Counts | None = None
        self.names: dict[int, str] = {}
        """Names of people, where a line must say who it was with (a company's timeline)."""

    def load(self, read: Reader, names: dict[int, str] | None = None) -> None:
        """Show another timeline, or the same anew."""
        found = list(read(max(PAGE, len(self._all)), None))
        self.beginResetModel()
        self._read, self._all = read, found
        self.names = names or {}
        self._more = len(found) >= PAGE
        self._shown = [touch for touch in found if self._fits(touch)]
        self.endResetModel()

    def filter(self, text: str, channel: Channel | None, counts: Counts | None = None) -> None:
        """Show only what has these words, of this channel, that counts so; reads on until a page is full."""
        self.beginResetModel()
        self._words, self._channel, self._counts = tuple(name_key(text).split()), channel, counts
        self._shown = [touch for touch in self._all if self._fits(touch)]
        self.endResetModel()
        while self._more and len(self._shown) < PAGE // 4:
            self.fetchMore()

    def touch(self, index: Index) -> Touch:
        """The touch of an index."""
        return self._shown[index.row()]

    def row_of(self, touch_id: int) -> QModelIndex:
        """The index of a touch, invalid where it is not shown; reads on until it is found."""
        begin = 0
        while True:
            for row in range(begin, len(self._shown)):
                if self._shown[row].id == touch_id:
                    return self.index(row)
            if not self._more:
                return QModelIndex()
            begin = len(self._shown)
            self.fetchMore()

    def loaded_row(self, touch_id: int) -> int | None:
        """The row of a touch among those read so far, None where it is not there."""
        return next((row for row, touch in enumerate(self._shown) if touch.id == touch_id), None)

    def _fits(self, touch: Touch) -> bool:
        if self._channel is not None and touch.channel is not self._channel:
            return False
        if self._counts is not None and not touch.counts & self._counts:
            return False
        if not self._words:
            return True
        said = [touch.note, touch.purpose, touch.why, touch.content_title or ""]
        text = name_key(" ".join((*said, *(self.names.get(who, "") for who in touch.contact_ids))))
        return all(word in text for word in self._words)

    # -- Qt -----------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many touches are shown so far."""
        return 0 if parent.isValid() else len(self._shown)

    def canFetchMore(self, parent: Index = _ROOT) -> bool:
        """Whether there are older ones."""
        return not parent.isValid() and self._more

    def fetchMore(self, parent: Index = _ROOT) -> None:
        """Read a page of older ones."""
        if parent.isValid() or not self._more:
            return
        found = list(self._read(PAGE, self._all[-1] if self._all else None))
        self._more = len(found) == PAGE
        self._all += found
        fitting = [touch for touch in found if self._fits(touch)]
        if fitting:
            first = len(self._shown)
            self.beginInsertRows(QModelIndex(), first, first + len(fitting) - 1)
            self._shown += fitting
            self.endInsertRows()

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """A line as text, for screen readers."""
        if not index.isValid() or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        touch = self._shown[index.row()]
        said = [f"{touch.on}", channel_words(touch.channel), outcome_words(touch.outcome), touch.note]
        return ", ".join(part for part in said if part)
