"""Schemas: old diaries open, a failed change leaves no trace, the models say what the schema says."""

import gzip
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from peewee import BlobField, IntegerField, TextField

from kitdiary.storage.backup_files import defect
from kitdiary.storage.database import Store
from kitdiary.storage.integrity import check
from kitdiary.storage.journal import history
from kitdiary.storage.migrating import prepare
from kitdiary.storage.migrations import APPLICATION_ID, MIGRATIONS, SCHEMA, USER_TABLES, Migration
from kitdiary.storage.migrations.m0002_people_in_motion import NEW_USER_TABLES
from kitdiary.storage.migrations.triggers import create_journal_triggers
from kitdiary.storage.tables import MODELS
from kitdiary.storage.undo import undo
from tests.storage.diaries import NOW, contact, dump, files

DATA = Path(__file__).parents[1] / "data"


def old_diary(folder: Path, schema: int) -> Path:
    """A diary as the program of that schema left it."""
    path = folder / "diary.kitdiary"
    path.write_bytes(gzip.decompress((DATA / f"diary-schema-{schema}.kitdiary.gz").read_bytes()))
    return path


# -- old diaries -------------------------------------------------------------------------------------


@pytest.mark.parametrize("schema", range(1, SCHEMA + 1))
def test_a_diary_of_every_schema_opens_whole(tmp_path: Path, schema: int) -> None:
    with Store.open(old_diary(tmp_path, schema), create=False) as store:
        assert check(store) == []
        with store.read():
            assert store.one("PRAGMA user_version") == (SCHEMA,)
            assert store.rows("SELECT name FROM contacts ORDER BY id") == [
                ("Priya Raman",),
                ("Zoë Ångström 👩‍🚀",),
            ]
        empty = {table for table, rows in dump(store).items() if not rows}
        assert empty == (set(NEW_USER_TABLES) if schema < 2 else set()), "else every table has a row"


@pytest.mark.parametrize("schema", range(1, SCHEMA + 1))
def test_the_history_of_an_old_diary_can_still_be_undone(tmp_path: Path, schema: int) -> None:
    with Store.open(old_diary(tmp_path, schema), create=False) as store:
        for entry in history(store):
            if entry.undoes is None and not entry.undone:
                undo(store, entry.id, NOW)
        assert not any(dump(store).values())
        assert check(store) == []


def test_the_first_schema_is_as_it_was_released() -> None:
    """A released schema must never change: what differs belongs into the next migration."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as fresh:
        MIGRATIONS[0](fresh)
        made = schema_of(fresh)
    with closing(sqlite3.connect(":memory:")) as released:
        released.deserialize(in_memory(gzip.decompress((DATA / "diary-schema-1.kitdiary.gz").read_bytes())))
        assert schema_of(released) == made


def in_memory(diary: bytes) -> bytes:
    """The bytes with the mark of write-ahead logging taken off, which a database in memory cannot have."""
    return diary[:18] + b"\x01\x01" + diary[20:]


def schema_of(connection: sqlite3.Connection) -> dict[str, str]:
    rows = connection.execute("SELECT type || ' ' || name, sql FROM sqlite_schema WHERE sql IS NOT NULL")
    return {name: re.sub(r"\s+", " ", sql) for name, sql in rows}


# -- changing the schema -----------------------------------------------------------------------------


def add_nickname(connection: sqlite3.Connection) -> None:
    connection.execute("ALTER TABLE contacts ADD COLUMN nickname TEXT NOT NULL DEFAULT ''")
    create_journal_triggers(connection, "contacts")


def fail(connection: sqlite3.Connection) -> None:
    add_nickname(connection)
    raise ZeroDivisionError


@pytest.fixture
def path(tmp_path: Path) -> Path:
    where = tmp_path / "diary.kitdiary"
    with Store.open(where, create=True) as store, store.operation("Begin", NOW):
        contact(store)
    return where


def bring_to(path: Path, *more: Migration) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        migrations = (*MIGRATIONS, *more)
        prepare(connection, path, read_only=False, busy_seconds=1, create=False, migrations=migrations)


def rows(path: Path, sql: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(sql).fetchall()


def test_an_older_diary_is_copied_before_it_is_changed(path: Path) -> None:
    bring_to(path, add_nickname)
    assert rows(path, "PRAGMA user_version") == [(SCHEMA + 1,)]
    assert rows(path, "SELECT name, nickname FROM contacts") == [("Priya Raman", "")]
    kept = path.with_name(f"diary-before-upgrade-from-{SCHEMA}.kitdiary")
    assert set(files(path.parent)) == {path.name, kept.name}
    assert defect(kept) is None
    assert rows(kept, "PRAGMA user_version") == [(SCHEMA,)]
    assert rows(kept, "SELECT name FROM contacts") == [("Priya Raman",)]


def test_a_failed_change_leaves_the_diary_as_it_was(path: Path) -> None:
    before = rows(path, "SELECT * FROM contacts")
    for attempt in (1, 2):
        with pytest.raises(ZeroDivisionError):
            bring_to(path, fail)
        assert rows(path, "PRAGMA user_version") == [(SCHEMA,)]
        assert rows(path, "SELECT * FROM contacts") == before
        assert len(files(path.parent)) == 1 + attempt, "each attempt keeps its own copy"
    with Store.open(path, create=False) as store:
        assert check(store) == []


def test_a_new_diary_needs_no_copy(path: Path) -> None:
    assert set(files(path.parent)) == {path.name}
    assert rows(path, "PRAGMA application_id") == [(APPLICATION_ID,)]


def test_triggers_made_again_journal_a_new_column(path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        add_nickname(connection)
    with Store.open(path, create=False) as store:
        with store.operation("Name", NOW) as named:
            store.update("contacts", 1, nickname="Pri")
        before = dump(store)
        with store.operation("Delete", NOW) as gone:
            store.delete("contacts", 1)
        undo(store, gone.id, NOW)
        assert dump(store) == before
        undo(store, named.id, NOW)
        with store.read():
            assert store.one("SELECT nickname FROM contacts") == ("",)


# -- the schema and what mirrors it ------------------------------------------------------------------


@pytest.fixture
def schema() -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        for apply in MIGRATIONS:
            apply(connection)
        yield connection


def tables(connection: sqlite3.Connection) -> set[str]:
    found = connection.execute("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
    return {name for (name,) in found if not name.startswith("sqlite_")}


def test_the_models_say_what_the_schema_says(schema: sqlite3.Connection) -> None:
    assert {model._meta.table_name for model in MODELS} == tables(schema)
    kinds = {"TEXT": TextField, "INTEGER": IntegerField, "BLOB": BlobField}
    for model in MODELS:
        said = {
            field.column_name: (type(field), field.null, field.default) for field in model._meta.sorted_fields
        }
        there = {}
        for _, name, kind, not_null, default, key in schema.execute(
            f"PRAGMA table_info({model._meta.table_name})"
        ):
            value = None if default is None else schema.execute(f"SELECT {default}").fetchone()[0]
            there[name] = (kinds[kind], not not_null and not key, value)
        assert said == there, model


def test_every_table_of_the_users_is_journaled_and_never_reuses_an_id(schema: sqlite3.Connection) -> None:
    for table in USER_TABLES:
        (sql,) = schema.execute("SELECT sql FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
        assert "id INTEGER PRIMARY KEY AUTOINCREMENT" in sql, table
        assert sql.rstrip().endswith("STRICT"), "no reals or blobs, which JSON could not hold"
        for event in ("insert", "update", "delete"):
            name = f"{table}_journal_{event}"
            assert schema.execute("SELECT 1 FROM sqlite_schema WHERE name = ?", (name,)).fetchone(), name


def test_every_reference_can_be_followed_by_an_index(schema: sqlite3.Connection) -> None:
    """Deleting a row looks for those that refer to it: without an index that would read a whole table."""
    for table in USER_TABLES:
        for reference in schema.execute(f"PRAGMA foreign_key_list({table})").fetchall():
            if reference[2] in USER_TABLES:
                plan = schema.execute(
                    f"EXPLAIN QUERY PLAN SELECT 1 FROM {table} WHERE {reference[3]} = 1"
                ).fetchall()
                assert "SEARCH" in plan[0][3], (table, reference[3])
