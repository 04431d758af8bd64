"""What a page is: a widget that can be opened, refreshed after a change, and left."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from kitdiary.services.changes import Change
from kitdiary.ui import theme
from kitdiary.ui.desk import Desk
from kitdiary.ui.widgets.labels import Elided


class Page(QWidget):
    """A page of the window. It is made when it is first opened and refreshed only while it is shown.

    ``body`` takes the page's content; ``head`` is the row of its title, with room for buttons; ``above``
    lies over it, for the way back.
    """

    name = ""
    """What `Desk.go` calls it."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.setProperty("look", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._stale = True
        outer = QVBoxLayout(self)
        outer.setContentsMargins(theme.MARGIN, 20, theme.MARGIN, 16)
        outer.setSpacing(theme.GAP)
        self.title = Elided("", role="title")
        self.subtitle = Elided("", "soft")
        self.above = QHBoxLayout()
        self.above.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(self.above)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(self.title)
        texts.addWidget(self.subtitle)
        self.head = QHBoxLayout()
        self.head.setSpacing(theme.TIGHT)
        self.head.addLayout(texts, 1)
        outer.addLayout(self.head)
        self.body = QVBoxLayout()
        self.body.setSpacing(theme.GAP)
        outer.addLayout(self.body, 1)
        desk.changed.connect(self._changed)

    def open(self, what: object = None) -> None:
        """Show ``what`` (an id for a contact's page); called each time the page is gone to."""

    def take_focus(self) -> None:
        """The keyboard goes to what the page is for: a page itself does not show that it has it.

        That is its focus proxy, else its main button, else its first stop.
        """
        if self.focusProxy() is not None:
            self.setFocus()
            return
        main = (made for made in self.findChildren(QPushButton) if made.property("look") == "main")
        first = next((made for made in main if made.isVisible() and made.isEnabled()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.setFocus()
        self.focusNextChild()

    def refresh(self, change: Change | None) -> None:
        """Read again what is shown; ``change`` says what was written, None that all may differ."""

    def showEvent(self, event: object) -> None:
        """Refresh what went stale while another page was shown."""
        super().showEvent(event)  # type: ignore[arg-type]
        if self._stale:
            self._stale = False
            self.refresh(None)

    def mark_stale(self) -> None:
        """Read everything again when the page is next shown, or now if it is."""
        if self.isVisible():
            self.refresh(None)
        else:
            self._stale = True

    def _changed(self, change: Change) -> None:
        if self.isVisible():
            self.refresh(change)
        else:
            self._stale = True
