"""The side: where to go, how much waits there, and the quiet lines about reminders and backup."""

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QVBoxLayout, QWidget

from kitdiary.ui import theme
from kitdiary.ui.widgets.labels import plain


class SideButton(QAbstractButton):
    """One place to go, with a count."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setText(text)
        self.setCheckable(True)
        self.setFixedHeight(34)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._count = ""

    def show_count(self, count: int | None) -> None:
        """Show a number at the right; None shows none."""
        self._count = "" if count is None else f"{count:,}"
        self.setAccessibleName(f"{self.text()} {self._count}".strip())
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the side."""
        return QSize(theme.SIDE_WIDTH - 20, 34)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's
        """Draw it: the place one is at is a white card."""
        colours = theme.colours()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner = self.rect().adjusted(1, 1, -1, -1)
        if self.isChecked() or self.underMouse():
            painter.setPen(theme.colour(colours.side_line))
            painter.setBrush(theme.colour(colours.card if self.isChecked() else colours.hover))
            painter.drawRoundedRect(inner, 7, 7)
        if self.hasFocus():
            pen = painter.pen()
            pen.setColor(theme.colour(colours.accent))
            pen.setWidth(2)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(inner, 7, 7)
        painter.setPen(theme.colour(colours.text if self.isChecked() else colours.soft))
        painter.setFont(theme.font(bold=self.isChecked()))
        left = QRect(11, 0, self.width() - 60, self.height())
        painter.drawText(left, Qt.AlignmentFlag.AlignVCenter, self.text())
        painter.setFont(theme.font("label"))
        right = QRect(self.width() - 60, 0, 49, self.height())
        painter.drawText(right, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), self._count)
        painter.end()


class Side(QWidget):
    """The side of the window."""

    chosen = Signal(str)

    def __init__(self, places: list[tuple[str, str]], foot: QWidget | None = None) -> None:
        super().__init__()
        self.setProperty("look", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedWidth(theme.SIDE_WIDTH)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 20, 10, 20)
        layout.setSpacing(2)
        name = plain("KitDiary", role="name", bold=True)
        name.setContentsMargins(10, 0, 0, 14)
        layout.addWidget(name)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self.buttons: dict[str, SideButton] = {}
        for key, text in places:
            made = SideButton(text)
            made.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
            self._group.addButton(made)
            self.buttons[key] = made
            layout.addWidget(made)
        layout.addStretch(1)
        if foot is not None:
            layout.addWidget(foot)

    def show_place(self, key: str) -> None:
        """Mark where the window is; nothing for a place the side does not have."""
        button = self.buttons.get(key)
        if button is not None:
            button.setChecked(True)
