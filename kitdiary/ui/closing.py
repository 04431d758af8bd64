"""What closing the window does: it goes to the tray where there is one, else it is minimised.

Reminders need the program to run. Quitting is Ctrl+Q, the tray's menu, or the system's wish.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QSettings, Qt
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from kitdiary.ui import theme
from kitdiary.ui.application import come_forward
from kitdiary.ui.dialogs.base import Form
from kitdiary.ui.main_window import MainWindow
from kitdiary.ui.text import tr
from kitdiary.ui.tray import Tray
from kitdiary.ui.widgets.labels import button, plain, wrapped

_TOLD_TRAY, _TOLD_MINIMISED = "window/told-tray", "window/told-minimised"


class Closing(QObject):
    """The policy of one window."""

    def __init__(self, window: MainWindow, tray: Tray, settings: QSettings) -> None:
        super().__init__(window)
        self._window = window
        self._tray = tray
        self._settings = settings
        window.stays = self._stays

    def quit(self) -> None:
        """End for good, unless a form holds what was typed: that comes forward instead."""
        form = QApplication.activeModalWidget()
        if isinstance(form, Form) and form.typed():
            come_forward(self._window)
            form.raise_()
            form.activateWindow()
            return
        self._window.quit()

    def _stays(self) -> bool:
        # Asked anew each time: a panel may have gone since (PLATFORM: only this answer can be trusted).
        if self._tray.appear():
            self._window.hide()
            self._once(_TOLD_TRAY, self._tray.tell_where)
        elif not self._settings.value(_TOLD_MINIMISED, False, bool):
            self._explain()
        else:
            self._window.showMinimized()
        return True

    def _once(self, key: str, tell: Callable[[], None]) -> None:
        if not self._settings.value(key, False, bool):
            self._settings.setValue(key, True)
            tell()

    def _explain(self) -> None:
        """The first time without a tray: say what happens instead of closing."""
        if not any(asked.isVisible() for asked in self._window.findChildren(GoesOn)):
            asked = GoesOn(self._window)
            asked.accepted.connect(self._minimise)
            asked.quitted.clicked.connect(self._window.quit)
            asked.open()

    def _minimise(self) -> None:
        self._settings.setValue(_TOLD_MINIMISED, True)
        self._window.showMinimized()


class GoesOn(QDialog):
    """Says once that KitDiary goes on in the task bar, and how to quit."""

    def __init__(self, parent: MainWindow) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("KitDiary goes on"))
        self.setFixedWidth(theme.ASK_WIDTH)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(theme.GAP)
        layout.addWidget(plain(tr("KitDiary goes on"), role="name", bold=True))
        layout.addWidget(
            wrapped(
                tr(
                    "Closing the window minimises it from now on, so that reminders still reach you: your "
                    "desktop has no tray to put it in. To end KitDiary press Ctrl+Q in its window."
                )
            )
        )
        self.quitted = button(tr("Quit now"))
        self.quitted.setAutoDefault(False)
        self.minimise = button(tr("Minimise"), "main")
        self.minimise.setDefault(True)
        self.minimise.clicked.connect(self.accept)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.quitted)
        row.addWidget(self.minimise)
        layout.addLayout(row)
        self.minimise.setFocus()
        for part in (self, *self.findChildren(QWidget)):
            part.ensurePolished()  # before that it does not know its size
        self.setFixedHeight(layout.totalHeightForWidth(theme.ASK_WIDTH))
