"""Where things lie, from a checkout and from an installed package."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from kitdiary import paths
from kitdiary.domain.errors import DiaryError

FOLDERS = [
    (paths.DIARY_VARIABLE, paths.diary_path),
    (paths.CONFIG_VARIABLE, paths.config_folder),
    (paths.LOG_VARIABLE, paths.log_folder),
]


@pytest.mark.parametrize(("variable", "where"), FOLDERS)
def test_a_variable_moves_it(variable, where, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(variable, str(tmp_path / "elsewhere"))
    assert where() == tmp_path / "elsewhere"


@pytest.mark.parametrize(("variable", "where"), FOLDERS)
@pytest.mark.parametrize("nothing", ["", "   "])
def test_an_empty_variable_counts_as_none(variable, where, nothing, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(variable, raising=False)
    usual = where()
    monkeypatch.setenv(variable, nothing)
    assert where() == usual
    assert usual.is_absolute()


def test_home_is_understood(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.setenv(paths.DIARY_VARIABLE, "~/mine.kitdiary")
    assert paths.diary_path() == tmp_path / "mine.kitdiary"


def test_a_relative_file_lies_in_the_working_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv(paths.DIARY_VARIABLE, "mine.kitdiary")
    assert paths.diary_path() == tmp_path / "mine.kitdiary"


def test_the_diary_has_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(paths.DIARY_VARIABLE, raising=False)
    assert paths.diary_path().name == "diary.kitdiary"


def test_nothing_is_created_by_asking(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(paths.LOG_VARIABLE, str(tmp_path / "log"))
    paths.log_folder()
    assert list(tmp_path.iterdir()) == []


def test_a_resource_of_the_checkout() -> None:
    assert paths.resource("demo").is_dir()


def test_a_missing_resource_says_so() -> None:
    with pytest.raises(DiaryError, match=r"resources/demo/none\.json is missing.*install KitDiary again"):
        paths.resource("demo", "none.json")


def test_a_resource_of_an_installed_package(tmp_path: Path) -> None:
    package = tmp_path / "site" / "kitdiary"
    (package / "domain").mkdir(parents=True)
    source = Path(paths.__file__).parent
    for name in ("__init__.py", "paths.py", "domain/__init__.py", "domain/errors.py"):
        shutil.copy(source / name, package / name)
    (package / "resources").mkdir()
    (package / "resources" / "note.txt").write_text("Grüße", encoding="utf-8")
    program = (
        "from kitdiary.paths import resource; print(ascii(resource('note.txt').read_text(encoding='utf-8')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=tmp_path / "site", capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ascii("Grüße")
