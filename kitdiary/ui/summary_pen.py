"""Drawing on paper: places in points, fonts in points, colours as the theme names them."""

from functools import lru_cache
from typing import ClassVar

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetricsF, QGuiApplication, QPainter, QPen

from kitdiary.ui import theme

_DOTS_A_POINT = 20


@lru_cache(maxsize=1)
def _family() -> str:
    """The theme's family, found without widgets: there may be none."""
    there = set(QFontDatabase.families())
    return next((name for name in theme.FAMILIES if name in there), QGuiApplication.font().family())


class Pen:
    """Draws with a painter whose device has `DOTS` dots an inch."""

    DOTS: ClassVar[int] = 72 * _DOTS_A_POINT

    def __init__(self, painter: QPainter) -> None:
        self._painter = painter
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def text(
        self,
        place: QRectF,
        words: str,
        size: float,
        colour: str,
        *,
        bold: bool = False,
        side: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
        cut: bool = False,
        wrap: bool = False,
    ) -> None:
        """Words in a place: on one line, in its middle, cut with an ellipsis; or wrapped from its top."""
        font = _font(size, bold)
        self._painter.setFont(font)
        self._painter.setPen(QColor(colour))
        where = _scaled(place)
        if cut:
            words = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, where.width())
        flags = side | (Qt.AlignmentFlag.AlignTop if wrap else Qt.AlignmentFlag.AlignVCenter)
        how = Qt.TextFlag.TextWordWrap if wrap else Qt.TextFlag.TextSingleLine
        self._painter.drawText(where, int(flags) | int(how), words)

    def width(self, words: str, size: float, *, bold: bool = False) -> float:
        """How wide words are, in points."""
        return float(QFontMetricsF(_font(size, bold)).horizontalAdvance(words)) / _DOTS_A_POINT

    def card(self, place: QRectF) -> None:
        """A white card with a thin edge."""
        self.box(place, theme.LIGHT.card, theme.LIGHT.line, 6)

    def box(self, place: QRectF, fill: str, edge: str | None = None, radius: float = 0) -> None:
        """A filled box, perhaps with an edge and round corners."""
        pen = QPen(QColor(edge), 0.6 * _DOTS_A_POINT) if edge else QPen(Qt.PenStyle.NoPen)
        self._painter.setPen(pen)
        self._painter.setBrush(QColor(fill))
        self._painter.drawRoundedRect(_scaled(place), radius * _DOTS_A_POINT, radius * _DOTS_A_POINT)

    def line(self, left: float, top: float, right: float, bottom: float, colour: str | None = None) -> None:
        """A thin line."""
        self._painter.setPen(QPen(QColor(colour or theme.LIGHT.line), 0.5 * _DOTS_A_POINT))
        points = (QPointF(x * _DOTS_A_POINT, y * _DOTS_A_POINT) for x, y in ((left, top), (right, bottom)))
        self._painter.drawLine(*points)


def _font(size: float, bold: bool) -> QFont:
    font = QFont(_family())
    font.setPixelSize(round(size * _DOTS_A_POINT))
    font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def _scaled(place: QRectF) -> QRectF:
    return QRectF(
        place.left() * _DOTS_A_POINT,
        place.top() * _DOTS_A_POINT,
        place.width() * _DOTS_A_POINT,
        place.height() * _DOTS_A_POINT,
    )
