"""A long table: rows are chosen, opened and rated by mouse and keys; what is chosen outlives a refresh."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from kitdiary.ui import theme
from kitdiary.ui.delegates.table_delegate import TableDelegate
from kitdiary.ui.models.table_model import Index, TableModel
from kitdiary.ui.widgets.round_edge import paint_bottom_left
from kitdiary.ui.widgets.table_place import Place, places_of, runs

_SELECT_ROWS = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class TableView(QTableView):
    """Shows a `TableModel`. What is selected is spoken of by id."""

    opened = Signal(int)
    """An id to open."""
    rated = Signal(object)
    """A rating's code for what is selected, None to take it away."""
    badge_clicked = Signal(int, QPoint)
    """An id whose badge was clicked, and where on the screen a menu for it opens."""
    menu_wanted = Signal(QPoint)
    """A context menu for what is selected, and where."""
    log_wanted = Signal()
    """L: a touch with those who are selected."""
    chosen = Signal()
    """Other rows are selected than before."""
    resized = Signal()
    """There is another width to share among the columns."""

    def __init__(self, model: TableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.codes: Sequence[str] = ()
        """The rating codes, best first: a code or its number on the keyboard rates what is selected."""
        self._kept: Place | None = None
        self.setProperty("look", "table")
        self._painter = TableDelegate(model)
        self.setItemDelegate(self._painter)
        self.setModel(model)
        model.modelAboutToBeReset.connect(self._remember)
        model.modelReset.connect(self._restore)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        # The header looks at every row to see whether a column is selected: 1.5 s for 100,000 (M).
        self.horizontalHeader().setSelectionModel(QItemSelectionModel(model, self))
        self.setMouseTracking(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)  # widths must not jump
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(theme.TABLE_ROW)
        self.verticalHeader().setDefaultSectionSize(theme.TABLE_ROW)
        self.verticalScrollBar().setSingleStep(theme.TABLE_ROW)

    # -- what is selected ---------------------------------------------------------------------

    def selected_ids(self) -> list[int]:
        """The ids of the selected rows, in the order of the list."""
        ids = self._model.ids()
        ranges = sorted(self._ranges())
        return list(dict.fromkeys(one for top, bottom in ranges for one in ids[top : bottom + 1]))

    def selected_count(self) -> int:
        """How many rows are selected; quick for any number."""
        return sum(bottom - top + 1 for top, bottom in self._ranges())

    def _ranges(self) -> set[tuple[int, int]]:
        selection: Sequence[QItemSelectionRange] = self.selectionModel().selection()  # type: ignore[assignment]
        return {(found.top(), found.bottom()) for found in selection}

    def current_id(self) -> int | None:
        """The id of the row the keyboard is on."""
        row = self.currentIndex().row()
        ids = self._model.ids()
        return ids[row] if 0 <= row < len(ids) else None

    def select_first(self) -> None:
        """To the first row, where nothing is current."""
        if self.current_id() is None and self._model.rowCount():
            self.selectRow(0)

    def selectAll(self) -> None:
        """Everybody in the list, also those whose id was not read yet."""
        self._model.complete()
        super().selectAll()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Tell that others are selected."""
        super().selectionChanged(selected, deselected)
        self.chosen.emit()

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Move the mark of the keyboard."""
        super().currentChanged(current, previous)
        self._mark()

    # -- a refresh ----------------------------------------------------------------------------

    def _remember(self) -> None:
        """Before the ids are replaced: who is selected, and who stands at the top."""
        ids, top = self._model.ids(), self.rowAt(0)
        anchor = ids[top] if 0 <= top < len(ids) else None
        self._kept = Place(
            frozenset(self.selected_ids()),
            self.current_id(),
            self.currentIndex().row(),
            self.currentIndex().column(),
            anchor,
            self.verticalScrollBar().value() - max(top, 0) * theme.TABLE_ROW,
            self.verticalScrollBar().value(),
        )

    def _restore(self) -> None:
        """After it: select those who are still in the list; stay in place if it is the same question."""
        kept, self._kept = self._kept, None
        ids, bar = self._model.ids(), self.verticalScrollBar()
        if kept is None:
            return
        if kept.current is not None or kept.selected:
            self._select(kept, ids)
        self.updateGeometries()
        if not self._model.keeping:
            bar.setValue(0)
        elif kept.anchor in (places := places_of(ids, (kept.anchor,))):
            bar.setValue(places[kept.anchor] * theme.TABLE_ROW + kept.offset)
        else:
            bar.setValue(kept.scrolled)
        self.chosen.emit()

    def _select(self, kept: "Place", ids: list[int]) -> None:
        places = places_of(ids, kept.selected | ({kept.current} if kept.current is not None else set()))
        chosen, last = QItemSelection(), self._model.columnCount() - 1
        for top, bottom in runs(sorted(places[one] for one in kept.selected if one in places)):
            chosen.select(self._model.index(top, 0), self._model.index(bottom, last))
        selection = self.selectionModel()
        if kept.current in places:
            place = self._model.index(places[kept.current], max(0, kept.column))
            selection.setCurrentIndex(place, QItemSelectionModel.SelectionFlag.NoUpdate)
        elif self._model.keeping and ids and kept.row >= 0:  # who was there has left: on to the next
            place = self._model.index(min(kept.row, len(ids) - 1), max(0, kept.column))
            chosen.select(place, place)
            selection.setCurrentIndex(place, QItemSelectionModel.SelectionFlag.NoUpdate)
        selection.select(chosen, _SELECT_ROWS)

    # -- keys ---------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, a rating's letter or number rates, 0 takes the rating away."""
        key, current = Qt.Key(event.key()), self.current_id()
        if current is None or event.modifiers() not in _PLAIN:
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(current)
        elif (code := self._code(event.text())) is not None:
            self.rated.emit(code or None)
        elif key == Qt.Key.Key_L:
            self.log_wanted.emit()
        else:
            super().keyPressEvent(event)

    def _code(self, typed: str) -> str | None:
        """The rating that was typed, "" for none, None where it was something else."""
        found = next((code for code in self.codes if code.casefold() == typed.casefold()), None)
        if found is None and typed.isdigit() and int(typed) <= len(self.codes):
            return self.codes[int(typed) - 1] if int(typed) else ""
        return found

    def keyboardSearch(self, search: str) -> None:
        """Letters rate, they do not search: that is what the field above is for."""

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        """Home and End go to the first and last row, not along the row."""
        rows, column = self._model.rowCount(), max(0, self.currentIndex().column())
        if rows and action is QAbstractItemView.CursorAction.MoveHome:
            return self._model.index(0, column)
        if rows and action is QAbstractItemView.CursorAction.MoveEnd:
            return self._model.index(rows - 1, column)
        return super().moveCursor(action, modifiers)

    # -- mouse and focus ----------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what the mouse is over."""
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(event.position().toPoint().y()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a badge offers the ratings."""
        super().mouseReleaseEvent(event)
        where = event.position().toPoint()
        index = self.indexAt(where)
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if not plain or event.button() is not Qt.MouseButton.LeftButton or not index.isValid():
            return
        if self._model.columns[index.column()].key == "rating" and self.selected_count() == 1:
            place = self.visualRect(index).bottomLeft()
            self.badge_clicked.emit(self._model.ids()[index.row()], self.viewport().mapToGlobal(place))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click opens."""
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() is Qt.MouseButton.LeftButton:
            self.opened.emit(self._model.ids()[index.row()])

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """What can be done with what is selected."""
        if self.selected_count():
            current = self.visualRect(self.currentIndex())
            by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
            self.menu_wanted.emit(
                self.viewport().mapToGlobal(current.bottomLeft()) if by_key else event.globalPos()
            )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows that are seen, a row at a time."""
        rows = self._model.rowCount()
        first = self.rowAt(event.rect().top())
        if not rows or first < 0:
            return
        last = self.rowAt(event.rect().bottom())
        header, selection = self.horizontalHeader(), self.selectionModel()
        shown = [header.logicalIndex(place) for place in range(header.count())]
        columns = [
            (column, header.sectionViewportPosition(column), header.sectionSize(column))
            for column in shown
            if not header.isSectionHidden(column)
        ]
        self._painter.begin()
        painter = QPainter(self.viewport())
        self._painter.paint_rows(
            painter,
            range(first, (last if last >= 0 else rows - 1) + 1),
            self.rowViewportPosition(first),
            columns,
            lambda row: selection.isSelected(self._model.index(row, 0)),
        )
        paint_bottom_left(painter, self.viewport().height())
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tell that there is another width."""
        super().resizeEvent(event)
        self.resized.emit()

    def leaveEvent(self, event: QEvent) -> None:
        """The mouse is over nothing."""
        super().leaveEvent(event)
        self._hover(-1)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self._mark()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The keyboard is elsewhere."""
        super().focusOutEvent(event)
        self._mark()

    def _hover(self, row: int) -> None:
        if row != self._painter.hover_row:
            self._painter.hover_row = row
            self.viewport().update()

    def _mark(self) -> None:
        self._painter.focus_row = self.currentIndex().row() if self.hasFocus() else -1
        self.viewport().update()
