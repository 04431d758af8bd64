"""One of a few: a row of chips. One stop of the Tab key; the arrow keys choose."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from kitdiary.ui.widgets.flow import Flow, in_tab_order
from kitdiary.ui.widgets.labels import button

_BACK = (Qt.Key.Key_Left, Qt.Key.Key_Up)
_ON = (Qt.Key.Key_Right, Qt.Key.Key_Down)


class Chips(QWidget):
    """Chips of which one is chosen. ``chosen`` tells the key of the one that was, when the rep chose."""

    chosen = Signal(object)

    def __init__(self, name: str, choices: Sequence[tuple[object, str]] = ()) -> None:
        super().__init__()
        self._name = name
        self.setAccessibleName(name)
        self._flow = Flow(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.buttons: dict[object, QPushButton] = {}
        self._value: object = None
        self.offer(choices)

    def offer(self, choices: Sequence[tuple[object, str]], value: object = None) -> None:
        """Show other chips; ``value`` is chosen, else what was, where it is among them, else the first."""
        wanted = self._value if value is None else value
        focused = any(made.hasFocus() for made in self.buttons.values())
        for made in self.buttons.values():
            self._flow.removeWidget(made)
            made.hide()
            made.deleteLater()
        self.buttons = {}
        for key, text in choices:
            made = button(text.replace("&", "&&"), "chip")
            made.setCheckable(True)
            made.setAutoDefault(False)
            made.setAccessibleName(f"{self._name}: {text}")
            made.clicked.connect(lambda _checked=False, key=key: self._choose(key))
            made.installEventFilter(self)
            self._flow.addWidget(made)
            made.show()
            self.buttons[key] = made
        in_tab_order(self, self.buttons.values())
        if self.buttons:
            self.choose(wanted if wanted in self.buttons else next(iter(self.buttons)))
            if focused:
                self.buttons[self._value].setFocus()
        self.updateGeometry()

    @property
    def value(self) -> object:
        """The key of the chip that is chosen."""
        return self._value

    def choose(self, value: object) -> None:
        """Choose a chip; tells nobody."""
        self._value = value
        for key, made in self.buttons.items():
            made.setChecked(key == value)
            at_stop = key == value or value not in self.buttons
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus if at_stop else Qt.FocusPolicy.ClickFocus)
        if value in self.buttons:
            self.setFocusProxy(self.buttons[value])

    def _choose(self, key: object) -> None:
        self.choose(key)
        self.chosen.emit(key)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The arrow keys, Home and End choose."""
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        keys = list(self.buttons)
        place = next((n for n, made in enumerate(self.buttons.values()) if made is watched), 0)
        pressed = Qt.Key(event.key())
        forward, back = (_BACK, _ON) if self.isRightToLeft() else (_ON, _BACK)
        if pressed in forward:
            place = (place + 1) % len(keys)
        elif pressed in back:
            place = (place - 1) % len(keys)
        elif pressed == Qt.Key.Key_Home:
            place = 0
        elif pressed == Qt.Key.Key_End:
            place = len(keys) - 1
        else:
            return super().eventFilter(watched, event)
        self._choose(keys[place])
        made = self.buttons.get(keys[place])  # the choice may have made other chips
        if made is not None:
            made.setFocus(Qt.FocusReason.TabFocusReason)
        return True
