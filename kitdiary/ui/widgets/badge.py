"""The badge of a rating: a letter on its colour, painted alike in lists and on pages."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from kitdiary.ui import theme
from kitdiary.ui.text import tr


def paint_badge(painter: QPainter, where: QRectF, code: str, rank: int, *, own: bool = True) -> None:
    """Paint the badge of a rating; one that is not the contact's own has a dashed outline."""
    fill, ink, outline = theme.badge(rank)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(theme.colour(outline))
    if not own:
        pen.setStyle(Qt.PenStyle.DashLine)
        pen.setColor(theme.colour(theme.colours().faint))
        fill, ink = theme.colours().card, theme.colours().soft
    painter.setPen(pen)
    painter.setBrush(theme.colour(fill))
    painter.drawRoundedRect(where.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
    painter.setPen(theme.colour(ink))
    painter.setFont(theme.font("name" if where.height() > theme.BADGE + 6 else "small", bold=True))
    painter.drawText(where, Qt.AlignmentFlag.AlignCenter, code)
    painter.restore()


class Badge(QWidget):
    """A badge as a widget."""

    def __init__(self, size: int = theme.BADGE) -> None:
        super().__init__()
        self._size, self._code, self._rank, self._own = size, "", 0, True
        self.setFixedSize(QSize(size, size))

    def show_rating(self, code: str, rank: int, *, own: bool = True) -> None:
        """Show a rating; ``own`` False where it comes from the company or the default."""
        self._code, self._rank, self._own = code, rank, own
        self.setAccessibleName(tr("Rating {0}", code))
        self.setToolTip(tr("Rating {0}", code) if own else tr("Counted as {0}, not rated", code))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - Qt's
        """Draw it."""
        if not self._code:
            return
        painter = QPainter(self)
        paint_badge(painter, QRectF(self.rect()), self._code, self._rank, own=self._own)
        if self.hasFocus():  # two rings, so that one of them is seen on every rating
            colours = theme.colours()
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for inset, ink in ((1.0, colours.accent), (3.0, colours.card)):
                painter.setPen(QPen(theme.colour(ink), 2))
                painter.drawRoundedRect(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset), 5, 5)
        painter.end()
