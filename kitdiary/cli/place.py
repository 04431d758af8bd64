"""Which diary is meant and what time it is there. No command line here: a window's start waits for none."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kitdiary import paths
from kitdiary.domain.errors import DiaryError

if TYPE_CHECKING:
    from kitdiary.services.diary import Diary


@dataclass(frozen=True, slots=True)
class Session:
    """The file as given (None: the user's own) and the time the clock is set to (None: it runs)."""

    file: Path | None = None
    now: datetime | None = None

    @property
    def path(self) -> Path:
        """The diary's file."""
        return self.file or paths.diary_path()

    @contextmanager
    def open(self, *, create: bool = True) -> Iterator["Diary"]:
        """The diary, open. One that had to be made is told of, for a name may be misspelt."""
        # Here, not above: help and wrong usage are answered without loading the database.
        from kitdiary.bootstrap import open_diary

        path = self.path
        new = create and not path.exists()
        if new and self.file is None:
            make_folder(path.parent)
        with open_diary(path, self.now, create=create) as diary:
            if new:
                from kitdiary.cli.output import tell

                tell(f"Began a new diary: {path}")
            yield diary


def make_folder(folder: Path) -> None:
    """Make the folder of the user's diary; DiaryError where that cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DiaryError(
            f"The folder {folder} for your diary cannot be made ({error.strerror}): "
            "name another file with --diary or KITDIARY_DIARY."
        ) from error


def window_alone(arguments: Sequence[str]) -> Session | None:
    """The session where nothing but the window is asked for, on which diary and when; None for all else.

    What is typed in any other way is left to the command line, which says what is wrong with it.
    """
    given: dict[str, str] = {}
    rest = list(arguments)
    while rest:
        name, equals, value = rest.pop(0).partition("=")
        if name not in ("--diary", "--now") or name in given or not (equals or rest):
            return None
        given[name] = value if equals else rest.pop(0)
    if any(not value or value.startswith("-") for value in given.values()):
        return None
    try:
        now = datetime.fromisoformat(given["--now"]) if "--now" in given else None
    except ValueError:
        return None
    if now is not None and len(given["--now"]) < len("2026-11-20T09:15"):
        return None  # a date alone has an hour of its own, which the command line knows
    return Session(Path(given["--diary"]) if "--diary" in given else None, now)
