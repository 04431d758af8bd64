"""What every form is: a title, a body that scrolls where there is no room, and a foot with its buttons.

Ctrl+Enter saves. Esc closes; where something was typed, the second Esc does. What was typed stays when it
cannot be saved: the foot says why and the field is marked.
"""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QPoint, QSize, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QScreen, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from kitdiary.domain.errors import DiaryError
from kitdiary.services.changes import Change
from kitdiary.ui import theme
from kitdiary.ui.desk import Desk
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.labels import Elided, button, wrapped
from kitdiary.ui.widgets.parts import mark

T = TypeVar("T")


class Form(QDialog):
    """A form. Fill ``body``; `save` reads the fields and hands an act to `submit`, or calls `refuse`."""

    most_height = 10_000
    """Where a long form scrolls rather than fills the screen."""

    def __init__(
        self, desk: Desk, parent: QWidget, heading: str, save: str = "", width: int = theme.FORM_WIDTH
    ) -> None:
        super().__init__(parent)
        self.desk = desk
        self._width = width
        self._wrong: QWidget | None = None
        self._saving = self._warned = self._fitted = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("look", "form")
        self.setWindowTitle(heading)
        self.title = Elided(heading, role="title")
        self.subtitle = Elided("", "soft")
        self.subtitle.hide()
        self.head = QHBoxLayout()
        texts = QVBoxLayout()
        texts.setSpacing(3)
        texts.addWidget(self.title)
        texts.addWidget(self.subtitle)
        self.head.addLayout(texts, 1)
        self.error = wrapped("", "error")
        self.error.setAccessibleName(tr("What is wrong"))
        self.cancel = button(tr("Cancel"))
        self.cancel.setAutoDefault(False)
        self.cancel.clicked.connect(self._leave)
        self.do = button(save or tr("Save") + "  Ctrl ⏎", "main")
        self.do.setAutoDefault(False)
        self.do.clicked.connect(self._save)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._save)
        self._lay_out()

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 22, 0, 20)
        outer.setSpacing(theme.GAP)
        self.head.setContentsMargins(theme.MARGIN, 0, theme.MARGIN, 0)
        self.under_head = QVBoxLayout()
        self.under_head.setContentsMargins(theme.MARGIN, 0, theme.MARGIN, 0)
        top = QVBoxLayout()
        top.setSpacing(3)
        top.addLayout(self.head)
        top.addLayout(self.under_head)
        outer.addLayout(top)
        self._inner = QWidget()
        self.body = QVBoxLayout(self._inner)
        self.body.setContentsMargins(theme.MARGIN, 0, theme.MARGIN, 2)
        self.body.setSpacing(theme.GAP)
        self.area = QScrollArea()
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setWidgetResizable(True)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(self._inner)
        bar = self.area.verticalScrollBar()
        bar.rangeChanged.connect(lambda _low, high: self._make_room(bar.sizeHint().width() if high else 0))
        outer.addWidget(self.area, 1)
        self.foot = QHBoxLayout()
        self.foot.setContentsMargins(theme.MARGIN, 0, theme.MARGIN, 0)
        self.foot.setSpacing(theme.TIGHT)
        self.foot.addWidget(self.error, 1)
        self.foot.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignBottom)
        self.foot.addWidget(self.do, 0, Qt.AlignmentFlag.AlignBottom)
        self.above_foot = QVBoxLayout()
        self.above_foot.setContentsMargins(theme.MARGIN, 0, theme.MARGIN, 0)
        outer.addLayout(self.above_foot)
        outer.addLayout(self.foot)

    def _make_room(self, bar: int) -> None:
        """The scroll bar stands in the margin: no field gets narrower for it."""
        self.body.setContentsMargins(theme.MARGIN, 0, max(0, theme.MARGIN - bar), 2)

    def show_part(self, part: QWidget) -> None:
        """Scroll to a part that has just been asked for, once it has its place."""
        QTimer.singleShot(0, part, lambda: self.area.ensureWidgetVisible(part, 0, 8))

    def say(self, subtitle: str) -> None:
        """The line under the title."""
        self.subtitle.setText(subtitle)
        self.subtitle.setVisible(bool(subtitle))

    # -- size ---------------------------------------------------------------------------------

    def fit(self) -> None:
        """Grow to show everything where the screen has room; never shrink while it is open."""
        for part in self.findChildren(QWidget):
            part.ensurePolished()  # before that it does not know its size
        self.body.activate()
        layout = self.layout()
        assert layout is not None
        layout.activate()
        width = max(self._width, self.width() if self._fitted else 0)
        needed = self._inner.heightForWidth(width) if self._inner.hasHeightForWidth() else -1
        needed = max(needed, self._inner.minimumSizeHint().height())
        around = layout.totalSizeHint().height() - self.area.sizeHint().height()
        wanted = QSize(width, needed + around + 2)
        room = self._screen().availableGeometry().size() - QSize(24, 48)
        room.setHeight(min(room.height(), self.most_height))
        size = wanted.boundedTo(room)
        if self._fitted:
            size = size.expandedTo(self.size())
        self._fitted = True
        self.resize(size)
        if self.isVisible():
            self._stay_on_screen(self.pos())

    def _screen(self) -> QScreen:
        """The screen of the window below: before it is shown, a dialog takes itself to be on the first."""
        parent = self.parentWidget()
        return (self if parent is None else parent.window()).screen()

    def showEvent(self, event: QShowEvent) -> None:
        """As large as it needs, in the middle of its window."""
        self.fit()
        parent = self.parentWidget()
        if parent is not None:
            self._stay_on_screen(parent.window().frameGeometry().center() - self.rect().center())
        self._foot_last()
        super().showEvent(event)

    def _stay_on_screen(self, wanted: QPoint) -> None:
        """Go there, or as near as the screen has room: a form that grew must not lose its foot."""
        room, taken = self._screen().availableGeometry(), self.frameGeometry()
        x = min(max(wanted.x(), room.left() + 8), max(room.left(), room.right() - taken.width()))
        y = min(max(wanted.y(), room.top() + 8), max(room.top(), room.bottom() - taken.height()))
        self.move(x, y)

    def _foot_last(self) -> None:
        """Tab reaches the buttons of the foot after everything else; they were made first."""
        items = [self.foot.itemAt(place) for place in range(self.foot.count())]
        foot = [widget for item in items if item is not None and (widget := item.widget()) is not None]
        last = self.previousInFocusChain()
        while last is not None and (last.focusPolicy() is Qt.FocusPolicy.NoFocus or last in foot):
            last = last.previousInFocusChain()
        if last is None:
            return
        for made in foot:
            QWidget.setTabOrder(last, made)
            last = made

    # -- saving -------------------------------------------------------------------------------

    def save(self) -> None:
        """Read the fields and `submit`, or `refuse`."""

    def typed(self) -> bool:
        """Whether anything was typed that closing would lose."""
        return False

    def submit(self, act: Callable[[], Change], then: Callable[[Change], None] | None = None) -> None:
        """Write; close when it is written, say why when it could not be."""
        self._saving = True
        self.do.setEnabled(False)

        def done(change: Change) -> None:
            if isValid(self):
                self.accept()
            if then is not None:
                then(change)

        def failed(sentence: str) -> None:
            if isValid(self) and self.isVisible():
                self.refuse(sentence)
            else:
                self.desk.failed.emit(sentence)

        self.desk.write(act, done, failed)

    def refuse(self, sentence: str, field: QWidget | None = None) -> None:
        """Say why it cannot be saved, and where; everything typed stays."""
        self._saving = False
        self.do.setEnabled(True)
        self.clear()
        self.error.setText(sentence)
        if field is not None:
            self._wrong = field
            mark(field, wrong=True)
            field.setFocus()
            self.area.ensureWidgetVisible(field, 0, 40)

    def clear(self) -> None:
        """Nothing is wrong any more."""
        self.error.setText("")
        if self._wrong is not None and isValid(self._wrong):
            mark(self._wrong, wrong=False)
        self._wrong = None

    def read(self, field: QWidget, call: Callable[[], T]) -> T:
        """What ``call`` makes of a field; where it cannot be, the field is marked and `Wrong` raised."""
        try:
            return call()
        except DiaryError as error:
            raise Wrong(str(error), field) from None

    def _save(self) -> None:
        if self._saving:
            return
        self.clear()
        try:
            self.save()
        except Wrong as wrong:
            self.refuse(str(wrong), wrong.field)

    # -- closing ------------------------------------------------------------------------------

    def reject(self) -> None:
        """Esc and the window's close button: once where nothing was typed, else twice."""
        if self.typed() and not self._warned and not self._saving:
            self._warned = True
            self.clear()
            self.error.setText(tr("Press Esc again to close without saving what you typed."))
            return
        self._leave()

    def _leave(self) -> None:
        """Close without saving."""
        super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in a field does not save: the foot's button or Ctrl+Enter does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            event.ignore()
            return
        super().keyPressEvent(event)


class Wrong(Exception):
    """A field holds what cannot be: the sentence, and the field."""

    def __init__(self, sentence: str, field: QWidget | None = None) -> None:
        super().__init__(sentence)
        self.field = field
