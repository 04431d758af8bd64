"""The preview of an import: counts that open lists, columns, what comes after, who to decide."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from kitdiary.domain.policy import Policy
from kitdiary.services.exchange.decisions import Answer, OnDuplicate
from kitdiary.services.exchange.import_preview import MOST_ROWS, ImportPreview, PreviewRow
from kitdiary.ui import theme
from kitdiary.ui.delegates.import_delegates import ROW_HEIGHT
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.import_compare import open_compare
from kitdiary.ui.models.import_columns_model import ImportColumnsModel
from kitdiary.ui.models.import_rows_model import Answers, ImportRowsModel, Rows
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.import_after import AfterImport
from kitdiary.ui.widgets.import_tiles import Tiles
from kitdiary.ui.widgets.import_views import ColumnsView, RowsView
from kitdiary.ui.widgets.labels import Elided, button, label, wrapped

_LEFT, _RIGHT = 56, 45
_SEEN_ROWS = 3


class ImportBody(QWidget):
    """Shows an `ImportPreview`. ``answered``: the rep decided about a row."""

    answered = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.answers = Answers()
        self.columns = ImportColumnsModel(self)
        self.models = {kind: ImportRowsModel(kind, self.answers, self) for kind in Rows}
        self.tiles = Tiles()
        self.after = AfterImport()
        self.problem = wrapped("", "error")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.GAP)
        outer.addWidget(self.tiles)
        outer.addWidget(self.problem)
        row = QHBoxLayout()
        row.setSpacing(18)
        row.addWidget(self._left(), _LEFT)
        row.addWidget(self._right(), _RIGHT)
        outer.addLayout(row, 1)
        self.tiles.chosen.connect(self.show_list)
        for model in self.models.values():
            model.answered.connect(self._told)

    # -- parts --------------------------------------------------------------------------------

    def _left(self) -> QWidget:
        """The columns, or the list of the tile that is pressed."""
        holder = QWidget()
        layout = QVBoxLayout(holder)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        head = QHBoxLayout()
        self.heading = label("")
        self.heading.setMinimumHeight(20)
        self.to_columns = button(tr("‹ Columns"), "link")
        self.to_columns.clicked.connect(lambda: self.tiles.choose(None))
        head.addWidget(self.heading)
        head.addStretch(1)
        head.addWidget(self.to_columns)
        layout.addLayout(head)
        self.stack = QStackedWidget()
        self.columns_view = ColumnsView(self.columns)
        self.stack.addWidget(self.columns_view)
        self.lists: dict[Rows, RowsView] = {}
        for kind, model in self.models.items():
            view = RowsView(model)
            view.opened.connect(lambda row, model=model: self.compare(model, row))
            frame = _framed(view)
            self.stack.addWidget(frame)
            self.lists[kind] = view
        layout.addWidget(self.stack, 1)
        self.foot = Elided("", "soft")
        layout.addWidget(self.foot)
        holder.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        return holder

    def _right(self) -> QWidget:
        """What happens after the import, and the first of those who have to be decided."""
        inner = QWidget()
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.after)
        self._doubts = self._may_be_the_same()
        layout.addWidget(self._doubts, 1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(inner)
        bar = scroll.verticalScrollBar()
        bar.rangeChanged.connect(
            lambda _low, high: layout.setContentsMargins(0, 0, bar.sizeHint().width() + 4 if high else 0, 0)
        )
        scroll.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        return scroll

    def _may_be_the_same(self) -> QWidget:
        """Those who have to be decided, with a word for all of them."""
        holder = QWidget()
        doubts = QVBoxLayout(holder)
        doubts.setContentsMargins(0, 8, 0, 0)
        doubts.setSpacing(6)
        head = QHBoxLayout()
        self.doubts_heading = Elided("", "label", "label")
        head.addWidget(self.doubts_heading, 1)
        self.merge_all = button(tr("Merge all"), "link")
        self.keep_all = button(tr("Keep all"), "link")
        self.merge_all.clicked.connect(lambda: self._all(Answer.MERGE))
        self.keep_all.clicked.connect(lambda: self._all(Answer.BOTH))
        head.addWidget(self.merge_all)
        head.addSpacing(10)
        head.addWidget(self.keep_all)
        doubts.addLayout(head)
        self.doubts_view = RowsView(self.models[Rows.DOUBTS])
        self.doubts_view.opened.connect(lambda row: self.compare(self.models[Rows.DOUBTS], row))
        self.doubts_view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._doubts_frame = _framed(self.doubts_view)
        doubts.addWidget(self._doubts_frame, 100)
        self.hint = wrapped(
            tr("Who is not decided is left out. Enter compares, M merges, B keeps both, L leaves out."),
            "soft",
        )
        self.hint.setFont(theme.font("small"))
        doubts.addWidget(self.hint)
        doubts.addStretch(1)
        return holder

    # -- showing ------------------------------------------------------------------------------

    def forget(self) -> None:
        """Another file."""
        self.answers.clear()
        self.columns.forget()
        self.after.forget()
        for model in self.models.values():
            model.show(())
        self.tiles.mark(None)
        self.show_list(None)

    def wait(self) -> None:
        """The counts are not known yet."""
        for tile in self.tiles.tiles.values():
            tile.say(None, "")

    def show_preview(self, preview: ImportPreview) -> None:
        """Show all of it."""
        policy: Policy = self._desk.diary.context.policy
        self.columns.show(preview.columns)
        for kind, rows in _lists(preview).items():
            self.models[kind].show(rows)
        self.problem.setText(preview.problem)
        self.problem.setVisible(bool(preview.problem))
        self.after.show_preview(preview, policy, self._desk.diary.context.today())
        for kind, (count, words) in self._counts(preview).items():
            self.tiles.tiles[kind].say(count, words)
        count = preview.counts["doubts"]
        self._doubts.setVisible(bool(count))
        self.doubts_heading.setText(tr("May be the same person  {0}", f"{count:,}").upper())
        seen = min(count, _SEEN_ROWS)
        self._doubts_frame.setMinimumHeight(min(2, seen) * ROW_HEIGHT + 8)
        self._doubts_frame.setMaximumHeight(count * ROW_HEIGHT + 8)
        shown = next((kind for kind, tile in self.tiles.tiles.items() if tile.isChecked()), None)
        self.show_list(shown)

    def _counts(self, preview: ImportPreview) -> dict[Rows, tuple[int, str]]:
        totals, counts = preview.totals, preview.counts
        words = tr("already here: fill in what is missing")
        if self.after.here.currentData() == OnDuplicate.SKIP:
            words = tr("already here: left alone")
        elif totals.unchanged:
            filled = max(0, counts["known"] - totals.unchanged)
            words = tr("already here: {0} of them get what is missing", f"{filled:,}")
        return {
            Rows.NEW: (counts["new"], tr("new")),
            Rows.KNOWN: (counts["known"], words),
            Rows.DOUBTS: (counts["doubts"], tr("may be the same person: you decide")),
            Rows.REJECTS: (counts["rejects"], tr("cannot be read: kept in a file with the reason")),
        }

    def show_list(self, kind: Rows | None) -> None:
        """Show the list of a tile, or the columns; of a vCard, which has none, the first list there is."""
        columns = self.columns.rowCount() > 0
        if kind is None and not columns:
            kind = next((each for each, model in self.models.items() if model.rowCount()), None)
            self.tiles.mark(kind)
        self.to_columns.setVisible(kind is not None and columns)
        names = {
            None: tr("Columns"),
            Rows.NEW: tr("New"),
            Rows.KNOWN: tr("Already here"),
            Rows.DOUBTS: tr("May be the same person"),
            Rows.REJECTS: tr("Cannot be read"),
        }
        count = self.columns.rowCount() if kind is None else self.models[kind].rowCount()
        self.heading.setText(f"{names[kind]}  {count:,}".upper())
        self.stack.setCurrentIndex(0 if kind is None else 1 + list(Rows).index(kind))
        self.foot.setText(self._foot_words(kind, count))
        self.foot.setVisible(bool(self.foot.text()))

    def _foot_words(self, kind: Rows | None, count: int) -> str:
        if kind is None:
            empty = count - self.columns.filled()
            if empty == 1:
                return tr("One column is empty in the first rows; it comes last.")
            return tr("{0} columns are empty in the first rows; they come last.", empty) if empty else ""
        if count >= MOST_ROWS:
            return tr("The first {0} are shown.", f"{MOST_ROWS:,}")
        if kind is Rows.KNOWN:
            return tr("Nothing here is overwritten. Enter compares, and takes over what you choose.")
        return ""

    # -- answering ----------------------------------------------------------------------------

    def compare(self, model: ImportRowsModel, row: PreviewRow) -> None:
        """Look closely at a row."""
        open_compare(self.window(), model, row, self.answered.emit)

    def _all(self, answer: Answer) -> None:
        model = self.models[Rows.DOUBTS]
        model.answer_all(None if model.answered_count(answer) == model.rowCount() else answer)

    def _told(self) -> None:
        for view in (*self.lists.values(), self.doubts_view):
            view.viewport().update()
        self.answered.emit()

    def chosen(self) -> int:
        """How many more rows are imported for what the rep decided since the file was looked at."""
        return self.models[Rows.DOUBTS].more_counted()


def _framed(view: QWidget) -> QFrame:
    """A list in a card."""
    frame = QFrame()
    frame.setProperty("look", "card")
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(1, 2, 1, 2)
    layout.addWidget(view)
    return frame


def _lists(preview: ImportPreview) -> dict[Rows, Sequence[PreviewRow]]:
    return {
        Rows.NEW: preview.new,
        Rows.KNOWN: preview.known,
        Rows.DOUBTS: preview.doubts,
        Rows.REJECTS: preview.rejects,
    }
