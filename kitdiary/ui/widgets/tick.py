"""A tick box and fields with an arrow, painted from the theme: a style sheet takes theirs away."""

from datetime import date

from PySide6.QtCore import QDate, QPointF, QRectF, Qt
from PySide6.QtGui import QFocusEvent, QIcon, QPainter, QPaintEvent, QPen, QPolygonF, QTextCharFormat
from PySide6.QtWidgets import (
    QCalendarWidget,
    QCheckBox,
    QComboBox,
    QDateEdit,
    QStyle,
    QStyleOptionButton,
    QToolButton,
    QWidget,
)

from kitdiary.ui import theme
from kitdiary.ui.text import tr

_BOX = 16


def paint_box(painter: QPainter, box: QRectF, *, on: bool, focused: bool = False) -> None:
    """Paint the box of a tick."""
    colours = theme.colours()
    outline = colours.accent if on or focused else colours.faint
    painter.setPen(QPen(theme.colour(outline), 2 if focused else 1))
    painter.setBrush(theme.colour(colours.accent if on else colours.field))
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
    if on:
        painter.setPen(QPen(theme.colour(colours.accent_text), 2))
        left, top = box.left(), box.top()
        painter.drawPolyline(
            QPolygonF([QPointF(left + x, top + y) for x, y in ((4, 8.3), (7, 11.2), (12, 5.2))])
        )


class Tick(QCheckBox):
    """A tick box whose box is seen in light and dark."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """The text as Qt does it, the box from the theme."""
        super().paintEvent(event)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        where = QRectF(self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self))
        box = QRectF(0, 0, _BOX, _BOX)
        box.moveCenter(where.center())
        box.moveLeft(min(max(box.left(), 0), self.width() - _BOX))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(where.adjusted(-1, -1, 1, 1), self._behind())
        paint_box(painter, box, on=self.isChecked(), focused=self.hasFocus())
        painter.end()

    def _behind(self) -> Qt.GlobalColor | object:
        """The colour of what it stands on: a card or a form, else the window."""
        colours, under = theme.colours(), self.parentWidget()
        while under is not None:
            if under.property("look") in ("card", "form"):
                return theme.colour(colours.card)
            under = under.parentWidget()
        return theme.colour(colours.window)


def _arrow(widget: QWidget) -> None:
    """Paint the arrow at the end of a field."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colours = theme.colours()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.colour(colours.soft if widget.isEnabled() else colours.faint))
    x = 13.0 if widget.isRightToLeft() else widget.width() - 13.0
    y = widget.height() / 2
    painter.drawPolygon(QPolygonF([QPointF(x - 4, y - 2), QPointF(x + 4, y - 2), QPointF(x, y + 3)]))
    painter.end()


class Choice(QComboBox):
    """One of several, with an arrow. The wheel scrolls the form, it does not choose."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """As Qt does it, and the arrow."""
        super().paintEvent(event)
        _arrow(self)

    def wheelEvent(self, event: object) -> None:
        """Leave the wheel to the form."""
        event.ignore()  # type: ignore[attr-defined]


def dress_calendar(calendar: QCalendarWidget) -> None:
    """The calendar as the theme has it: no week numbers, no red."""
    calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
    calendar.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
    calendar.setGridVisible(False)
    calendar.setAccessibleName(tr("Calendar"))
    colours = theme.colours()
    soft = QTextCharFormat()
    soft.setForeground(theme.colour(colours.soft))
    calendar.setHeaderTextFormat(soft)
    for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
        calendar.setWeekdayTextFormat(day, soft)
    for name, sign in (("qt_calendar_prevmonth", "‹"), ("qt_calendar_nextmonth", "›")):
        turn = calendar.findChild(QToolButton, name)
        if turn is not None:  # Qt's own arrows are black, also on dark
            turn.setIcon(QIcon())
            turn.setText(sign)


class DayEdit(QDateEdit):
    """A day, with an arrow for its calendar."""

    _dressed = False

    def value(self) -> date:
        """The day that is shown."""
        day = self.date()
        return date(day.year(), day.month(), day.day())

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The calendar is made when it may be wanted: it takes 10 ms."""
        if not self._dressed:
            self._dressed = True
            dress_calendar(self.calendarWidget())
        super().focusInEvent(event)

    def show_day(self, day: date) -> None:
        """Show a day."""
        self.setDate(QDate(day.year, day.month, day.day))

    def paintEvent(self, event: QPaintEvent) -> None:
        """As Qt does it, and the arrow."""
        super().paintEvent(event)
        _arrow(self)

    def wheelEvent(self, event: object) -> None:
        """Leave the wheel to the form."""
        event.ignore()  # type: ignore[attr-defined]
