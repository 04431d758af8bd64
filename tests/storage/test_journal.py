"""The undo journal: exactly what was there comes back, or the operation in the way is named."""

import random
import re
import tempfile
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kitdiary.domain.errors import DiaryError
from kitdiary.storage.database import Store
from kitdiary.storage.integrity import check
from kitdiary.storage.journal import history, newest_undoable
from kitdiary.storage.undo import undo, undoing
from tests.storage.diaries import NOW, company, contact, dump, tag, touch

ODD = ["", "Zoë", "a\0b\0", "\x01\t\r\n", 'O\'Brien "x" \\ {}', "👩‍🚀", "שלום", "\ufeff", "x" * 10_000]


def done(store: Store, what: str, action: Callable[[], object]) -> int:
    with store.operation(what, NOW) as op:
        action()
    return op.id


# -- what is written ---------------------------------------------------------------------------------


def test_an_operation_that_changed_nothing_leaves_no_trace(store: Store) -> None:
    with store.operation("Nothing", NOW) as op:
        pass
    assert not op.changed
    with store.operation("Added", NOW) as op:
        made = contact(store)
    assert op.changed
    with store.operation("The same again", NOW) as op:
        store.update("contacts", made, name="Priya Raman")
    assert not op.changed
    assert [entry.what for entry in history(store)] == ["Added"]


def test_what_was_derived_in_an_operation_that_changed_nothing_is_kept(store: Store) -> None:
    with store.operation("Only the plan", NOW) as op:
        store.execute("INSERT INTO plan_state VALUES ('made', 'x')")
    assert not op.changed
    with store.read():
        assert store.one("SELECT value FROM plan_state") == ("x",)
    assert history(store) == []


def test_history_is_newest_first_with_the_offset_it_was_done_in(store: Store) -> None:
    first = done(store, "First", lambda: contact(store, "One"))
    second = done(store, "Second", lambda: contact(store, "Two"))
    entries = history(store)
    assert [entry.id for entry in entries] == [second, first]
    assert entries[0].at == NOW
    assert entries[0].at.utcoffset() == NOW.utcoffset()
    assert len(history(store, limit=1)) == 1


def test_the_sentence_may_be_changed_until_the_end(store: Store) -> None:
    with store.operation("Importing", NOW, kind="import") as op:
        contact(store)
        op.what = "Imported 1 contact"
    assert (history(store)[0].what, history(store)[0].kind) == ("Imported 1 contact", "import")


def test_a_failed_operation_leaves_nothing(store: Store) -> None:
    before = dump(store)

    def fail() -> None:
        contact(store)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        done(store, "Fails", fail)
    assert dump(store) == before
    assert history(store) == []


def test_an_update_is_journaled_with_the_changed_columns_only(store: Store) -> None:
    made = 0

    def add() -> None:
        nonlocal made
        made = contact(store)

    done(store, "Add", add)
    done(store, "Rate", lambda: store.update("contacts", made, rating="A", name="Priya Raman", city=""))
    with store.read():
        assert store.rows("SELECT before, after FROM journal WHERE action = 'update'") == [
            ('{"rating":null}', '{"rating":"A"}')
        ]


def test_replacing_a_row_journals_its_deletion(store: Store) -> None:
    done(store, "Set", lambda: store.insert("settings", key="country", value="DE"))
    before = dump(store)
    changed = done(
        store,
        "Set",
        lambda: store.execute("INSERT OR REPLACE INTO settings(key, value) VALUES ('country', 'FR')"),
    )
    undo(store, changed, NOW)
    assert dump(store) == before


def test_what_is_not_an_operation_is_not_journaled(store: Store) -> None:
    with store.maintenance():
        store.execute("INSERT INTO settings(key, value) VALUES ('seen', '1')")
    with store.read():
        assert store.one("SELECT count(*) FROM journal") == (0,)


# -- undo --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ODD)
def test_any_text_comes_back_as_it_was(store: Store, text: str) -> None:
    made = []
    done(store, "Add", lambda: made.append(contact(store, name="x" + text, notes=text)))
    before = dump(store)
    changed = done(store, "Change", lambda: store.update("contacts", made[0], name="other", notes="changed"))
    gone = done(store, "Delete", lambda: store.delete("contacts", made[0]))
    undo(store, gone, NOW)
    undo(store, changed, NOW)
    assert dump(store) == before


def test_undo_of_undo_does_it_again(store: Store) -> None:
    empty = dump(store)
    added = done(store, "Add", lambda: tag(store, contact(store), "key"))
    full = dump(store)
    first = undo(store, added, NOW)
    assert dump(store) == empty
    assert newest_undoable(store) is None
    again = undo(store, first.operation_id, NOW)
    assert dump(store) == full
    assert [(entry.what, entry.undone) for entry in history(store)] == [
        ("Redid “Add”", False),
        ("Undid “Add”", True),
        ("Add", False),
    ]
    undo(store, again.operation_id, NOW)
    assert dump(store) == empty


def test_undo_says_whom_it_concerns(store: Store) -> None:
    ids: dict[str, int] = {}

    def add() -> None:
        ids["acme"], ids["bolt"] = company(store), company(store, "Bolt")
        ids["priya"] = contact(store, company_id=ids["acme"])
        ids["tom"] = contact(store, "Tom")

    done(store, "Add", add)
    logged = done(store, "Log", lambda: touch(store, ids["priya"], ids["tom"]))
    moved = done(store, "Move", lambda: store.update("contacts", ids["priya"], company_id=ids["bolt"]))
    rated = done(store, "Rate", lambda: store.update("companies", ids["bolt"], rating="A"))
    setting = done(store, "Set", lambda: store.insert("settings", key="country", value="DE"))

    result = undo(store, setting, NOW)
    assert (result.settings, result.contact_ids, result.all_contacts) == ({"country"}, frozenset(), True)
    result = undo(store, rated, NOW)
    assert (result.contact_ids, result.company_ids, result.all_contacts) == (
        {ids["priya"]},
        {ids["bolt"]},
        False,
    )
    result = undo(store, moved, NOW)
    assert (result.contact_ids, result.company_ids) == ({ids["priya"]}, {ids["acme"], ids["bolt"]})
    result = undo(store, logged, NOW)
    assert result.contact_ids == {ids["priya"], ids["tom"]}
    assert result.tables == {"touches", "touch_contacts"}
    assert (result.what, result.undone_id) == ("Log", logged)


def test_what_follows_from_an_undo_is_stored_with_it_or_not_at_all(store: Store) -> None:
    added = done(store, "Add", lambda: contact(store))
    before = dump(store)
    with pytest.raises(ZeroDivisionError), undoing(store, added, NOW):
        raise ZeroDivisionError
    assert dump(store) == before
    assert newest_undoable(store) is not None


@pytest.mark.parametrize("wrong", [0, -1, 1, 2, 10**12])
def test_an_operation_that_is_not_there_cannot_be_undone(store: Store, wrong: int) -> None:
    with pytest.raises(DiaryError, match="no operation"):
        undo(store, wrong, NOW)


def test_what_is_undone_cannot_be_undone_twice(store: Store) -> None:
    added = done(store, "Add", lambda: contact(store))
    undo(store, added, NOW)
    with pytest.raises(DiaryError, match="undone already"):
        undo(store, added, NOW)


# -- what stands in the way --------------------------------------------------------------------------


def blocked(store: Store, operation: int, by: int) -> None:
    """The undo is refused, names the operation in the way, and leaves everything as it was."""
    before, entries = dump(store), history(store)
    with pytest.raises(DiaryError, match=rf"\(operation {by}\) came later"):
        undo(store, operation, NOW)
    assert (dump(store), history(store)) == (before, entries)


@pytest.fixture
def one(store: Store) -> int:
    made = []
    done(store, "Begin", lambda: made.append(contact(store)))
    return int(made[0])


def test_other_columns_and_other_rows_do_not_meet(store: Store, one: int) -> None:
    rated = done(store, "Rate", lambda: store.update("contacts", one, rating="A"))
    done(store, "Move", lambda: store.update("contacts", one, city="Ulm"))
    done(store, "Other", lambda: contact(store, "Other"))
    undo(store, rated, NOW)
    with store.read():
        assert store.one("SELECT rating, city FROM contacts WHERE id = ?", (one,)) == (None, "Ulm")


def test_the_same_column_written_later_stands_in_the_way_until_undone(store: Store, one: int) -> None:
    first = done(store, "To A", lambda: store.update("contacts", one, rating="A"))
    second = done(store, "To B", lambda: store.update("contacts", one, rating="B"))
    blocked(store, first, by=second)
    third = done(store, "To A again", lambda: store.update("contacts", one, rating="A"))
    blocked(store, first, by=third)
    undo(store, third, NOW)
    undo(store, second, NOW)
    undo(store, first, NOW)
    with store.read():
        assert store.one("SELECT rating FROM contacts") == (None,)


def test_a_redo_is_stopped_by_an_undo_of_something_earlier(store: Store, one: int) -> None:
    first = done(store, "To A", lambda: store.update("contacts", one, rating="A"))
    second = done(store, "To B", lambda: store.update("contacts", one, rating="B"))
    undone = undo(store, second, NOW).operation_id
    way = undo(store, first, NOW).operation_id
    blocked(store, undone, by=way)
    undo(store, way, NOW)
    undo(store, undone, NOW)
    with store.read():
        assert store.one("SELECT rating FROM contacts") == ("B",)


def test_a_row_changed_later_cannot_vanish(store: Store) -> None:
    made = []
    added = done(store, "Add", lambda: made.append(contact(store)))
    changed = done(store, "Change", lambda: store.update("contacts", made[0], city="Ulm"))
    blocked(store, added, by=changed)


def test_a_row_deleted_later_cannot_vanish_or_change(store: Store, one: int) -> None:
    rated = done(store, "Rate", lambda: store.update("contacts", one, rating="A"))
    gone = done(store, "Delete", lambda: store.delete("contacts", one))
    blocked(store, rated, by=gone)
    blocked(store, history(store)[-1].id, by=gone)


def test_a_row_that_something_later_refers_to_cannot_vanish(store: Store) -> None:
    made = []
    added = done(store, "Add", lambda: made.append(contact(store)))
    logged = done(store, "Log", lambda: touch(store, made[0]))
    blocked(store, added, by=logged)


def test_a_row_whose_company_vanished_later_cannot_come_back(store: Store) -> None:
    made: list[int] = []
    done(store, "Add", lambda: made.extend((company(store), contact(store))))
    done(store, "Employ", lambda: store.update("contacts", made[1], company_id=made[0]))
    left = done(store, "Leave", lambda: store.update("contacts", made[1], company_id=None))
    gone = done(store, "Close", lambda: store.delete("companies", made[0]))
    blocked(store, left, by=gone)


def test_a_name_taken_later_stands_in_the_way(store: Store, one: int) -> None:
    made = []
    done(store, "Tag", lambda: made.append(tag(store, one, "key")))
    off = done(store, "Untag", lambda: store.delete("contact_tags", made[0]))
    again = done(store, "Tag again", lambda: tag(store, one, "Key"))
    blocked(store, off, by=again)


def test_a_row_changed_behind_the_journals_back_is_not_overwritten(store: Store, one: int) -> None:
    rated = done(store, "Rate", lambda: store.update("contacts", one, rating="A"))
    with store.maintenance():
        store.update("contacts", one, rating="B")
    before = dump(store)
    with pytest.raises(DiaryError, match="history does not know"):
        undo(store, rated, NOW)
    assert dump(store) == before


# -- bulk --------------------------------------------------------------------------------------------


def bulk(store: Store, count: int, name: str = "Bulk") -> int:
    with store.operation("Import", NOW, kind="import") as op, store.bulk():
        firms = store.bulk_insert("companies", ("name", "name_key"), [(f"{name} firm", f"{name} firm")])
        people = store.bulk_insert(
            "contacts",
            ("name", "name_key", "company_id", "first_talk_on", "added_on"),
            ((f"{name} {n}", f"{name} {n}", firms[0], "2026-11-24", "2026-11-20") for n in range(count)),
        )
        store.bulk_insert(
            "contact_tags", ("contact_id", "tag", "tag_key"), [(person, name, name) for person in people]
        )
    assert len(people) == count
    return op.id


def test_an_import_is_journaled_by_ranges_and_undone_and_redone_whole(store: Store) -> None:
    done(store, "Before", lambda: tag(store, contact(store), "old"))
    empty = dump(store)
    imported = bulk(store, 1500)
    with store.read():
        assert store.one("SELECT count(*) FROM journal WHERE op = ?", (imported,)) == (3,)
    full = dump(store)
    first = undo(store, imported, NOW)
    assert len(first.contact_ids) == 1500
    assert dump(store) == empty
    assert check(store) == []
    again = undo(store, first.operation_id, NOW)
    assert dump(store) == full
    assert check(store) == []
    undo(store, again.operation_id, NOW)
    assert dump(store) == empty


def test_one_changed_row_of_an_import_is_named(store: Store) -> None:
    imported = bulk(store, 50)
    with store.read():
        (row,) = store.one("SELECT id FROM contacts WHERE name = 'Bulk 20'") or (0,)
    changed = done(store, "Change one", lambda: store.update("contacts", row, city="Ulm"))
    blocked(store, imported, by=changed)
    undo(store, changed, NOW)
    undo(store, imported, NOW)


def failing_rows(store: Store) -> None:
    contact(store)
    rows = ((str(1 // n), "x") for n in (1, 0))
    with pytest.raises(ZeroDivisionError):
        store.bulk_insert("companies", ("name", "name_key"), rows)


def failing_scope(store: Store) -> None:
    with suppress(ZeroDivisionError), store.bulk():
        contact(store)
        raise ZeroDivisionError


@pytest.mark.parametrize("fail", [failing_rows, failing_scope])
def test_a_bulk_insert_that_failed_cannot_be_kept(store: Store, fail: Callable[[Store], None]) -> None:
    before = dump(store)
    with pytest.raises(RuntimeError, match="bulk"):
        done(store, "Import", lambda: fail(store))
    assert dump(store) == before
    assert check(store) == []


def test_any_link_of_a_chain_of_undos_can_be_named(store: Store) -> None:
    empty = dump(store)
    added = done(store, "Add", lambda: contact(store))
    full = dump(store)
    first = undo(store, added, NOW).operation_id
    undo(store, first, NOW)
    again = undo(store, added, NOW)
    assert dump(store) == empty
    assert [entry.undone for entry in history(store)] == [False, True, False, True]
    assert again.what == "Add"
    undo(store, first, NOW)
    assert dump(store) == full
    assert [entry.undone for entry in history(store)] == [False, True, False, True, False]
    assert history(store)[0].what == "Redid “Add”"


def test_an_empty_bulk_insert_is_nothing(store: Store) -> None:
    with store.operation("Import", NOW) as op, store.bulk():
        assert list(store.bulk_insert("companies", ("name", "name_key"), [])) == []
    assert not op.changed


# -- any sequence ------------------------------------------------------------------------------------


class Scribbler:
    """Writes at random, as the tables allow, within an operation under way."""

    def __init__(self, store: Store, dice: random.Random) -> None:
        self.store, self.dice = store, dice

    def scribble(self) -> None:
        for _ in range(self.dice.randint(1, 5)):
            actions = (self.add, self.add, self.change, self.change, self.drop, self.refer, self.many)
            self.dice.choice(actions)()

    def any(self, table: str) -> int | None:
        ids = [row[0] for row in self.store.rows(f"SELECT id FROM {table}")]
        return self.dice.choice(ids) if ids else None

    def text(self) -> str:
        return self.dice.choice(ODD[:8])

    def add(self) -> None:
        firm, boss = self.any("companies"), self.any("contacts")
        made = contact(self.store, "n" + self.text(), company_id=firm, introduced_by=boss, notes=self.text())
        if self.dice.random() < 0.5:
            self.store.execute(
                "INSERT OR IGNORE INTO contact_tags(contact_id, tag, tag_key) VALUES (?, ?, 'k')",
                (made, self.text()),
            )
        if self.dice.random() < 0.3:
            company(self.store, self.text())
        if self.dice.random() < 0.5:
            touch(self.store, made, note=self.text())

    def change(self) -> None:
        row = self.any("contacts")
        if row is not None:
            what = {
                "name": "n" + self.text(),
                "rating": self.dice.choice([None, "A", "B"]),
                "city": self.text(),
            }
            column = self.dice.choice(list(what))
            self.store.update("contacts", row, **{column: what[column]})

    def refer(self) -> None:
        row = self.any("contacts")
        if row is not None:
            self.store.update("contacts", row, company_id=self.any("companies"))
        self.store.execute(
            "INSERT INTO settings(key, value) VALUES (?, ?)"
            " ON CONFLICT(key) DO UPDATE SET value = excluded.value",
            (self.dice.choice("abc"), self.text()),
        )

    def drop(self) -> None:
        for table in ("contact_tags", "touch_contacts", "settings", "companies", "contacts"):
            row = self.any(table)
            if row is not None and self.dice.random() < 0.4 and self.free(table, row):
                self.store.delete(table, row)

    def free(self, table: str, row: int) -> bool:
        if table == "companies":
            return self.store.one("SELECT 1 FROM contacts WHERE company_id = ?", (row,)) is None
        return table != "contacts" or not any(
            self.store.one(sql, (row,))
            for sql in (
                "SELECT 1 FROM contact_tags WHERE contact_id = ?",
                "SELECT 1 FROM touch_contacts WHERE contact_id = ?",
                "SELECT 1 FROM contacts WHERE introduced_by = ?",
            )
        )

    def many(self) -> None:
        self.store.bulk_insert("companies", ("name", "name_key"), [(self.text(), "x") for _ in range(3)])


@lru_cache
def blank() -> bytes:
    """A new diary, made once: making one takes longer than scribbling in it."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "blank.kitdiary"
        Store.open(path, create=True).close()
        return path.read_bytes()


def scribbled(path: Path, dice: random.Random) -> tuple[Store, list[int], list[object]]:
    path.write_bytes(blank())
    store = Store.open(path, create=False)
    operations, states = [], []
    for number in range(dice.randint(2, 8)):
        before = dump(store)
        with store.operation(f"Scribble {number}", NOW) as op:
            Scribbler(store, dice).scribble()
        if op.changed:
            operations.append(op.id)
            states.append(before)
    return store, operations, states


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_undoing_newest_first_retraces_every_state(tmp_path: Path, seed: int) -> None:
    store, operations, states = scribbled(tmp_path / "a.kitdiary", random.Random(seed))
    with store:
        for operation, state in zip(reversed(operations), reversed(states), strict=True):
            after = dump(store)
            undone = undo(store, operation, NOW)
            assert dump(store) == state
            redone = undo(store, undone.operation_id, NOW)
            assert dump(store) == after
            undo(store, redone.operation_id, NOW)
            assert dump(store) == state
        assert check(store) == []


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_undoing_in_any_order_ends_at_the_beginning_or_is_refused_untouched(
    tmp_path: Path, seed: int
) -> None:
    dice = random.Random(seed)
    store, _, states = scribbled(tmp_path / "b.kitdiary", dice)
    with store:
        for _ in range(12):
            wanted = dice.choice([entry.id for entry in history(store) if not entry.undone] or [1])
            before = dump(store)
            try:
                undone = undo(store, wanted, NOW)
            except DiaryError:
                assert dump(store) == before
                continue
            if dice.random() < 0.4:
                undo(store, undone.operation_id, NOW)
                assert dump(store) == before
        for _ in range(100):
            standing = newest_undoable(store)
            if standing is None:
                break
            undo_as_advised(store, standing.id)
        assert dump(store) == (states[0] if states else dump(store))
        assert check(store) == []


def undo_as_advised(store: Store, operation: int) -> None:
    """Undo an operation, or what the refusal says to undo first."""
    for _ in range(100):
        try:
            undo(store, operation, NOW)
        except DiaryError as refusal:
            advised = re.findall(r"\(operation (\d+)\) came later", str(refusal))
            operation = int(*advised)
        else:
            return
    pytest.fail("the advice leads nowhere")
