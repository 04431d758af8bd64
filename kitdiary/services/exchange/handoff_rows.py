"""The files of a hand-off: their columns, and the cells of every row (PRODUCT §5)."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from kitdiary.domain import handoff_format as form
from kitdiary.domain.handoff_extras import Extra
from kitdiary.domain.handoff_format import Cell
from kitdiary.domain.metrics import Figures, metrics
from kitdiary.storage.handoffs import HandoffRows, Row
from kitdiary.storage.values import instant

_CHANNELS = ("calls", "email", "other")
Cells = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One CSV file: its name, its columns, and its rows, made as they are asked for."""

    name: str
    columns: tuple[str, ...]
    rows: Callable[[], Iterator[Cells]]


def sheets(
    rows: HandoffRows, figures: Figures, left_behind: Collection[int], extras: Collection[Extra], rep: str
) -> list[Sheet]:
    """The files of a hand-off in their order. Their rows are to be read within a read scope."""
    notes = Extra.NOTES in extras
    touch_columns = (*form.TOUCH_COLUMNS, form.NOTE_COLUMN) if notes else form.TOUCH_COLUMNS
    found = [
        Sheet(
            form.CONTACTS,
            form.CONTACT_COLUMNS,
            lambda: (_contact(row, left_behind, rep) for row in rows.contacts()),
        ),
        Sheet(form.COMPANIES, form.COMPANY_COLUMNS, lambda: ((*row, rep) for row in rows.companies())),
        Sheet(
            form.TOUCHES,
            touch_columns,
            lambda: (_touch(row, rep, notes) for row in rows.touches(notes=notes)),
        ),
        Sheet(
            form.OPPORTUNITIES,
            form.OPPORTUNITY_COLUMNS,
            lambda: ((*row, rep) for row in rows.opportunities()),
        ),
        Sheet(form.SUMMARY, form.SUMMARY_COLUMNS, lambda: iter(metrics(figures))),
    ]
    if Extra.INSIGHTS in extras:
        found.append(
            Sheet(form.INSIGHTS, form.INSIGHT_COLUMNS, lambda: ((*row, rep) for row in rows.insights()))
        )
    return found


def _contact(row: Row, left_behind: Collection[int], rep: str) -> Cells:
    *before, calls, email, other, source, tags = row
    permitted = [name for name, held in zip(_CHANNELS, (calls, email, other), strict=True) if held]
    behind = "yes" if row[0] in left_behind else "no"
    return (*before, behind, " ".join(permitted) or "none", source, tags, rep)


def _touch(row: Row, rep: str, notes: bool) -> Cells:
    *who, at, offset, channel, direction, outcome, purpose, content, note = row
    when = instant(at, offset).isoformat()
    cells = (*who, when, channel, direction, outcome, purpose, content, rep)
    return (*cells, note) if notes else cells
