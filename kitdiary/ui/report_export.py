"""Reports as files: the page to print (as the hand-off's), the page or one chart as a picture or PDF."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMarginsF, QPoint, QSizeF
from PySide6.QtGui import QColor, QPageSize, QPainter, QPdfWriter, QPixmap, QRegion
from PySide6.QtWidgets import QWidget

from kitdiary.domain.errors import DiaryError
from kitdiary.domain.figures import Part, Scope
from kitdiary.domain.metrics import Figures
from kitdiary.domain.periods import Period
from kitdiary.services.exchange.summary_page import summary_page
from kitdiary.ui import theme
from kitdiary.ui.desk import Desk
from kitdiary.ui.text import tr

_DOTS, _POINTS = 300, 72
_PIXELS_TO_POINTS = 0.75
_SHARP = 2.0
"""A picture has twice the dots of the screen, for a slide."""
_EDGE = 16


def save_page(desk: Desk, place: Path, period: Period, scope: Scope, found: Mapping[Part, Any]) -> None:
    """The page to print, drawn in the background."""
    from kitdiary.ui.summary_pdf import render_summary

    context = desk.diary.context
    figures = Figures(period, scope, *(found[part] for part in Part))
    page = summary_page(figures, context.policy.codes, context.preferences.rep_name, context.now())
    desk.slowly(
        tr("Drawing the page …"),
        lambda _task, _tell: render_summary(page, place),
        lambda _done: desk.said.emit(tr("The page is in {0}", str(place)), None),
    )


def save_picture(desk: Desk, place: Path, what: QWidget, heading: str) -> None:
    """A part of the window as it is seen now, as PDF where the file is called so, else as PNG."""
    try:
        if place.suffix.lower() == ".pdf":
            _to_pdf(place, what, heading)
        else:
            _to_png(place, what)
    except DiaryError as error:
        desk.failed.emit(str(error))
        return
    desk.said.emit(tr("The picture is in {0}", str(place)), None)


def _to_png(place: Path, what: QWidget) -> None:
    size = what.size()
    picture = QPixmap(int((size.width() + 2 * _EDGE) * _SHARP), int((size.height() + 2 * _EDGE) * _SHARP))
    picture.setDevicePixelRatio(_SHARP)
    picture.fill(QColor(theme.colours().window))
    painter = QPainter(picture)
    painter.translate(_EDGE, _EDGE)
    what.render(painter, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
    painter.end()
    if not picture.save(str(place), "PNG"):
        raise DiaryError(tr("{0} cannot be written: choose another place.", str(place)))


def _to_pdf(place: Path, what: QWidget, heading: str) -> None:
    if not place.parent.is_dir():
        raise DiaryError(tr("There is no folder {0}: choose another place.", str(place.parent)))
    size = what.size()
    writer = QPdfWriter(str(place))
    points = QSizeF(
        (size.width() + 2 * _EDGE) * _PIXELS_TO_POINTS, (size.height() + 2 * _EDGE) * _PIXELS_TO_POINTS
    )
    writer.setPageSize(QPageSize(points, QPageSize.Unit.Point, heading, QPageSize.SizeMatchPolicy.ExactMatch))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0))
    writer.setResolution(_DOTS)
    writer.setTitle(heading)
    painter = QPainter()
    if not painter.begin(writer):
        raise DiaryError(tr("{0} cannot be written: choose another place.", str(place)))
    painter.scale(_DOTS / _POINTS * _PIXELS_TO_POINTS, _DOTS / _POINTS * _PIXELS_TO_POINTS)
    painter.translate(_EDGE, _EDGE)
    flags = QWidget.RenderFlag.DrawWindowBackground | QWidget.RenderFlag.DrawChildren
    what.render(painter, QPoint(), QRegion(), flags)
    painter.end()
