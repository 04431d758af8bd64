"""The log: it rotates, it never fails, and nothing of the diary gets into it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from kitdiary import log
from kitdiary.domain.people import Fit

SECRET = "Priya Raman <p.raman@northgate.example>"


@pytest.fixture(autouse=True)
def closed() -> Iterator[None]:
    yield
    log.stop()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    log.start(tmp_path / "deep" / "log")
    return tmp_path / "deep" / "log"


def text(folder: Path) -> str:
    return (folder / log.FILE_NAME).read_text(encoding="utf-8")


def fails() -> None:
    try:
        {}[SECRET]
    except KeyError as cause:
        raise ValueError(f"no such person: {SECRET}") from cause


def test_nothing_is_written_before_the_first_message(folder: Path) -> None:
    assert list(folder.iterdir()) == []


def test_a_note_has_its_figures(folder: Path) -> None:
    log.note("planned 100% anew", contacts=300, seconds=0.25)
    assert text(folder).endswith("INFO kitdiary: planned 100% anew contacts=300 seconds=0.25\n")


def test_a_fault_names_the_places_but_not_the_people(folder: Path) -> None:
    with pytest.raises(ValueError, match="no such person") as caught:
        fails()
    log.fault("the heartbeat", caught.value)
    written = text(folder)
    assert "ERROR kitdiary: the heartbeat" in written
    assert "builtins.ValueError" in written
    assert "from builtins.KeyError" in written
    assert f"{__name__}:" in written
    assert "in fails" in written
    assert "Raman" not in written
    assert str(Path(__file__).parent) not in written


def test_any_logger_below_ours_is_private(folder: Path) -> None:
    ours = logging.getLogger("kitdiary.services")
    ours.info("called %s, contact %d, fit %s", SECRET, 7, Fit.YES)
    ours.info("called %(name)s", {"name": SECRET})
    ours.info("found", stack_info=True)
    written = text(folder)
    assert "called <str>, contact 7, fit yes" in written
    assert "called <str>\n" in written
    assert "Raman" not in written
    assert "Stack" not in written


def test_it_rotates(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "_BYTES", 2000)
    log.start(folder)
    for number in range(400):
        log.note("beat", number=number)
    names = sorted(path.name for path in folder.iterdir())
    assert names == [log.FILE_NAME, *(f"{log.FILE_NAME}.{number}" for number in (1, 2, 3))]
    assert all(path.stat().st_size <= 2000 for path in folder.iterdir())


def test_a_folder_that_cannot_be_made_does_no_harm(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    log.start(tmp_path / "file" / "log")
    log.note("still alive")
    log.fault("somewhere", ValueError(SECRET))
    assert capfd.readouterr() == ("", "")


def test_a_file_that_cannot_be_written_does_no_harm(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / log.FILE_NAME).mkdir()
    log.start(tmp_path)
    log.note("still alive")
    assert capfd.readouterr() == ("", "")


def test_without_start_nothing_is_said(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    log.stop()
    log.fault("somewhere", ValueError(SECRET))
    assert capfd.readouterr() == ("", "")


def test_the_usual_folder_is_the_users(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KITDIARY_LOG_DIR", str(tmp_path))
    log.start()
    log.note("here")
    assert "here" in text(tmp_path)


def test_a_loop_of_causes_ends(folder: Path) -> None:
    first, second = ValueError(SECRET), KeyError(SECRET)
    first.__cause__, second.__cause__ = second, first
    log.fault("in a loop", first)
    assert text(folder).count("builtins.") == 2
