"""The printed page of a hand-off: one A4 page drawn into a PDF, its fonts embedded.

Needs a running QGuiApplication, on any platform; may be drawn in any thread.
"""

from pathlib import Path

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QGuiApplication, QPageSize, QPainter, QPdfWriter

from kitdiary.domain.errors import DiaryError
from kitdiary.domain.summary_page import Person, SummaryPage, Tile
from kitdiary.ui import theme
from kitdiary.ui.summary_charts import draw_cadence, draw_load, draw_places, draw_weeks
from kitdiary.ui.summary_pen import Pen

_RIGHT = Qt.AlignmentFlag.AlignRight
_A4 = QSizeF(595, 842)
_MARGIN, _GAP = 40.0, 14.0
_TILE, _CHART, _SECOND, _LINE = 74.0, 176.0, 148.0, 21.0


def render_summary(page: SummaryPage, path: Path) -> None:
    """Draw the page into the file. Raises DiaryError where it cannot be written."""
    if not path.parent.is_dir():
        raise DiaryError(f"There is no folder {path.parent}: choose another place.")
    writer = QPdfWriter(str(path))
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setResolution(Pen.DOTS)
    writer.setTitle(f"{page.title}, {page.subtitle}")
    writer.setCreator("KitDiary")
    painter = QPainter()
    if not painter.begin(writer):
        raise DiaryError(f"{path.name} cannot be written: make room, or choose another place.")
    try:
        _draw(page, Pen(painter))
    finally:
        painter.end()


def can_draw() -> bool:
    """Whether Qt runs here already."""
    return QGuiApplication.instance() is not None


def render_alone(page: SummaryPage, path: Path) -> None:
    """The same in a program that does nothing else, without a screen."""
    app = QGuiApplication(["kitdiary"])
    try:
        render_summary(page, path)
    finally:
        app.shutdown()


def _draw(page: SummaryPage, pen: Pen) -> None:
    width = _A4.width() - 2 * _MARGIN
    top = _head(page, pen, width)
    top = _tiles(page, pen, top, width)
    wide = width * 0.63
    _card(pen, QRectF(_MARGIN, top, wide, _CHART), "Conversations and value-adds a week")
    draw_weeks(pen, QRectF(_MARGIN + 12, top + 28, wide - 24, _CHART - 38), page.weeks)
    left, narrow = _MARGIN + wide + _GAP, width - wide - _GAP
    _card(pen, QRectF(left, top, narrow, _CHART), "When opportunities came")
    draw_places(pen, QRectF(left + 12, top + 30, narrow - 24, _CHART - 40), page.places, page.places_words)
    top += _CHART + _GAP
    half = (width - _GAP) / 2
    _card(pen, QRectF(_MARGIN, top, half, _SECOND), "On cadence by rating")
    draw_cadence(pen, QRectF(_MARGIN + 12, top + 30, half - 24, _SECOND - 40), page.cadence)
    _card(pen, QRectF(_MARGIN + half + _GAP, top, half, _SECOND), "The coming weeks against capacity")
    draw_load(pen, QRectF(_MARGIN + half + _GAP + 12, top + 30, half - 24, _SECOND - 40), page.load)
    top += _SECOND + _GAP
    _slipping(page, pen, top, width)
    pen.text(QRectF(_MARGIN, _A4.height() - 38, width, 12), page.foot, 7.5, theme.LIGHT.faint, cut=True)


def _head(page: SummaryPage, pen: Pen, width: float) -> float:
    pen.text(QRectF(_MARGIN, 34, width * 0.8, 28), page.title, 20, theme.LIGHT.text, bold=True, cut=True)
    pen.text(
        QRectF(_MARGIN, 40, width, 18),
        "KitDiary",
        11,
        theme.LIGHT.accent,
        bold=True,
        side=Qt.AlignmentFlag.AlignRight,
    )
    pen.text(QRectF(_MARGIN, 62, width, 14), page.subtitle, 9.5, theme.LIGHT.soft, cut=True)
    return 88.0


def _tiles(page: SummaryPage, pen: Pen, top: float, width: float) -> float:
    count = len(page.tiles)
    each = (width - (count - 1) * _GAP) / count
    for number, tile in enumerate(page.tiles):
        _tile(pen, QRectF(_MARGIN + number * (each + _GAP), top, each, _TILE), tile)
    return top + _TILE + _GAP


def _tile(pen: Pen, place: QRectF, tile: Tile) -> None:
    pen.card(place)
    left, top, width = place.left() + 11, place.top() + 8, place.width() - 19
    shown = theme.LIGHT.late if tile.warns else theme.LIGHT.text
    pen.text(QRectF(left, top, width, 26), tile.figure, 20, shown, bold=True, cut=True)
    pen.text(QRectF(left, top + 28, width, 34), tile.words, 7.8, theme.LIGHT.soft, wrap=True)


def _card(pen: Pen, place: QRectF, heading: str) -> None:
    pen.card(place)
    pen.text(
        QRectF(place.left() + 12, place.top() + 9, place.width() - 24, 12),
        heading.upper(),
        7.2,
        theme.LIGHT.faint,
        bold=True,
        cut=True,
    )


def _slipping(page: SummaryPage, pen: Pen, top: float, width: float) -> None:
    words = "Slipping away: the longest silence against the interval"
    rows = max(1, len(page.slipping))
    _card(pen, QRectF(_MARGIN, top, width, 30 + rows * _LINE + (14 if page.more else 4)), words)
    line = top + 26
    if not page.slipping:
        pen.text(QRectF(_MARGIN + 12, line, width, _LINE), "Nobody.", 9, theme.LIGHT.soft)
        return
    for number, person in enumerate(page.slipping):
        if number:
            pen.line(_MARGIN + 12, line, _MARGIN + width - 12, line)
        _person(pen, QRectF(_MARGIN + 12, line, width - 24, _LINE), person)
        line += _LINE
    if page.more:
        pen.text(QRectF(_MARGIN + 12, line + 1, width - 24, 11), page.more, 7.8, theme.LIGHT.faint)


def _person(pen: Pen, place: QRectF, person: Person) -> None:
    fill, ink, edge = theme.LIGHT.ratings[min(person.rank, len(theme.LIGHT.ratings) - 1)]
    badge = QRectF(place.left(), place.center().y() - 7, 14, 14)
    pen.box(badge, fill, edge, 3)
    pen.text(badge, person.rating, 8, ink, bold=True, side=Qt.AlignmentFlag.AlignHCenter)
    name = pen.width(person.name, 9, bold=True)
    room = place.width() * 0.62
    pen.text(
        QRectF(place.left() + 22, place.top(), min(name, room) + 1, place.height()),
        person.name, 9, theme.LIGHT.text, bold=True, cut=True,
    )  # fmt: skip
    rest = room - name - 8
    if rest > 30:
        pen.text(
            QRectF(place.left() + 30 + name, place.top(), rest, place.height()),
            person.company, 9, theme.LIGHT.soft, cut=True,
        )  # fmt: skip
    pen.text(place, person.words, 8.5, theme.LIGHT.soft, side=_RIGHT)
