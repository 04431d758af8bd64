"""Labels that show plain text only: a contact called ``<img src=…>`` is that text and nothing else."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetrics, QHelpEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolTip,
    QVBoxLayout,
    QWidget,
)

from kitdiary.ui import theme

_CHIP_PADDING = 24


def plain(text: str = "", look: str = "", role: str = "body", *, bold: bool = False) -> QLabel:
    """A label of plain text in a font of the theme."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setFont(theme.font(role, bold=bold))
    if QApplication.isLeftToRight():  # an Arabic name stands where a Latin one would: in its column
        absolute = Qt.AlignmentFlag.AlignAbsolute
        made.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | absolute)
    if look:
        made.setProperty("look", look)
    return made


def plain_tip(text: str) -> str:
    """A tooltip that shows a user's text as it is: Qt would take what looks like HTML for HTML."""
    from html import escape

    return f"<p>{escape(text)}</p>".replace("\n", "<br>") if text else ""


def title(text: str) -> QLabel:
    """The title of a page or dialog."""
    return plain(text, role="title")


def soft(text: str) -> QLabel:
    """Secondary text."""
    return plain(text, "soft")


def label(text: str) -> QLabel:
    """The heading of a section, in small capitals."""
    return plain(text.upper(), "label", "label")


def wrapped(text: str = "", look: str = "") -> QLabel:
    """Text that wraps and can be selected."""
    made = plain(text, look)
    made.setWordWrap(True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return made


class Elided(QLabel):
    """One line of plain text, cut with an ellipsis where there is no room; its tooltip has it whole."""

    def __init__(self, text: str = "", look: str = "", role: str = "body", *, bold: bool = False) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(theme.font(role, bold=bold))
        if look:
            self.setProperty("look", look)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def event(self, event: QEvent) -> bool:
        """The whole text as a tooltip where it is cut and has no other."""
        if event.type() is QEvent.Type.ToolTip and not self.toolTip() and isinstance(event, QHelpEvent):
            if self.fontMetrics().horizontalAdvance(self.text()) > self.width():
                QToolTip.showText(event.globalPos(), plain_tip(self.text()), self)
            return True
        return super().event(event)

    def minimumSizeHint(self) -> QSize:
        """As narrow as one letter."""
        return QSize(QFontMetrics(self.font()).averageCharWidth(), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's
        """Draw what fits."""
        painter = QPainter(self)
        shown = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), int(self.alignment()), shown)
        if self.hasFocus():
            painter.setPen(theme.colour(theme.colours().accent))
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 4, 4)
        painter.end()


def button(text: str, look: str = "", tip: str = "") -> QPushButton:
    """A button; ``look`` main for the one that is meant, link for a quiet one, chip for a choice."""
    made = QPushButton(text)
    made.setFont(theme.font("body" if look == "link" else "small", bold=look == "main"))
    if look:
        made.setProperty("look", look)
    if tip:
        made.setToolTip(tip)
    return made


class ElidedButton(QPushButton):
    """A choice whose words are cut where there is no room; its tooltip and its name have them whole."""

    def __init__(self, text: str, look: str = "chip") -> None:
        super().__init__()
        self._text = text.replace("&", "&&")
        self.setFont(theme.font("small"))
        self.setProperty("look", look)
        self.setToolTip(plain_tip(text))
        self.setAccessibleName(text)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut anew."""
        super().resizeEvent(event)
        room = max(0, self.width() - _CHIP_PADDING)
        self.setText(self.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, room))


def card(parent: QWidget | None = None) -> tuple[QFrame, QVBoxLayout]:
    """A white card with its layout."""
    frame = QFrame(parent)
    frame.setProperty("look", "card")
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(16, 14, 16, 14)
    layout.setSpacing(theme.TIGHT)
    return frame, layout
