"""The command line as a test uses it: one diary in a temporary place, a fixed clock, in this process."""

from __future__ import annotations

import json
import logging
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from kitdiary import log
from kitdiary.__main__ import run
from kitdiary.bootstrap import open_diary
from kitdiary.services.reminders.notifier import NotifierFailed

NOW = "2026-11-20T09:15"
"""A Friday."""


@dataclass(frozen=True)
class Ran:
    """What a command printed and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


class Kit:
    """Runs commands on one diary."""

    def __init__(self, diary: Path, capture: pytest.CaptureFixture[str]) -> None:
        self.diary = diary
        self.now = NOW
        self._capture = capture

    def run(self, *args: str, now: str | None = None) -> Ran:
        self._capture.readouterr()
        code = run(["--diary", str(self.diary), "--now", now or self.now, *args])
        found = self._capture.readouterr()
        assert "Traceback" not in found.out + found.err
        return Ran(code, found.out, found.err)

    def __call__(self, *args: str, now: str | None = None, code: int = 0) -> str:
        """The output of a command that ends with ``code``."""
        ran = self.run(*args, now=now)
        assert ran.code == code, ran
        return ran.out

    def json(self, *args: str, now: str | None = None, code: int = 0) -> Any:
        """The JSON of a command."""
        return json.loads(self(*args, "--json", now=now, code=code))

    def refused(self, *args: str, code: int = 1, now: str | None = None) -> str:
        """The one sentence on stderr of a command that is refused; nothing may be on stdout."""
        ran = self.run(*args, now=now)
        assert ran.code == code, ran
        assert ran.out == ""
        lines = [line for line in ran.err.splitlines() if not line.startswith("Began a new diary")]
        assert len(lines) == 1, ran
        assert lines[0].endswith((".", "?", "”", '"')), ran
        return lines[0]

    def add(self, name: str, *options: str, now: str | None = None) -> int:
        """Add a contact; its id."""
        found: list[int] = self.json("add", "--name", name, *options, now=now)["contact_ids"]
        return found[0]

    def show(self, contact: object, now: str | None = None) -> Any:
        return self.json("show", str(contact), now=now)

    def due(self, day: str, kind: str | None = None) -> list[Any]:
        """The agenda of a day, seen from it, perhaps of one kind."""
        return [item for item in self.json("agenda", "--date", day) if kind in (None, item["kind"])]


@pytest.fixture
def berlin() -> Iterator[None]:
    """The rep lives in Berlin."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TZ", "Europe/Berlin")
        if hasattr(time, "tzset"):
            time.tzset()
        yield
    if hasattr(time, "tzset"):
        time.tzset()


@pytest.fixture(scope="session")
def empty_diary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty diary to copy: making one takes longer than most of the commands."""
    path = tmp_path_factory.mktemp("empty") / "empty.kitdiary"
    with open_diary(path, datetime.fromisoformat(NOW)):
        pass
    return path


@pytest.fixture
def no_native_notices(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing native works: no test may pop up on somebody's desktop."""

    def show(_self: object, _message: object) -> None:
        raise NotifierFailed("a test")

    for notifier in ("plyer_notifier.PlyerNotifier", "desktop_notifier.DesktopNotifier"):
        monkeypatch.setattr(f"kitdiary.services.reminders.{notifier}.show", show)


@pytest.fixture
def kit(
    tmp_path: Path,
    empty_diary: Path,
    capsys: pytest.CaptureFixture[str],
    berlin: None,
    no_native_notices: None,
) -> Iterator[Kit]:
    diary = tmp_path / "my diary.kitdiary"
    shutil.copyfile(empty_diary, diary)
    yield Kit(diary, capsys)
    log.stop()
    logging.getLogger("kitdiary").propagate = True
