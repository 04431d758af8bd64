"""What was done to the diary, newest first; older lines are read as the list is scrolled to them."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from kitdiary.services.diary import Diary
from kitdiary.services.safety import Operation
from kitdiary.ui.delegates.line_delegate import FAINT, RIGHT
from kitdiary.ui.text import tr
from kitdiary.ui.words import day_words

PAGE = 100
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class HistoryModel(QAbstractListModel):
    """The operations; those that were undone stay and say so."""

    def __init__(self, diary: Diary, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._diary = diary
        self._done: list[Operation] = []
        self._more = True
        self.load()

    def load(self) -> None:
        """Read anew, as far as was read before."""
        wanted = max(PAGE, len(self._done))
        self.beginResetModel()
        self._done = self._diary.safety.done(wanted)
        self._more = len(self._done) == wanted
        self.endResetModel()

    def operation(self, index: Index) -> Operation | None:
        """The operation of a row."""
        return self._done[index.row()] if index.isValid() else None

    def canFetchMore(self, parent: Index = _ROOT) -> bool:
        """Whether there is anything older."""
        return not parent.isValid() and self._more

    def fetchMore(self, parent: Index = _ROOT) -> None:
        """Read what is older."""
        if parent.isValid():
            return
        before = self._done[-1].id if self._done else None
        older = self._diary.safety.done(PAGE, before)
        self._more = len(older) == PAGE
        if older:
            self.beginInsertRows(_ROOT, len(self._done), len(self._done) + len(older) - 1)
            self._done += older
            self.endInsertRows()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many were read."""
        return 0 if parent.isValid() else len(self._done)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What was done and when, for screen readers and type-ahead."""
        operation = self.operation(index)
        if operation is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return operation.what
        when = f"{day_words(operation.at.date(), self._diary.context.today())} {operation.at:%H:%M}"
        if operation.undone:
            when = tr("undone · {0}", when)
        if role == RIGHT:
            return when
        if role == FAINT:
            return operation.undone
        return f"{operation.what}, {when}" if role == Qt.ItemDataRole.AccessibleTextRole else None
