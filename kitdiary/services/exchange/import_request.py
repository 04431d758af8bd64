"""What an import is asked to do, and how it says how far it is."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from kitdiary.domain.errors import DiaryError
from kitdiary.services.exchange.decisions import OnDuplicate, RowChoice

_TOLD_EVERY = 0.1


class SeedAs(StrEnum):
    """What a column of the last contact becomes (PRODUCT §5): the rep chooses for the file."""

    CONVERSATION = "conversation"
    TOUCH = "touch"
    IGNORE = "ignore"


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """What to import and how. ``rating``, ``tags``, ``source`` and ``owner`` are for all rows of the file."""

    path: Path
    format: str = "auto"
    mapping: tuple[str, ...] = ()
    """``COLUMN=FIELD`` each, over what is remembered of a file with these headings, over what they say."""
    rating: str | None = None
    tags: tuple[str, ...] = ()
    on_duplicate: OnDuplicate = OnDuplicate.FILL
    last_contact: SeedAs = SeedAs.CONVERSATION
    dry_run: bool = False
    rejects: Path | None = None
    source: str = ""
    """Where new people come from, whose row does not say; "": the program and the day."""
    owner: str = ""
    choices: Mapping[int, RowChoice] = field(default_factory=dict)
    """What the rep decided about single rows, by their line."""
    stamp: tuple[int, int] | None = None
    """Size and time of the file when the choices were made: lines of another file mean nothing."""


class Stage(StrEnum):
    """What an import is at, in this order."""

    READ = "read"
    WRITE = "write"
    INDEX = "index"
    PLAN = "plan"


Progress = Callable[[Stage, int, int], bool]
"""Told what is done, how much of it, and of how much (0: nobody knows); answers whether to go on."""


class ImportCancelledError(DiaryError):
    """The rep ended the import."""


class Ticker:
    """Tells how far an import is, at most ten times a second, and ends it where it is asked to."""

    def __init__(self, path: Path, progress: Progress | None) -> None:
        self._name = path.name
        self._progress = progress
        self._next = 0.0
        self._at = (Stage.READ, 0, 0)
        self.cancelled = False
        """Whether the rep ended it."""

    def tell(self, stage: Stage, done: int, total: int = 0) -> None:
        """So much is done. Raises ImportCancelledError where that is enough."""
        self._at = (stage, done, total)
        if self.asks_to_end():
            raise self.error()

    def asks_to_end(self) -> bool:
        """Whether to stop; cheap enough to be asked within a statement of the database."""
        now = time.monotonic()
        if self._progress is not None and now >= self._next and not self.cancelled:
            self._next = now + _TOLD_EVERY
            self.cancelled = not self._progress(*self._at)
        return self.cancelled

    def error(self) -> ImportCancelledError:
        """The sentence of a cancelled import."""
        return ImportCancelledError(
            f"The import of {self._name} was cancelled; nothing of it is in the diary."
        )
