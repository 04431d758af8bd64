"""The marks of people who were erased: what an import must leave out."""

from collections.abc import Collection, Iterable
from datetime import date

from kitdiary.storage.database import Store
from kitdiary.storage.values import json_list


class DoNotImport:
    """Marks as `domain.erasure` makes them. Reads need a read scope, `put` a write scope."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def any(self) -> bool:
        """Whether anybody was ever erased from this diary."""
        return self._store.one("SELECT 1 FROM do_not_import LIMIT 1") is not None

    def put(self, marks: Iterable[str], on: date) -> None:
        """Keep marks, with the local date of the erasure."""
        rows = [(mark, on.isoformat()) for mark in sorted(marks)]
        self._store.executemany("INSERT OR IGNORE INTO do_not_import(mark, on_date) VALUES (?, ?)", rows)

    def among(self, marks: Collection[str]) -> set[str]:
        """Those of these marks that are kept."""
        sql = "SELECT mark FROM do_not_import WHERE mark IN (SELECT value FROM json_each(?))"
        return {row[0] for row in self._store.rows(sql, (json_list(marks),))}
