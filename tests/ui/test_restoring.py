"""Putting a backup back from the window: the program closes the diary, restores and opens again."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from kitdiary.bootstrap import open_diary
from kitdiary.domain.errors import DiaryError
from kitdiary.services.diary import Diary
from kitdiary.ui.dialogs.restore import RestoreForm
from kitdiary.ui.main_window import MainWindow
from kitdiary.ui.start import run_window
from tests.ui import people
from tests.ui.conftest import alive
from tests.ui.qt import sweep

pytestmark = pytest.mark.timeout(60)
Act = Callable[[MainWindow], None]


@pytest.fixture
def path(qapp: QApplication, made_diary: Path, tmp_path: Path) -> Path:
    """The small diary, nobody has it open."""
    found = tmp_path / "diary.kitdiary"
    shutil.copyfile(made_diary, found)
    return found


def shown() -> MainWindow | None:
    found = [w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow) and w.isVisible()]
    return found[-1] if found else None


def run(path: Path, acts: list[Act], opened: Callable[[], Iterator[Diary]] | None = None) -> int:
    """Run the program; each window that comes up gets the next act."""

    @contextmanager
    def usual() -> Iterator[Diary]:
        with open_diary(path, people.NOW) as diary:
            yield diary

    seen: list[MainWindow] = []

    def look() -> None:
        window = shown()
        if window is not None and all(window is not one for one in seen) and acts:
            seen.append(window)
            acts.pop(0)(window)

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(20)
    before = alive(path)
    try:
        code = run_window(path, contextmanager(opened) if opened else usual)
    finally:
        timer.stop()
    sweep()
    assert not {one for one in alive(path) - before if one.__class__ is str}
    return code


def close(window: MainWindow) -> None:
    """Close as a rep does."""
    QTimer.singleShot(0, window, lambda: (QApplication.setQuitOnLastWindowClosed(True), window.close()))


@pytest.fixture(autouse=True)
def quits(qapp: QApplication) -> Iterator[None]:
    QApplication.setQuitOnLastWindowClosed(True)
    yield
    QApplication.setQuitOnLastWindowClosed(False)
    sweep()
    # A wish to quit that came after the last loop would end every loop of the tests to come.
    QTimer.singleShot(0, qapp.quit)
    qapp.exec()


def test_a_backup_is_put_back_and_the_diary_before_it_kept(path: Path, qtbot: QtBot) -> None:
    said: list[str] = []

    def spoil_and_restore(window: MainWindow) -> None:
        diary = window.desk.diary
        diary.safety.backup()
        diary.contacts.add(name="Zoe Zebra")
        window.go("restore")
        form = QApplication.activeModalWidget()
        assert isinstance(form, RestoreForm)
        qtbot.waitUntil(lambda: form.model.rowCount() == 1)
        assert "13 people" in str(form.model.index(0).data(0x0100))
        QTimer.singleShot(0, form, form.do.click)

    def see(window: MainWindow) -> None:
        said.append(window.bar.text.text())
        qtbot.waitUntil(lambda: window.side.buttons["contacts"].accessibleName() == "Contacts 13")
        close(window)

    assert run(path, [spoil_and_restore, see]) == 0
    assert said[0].startswith("Put back diary-2026-11-20.kitdiary; the diary before it is kept as ")
    kept = said[0].removesuffix(".").rsplit(" ", 1)[1] if said[0].endswith("..") else said[0].split(" as ")[1]
    with open_diary(path.with_name(kept.rstrip("."))) as before:
        assert before.lists.contact_count() == 14
    with open_diary(path) as now:
        assert now.lists.contact_count() == 13


def test_a_bad_file_says_why_and_the_diary_goes_on(path: Path, tmp_path: Path) -> None:
    bad = tmp_path / "bad.kitdiary"
    bad.write_bytes(b"no diary at all" * 500)
    said: list[str] = []

    def restore(window: MainWindow) -> None:
        window.desk.diary.contacts.add(name="Zoe Zebra")
        QTimer.singleShot(0, window, lambda: window.desk.restoring.emit(bad))

    def see(window: MainWindow) -> None:
        said.append(window.bar.text.text())
        close(window)

    assert run(path, [restore, see]) == 0
    assert "cannot be restored" in said[0]
    with open_diary(path) as now:
        assert now.lists.contact_count() == 14
    assert [file.name for file in tmp_path.glob("*replaced*")] == []


def test_a_backup_that_cannot_be_opened_makes_room_for_the_diary_before(
    path: Path, made_diary: Path, tmp_path: Path
) -> None:
    backup = tmp_path / "kept.kitdiary"
    shutil.copyfile(made_diary, backup)
    said: list[str] = []
    openings: list[int] = []

    def opened() -> Iterator[Diary]:
        openings.append(1)
        if len(openings) == 2:
            raise DiaryError("This diary is from the moon.")
        with open_diary(path, people.NOW) as diary:
            yield diary

    def restore(window: MainWindow) -> None:
        window.desk.diary.contacts.add(name="Zoe Zebra")
        QTimer.singleShot(0, window, lambda: window.desk.restoring.emit(backup))

    def see(window: MainWindow) -> None:
        said.append(window.bar.text.text())
        close(window)

    assert run(path, [restore, see], opened) == 0
    assert said == ["This diary is from the moon."]
    with open_diary(path) as now:
        assert now.lists.contact_count() == 14
