"""Companies: the firms people work for, found as you type."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QHBoxLayout, QMenu

from kitdiary.services.changes import Change
from kitdiary.ui import theme
from kitdiary.ui.application import window_settings
from kitdiary.ui.desk import Desk
from kitdiary.ui.models.companies_model import CompaniesModel
from kitdiary.ui.pages.page import Page
from kitdiary.ui.text import tr
from kitdiary.ui.widgets.empty_state import EmptyState
from kitdiary.ui.widgets.filter_bar import SearchField
from kitdiary.ui.widgets.labels import button
from kitdiary.ui.widgets.people_menus import add_ratings
from kitdiary.ui.widgets.table_columns import TableColumns
from kitdiary.ui.widgets.table_view import TableView


class CompaniesPage(Page):
    """The table of companies."""

    name = "companies"

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.title.setText(tr("Companies"))
        self.model = CompaniesModel(desk, self)
        self.view = TableView(self.model)
        self.view.setAccessibleName(tr("Companies"))
        self.columns = TableColumns(self.view, self.model, window_settings(), "companies")
        self.search = SearchField(tr("Filter by name, industry or city"))
        self.choose = button(tr("Columns  ▾"))
        self.choose.setAccessibleName(tr("Columns"))
        self.empty = EmptyState()
        row = QHBoxLayout()
        row.setSpacing(theme.TIGHT)
        row.addWidget(self.search, 1)
        row.addWidget(self.choose)
        self.body.addLayout(row)
        self.body.addWidget(self.view, 1)
        self.body.addWidget(self.empty, 1)
        self.empty.hide()
        self._connect()
        self.model.sort_by, self.model.descending = self.columns.order
        self.setFocusProxy(self.search)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._filter)
        self.search.left_down.connect(self._into_list)
        self.search.entered.connect(self._open_first)
        self.choose.clicked.connect(
            lambda: self.columns.open_menu(self.choose.mapToGlobal(QPoint(0, self.choose.height() + 2)))
        )
        self.columns.sorted.connect(self._sort)
        self.view.opened.connect(self.desk.open_company)
        self.view.rated.connect(self._rate)
        self.view.badge_clicked.connect(lambda _id, where: self._menu(where))
        self.view.menu_wanted.connect(self._menu)
        self.model.modelReset.connect(self._swap)
        self.model.loaded.connect(self._count)
        self.empty.acted.connect(self._act_empty)

    # -- showing ------------------------------------------------------------------------------

    def refresh(self, change: Change | None) -> None:  # noqa: ARG002 - any change may move a step
        """Read the list anew; what is selected and where the list is scrolled to stay."""
        self.view.codes = self.desk.diary.context.policy.codes
        self.model.load(keep=True)

    def _filter(self, text: str) -> None:
        self.model.text = text
        self.model.load()

    def _sort(self, by: str, down: bool) -> None:
        self.model.sort_by, self.model.descending = by, down
        self.model.load()

    def _count(self) -> None:
        everything, found = self.desk.diary.lists.company_count(), self.model.rowCount()
        if self.search.text().strip():
            self.subtitle.setText(tr("{0} of {1} companies", f"{found:,}", f"{everything:,}"))
        else:
            self.subtitle.setText(tr("1 company") if found == 1 else tr("{0} companies", f"{found:,}"))
        self._swap()
        if not everything:
            self.empty.say(
                tr("No companies yet"),
                tr("A company is made when you name it at one of its people: add the first person."),
                tr("Add contact"),
            )
        elif not found:
            self.empty.say(tr("No company fits"), tr("Try fewer letters, or look at all."), tr("Show all"))

    def _swap(self) -> None:
        """The table, or what to do where it would be empty."""
        found = self.model.rowCount() > 0
        if not found and self.view.hasFocus():
            self.search.setFocus()
        self.view.setVisible(found)
        self.empty.setVisible(not found and self.model.is_complete)

    def _act_empty(self) -> None:
        if self.desk.diary.lists.company_count():
            self.search.clear()
            self.search.setFocus()
        else:
            self.desk.go("add-contact")

    # -- doing --------------------------------------------------------------------------------

    def _into_list(self) -> None:
        self.view.select_first()
        self.view.setFocus()

    def _open_first(self) -> None:
        ids = self.model.ids()
        found = self.view.current_id() or (ids[0] if ids else None)
        if found is not None:
            self.desk.open_company(found)

    def _rate(self, code: str | None) -> None:
        ids = tuple(self.view.selected_ids())
        if ids:
            self.desk.write(lambda: self.desk.diary.contacts.rate_companies(ids, code))

    def _menu(self, where: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        add_ratings(menu, self.desk, self._rate)
        menu.popup(where)
