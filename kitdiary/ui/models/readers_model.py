"""Who gets an email to many: people with a tick each, filtered while one types."""

from collections.abc import Iterable, Sequence
from datetime import date

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from kitdiary.domain.names import name_key
from kitdiary.services.mailing import Reader
from kitdiary.ui.text import tr
from kitdiary.ui.words import inside_words

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class ReadersModel(QAbstractListModel):
    """The people of one item. What is ticked stays ticked while they are filtered."""

    ticked_changed = Signal()

    def __init__(self, today: date, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._readers: Sequence[Reader] = ()
        self._shown: list[int] = []
        self._ticked: set[int] = set()
        self._words: list[str] = []

    def show(self, readers: Sequence[Reader]) -> None:
        """Show other people; whom it is proposed for is ticked."""
        self.beginResetModel()
        self._readers = readers
        self._words = [name_key(f"{one.name} {one.company} {' '.join(one.topics)}") for one in readers]
        self._shown = list(range(len(readers)))
        self._ticked = {one.contact_id for one in readers if one.proposed}
        self.endResetModel()
        self.ticked_changed.emit()

    def filter(self, text: str) -> None:
        """Show only those whose name, company or topics have these words."""
        words = name_key(text).split()
        self.beginResetModel()
        self._shown = [
            place for place, found in enumerate(self._words) if all(word in found for word in words)
        ]
        self.endResetModel()

    @property
    def total(self) -> int:
        """How many people there are."""
        return len(self._readers)

    def ticked(self) -> list[Reader]:
        """Whom it goes to, in the order shown."""
        return [one for one in self._readers if one.contact_id in self._ticked]

    def tick_shown(self, *, on: bool) -> None:
        """Tick everyone who is shown, or nobody of them."""
        self._set((self._readers[place].contact_id for place in self._shown), on=on)
        if self._shown:
            self.dataChanged.emit(
                self.index(0), self.index(len(self._shown) - 1), [Qt.ItemDataRole.CheckStateRole]
            )

    def _set(self, ids: Iterable[int], *, on: bool) -> None:
        if on:
            self._ticked.update(ids)
        else:
            self._ticked.difference_update(ids)
        self.ticked_changed.emit()

    # -- Qt -----------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many are shown."""
        return 0 if parent.isValid() else len(self._shown)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Everyone can be ticked."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        kinds = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable
        return kinds | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Name and company, why it fits or what holds it back, and the tick."""
        if not index.isValid():
            return None
        one = self._readers[self._shown[index.row()]]
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if one.contact_id in self._ticked else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.DisplayRole:
            whom = f"{one.name}, {one.company}" if one.company else one.name
            return f"{whom}\n{self._why(one)}"
        return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick somebody, or not."""
        if not index.isValid() or role != Qt.ItemDataRole.CheckStateRole:
            return False
        who = self._readers[self._shown[index.row()]].contact_id
        self._set((who,), on=Qt.CheckState(value) is Qt.CheckState.Checked)
        self.dataChanged.emit(index, index, [role])
        return True

    def _why(self, one: Reader) -> str:
        if one.held_until is not None:
            held = tr("just heard from you: from {0}", inside_words(one.held_until, self._today))
        else:
            held = ""
        if not one.fits:
            fits = tr("shares no topic with it")
        elif one.topics:
            fits = tr("fits: {0}", ", ".join(one.topics))
        else:
            fits = tr("is for anyone")
        return " · ".join(part for part in (held, fits) if part)
