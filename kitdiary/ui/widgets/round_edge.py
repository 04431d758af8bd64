"""The round corner of a card over what is painted up to its edge: a style sheet rounds the frame alone."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPainterPath, QPen

from kitdiary.ui import theme


def paint_bottom_left(painter: QPainter, height: int) -> None:
    """Round the corner of a viewport of this height that lies one pixel inside a card's frame."""
    colours, radius = theme.colours(), theme.RADIUS
    corner = QRectF(0, height - radius + 1, radius - 1, radius - 1)
    outside = QPainterPath()
    outside.addRect(corner)
    inside = QPainterPath()
    inside.addEllipse(QRectF(0, height - 2 * radius + 2, 2 * radius - 2, 2 * radius - 2))
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(corner)
    painter.fillPath(outside.subtracted(inside), theme.colour(colours.window))
    painter.setPen(QPen(theme.colour(colours.line), 1))
    painter.drawPath(inside.translated(-0.5, 0.5))
    painter.restore()
