"""The items of the library, in the order and by the filter asked for; what became of them follows."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QObject

from kitdiary.domain.content import ContentItem
from kitdiary.services.library import LibraryQuery, LibrarySort, Reach
from kitdiary.ui.content_words import came_words, kind_words, sent_words, topics_words, until_words
from kitdiary.ui.desk import Desk
from kitdiary.ui.models.table_model import SMALL, Cell, Column, Index, Line, TableModel
from kitdiary.ui.text import tr
from kitdiary.ui.worker import Task

_OF_REACH = (LibrarySort.SENT, LibrarySort.REPLIED, LibrarySort.TALKED)


class LibraryModel(TableModel):
    """What fits ``query``; `load` after changing it. Reach is counted in the reading thread."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(desk, (Column("item", tr("Item"), 400),), parent)
        self.query = LibraryQuery()
        self.today = date.min
        self._items: dict[int, ContentItem] = {}
        self._reach: dict[int, Reach] | None = None
        self._counting: Task | None = None

    def item_of(self, index: Index) -> ContentItem | None:
        """The item of a row."""
        if not index.isValid() or index.row() >= len(self.ids()):
            return None
        self.line(index.row())
        return self._items.get(self.ids()[index.row()])

    def reach_of(self, item_id: int) -> Reach | None:
        """What became of an item; None where nobody was sent it, or it is not counted yet."""
        return None if self._reach is None else self._reach.get(item_id)

    @property
    def is_counted(self) -> bool:
        """Whether it is known what became of the items."""
        return self._reach is not None

    def count_reach(self) -> None:
        """Count anew what became of the items; the lines say it when it is known."""
        if self._counting is not None:
            self._counting.cancel()
        library = self.desk.diary.library

        def done(found: dict[int, Reach]) -> None:
            if self._counting is task:
                self._counting, self._reach = None, found
                self._lines.clear()
                self._repaint()

        task = self._counting = self.desk.look(lambda task: {} if task.cancelled else library.reach(), done)

    # -- what the table asks ------------------------------------------------------------------

    def _size(self) -> int:
        # What counts touches takes a moment in a large diary: never in the window's thread.
        return SMALL + 1 if self.query.sort in _OF_REACH else self.desk.diary.library.count()

    def _cheap(self) -> bool:
        return self.query.sort not in _OF_REACH

    def _read_ids(self, limit: int | None) -> list[int]:
        return self.desk.diary.library.ids(self.query, limit)

    def _begin(self) -> None:
        self.today = self.desk.diary.context.today()

    def _read_rows(self, ids: Sequence[int]) -> dict[int, ContentItem]:
        found = self.desk.diary.library.rows(ids)
        self._items.update(found)
        return found

    def _line(self, row: ContentItem) -> Line:
        reach = self.reach_of(row.id)
        parts = (
            row.title,
            kind_words(row.kind),
            topics_words(row),
            until_words(row, self.today),
            sent_words(reach) if self.is_counted else "",
            came_words(reach),
        )
        return (Cell(row.title, spoken=", ".join(part for part in parts if part)),)
