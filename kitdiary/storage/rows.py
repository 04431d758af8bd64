"""Changing one row: what differs is written, what does not is left alone."""

from collections.abc import Mapping

from kitdiary.domain.errors import DiaryError
from kitdiary.storage.database import Store

Value = str | int | bytes | None


def change_row(store: Store, table: str, row_id: int, columns: Mapping[str, Value], noun: str) -> bool:
    """Write those of ``columns`` that differ; whether any did. The undo journal stays as small as that.

    Raises DiaryError when there is no such row; ``noun`` names it in that sentence.
    """
    if not columns:
        return False
    found = store.one(f"SELECT {', '.join(columns)} FROM {table} WHERE id = ?", (row_id,))
    if found is None:
        raise missing(noun, row_id)
    differing = {
        name: value for (name, value), present in zip(columns.items(), found, strict=True) if value != present
    }
    if differing:
        store.update(table, row_id, **differing)
    return bool(differing)


def missing(noun: str, row_id: int) -> DiaryError:
    """The error for an id that is not in the diary."""
    return DiaryError(
        f"There is no {noun} {row_id} in this diary: it may have been removed or undone meanwhile."
    )
