"""The program's icon, and the same with a count on it for the tray."""

from functools import lru_cache

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QIcon, QPainter, QPixmap

from kitdiary import paths
from kitdiary.domain.errors import DiaryError
from kitdiary.ui import theme

_SIZES = (16, 22, 24, 32, 48, 64, 128)
_MOST = 99


@lru_cache(maxsize=1)
def program_icon() -> QIcon:
    """The program's icon; an empty one where its file is missing, which is no reason not to start."""
    try:
        return QIcon(str(paths.resource("icons", "kitdiary.svg")))
    except DiaryError:
        return QIcon()


@lru_cache(maxsize=128)
def counted_icon(count: int) -> QIcon:
    """The icon with a count in its lower corner; without one for 0. From 100 on it says 99."""
    if count <= 0:
        return program_icon()
    made = QIcon()
    for size in _SIZES:
        made.addPixmap(_counted(str(min(count, _MOST)), size))
    return made


def _counted(text: str, size: int) -> QPixmap:
    picture = QPixmap(size, size)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    program_icon().paint(painter, picture.rect())
    height = size * 0.62
    width = height if len(text) == 1 else height * 1.32
    badge = QRectF(size - width, size - height, width, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(theme.LIGHT.late))
    painter.drawRoundedRect(badge, height / 2.4, height / 2.4)
    font = QFont(theme.family())
    font.setPixelSize(max(7, round(height * 0.82)))
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(Qt.GlobalColor.white)
    painter.drawText(badge, int(Qt.AlignmentFlag.AlignCenter), text)
    painter.end()
    return picture
