"""Which columns a table shows, in what order and how wide; kept on this computer."""

import json

from PySide6.QtCore import QEvent, QObject, QPoint, QSettings, Qt, QTimer, Signal
from PySide6.QtWidgets import QHeaderView, QMenu

from kitdiary.ui.models.table_model import TableModel
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.table_view import TableView

_SAVE_MS = 400
_NARROWEST = 46
_TIGHTEST = 0.8


class TableColumns(QObject):
    """Until the rep drags a column, the widths follow the window; from then on they are theirs."""

    sorted = Signal(str, bool)
    """What to order by, and whether downwards."""

    def __init__(self, view: TableView, model: TableModel, settings: QSettings, name: str) -> None:
        super().__init__(view)
        self._view, self._columns = view, model.columns
        self._settings, self._key = settings, f"{name}/columns"
        self._header = view.horizontalHeader()
        self._own_widths = False
        self._squeezed: set[int] = set()
        """Columns that are wanted, for which the window is too narrow."""
        self._arranging = False
        self._header.setSectionsMovable(True)
        self._header.setSectionsClickable(True)
        self._header.setHighlightSections(False)
        self._header.setSortIndicatorShown(True)
        self._header.setMinimumSectionSize(_NARROWEST)
        self._header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self._header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._header.customContextMenuRequested.connect(
            lambda place: self.open_menu(self._header.mapToGlobal(place))
        )
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_SAVE_MS)
        self._later.timeout.connect(self.save)
        self._order = "name"
        self._restore()
        self._header.sortIndicatorChanged.connect(self._sort)
        self._header.sectionMoved.connect(lambda *_: self._changed())
        self._header.sectionResized.connect(self._resized)
        view.resized.connect(self.fit)
        view.installEventFilter(self)

    # -- order of the rows --------------------------------------------------------------------

    @property
    def order(self) -> tuple[str, bool]:
        """What the rows are ordered by, and whether downwards."""
        column = self._columns[self._place(self._order)]
        down = self._header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder
        return column.sort or "name", down

    def _sort(self, section: int, order: Qt.SortOrder) -> None:
        if not 0 <= section < len(self._columns) or self._columns[section].sort is None:
            self._header.setSortIndicator(self._place(self._order), self._header.sortIndicatorOrder())
            return
        self._order = self._columns[section].key
        self._changed()
        self.sorted.emit(self._columns[section].sort, order is Qt.SortOrder.DescendingOrder)

    def _place(self, key: str) -> int:
        return next((place for place, column in enumerate(self._columns) if column.key == key), 0)

    # -- choosing -----------------------------------------------------------------------------

    def open_menu(self, where: QPoint) -> None:
        """The columns to choose from."""
        menu = QMenu(self._view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for place, column in enumerate(self._columns):
            action = menu.addAction(column.title)
            action.setCheckable(True)
            action.setChecked(not self._header.isSectionHidden(place))
            action.setEnabled(column.key != "name")  # a list of people without names is none
            action.toggled.connect(lambda shown, place=place: self.show_column(place, shown=shown))
        menu.addSeparator()
        menu.addAction(tr("As delivered")).triggered.connect(self.reset)
        menu.popup(where)

    def show_column(self, place: int, *, shown: bool) -> None:
        """Show or hide a column. One that had given way is shown in spite of it, and the widths stay."""
        if shown and place in self._squeezed:
            self._own_widths, self._squeezed = True, set()
        self._header.setSectionHidden(place, not shown)
        if shown and self._header.sectionSize(place) < _NARROWEST:
            self._header.resizeSection(place, self._columns[place].width)
        self._changed()
        self.fit()

    def reset(self) -> None:
        """The columns as delivered."""
        self._own_widths, self._squeezed = False, set()
        self._arrange([[c.key, c.width, c.shown] for c in self._columns])
        self._changed()
        self.fit()

    # -- widths -------------------------------------------------------------------------------

    def fit(self) -> None:
        """Share the window's width among the columns, as far as they stay readable."""
        room = self._view.viewport().width()
        if self._own_widths or room <= 0:
            return
        shown = [place for place in range(len(self._columns)) if self._is_wanted(place)]
        spare = sorted((p for p in shown if self._columns[p].spare), key=lambda p: -self._columns[p].spare)
        while self._factor(shown, room) < _TIGHTEST and spare:
            shown.remove(spare.pop(0))
        factor = max(_TIGHTEST, self._factor(shown, room))
        widths = {
            place: column.width if column.fixed else int(column.width * factor)
            for place, column in enumerate(self._columns)
            if place in shown
        }
        rest = room - sum(widths.values())
        if 0 < rest < len(shown):
            widths[self._place("name")] += rest
        self._arranging = True
        self._squeezed = {p for p in range(len(self._columns)) if self._is_wanted(p)} - set(shown)
        for place in range(len(self._columns)):
            if place in widths:
                self._header.setSectionHidden(place, False)
                self._header.resizeSection(place, widths[place])
            elif place in self._squeezed:
                self._header.setSectionHidden(place, True)
        self._arranging = False

    def _is_wanted(self, place: int) -> bool:
        """Whether the rep wants a column, though there may be no room for it."""
        return place in self._squeezed or not self._header.isSectionHidden(place)

    def _factor(self, shown: list[int], room: int) -> float:
        """By how much the columns that can be narrower or wider have to be so."""
        fixed = sum(self._columns[p].width for p in shown if self._columns[p].fixed)
        loose = sum(self._columns[p].width for p in shown if not self._columns[p].fixed)
        return (room - fixed) / loose if loose else 1.0

    def _resized(self, _place: int, _old: int, _new: int) -> None:
        if not self._arranging:
            self._own_widths, self._squeezed = True, set()
            self._later.start()

    # -- keeping ------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The table goes out of sight, perhaps for good: keep what was not kept yet."""
        if event.type() is QEvent.Type.Hide and self._later.isActive():
            self.save()
        return super().eventFilter(watched, event)

    def _changed(self) -> None:
        self._view.viewport().update()
        self._later.start()

    def save(self) -> None:
        """Keep how the columns are."""
        self._later.stop()
        header = self._header
        places = [header.logicalIndex(visual) for visual in range(header.count())]
        columns = [
            [self._columns[place].key, header.sectionSize(place), self._is_wanted(place)] for place in places
        ]
        kept = {
            "columns": columns,
            "own_widths": self._own_widths,
            "order": self._order,
            "down": header.sortIndicatorOrder() is Qt.SortOrder.DescendingOrder,
        }
        self._settings.setValue(self._key, json.dumps(kept))

    def _restore(self) -> None:
        """As they were; a column that came with a newer version goes to the end, as delivered."""
        try:
            kept = json.loads(str(self._settings.value(self._key, "{}")))
            columns = [[str(key), int(width), bool(shown)] for key, width, shown in kept.get("columns", [])]
        except (ValueError, TypeError, AttributeError):
            kept, columns = {}, []
        known = {key for key, _, _ in columns}
        columns += [[c.key, c.width, c.shown] for c in self._columns if c.key not in known]
        self._own_widths = bool(kept.get("own_widths", False))
        self._order = str(kept.get("order", "name"))
        self._arrange(columns)
        down = Qt.SortOrder.DescendingOrder if kept.get("down") else Qt.SortOrder.AscendingOrder
        self._header.setSortIndicator(self._place(self._order), down)

    def _arrange(self, columns: list[list[object]]) -> None:
        self._arranging = True
        places = {column.key: place for place, column in enumerate(self._columns)}
        visual = 0
        for key, width, shown in columns:
            if not isinstance(key, str) or key not in places or not isinstance(width, int):
                continue
            place = places[key]
            self._header.moveSection(self._header.visualIndex(place), visual)
            self._header.resizeSection(place, max(_NARROWEST, width or self._columns[place].width))
            self._header.setSectionHidden(place, not shown)
            visual += 1
        self._arranging = False
