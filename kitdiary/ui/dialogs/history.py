"""The history: what was done to the diary, newest first, each to be undone or done again."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListView, QVBoxLayout, QWidget
from shiboken6 import isValid

from kitdiary.services.changes import Change
from kitdiary.services.safety import Operation
from kitdiary.ui import theme
from kitdiary.ui.delegates.line_delegate import LineDelegate
from kitdiary.ui.desk import Desk
from kitdiary.ui.models.history_model import HistoryModel
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.labels import button, soft, title, wrapped

_HEIGHT = 520


class HistoryDialog(QDialog):
    """A list of what was done. Enter undoes the line that is chosen, or does it again."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("look", "form")
        self.setWindowTitle(tr("History"))
        self._desk = desk
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.MARGIN, 20, theme.MARGIN, 18)
        layout.setSpacing(theme.GAP)
        layout.addWidget(title(tr("History")))
        layout.addWidget(soft(tr("Any line can be undone, not only the last; nothing is ever lost.")))
        self.model = HistoryModel(desk.diary, self)
        self.list = QListView()
        self.list.setModel(self.model)
        self.list.setItemDelegate(LineDelegate(self.model))
        self.list.setUniformItemSizes(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(tr("What was done"))
        layout.addWidget(self.list, 1)
        foot = QHBoxLayout()
        foot.setSpacing(theme.TIGHT)
        self.error = wrapped("", "error")
        self.error.setAccessibleName(tr("What is wrong"))
        foot.addWidget(self.error, 1)
        self.shut = button(tr("Close"))
        self.shut.setAutoDefault(False)
        self.shut.clicked.connect(self.close)
        self.do = button(tr("Undo"), "main")
        self.do.setAutoDefault(False)
        self.do.clicked.connect(self._act)
        for made in (self.shut, self.do):
            foot.addWidget(made, 0, Qt.AlignmentFlag.AlignBottom)
        layout.addLayout(foot)
        self.list.selectionModel().currentChanged.connect(lambda _now, _before: self._say())
        self.list.doubleClicked.connect(lambda _index: self._act())
        self.list.setCurrentIndex(self.model.index(0))
        desk.changed.connect(self._changed)
        self._say()
        room = parent.size()
        self.resize(min(theme.FORM_WIDTH, room.width() - 40), min(_HEIGHT, room.height() - 60))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter does what the button says."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._act()
        else:
            super().keyPressEvent(event)

    def _chosen(self) -> Operation | None:
        return self.model.operation(self.list.currentIndex())

    def _say(self) -> None:
        operation = self._chosen()
        self.do.setEnabled(operation is not None)
        self.do.setText(tr("Do it again") if operation is not None and operation.undone else tr("Undo"))

    def _act(self) -> None:
        operation = self._chosen()
        if operation is None or not self.do.isEnabled():
            return
        self.do.setEnabled(False)
        self.error.setText("")
        safety = self._desk.diary.safety
        act = safety.redo if operation.undone else safety.undo
        self._desk.write(lambda: act(operation.id), failed=self._failed)

    def _failed(self, sentence: str) -> None:
        if not isValid(self):
            self._desk.failed.emit(sentence)
            return
        self.error.setText(sentence)
        self._say()

    def _changed(self, _change: Change) -> None:
        row = max(0, self.list.currentIndex().row())
        self.model.load()
        self.list.setCurrentIndex(self.model.index(min(row, self.model.rowCount() - 1)))
        self._say()


def open_history(desk: Desk, parent: QWidget, what: object) -> None:  # noqa: ARG001 - as every opener
    """Open the history."""
    dialog = HistoryDialog(desk, parent)
    dialog.open()
    dialog.list.setFocus()
