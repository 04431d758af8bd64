"""The card of target lists: one kind at a time, each line opens its people."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from kitdiary.domain.list_figures import ListKind, TargetList
from kitdiary.ui import theme
from kitdiary.ui.models.target_lists_model import TargetListsModel
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.chips import Chips
from kitdiary.ui.widgets.labels import wrapped
from kitdiary.ui.widgets.report_cards import ReportCard

_ROWS = 7
_NARROWEST = 48


def figure_table(name: str, model: QObject) -> QTableView:
    """A quiet table of figures: lines are chosen whole, Tab leaves it."""
    made = QTableView()
    made.setModel(model)  # type: ignore[arg-type]  # a table's model
    made.setProperty("look", "log")
    made.setAccessibleName(name)
    made.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    made.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    made.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    made.setTabKeyNavigation(False)
    made.setShowGrid(False)
    made.setWordWrap(False)
    made.verticalHeader().hide()
    made.verticalHeader().setDefaultSectionSize(30)
    made.horizontalHeader().setHighlightSections(False)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    fit_headings(made)
    return made


def fit_headings(table: QTableView) -> None:
    """Each figure as wide as its heading; the name has the rest."""
    header, model = table.horizontalHeader(), table.model()
    metrics = QFontMetrics(theme.font())
    for column in range(1, model.columnCount()):
        heading = str(model.headerData(column, Qt.Orientation.Horizontal))
        header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(column, max(_NARROWEST, metrics.horizontalAdvance(heading) + 23))
    header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)


class TargetListsCard(ReportCard):
    """Shows, territories, campaigns: reached, in cadence, left behind, and what came of them."""

    opened = Signal(object)
    """The `TargetList` that was opened."""

    def __init__(self) -> None:
        super().__init__(tr("Target lists"))
        self._lists: tuple[TargetList, ...] = ()
        self.kinds = Chips(
            tr("Kind of list"),
            [
                (ListKind.TAG, tr("Tags")),
                (ListKind.SOURCE, tr("Sources")),
                (ListKind.TERRITORY, tr("Territories")),
            ],
        )
        self.kinds.setMinimumWidth(self.kinds.sizeHint().width())
        self.kinds.chosen.connect(lambda _kind: self._show())
        self.head.addWidget(self.kinds)
        self.model = TargetListsModel(self)
        self.table = figure_table(tr("Target lists"), self.model)
        self.table.installEventFilter(self)
        self.table.doubleClicked.connect(self._open)
        self.table.setFixedHeight(30 * _ROWS + 34)
        self.body.addWidget(self.table)
        self.words = wrapped(tr("Enter shows the people of a list."), "soft")
        self.body.addWidget(self.words)

    def show_lists(self, lists: Sequence[TargetList]) -> None:
        """Show these; the first kind that there is."""
        self._lists = tuple(lists)
        there = {one.kind for one in lists}
        if there and self.kinds.value not in there:
            self.kinds.choose(next(kind for kind in ListKind if kind in there))
        self._show()

    def _show(self) -> None:
        shown = [one for one in self._lists if one.kind is self.kinds.value]
        self.model.show(shown)
        self.words.setText(
            tr("Conversations and opportunities are of the period. Enter shows the people of a list.")
            if shown
            else tr("Nobody has a tag, a source or an address of this kind yet.")
        )

    def _open(self, index: QModelIndex) -> None:
        found = self.model.list_at(index.row())
        if found is not None:
            self.opened.emit(found)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter opens the line."""
        entered = watched is self.table and event.type() is QEvent.Type.FocusIn
        if entered and not self.table.currentIndex().isValid() and self.model.rowCount():
            self.table.selectRow(0)
        if (
            watched is not self.table
            or not isinstance(event, QKeyEvent)
            or event.type() is not QEvent.Type.KeyPress
        ):
            return super().eventFilter(watched, event)
        line = self.table.currentIndex()
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or not line.isValid():
            return super().eventFilter(watched, event)
        self._open(line)
        return True
