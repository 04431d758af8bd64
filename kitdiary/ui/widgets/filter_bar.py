"""The bar over a list of people: words as you type, ratings, what else is set, filters that have a name."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QPushButton, QWidget

from kitdiary.domain.people import State
from kitdiary.services.lists import ContactQuery
from kitdiary.services.saved_filters import SavedFilter
from kitdiary.ui import theme
from kitdiary.ui.desk import Desk
from kitdiary.ui.dialogs.ask import Ask, ask_text
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.filter_panel import WIDTH, FilterPanel
from kitdiary.ui.widgets.filter_words import chips
from kitdiary.ui.widgets.labels import button
from kitdiary.ui.widgets.people_menus import escaped
from kitdiary.ui.widgets.selection_bar import open_menu

_NEAR_DAYS = 7


class SearchField(QLineEdit):
    """Where words are typed; Down and Enter lead into the list."""

    entered = Signal()
    """Enter: open whom the list has first."""
    left_down = Signal()
    """Down: go into the list."""

    def __init__(self, hint: str) -> None:
        super().__init__()
        self.setPlaceholderText(hint)
        self.setAccessibleName(hint)
        self.setClearButtonEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down, Enter and Escape are not text."""
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_PageDown):
            self.left_down.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        elif key == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class ChipRow(QWidget):
    """The ratings to switch, and a chip for each thing that is set; what has no room is in the panel."""

    changed = Signal(object)
    more = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._query = ContactQuery()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        self.ratings: dict[str, QPushButton] = {}
        self.chips: list[QPushButton] = []
        self._more = button("", "chip")
        self._more.clicked.connect(self.more)
        self.clear = button(tr("Clear"), "link", tr("Show everybody"))
        self.clear.clicked.connect(lambda: self.changed.emit(ContactQuery()))
        self._row.addWidget(self._more)
        self._row.addWidget(self.clear)
        self._row.addStretch(1)

    def show_query(self, query: ContactQuery, codes: Sequence[str], today: date) -> None:
        """Show what is set."""
        self._query = query
        if list(self.ratings) != list(codes):
            self._make_ratings(codes)
        for code, toggle in self.ratings.items():
            toggle.setChecked(code in query.ratings)
        for chip in self.chips:
            self._row.removeWidget(chip)
            chip.deleteLater()
        self.chips = []
        for text, without in chips(query, today):
            chip = button(escaped(text) + "   ×", "chip", tr("Remove"))
            chip.setAccessibleName(tr("Remove {0}", text))
            chip.clicked.connect(lambda _checked=False, without=without: self._remove(without))
            self._row.insertWidget(len(self.ratings) + len(self.chips), chip)
            self.chips.append(chip)
        self.clear.setVisible(query != ContactQuery())
        self._make_room()

    def follow(self, query: ContactQuery) -> None:
        """Other words were typed: the chips stay."""
        self._query = query

    def _remove(self, without: dict[str, Any]) -> None:
        self.changed.emit(replace(self._query, **without))

    def _make_ratings(self, codes: Sequence[str]) -> None:
        for toggle in self.ratings.values():
            self._row.removeWidget(toggle)
            toggle.deleteLater()
        self.ratings = {}
        for place, code in enumerate(codes):
            toggle = button(escaped(code), "chip", tr("Only rating {0}", code))
            toggle.setCheckable(True)
            toggle.setAccessibleName(tr("Only rating {0}", code))
            toggle.clicked.connect(self._rated)
            self._row.insertWidget(place, toggle)
            self.ratings[code] = toggle

    def _rated(self) -> None:
        ratings = tuple(code for code, toggle in self.ratings.items() if toggle.isChecked())
        self.changed.emit(replace(self._query, ratings=ratings))

    def _make_room(self) -> None:
        """Show as many chips as there is room for, and how many there are besides."""
        room = self.width() - 2 * self._row.spacing() - self.clear.sizeHint().width()
        room -= sum(toggle.sizeHint().width() + self._row.spacing() for toggle in self.ratings.values())
        widths = [chip.sizeHint().width() + self._row.spacing() for chip in self.chips]
        shown = len(widths)
        while shown and sum(widths[:shown]) + (56 if shown < len(widths) else 0) > room:
            shown -= 1
        for place, chip in enumerate(self.chips):
            chip.setVisible(place < shown)
        self._more.setVisible(shown < len(widths))
        self._more.setText(tr("+{0}", len(widths) - shown))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """There is another width to share."""
        super().resizeEvent(event)
        self._make_room()

    def minimumSizeHint(self) -> QSize:
        """As narrow as need be."""
        return QSize(0, super().minimumSizeHint().height())


class FilterBar(QWidget):
    """Holds the query of a list; ``changed`` tells each change of it."""

    changed = Signal(object)
    """The `ContactQuery` that is set now."""

    def __init__(self, desk: Desk, over: QWidget) -> None:
        """``over`` is the page the panel opens on."""
        super().__init__()
        self._desk = desk
        self._over = over
        self.query = ContactQuery()
        self.search = SearchField(tr("Filter by name, company, title, city, tag or email"))
        self.search.textChanged.connect(lambda text: self._set(replace(self.query, text=text)))
        self.button = button(tr("Filter  ▾"))
        self.button.setAccessibleName(tr("Filter"))
        self.button.clicked.connect(self.open_panel)
        self.saved = button(tr("Saved filters  ▾"))
        self.saved.setAccessibleName(tr("Saved filters"))
        self.saved.clicked.connect(lambda: open_menu(self.saved, self.fill_saved))
        self.row = QHBoxLayout(self)
        self.row.setContentsMargins(0, 0, 0, 0)
        self.row.setSpacing(theme.TIGHT)
        self.row.addWidget(self.search, 1)
        self.row.addWidget(self.button)
        self.row.addWidget(self.saved)
        self.chips = ChipRow()
        self.chips.changed.connect(self.set_query)
        self.chips.more.connect(self.open_panel)
        self._panel: FilterPanel | None = None
        self._show()

    # -- the query ----------------------------------------------------------------------------

    def set_query(self, query: ContactQuery) -> None:
        """Set everything at once."""
        if query.text != self.search.text():
            self.search.blockSignals(True)
            self.search.setText(query.text)
            self.search.blockSignals(False)
        self._set(query)

    def _set(self, query: ContactQuery) -> None:
        if query == self.query:
            return
        only_words = replace(query, text="") == replace(self.query, text="")
        blank_changed = (query == ContactQuery()) != (self.query == ContactQuery())
        self.query = query
        if not only_words or blank_changed:  # a keystroke moves nothing but the list
            self._show()
        else:
            self.chips.follow(query)
        self.changed.emit(query)

    def _show(self) -> None:
        context = self._desk.diary.context
        self.chips.show_query(self.query, context.policy.codes, context.today())
        if self._panel is not None:
            self._panel.show_query(self.query, context.today())

    def refresh(self) -> None:
        """The ratings or the day may be others."""
        self._show()

    # -- the panel ----------------------------------------------------------------------------

    def open_near(self) -> None:
        """Who is near and due: those to talk to within a week, and the keyboard where the place is typed."""
        near = ContactQuery(state=State.ACTIVE, talk_within=_NEAR_DAYS)
        near = replace(near, city=self.query.city, postcode=self.query.postcode, country=self.query.country)
        self.set_query(near)
        if self._panel is not None and self._panel.isVisible():
            self._panel.shut()
        self.open_panel()
        if self._panel is not None:
            self._panel.city.setFocus(Qt.FocusReason.PopupFocusReason)

    def open_panel(self) -> None:
        """Open it under its button, or shut it."""
        panel = self._panel
        if panel is None:
            panel = self._panel = FilterPanel(self._over)
            panel.changed.connect(self.set_query)
            panel.closed.connect(self.button.setFocus)
        if panel.isVisible():
            panel.shut()
            return
        panel.show_query(self.query, self._desk.diary.context.today())
        self._desk.look(lambda _task: self._desk.diary.lists.choices(), panel.offer)
        parent = self._over
        place = self.button.mapTo(parent, QPoint(self.button.width(), 0))
        top = self.chips.mapTo(parent, QPoint(0, self.chips.height() + 4)).y()
        width = min(WIDTH, parent.width() - 2 * theme.MARGIN)
        height = panel.sizeHint().height()
        panel.setGeometry(max(theme.MARGIN, place.x() - width), top, width, height)
        panel.open()

    # -- filters with a name ------------------------------------------------------------------

    def fill_saved(self, menu: QMenu) -> None:
        """Choose one, keep the present one, delete one."""
        kept = self._desk.diary.saved_filters.all()
        for saved in kept:
            action = menu.addAction(escaped(saved.name))
            action.setCheckable(True)
            action.setChecked(saved.query == self.query)
            action.triggered.connect(lambda _checked=False, saved=saved: self.set_query(saved.query))
        near = menu.addAction(tr("Near and due …"))
        near.triggered.connect(self.open_near)
        menu.addSeparator()
        keep = menu.addAction(tr("Save this filter …"))
        keep.setEnabled(self.query != ContactQuery())
        keep.triggered.connect(lambda: self._ask_name(kept))
        away = menu.addMenu(tr("Delete"))
        away.setEnabled(bool(kept))
        for saved in kept:
            away.addAction(escaped(saved.name)).triggered.connect(
                lambda _checked=False, saved=saved: self._delete(saved)
            )

    def _ask_name(self, kept: Sequence[SavedFilter]) -> None:
        query = self.query

        def taken(name: str, asked: Ask) -> None:
            service = self._desk.diary.saved_filters
            self._desk.write(lambda: service.save(name, query), lambda _change: asked.accept(), asked.refuse)

        names = [saved.name for saved in kept]
        ask_text(self, tr("Name this filter"), tr("Save"), taken, names)

    def _delete(self, saved: SavedFilter) -> None:
        self._desk.write(lambda: self._desk.diary.saved_filters.delete(saved.name))
