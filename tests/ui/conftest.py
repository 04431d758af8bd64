"""The window on a small real diary; after each test nothing of it may be left."""

from __future__ import annotations

import json
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from kitdiary.bootstrap import open_diary
from kitdiary.services.diary import Diary
from kitdiary.ui.application import application
from kitdiary.ui.desk import Desk
from kitdiary.ui.main_window import MainWindow
from kitdiary.ui.shell import make_window
from tests.ui import people
from tests.ui.qt import sweep

SIZE = (1280, 800)


SCREEN = {"name": "desk", "x": 0, "y": 0, "width": 1920, "height": 1080, "dpr": 1}


@pytest.fixture(scope="session")
def qapp(nobodys_files: None, tmp_path_factory: pytest.TempPathFactory) -> QApplication:
    """The program's own application, dressed as in use, on a screen of an office."""
    if os.environ.get("QT_QPA_PLATFORM") == "offscreen":
        # Its own screen is 800 by 800: less than the smallest window.
        file = tmp_path_factory.mktemp("screen") / "screens.json"
        file.write_text(json.dumps({"screens": [SCREEN | {"logicalDpi": 96, "logicalBaseDpi": 96}]}), "utf-8")
        os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={file}"
    app = application(["kitdiary"])
    app.setQuitOnLastWindowClosed(False)
    return app


@pytest.fixture(scope="session")
def made_diary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small diary, made once; tests work on copies."""
    path = tmp_path_factory.mktemp("made") / "made.kitdiary"
    people.make(path)
    return path


def alive(path: Path) -> set[object]:
    """What there is of windows on a diary: widgets, workers' threads, open files."""
    found: set[object] = set(QApplication.topLevelWidgets())
    found |= {thread for thread in threading.enumerate() if thread.name == "worker"}
    handles = Path("/proc/self/fd")
    if handles.is_dir():
        for handle in handles.iterdir():
            try:
                target = str(handle.readlink())
            except OSError:
                continue
            if target.startswith(str(path)):
                found.add(target)
    return found


@pytest.fixture
def diary(qapp: QApplication, made_diary: Path, tmp_path: Path) -> Iterator[Diary]:
    """A copy of the small diary, open, its clock at `people.NOW`. What a test opens on it must be closed."""
    path = tmp_path / "diary.kitdiary"
    shutil.copyfile(made_diary, path)
    before = alive(path)
    with open_diary(path, people.NOW) as found:
        yield found
    sweep()
    assert alive(path) - before == set()


@pytest.fixture
def ids(diary: Diary) -> people.People:
    """The ids of the people by their short names: ``ids.priya``."""
    return people.People(diary)


@pytest.fixture
def desk(diary: Diary, qtbot: QtBot) -> Iterator[Desk]:
    """A desk without a window. Its signals can be watched; it is closed after the test."""
    made = Desk(diary)
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    """Where the window keeps its place."""
    return QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def window(diary: Diary, settings: QSettings, qtbot: QtBot) -> Iterator[MainWindow]:
    """The whole window, shown, at Today. ``window.desk`` is its desk."""
    made, its_desk = make_window(diary, settings)
    made.resize(*SIZE)
    with qtbot.waitExposed(made):
        made.show()
        made.start()
    made.activateWindow()
    qtbot.waitUntil(lambda: its_desk.counting.latest is not None)
    yield made
    close_popups()
    its_desk.close()
    made.close()
    made.deleteLater()
    its_desk.deleteLater()


def close_popups() -> None:
    """Close menus and lists that a test left open."""
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()


@pytest.fixture
def idle(qtbot: QtBot) -> Callable[[Desk], None]:
    """Waits until a desk's worker has done all it was given and the window heard of it."""

    def wait(of: Desk) -> None:
        done: list[bool] = []
        of.worker.submit(lambda _task, _tell: None, lambda _result: done.append(True), lambda _s: None)
        qtbot.waitUntil(lambda: bool(done) and not of.counting.busy, timeout=20_000)

    return wait


@pytest.fixture
def dialog(qtbot: QtBot) -> Callable[[], QWidget]:
    """The dialog that is open; waits for it."""

    def find() -> QWidget:
        qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not None, timeout=5_000)
        found = QApplication.activeModalWidget()
        assert found is not None
        return found

    return find
