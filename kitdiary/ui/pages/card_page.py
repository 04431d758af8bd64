"""A page about somebody: the way back, a badge, a strip of facts, the timeline, and cards beside it."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QScrollArea, QVBoxLayout, QWidget

from kitdiary.ui import theme
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.files import choose_files
from kitdiary.ui.pages.page import Page
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.badge import Badge
from kitdiary.ui.widgets.facts import Link, popup_menu
from kitdiary.ui.widgets.flow import in_tab_order
from kitdiary.ui.widgets.labels import button, plain, wrapped
from kitdiary.ui.widgets.popover import show_popover
from kitdiary.ui.widgets.strip import Strip
from kitdiary.ui.widgets.timeline import Timeline

_SIDE_WIDTH, _SIDE_NARROW = 400, 300
_BADGE = 40
MenuRow = tuple[str, str, Callable[[], object]]
"""The words of a menu's row, its keys, and what it does."""


class PressBadge(Badge):
    """A badge that opens something."""

    def __init__(self, size: int, act: Callable[[], object]) -> None:
        super().__init__(size)
        self._act = act
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens it."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._act()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """So do Enter and Space."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._act()
        else:
            super().keyPressEvent(event)


class CardPage(Page):
    """What the pages of a contact and of a company have in common; they fill the pieces in `refresh`."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        back = button(tr("‹ Back"), "link", tr("To the page before (Alt+Left)"))
        back.clicked.connect(lambda: desk.go("back"))
        self.above.addWidget(back)
        self.badge = PressBadge(_BADGE, self._rating_menu)
        self.head.insertWidget(0, self.badge)
        self.note = wrapped("", "late")
        self.note.hide()
        self.body.addWidget(self.note)
        self.strip = Strip()
        self.body.addWidget(self.strip)
        self.timeline = Timeline(desk.diary.context.today)
        self.timeline.edit.connect(lambda touch_id: desk.go("edit-touch", touch_id))
        self.timeline.remove.connect(self._remove_touch)
        self.timeline.open_person.connect(desk.open_contact)
        self.side = QScrollArea()
        self.side.setWidgetResizable(True)
        self.side.setProperty("look", "read")  # the keyboard scrolls it, and is seen to
        self.side.setAccessibleName(tr("What there is to know"))
        self.side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        columns = QHBoxLayout()
        columns.setSpacing(18)
        columns.addWidget(self.timeline, 1)
        columns.addWidget(self.side)
        self.body.addLayout(columns, 1)
        self.setAcceptDrops(True)
        self._drop_here = self._hint()
        self._key("Ctrl+Shift+A", self.add_files)

    def _key(self, keys: str, act: Callable[[], object]) -> None:
        QShortcut(QKeySequence(keys), self).activated.connect(act)

    def link_subtitle(self, act: Callable[[], object]) -> None:
        """Let the line under the name open something."""
        layout = self.layout()
        assert layout is not None
        made = Link("", act)
        layout.replaceWidget(self.subtitle, made)
        self.subtitle.deleteLater()
        made.setProperty("look", "soft")
        self.subtitle = made

    def more_button(self, rows: Callable[[], Sequence[MenuRow]]) -> None:
        """A button with a menu of what is done more rarely."""
        made = button("⋯", "", tr("More (F10)"))
        made.setAccessibleName(tr("More"))

        def fill(menu: QMenu) -> None:
            for text, keys, act in rows():
                action = menu.addAction(text.replace("&", "&&") + (f"\t{keys}" if keys else ""))
                action.triggered.connect(lambda _checked=False, act=act: act())

        made.clicked.connect(lambda: popup_menu(made, fill))
        self._key("F10", made.click)
        self.head.addWidget(made)

    def show_side(self, cards: Iterable[QWidget]) -> None:
        """Show these cards beside the timeline; how far it was scrolled stays."""
        inner = QWidget()
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(0, 0, 4, 0)
        layout.setSpacing(theme.GAP)
        for card in cards:
            layout.addWidget(card)
        layout.addStretch(1)
        scrolled = self.side.verticalScrollBar().value()
        self.side.setWidget(inner)
        stops = [one for one in inner.findChildren(QWidget) if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
        in_tab_order(self.side, stops)
        self._fit_side()
        layout.activate()
        self.side.verticalScrollBar().setValue(scrolled)

    def _fit_side(self) -> None:
        self.side.setFixedWidth(_SIDE_WIDTH if self.width() > theme.BRIEF_WIDE_FROM else _SIDE_NARROW)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The cards get the room there is."""
        super().resizeEvent(event)
        self._fit_side()
        self._drop_here.setGeometry(self.rect().adjusted(12, 12, -12, -12))

    def why(self, heading: str, lines: Sequence[str], *links: tuple[str, Callable[[], object]]) -> None:
        """Show what a figure is made of, over it."""
        show_popover(self, heading, lines, links)

    # -- rating -------------------------------------------------------------------------------

    def rating_source(self) -> tuple[str, str | None]:
        """Where the rating is from, in words, and the one's own."""
        return "", None

    def rate(self, code: str | None) -> None:
        """Give a rating, or take it away."""
        raise NotImplementedError

    def _rating_menu(self) -> None:
        def fill(menu: QMenu) -> None:
            source, own = self.rating_source()
            menu.addAction(source.replace("&", "&&")).setEnabled(False)
            menu.addSeparator()
            levels = [(one.code, f"{one.code}  {one.name}") for one in self.desk.diary.context.policy.scale]
            for code, words in (*levels, (None, tr("Not rated"))):
                action = menu.addAction(words.replace("&", "&&"))
                action.setCheckable(True)
                action.setChecked(code == own)
                action.triggered.connect(lambda _checked=False, code=code: self.rate(code))
            menu.addSeparator()
            menu.addAction(tr("How often for each rating …")).triggered.connect(
                lambda: self.desk.go("settings")
            )

        popup_menu(self.badge, fill)

    # -- touches and files --------------------------------------------------------------------

    def _remove_touch(self, touch_id: int) -> None:
        self.desk.write(lambda: self.desk.diary.corrections.remove_touch(touch_id))

    def owner(self) -> dict[str, int | None]:
        """Whose the files are, as `AttachmentService.add` takes it."""
        raise NotImplementedError

    def add_files(self) -> None:
        """Ask for files to attach."""
        choose_files(self, tr("Attach files, up to 25 MB each"), self._attach)

    def _attach(self, files: Sequence[Path]) -> None:
        attachments, owner = self.desk.diary.attachments, self.owner()
        self.desk.write(lambda: attachments.add(files, **owner))

    def _hint(self) -> QFrame:
        """Shown over the page while files are held over it."""
        made = QFrame(self)
        made.setProperty("look", "note")
        made.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        inner = QVBoxLayout(made)
        said: QLabel = plain(tr("Drop the files to keep them here"), role="title")
        inner.addWidget(said, 0, Qt.AlignmentFlag.AlignCenter)
        made.hide()
        return made

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files are welcome, and told so."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()
            self._drop_here.setGeometry(self.rect().adjusted(12, 12, -12, -12))
            self._drop_here.show()
            self._drop_here.raise_()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """They went elsewhere."""
        self._drop_here.hide()
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Attach what lies on this computer."""
        self._drop_here.hide()
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        if files:
            self._attach(files)
        else:
            self.desk.failed.emit(tr("Only files on this computer can be attached: save it here first."))
