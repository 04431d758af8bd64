"""Reading contacts with all that hangs on them for a package, and writing those of a package."""

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from kitdiary.storage.database import Store
from kitdiary.storage.handover_tables import OPERATIONS, SAME, TABLES, Carried
from kitdiary.storage.values import json_list

Record = dict[str, Any]

_BLOBS = """
SELECT sha256 FROM blobs WHERE sha256 IN (SELECT sha256 FROM attachments WHERE {files})
    OR sha256 IN (SELECT sha256 FROM contact_photos WHERE {photos}) ORDER BY sha256
"""
_KNOWN = """
SELECT o.origin_id, o.row_id FROM origins o JOIN json_each(?3) e ON e.value = o.origin_id
WHERE o.diary = ?1 AND o.tbl = ?2
"""


class GivingRows:
    """The rows of a package. Needs a read scope all the while."""

    def __init__(self, store: Store, people: Collection[int]) -> None:
        self._store = store
        self._params = {"people": json_list(people)}

    def newest_operation(self) -> int:
        """The number of the newest operation of this diary."""
        row = self._store.one("SELECT ifnull(max(id), 0) FROM operations")
        return 0 if row is None else int(row[0])

    def of(self, table: Carried) -> Iterator[Record]:
        """The rows of a table, one after the other, by ascending id."""
        sql = f"SELECT * FROM {table.name} WHERE {table.where} ORDER BY id"
        cursor = self._store.execute(sql, self._params)
        names = [column[0] for column in cursor.description]
        for row in cursor:
            yield dict(zip(names, row, strict=True))

    def origins(self) -> Iterator[Record]:
        """From which other diaries these rows once came, and what they were there."""
        for table in TABLES:
            cursor = self._store.execute(
                "SELECT tbl, row_id, diary, origin_id FROM origins WHERE tbl = :tbl"
                f" AND row_id IN (SELECT id FROM {table.name} WHERE {table.where}) ORDER BY id",
                self._params | {"tbl": table.name},
            )
            for row in cursor:
                yield dict(zip(("tbl", "id", "diary", "origin_id"), row, strict=True))

    def blobs(self) -> list[str]:
        """The contents of files and pictures that go, by their SHA-256."""
        where = {table.name: table.where for table in TABLES}
        sql = _BLOBS.format(files=where["attachments"], photos=where["contact_photos"])
        return [row[0] for row in self._store.rows(sql, self._params)]


class TakingRows:
    """Writes rows of a package inside an operation, and remembers where each came from."""

    def __init__(self, store: Store, diary: str, own: str, newest_operation: int) -> None:
        self._store = store
        self._diary = diary
        self._own = own
        self._newest = newest_operation
        self.columns = {
            table.name: [row[1] for row in store.rows(f"PRAGMA table_info({table.name})")] for table in TABLES
        }

    def known(self, table: str, ids: Collection[int]) -> dict[int, int]:
        """Which of a package's rows came in before, and what they are here."""
        return dict(self._store.rows(_KNOWN, (self._diary, table, json_list(ids))))

    def known_elsewhere(self, table: str, diary: str, origin_id: int) -> int | None:
        """The row here that one of a third diary became; one of this very diary is itself, if it is there."""
        if diary == self._own:
            row = self._store.one(f"SELECT id FROM {table} WHERE id = ?", (origin_id,))
        else:
            row = self._store.one(
                "SELECT row_id FROM origins WHERE diary = ? AND tbl = ? AND origin_id = ?",
                (diary, table, origin_id),
            )
        return None if row is None else int(row[0])

    def there(self, table: str, ids: Collection[int]) -> set[int]:
        """Those of these rows that are in the diary now."""
        rows = self._store.rows(
            f"SELECT id FROM {table} WHERE id IN (SELECT value FROM json_each(?))", (json_list(ids),)
        )
        return {row[0] for row in rows}

    def same(self, table: str, row: Record) -> int | None:
        """The row here that says the same of the same person, company or item; None where there is none."""
        columns = SAME.get(table)
        if columns is None:
            return None
        sql = f"SELECT id FROM {table} WHERE {' AND '.join(f'{name} IS ?' for name in columns)} LIMIT 1"
        found = self._store.one(sql, tuple(row[name] for name in columns))
        return None if found is None else int(found[0])

    def add(self, table: str, rows: Sequence[Record]) -> range:
        """Write rows in their order; their ids. Facts keep their order of entering, before all of here.

        ValueError for a value the table does not take.
        """
        names = [name for name in self.columns[table] if name != "id"]
        values = ([self._value(row, name) for name in names] for row in rows)
        try:
            return self._store.bulk_insert(table, names, values)
        except sqlite3.IntegrityError as error:
            raise ValueError(str(error)) from error

    def _value(self, row: Record, name: str) -> Any:
        value = row[name]
        # Numbers of the giver's operations: moved below those of this diary, in the order they had.
        return value - self._newest if name in OPERATIONS and value is not None else value

    def mark(self, table: str, origins: Sequence[tuple[int, int]]) -> None:
        """Remember which row of the giver's diary became which row here."""
        self._store.bulk_insert(
            "origins",
            ("diary", "tbl", "origin_id", "row_id"),
            ((self._diary, table, origin_id, row_id) for origin_id, row_id in origins),
        )
