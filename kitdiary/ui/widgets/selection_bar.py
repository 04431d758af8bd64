"""What can be done with several people at once, in the place of the chips while they are selected."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QWidget

from kitdiary.ui import theme
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.labels import button, plain
from kitdiary.ui.widgets.people_menus import PeopleMenus


class SelectionBar(QWidget):
    """How many are selected, a button for each thing to do with them, a way out."""

    ended = Signal()
    """Select nobody any more."""

    def __init__(self, menus: PeopleMenus) -> None:
        super().__init__()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.TIGHT)
        self.count = plain("", bold=True)
        layout.addWidget(self.count)
        layout.addSpacing(4)
        self.log = button(tr("Log a touch"))
        self.log.clicked.connect(menus.log)
        layout.addWidget(self.log)
        self.rating = self._menu(layout, tr("Rating"), menus.ratings)
        self.tags = self._menu(layout, tr("Tags"), menus.tags)
        self.cadence = self._menu(layout, tr("Cadence"), menus.cadence)
        self.pause = self._menu(layout, tr("Pause"), menus.pauses)
        self.close_them = self._menu(layout, tr("Close"), menus.closings)
        self.export = button(tr("Export…"))
        self.export.clicked.connect(menus.export)
        layout.addWidget(self.export)
        layout.addStretch(1)
        self.end = button(tr("Select nobody"), "link", tr("Esc"))
        self.end.clicked.connect(self.ended)
        layout.addWidget(self.end)

    def show_count(self, count: int) -> None:
        """Say how many are selected."""
        self.count.setText(tr("{0} selected", f"{count:,}"))

    def _menu(self, layout: QHBoxLayout, text: str, fill: Callable[[QMenu], None]) -> QPushButton:
        made = button(f"{text}  ▾")
        made.setAccessibleName(text)
        made.clicked.connect(lambda: open_menu(made, fill))
        layout.addWidget(made)
        return made


def open_menu(under: QWidget, fill: Callable[[QMenu], None]) -> None:
    """A menu under a button, filled when it is opened."""
    menu = QMenu(under)
    menu.aboutToHide.connect(menu.deleteLater)
    fill(menu)
    menu.popup(under.mapToGlobal(QPoint(0, under.height() + 2)))
