"""The history of the diary: the operations done, newest first. Putting one back is in `undo`."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone

from kitdiary.storage.database import Row, Store

_COLUMNS = "id, at, at_offset, what, kind, undoes, undone_by"


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
    with store.read():
        rows = store.rows(f"SELECT {_COLUMNS} FROM operations ORDER BY id DESC LIMIT ?", (limit,))
    return [_operation(row) for row in rows]


def operation(store: Store, operation_id: int) -> Operation | None:
    """One operation, None where there is none of that number."""
    with store.read():
        row = store.one(f"SELECT {_COLUMNS} FROM operations WHERE id = ?", (operation_id,))
    return None if row is None else _operation(row)


def newest_undoable(store: Store) -> Operation | None:
    """The newest operation that stands and is not itself an undo: what "undo" without a number means."""
    with store.read():
        row = store.one(
            f"SELECT {_COLUMNS} FROM operations WHERE undone_by IS NULL AND undoes IS NULL"
            " ORDER BY id DESC LIMIT 1"
        )
    return None if row is None else _operation(row)


def _operation(row: Row) -> Operation:
    number, at, minutes, what, kind, undoes, undone_by = row
    local = datetime.fromtimestamp(at, UTC).astimezone(timezone(timedelta(minutes=minutes)))
    return Operation(number, local, what, kind, undone_by is not None, undoes)
