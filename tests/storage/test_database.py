"""The diary's file: what can be opened, what is refused untouched, and how threads and programs share it."""

import os
import sqlite3
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

import pytest

from kitdiary.domain.errors import DiaryError
from kitdiary.storage.backup import backup_to
from kitdiary.storage.backup_files import daily_name, default_folder
from kitdiary.storage.blobs import MOST_BYTES, get_blob, put_blob, read_attachment
from kitdiary.storage.database import Store
from kitdiary.storage.integrity import check
from kitdiary.storage.journal import history
from tests.storage.diaries import NOW, contact, dump, files

ROOT = Path(__file__).parents[2]


def made(path: Path, people: int = 1) -> Path:
    """A closed diary with some people."""
    with Store.open(path, create=True) as store, store.operation("Begin", NOW):
        for number in range(people):
            contact(store, f"Person {number}", notes="word " * 50)
    return path


@contextmanager
def left_as_it_was(folder: Path) -> Iterator[None]:
    """Nothing in the folder changes: not a byte, not a file more or less."""
    before = files(folder)
    yield
    assert files(folder) == before


def program(source: str, *arguments: object) -> subprocess.Popen[str]:
    """Another process running a few lines."""
    return subprocess.Popen(
        [sys.executable, "-c", source, *map(str, arguments)],
        cwd=ROOT,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


# -- opening -----------------------------------------------------------------------------------------


def test_a_diary_is_made_opened_again_and_clean(tmp_path: Path) -> None:
    path = made(tmp_path / "diary.kitdiary")
    assert set(files(tmp_path)) == {"diary.kitdiary"}, "closing leaves no log behind"
    with Store.open(str(path), create=False) as store:
        assert store.path == path
        assert check(store) == []
        with store.read():
            assert store.one("SELECT name FROM contacts") == ("Person 0",)


def test_every_connection_is_set_up_for_safety(store: Store) -> None:
    def value(pragma: str) -> object:
        row = store.one(f"PRAGMA {pragma}")
        return row and row[0]

    with store.read():
        assert value("journal_mode") == "wal"
        assert value("synchronous") == 2
        assert value("foreign_keys") == 1
        assert value("recursive_triggers") == 1


def test_a_name_with_special_characters_is_just_a_name(tmp_path: Path) -> None:
    path = made(tmp_path / "my diary? #1 100%25 ü 日.kitdiary")
    with Store.open(path, create=False) as store:
        assert check(store) == []
    assert set(files(tmp_path)) == {path.name}


@pytest.mark.parametrize("create", [True, False])
def test_a_missing_folder_is_named(tmp_path: Path, create: bool) -> None:
    with left_as_it_was(tmp_path), pytest.raises(DiaryError, match=r"folder .*gone.* does not exist"):
        Store.open(tmp_path / "gone" / "diary.kitdiary", create=create)


def test_a_missing_diary_is_not_made_unasked(tmp_path: Path) -> None:
    with left_as_it_was(tmp_path), pytest.raises(DiaryError, match="no diary at"):
        Store.open(tmp_path / "diary.kitdiary", create=False)


def test_a_folder_is_no_diary(tmp_path: Path) -> None:
    with left_as_it_was(tmp_path), pytest.raises(DiaryError, match="is a folder"):
        Store.open(tmp_path, create=True)


def other_sqlite(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE other(a)")
        connection.execute("PRAGMA user_version = 1")


def other_in_wal(path: Path) -> None:
    other_sqlite(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")


@pytest.mark.parametrize(
    "make",
    [
        lambda path: path.write_text("Dear diary, this is no database at all. " * 50),
        lambda path: path.write_bytes(b"x"),
        lambda path: path.write_bytes(b"SQLite format 3\0"),
        lambda path: path.write_bytes(os.urandom(9000)),
        other_sqlite,
        other_in_wal,
    ],
)
@pytest.mark.parametrize("create", [True, False])
def test_another_kind_of_file_is_left_alone(
    tmp_path: Path, make: Callable[[Path], None], create: bool
) -> None:
    path = tmp_path / "other.file"
    make(path)
    with left_as_it_was(tmp_path), pytest.raises(DiaryError, match="not a KitDiary diary"):
        Store.open(path, create=create)


def test_another_programs_database_in_use_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    other_in_wal(path)
    with closing(sqlite3.connect(path)) as other:
        other.execute("INSERT INTO other VALUES (1)")
        other.commit()
        before = path.read_bytes()
        with pytest.raises(DiaryError, match="not a KitDiary diary"):
            Store.open(path, create=True)
        assert path.read_bytes() == before
        assert other.execute("SELECT * FROM other").fetchall() == [(1,)]


def test_an_empty_file_becomes_a_diary_only_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "diary.kitdiary"
    path.touch()
    with left_as_it_was(tmp_path), pytest.raises(DiaryError, match="not a KitDiary diary"):
        Store.open(path, create=False)
    with Store.open(path, create=True) as store:
        assert check(store) == []


def test_a_newer_diary_is_left_alone(tmp_path: Path) -> None:
    path = made(tmp_path / "diary.kitdiary")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 999")
    with left_as_it_was(tmp_path), pytest.raises(DiaryError, match=r"newer KitDiary \(its format is 999"):
        Store.open(path, create=True)


def test_a_newer_diary_in_use_is_left_alone(tmp_path: Path) -> None:
    """The new version lies only in the write-ahead log: the header of the file still says the old one."""
    path = made(tmp_path / "diary.kitdiary")
    with closing(sqlite3.connect(path)) as newer:
        newer.execute("PRAGMA journal_mode = WAL")
        newer.execute("PRAGMA user_version = 999")
        before = path.read_bytes()
        with pytest.raises(DiaryError, match="newer KitDiary"):
            Store.open(path, create=False)
        assert path.read_bytes() == before


# -- damage ------------------------------------------------------------------------------------------


def test_a_diary_cut_off_is_left_as_it_was(tmp_path: Path) -> None:
    path = made(tmp_path / "diary.kitdiary", people=200)
    path.write_bytes(path.read_bytes()[: -3 * 4096])
    with left_as_it_was(tmp_path), pytest.raises(DiaryError, match="damaged and no good backup"):
        Store.open(path, create=False)


def test_damage_names_the_newest_good_backup(tmp_path: Path) -> None:
    path = made(tmp_path / "diary.kitdiary", people=200)
    folder, stick = default_folder(path), tmp_path / "stick"
    folder.mkdir()
    stick.mkdir()
    names = [daily_name(path, datetime(2026, 11, day, tzinfo=NOW.tzinfo).date()) for day in (18, 19, 20)]
    with Store.open(path, create=False) as store:
        for target in (folder / names[0], stick / names[1], folder / names[2]):
            backup_to(store, target)
    newest = folder / names[2]
    newest.write_bytes(newest.read_bytes()[:-4096])
    path.write_bytes(path.read_bytes()[:-4096])
    with left_as_it_was(tmp_path), pytest.raises(DiaryError) as caught:
        Store.open(path, create=False, backups=[stick, tmp_path / "missing"])
    assert f'kitdiary --diary "{path}" restore "{stick / names[1]}"' in str(caught.value)


def test_damage_inside_is_met_with_the_same_sentence(tmp_path: Path) -> None:
    path = made(tmp_path / "diary.kitdiary", people=500)
    whole = bytearray(path.read_bytes())
    for page in range(3, len(whole) // 4096):  # the schema stays readable
        whole[page * 4096 : page * 4096 + 60] = b"\xff" * 60
    path.write_bytes(whole)
    with pytest.raises(DiaryError, match="is damaged"):
        read_everything(path)
    assert path.read_bytes() == whole


def read_everything(path: Path) -> None:
    with Store.open(path, create=False) as store:
        dump(store)


# -- what the machine refuses ------------------------------------------------------------------------


@pytest.fixture
def nobody() -> Iterator[Path]:
    """A folder whose rights count, also where the tests run as root."""
    if sys.platform == "win32":
        pytest.skip("rights work differently")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


@contextmanager
def without_rights() -> Iterator[None]:
    if sys.platform == "win32" or os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_read_only_diary_is_refused_and_can_still_be_read(nobody: Path) -> None:
    path = made(nobody / "diary.kitdiary")
    path.chmod(0o444)
    nobody.chmod(0o555)
    with left_as_it_was(nobody), without_rights():
        with pytest.raises(DiaryError, match="read-only"):
            Store.open(path, create=True)
        with Store.open(path, create=False, read_only=True) as store:
            assert len(dump(store)["contacts"]) == 1
            with pytest.raises(DiaryError, match="cannot be written"), store.operation("Add", NOW):
                pass
    nobody.chmod(0o755)


def test_a_folder_that_cannot_be_written_is_refused(nobody: Path) -> None:
    nobody.chmod(0o555)
    with without_rights(), pytest.raises(DiaryError, match="cannot be written"):
        Store.open(nobody / "diary.kitdiary", create=True)
    nobody.chmod(0o755)


def test_a_full_disk_leaves_the_diary_whole(store: Store) -> None:
    with store.operation("Add", NOW):
        contact(store)
    before = dump(store)
    with store.read():
        (pages,) = store.one("PRAGMA page_count") or (0,)
    store.connection().execute(f"PRAGMA max_page_count = {pages + 2}")
    with pytest.raises(DiaryError, match="is full"), store.operation("Too much", NOW):
        contact(store, notes="x" * 1_000_000)
    assert dump(store) == before
    assert check(store) == []
    store.connection().execute("PRAGMA max_page_count = 1000000")
    with store.operation("Room again", NOW):
        contact(store)


def test_a_diary_held_by_another_program_is_busy_and_unchanged(tmp_path: Path) -> None:
    path = made(tmp_path / "diary.kitdiary")
    with Store.open(path, create=False, busy_seconds=0.1) as store, closing(sqlite3.connect(path)) as other:
        other.execute("BEGIN IMMEDIATE")
        before = dump(store)
        with pytest.raises(DiaryError, match="another program"), store.operation("Add", NOW):
            contact(store)
        with pytest.raises(DiaryError, match="another program"), store.maintenance():
            pass
        other.rollback()
        assert dump(store) == before
        with store.operation("Add", NOW):
            contact(store)


# -- scopes ------------------------------------------------------------------------------------------


def test_nothing_runs_outside_a_scope(store: Store) -> None:
    for action in (
        lambda: store.execute("SELECT 1"),
        lambda: store.rows("SELECT 1"),
        lambda: store.insert("settings", key="a", value="b"),
        lambda: store.bulk_insert("settings", ("key", "value"), []),
    ):
        with pytest.raises(RuntimeError, match="outside"):
            action()


def test_scopes_nest_only_where_that_has_a_meaning(store: Store) -> None:
    with store.operation("One", NOW) as op:
        assert store.in_operation == op.id
        with store.read(), store.maintenance(), store.read():
            contact(store)
        with pytest.raises(RuntimeError), store.operation("Two", NOW):
            pass
    assert store.in_operation is None
    assert op.changed
    with store.read(), store.read():
        with pytest.raises(RuntimeError), store.operation("Two", NOW):
            pass
        with pytest.raises(RuntimeError), store.maintenance():
            pass
        assert store.one("SELECT count(*) FROM contacts") == (1,)
    with store.maintenance(), pytest.raises(RuntimeError), store.bulk():
        pass
    assert len(history(store)) == 1


def test_an_operation_needs_an_aware_time(store: Store) -> None:
    with pytest.raises(ValueError, match="aware"), store.operation("One", datetime(2026, 1, 1)):  # noqa: DTZ001
        pass
    with store.operation("Two", NOW):
        contact(store)


def test_a_value_of_the_wrong_type_is_ours_to_mend(store: Store) -> None:
    for wrong in (1.5, "many"):
        with pytest.raises(sqlite3.IntegrityError), store.operation("Wrong", NOW):
            store.insert("touches", at=wrong)
    with pytest.raises(sqlite3.IntegrityError), store.operation("Wrong", NOW):
        store.insert("companies", name=b"bytes", name_key="x")


def test_a_read_is_one_snapshot_while_others_write(store: Store) -> None:
    def write() -> None:
        with store.operation("Add", NOW):
            contact(store)

    with store.read():
        assert store.one("SELECT count(*) FROM contacts") == (0,)
        in_thread(write)
        assert store.one("SELECT count(*) FROM contacts") == (0,)
    with store.read():
        assert store.one("SELECT count(*) FROM contacts") == (1,)


def test_a_query_left_half_read_by_an_error_holds_nothing_up(store: Store) -> None:
    with store.operation("Add", NOW):
        for _ in range(500):
            contact(store)

    def stop_half_way() -> None:
        cursor = store.execute("SELECT id, notes FROM contacts")
        assert next(cursor)
        raise ZeroDivisionError

    def add() -> None:
        with store.operation("Add", NOW):
            contact(store)

    for scope in (store.read, lambda: store.operation("Fails", NOW)):
        with pytest.raises(ZeroDivisionError) as kept, scope():
            stop_half_way()
        in_thread(add)
        add()
        assert kept.value.__traceback__ is not None
    store.close()
    assert set(files(store.path.parent)) == {store.path.name}


def in_thread(*actions: Callable[[], None]) -> None:
    failed: list[BaseException] = []

    def run(action: Callable[[], None]) -> None:
        try:
            action()
        except BaseException as error:  # noqa: BLE001 - raised again in the test's own thread
            failed.append(error)

    threads = [threading.Thread(target=run, args=(action,)) for action in actions]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]


def test_many_threads_write_and_nothing_is_lost(store: Store) -> None:
    def write() -> None:
        for _ in range(20):
            with store.operation("Add", NOW):
                contact(store)

    in_thread(*[write] * 6)
    assert len(dump(store)["contacts"]) == 120
    assert len(history(store, 500)) == 120


def test_connections_of_ended_threads_are_closed(store: Store) -> None:
    def look() -> None:
        with store.read():
            pass

    for _ in range(5):
        in_thread(look)
    assert len(store.database._opened) <= 2


def test_data_version_tells_that_another_wrote(store: Store) -> None:
    def write() -> None:
        with store.operation("Add", NOW):
            contact(store)

    first = store.data_version()
    assert store.data_version() == first
    write()
    assert store.data_version() == first, "one's own writing is known already"
    in_thread(write)
    assert store.data_version() != first


def test_a_checkpoint_empties_the_log_into_the_file(store: Store) -> None:
    with store.operation("Add", NOW):
        contact(store)
    store.checkpoint()
    with closing(sqlite3.connect(f"{store.path.as_uri()}?immutable=1", uri=True)) as bare:
        assert bare.execute("SELECT count(*) FROM contacts").fetchone() == (1,)


# -- processes ---------------------------------------------------------------------------------------

WRITER = """
import sys
from tests.storage.diaries import NOW, contact
from kitdiary.storage.database import Store
with Store.open(sys.argv[1], create=True) as store:
    for number in range(int(sys.argv[2])):
        with store.operation("Add", NOW):
            contact(store, f"{sys.argv[3]} {number}")
"""


def test_several_programs_start_at_once_on_a_new_file(tmp_path: Path) -> None:
    path = tmp_path / "diary.kitdiary"
    started = [program(WRITER, path, 5, number) for number in range(6)]
    for one in started:
        _, complaint = one.communicate(timeout=60)
        assert (one.returncode, complaint) == (0, "")
    with Store.open(path, create=False) as store:
        assert len(dump(store)["contacts"]) == 30
        assert check(store) == []


KILLED = """
import sys
from tests.storage.diaries import NOW, contact
from kitdiary.storage.database import Store
with Store.open(sys.argv[1], create=True) as store:
    number = 0
    while True:
        with store.operation("Add", NOW):
            contact(store, f"Person {number}")
        print(number, flush=True)
        number += 1
"""


def kill_while_writing(path: Path, answers: int) -> None:
    """Kill a writing program after some answers; what it answered as done must be there."""
    with Store.open(path, create=True) as store:
        before = len(dump(store)["contacts"])
    with program(KILLED, path) as writer:
        assert writer.stdout is not None
        for _ in range(answers):
            writer.stdout.readline()
        writer.kill()
        answered = answers + len(writer.stdout.read().splitlines())
    with Store.open(path, create=False) as store:
        assert len(dump(store)["contacts"]) - before in (answered, answered + 1)
        assert check(store) == []


def test_a_killed_program_loses_nothing_it_answered(tmp_path: Path) -> None:
    kill_while_writing(tmp_path / "diary.kitdiary", answers=5)


@pytest.mark.soak
@pytest.mark.timeout(900)
def test_many_killed_programs_lose_nothing_they_answered(tmp_path: Path) -> None:
    for number in range(100):
        kill_while_writing(tmp_path / "diary.kitdiary", answers=1 + number % 17)


# -- attachments -------------------------------------------------------------------------------------


def test_an_attachment_is_kept_once_and_comes_back(store: Store) -> None:
    data = bytes(range(256)) * 10
    with store.operation("Attach", NOW):
        first = put_blob(store, data)
        assert put_blob(store, data) == first
    with store.read():
        assert get_blob(store, first) == data
        with pytest.raises(DiaryError, match="missing"):
            get_blob(store, "0" * 64)


def test_an_attachment_above_25_mb_is_refused(store: Store, tmp_path: Path) -> None:
    with store.operation("Attach", NOW):
        with pytest.raises(DiaryError, match="25 MB"):
            put_blob(store, bytes(MOST_BYTES + 1))
        put_blob(store, bytes(MOST_BYTES))
    large = tmp_path / "large.pdf"
    with large.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(DiaryError, match=r"large.pdf” has 25.0 MB"):
        read_attachment(large)
    with pytest.raises(DiaryError, match="could not be read"):
        read_attachment(tmp_path / "gone.pdf")
    large.write_bytes(b"small")
    assert read_attachment(large) == b"small"
