"""The history of the diary: the operations done, newest first. Putting one back is in `undo`."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

from kitdiary.storage.database import Row, Store

_MOST_UNDONE = 1000
"""So far back at most is looked for something to do again."""
ERASED = "erased"
"""The kind of an operation that concerned somebody erased since: it cannot be undone any more."""


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
    operations, every = _query()
    return _read(store, every.order_by(operations.id.desc()).limit(limit))


def operation(store: Store, operation_id: int) -> Operation | None:
    """One operation, None where there is none of that number."""
    operations, every = _query()
    return next(iter(_read(store, every.where(operations.id == operation_id))), None)


def newest_undoable(store: Store) -> Operation | None:
    """The newest operation that stands and is not itself an undo: what "undo" without a number means.

    What concerned somebody erased since is passed over, for it cannot be undone.
    """
    operations, every = _query()
    standing = every.where(
        operations.undone_by.is_null(), operations.undoes.is_null(), operations.kind != ERASED
    )
    return next(iter(_read(store, standing.order_by(operations.id.desc()).limit(1))), None)


def _query() -> tuple[Any, Any]:
    """The table and all its operations. The models are loaded with the first question, not at the start."""
    from kitdiary.storage.tables.upkeep import Operations

    columns = ("id", "at", "at_offset", "what", "kind", "undoes", "undone_by")
    return Operations, Operations.select(*(getattr(Operations, name) for name in columns))


def newest_number(store: Store) -> int:
    """The number of the newest operation, 0 without any: as long as it stays, nothing was entered."""
    with store.read():
        row = store.one("SELECT coalesce(max(id), 0) FROM operations")
    return 0 if row is None else int(row[0])


def done(store: Store, limit: int = 50, before: int | None = None) -> list[Operation]:
    """What was done, newest first, undone or not; undoing and doing again are no lines of their own.

    ``before`` is the id of the last line read already.
    """
    operations, every = _query()
    lines = every.where(operations.undoes.is_null())
    if before is not None:
        lines = lines.where(operations.id < before)
    return _read(store, lines.order_by(operations.id.desc()).limit(limit))


def newest_redoable(store: Store) -> Operation | None:
    """The undo that "redo" puts back: the newest that stands, if nothing new was done after it.

    An undo and what did again what it undid are one chain, told apart by their place in it.
    """
    newest_line = store.one("SELECT coalesce(max(id), 0) FROM operations WHERE undoes IS NULL")
    after = newest_line[0] if newest_line else 0
    operations, every = _query()
    links = every.where(
        operations.undoes.is_null(False),
        operations.undone_by.is_null(),
        operations.id > after,
        operations.kind != ERASED,
    )
    for link in _read(store, links.order_by(operations.id.desc()).limit(_MOST_UNDONE)):
        if depth(store, link) % 2:
            return link
    return None


def depth(store: Store, link: Operation) -> int:
    """How many undos and redos lie between an operation and the one its chain began with."""
    steps = 0
    while link.undoes is not None:
        found = operation(store, link.undoes)
        assert found is not None, "operations are never removed"
        link, steps = found, steps + 1
    return steps


def _read(store: Store, query: Any) -> list[Operation]:
    with store.read():
        return [_operation(row) for row in store.select(query)]


def _operation(row: Row) -> Operation:
    number, at, minutes, what, kind, undoes, undone_by = row
    local = datetime.fromtimestamp(at, UTC).astimezone(timezone(timedelta(minutes=minutes)))
    return Operation(number, local, what, kind, undone_by is not None, undoes)
