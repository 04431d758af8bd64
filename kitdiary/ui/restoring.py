"""Putting a backup in the diary's place while no window has it open, and saying what came of it."""

import logging
import threading
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from kitdiary.domain.errors import DiaryError
from kitdiary.ui import theme
from kitdiary.ui.bridge import Bridge
from kitdiary.ui.desk import Desk
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.labels import plain
from kitdiary.ui.worker import UNEXPECTED

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Restored:
    """What came of it: ``kept`` is where the diary before it lies; ``wrong`` why it could not be done."""

    kept: Path | None
    name: str
    wrong: str = ""

    def tell(self, desk: Desk) -> None:
        """Say it in the window."""
        if self.wrong:
            desk.failed.emit(self.wrong)
        elif self.kept is None:
            desk.said.emit(tr("Put back {0}.", self.name), None)
        else:
            desk.said.emit(
                tr("Put back {0}; the diary before it is kept as {1}.", self.name, self.kept.name), None
            )


def put_away(window: QWidget) -> None:
    """Let a window go, but not the program with it."""
    quits = QApplication.quitOnLastWindowClosed()
    QApplication.setQuitOnLastWindowClosed(False)
    window.close()
    window.hide()
    window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.setQuitOnLastWindowClosed(quits)


def put_back(backup: Path, diary: Path, now: datetime) -> Restored:
    """Put a backup in the place of a diary that nobody has open, with something to look at meanwhile."""
    found: list[Restored] = []
    loop, bridge = QEventLoop(), Bridge()

    def work() -> None:
        try:
            from kitdiary.services.safety import restore

            made = Restored(restore(backup, diary, now), backup.name)
        except DiaryError as error:
            made = Restored(None, backup.name, str(error))
        except Exception as error:  # noqa: BLE001  # the window must come back whatever happens
            _LOG.exception("restore")
            made = Restored(None, backup.name, UNEXPECTED.format(type(error).__name__))
        found.append(made)
        bridge.post(loop.quit)

    shown = _waiting(backup.name)
    thread = threading.Thread(target=work, name="restore")
    thread.start()
    loop.exec()
    thread.join()
    put_away(shown)
    return found[0]


def _waiting(name: str) -> QWidget:
    """A small window that says what is going on."""
    made = QWidget(
        None, Qt.WindowType.Window | Qt.WindowType.CustomizeWindowHint | Qt.WindowType.WindowTitleHint
    )
    made.setWindowTitle("KitDiary")
    layout = QVBoxLayout(made)
    layout.setContentsMargins(theme.MARGIN, theme.MARGIN, theme.MARGIN, theme.MARGIN)
    layout.addWidget(plain(tr("Putting back {0} …", name)))
    made.show()
    return made
