"""The history of the diary: the operations done, newest first. Putting one back is in `undo`."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from kitdiary.storage.database import Row, Store
from kitdiary.storage.tables.upkeep import Operations

_ALL = Operations.select(
    Operations.id,
    Operations.at,
    Operations.at_offset,
    Operations.what,
    Operations.kind,
    Operations.undoes,
    Operations.undone_by,
)


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that was done to the diary. ``at`` has the offset the rep lived in then."""

    id: int
    at: datetime
    what: str
    kind: str
    """``change``, ``import`` … as the writer named it; ``undo`` for one that put another back."""
    undone: bool
    undoes: int | None = None
    """The operation this one put back, for an undo."""


def history(store: Store, limit: int = 50) -> list[Operation]:
    """The newest operations, newest first."""
    return _read(store, _ALL.order_by(Operations.id.desc()).limit(limit))


def operation(store: Store, operation_id: int) -> Operation | None:
    """One operation, None where there is none of that number."""
    return next(iter(_read(store, _ALL.where(Operations.id == operation_id))), None)


def newest_undoable(store: Store) -> Operation | None:
    """The newest operation that stands and is not itself an undo: what "undo" without a number means."""
    standing = _ALL.where(Operations.undone_by.is_null(), Operations.undoes.is_null())
    return next(iter(_read(store, standing.order_by(Operations.id.desc()).limit(1))), None)


def newest_number(store: Store) -> int:
    """The number of the newest operation, 0 without any: as long as it stays, nothing was entered."""
    with store.read():
        row = store.one("SELECT coalesce(max(id), 0) FROM operations")
    return 0 if row is None else int(row[0])


def _read(store: Store, query: Any) -> list[Operation]:
    with store.read():
        return [_operation(row) for row in store.select(query)]


def _operation(row: Row) -> Operation:
    number, at, minutes, what, kind, undoes, undone_by = row
    local = datetime.fromtimestamp(at, UTC).astimezone(timezone(timedelta(minutes=minutes)))
    return Operation(number, local, what, kind, undone_by is not None, undoes)
