"""Today's list: headings and lines in the order of the day; lines are read a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer
from shiboken6 import isValid

from kitdiary.domain.agenda import (
    PROMISES,
    REPLIES,
    TALKS,
    THANKS,
    TIMED,
    TIMING,
    VALUE_ADDS,
    AgendaItem,
    group,
)
from kitdiary.domain.steps import StepKind
from kitdiary.domain.touches import Touch
from kitdiary.services.agenda import Line
from kitdiary.ui.desk import Desk
from kitdiary.ui.text import tr
from kitdiary.ui.words import channel_words, outcome_words

if TYPE_CHECKING:
    from kitdiary.domain.content import Suggestion

PAGE = 24
_IF_TIME, _DONE = VALUE_ADDS + 1, VALUE_ADDS + 2
Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a group, with how many lines it has."""

    text: str
    count: int


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the day, and whether it is the first or last of its card."""

    item: AgendaItem
    first: bool
    last: bool

    @property
    def key(self) -> tuple[int, str]:
        """What stays the same when the list is read again."""
        return self.item.step.contact_id, self.item.step.kind


@dataclass(frozen=True, slots=True)
class DoneEntry:
    """A touch of today."""

    touch: Touch
    names: str
    first: bool
    last: bool


Row = Heading | Entry | DoneEntry


class AgendaModel(QAbstractListModel):
    """The rows of Today. Delegates ask for `row` and `line`; views and readers for roles."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self.codes: tuple[str, ...] = ()
        """The rating codes, best first."""
        self._rows: list[Row] = []
        self._items: list[AgendaItem] = []
        self._places: dict[int, int] = {}
        self._lines: dict[int, Line] = {}
        """By the identity of the item, which lives as long as the list."""

    # -- reading ------------------------------------------------------------------------------

    def load(self) -> None:
        """Read the day anew."""
        diary = self._desk.diary
        items = diary.agenda.items()
        done = diary.overview.done()
        self.beginResetModel()
        self.codes = diary.context.policy.codes
        self._items, self._lines = items, {}
        self._places = {id(item): place for place, item in enumerate(items)}
        self._rows = _rows(items, done)
        self.endResetModel()

    @property
    def due(self) -> int:
        """How many steps are due."""
        return len(self._items)

    def row(self, index: Index) -> Row:
        """The row of an index."""
        return self._rows[index.row()]

    def entry(self, index: Index) -> Entry | None:
        """The line of the day at an index, None for a heading or for what is done."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        return row if isinstance(row, Entry) else None

    def is_heading(self, row: int) -> bool:
        """Whether a row is the heading of a group."""
        return isinstance(self._rows[row], Heading)

    def line(self, entry: Entry) -> Line:
        """What is shown of an entry; its page is read when the first of it is asked for."""
        found = self._lines.get(id(entry.item))
        if found is None:
            place = self._places[id(entry.item)]
            start = place - place % PAGE
            page = self._items[start : start + PAGE]
            shown = self._desk.diary.agenda.show(page, sending=False)
            for item, line in zip(page, shown, strict=True):
                self._lines[id(item)] = line
            self._suggest(page)
            found = self._lines[id(entry.item)]
        return found

    def _suggest(self, page: Sequence[AgendaItem]) -> None:
        """Find what is worth sending in the reading thread; the lines say it when it is found."""
        if not any(item.step.kind is StepKind.VALUE_ADD for item in page):
            return
        agenda, lines = self._desk.diary.agenda, self._lines

        def done(found: "dict[int, Suggestion]") -> None:
            if lines is not self._lines or not isValid(self):  # the list has been read anew meanwhile
                return
            for item in page:
                suggestion = found.get(item.step.contact_id)
                if suggestion is not None and item.step.kind is StepKind.VALUE_ADD:
                    lines[id(item)] = replace(lines[id(item)], suggestion=suggestion)
            if found:
                self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

        def look() -> None:
            if lines is self._lines:
                self._desk.look(lambda _task: agenda.worth_sending(page), done)

        QTimer.singleShot(0, self, look)  # not while the day is painted for the first time

    def find(self, key: tuple[int, str]) -> QModelIndex:
        """The index of the line with a key; an invalid one where it is gone."""
        for place, row in enumerate(self._rows):
            if isinstance(row, Entry) and row.key == key:
                return self.index(place)
        return QModelIndex()

    def first_entry(self, near: int = 0) -> QModelIndex:
        """The first line at or after a row, else the last before it."""
        for place in [*range(near, len(self._rows)), *range(min(near, len(self._rows)) - 1, -1, -1)]:
            if isinstance(self._rows[place], Entry):
                return self.index(place)
        return QModelIndex()

    # -- Qt -----------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many rows, headings included."""
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Only lines of the day can be selected."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        if isinstance(self._rows[index.row()], Entry):
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        return Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The text of a row, for screen readers and type-ahead."""
        if not index.isValid() or role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
        ):
            return None
        row = self._rows[index.row()]
        if isinstance(row, Heading):
            return f"{row.text} {row.count}"
        if isinstance(row, DoneEntry):
            return f"{row.names}: {channel_words(row.touch.channel)}, {outcome_words(row.touch.outcome)}"
        if role == Qt.ItemDataRole.DisplayRole:
            return row.item.step.name
        return spoken(self.line(row))


def spoken(line: Line) -> str:
    """A line as a screen reader says it."""
    step = line.item.step
    parts = [step.name, step.company or "", tr("rated {0}", step.effective_rating), line.reason]
    if line.item.days_late:
        late = line.item.days_late
        parts.append(tr("1 day late") if late == 1 else tr("{0} days late", late))
    return ", ".join(part for part in parts if part)


def _titles() -> dict[int, str]:
    return {
        TIMED: tr("Promised for a time"),
        REPLIES: tr("Replies owed"),
        PROMISES: tr("Promised"),
        THANKS: tr("Thanks"),
        TIMING: tr("The right moment"),
        TALKS: tr("Talks"),
        VALUE_ADDS: tr("Value-add emails"),
        _IF_TIME: tr("If there is time"),
        _DONE: tr("Done today"),
    }


def _rows(items: Sequence[AgendaItem], done: Sequence[tuple[Touch, str]]) -> list[Row]:
    groups: dict[int, list[AgendaItem]] = {}
    for item in items:
        groups.setdefault(_IF_TIME if item.over_capacity else group(item.step), []).append(item)
    rows: list[Row] = []
    titles = _titles()
    for number in sorted(groups):
        found = groups[number]
        rows.append(Heading(titles[number], len(found)))
        last = len(found) - 1
        rows += [Entry(item, place == 0, place == last) for place, item in enumerate(found)]
    if done:
        rows.append(Heading(titles[_DONE], len(done)))
        last = len(done) - 1
        rows += [DoneEntry(touch, names, i == 0, i == last) for i, (touch, names) in enumerate(done)]
    return rows
