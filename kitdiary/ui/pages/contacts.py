"""Contacts: everybody in the diary, filtered as you type, several dealt with at once."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QStackedLayout, QWidget

from kitdiary.services.changes import Change, Kind
from kitdiary.services.lists import ContactQuery
from kitdiary.ui.application import window_settings
from kitdiary.ui.desk import Desk
from kitdiary.ui.models.contacts_model import ContactsModel
from kitdiary.ui.pages.page import Page
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.empty_state import EmptyState
from kitdiary.ui.widgets.filter_bar import FilterBar
from kitdiary.ui.widgets.labels import button
from kitdiary.ui.widgets.people_menus import PeopleMenus
from kitdiary.ui.widgets.selection_bar import SelectionBar
from kitdiary.ui.widgets.table_columns import TableColumns
from kitdiary.ui.widgets.table_view import TableView

NEAR = "near"
"""Open the list on who is near and due, and ask for the place."""
_ROW_HEIGHT = 30
_UNSEEN = {Kind.FILTERS, Kind.CONTENT, Kind.ATTACHMENTS, Kind.NOTICES}
"""What no list of people shows."""


class ContactsPage(Page):
    """The table of people under its filter."""

    name = "contacts"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.title.setText(tr("Contacts"))
        self.model = ContactsModel(desk, self)
        self.view = TableView(self.model)
        self.view.setAccessibleName(tr("Contacts"))
        self.columns = TableColumns(self.view, self.model, window_settings(), "contacts")
        self.menus = PeopleMenus(desk, self, self.view.selected_ids)
        self.filter = FilterBar(desk, self)
        self.selection = SelectionBar(self.menus)
        self.empty = EmptyState()
        self._lay_out()
        self._connect()
        self.model.sort_by, self.model.descending = self.columns.order
        self.setFocusProxy(self.filter.search)

    def _lay_out(self) -> None:
        self.add = button(tr("Add contact"), "main", tr("Ctrl+N"))
        self.bring = button(tr("Import…"), "", tr("Ctrl+I"))
        self.twice = button(tr("Duplicates"), "", tr("Who is here twice (Ctrl+D)"))
        self.head.addWidget(self.twice)
        self.head.addWidget(self.bring)
        self.take_out = button(tr("Export…"), "", tr("The people of this list, as a table or vCards"))
        self.head.addWidget(self.take_out)
        self.head.addWidget(self.add)
        self.choose = button(tr("Columns  ▾"))
        self.choose.setAccessibleName(tr("Columns"))
        self.filter.row.addWidget(self.choose)
        self.body.addWidget(self.filter)
        row = QWidget()
        row.setFixedHeight(_ROW_HEIGHT)
        self._row = QStackedLayout(row)
        self._row.addWidget(self.filter.chips)
        self._row.addWidget(self.selection)
        self.body.addWidget(row)
        self.body.addWidget(self.view, 1)
        self.body.addWidget(self.empty, 1)
        self.empty.hide()
        self.body.setSpacing(10)

    def _connect(self) -> None:
        self.add.clicked.connect(lambda: self.desk.go("add-contact"))
        self.twice.clicked.connect(lambda: self.desk.go("duplicates"))
        self.bring.clicked.connect(lambda: self.desk.go("import"))
        self.take_out.clicked.connect(self._export)
        self.choose.clicked.connect(
            lambda: self.columns.open_menu(self.choose.mapToGlobal(QPoint(0, self.choose.height() + 2)))
        )
        self.columns.sorted.connect(self._sort)
        self.filter.changed.connect(self._filter)
        self.filter.search.left_down.connect(self._into_list)
        self.filter.search.entered.connect(self._open_first)
        self.view.opened.connect(self.desk.open_contact)
        self.view.rated.connect(self.menus.rate)
        self.view.badge_clicked.connect(self._badge)
        self.view.menu_wanted.connect(self._menu)
        self.view.chosen.connect(self._chosen)
        self.view.log_wanted.connect(self.menus.log)
        self.selection.ended.connect(self.view.clearSelection)
        self.model.modelReset.connect(self._swap)
        self.model.loaded.connect(self._count)
        self.empty.acted.connect(self._act_empty)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.view, self._leave)
        escape.setContext(Qt.ShortcutContext.WidgetShortcut)
        slash = QShortcut(QKeySequence("/"), self.view, self.filter.search.setFocus)
        slash.setContext(Qt.ShortcutContext.WidgetShortcut)

    # -- showing ------------------------------------------------------------------------------

    def open(self, what: object = None) -> None:
        """``what`` is `NEAR`, or a filter by the names of `ContactQuery`: ``{"left_behind": True}``."""
        if what == NEAR:
            QTimer.singleShot(0, self, self.filter.open_near)  # once the page has its place
        if isinstance(what, dict):
            self.filter.set_query(ContactQuery(**what))

    def refresh(self, change: Change | None) -> None:
        """Read the list anew; who is selected and where the list is scrolled to stay."""
        if change is not None and change.kinds and change.kinds <= _UNSEEN and not change.everyone:
            return
        self.view.codes = self.desk.diary.context.policy.codes
        self.filter.refresh()
        self.model.query = self.filter.query
        self.model.load(keep=True)

    def _filter(self, query: ContactQuery) -> None:
        self.model.query = query
        self.model.load()

    def _sort(self, by: str, down: bool) -> None:
        self.model.sort_by, self.model.descending = by, down
        self.model.load()

    def _count(self) -> None:
        """How many there are; what to do where there is nobody."""
        everyone = self.desk.diary.lists.contact_count()
        found = self.model.rowCount()
        if self.filter.query == ContactQuery():
            self.subtitle.setText(tr("1 person") if found == 1 else tr("{0} people", f"{found:,}"))
        else:
            self.subtitle.setText(tr("{0} of {1} people", f"{found:,}", f"{everyone:,}"))
        self._swap()
        if not everyone:
            self.empty.say(
                tr("Your diary is empty"),
                tr(
                    "Bring the address book you have: Google, Outlook, HubSpot and other CSV files, "
                    "and vCards. Or add the first person you do not want to lose sight of (Ctrl+N). "
                    "“kitdiary demo” opens a diary with invented people to look around in."
                ),
                tr("Import…"),
            )
        elif not found:
            self.empty.say(
                tr("Nobody fits this filter"),
                tr("Take away a condition, or look among everybody."),
                tr("Show everybody"),
            )

    def _swap(self) -> None:
        """The table, or what to do where it would be empty."""
        found = self.model.rowCount() > 0
        if not found and self.view.hasFocus():
            self.filter.search.setFocus()
        self.view.setVisible(found)
        self.empty.setVisible(not found and self.model.is_complete)

    def _act_empty(self) -> None:
        if self.desk.diary.lists.contact_count():
            self.filter.set_query(ContactQuery())
            self.filter.search.setFocus()
        else:
            self.desk.go("import")

    def _chosen(self) -> None:
        count = self.view.selected_count()
        self.selection.show_count(count)
        self._row.setCurrentWidget(self.selection if count > 1 else self.filter.chips)

    # -- doing --------------------------------------------------------------------------------

    def _export(self) -> None:
        """Everybody, with firms that have nobody; of a filtered list those in it."""
        everybody = self.filter.query == ContactQuery()
        self.desk.go("export", None if everybody else tuple(self.model.ids()))

    def _into_list(self) -> None:
        self.view.select_first()
        self.view.setFocus()

    def _open_first(self) -> None:
        ids: Sequence[int] = self.model.ids()
        found = self.view.current_id() or (ids[0] if ids else None)
        if found is not None:
            self.desk.open_contact(found)

    def _leave(self) -> None:
        """Escape: select nobody; once more: back to the words."""
        if self.view.selected_count() > 1:
            self.view.clearSelection()
        else:
            self.filter.search.setFocus()

    def _badge(self, _contact_id: int, where: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.menus.ratings(menu)
        menu.popup(where)

    def _menu(self, where: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        current = self.view.current_id()
        if current is not None and self.view.selected_count() == 1:
            menu.addAction(tr("Open the page") + "\t" + tr("Enter")).triggered.connect(
                lambda: self.desk.open_contact(current)
            )
        self.menus.add_all(menu)
        menu.popup(where)
