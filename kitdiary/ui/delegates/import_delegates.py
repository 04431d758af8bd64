"""Paints an import: the columns of the file with their targets, and rows with the buttons to answer them."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget
from shiboken6 import isValid

from kitdiary.services.exchange.decisions import Answer
from kitdiary.ui import theme
from kitdiary.ui.import_words import target_words, targets
from kitdiary.ui.models.import_columns_model import HEADING, TARGET, ImportColumnsModel
from kitdiary.ui.models.import_rows_model import ImportRowsModel, Rows, answer_words
from kitdiary.ui.widgets.tick import Choice

Index = QModelIndex | QPersistentModelIndex
COLUMN_HEIGHT, ROW_HEIGHT = 44, 54
_PAD, _GAP = 14, 8
_LEFT = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_SELECTED = QStyle.StateFlag.State_Selected
_FOCUSED = QStyle.StateFlag.State_HasFocus


def _line_below(painter: QPainter, rect: QRect) -> None:
    painter.setPen(theme.colour(theme.colours().line))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())


def _on_two_lines(painter: QPainter, text: str, inner: QRect) -> str:
    """A text over two lines: what a value is read as goes on the second, what does not fit is left out."""
    metrics, width = painter.fontMetrics(), inner.width()
    first, arrow, second = text.partition(" → ")
    if arrow:
        lines = [first, f"→ {second}"]
        return "\n".join(metrics.elidedText(each, Qt.TextElideMode.ElideRight, width) for each in lines)
    words, upper = text.split(" "), ""
    while words and metrics.horizontalAdvance(f"{upper} {words[0]}".strip()) <= width:
        upper = f"{upper} {words.pop(0)}".strip()
    lines = [upper, *([" ".join(words)] if words else [])] if upper else [text]
    return "\n".join(metrics.elidedText(each, Qt.TextElideMode.ElideRight, width) for each in lines)


class ColumnsDelegate(QStyledItemDelegate):
    """Paints the cells of an `ImportColumnsModel`; a target is edited in a list of all there are."""

    def __init__(self, model: ImportColumnsModel) -> None:
        super().__init__(model)
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - Qt's
        """All of one height."""
        return QSize(80, COLUMN_HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        colours, rect = theme.colours(), option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & _SELECTED:
            painter.fillRect(rect, theme.colour(colours.selected))
        _line_below(painter, rect)
        text = str(index.data() or "")
        target = self._model.target(index.row())
        inner = rect.adjusted(_PAD if index.column() == HEADING else 6, 0, -6, 0)
        painter.setFont(theme.font())
        if index.column() == TARGET:
            self._paint_choice(painter, option, rect.adjusted(4, 6, -8, -7), text, bool(target))
        else:
            soft = index.column() == HEADING or not target
            painter.setPen(theme.colour(colours.soft if soft else colours.text))
            if painter.fontMetrics().horizontalAdvance(text) > inner.width():
                painter.setFont(theme.font("small"))
                painter.drawText(inner, _LEFT | Qt.TextFlag.TextWordWrap, _on_two_lines(painter, text, inner))
            else:
                painter.drawText(inner, _LEFT, text)
        painter.restore()

    def _paint_choice(
        self, painter: QPainter, option: QStyleOptionViewItem, box: QRect, text: str, used: bool
    ) -> None:
        colours = theme.colours()
        focused = bool(option.state & _SELECTED and option.state & QStyle.StateFlag.State_Active)
        painter.setPen(
            QPen(theme.colour(colours.accent if focused else colours.field_line), 2 if focused else 1)
        )
        painter.setBrush(theme.colour(colours.field))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 7, 7)
        painter.setPen(theme.colour(colours.text if used else colours.soft))
        inner = box.adjusted(10, 0, -24, 0)
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, _LEFT, shown)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(colours.soft))
        x, y = box.right() - 13.0, box.center().y() + 0.5
        painter.drawPolygon(QPolygonF([QPointF(x - 4, y - 2), QPointF(x + 4, y - 2), QPointF(x, y + 3)]))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: ARG002 - Qt's
        """A list of everything a column can go to, opened at once."""
        made = Choice(parent)
        chosen = self._model.target(index.row())
        offered = targets()
        if chosen not in offered:
            offered.insert(1, chosen)
        for target in offered:
            made.addItem(target_words(target), target)
        made.setMaxVisibleItems(16)
        made.setAccessibleName(str(index.data(Qt.ItemDataRole.AccessibleTextRole) or ""))
        made.activated.connect(lambda _place: self._done(made))
        QTimer.singleShot(0, made, made.showPopup)
        return made

    def _done(self, editor: QWidget) -> None:
        if isValid(editor):
            self.commitData.emit(editor)
            self.closeEditor.emit(editor)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show what is chosen."""
        if isinstance(editor, Choice):
            editor.setCurrentIndex(editor.findData(self._model.target(index.row())))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Choose what the list shows."""
        if isinstance(editor, Choice):
            model.setData(index, editor.currentData())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: ARG002 - Qt's
        """In the place of what is painted."""
        editor.setGeometry(option.rect.adjusted(4, 6, -8, -7))


class RowsDelegate(QStyledItemDelegate):
    """Paints the rows of an `ImportRowsModel`: two lines, and the answers where there is a question."""

    def __init__(self, model: ImportRowsModel) -> None:
        super().__init__(model)
        self._model = model
        self.hover: tuple[int, Answer] | None = None
        """The line and the button the mouse is over."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002 - Qt's
        """All of one height."""
        return QSize(option.rect.width(), ROW_HEIGHT)

    def buttons(self, rect: QRect) -> dict[Answer, QRect]:
        """Where the buttons of a row are."""
        if self._model.kind is not Rows.DOUBTS:
            return {}
        metrics = QFontMetrics(theme.font("small"))
        found: dict[Answer, QRect] = {}
        right = rect.right() - _PAD
        for answer in (Answer.BOTH, Answer.MERGE):
            width = metrics.horizontalAdvance(answer_words(answer)) + 24
            height = theme.BUTTON_HEIGHT
            found[answer] = QRect(right - width, rect.top() + (rect.height() - height) // 2, width, height)
            right -= width + _GAP
        return found

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        row = self._model.row(index)
        if row is None:
            return
        colours, rect = theme.colours(), option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & _SELECTED:
            painter.fillRect(rect, theme.colour(colours.selected))
        if index.row() + 1 < self._model.rowCount():
            _line_below(painter, rect)
        buttons = self.buttons(rect)
        room = min((button.left() for button in buttons.values()), default=rect.right() - _PAD) - _GAP
        left, half = rect.left() + _PAD, rect.height() // 2 - 7
        upper = QRect(left, rect.top() + 7, room - left, half)
        bold, metrics = theme.font(bold=True), QFontMetrics(theme.font(bold=True))
        painter.setFont(bold)
        painter.setPen(theme.colour(colours.text))
        name = metrics.elidedText(row.name, Qt.TextElideMode.ElideRight, upper.width())
        painter.drawText(upper, _LEFT, name)
        used = metrics.horizontalAdvance(name) + 10
        painter.setFont(theme.font())
        if row.company and used < upper.width() - 20:
            rest = upper.adjusted(used, 0, 0, 0)
            company = painter.fontMetrics().elidedText(row.company, Qt.TextElideMode.ElideRight, rest.width())
            painter.drawText(rest, _LEFT, company)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour(colours.soft))
        lower = upper.translated(0, half)
        below = painter.fontMetrics().elidedText(
            self._model.below(row), Qt.TextElideMode.ElideRight, lower.width()
        )
        painter.drawText(lower, _LEFT, below)
        chosen = self._model.choice(row).answer
        for answer, where in buttons.items():
            self._paint_button(painter, where, answer, chosen is answer, self.hover == (row.line, answer))
        painter.restore()

    def _paint_button(self, painter: QPainter, box: QRect, answer: Answer, on: bool, hover: bool) -> None:
        colours = theme.colours()
        painter.setPen(theme.colour(colours.strong if on else colours.field_line))
        fill = colours.strong if on else colours.hover if hover else colours.card
        painter.setBrush(theme.colour(fill))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), 7, 7)
        painter.setFont(theme.font("small"))
        painter.setPen(theme.colour(colours.strong_text if on else colours.text))
        words = f"✓ {answer_words(answer)}" if on else answer_words(answer)
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, box.width() - 4)
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), shown)
