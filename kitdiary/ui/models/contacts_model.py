"""The people of the diary as a table."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache

from PySide6.QtCore import QObject

from kitdiary.domain.day_names import short_day
from kitdiary.domain.people import ClosedReason, Fit, Role, State
from kitdiary.services.lists import ContactQuery, ContactRow, ContactSort
from kitdiary.ui.desk import Desk
from kitdiary.ui.models.table_model import Cell, Column, Line, Look, TableModel
from kitdiary.ui.text import tr
from kitdiary.ui.words import day_words

_EMPTY = Cell("")
_NEAR_DAYS = 21


def contact_columns() -> tuple[Column, ...]:
    """Every column there is, in the order as delivered."""
    sort = ContactSort
    return (
        Column("rating", tr("Rating"), 66, sort.RATING, fixed=True),
        Column("name", tr("Name"), 186, sort.NAME),
        Column("company", tr("Company"), 176, sort.COMPANY),
        Column("job_title", tr("Job title"), 164, sort.JOB_TITLE, spare=2),
        Column("city", tr("City"), 104, sort.CITY, spare=1),
        Column("talk", tr("Next talk"), 106, sort.NEXT_TALK, fixed=True),
        Column("value_add", tr("Next email"), 106, sort.NEXT_VALUE_ADD, spare=3, fixed=True),
        Column("spoke", tr("Last spoke"), 106, sort.LAST_CONVERSATION, fixed=True),
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
        self._today, self._codes = date.min, ()  # type: date, tuple[str, ...]

    def _size(self) -> int:
        return self.desk.diary.lists.contact_count()

    def _read_ids(self, limit: int | None) -> list[int]:
        return self.desk.diary.lists.contact_ids(
            self.query, ContactSort(self.sort_by), descending=self.descending, limit=limit
        )

    def _cheap(self) -> bool:
        """By name the index gives the first at once, and words are looked up; all else looks at everybody."""
        return self.sort_by == ContactSort.NAME and self.query == ContactQuery(self.query.text)

    def _begin(self) -> None:
        context = self.desk.diary.context
        self._today, self._codes = context.today(), context.policy.codes

    def _read_rows(self, ids: Sequence[int]) -> dict[int, ContactRow]:
        return {row.contact_id: row for row in self.desk.diary.lists.contact_rows(ids)}

    def _line(self, row: ContactRow) -> Line:
        today, state = self._today, row.state(self._today)
        rated = row.rating is not None or row.company_rating is not None
        return (
            rating_cell(row.effective_rating, self._codes, own=rated),
            Cell(row.name, Look.BOLD if state is State.ACTIVE else Look.SOFT),
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
            Cell(_short(row.timing_on, today), Look.SOFT) if row.timing_on else _EMPTY,
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


@lru_cache(maxsize=4_096)
def past_cell(day: date | None, today: date) -> Cell:
    """A day that has been: without its weekday, which nobody remembers."""
    if day is None:
        return Cell(tr("never"), Look.SOFT)
    return Cell(day_words(day, today) if (today - day).days in (0, 1) else _short(day, today))


def _short(day: date, today: date) -> str:
    """``7 Dec``, with the year where it is another."""
    text = short_day(day)
    return text if day.year == today.year else f"{text} {day.year}"


def _talk(row: ContactRow, state: State, today: date) -> Cell:
    if row.closed is not None:
        return Cell(tr("Closed"), Look.SOFT, tr("Closed: {0}", closed_words(row.closed)))
    if state is State.PAUSED and row.paused_until is not None and row.talk_on is None:
        return Cell(tr("Paused"), Look.SOFT, tr("Paused until {0}", day_words(row.paused_until, today)))
    return due_cell(row.talk_on, today)


@lru_cache(maxsize=4_096)
def due_cell(day: date | None, today: date) -> Cell:
    """A day that is to come, with its weekday while it is near, or by how many days it was missed."""
    if day is None:
        return _EMPTY
    late = (today - day).days
    if late > 0:
        return Cell(tr("1 day late") if late == 1 else tr("{0} days late", late), Look.LATE)
    return Cell(day_words(day, today) if late > -_NEAR_DAYS else _short(day, today))


@lru_cache(maxsize=8)
def role_words(role: Role) -> str:
    """What a person is to the rep."""
    return {
        Role.PROSPECT: tr("Prospect"),
        Role.CUSTOMER: tr("Customer"),
        Role.FORMER_CUSTOMER: tr("Former customer"),
        Role.PARTNER: tr("Partner"),
        Role.ALLY: tr("Ally"),
    }[role]


@lru_cache(maxsize=8)
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
