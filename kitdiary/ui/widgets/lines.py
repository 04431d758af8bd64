"""Text in lines that break wherever they must: a word longer than its place is neither cut nor in the way."""

import unicodedata

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy

from kitdiary.ui import theme
from kitdiary.ui.widgets.labels import plain_tip

_MANY = 1_000


class Lines(QLabel):
    """Plain text; with ``most`` lines at most, the last of them cut and the whole text in its tooltip."""

    def __init__(self, text: str, look: str = "", role: str = "body", *, most: int = _MANY) -> None:
        super().__init__(text)
        self._most = most
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(role))
        if look:
            self.setProperty("look", look)
        if most != _MANY:
            self.setToolTip(plain_tip(text))
        policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def hasHeightForWidth(self) -> bool:
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """As high as its lines."""
        lines = self._broken(width).lineCount()
        return max(1, min(lines, self._most)) * self.fontMetrics().lineSpacing()

    def sizeHint(self) -> QSize:
        """One line; the layout asks for the height at its width."""
        return QSize(40, self.fontMetrics().lineSpacing())

    def minimumSizeHint(self) -> QSize:
        """One line of a few letters."""
        return QSize(20, self.fontMetrics().lineSpacing())

    def _broken(self, width: int) -> QTextLayout:
        """The text in lines of this width."""
        layout = QTextLayout(self.text().replace("\n", "\u2028"), self.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        step, number = self.fontMetrics().lineSpacing(), 0
        while (made := layout.createLine()).isValid():
            made.setLineWidth(max(20, width))
            made.setPosition(QPointF(0, number * step))
            number += 1
        layout.endLayout()
        return layout

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's
        """The lines there is room for."""
        painter = QPainter(self)
        layout, step = self._broken(self.width()), self.fontMetrics().lineSpacing()
        cut = layout.lineCount() > self._most
        for number in range(min(layout.lineCount(), self._most)):
            if cut and number == self._most - 1:
                rest = " ".join(self.text()[layout.lineAt(number).textStart() :].split())
                shown = self.fontMetrics().elidedText(rest, Qt.TextElideMode.ElideRight, self.width())
                side = Qt.AlignmentFlag.AlignRight if _right_to_left(rest) else Qt.AlignmentFlag.AlignLeft
                painter.drawText(QRectF(0, number * step, self.width(), step), side, shown)
            else:
                layout.lineAt(number).draw(painter, QPointF(0, 0))
        if self.hasFocus():
            painter.setPen(theme.colour(theme.colours().accent))
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 4, 4)
        painter.end()


def _right_to_left(text: str) -> bool:
    """Whether a text is read from the right: Qt says so of its first letter with a direction."""
    return unicodedata.bidirectional(next((ch for ch in text if ch.isalpha()), "a")) in ("R", "AL")
