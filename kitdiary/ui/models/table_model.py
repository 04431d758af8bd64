"""A table of any length: ids in memory, lines read a page at a time, order and filter in SQL.

Of a long list the first ids are read at once and the rest in the reading thread, so that a keystroke never
waits for 100,000 of them; an answer that comes after the next question is dropped.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from html import escape
from typing import Any, NamedTuple

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)

from kitdiary.ui.desk import Desk
from kitdiary.ui.models.lru import Pages
from kitdiary.ui.worker import Task

FIRST = 1_000
"""So many ids are read before anything else."""
REST_MS = 60
"""After a keystroke the rest waits so long: the first are painted before, and the next letter may come."""
SMALL = 5_000
"""Up to so many in the diary, everything is read at once."""
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class Look(IntEnum):
    """How a cell is painted."""

    PLAIN = 0
    BOLD = 1
    SOFT = 2
    LATE = 3
    BADGE = 4
    NUMBER = 5


class Cell(NamedTuple):
    """What a cell shows. ``spoken`` is what a screen reader says where that is more; ``rank`` a badge's."""

    text: str
    look: Look = Look.PLAIN
    spoken: str = ""
    rank: int = 0
    own: bool = True


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key in the settings, its heading, its width, what it sorts by, whether shown at first.

    One with ``spare`` gives way in a narrow window, the highest first; one that is ``fixed`` is never
    made narrower.
    """

    key: str
    title: str
    width: int
    sort: str | None = None
    shown: bool = True
    spare: int = 0
    fixed: bool = False


Line = tuple[Cell, ...]


class TableModel(QAbstractTableModel):
    """Subclasses say what the columns are and read ids and lines."""

    loaded = Signal()
    """The list is whole: every id of it is known."""

    def __init__(self, desk: Desk, columns: Sequence[Column], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.columns = tuple(columns)
        self._ids: list[int] = []
        self._lines: Pages[Any, Line] = Pages(self._page, self._made)
        self._complete = True
        self._task: Task | None = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(REST_MS)
        self._later.timeout.connect(lambda: self._look(None, keep=True))
        self._blank: Line = (Cell(""),) * len(self.columns)
        self.keeping = False
        """While the ids are replaced: whether the view should stay where it is."""

    # -- what a subclass says -----------------------------------------------------------------

    def _read_ids(self, limit: int | None) -> list[int]:
        """The ids in order, from whichever thread; by what was asked last."""
        raise NotImplementedError

    def _read_rows(self, ids: Sequence[int]) -> dict[int, Any]:
        """What the diary says of these ids."""
        raise NotImplementedError

    def _line(self, row: Any) -> Line:
        """The line that shows it."""
        raise NotImplementedError

    def _begin(self) -> None:
        """A reading begins: the day and the ratings may be others."""

    def _size(self) -> int:
        """How many there are in the diary at all."""
        raise NotImplementedError

    def _cheap(self) -> bool:
        """Whether the first ids are read within milliseconds."""
        raise NotImplementedError

    # -- reading ------------------------------------------------------------------------------

    def load(self, *, keep: bool = False) -> None:
        """Read the list anew; ``keep`` where it is the same question and the rep should notice nothing."""
        self._stop()
        self._begin()
        if self._size() <= SMALL:
            self._put(self._read_ids(None), complete=True, keep=keep)
        elif keep:
            self._lines.clear()
            self._repaint()
            self._look(None, keep=True)
        elif self._cheap():
            ids = self._read_ids(FIRST)
            self._put(ids, complete=len(ids) < FIRST, keep=False)
            if not self._complete:
                self._later.start()
        else:
            self._look(FIRST, keep=False)

    def complete(self) -> None:
        """Have every id at hand, reading the rest now if need be."""
        if not self._complete:
            self._stop()
            self._put(self._read_ids(None), complete=True, keep=True)

    @property
    def is_complete(self) -> bool:
        """Whether every id is known."""
        return self._complete

    def _stop(self) -> None:
        """What is on its way is not wanted any more."""
        self._later.stop()
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _look(self, limit: int | None, *, keep: bool) -> None:
        """Read ids in the reading thread; what comes too late is dropped."""
        self._complete = False

        def read(task: Task) -> list[int] | None:
            return None if task.cancelled else self._read_ids(limit)

        def done(ids: list[int] | None) -> None:
            if ids is None or self._task is not task:
                return
            self._task = None
            more = limit is not None and len(ids) >= limit
            self._put(ids, complete=not more, keep=keep)
            if more:
                self._look(None, keep=True)

        task = self._task = self.desk.look(read, done)

    def _put(self, ids: list[int], *, complete: bool, keep: bool) -> None:
        """Show these ids: with as little stir as can be."""
        self._complete = complete
        known = len(self._ids)
        if ids == self._ids:
            self._lines.clear()
            self._repaint()
        elif known and len(ids) > known and ids[:known] == self._ids:
            self.beginInsertRows(_ROOT, known, len(ids) - 1)
            self._take(ids)
            self.endInsertRows()
        else:
            self.keeping = keep
            self.beginResetModel()
            self._take(ids)
            self.endResetModel()
            self.keeping = False
        if complete:
            self.loaded.emit()

    def _take(self, ids: list[int]) -> None:
        self._ids = ids
        self._lines.clear()  # not before: whoever is told of the change may look once more

    def _repaint(self) -> None:
        if self._ids:
            last = self.index(len(self._ids) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def _page(self, start: int, stop: int) -> list[Any]:
        ids = self._ids[start:stop]
        found = self._read_rows(ids)
        return [found.get(one) for one in ids]

    def _made(self, row: Any) -> Line:
        return self._blank if row is None else self._line(row)

    # -- asking -------------------------------------------------------------------------------

    def ids(self) -> list[int]:
        """The ids known, in order. Not to be changed."""
        return self._ids

    def line(self, row: int) -> Line:
        """What a row shows; its page is read when the first of it is asked for."""
        return self._lines[row]

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many ids are known."""
        return 0 if parent.isValid() else len(self._ids)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """How many columns, hidden ones included."""
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The text of a cell, for screen readers and the clipboard; the delegate asks for `line`."""
        if not index.isValid():
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._lines[index.row()][index.column()].text
        if role == Qt.ItemDataRole.AccessibleTextRole:
            cell = self._lines[index.row()][index.column()]
            return cell.spoken or cell.text
        if role == Qt.ItemDataRole.ToolTipRole:
            cell = self._lines[index.row()][index.column()]
            return f"<p>{escape(cell.spoken or cell.text)}</p>" if cell.text else None
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """The headings."""
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self.columns[section].title
        return None
