"""Opportunities: what may be bought, with whom it came up, and what came of it."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from kitdiary.domain.names import name_key
from kitdiary.domain.opportunities import Opportunity, Stage
from kitdiary.domain.people import Moment
from kitdiary.storage.database import Store
from kitdiary.storage.rows import Value, change_row, missing
from kitdiary.storage.values import day_or_none, day_text, json_list

STAGES = {stage.value: stage for stage in Stage}
_SELECT = """
SELECT id, contact_id, title, value, currency, stage, before_need, opened_on, opened_at, opened_op, closed_on,
    closed_at, closed_op
FROM opportunities
"""


def _moment(prefix: str) -> Callable[[Moment | None], dict[str, Value]]:
    return lambda moment: {
        f"{prefix}_at": None if moment is None else moment.at,
        f"{prefix}_op": None if moment is None else moment.operation,
    }


def _day(name: str) -> Callable[[date | None], dict[str, Value]]:
    return lambda day: {name: day_text(day)}


_WRITERS: Mapping[str, Callable[[Any], dict[str, Value]]] = {
    "contact_id": lambda contact_id: {"contact_id": contact_id},
    "title": lambda title: {"title": title, "title_key": name_key(title)},
    "value": lambda value: {"value": None if value is None else str(value)},
    "currency": lambda currency: {"currency": currency},
    "stage": lambda stage: {"stage": stage.value},
    "before_need": lambda before: {"before_need": int(before)},
    "opened_on": _day("opened_on"),
    "opened": _moment("opened"),
    "closed_on": _day("closed_on"),
    "closed": _moment("closed"),
}


class Opportunities:
    """The opportunities of a diary. Reads need a read scope, writes an operation."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, opportunity: Opportunity) -> int:
        """Write down an opportunity (its ``id`` is not looked at); its id."""
        columns: dict[str, Value] = {}
        for name, write in _WRITERS.items():
            columns |= write(getattr(opportunity, name))
        return self._store.insert("opportunities", **columns)

    def change(self, opportunity_id: int, **fields: Any) -> bool:
        """Change fields of `Opportunity` by name; whether any differed. DiaryError for an unknown id."""
        columns: dict[str, Value] = {}
        for name, value in fields.items():
            columns |= _WRITERS[name](value)
        return change_row(self._store, "opportunities", opportunity_id, columns, "opportunity")

    def one(self, opportunity_id: int) -> Opportunity:
        """An opportunity; DiaryError for an unknown id."""
        row = self._store.one(f"{_SELECT} WHERE id = ?", (opportunity_id,))
        if row is None:
            raise missing("opportunity", opportunity_id)
        return _opportunity(row)

    def of(self, contact_id: int) -> list[Opportunity]:
        """The opportunities of a contact, newest first."""
        return self._read("WHERE contact_id = ? ORDER BY opened_on DESC, id DESC", (contact_id,))

    def of_many(self, contact_ids: Iterable[int]) -> list[Opportunity]:
        """The opportunities of these contacts, newest first."""
        listed = "WHERE contact_id IN (SELECT value FROM json_each(?)) ORDER BY opened_on DESC, id DESC"
        return self._read(listed, (json_list(contact_ids),))

    def find(self, contact_id: int, title: str) -> Opportunity | None:
        """The opportunity of a contact with this title, whatever its case; the newest of several."""
        found = self._read(
            "WHERE contact_id = ? AND title_key = ? ORDER BY id DESC LIMIT 1", (contact_id, name_key(title))
        )
        return found[0] if found else None

    def all(self, start: date | None = None, end: date | None = None) -> list[Opportunity]:
        """The opportunities opened or closed between two local dates, both included; None is no limit."""
        first, last = (start or date.min).isoformat(), (end or date.max).isoformat()
        return self._read(
            "WHERE opened_on BETWEEN ?1 AND ?2 OR closed_on BETWEEN ?1 AND ?2 ORDER BY opened_on, id",
            (first, last),
        )

    def last_currency(self) -> str:
        """The currency of the newest opportunity that has one, "" where none has."""
        row = self._store.one(
            "SELECT currency FROM opportunities WHERE currency <> '' ORDER BY id DESC LIMIT 1"
        )
        return "" if row is None else str(row[0])

    def _read(self, rest: str, params: Iterable[str | int]) -> list[Opportunity]:
        return [_opportunity(row) for row in self._store.rows(f"{_SELECT} {rest}", tuple(params))]


def _opportunity(row: tuple[Any, ...]) -> Opportunity:
    closed = None if row[11] is None else Moment(row[11], row[12])
    return Opportunity(
        row[0],
        row[1],
        row[2],
        None if row[3] is None else Decimal(row[3]),
        row[4],
        STAGES[row[5]],
        row[6] == 1,
        date.fromisoformat(row[7]),
        Moment(row[8], row[9]),
        day_or_none(row[10]),
        closed,
    )
