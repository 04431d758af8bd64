"""What a figure is made of: a small window over it with a few lines, and where to change them."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QDialog, QVBoxLayout, QWidget

from kitdiary.ui import theme
from kitdiary.ui.widgets.facts import Act
from kitdiary.ui.widgets.labels import button, plain, wrapped

_WIDTH = 320


class Popover(QDialog):
    """Closes with Esc, by a click elsewhere, and when one of its links is followed."""

    def __init__(
        self, over: QWidget, heading: str, lines: Sequence[str], links: Sequence[tuple[str, Act]]
    ) -> None:
        super().__init__(over.window(), Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("look", "popup")
        self.setAccessibleName(heading)
        self.setFixedWidth(_WIDTH)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 13, 16, 13)
        layout.setSpacing(theme.TIGHT)
        layout.addWidget(plain(heading, bold=True))
        for line in lines:
            if line:
                layout.addWidget(wrapped(line))
        for text, act in links:
            made = button(text.replace("&", "&&"), "link")
            made.clicked.connect(lambda _checked=False, act=act: self._follow(act))
            layout.addWidget(made, 0, Qt.AlignmentFlag.AlignLeft)
        self._place(over)

    def _follow(self, act: Act) -> None:
        self.close()
        act()

    def _place(self, over: QWidget) -> None:
        """Under what it is about, inside the screen."""
        layout = self.layout()
        assert layout is not None
        height = layout.totalHeightForWidth(_WIDTH)
        corner = over.mapToGlobal(QPoint(0, over.height() + 4))
        room = over.screen().availableGeometry()
        x = min(max(corner.x(), room.left() + 4), room.right() - _WIDTH - 4)
        y = corner.y() if corner.y() + height < room.bottom() else over.mapToGlobal(QPoint()).y() - height - 4
        self.setGeometry(x, max(y, room.top() + 4), _WIDTH, height)


def show_popover(
    page: QWidget, heading: str, lines: Sequence[str], links: Sequence[tuple[str, Act]] = ()
) -> Popover:
    """Show it over what has the keyboard on this page (what was clicked has it)."""
    focused = QApplication.focusWidget()
    over = focused if focused is not None and page.isAncestorOf(focused) else page
    made = Popover(over, heading, lines, links)
    made.show()
    return made
