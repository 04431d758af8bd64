"""The lists of an import: columns with their targets, rows with their answers, by mouse and by keys."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QTableView

from kitdiary.services.exchange.decisions import Answer
from kitdiary.services.exchange.import_preview import PreviewRow
from kitdiary.ui.delegates.import_delegates import COLUMN_HEIGHT, ColumnsDelegate, RowsDelegate
from kitdiary.ui.models.import_columns_model import HEADING, SAMPLE, TARGET, ImportColumnsModel
from kitdiary.ui.models.import_rows_model import ImportRowsModel, Rows
from kitdiary.ui.text import tr

_OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_F2)
_ANSWERS = {Qt.Key.Key_M: Answer.MERGE, Qt.Key.Key_B: Answer.BOTH, Qt.Key.Key_L: Answer.LEAVE}


class ColumnsView(QTableView):
    """The columns of a file; a click or Enter opens the list of what one can go to."""

    def __init__(self, model: ImportColumnsModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setProperty("look", "table")
        self._painter = ColumnsDelegate(model)
        self.setItemDelegate(self._painter)
        self.setShowGrid(False)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(COLUMN_HEIGHT)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setAccessibleName(tr("Columns of the file, and what each goes to"))
        self.clicked.connect(
            lambda index: self.edit_target(index.row()) if index.column() == TARGET else None
        )

    def edit_target(self, row: int) -> None:
        """Open the list of what the column of a row can go to."""
        index = self.model().index(row, TARGET)
        self.setCurrentIndex(index)
        self.edit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space open the list."""
        if Qt.Key(event.key()) in _OPENS and not event.modifiers() and self.currentIndex().isValid():
            self.edit_target(self.currentIndex().row())
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width: a quarter for the heading, a third for the target, the rest for the sample."""
        super().resizeEvent(event)
        width = self.viewport().width()
        self.setColumnWidth(HEADING, round(width * 0.27))
        self.setColumnWidth(TARGET, round(width * 0.33))
        self.setColumnWidth(SAMPLE, width - round(width * 0.27) - round(width * 0.33))


class RowsView(QListView):
    """Rows of one kind. ``opened``: a row is to be looked at closely."""

    opened = Signal(object)

    def __init__(self, model: ImportRowsModel) -> None:
        super().__init__()
        self._model = model
        self.setModel(model)
        self._painter = RowsDelegate(model)
        self.setItemDelegate(self._painter)
        self._pressed: tuple[int, Answer] | None = None
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        names = {
            Rows.NEW: tr("New people"),
            Rows.KNOWN: tr("People who are here already"),
            Rows.DOUBTS: tr("People who may be here already"),
            Rows.REJECTS: tr("Rows that cannot be read"),
        }
        self.setAccessibleName(names[model.kind])
        self.doubleClicked.connect(lambda index: self._open(model.row(index)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter looks closely; M merges, B keeps both, L leaves out."""
        row, key = self._model.row(self.currentIndex()), Qt.Key(event.key())
        if row is not None and not event.modifiers() and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(row)
        elif (
            row is not None and not event.modifiers() and self._model.kind is Rows.DOUBTS and key in _ANSWERS
        ):
            self._model.answer(row, _ANSWERS[key])
        else:
            super().keyPressEvent(event)

    def _open(self, row: PreviewRow | None) -> None:
        if row is not None:
            self.opened.emit(row)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what the mouse is over."""
        super().mouseMoveEvent(event)
        hover = self._under(event)
        if hover != self._painter.hover:
            self._painter.hover = hover
            shape = Qt.CursorShape.PointingHandCursor if hover else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(shape)
            self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        """The mouse is over nothing."""
        super().leaveEvent(event)
        self._painter.hover = None
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember the button that is pressed."""
        self._pressed = self._under(event) if event.button() is Qt.MouseButton.LeftButton else None
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a painted button is its answer: pressed there and let go there."""
        super().mouseReleaseEvent(event)
        pressed, self._pressed = self._pressed, None
        if pressed is not None and pressed == self._under(event):
            row = self._model.row(self.indexAt(event.position().toPoint()))
            if row is not None:
                self._model.answer(row, pressed[1])

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Two quick clicks on a button are no double click on the row."""
        if self._under(event) is None:
            super().mouseDoubleClickEvent(event)
        else:
            self.mousePressEvent(event)

    def _under(self, event: QMouseEvent) -> tuple[int, Answer] | None:
        where = event.position().toPoint()
        index = self.indexAt(where)
        row = self._model.row(index)
        if row is None:
            return None
        for answer, rect in self._painter.buttons(self.visualRect(index)).items():
            if rect.contains(where):
                return row.line, answer
        return None
