"""Today's list as a view: the mouse finds the painted buttons, every act has a key."""

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QCursor, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QListView, QWidget

from kitdiary.ui.delegates.agenda_delegate import Act, AgendaDelegate
from kitdiary.ui.models.agenda_model import AgendaModel, Entry, Index
from kitdiary.ui.text import tr

_KEYS = {
    Qt.Key.Key_L: "log",
    Qt.Key.Key_W: "write",
    Qt.Key.Key_A: "answer",
    Qt.Key.Key_S: "snooze",
    Qt.Key.Key_K: "skip",
    Qt.Key.Key_C: "call",
    Qt.Key.Key_P: "promise",
    Qt.Key.Key_D: "kept",
    Qt.Key.Key_O: "open",
    Qt.Key.Key_H: "hand",
}


class AgendaView(QListView):
    """Shows an `AgendaModel`. ``acted`` says what the rep wants done with which line."""

    acted = Signal(str, object)
    """An act (``main``, ``menu`` or one of the keys') and its `Entry`."""
    current_changed = Signal(object)
    """The `Entry` that is selected, or None."""

    def __init__(self, model: AgendaModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self._pressed: tuple[object, Act | None] | None = None
        self._painter = AgendaDelegate(model)
        self.setItemDelegate(self._painter)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setResizeMode(QListView.ResizeMode.Adjust)  # narrow lines are higher
        self.setAccessibleName(tr("What is due today"))

    # -- choosing -----------------------------------------------------------------------------

    def entry(self) -> Entry | None:
        """The line that is selected."""
        return self._model.entry(self.currentIndex())

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell who is selected now."""
        super().currentChanged(current, previous)
        self.current_changed.emit(self._model.entry(current))

    def reload(self) -> None:
        """Read the list anew; the selected line and the scroll position stay as they were."""
        entry, row = self.entry(), max(0, self.currentIndex().row())
        scrolled = self.verticalScrollBar().value()
        self._painter.hover = None
        self._model.load()
        self.doItemsLayout()
        index = QModelIndex() if entry is None else self._model.find(entry.key)
        if not index.isValid():
            index = self._model.first_entry(row)
        if index.isValid():
            self.setCurrentIndex(index)
        else:
            self.current_changed.emit(None)
        self.verticalScrollBar().setValue(scrolled)

    def choose(self, contact_id: int) -> None:
        """Choose the first line of a person, where there is one."""
        for row in range(self._model.rowCount()):
            entry = self._model.entry(self._model.index(row))
            if entry is not None and entry.item.step.contact_id == contact_id:
                self.setCurrentIndex(self._model.index(row))
                return

    # -- keys and mouse -----------------------------------------------------------------------

    def moveCursor(self, action: QListView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Home and End go to the first and the last line: headings cannot be chosen."""
        if action is QListView.CursorAction.MoveHome:
            return self._model.first_entry()
        if action is QListView.CursorAction.MoveEnd:
            return self._model.first_entry(self._model.rowCount())
        found = super().moveCursor(action, modifiers)
        if self._model.entry(found) is None:  # a page down may end on a heading
            return self._model.first_entry(found.row() if found.isValid() else 0)
        return found

    def scrollTo(self, index: Index, hint: QListView.ScrollHint = QListView.ScrollHint.EnsureVisible) -> None:
        """A line is shown with the heading above it."""
        if index.isValid() and index.row() and self._model.is_heading(index.row() - 1):
            super().scrollTo(self._model.index(index.row() - 1), hint)
        super().scrollTo(index, hint)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does what the main button does; a letter does its act."""
        entry = self.entry()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        key = Qt.Key(event.key())
        if entry is not None and plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.acted.emit("main", entry)
        elif entry is not None and plain and key in _KEYS:
            self.acted.emit(_KEYS[key], entry)
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show what the mouse is over."""
        super().mouseMoveEvent(event)
        entry, act = self._under(event.position().toPoint())
        hover = None if entry is None else (entry.key, act)
        if hover != self._painter.hover:
            self._painter.hover = hover
            self.viewport().setCursor(
                Qt.CursorShape.PointingHandCursor if act else Qt.CursorShape.ArrowCursor
            )
            self.viewport().update()

    def leaveEvent(self, event: QEvent) -> None:
        """The mouse is over nothing."""
        super().leaveEvent(event)
        self._painter.hover = None
        self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember the button that is pressed."""
        entry, act = self._under(event.position().toPoint())
        left = event.button() is Qt.MouseButton.LeftButton
        self._pressed = (entry.key, act) if entry is not None and left else None
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a painted button is its act: pressed there and let go there."""
        super().mouseReleaseEvent(event)
        pressed, self._pressed = self._pressed, None
        entry, act = self._under(event.position().toPoint())
        if entry is not None and act is not None and pressed == (entry.key, act):
            self.acted.emit(act.value, entry)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click on a line opens the person's page."""
        entry, act = self._under(event.position().toPoint())
        if entry is not None and act is None:
            self.acted.emit("open", entry)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:  # noqa: ARG002 - Qt's
        """Everything that can be done with a line, as a menu."""
        entry = self.entry()
        if entry is not None:
            self.acted.emit("menu", entry)

    def menu_place(self) -> QPoint:
        """Where a menu for the selected line opens: at the mouse if it is there, else at the line's end."""
        rect = self.visualRect(self.currentIndex())
        mouse = self.viewport().mapFromGlobal(QCursor.pos())
        if rect.contains(mouse):
            return QCursor.pos()
        return self.viewport().mapToGlobal(QPoint(rect.right() - 230, rect.bottom() - 12))

    def _under(self, where: QPoint) -> tuple[Entry | None, Act | None]:
        index = self.indexAt(where)
        entry = self._model.entry(index)
        if entry is None:
            return None, None
        buttons = self._painter.buttons(self.visualRect(index))
        return entry, next((act for act, rect in buttons.items() if rect.contains(where)), None)
