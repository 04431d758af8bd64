"""The shell: the side, the page that is shown, the way back, the bar at the foot. No page's business."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QEvent, QMimeData, QSettings, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QHideEvent,
    QKeySequence,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QWidget

from kitdiary.ui import theme
from kitdiary.ui.desk import Desk
from kitdiary.ui.pages.page import Page
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.bars import NoticeBar
from kitdiary.ui.widgets.side import Side
from kitdiary.ui.widgets.side_foot import SideFoot

if TYPE_CHECKING:
    from kitdiary.services.overview import Counts

PageMaker = Callable[[Desk], Page]
DialogOpener = Callable[[Desk, QWidget, object], None]
_ADDRESS_BOOKS = {".csv", ".tsv", ".txt", ".vcf", ".vcard"}
_MAILS = {".eml", ".msg"}
_SIDE_OF = {
    "contact": "contacts",
    "import": "contacts",
    "duplicates": "contacts",
    "company": "companies",
    "team": "reports",
}
"""Under which place of the side a page is that has none of its own."""
_BAR_WIDTH = 620
_SIZE = QSize(1280, 800)


def dropped_file(data: QMimeData) -> Path | None:
    """The one address book among what is dragged, None for anything else."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 and paths[0].suffix.lower() in _ADDRESS_BOOKS else None


def dropped_mails(data: QMimeData) -> tuple[Path, ...]:
    """The mails among what is dragged; none where anything else is with them."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return tuple(paths) if paths and all(path.suffix.lower() in _MAILS for path in paths) else ()


class MainWindow(QMainWindow):
    """One window on one diary. Pages are made when first gone to; dialogs are opened by name."""

    closed = Signal()
    """The window has closed for good."""

    def __init__(
        self,
        desk: Desk,
        pages: dict[str, PageMaker],
        dialogs: dict[str, DialogOpener],
        settings: QSettings,
    ) -> None:
        super().__init__()
        self.desk = desk
        self._makers = pages
        self._dialogs = dialogs
        self._settings = settings
        self._made: dict[str, Page] = {}
        self._trail: list[tuple[str, object]] = []
        self.stays: Callable[[], bool] = lambda: False
        """Asked when the window is to close: whether it hid or minimised instead, to go on."""
        self.setWindowTitle("KitDiary")
        self.setMinimumSize(860, 560)
        self.setAcceptDrops(True)
        places = [
            ("today", tr("Today")),
            ("contacts", tr("Contacts")),
            ("companies", tr("Companies")),
            ("library", tr("Library")),
            ("reports", tr("Reports")),
            ("settings", tr("Settings")),
        ]
        self.foot = SideFoot(desk)
        self.side = Side(places, self.foot)
        self.side.chosen.connect(self.go)
        self.stack = QStackedWidget()
        middle = QWidget()
        layout = QHBoxLayout(middle)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.side)
        layout.addWidget(self.stack, 1)
        self.setCentralWidget(middle)
        self.bar = NoticeBar(desk, self)
        desk.asked.connect(self.go)
        desk.counting.counted.connect(self._show_counts)
        self._keys()
        self._restore()

    # -- going --------------------------------------------------------------------------------

    def go(self, where: str, what: object = None) -> None:
        """Show a page or open a dialog, by the names of `Desk.go`."""
        if where in self._dialogs:
            self._dialogs[where](self.desk, self, what)
            return
        if where == "back":
            self.back()
            return
        if where not in self._makers:
            return
        place = (where, what)
        if not self._trail or self._trail[-1] != place:
            self._trail.append(place)
            del self._trail[:-50]
        self._show(where, what)

    def back(self) -> None:
        """To the page before."""
        if len(self._trail) > 1:
            self._trail.pop()
            self._show(*self._trail[-1])

    def page(self, where: str) -> Page:
        """The page of a name, made if need be."""
        made = self._made.get(where)
        if made is None:
            made = self._made[where] = self._makers[where](self.desk)
            self.stack.addWidget(made)
        return made

    def _show(self, where: str, what: object) -> None:
        page = self.page(where)
        page.open(what)
        self.stack.setCurrentWidget(page)
        self.side.show_place(_SIDE_OF.get(where, where))
        page.take_focus()

    # -- what the side says -------------------------------------------------------------------

    def _show_counts(self, overview: "Counts") -> None:
        self.side.buttons["today"].show_count(overview.due)
        self.side.buttons["contacts"].show_count(overview.contacts)
        self.side.buttons["companies"].show_count(overview.companies)
        self.side.buttons["library"].show_count(overview.library)

    # -- keys ---------------------------------------------------------------------------------

    def _keys(self) -> None:
        places = ("today", "contacts", "companies", "library", "reports", "settings")
        for number, place in enumerate(places, 1):
            self._key(f"Ctrl+{number}", partial(self.go, place))
        self._key("Ctrl+K", lambda: self.go("find"))
        self._key("Ctrl+F", lambda: self.go("find"))
        self._key("Ctrl+N", lambda: self.go("add-contact"))
        self._key("Ctrl+I", lambda: self.go("import"))
        self._key("Ctrl+D", lambda: self.go("duplicates"))
        self._key("Ctrl+L", lambda: self.go("log", ()))
        self._key("Ctrl+Shift+M", lambda: self.go("week-mails"))
        self._key("Ctrl+U", lambda: self.go("inquiry"))
        self._key("Ctrl+T", lambda: self.go("trade-show"))
        self._key("Ctrl+Z", self.desk.undo)
        self._key("Ctrl+Shift+Z", self.desk.redo)
        self._key("Ctrl+Y", self.desk.redo)
        self._key("Ctrl+H", lambda: self.go("history"))
        self._key("F1", lambda: self.go("shortcuts"))
        self._key("Alt+Left", self.back)
        self._key("F5", self._refresh)
        self._key("Ctrl+Q", self.quit)

    def _key(self, keys: str, act: Callable[[], object]) -> None:
        action = QAction(self)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(lambda _checked=False: act())
        self.addAction(action)

    def _refresh(self) -> None:
        self.desk.counting.ask()
        for page in self._made.values():
            page.mark_stale()

    # -- a file dropped on the window ---------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """An address book may be dropped, mails, and what goes into the library: a link or a file."""
        data = event.mimeData()
        if data.hasUrls() or data.hasHtml() or data.hasText():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Look at the address book or the mails that were dropped; anything else may be worth sending."""
        mails = dropped_mails(event.mimeData())
        if mails:
            event.acceptProposedAction()
            self.go("inquiry", mails)
            return
        path = dropped_file(event.mimeData())
        event.acceptProposedAction()
        if path is not None:
            self.go("import", path)
            return
        from kitdiary.ui.dropped import take_content  # only who drops something waits for it

        take_content(self.desk, event.mimeData())

    # -- the window ---------------------------------------------------------------------------

    def start(self) -> None:
        """Show the first page; once it is painted it asks for the counts."""
        self.go("today")
        if not self.isVisible():
            self.desk.counting.ask()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the bar at the foot, in the middle of the page."""
        super().resizeEvent(event)
        room = self.width() - theme.SIDE_WIDTH
        width = min(_BAR_WIDTH, room - 2 * theme.MARGIN)
        left = theme.SIDE_WIDTH + (room - width) // 2
        self.bar.setGeometry(left, self.height() - 62, width, 46)

    def changeEvent(self, event: QEvent) -> None:
        """Everything is painted anew when light turns to dark; a minimised window rests."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self.update()
        elif event.type() is QEvent.Type.WindowStateChange:
            self.desk.rest(self.isMinimized() or not self.isVisible())

    def quit(self) -> None:
        """Close for good, also where closing only hides."""
        self.stays = lambda: False
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember place and size; go on where the policy says so."""
        self._settings.setValue("window/geometry", self.saveGeometry())
        if self.stays():
            event.ignore()
            return
        event.accept()
        self.closed.emit()

    def showEvent(self, event: QShowEvent) -> None:
        """Look more often again what other programs write."""
        super().showEvent(event)
        self.desk.rest(False)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks: look seldom oneself."""
        super().hideEvent(event)
        self.desk.rest(True)

    def _restore(self) -> None:
        kept = self._settings.value("window/geometry")
        if not isinstance(kept, QByteArray) or not self.restoreGeometry(kept):
            self.resize(_SIZE.boundedTo(self.screen().availableSize()))
