"""Lines with a tick box that is seen in light and dark."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from kitdiary.ui import theme
from kitdiary.ui.widgets.tick import paint_box

_BOX = 16


class TickDelegate(QStyledItemDelegate):
    """Paints a line as Qt does, and the box of its tick from the theme."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """The line, and its box over Qt's own."""
        super().paint(painter, option, index)
        self.initStyleOption(option, index)
        widget = option.widget
        part = QStyle.SubElement.SE_ItemViewItemCheckIndicator
        where = QRectF(widget.style().subElementRect(part, option, widget))
        box = QRectF(0, 0, _BOX, _BOX)
        box.moveCenter(where.center())
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        colours = theme.colours()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        behind = theme.colour(colours.selected if chosen else colours.card)
        painter.fillRect(box.united(where).adjusted(-1, -1, 1, 1), behind)
        on = index.data(Qt.ItemDataRole.CheckStateRole)
        paint_box(painter, box, on=on in (Qt.CheckState.Checked, Qt.CheckState.Checked.value))
        painter.restore()
