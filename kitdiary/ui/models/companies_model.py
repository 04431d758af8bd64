"""The companies of the diary as a table."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QObject

from kitdiary.services.lists import CompanyRow, CompanySort
from kitdiary.ui.desk import Desk
from kitdiary.ui.models.contacts_model import due_cell, past_cell, rating_cell
from kitdiary.ui.models.table_model import Cell, Column, Line, Look, TableModel
from kitdiary.ui.text import tr


def company_columns() -> tuple[Column, ...]:
    """Every column there is, in the order as delivered."""
    sort = CompanySort
    return (
        Column("rating", tr("Rating"), 66, sort.RATING, fixed=True),
        Column("name", tr("Name"), 240, sort.NAME),
        Column("industry", tr("Industry"), 170, sort.INDUSTRY),
        Column("city", tr("City"), 130, sort.CITY),
        Column("people", tr("People"), 76, sort.CONTACTS, fixed=True),
        Column("spoke", tr("Last spoke"), 110, sort.LAST_CONVERSATION, fixed=True),
        Column("step", tr("Next step"), 110, sort.NEXT_STEP, fixed=True),
        Column("country", tr("Country"), 90, sort.COUNTRY, shown=False),
    )


class CompaniesModel(TableModel):
    """The companies that have the words of ``text``, in the order of ``sort_by``."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(desk, company_columns(), parent)
        self.text = ""
        self.sort_by: str = CompanySort.NAME
        self.descending = False
        self._today, self._codes = date.min, ()  # type: date, tuple[str, ...]

    def _size(self) -> int:
        return self.desk.diary.lists.company_count()

    def _read_ids(self, limit: int | None) -> list[int]:
        return self.desk.diary.lists.company_ids(
            self.text, CompanySort(self.sort_by), descending=self.descending, limit=limit
        )

    def _cheap(self) -> bool:
        return self.sort_by == CompanySort.NAME

    def _begin(self) -> None:
        context = self.desk.diary.context
        self._today, self._codes = context.today(), context.policy.codes

    def _read_rows(self, ids: Sequence[int]) -> dict[int, CompanyRow]:
        return {row.company_id: row for row in self.desk.diary.lists.company_rows(ids)}

    def _line(self, row: CompanyRow) -> Line:
        return (
            rating_cell(row.rating, self._codes),
            Cell(row.name, Look.BOLD),
            Cell(row.industry),
            Cell(row.city),
            Cell(str(row.contacts) if row.contacts else "", Look.NUMBER),
            past_cell(row.last_conversation_on, self._today),
            due_cell(row.next_step_on, self._today),
            Cell(row.country),
        )
