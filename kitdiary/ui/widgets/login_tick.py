"""The tick "start at login". It shows what the system has, not what was once wished."""

from PySide6.QtWidgets import QVBoxLayout, QWidget

from kitdiary.domain.errors import DiaryError
from kitdiary.services.start_at_login import start_at_login
from kitdiary.ui.desk import Desk
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.labels import wrapped
from kitdiary.ui.widgets.tick import Tick


class LoginTick(QWidget):
    """The tick, and below it what is wrong."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.tick = Tick(tr("Start at login, quietly in the tray"))
        self.tick.clicked.connect(self._turn)
        self.fault = wrapped("", "error")
        self.fault.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.tick)
        layout.addWidget(self.fault)

    def refresh(self) -> None:
        """Read the system's entry anew. A demo is not to be started with the computer."""
        self.tick.setEnabled(self._desk.reminding)
        if self._desk.reminding:
            self._read(turn=None)

    def _turn(self, on: bool) -> None:
        self._read(turn=on)

    def _read(self, turn: bool | None) -> None:
        try:
            entry = start_at_login(self._desk.diary.context.store.path)
            if turn is not None:
                entry.turn(turn)
            self.tick.setChecked(entry.is_on())
        except DiaryError as error:
            self.tick.setChecked(False)
            self._say(str(error))
        else:
            self._say("")

    def _say(self, sentence: str) -> None:
        self.fault.setText(sentence)
        self.fault.setVisible(bool(sentence))
