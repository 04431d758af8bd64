"""The people of the diary as a table."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QObject

from kitdiary.domain.people import ClosedReason, Fit, Role, State
from kitdiary.services.lists import ContactQuery, ContactRow, ContactSort
from kitdiary.ui.desk import Desk
from kitdiary.ui.models.table_model import Cell, Column, Line, Look, TableModel
from kitdiary.ui.text import tr
from kitdiary.ui.words import day_words

_EMPTY = Cell("")


def contact_columns() -> tuple[Column, ...]:
    """Every column there is, in the order as delivered."""
    sort = ContactSort
    return (
        Column("rating", tr("Rating"), 66, sort.RATING),
        Column("name", tr("Name"), 186, sort.NAME),
        Column("company", tr("Company"), 176, sort.COMPANY),
        Column("job_title", tr("Job title"), 164, sort.JOB_TITLE),
        Column("city", tr("City"), 104, sort.CITY),
        Column("talk", tr("Next talk"), 112, sort.NEXT_TALK),
        Column("value_add", tr("Next email"), 104, sort.NEXT_VALUE_ADD),
        Column("spoke", tr("Last spoke"), 104, sort.LAST_CONVERSATION),
        Column("source", tr("Source"), 120, sort.SOURCE, shown=False),
        Column("tags", tr("Tags"), 130, shown=False),
        Column("phone", tr("Phone"), 140, shown=False),
        Column("email", tr("Email"), 190, shown=False),
        Column("role", tr("Role"), 110, sort.ROLE, shown=False),
        Column("fit", tr("Fit"), 80, sort.FIT, shown=False),
        Column("timing", tr("Timing"), 104, sort.TIMING, shown=False),
        Column("postcode", tr("Postcode"), 90, sort.POSTCODE, shown=False),
        Column("country", tr("Country"), 90, sort.COUNTRY, shown=False),
    )


class ContactsModel(TableModel):
    """Everybody who fits ``query``, in the order of ``sort``; `load` after changing them."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(desk, contact_columns(), parent)
        self.query = ContactQuery()
        self.sort_by: str = ContactSort.NAME
        self.descending = False

    def _size(self) -> int:
        return self.desk.diary.lists.contact_count()

    def _read_ids(self, limit: int | None) -> list[int]:
        return self.desk.diary.lists.contact_ids(
            self.query, ContactSort(self.sort_by), descending=self.descending, limit=limit
        )

    def _cheap(self) -> bool:
        """By name the index gives the first at once, and words are looked up; all else looks at everybody."""
        return self.sort_by == ContactSort.NAME and self.query == ContactQuery(self.query.text)

    def _read_lines(self, ids: Sequence[int]) -> dict[int, Line]:
        context = self.desk.diary.context
        today, codes = context.today(), context.policy.codes
        return {
            row.contact_id: _line(row, today, codes) for row in self.desk.diary.lists.contact_rows(ids)
        }


def _line(row: ContactRow, today: date, codes: Sequence[str]) -> Line:
    state = row.state(today)
    name = Look.BOLD if state is State.ACTIVE else Look.SOFT
    return (
        rating_cell(row.effective_rating, codes, own=row.rating is not None or row.company_rating is not None),
        Cell(row.name, name),
        Cell(row.company or ""),
        Cell(row.job_title),
        Cell(row.city),
        _talk(row, state, today),
        due_cell(row.next_value_add_on, today),
        past_cell(row.last_conversation_on, today),
        Cell(row.source, Look.SOFT),
        Cell(", ".join(row.tags), Look.SOFT),
        Cell(row.phones[0].value if row.phones else ""),
        Cell(row.emails[0].value if row.emails else ""),
        Cell(role_words(row.role), Look.SOFT),
        Cell(fit_words(row.fit), Look.SOFT),
        Cell(day_words(row.timing_on, today), Look.SOFT) if row.timing_on else _EMPTY,
        Cell(row.postcode),
        Cell(row.country),
    )


def rating_cell(code: str | None, codes: Sequence[str], *, own: bool = True) -> Cell:
    """The badge of a rating; ``own`` False where it is only counted so."""
    if code is None:
        return Cell("", Look.BADGE, tr("not rated"))
    rank = codes.index(code) if code in codes else len(codes) - 1
    spoken = tr("Rating {0}", code) if own else tr("Counted as {0}, not rated", code)
    return Cell(code, Look.BADGE, spoken, rank, own)


def past_cell(day: date | None, today: date) -> Cell:
    """A day that has been: without its weekday, which nobody remembers."""
    if day is None:
        return Cell(tr("never"), Look.SOFT)
    if (today - day).days in (0, 1):
        return Cell(day_words(day, today))
    return Cell(f"{day.day} {day:%b}" if day.year == today.year else f"{day.day} {day:%b} {day.year}")


def _talk(row: ContactRow, state: State, today: date) -> Cell:
    if row.closed is not None:
        return Cell(tr("Closed"), Look.SOFT, tr("Closed: {0}", closed_words(row.closed)))
    if state is State.PAUSED and row.paused_until is not None and row.talk_on is None:
        return Cell(tr("Paused"), Look.SOFT, tr("Paused until {0}", day_words(row.paused_until, today)))
    return due_cell(row.talk_on, today)


def due_cell(day: date | None, today: date) -> Cell:
    """A day that is to come, or by how many days it was missed."""
    if day is None:
        return _EMPTY
    late = (today - day).days
    if late <= 0:
        return Cell(day_words(day, today))
    return Cell(tr("1 day late") if late == 1 else tr("{0} days late", late), Look.LATE)


def role_words(role: Role) -> str:
    """What a person is to the rep."""
    return {
        Role.PROSPECT: tr("Prospect"),
        Role.CUSTOMER: tr("Customer"),
        Role.FORMER_CUSTOMER: tr("Former customer"),
        Role.PARTNER: tr("Partner"),
        Role.ALLY: tr("Ally"),
    }[role]


def fit_words(fit: Fit) -> str:
    """Whether they are the right kind of customer."""
    return {Fit.YES: tr("Yes"), Fit.UNSURE: tr("Unsure"), Fit.NO: tr("No")}[fit]


def closed_words(reason: ClosedReason) -> str:
    """Why a contact was closed."""
    return {
        ClosedReason.NO_CONTACT: tr("asked not to be contacted"),
        ClosedReason.LEFT_FIELD: tr("left the field"),
        ClosedReason.DECEASED: tr("deceased"),
        ClosedReason.DUPLICATE: tr("duplicate"),
    }[reason]
