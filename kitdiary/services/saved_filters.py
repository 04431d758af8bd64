"""Filters of the list of contacts that the rep has given a name."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any

from kitdiary.domain.errors import DiaryError, InvalidInput
from kitdiary.domain.names import clean_name
from kitdiary.domain.people import Fit, Role, State
from kitdiary.services.changes import Change, Kind
from kitdiary.services.context import Context
from kitdiary.storage.contact_query import ContactQuery
from kitdiary.storage.saved_filters import SavedFilters

__all__ = ["SavedFilter", "SavedFilterService"]

_NOT_KEPT = ("today",)
_KINDS = frozenset({Kind.FILTERS})


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """A filter with its name. Days are counted from the day it is used on."""

    name: str
    query: ContactQuery


class SavedFilterService:
    """Keeps and forgets filters."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._stored = SavedFilters(context.store)

    def all(self) -> list[SavedFilter]:
        """Every saved filter, by name."""
        with self._context.store.read():
            return [SavedFilter(name, to_query(text)) for name, text in self._stored.all()]

    def save(self, name: str, query: ContactQuery) -> Change:
        """Keep a filter under a name, in the place of the one that had it. InvalidInput without a name."""
        wanted = clean_name(name)
        if not wanted:
            raise InvalidInput("A filter needs a name: give one.")
        return self._write(f"Saved the filter {wanted}", lambda: self._stored.put(wanted, to_text(query)))

    def delete(self, name: str) -> Change:
        """Forget a filter; DiaryError where there is none of that name."""

        def delete() -> None:
            if not self._stored.delete(name):
                raise DiaryError(f"There is no saved filter called “{name}”.")

        return self._write(f"Deleted the filter {name}", delete)

    def _write(self, what: str, act: Callable[[], None]) -> Change:
        with self._context.store.operation(what, self._context.now()) as operation:
            act()
        return Change(operation.id if operation.changed else None, what, _KINDS)


def to_text(query: ContactQuery) -> str:
    """A query as it is stored: only what differs from a query for everybody."""
    blank = ContactQuery()
    kept = {
        field.name: _plain(getattr(query, field.name))
        for field in fields(query)
        if field.name not in _NOT_KEPT and getattr(query, field.name) != getattr(blank, field.name)
    }
    return json.dumps(kept, ensure_ascii=False)


def to_query(text: str) -> ContactQuery:
    """The query that `to_text` wrote. What a later program wrote and this one cannot read is left out."""
    try:
        stored = json.loads(text)
    except ValueError:
        return ContactQuery()
    found: dict[str, Any] = {}
    for name, value in stored.items() if isinstance(stored, dict) else ():
        try:
            found |= {name: _READ[name](value)}
        except (KeyError, ValueError, TypeError):
            continue
    return ContactQuery(**found)


def _plain(value: object) -> object:
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def _texts(value: Any) -> tuple[str, ...]:
    return tuple(str(one) for one in value)


_READ: Mapping[str, Callable[[Any], Any]] = {
    "text": str,
    "ratings": _texts,
    "roles": lambda value: tuple(Role(one) for one in value),
    "tags": _texts,
    "state": State,
    "fit": Fit,
    "company_id": int,
    "left_behind": bool,
    "has_timing": bool,
    "timing_within": int,
    "silent_days": int,
    "talk_within": int,
    "talk_by": date.fromisoformat,
    "sources": _texts,
    "city": str,
    "postcode": str,
    "country": str,
    "ids": lambda value: tuple(int(one) for one in value),
    "behind": str,
}
