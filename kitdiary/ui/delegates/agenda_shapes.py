"""What the lines of Today are painted with: their share of a card, a button, a text in lines."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPen, QTextLayout

from kitdiary.ui import theme

_EDGE = 1


def in_lines(text: str, width: int, most: int) -> list[str]:
    """A text in one line or at most two, the last with an ellipsis where it goes on."""
    font = theme.font("small")
    if most == 1:
        return [QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, width)]
    layout = QTextLayout(text, font)
    layout.beginLayout()
    first = layout.createLine()
    first.setLineWidth(width)
    layout.endLayout()
    upper = text[: first.textLength()].rstrip()
    rest = text[first.textLength() :].strip()
    if not rest:
        return [upper]
    return [upper, QFontMetrics(font).elidedText(rest, Qt.TextElideMode.ElideRight, width)]


def paint_card(painter: QPainter, rect: QRect, fill: str, *, first: bool, last: bool) -> None:
    """One row's share of a card: rounded where it begins and ends, a line between rows."""
    colours = theme.colours()
    box = QRectF(rect).adjusted(0.5, 0.5 if first else -theme.RADIUS, -0.5, -0.5 if last else theme.RADIUS)
    painter.save()
    painter.setClipRect(rect)
    path = QPainterPath()
    path.addRoundedRect(box, theme.RADIUS, theme.RADIUS)
    painter.fillPath(path, theme.colour(fill))
    painter.setPen(QPen(theme.colour(colours.line), _EDGE))
    painter.drawPath(path)
    if not last:
        painter.drawLine(rect.left() + 1, rect.bottom(), rect.right() - 1, rect.bottom())
    painter.restore()


def paint_button(painter: QPainter, rect: QRect, text: str, *, main: bool, hovered: bool) -> None:
    """A button, the main one of its line or a quieter one."""
    colours = theme.colours()
    if main:
        fill = colours.accent_hover if hovered else colours.accent
        edge, ink = fill, colours.accent_text
    else:
        fill, edge, ink = colours.hover if hovered else colours.card, colours.field_line, colours.text
    painter.setPen(QPen(theme.colour(edge), 1))
    painter.setBrush(theme.colour(fill))
    painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 7, 7)
    painter.setPen(theme.colour(ink))
    painter.setFont(theme.font("small", bold=main))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
