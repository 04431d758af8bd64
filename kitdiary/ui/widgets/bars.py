"""The quiet bar at the foot of the window: what happened, with its undo; what went wrong; what runs."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QWidget

from kitdiary.ui.desk import Desk
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.labels import Elided, button, plain_tip
from kitdiary.ui.worker import Task

SHOWN_MS = 7_000
FAULT_MS = 20_000
LETTER_MS = 120
"""A long sentence stays for as long as it takes to read."""


class NoticeBar(QFrame):
    """Says what happened for a few seconds and offers to undo it; a fault stays longer.

    Slow work is shown until it ends: what lies over it meanwhile gives it back when it goes.
    """

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent)
        self._desk = desk
        self._operation: int | None = None
        self.setProperty("look", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 8, 10, 8)
        self.text = Elided()
        layout.addWidget(self.text, 1)
        self.progress = QProgressBar()
        self.progress.setFixedWidth(160)
        self.progress.setTextVisible(False)
        layout.addWidget(self.progress)
        self.undo = button(tr("Undo"))
        self.undo.clicked.connect(self._undo)
        layout.addWidget(self.undo)
        self._task: Task | None = None
        self._work = ""
        self.cancel = button(tr("Cancel"))
        self.cancel.clicked.connect(self._stop)
        layout.addWidget(self.cancel)
        self.shut = button(tr("Close"))
        self.shut.clicked.connect(self._leave)
        layout.addWidget(self.shut)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._leave)
        desk.said.connect(self.say)
        desk.failed.connect(self.say_fault)
        desk.busy.connect(self._busy)
        desk.worked.connect(self._worked)
        self.hide()

    def say(self, text: str, operation: int | None) -> None:
        """What happened, and the operation that undo puts back."""
        self._operation = operation
        self._show(text, undo=operation is not None, milliseconds=max(SHOWN_MS, len(text) * LETTER_MS))

    def say_fault(self, text: str) -> None:
        """What could not be done."""
        self._operation = None
        self._show(text, undo=False, milliseconds=FAULT_MS)

    def _show(self, text: str, *, undo: bool = False, working: bool = False, milliseconds: int = 0) -> None:
        self.text.setText(text)
        self.text.setToolTip(plain_tip(text))
        self.setAccessibleName(text)
        self.undo.setVisible(undo)
        self.cancel.setVisible(working)
        self.progress.setVisible(working)
        self.shut.setVisible(not working)
        self.show()
        self.raise_()
        if milliseconds:
            self._timer.start(milliseconds)
        else:
            self._timer.stop()

    def _leave(self) -> None:
        self._operation = None
        self._timer.stop()
        if self._work:
            self._show(self._work, working=True)
        else:
            self.hide()

    def _undo(self) -> None:
        operation = self._operation
        self._leave()
        if operation is not None:
            self._desk.undo(operation)

    def _busy(self, what: str, task: Task | None) -> None:
        showing = self.cancel.isVisible()
        self._work, self._task = what, task
        if what:
            self.progress.setRange(0, 0)
            self._show(what, working=True)
        elif showing:
            self._leave()

    def _stop(self) -> None:
        if self._task is not None:
            self._task.cancel()

    def _worked(self, value: tuple[int, int]) -> None:
        done, total = value
        self.progress.setRange(0, total or 0)
        self.progress.setValue(done)
